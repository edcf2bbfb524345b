import { describe, expect, test } from '@jest/globals';
import { AicxClient, problem } from './aicx-support.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AicxClient => new AicxClient(use.sandbox);

const TICKET = 'conversations/…/create-ticket';
const CUSTOMER = 'customers/…/create-customer/ann';
const TAGS = 'customers/…/customer/ann/add-tags';
const VALUES = 'customers/…/customer/ann/add-custom-fields';
const FIELD = 'custom-fields/…/create-custom-field';

const EVERY_CALL = [
	['POST', TICKET],
	['GET', 'customers/…/customer/ann/get-customer'],
	['PUT', CUSTOMER],
	['PUT', TAGS],
	['PUT', VALUES],
	['GET', 'custom-fields/…/list-custom-fields'],
	['POST', FIELD],
	['DELETE', 'custom-fields/…/custom-field/x/delete-custom-fields'],
] as const;

describe('who may ask', () => {
	test.each(EVERY_CALL)('%s %s needs the secret and the right teamspace', async (method, path) => {
		const { aicx } = use.sandbox;
		const unauthorized = { status: 401, body: { detail: 'Unauthorized' } };
		for (const authorization of ['', 'Bearer ', 'Bearer wrong', aicx.secret, `Token ${aicx.secret}`]) {
			expect(await client().ask(method, path, { headers: { authorization } })).toEqual(unauthorized);
		}
		expect(await client().ask(method, path.replace('…', 'teamspace_other'))).toEqual({
			status: 404,
			body: { detail: 'Teamspace not found' },
		});
		expect(aicx.customers.size).toBe(0);
	});

	test('ordinary refusals are no violations', async () => {
		await client().get('nobody');
		await client().ask('GET', 'custom-fields/other/list-custom-fields');
		await client().ask('GET', 'custom-fields/…/list-custom-fields', { headers: { authorization: 'x' } });
		expect(use.sandbox.violations.list()).toEqual([]);
	});
});

