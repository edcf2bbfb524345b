import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf, pairsOf } from '../support/results.ts';
import { useChatwoot, wire, writes } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const upsert = (parameters: INodeParameters): { does: string; parameters: INodeParameters } => ({
	does: 'contact upsert',
	parameters,
});

const ANN = { name: 'Ann', email: 'ann@example.com', phone_number: '+491701234567', identifier: 'crm-1' };

/** What each item says of its person. */
const EACH = {
	email: '={{ $json.email }}',
	phoneNumber: '={{ $json.phone }}',
	identifier: '={{ $json.id }}',
};

const ann = (): Promise<number> => used.beside((client) => client.contact(ANN));

/** Another execution is faster: the contact is there when the server answers to the creation. */
const beFaster = (status: number, body: object): void => {
	used.sandbox.faults.add({
		method: 'POST',
		path: /\/contacts$/,
		times: 1,
		fault: { status, body, acts: true },
	});
};

describe('A person who is new', () => {
	test('is made, and the output says so', async () => {
		const made = await run(upsert({ name: 'Ann', email: 'Ann@Example.com', profile: { city: 'Bonn' } }));
		const body = { name: 'Ann', email: 'ann@example.com', additional_attributes: { city: 'Bonn' } };
		expect(writes(calls())).toEqual([{ method: 'POST', path: '/contacts', body }]);
		expect(jsonOf(made)).toMatchObject([{ is_new: true, id: 1, ...body }]);
		expect(Object.keys(jsonOf(made)[0] ?? {})[0]).toBe('is_new');
		expect(used.chatwoot.contacts.size).toBe(1);
	});

	test('is not taken for someone whose email begins alike, or fits as a pattern', async () => {
		await used.beside(async (client) => {
			await client.contact({ email: 'ann@example.com.au' });
			await client.contact({ email: 'axb@example.com' });
		});
		jsonOf(
			await run(upsert({ email: '={{ $json.email }}' }), [
				{ email: 'ann@example.com' },
				{ email: 'a_b@example.com' },
			]),
		);
		expect([...used.chatwoot.contacts.values()].map(({ email }) => email).sort()).toEqual([
			'a_b@example.com',
			'ann@example.com',
			'ann@example.com.au',
			'axb@example.com',
		]);
	});
});

describe('A person who is there', () => {
	test.each<[string, INodeParameters]>([
		['email, in other letters', { email: 'ANN@example.com' }],
		['phone number, as people write it', { phoneNumber: '0049 (170) 123 45 67' }],
		['phone number without plus', { phoneNumber: 491701234567 }],
		['identifier', { identifier: 'crm-1' }],
		['all three', { email: 'ann@example.com', phoneNumber: '+491701234567', identifier: 'crm-1' }],
		['one of them, the others are new', { identifier: 'crm-1', email: 'new@example.com' }],
	])('is found by %s, and updated', async (_, keys) => {
		const id = await ann();
		const done = await run(upsert({ ...keys, name: 'Ann Smith' }));
		expect(jsonOf(done)).toMatchObject([{ is_new: false, id, name: 'Ann Smith' }]);
		expect(writes(calls())).toMatchObject([
			{ method: 'PUT', path: `/contacts/${id}`, body: { name: 'Ann Smith' } },
		]);
		expect([...used.chatwoot.contacts.values()].map(({ name }) => name)).toEqual(['Ann Smith']);
	});

	test('keeps what is not named: the server merges attributes', async () => {
		const id = await used.beside((client) =>
			client.contact({
				...ANN,
				custom_attributes: { plan: 'silver', seats: 5 },
				additional_attributes: { city: 'Bonn' },
			}),
		);
		await run(
			upsert({
				identifier: 'crm-1',
				profile: { country: 'Germany' },
				attributesMode: 'json',
				attributesJson: '{"plan":"gold"}',
			}),
		);
		expect(used.chatwoot.contacts.get(id)).toMatchObject({
			...ANN,
			custom_attributes: { plan: 'gold', seats: 5 },
			additional_attributes: { city: 'Bonn', country: 'Germany' },
		});
	});

	test('is shown with all that the server gives, when Simplify is off', async () => {
		await ann();
		const [item] = jsonOf(await run(upsert({ identifier: 'crm-1', simplify: false })));
		expect(item).toMatchObject({ is_new: false, availability_status: 'offline', contact_inboxes: [] });
	});

	test('is looked for exactly, by all that is known at the same time', async () => {
		await ann();
		await run(upsert({ email: 'ann@example.com', identifier: 'crm-1' }));
		const lookUp = (attribute: string, value: string): object => ({
			method: 'POST',
			path: '/contacts/filter',
			body: {
				payload: [
					{ attribute_key: attribute, filter_operator: 'equal_to', values: [value], query_operator: null },
				],
			},
		});
		expect(calls().slice(0, -1).map(wire)).toEqual(
			expect.arrayContaining([lookUp('identifier', 'crm-1'), lookUp('email', 'ann@example.com')]),
		);
		expect(calls()).toHaveLength(3);
	});
});

