import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { useAicx, wire } from './support.ts';

const used = useAicx();
const { run, calls } = used;

const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value }) as never;

const namesIn = (): string[] => [...used.aicx.customFields.values()].map(({ name }) => name);

describe('A custom field is created', () => {
	test.each(['text', 'number', 'date'])('of the type %s', async (type) => {
		const made = await run({ does: 'customField create', parameters: { name: 'Level', type } });
		const field = used.field('Level');
		expect(field).toEqual({ id: field.id, name: 'Level', type });
		expect(jsonOf(made)).toEqual([field]);
		expect(calls().map(wire)).toEqual([
			{ method: 'POST', path: '/custom-fields/create-custom-field', body: { name: 'Level', type } },
		]);
	});

	test('to select from, with the options of each item', async () => {
		const parameters = { name: '={{ $json.name }}', type: 'select', selectOptions: '={{ $json.options }}' };
		const made = await run({ does: 'customField create', parameters }, [
			{ name: 'Level', options: 'bronze, gold' },
			{ name: 'Size', options: ['S, M', 'L'] },
		]);
		expect(jsonOf(made).map(({ select_options: options }) => options)).toEqual([
			['bronze', 'gold'],
			['S, M', 'L'],
		]);
		expect(pairsOf(made)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(used.field('Size').select_options).toEqual(['S, M', 'L']);
	});

	test('of the type that each item says', async () => {
		const parameters = {
			name: '={{ $json.name }}',
			type: '={{ $json.type }}',
			selectOptions: '={{ $json.options }}',
		};
		const made = await run({ does: 'customField create', parameters, options: { maxParallel: 1 } }, [
			{ name: 'Size', type: 'number' },
			{ name: 'Level', type: 'select', options: ['bronze'] },
		]);
		expect(jsonOf(made)).toHaveLength(2);
		expect(calls().map(({ body }) => body)).toEqual([
			{ name: 'Size', type: 'number' },
			{ name: 'Level', type: 'select', select_options: ['bronze'] },
		]);
	});

	test('from JSON', async () => {
		const fieldJson = '={{ { name: $json.name, type: "select", select_options: ["bronze"] } }}';
		await run({ does: 'customField create', parameters: { fieldMode: 'json', fieldJson } }, [
			{ name: 'Level' },
		]);
		expect(used.field('Level')).toMatchObject({ type: 'select', select_options: ['bronze'] });
	});

	test('unless there is one of that name', async () => {
		const { error } = await run({ does: 'customField create', parameters: { name: 'Plan' } });
		expect(error?.message).toBe('Custom field Plan already exists [item 0]');
		expect(error?.httpCode).toBe('409');
		expect(error?.description).toContain('It exists already');
		expect(namesIn().filter((name) => name === 'Plan')).toHaveLength(1);
	});

	test('unless AICX does not know the type, in whose words it is said', async () => {
		const parameters = { name: 'Level', type: 'other', otherType: 'tree' };
		const { error } = await run({ does: 'customField create', parameters });
		expect(error?.message).toMatch(/^type: .* \[item 0\]$/);
		expect(error?.description).toContain('422');
		used.expectViolations(expect.stringContaining('type'));
	});
});

describe('Custom fields are listed', () => {
	const list = async (parameters: object): Promise<ReturnType<typeof run>> =>
		await run({ does: 'customField getMany', parameters: { ...parameters } });

	test.each(['array', 'data'] as const)('all of them, from an answer that is: %s', async (envelope) => {
		used.aicx.listEnvelope = envelope;
		const all = await list({ returnAll: true });
		expect(jsonOf(all)).toEqual([...used.aicx.customFields.values()]);
		expect(pairsOf(all)).toEqual([0, 0, 0, 0].map((item) => ({ item })));
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/custom-fields/list-custom-fields' }]);
	});

	test('up to Limit, of which the API knows nothing', async () => {
		const some = await list({ limit: 2 });
		expect(jsonOf(some).map(({ name }) => name)).toEqual(['Nickname', 'Seats']);
		expect(calls().map(({ query }) => query)).toEqual([{}]);
		expect(some.hints).toMatchObject([{ message: expect.stringContaining('only its beginning came out') }]);
	});

	test('up to fifty, unless told otherwise', async () => {
		const many = Array.from({ length: 60 }, (_, id) => ({ id: String(id) }));
		used.sandbox.faults.add({ fault: { raw: JSON.stringify(many), contentType: 'application/json' } });
		expect(jsonOf(await list({}))).toHaveLength(50);
		expect(jsonOf(await list({ returnAll: true }))).toHaveLength(60);
	});

	test('none, where there are none', async () => {
		used.aicx.customFields.clear();
		expect(jsonOf(await list({}))).toEqual([]);
	});

	test.each<[string, unknown, string]>([
		['an object without a list', { success: true }, 'The answer holds no list [item 0]'],
		['a number', 7, 'The answer is not a list [item 0]'],
	])('not from %s', async (_, body, message) => {
		const raw = JSON.stringify(body);
		used.sandbox.faults.add({ fault: { raw, contentType: 'application/json' } });
		const { error } = await list({});
		expect(error?.message).toBe(message);
	});
});

describe('A custom field is deleted', () => {
	test.each(['json', 'empty'] as const)('and says so, also when AICX answers: %s', async (form) => {
		used.aicx.deleteAnswer = form;
		const { id } = used.field('Plan');
		const done = await run({ does: 'customField delete', parameters: { customField: locator(id) } });
		expect(jsonOf(done)).toEqual([{ deleted: true }]);
		expect(pairsOf(done)).toEqual([{ item: 0 }]);
		expect(namesIn()).toEqual(['Nickname', 'Seats', 'Customer since']);
		expect(calls().map(wire)).toEqual([
			{ method: 'DELETE', path: `/custom-fields/custom-field/${id}/delete-custom-fields` },
		]);
	});

	test('that was chosen from the list, or by an expression in the place of the choice', async () => {
		const chosen = {
			__rl: true,
			mode: 'list',
			value: used.field('Plan').id,
			cachedResultName: 'Plan',
		} as never;
		await run({ does: 'customField delete', parameters: { customField: chosen } });
		const parameters = { customField: locator('={{ $json.id }}') };
		await run({ does: 'customField delete', parameters }, [
			{ id: used.field('Seats').id },
			{ id: used.field('Nickname').id },
		]);
		expect(namesIn()).toEqual(['Customer since']);
	});

	test('only once, though the answer to the first try was lost', async () => {
		used.sandbox.faults.add({ method: 'DELETE', times: 1, fault: { cut: 'after' } });
		const { id } = used.field('Plan');
		const done = await run({ does: 'customField delete', parameters: { customField: locator(id) } });
		expect(jsonOf(done)).toEqual([{ deleted: true }]);
		expect(calls().map(({ status }) => status)).toEqual([0, 404]);
	});

	test('unless it is not there', async () => {
		const { error } = await run({ does: 'customField delete', parameters: { customField: locator('gone') } });
		expect(error?.message).toBe('Custom field not found [item 0]');
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain('does not exist in this teamspace');
	});

	test.each(['OK', 'true', '"deleted"', '[]'])('whatever AICX says to it: %s', async (raw) => {
		used.sandbox.faults.add({ fault: { raw, contentType: 'text/plain' } });
		const parameters = { customField: locator(used.field('Plan').id) };
		expect(jsonOf(await run({ does: 'customField delete', parameters }))).toEqual([{ deleted: true }]);
	});
});
