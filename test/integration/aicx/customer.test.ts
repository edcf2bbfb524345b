import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { useAicx, wire } from './support.ts';

const used = useAicx();
const { run, calls, errorsOf } = used;

const ODD = 'user/4711 é?#%2F🙂';
const ENCODED = 'user%2F4711%20%C3%A9%3F%23%252F%F0%9F%99%82';

const PROFILE = {
	external_customer_id: 'CRM-1',
	name: 'Ann',
	location: 'Lusaka',
	email: 'ann@example.com',
	phone_number: '+15551234567',
	avatar: 'https://example.com/ann.png',
};

const upsert = (providedUniqueId: string, customerFields = {}) => ({
	does: 'customer upsert',
	parameters: { providedUniqueId, customerFields },
});

describe('A customer is created', () => {
	test('with everything, under an ID of any characters', async () => {
		const made = await run(upsert(ODD, PROFILE));
		expect(calls().map(wire)).toEqual([
			{ method: 'PUT', path: `/customers/create-customer/${ENCODED}`, body: PROFILE },
		]);
		expect(used.aicx.customers.get(ODD)).toMatchObject({ provided_unique_id: ODD, ...PROFILE });
		const [row] = jsonOf(made);
		expect(row).toMatchObject({ provided_unique_id: ODD, ...PROFILE, tags: [] });
		expect(Object.keys(row ?? {}).length).toBeLessThanOrEqual(10);
	});

	test('and shown with all that Proto AICX gives, when Simplify is off', async () => {
		const { does, parameters } = upsert(ODD, PROFILE);
		const [row] = jsonOf(await run({ does, parameters: { ...parameters, simplify: false } }));
		expect(row).toMatchObject({ provided_unique_id: ODD, language: null });
	});

	test('with nothing but the ID, for which an empty object goes out', async () => {
		await run(upsert('ann'));
		expect(calls().map(wire)).toEqual([{ method: 'PUT', path: '/customers/create-customer/ann', body: {} }]);
		expect(used.aicx.customers.get('ann')?.name).toBeNull();
	});

	test('with only those fields that an item fills in', async () => {
		const customerFields = { name: '={{ $json.name }}', email: '={{ $json.email }}' };
		const job = upsert('={{ $json.id }}', customerFields);
		const made = await run({ ...job, options: { maxParallel: 1 } }, [
			{ id: 1, name: 'Ann', email: '' },
			{ id: 2, email: 'bob@example.com' },
			{ id: 3, name: null, email: null },
		]);
		expect(calls().map(({ body }) => body)).toEqual([{ name: 'Ann' }, { email: 'bob@example.com' }, {}]);
		expect([...used.aicx.customers.keys()]).toEqual(['1', '2', '3']);
		expect(pairsOf(made)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});
});

describe('When a customer is there already, and AICX', () => {
	const second = upsert('ann', { email: 'new@example.com' });

	test('updates them, the fields that were not filled in stay', async () => {
		const { id } = await used.customer('ann', { name: 'Ann', email: 'ann@example.com' });
		const made = await run(second);
		expect(jsonOf(made)).toMatchObject([{ id, name: 'Ann', email: 'new@example.com' }]);
		expect(used.aicx.customers.size).toBe(1);
	});

	test('replaces them, the output shows what is left', async () => {
		const { id } = await used.customer('ann', { name: 'Ann', email: 'ann@example.com' });
		used.aicx.secondPut = 'replace';
		expect(jsonOf(await run(second))).toMatchObject([{ id, name: null, email: 'new@example.com' }]);
	});

	test('refuses, the user reads that they exist, and the other items are done', async () => {
		await used.customer('ann', { email: 'ann@example.com' });
		used.aicx.secondPut = 'refuse';
		const { error } = await run(second);
		expect(error?.message).toBe('Customer already exists [item 0]');
		expect(error?.httpCode).toBe('409');
		expect(error?.description).toContain('409 Conflict');
		expect(error?.description).toContain('It exists already, and Proto AICX does not let it be made again.');
		expect(used.aicx.customers.get('ann')?.email).toBe('ann@example.com');
		expect(await errorsOf(upsert('={{ $json.id }}'), [{ id: 'ann' }, { id: 'bob' }])).toEqual([
			'Customer already exists [item 0]',
			undefined,
		]);
	});

	test('breaks down after the first try, the second one is the same request', async () => {
		used.sandbox.faults.add({ method: 'PUT', times: 1, fault: { cut: 'after' } });
		const made = await run(upsert('ann', { name: 'Ann' }));
		expect(jsonOf(made)).toMatchObject([{ provided_unique_id: 'ann', name: 'Ann' }]);
		expect(calls().map(({ body }) => body)).toEqual([{ name: 'Ann' }, { name: 'Ann' }]);
		expect(used.aicx.customers.size).toBe(1);
	});
});

describe('A customer is read', () => {
	const get = (more = {}) => ({ does: 'customer get', parameters: { providedUniqueId: ODD, ...more } });

	test('with ten keys at most', async () => {
		const { id, gateway_profile_id: profile } = await used.customer(ODD, PROFILE);
		const found = await run(get());
		const { external_customer_id: external, name, email, ...others } = PROFILE;
		expect(jsonOf(found)).toEqual([
			{
				id,
				provided_unique_id: ODD,
				external_customer_id: external,
				gateway_profile_id: profile,
				name,
				email,
				...others,
				tags: [],
			},
		]);
		expect(calls().map(wire)).toEqual([
			{ method: 'GET', path: `/customers/customer/${ENCODED}/get-customer` },
		]);
	});

	test.each([
		['wrapped in its name', { customer: { customer_id: 'c1', name: 'Ann' } }],
		[
			'with the IDs that a ticket takes',
			{ customer_id: 'c1', gateway_profile_id: 'g1', name: 'Ann', phone: '1' },
		],
	])('with all there is, where AICX gives a customer %s', async (_, row) => {
		await used.customer(ODD);
		used.sandbox.faults.add({ fault: { raw: JSON.stringify(row), contentType: 'application/json' } });
		expect(jsonOf(await run(get()))).toEqual([row]);
	});

	test('with all that AICX gives, when Simplify is off', async () => {
		const { customFieldValues, ...shown } = await used.customer(ODD, PROFILE);
		expect(jsonOf(await run(get({ simplify: false })))).toEqual([shown]);
		expect(customFieldValues.size).toBe(0);
	});

	test('by an expression that turns Simplify on and off', async () => {
		await used.customer(ODD);
		const found = await run(get({ simplify: '={{ $json.short }}' }), [{ short: true }, { short: false }]);
		expect(jsonOf(found).map((row) => Object.hasOwn(row, 'timezone'))).toEqual([false, true]);
	});
});

describe('A customer gets tags', () => {
	const addTags = (parameters: object) => ({
		does: 'customer addTags',
		parameters: { providedUniqueId: ODD, ...parameters },
	});

	test('beside those that they have', async () => {
		await used.customer(ODD);
		await run(addTags({ tags: 'vip' }));
		const tagged = await run(addTags({ tags: 'newsletter, vip' }));
		expect(used.aicx.customers.get(ODD)?.tags).toEqual(['vip', 'newsletter']);
		expect(jsonOf(tagged)).toMatchObject([{ provided_unique_id: ODD, tags: ['vip', 'newsletter'] }]);
		expect(calls().map(wire)).toEqual(
			[['vip'], ['newsletter', 'vip']].map((tags) => ({
				method: 'PUT',
				path: `/customers/customer/${ENCODED}/add-tags`,
				body: { tags },
			})),
		);
	});

	test('that the teamspace does not have yet, from a list', async () => {
		await used.customer(ODD);
		const job = addTags({ tags: '={{ $json.tags }}', createIfNotExists: true });
		await run(job, [{ tags: ['from n8n', 'a, b'] }]);
		expect(used.aicx.customers.get(ODD)?.tags).toEqual(['from n8n', 'a, b']);
		expect(used.aicx.tags).toContain('a, b');
		expect(calls().map(({ body }) => body)).toEqual([
			{ tags: ['from n8n', 'a, b'], create_if_not_exists: true },
		]);
	});

	test('given as JSON', async () => {
		await used.customer(ODD);
		const tagsJson = '={{ JSON.stringify({ tags: $json.tags, create_if_not_exists: false }) }}';
		await run(addTags({ tagsMode: 'json', tagsJson }), [{ tags: ['vip'] }]);
		expect(used.aicx.customers.get(ODD)?.tags).toEqual(['vip']);
		expect(calls().map(({ body }) => body)).toEqual([{ tags: ['vip'], create_if_not_exists: false }]);
	});

	test('unless the teamspace does not know one of them', async () => {
		await used.customer(ODD);
		const { error } = await run(addTags({ tags: 'vip, gold' }));
		expect(error?.message).toBe('tags.1: the teamspace has no tag "gold" [item 0]');
		expect(error?.description).toContain('422 Unprocessable Content');
		expect(used.aicx.customers.get(ODD)?.tags).toEqual([]);
	});
});

// What these two calls answer is documented nowhere.
describe.each([
	['tags', { does: 'customer addTags', parameters: { providedUniqueId: 'ann', tags: 'vip' } }],
	[
		'custom fields',
		{
			does: 'customer addCustomFields',
			parameters: {
				providedUniqueId: 'ann',
				valuesMode: 'json',
				valuesJson: '[{"name":"Plan","value":"Pro"}]',
			},
		},
	],
])('A customer has the %s, also when AICX answers', (_, job) => {
	test.each<[string, string, string]>([
		['with nothing', '', 'application/json'],
		['with text', 'OK', 'text/plain'],
		['with text as JSON', '"OK"', 'application/json'],
		['true', 'true', 'application/json'],
		['null', 'null', 'application/json'],
		['with an empty list', '[]', 'application/json'],
	])('%s', async (__, raw, contentType) => {
		await used.customer('ann');
		used.sandbox.faults.add({ path: /add-/, fault: { raw, contentType } });
		const done = await run(job);
		expect(jsonOf(done)).toEqual([{ success: true }]);
		expect(pairsOf(done)).toEqual([{ item: 0 }]);
	});
});
