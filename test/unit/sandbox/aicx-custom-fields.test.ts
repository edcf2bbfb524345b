import { describe, expect, test } from '@jest/globals';
import { AicxClient, problem } from './aicx-support.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AicxClient => new AicxClient(use.sandbox);

describe('custom fields', () => {
	test('are there to begin with, one of each type', async () => {
		const { status, body } = await client().listFields();
		expect(status).toBe(200);
		expect(body).toMatchObject([{ type: 'text' }, { type: 'number' }, { type: 'date' }, { type: 'select' }]);
		expect(body).toEqual([...use.sandbox.aicx.customFields.values()]);
		expect(client().field('select').select_options).toContain('Pro');
		expect(client().field('text')).not.toHaveProperty('select_options');
	});

	test('are listed within an envelope where that is wanted', async () => {
		const { body } = await client().listFields();
		use.sandbox.aicx.listEnvelope = 'data';
		expect(await client().listFields()).toEqual({ status: 200, body: { data: body } });
	});

	test.each([
		{ name: 'Colour', type: 'text' },
		{ name: 'Size', type: 'select', select_options: ['S', 'L'] },
	])('are created: $type', async (field) => {
		const { status, body } = await client().createField(field);
		expect({ status, body }).toEqual({ status: 200, body: { id: expect.any(String), ...field } });
		expect((await client().listFields()).body).toContainEqual(body);
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test('have a name of their own', async () => {
		const { name } = client().field('text');
		expect(await client().createField({ name, type: 'date' })).toEqual({
			status: 409,
			body: { detail: `Custom field ${name} already exists` },
		});
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test.each([
		[{ name: 'Size', type: 'select' }, 'a select without select_options'],
		[{ name: 'Size', type: 'text', select_options: ['S'] }, 'select_options for the type text'],
	])('have options if and only if they are selects: %j', async (body, what) => {
		expect(await client().createField(body)).toEqual(problem(['select_options'], what));
		expect(use.sandbox.violations.list()).toEqual([
			`POST /api/platform/v1/custom-fields/teamspace_sandbox/create-custom-field: ${what}`,
		]);
		expect(use.sandbox.aicx.customFields.size).toBe(4);
	});

	test.each([
		['json', { status: 200, body: {} }],
		['empty', { status: 204, body: undefined }],
	] as const)('are deleted once, with all their values; answered %s', async (form, expected) => {
		const { aicx, violations } = use.sandbox;
		aicx.deleteAnswer = form;
		const { id } = client().field('number');
		const { customFieldValues } = await client().customer('ann');
		await client().addCustomFields('ann', [{ id, value: 7 }]);
		expect(await client().deleteField(id)).toEqual(expected);
		expect(aicx.customFields.has(id)).toBe(false);
		expect(customFieldValues.size).toBe(0);
		expect(await client().deleteField(id)).toEqual({
			status: 404,
			body: { detail: 'Custom field not found' },
		});
		expect(violations.list()).toEqual([]);
	});
});

describe('values of custom fields', () => {
	test('are set by the id or the name of the field, and set again', async () => {
		const { customFieldValues } = await client().customer('ann');
		const [text, number, date, select] = (['text', 'number', 'date', 'select'] as const).map((type) =>
			client().field(type),
		);
		const answer = await client().addCustomFields('ann', [
			{ id: text?.id, value: 'Annie' },
			{ name: number?.name, value: 0 },
			{ id: date?.id, value: '2026-01-31' },
			{ name: select?.name, value: 'Pro' },
		]);
		expect(answer).toEqual({ status: 200, body: { success: true } });
		await client().addCustomFields('ann', [
			{ id: text?.id, value: '' },
			{ id: date?.id, value: '2026-02-01T10:00:00.000+02:00' },
		]);
		expect(Object.fromEntries(customFieldValues)).toEqual({
			[text?.id ?? '']: '',
			[number?.id ?? '']: 0,
			[date?.id ?? '']: '2026-02-01T10:00:00.000+02:00',
			[select?.id ?? '']: 'Pro',
		});
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test.each([
		['text', 7, 'Nickname must be a text'],
		['number', '7', 'Seats must be a number'],
		['date', 'tomorrow', 'Customer since must be a date like 2026-01-31'],
		['date', '2026-13-01', 'Customer since must be a date like 2026-01-31'],
		['select', 'pro', 'Plan must be one of Free, Pro, Enterprise'],
		['select', null, 'Plan must be one of Free, Pro, Enterprise'],
	] as const)('of a %s field are not %j; then none is set', async (type, value, msg) => {
		const { customFieldValues } = await client().customer('ann');
		const right = type === 'text' ? { name: 'Seats', value: 1 } : { name: 'Nickname', value: 'Annie' };
		const answer = await client().addCustomFields('ann', [right, { id: client().field(type).id, value }]);
		expect(answer).toEqual(problem([1, 'value'], msg));
		expect(customFieldValues.size).toBe(0);
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test.each([{ id: 'none' }, { name: 'none' }])('of an unknown field are not set (%o)', async (field) => {
		await client().customer('ann');
		expect(await client().addCustomFields('ann', [{ ...field, value: 1 }])).toEqual({
			status: 404,
			body: { detail: 'Custom field none not found' },
		});
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test('name their field in one way', async () => {
		await client().customer('ann');
		const { id, name } = client().field('number');
		const what = 'element 0 does not have exactly one of id and name';
		for (const field of [{ id, name }, {}]) {
			const answer = await client().addCustomFields('ann', [{ ...field, value: 1 }]);
			expect(answer).toEqual(problem([0], what));
		}
		const path = '/api/platform/v1/customers/teamspace_sandbox/customer/ann/add-custom-fields';
		expect(use.sandbox.violations.list()).toEqual([`PUT ${path}: ${what}`, `PUT ${path}: ${what}`]);
	});
});