describe('violations', () => {
	test('an unknown key or parameter is passed over and recorded', async () => {
		const { aicx, violations } = use.sandbox;
		await client().customer('ann');
		const calls = [
			['PUT', `${CUSTOMER}?notify=1`, { name: 'Ann', phone: '1' }],
			['PUT', TAGS, { tags: ['vip'], create: true }],
			['PUT', VALUES, [{ name: 'Seats', value: 1, type: 'number' }]],
			['POST', TICKET, { subject: 'Hi', provided_unique_id: 'ann', priority: 1 }],
			['POST', FIELD, { name: 'Colour', type: 'text', id: 'mine' }],
			['GET', 'custom-fields/…/list-custom-fields?page=2', undefined],
		] as const;
		for (const [method, path, body] of calls) {
			expect((await client().ask(method, path, { body })).status).toBe(200);
		}
		expect(violations.list().map((text) => text.replace(/^.*\//, ''))).toEqual([
			'ann: query parameter "notify" is not documented',
			'ann: body key "phone" is not documented',
			'add-tags: body key "create" is not documented',
			'add-custom-fields: body key "[0].type" is not documented',
			'create-ticket: body key "priority" is not documented',
			'create-custom-field: body key "id" is not documented',
			'list-custom-fields: query parameter "page" is not documented',
		]);
		expect(aicx.customers.get('ann')).not.toHaveProperty('phone');
		expect(aicx.customFields.has('mine')).toBe(false);
	});

	test.each([
		['POST', TICKET, {}, ['subject'], 'missing'],
		['POST', TICKET, { subject: '', customer_id: 'x' }, ['subject'], 'value_error'],
		['POST', TICKET, { subject: 7, customer_id: 'x' }, ['subject'], 'value_error'],
		['POST', TICKET, { subject: 'Hi', customer_id: '' }, ['customer_id'], 'value_error'],
		['POST', TICKET, { subject: 'Hi', customer_id: null }, ['customer_id'], 'value_error'],
		['PUT', CUSTOMER, { name: null }, ['name'], 'value_error'],
		['PUT', CUSTOMER, [], [], 'value_error'],
		['PUT', CUSTOMER, undefined, [], 'missing'],
		['PUT', CUSTOMER, '{"name":', [], 'value_error'],
		['PUT', TAGS, {}, ['tags'], 'missing'],
		['PUT', TAGS, { tags: 'vip' }, ['tags'], 'value_error'],
		['PUT', TAGS, { tags: ['vip', ''] }, ['tags', 1], 'value_error'],
		['PUT', TAGS, { tags: [], create_if_not_exists: 'yes' }, ['create_if_not_exists'], 'value_error'],
		['PUT', VALUES, { name: 'Seats', value: 1 }, [], 'value_error'],
		['PUT', VALUES, [{ name: 'Seats' }], [0, 'value'], 'missing'],
		['PUT', VALUES, ['Seats'], [0], 'value_error'],
		['POST', FIELD, { type: 'text' }, ['name'], 'missing'],
		['POST', FIELD, { name: 'Size', type: 'enum' }, ['type'], 'value_error'],
		['POST', FIELD, { name: 'Size', type: 'select', select_options: [] }, ['select_options'], 'value_error'],
	] as const)('%s %s with %j is refused', async (method, path, body, loc, type) => {
		const { aicx, violations } = use.sandbox;
		const answer = await client().ask(method, path, { body });
		expect(answer).toEqual(problem(loc, expect.any(String), type));
		expect(violations.list()).toHaveLength(1);
		expect(aicx.customers.size + aicx.tickets.size).toBe(0);
	});

	test('what the body of a refusal says', async () => {
		expect(await client().ask('PUT', CUSTOMER, { body: { name: 7, email: true } })).toEqual({
			status: 422,
			body: {
				detail: [
					{ loc: ['body', 'name'], msg: 'must be string', type: 'value_error' },
					{ loc: ['body', 'email'], msg: 'must be string', type: 'value_error' },
				],
			},
		});
		const unsaid = await client().ask('POST', TICKET, { body: { customer_id: 'x' } });
		expect(unsaid).toEqual(problem(['subject'], 'Field required', 'missing'));
	});

	test('a body that does not say it is JSON is refused', async () => {
		const answer = await client().ask('PUT', CUSTOMER, {
			body: '{}',
			headers: { 'content-type': 'text/plain' },
		});
		expect(answer).toEqual(problem([], 'a JSON body sent as text/plain'));
	});

	test('an endpoint that is not documented is recorded, also a known path with another method', async () => {
		const notFound = { status: 404, body: { detail: 'Not found' } };
		expect(await client().ask('POST', CUSTOMER, { body: {} })).toEqual(notFound);
		expect(await client().ask('GET', 'customers/…/list-customers')).toEqual(notFound);
		expect(use.sandbox.violations.list()).toEqual([
			'POST /api/platform/v1/customers/teamspace_sandbox/create-customer/ann: there is no such endpoint',
			'GET /api/platform/v1/customers/teamspace_sandbox/list-customers: there is no such endpoint',
		]);
	});
});

describe('AICX within the sandbox', () => {
	test('goes back to the start: state and settings', async () => {
		const { sandbox } = use;
		const { aicx } = sandbox;
		const fields = [...aicx.customFields.keys()];
		const tags = [...aicx.tags];
		await client().customer('ann');
		await client().createTicket({ subject: 'Hi', provided_unique_id: 'ann' });
		await client().addTags('ann', { tags: ['gold'], create_if_not_exists: true });
		await client().deleteField(fields[0] ?? '');
		await client().createField({ name: 'Colour', type: 'text' });
		aicx.secondPut = 'refuse';
		aicx.listEnvelope = 'data';
		aicx.deleteAnswer = 'empty';
		sandbox.reset();
		expect(aicx.customers.size + aicx.tickets.size).toBe(0);
		expect([...aicx.customFields.keys()]).toEqual(fields);
		expect([...aicx.tags]).toEqual(tags);
		expect(aicx).toMatchObject({ secondPut: 'update', listEnvelope: 'array', deleteAnswer: 'json' });
	});

	test('has a line in the log for each call, with what was said and never the secret', async () => {
		const { lines, sandbox } = use;
		await client().put('shop 7/42', { name: 'Ann' });
		await client().addTags('shop 7/42', { tags: ['vip', 'newsletter'] });
		await client().addCustomFields('shop 7/42', [{ name: 'Seats', value: 3 }]);
		await client().createTicket({ subject: 'Cannot log in', provided_unique_id: 'shop 7/42' });
		await client().createField({ name: 'Colour', type: 'text' });
		await client().listFields();
		const said = lines.map((line) => /\/([\w-]+)( {2}.*?)? {2}-> 200/.exec(line)?.[2]?.trim());
		expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}aicx {2}PUT \/api\/platform\/v1\/customers\//);
		expect(lines[0]).toContain('customer "shop 7/42"  -> 200');
		expect(said.slice(1)).toEqual([
			'tags "vip" "newsletter"',
			'custom fields "Seats"',
			'ticket "Cannot log in"',
			'custom field "Colour"',
			undefined,
		]);
		expect(lines.join('\n') + JSON.stringify(sandbox.journal.entries())).not.toContain(sandbox.aicx.secret);
		const [entry] = sandbox.journal.entries({ service: 'aicx' });
		expect(entry?.headers.authorization).toBe('***');
	});

	test('is disturbed as any service, in its own form', async () => {
		use.sandbox.faults.add({ service: 'aicx', fault: { status: 503 } });
		expect(await client().listFields()).toEqual({ status: 503, body: { detail: expect.any(String) } });
		expect((await use.client.ask('GET', '/chats?humanId=x')).status).toBe(200);
	});
});
