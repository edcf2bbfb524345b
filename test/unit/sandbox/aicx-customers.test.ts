import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AicxClient, problem } from './aicx-support.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AicxClient => new AicxClient(use.sandbox);

const PROFILE = {
	external_customer_id: 'crm-7',
	name: 'Ann',
	location: 'Prague',
	email: 'ann@example.com',
	phone_number: '+15550100',
	avatar: 'https://example.com/ann.png',
};

describe('customers', () => {
	test('are created and read back with everything that was sent, and more', async () => {
		const created = await client().put('ann', PROFILE);
		expect(created).toMatchObject({
			status: 200,
			body: {
				...PROFILE,
				id: expect.any(String),
				provided_unique_id: 'ann',
				gateway_profile_id: expect.any(String),
				tags: [],
				created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
				updated_at: expect.any(String),
			},
		});
		expect(Object.keys(created.body as object).length).toBeGreaterThan(10);
		expect(await client().get('ann')).toEqual(created);
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test('need nothing', async () => {
		expect(await client().put('ann')).toMatchObject({ status: 200, body: { name: null, email: null } });
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test('are shown without the values of their custom fields', async () => {
		const { customFieldValues } = await client().customer('ann');
		customFieldValues.set(client().field('text').id, 'Annie');
		expect(JSON.stringify((await client().get('ann')).body)).not.toMatch(/Annie|field/i);
	});

	test('that are unknown are not found', async () => {
		const unknown = { status: 404, body: { detail: 'Customer not found' } };
		expect(await client().get('nobody')).toEqual(unknown);
		expect(await client().addTags('nobody', { tags: ['vip'] })).toEqual(unknown);
		expect(await client().addCustomFields('nobody', [])).toEqual(unknown);
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test.each([
		['update', { status: 200, body: { name: 'Ann B.', email: 'ann@example.com' } }],
		['replace', { status: 200, body: { name: 'Ann B.', email: null } }],
		['refuse', { status: 409, body: { detail: 'Customer already exists' } }],
	] as const)('%s what is there, when they are created again', async (secondPut, expected) => {
		const { sandbox } = use;
		const { id } = await client().customer('ann', PROFILE);
		await client().addTags('ann', { tags: ['vip'] });
		sandbox.aicx.secondPut = secondPut;
		expect(await client().put('ann', { name: 'Ann B.' })).toMatchObject(expected);
		const name = secondPut === 'refuse' ? 'Ann' : 'Ann B.';
		expect(await client().get('ann')).toMatchObject({ body: { id, name, tags: ['vip'] } });
		expect(sandbox.aicx.customers.size).toBe(1);
	});

	test('have a new time of change after it', async () => {
		const { created_at: created } = await client().customer('ann');
		use.sandbox.clock.advance(60_000);
		await client().put('ann', { name: 'Ann' });
		const customer = use.sandbox.aicx.customers.get('ann');
		expect(customer?.created_at).toBe(created);
		expect(Date.parse(customer?.updated_at ?? '')).toBeGreaterThanOrEqual(Date.parse(created) + 60_000);
	});
});

describe('a provided unique ID', () => {
	test.each([
		'a/b',
		'a?b=c#d',
		'%41',
		'%2F%252F',
		'100 %',
		' a b ',
		'a+b&c;d=e,f:g@h$i',
		'😀 é',
		'get-customer',
		'..\\..',
		'"\n\0',
	])('may be %j', async (uniqueId) => {
		const { sandbox } = use;
		await client().put(uniqueId, { name: 'Ann' });
		expect([...sandbox.aicx.customers.keys()]).toEqual([uniqueId]);
		expect(await client().get(uniqueId)).toMatchObject({ body: { provided_unique_id: uniqueId } });
		await client().addTags(uniqueId, { tags: ['vip'] });
		expect(sandbox.aicx.customers.get(uniqueId)?.tags).toEqual(['vip']);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('is decoded once, whatever it holds', async () => {
		// A URL has no place for these two: every client takes them for steps in the path, even encoded.
		const anyId = fc
			.string({
				unit: fc.oneof(
					fc.constantFrom('%', '/', '?', '#', '2', '5', '.'),
					fc.string({ unit: 'binary', minLength: 1 }),
				),
			})
			.filter((text) => !['', '.', '..'].includes(text) && text.isWellFormed());
		await fc.assert(
			fc.asyncProperty(anyId, async (uniqueId) => {
				const { status } = await client().put(uniqueId);
				expect(status).toBe(200);
				expect([...use.sandbox.aicx.customers.keys()].at(-1)).toBe(uniqueId);
				use.sandbox.aicx.customers.clear();
			}),
			{ numRuns: 60 },
		);
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test('cannot be empty', async () => {
		expect(await client().put('')).toEqual({ status: 404, body: { detail: 'Not found' } });
		expect(use.sandbox.aicx.customers.size).toBe(0);
		expect(use.sandbox.violations.list()).toEqual([
			'PUT /api/platform/v1/customers/teamspace_sandbox/create-customer/: an id in the path is empty',
		]);
	});
});

describe('tags', () => {
	test('are added to those that are there, once', async () => {
		await client().customer('ann');
		await client().addTags('ann', { tags: ['vip'] });
		const answer = await client().addTags('ann', { tags: ['newsletter', 'vip', 'newsletter'] });
		expect(answer).toMatchObject({ status: 200, body: { tags: ['vip', 'newsletter'] } });
		expect(await client().addTags('ann', { tags: [] })).toMatchObject({ status: 200 });
		expect(await client().get('ann')).toMatchObject({ body: { tags: ['vip', 'newsletter'] } });
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test.each([{}, { create_if_not_exists: false }])(
		'that are unknown are refused by name, and none is added (%o)',
		async (more) => {
			const { tags } = await client().customer('ann');
			const answer = await client().addTags('ann', { tags: ['vip', 'gold'], ...more });
			expect(answer).toEqual(problem(['tags', 1], 'the teamspace has no tag "gold"'));
			expect(tags).toEqual([]);
			expect(use.sandbox.aicx.tags.has('gold')).toBe(false);
			expect(use.sandbox.violations.list()).toEqual([]);
		},
	);

	test('that are unknown are created where that is wanted', async () => {
		await client().customer('ann');
		const answer = await client().addTags('ann', { tags: ['vip', 'gold'], create_if_not_exists: true });
		expect(answer).toMatchObject({ status: 200, body: { tags: ['vip', 'gold'] } });
		expect(use.sandbox.aicx.tags.has('gold')).toBe(true);
		expect(await client().addTags('ann', { tags: ['gold'] })).toMatchObject({ status: 200 });
	});
});

describe('tickets', () => {
	test.each([
		['customer_id', 'id'],
		['external_customer_id', 'external_customer_id'],
		['gateway_profile_id', 'gateway_profile_id'],
		['provided_unique_id', 'provided_unique_id'],
	] as const)('are created for the customer with a %s', async (key, place) => {
		const { sandbox } = use;
		await client().customer('bob', { external_customer_id: 'crm-8' });
		const customer = await client().customer('ann', PROFILE);
		const value = customer[place] ?? '';
		const answer = await client().createTicket({ subject: 'Cannot log in', [key]: value });
		expect(answer).toEqual({ status: 200, body: { id: expect.any(String) } });
		const [ticket] = sandbox.aicx.tickets.values();
		expect(answer.body).toEqual({ id: ticket?.id });
		expect(ticket).toMatchObject({ subject: 'Cannot log in', reference: { key, value } });
		expect(ticket?.customer).toBe(customer);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('are not created for an unknown customer', async () => {
		await client().customer('ann');
		const body = { subject: 'Hello', external_customer_id: 'nobody' };
		expect(await client().createTicket(body)).toMatchObject({ status: 404 });
		expect(use.sandbox.aicx.tickets.size).toBe(0);
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test.each([
		[0, {}],
		[2, { provided_unique_id: 'ann', customer_id: 'x' }],
	])('have exactly one reference, not %d', async (count, references) => {
		await client().customer('ann');
		const what = `${count} of the customer's ids given instead of one`;
		expect(await client().createTicket({ subject: 'Hello', ...references })).toEqual(problem([], what));
		expect(use.sandbox.aicx.tickets.size).toBe(0);
		expect(use.sandbox.violations.list()).toEqual([
			`POST /api/platform/v1/conversations/teamspace_sandbox/create-ticket: ${what}`,
		]);
	});
});
