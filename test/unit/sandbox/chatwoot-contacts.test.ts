import { describe, expect, test } from '@jest/globals';
import {
	at,
	ChatwootClient,
	CRASHED,
	invalid,
	NOT_ALLOWED,
	NOT_FOUND,
} from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

const filter = (...conditions: readonly object[]): object => ({
	payload: conditions.map((condition) => ({ query_operator: null, ...condition })),
});
const equal = (attribute_key: string, value: unknown): object => ({
	attribute_key,
	filter_operator: 'equal_to',
	values: [value],
});

/** Names of the contacts that a filter leaves. */
const filtered = async (...conditions: readonly object[]): Promise<unknown> => {
	const { body } = await client().post('contacts/filter', filter(...conditions));
	return (at(body, 'payload') as { name: string }[]).map(({ name }) => name);
};

describe('one contact', () => {
	test('is made with a session when an inbox is given', async () => {
		const inbox = await client().inbox();
		const { body } = await client().post('contacts', { name: 'Ann', inbox_id: inbox, source_id: 'mine' });
		expect(at(body, 'payload.contact_inbox.source_id')).toBe('mine');
		expect(at(body, 'payload.contact.contact_inboxes')).toMatchObject([
			{ source_id: 'mine', inbox: { id: inbox, channel_type: 'Channel::Api' } },
		]);
		expect(at((await client().post('contacts', { name: 'Bob' })).body, 'payload.contact_inbox')).toEqual({
			inbox: null,
			source_id: null,
		});
	});

	test('is made without a name when everything is nested or missing', async () => {
		for (const body of [{}, { contact: { name: 'Ann', email: 'ann@example.com' } }]) {
			const answer = await client().post('contacts', body);
			expect(answer).toMatchObject({
				status: 200,
				body: { payload: { contact: { name: '', email: null } } },
			});
		}
	});

	test('is not made without its session', async () => {
		const unknown = { name: 'Ann', email: 'ann@example.com', inbox_id: 99 };
		expect(await client().post('contacts', unknown)).toMatchObject(NOT_FOUND);
		expect(use.sandbox.chatwoot.contacts.size).toBe(0);
	});

	test('has its email, identifier and phone number for itself', async () => {
		const ann = { email: 'ann@example.com', identifier: 'a-1', phone_number: '+491701234567' };
		await client().contact(ann);
		const answer = await client().post('contacts', { ...ann, email: 'ANN@example.com' });
		expect(answer).toMatchObject(
			invalid(
				'Email has already been taken, Identifier has already been taken, Phone number has already been taken',
				'email',
				'identifier',
				'phone_number',
			),
		);
	});

	test('created five times at once is made once', async () => {
		const made = await Promise.all(
			Array.from({ length: 5 }, () => client().post('contacts', { identifier: 'same' })),
		);
		expect(made.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
	});

	test.each([
		[{ email: 'nobody' }, 'Email Invalid email', 'email'],
		[{ email: ' ann@example.com ' }, 'Email Invalid email', 'email'],
		[{ phone_number: '0170 123' }, 'Phone number should be in e164 format', 'phone_number'],
		[{ name: 'x'.repeat(256) }, 'Name is too long (maximum is 255 characters)', 'name'],
	])('is refused with %j', async (body, message, attribute) => {
		expect(await client().post('contacts', body)).toMatchObject(invalid(message, attribute));
	});

	test('merges its attributes; only destroying takes one away', async () => {
		const id = await client().contact({
			custom_attributes: { plan: 'gold', seats: 5 },
			additional_attributes: { city: 'Bonn' },
		});
		const values = { custom_attributes: { plan: null }, additional_attributes: { country: 'DE' } };
		const updated = await client().ask('PUT', `contacts/${id}`, { body: values });
		expect(updated.body).toMatchObject({
			payload: {
				custom_attributes: { plan: null, seats: 5 },
				additional_attributes: { city: 'Bonn', country: 'DE' },
			},
		});
		const { body } = await client().post(`contacts/${id}/destroy_custom_attributes`, {
			custom_attributes: ['plan'],
		});
		expect(at(body, 'payload.custom_attributes')).toEqual({ seats: 5 });
	});

	test('takes labels that the account does not have, and drops the others', async () => {
		const id = await client().contact();
		await client().post(`contacts/${id}/labels`, { labels: ['old'] });
		const { body } = await client().post(`contacts/${id}/labels`, { labels: ['vip', 'Big Customer'] });
		expect(body).toEqual({ payload: ['vip', 'Big Customer'] });
		expect(use.sandbox.chatwoot.labels.size).toBe(0);
	});

	test('takes what another one has when both are merged', async () => {
		const inbox = await client().inbox();
		const base = await client().contact({ name: 'Ann', custom_attributes: { a: 1 } });
		const mergee = await client().contact({
			name: 'A',
			email: 'a@example.com',
			custom_attributes: { a: 2, b: 2 },
		});
		const id = await client().conversation({ contact_id: mergee, inbox_id: inbox });
		const ids = { base_contact_id: base, mergee_contact_id: mergee };
		expect((await client().post('actions/contact_merge', ids)).body).toMatchObject({
			id: base,
			name: 'Ann',
			email: 'a@example.com',
			custom_attributes: { a: 1, b: 2 },
		});
		expect(await client().get(`contacts/${mergee}`)).toMatchObject(NOT_FOUND);
		expect(at(await client().shown(id), 'meta.sender.id')).toBe(base);
	});

	test('gets another session with every call, and none that is of another contact', async () => {
		const inbox = await client().inbox();
		const [ann, bob] = [await client().contact({ name: 'Ann' }), await client().contact({ name: 'Bob' })];
		const session = (contact: number, body: object): Promise<object> =>
			client().post(`contacts/${contact}/contact_inboxes`, { inbox_id: inbox, ...body });
		await session(ann, {});
		await session(ann, {});
		await session(ann, { source_id: 'mine' });
		expect(use.sandbox.chatwoot.contactInboxes.size).toBe(3);
		expect(await session(bob, { source_id: 'mine' })).toMatchObject(CRASHED);
	});
});

describe('lists of contacts', () => {
	test('leave out who has no email, phone number and identifier; 15 a page, the page as text', async () => {
		await client().contact({ name: 'Nameless' });
		for (let n = 1; n <= 17; n += 1) await client().contact({ name: `N ${n}`, identifier: `n-${n}` });
		const first = await client().get('contacts?sort=created_at');
		expect(first.body).toMatchObject({ meta: { count: 17, current_page: 1 } });
		expect(at(first.body, 'payload')).toHaveLength(15);
		const second = await client().get('contacts?sort=-created_at&page=2');
		expect(second.body).toMatchObject({
			meta: { count: 17, current_page: '2' },
			payload: [{ name: 'N 2' }, { name: 'N 1' }],
		});
	});

	test('treat an unknown sort and page as none', async () => {
		await client().contact();
		for (const query of ['sort=nonsense', 'page=abc', 'page=0']) {
			expect(at((await client().get(`contacts?${query}`)).body, 'payload')).toHaveLength(1);
		}
	});

	test('are searched for a part, in which % and _ stand for anything', async () => {
		await client().contact({ name: 'Nameless' });
		await client().contact({ name: 'Ann', email: 'ann@example.com', phone_number: '+491701234567' });
		await client().contact({
			name: 'Bob',
			identifier: 'a_b',
			additional_attributes: { company_name: 'Acme' },
		});
		const count = async (q: string): Promise<unknown> =>
			at((await client().get(`contacts/search?q=${encodeURIComponent(q)}`)).body, 'meta.count');
		expect(
			await Promise.all(['EXAMPLE', '49170', 'a_b', 'aXb', '%', '_', 'acme', 'nameless', ' '].map(count)),
		).toEqual([1, 1, 1, 0, 2, 2, 1, 0, null]);
	});

	test('are searched by a newer server among all, which counts the page', async () => {
		for (let n = 1; n <= 16; n += 1) await client().contact({ name: `Nameless ${n}` });
		use.sandbox.chatwoot.signs = true;
		expect((await client().get('contacts/search?q=nameless')).body).toMatchObject({
			meta: { count: 15, current_page: 1, has_more: true },
		});
		expect((await client().get('contacts/search?q=nameless&page=2')).body).toMatchObject({
			meta: { count: 1, current_page: '2', has_more: false },
		});
	});

	test('are searched a hundred times a minute', async () => {
		const search = (): Promise<{ status: number; headers: Headers; body: unknown }> =>
			client().get('contacts/search?q=x');
		for (let n = 1; n <= 100; n += 1) expect((await search()).status).toBe(200);
		const refused = await search();
		expect(refused).toMatchObject({ status: 429, body: 'Retry later\n' });
		expect(refused.headers.get('content-type')).toBe('text/plain');
		expect(refused.headers.has('retry-after')).toBe(false);
		use.sandbox.clock.advance(60_000);
		expect((await search()).status).toBe(200);
		use.sandbox.chatwoot.limitsSearch = false;
		for (let n = 1; n <= 110; n += 1) expect((await search()).status).toBe(200);
	});

	test('are filtered exactly, but for the case of an email and the plus of a phone number', async () => {
		const profile = { identifier: 'a-1', phone_number: '+491701234567', email: 'ann@example.com' };
		await client().contact({ name: 'Ann', ...profile, additional_attributes: { company_name: 'Acme' } });
		expect(await filtered(equal('email', 'ANN@Example.com'))).toEqual(['Ann']);
		expect(await filtered(equal('phone_number', '491701234567'))).toEqual(['Ann']);
		expect(await filtered(equal('identifier', 'a-1'))).toEqual(['Ann']);
		expect(await filtered(equal('identifier', 'A-1'))).toEqual([]);
		expect(await filtered(equal('company', 'acme'))).toEqual([]);
		expect(await filtered({ ...equal('email', 'x'), query_operator: 'or' }, equal('name', 'Ann'))).toEqual([
			'Ann',
		]);
	});

	test('name what can be filtered by, and fail over conditions that nothing joins', async () => {
		const attempt = (...conditions: readonly object[]): Promise<object> =>
			client().post('contacts/filter', filter(...conditions));
		expect(await attempt(equal('id', 1))).toMatchObject({
			status: 422,
			body: { error: expect.stringMatching(/^Invalid attribute key - \[id\]\. .* one of \[name,/) },
		});
		expect(await attempt({ ...equal('email', 'x'), filter_operator: 'resembles' })).toMatchObject({
			status: 422,
			body: {
				error:
					'Invalid operator. The allowed operators for email are [equal_to,not_equal_to,contains,does_not_contain].',
			},
		});
		expect(await attempt(equal('email', 'x'), equal('name', 'y'))).toMatchObject(CRASHED);
		expect(await client().post('contacts/filter', {})).toMatchObject(CRASHED);
	});

	test('are filtered by a custom attribute once it is defined', async () => {
		await client().contact({ name: 'Ann', identifier: 'a', custom_attributes: { plan: 'gold' } });
		const condition = { ...equal('plan', 'gold'), custom_attribute_type: 'contact_attribute' };
		expect(await client().post('contacts/filter', filter(condition))).toMatchObject({ status: 422 });
		await client().post('custom_attribute_definitions', {
			attribute_display_name: 'Plan',
			attribute_display_type: 'text',
			attribute_key: 'plan',
			attribute_model: 'contact_attribute',
		});
		expect(await filtered(condition)).toEqual(['Ann']);
	});

	test('are no longer filtered by a custom attribute that an administrator removed', async () => {
		const { body } = await client().post('custom_attribute_definitions', {
			attribute_display_name: 'Plan',
			attribute_key: 'plan',
			attribute_model: 'contact_attribute',
		});
		const path = `custom_attribute_definitions/${String(at(body, 'id'))}`;
		const ann = await client().contact({
			name: 'Ann',
			identifier: 'a',
			custom_attributes: { plan: 'gold' },
		});
		expect(await client().ask('DELETE', path, { as: 'agent' })).toMatchObject(NOT_ALLOWED);
		expect(await filtered(equal('plan', 'gold'))).toEqual(['Ann']);
		expect(await client().ask('DELETE', path)).toMatchObject({ status: 204, body: '' });
		expect((await client().get('custom_attribute_definitions')).body).toEqual([]);
		expect(await client().post('contacts/filter', filter(equal('plan', 'gold')))).toMatchObject({
			status: 422,
		});
		expect(await client().ask('DELETE', path)).toMatchObject(NOT_FOUND);
		const { contacts } = use.sandbox.chatwoot;
		expect(contacts.get(ann)?.custom_attributes).toEqual({ plan: 'gold' });
	});
});
