import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import type { IDataObject, INodeParameters, ResourceMapperValue } from 'n8n-workflow';
import { CONTINUES, jsonOf, pairsOf } from '../support/results.ts';
import type { RunOfNode } from '../support/n8n.ts';
import { useAicx, wire } from './support.ts';

const used = useAicx();
const { run, calls } = used;

const ODD = 'user/4711 é?';

const add = async (
	parameters: INodeParameters,
	items?: readonly IDataObject[],
	settings = {},
): Promise<RunOfNode> =>
	await run(
		{ does: 'customer addCustomFields', parameters: { providedUniqueId: ODD, ...parameters }, settings },
		items,
	);

/** The form as n8n stores it: values by the field's ID, beside the fields as they were when it was filled in. */
const form = async (values: Record<string, unknown>): Promise<INodeParameters> => {
	const { fields: schema } = await used.editor().form('customFieldsForm');
	used.sandbox.journal.clear();
	const empty = Object.fromEntries(schema.map(({ id }) => [id, null]));
	const given = Object.entries(values).map(([name, value]) => [used.field(name).id, value]);
	const value = { ...empty, ...Object.fromEntries(given) } as ResourceMapperValue['value'];
	const stored: ResourceMapperValue = {
		mappingMode: 'defineBelow',
		value,
		matchingColumns: [],
		schema: schema.map((field) => ({ ...field, removed: false })),
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
	return { valuesForm: stored as unknown as INodeParameters };
};

/** The body that went out, with the names of the fields in the place of their IDs. */
const sent = (): unknown[] =>
	calls()
		.filter(({ method }) => method === 'PUT')
		.map(({ body }) =>
			(body as { id: string; value: unknown }[]).map(({ id, value }) => [
				used.aicx.customFields.get(id)?.name,
				value,
			]),
		);

describe('A customer gets values of custom fields from the form', () => {
	test('of every type, without what was left open', async () => {
		await used.customer(ODD);
		const filled = await form({ Nickname: 'Annie', Seats: 12, Plan: 'Pro' });
		const done = await add(filled);
		expect(jsonOf(done)).toEqual([{ success: true }]);
		expect(calls().map(wire)).toEqual([
			{
				method: 'PUT',
				path: '/customers/customer/user%2F4711%20%C3%A9%3F/add-custom-fields',
				body: expect.arrayContaining([{ id: used.field('Seats').id, value: 12 }]),
			},
		]);
		expect(used.valuesOf(ODD)).toEqual({ Nickname: 'Annie', Seats: 12, Plan: 'Pro' });
	});

	test('with numbers as numbers, also where an expression gives text, and nought is one', async () => {
		await used.customer(ODD);
		await add(await form({ Seats: '={{ $json.seats }}' }), [{ seats: '12' }, { seats: 0 }]);
		expect(sent()).toEqual([[['Seats', 12]], [['Seats', 0]]]);
	});

	// n8n itself makes a moment of every date, in the time zone of the workflow where the date names none.
	test.each<[string, unknown, string]>([
		['as the editor stores a day', '2026-01-31T00:00:00', '2026-01-31'],
		['as a day', '2026-01-31', '2026-01-31'],
	])('with a day as that day, whatever the time zone: %s', async (_, value, day) => {
		await used.customer(ODD);
		await add(await form({ 'Customer since': value }));
		expect(sent()).toEqual([[['Customer since', day]]]);
		expect(used.valuesOf(ODD)).toEqual({ 'Customer since': day });
	});

	test.each<[string, unknown, string]>([
		['with a time zone', '2026-01-31T10:00:00+02:00', '2026-01-31T10:00:00+02:00'],
		['from an expression', "={{ DateTime.fromISO('2026-01-31T08:00:00Z') }}", '2026-01-31T08:00:00Z'],
	])('with a time as ISO 8601: %s', async (_, value, time) => {
		await used.customer(ODD);
		const done = await add(await form({ 'Customer since': value }));
		expect(jsonOf(done)).toEqual([{ success: true }]);
		const [[[, text]]] = sent() as [[[string, string]]];
		expect(text).toMatch(/^2026-01-31T\d\d:00:00\.000(Z|[+-]\d\d:\d\d)$/);
		expect(DateTime.fromISO(text).toMillis()).toBe(DateTime.fromISO(time).toMillis());
	});

	test('from each item in its own way, each output item behind its own', async () => {
		await used.customer(ODD);
		const filled = await form({ Nickname: '={{ $json.nick }}', Seats: '={{ $json.seats }}' });
		const done = await add(filled, [{ nick: 'Annie', seats: null }, { seats: 3 }, { nick: '', seats: 4 }]);
		expect(sent()).toEqual([[['Nickname', 'Annie']], [['Seats', 3]], [['Seats', 4]]]);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	test.each<[string, string, unknown, RegExp]>([
		['text for a number', 'Seats', '={{ "many" }}', /number.*'many'/],
		['text for a date', 'Customer since', '={{ "soon" }}', /date.*'soon'/],
		['an option that there is not', 'Plan', '={{ "Gold" }}', /Free, Pro, Enterprise.*'Gold'/],
	])('but not %s: the field is named as the form names it', async (_, name, value, says) => {
		await used.customer(ODD);
		const filled = await form({ [name]: value });
		const { error } = await add(filled);
		expect(error?.description).toMatch(says);
		expect(calls()).toEqual([]);
		expect(error?.message).toContain(`'${name}'`);
		expect(error?.message.match(/\[item \d\]/g)).toEqual(['[item 0]']);
	});

	test('but not what cannot be, while the other items are done', async () => {
		await used.customer(ODD);
		const filled = await form({ Seats: '={{ $json.seats }}' });
		const done = await add(filled, [{ seats: 'many' }, { seats: 4 }], CONTINUES);
		const invalid = expect.stringMatching(/^Invalid input for .*\[item 0\]$/);
		expect(jsonOf(done)).toEqual([{ error: invalid }, { success: true }]);
		expect(used.valuesOf(ODD)).toEqual({ Seats: 4 });
	});

	test.each<[string, unknown]>([
		['that nobody has opened yet', { mappingMode: 'defineBelow', value: null }],
		['that was opened and never filled in', { mappingMode: 'defineBelow', value: null, schema: [] }],
		['of a teamspace without fields', { mappingMode: 'defineBelow', value: {}, schema: [] }],
	])('but not from one %s', async (_, valuesForm) => {
		const { error } = await add({ valuesForm: valuesForm as INodeParameters });
		expect(error?.message).toBe("'Custom Fields' is empty [item 0]");
		expect(calls()).toEqual([]);
	});

	test('but not from one in which everything was left open', async () => {
		const { error } = await add(await form({}));
		expect(error?.message).toBe("'Custom Fields' is empty [item 0]");
		expect(error?.description).toBe('Give at least one custom field and its value.');
		expect(calls()).toEqual([]);
	});
});

describe('A customer gets values of custom fields one by one', () => {
	const locator = (value: string, mode = 'list') => ({ __rl: true, mode, value });
	const fields = (...field: object[]): INodeParameters => ({
		valuesMode: 'fields',
		values: { field } as unknown as INodeParameters,
	});

	test('chosen from the list, by ID and by expression', async () => {
		await used.customer(ODD);
		await add(
			fields(
				{ customField: locator(used.field('Plan').id), value: 'Pro' },
				{ customField: locator('={{ $json.seatsId }}', 'id'), value: '={{ $json.seats }}' },
				{ customField: '={{ $json.nickId }}', value: 'Annie' },
			),
			[{ seatsId: used.field('Seats').id, seats: 12, nickId: used.field('Nickname').id }],
		);
		expect(sent()).toEqual([
			[
				['Plan', 'Pro'],
				['Seats', 12],
				['Nickname', 'Annie'],
			],
		]);
		expect(used.valuesOf(ODD)).toEqual({ Plan: 'Pro', Seats: 12, Nickname: 'Annie' });
	});

	test('unless AICX does not take one of them: then none, in the words of AICX', async () => {
		await used.customer(ODD);
		const { error } = await add(
			fields(
				{ customField: locator(used.field('Nickname').id), value: 'Annie' },
				{ customField: locator(used.field('Plan').id), value: 'Gold' },
			),
		);
		expect(error?.message).toBe('1.value: Plan must be one of Free, Pro, Enterprise [item 0]');
		expect(error?.description).toContain('as JSON');
		expect(used.valuesOf(ODD)).toEqual({});
	});

	test('unless the field does not exist', async () => {
		await used.customer(ODD);
		const { error } = await add(fields({ customField: locator('gone', 'id'), value: 'x' }));
		expect(error?.message).toBe('Custom field gone not found [item 0]');
		expect(error?.httpCode).toBe('404');
	});
});

describe('A customer gets values of custom fields from JSON', () => {
	test('by the names of the fields', async () => {
		await used.customer(ODD);
		const valuesJson = '[{"name":"Plan","value":"Pro"},{"name":"Seats","value":12}]';
		await add({ valuesMode: 'json', valuesJson });
		expect(used.valuesOf(ODD)).toEqual({ Plan: 'Pro', Seats: 12 });
	});

	test('from a list that an expression gives', async () => {
		await used.customer(ODD);
		await add({ valuesMode: 'json', valuesJson: '={{ $json.values }}' }, [
			{ values: [{ name: 'Nickname', value: 'Annie' }] },
		]);
		expect(used.valuesOf(ODD)).toEqual({ Nickname: 'Annie' });
	});
});
