import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { at, ChatwootClient, CRASHED, NO_ROUTE, type ChatwootAnswer } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

/** A visitor's program: no token. */
const visit = (method: string, path: string, body?: unknown): Promise<ChatwootAnswer> =>
	client().ask(method, path, { as: 'nobody', body });

/** The address of a new visitor's session. */
const session = async (values: object = {}): Promise<string> => {
	const contacts = `${client().publicInbox(await client().inbox())}/contacts`;
	const { body } = await visit('POST', contacts, values);
	return `${contacts}/${String(at(body, 'source_id'))}`;
};

describe('contacts of the Client API', () => {
	test('a source id that is there answers with the old contact, unchanged', async () => {
		const path = await session({ source_id: 'app-1', name: 'Ann' });
		const again = await visit('POST', path.replace(/\/app-1$/, ''), { source_id: 'app-1', name: 'Renamed' });
		expect(again).toMatchObject({ status: 200, body: { source_id: 'app-1', name: 'Ann' } });
		expect(use.sandbox.chatwoot.contacts.size).toBe(1);
	});

	test('an email or identifier that is there adds a session to its contact', async () => {
		const path = await session({ identifier: 'user-7', email: 'seven@example.com', name: 'Seven' });
		const contacts = path.replace(/\/[^/]+$/, '');
		for (const body of [{ identifier: 'user-7' }, { email: 'SEVEN@example.com', name: 'Other' }]) {
			expect((await visit('POST', contacts, body)).body).toMatchObject({ id: 1, name: 'Seven' });
		}
		expect(use.sandbox.chatwoot.contactInboxes.size).toBe(3);
	});

	test('an update with the email of another contact merges into that one', async () => {
		const path = await session({ name: 'Stranger' });
		const known = await client().contact({ name: 'Ann', email: 'ann@example.com' });
		const answer = await visit('PATCH', path, { email: 'ann@example.com' });
		expect(answer).toMatchObject({ status: 200, body: { id: known, name: 'Ann', contact_type: 'lead' } });
		expect(use.sandbox.chatwoot.contacts.size).toBe(1);
		expect(at((await visit('GET', path)).body, 'id')).toBe(known);
	});

	test('whoever has no name gets one', async () => {
		const path = await session();
		expect(at((await visit('GET', path)).body, 'name')).toMatch(/^[a-z]+-[a-z]+-\d+$/);
	});

	test('a wrong proof of identity makes the server fail, and so does a missing one where it must be', async () => {
		const contacts = `${client().publicInbox(await client().inbox({ hmac_mandatory: true }))}/contacts`;
		const token = use.sandbox.chatwoot.inboxes.get(1)?.hmac_token ?? '';
		const hash = createHmac('sha256', token).update('user-9').digest('hex');
		for (const body of [{ identifier: 'user-9' }, { identifier: 'user-9', identifier_hash: 'wrong' }]) {
			expect(await visit('POST', contacts, body)).toMatchObject(CRASHED);
		}
		expect(await visit('POST', contacts, { identifier: 'user-9', identifier_hash: hash })).toMatchObject({
			status: 200,
		});
		expect(use.sandbox.chatwoot.contactInboxes.get(1)?.hmac_verified).toBe(true);
	});
});

describe('conversations of the Client API', () => {
	test('belong to their session', async () => {
		const path = await session();
		const other = await session();
		const id = at((await visit('POST', `${path}/conversations`, {})).body, 'id') as number;
		expect(await visit('GET', `${path}/conversations/${id}`)).toMatchObject({ status: 200, body: { id } });
		for (const wrong of [`${other}/conversations/${id}`, `${path}/conversations/99`, `${path}x`]) {
			expect(await visit('GET', wrong)).toMatchObject(NO_ROUTE);
		}
	});

	test('every message is a text from the customer, whatever it says of itself', async () => {
		const path = await session();
		const id = at((await visit('POST', `${path}/conversations`, {})).body, 'id') as number;
		const { body } = await visit('POST', `${path}/conversations/${id}/messages`, {
			content: 'Hi',
			message_type: 'outgoing',
			private: true,
			content_type: 'cards',
		});
		expect(body).toMatchObject({ message_type: 0, content_type: 'text', sender: { type: 'contact' } });
		expect(use.sandbox.violations.list()).toHaveLength(3);
	});

	test('notes and what the server notes down are not shown', async () => {
		const path = await session();
		const id = at((await visit('POST', `${path}/conversations`, {})).body, 'id') as number;
		await client().message(id, { content: 'Hello' });
		await client().message(id, { content: 'secret', private: true });
		await client().post(`conversations/${id}/toggle_priority`, { priority: 'high' });
		expect((await visit('GET', `${path}/conversations/${id}/messages`)).body).toMatchObject([
			{ content: 'Hello', sender: { type: 'user', availability_status: null } },
		]);
	});

	test('submitted values are kept by their known keys', async () => {
		const path = await session();
		const id = at((await visit('POST', `${path}/conversations`, {})).body, 'id') as number;
		const form = { content_type: 'form', content_attributes: { items: [{ name: 'email', type: 'email' }] } };
		const message = await client().message(id, form);
		const { body } = await visit('PATCH', `${path}/conversations/${id}/messages/${message}`, {
			submitted_values: [{ name: 'email', value: 'a@example.com', wrong: 1 }],
			submitted_email: 'a@example.com',
		});
		expect(at(body, 'content_attributes.submitted_values')).toEqual([
			{ name: 'email', value: 'a@example.com' },
		]);
		expect(body).not.toHaveProperty('content_attributes.submitted_email');
	});

	test('are resolved, not reopened, by toggling; a message reopens them', async () => {
		const path = await session();
		const id = at((await visit('POST', `${path}/conversations`, {})).body, 'id') as number;
		const conversation = `${path}/conversations/${id}`;
		for (let n = 0; n < 2; n += 1) {
			expect((await visit('POST', `${conversation}/toggle_status`, {})).body).toMatchObject({
				status: 'resolved',
			});
		}
		await visit('POST', `${conversation}/messages`, { content: 'Me again' });
		expect((await client().shown(id)).status).toBe('open');
	});

	test('seeing one reads the agents’ messages', async () => {
		const path = await session();
		const id = at((await visit('POST', `${path}/conversations`, {})).body, 'id') as number;
		const message = await client().message(id);
		const see = (): Promise<ChatwootAnswer> =>
			visit('POST', `${path}/conversations/${id}/update_last_seen`, {});
		expect(await client().eventsOf(see)).toEqual(['conversation_read', 'message_updated']);
		expect(use.sandbox.chatwoot.messages.get(message)?.status).toBe('read');
	});
});