describe('A run over many items', () => {
	test('makes no person twice, though every item knows them by something else', async () => {
		used.sandbox.faults.add({ fault: { latency: 15 } });
		const job = { ...upsert(EACH), options: { maxParallel: 20 } };
		const errors = await errorsOf(job, [
			{ email: 'ann@example.com' },
			{ id: 'bob-1' },
			{ id: 'cem-1', email: 'cem@example.com' },
			{ email: 'ANN@example.com', phone: '+49170-1' },
			{ id: 'bob-1', phone: '0049 170-2' },
			{ phone: '49 170 1', id: 'ann-1' },
		]);
		expect(errors).toEqual(Array(6).fill(undefined));
		expect([...used.chatwoot.contacts.values()]).toMatchObject([
			{ email: 'ann@example.com', phone_number: '+491701', identifier: 'ann-1' },
			{ identifier: 'bob-1', phone_number: '+491702' },
			{ identifier: 'cem-1' },
		]);
	});

	test('cannot know who is meant by an item that names two people made before it', async () => {
		const errors = await errorsOf(upsert(EACH), [
			{ email: 'ann@example.com' },
			{ phone: '+49170' },
			{ email: 'ann@example.com', phone: '+49170' },
		]);
		expect(errors).toEqual([
			undefined,
			undefined,
			'These belong to different contacts: email of 1, phone_number of 2 [item 2]',
		]);
		expect(used.chatwoot.contacts.size).toBe(2);
	});

	test('joins the lanes of items that a third one has in common, and keeps their order', async () => {
		used.sandbox.faults.add({ fault: { latency: 15 } });
		const done = await run({ ...upsert(EACH), options: { maxParallel: 20 } }, [
			{ email: 'ann@example.com', phone: '+491701' },
			{ phone: '0049 1701', id: 'crm-1' },
			{ id: 'crm-1' },
			{ email: 'Ann@Example.com' },
		]);
		expect(jsonOf(done).map(({ id, is_new }) => [id, is_new])).toEqual([
			[1, true],
			[1, false],
			[1, false],
			[1, false],
		]);
		expect(pairsOf(done)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(used.chatwoot.contacts.get(1)).toMatchObject({
			email: 'ann@example.com',
			phone_number: '+491701',
			identifier: 'crm-1',
		});
	});

	test('goes on with other people meanwhile', async () => {
		used.sandbox.faults.add({ fault: { latency: 30 } });
		const done = await run(upsert(EACH), [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
		expect(jsonOf(done)).toHaveLength(3);
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(3);
	});

	test('run a second time makes nobody', async () => {
		const people = [{ id: 'a' }, { email: 'b@example.com' }, { phone: '+49170' }];
		jsonOf(await run(upsert(EACH), people));
		const again = await run(upsert(EACH), people);
		expect(jsonOf(again).map(({ is_new }) => is_new)).toEqual([false, false, false]);
		expect(used.chatwoot.contacts.size).toBe(3);
	});
});

describe('When another execution makes the person at the same moment, so that the server refuses', () => {
	test.each<[number, object]>([
		[422, { message: 'Identifier has already been taken', attributes: ['identifier'] }],
		[500, { status: 500, error: 'Internal Server Error' }],
	])('with %i, the one that is there now is updated', async (status, body) => {
		beFaster(status, body);
		const done = await run(upsert({ identifier: 'crm-1', name: 'Ann' }));
		expect(jsonOf(done)).toMatchObject([{ is_new: false, id: 1, name: 'Ann', identifier: 'crm-1' }]);
		expect(calls().map(({ method, status: answered }) => [method, answered])).toEqual([
			['POST', 200],
			['POST', status],
			['POST', 200],
			['PUT', 200],
		]);
		expect(used.chatwoot.contacts.size).toBe(1);
	});
});

describe('A person is neither made nor updated', () => {
	test('when the keys belong to different people', async () => {
		const [one, other] = await used.beside(async (client) => [
			await client.contact({ email: 'ann@example.com' }),
			await client.contact({ identifier: 'crm-1' }),
		]);
		const { error } = await run(upsert({ email: 'ann@example.com', identifier: 'crm-1', name: 'Ann' }));
		expect(error?.message).toBe(
			`These belong to different contacts: identifier of ${other}, email of ${one} [item 0]`,
		);
		expect(error?.description).toContain("make one contact of the two with 'Merge'");
		expect(writes(calls())).toEqual([]);
	});

	test('when the server refuses for another reason, and the message has its words', async () => {
		const { error } = await run(upsert({ phoneNumber: '0170 123', identifier: 'crm-1' }));
		expect(error?.message).toBe('Phone number should be in e164 format [item 0]');
		expect(error?.httpCode).toBe('422');
		expect(error?.description).toContain('a phone number begins with plus and country code');
		expect(used.chatwoot.contacts.size).toBe(0);
	});

	test('when the server breaks down, and nobody is there afterwards', async () => {
		used.sandbox.faults.add({ method: 'POST', path: /\/contacts$/, fault: { status: 500, body: {} } });
		const { error } = await run(upsert({ identifier: 'crm-1' }));
		expect(error?.message).toBe('The contact was not created [item 0]');
		expect(error?.description).toContain('The server answered 500');
		expect(calls().filter(({ path }) => path.endsWith('/contacts'))).toHaveLength(1);
	});

	test('when an update is refused, and the other items are done', async () => {
		await used.beside(async (client) => {
			await client.contact(ANN);
			await client.contact({ email: 'bob@example.com' });
		});
		const errors = await errorsOf(upsert({ ...EACH, name: '={{ $json.name }}' }), [
			{ id: 'crm-1', name: 'x'.repeat(256) },
			{ email: 'bob@example.com', name: 'Bob' },
			{ name: 'Nobody' },
		]);
		expect(errors).toEqual([
			'Name is too long (maximum is 255 characters) [item 0]',
			undefined,
			"'Email', 'Phone Number' and 'Identifier' are empty [item 2]",
		]);
		expect([...used.chatwoot.contacts.values()].map(({ name }) => name)).toEqual(['Ann', 'Bob']);
	});
});
