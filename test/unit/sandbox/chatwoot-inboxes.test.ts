import { describe, expect, test } from '@jest/globals';
import {
	at,
	ChatwootClient,
	invalid,
	NO_ROUTE,
	NOT_ALLOWED,
	NOT_FOUND,
} from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

const URL = 'https://example.com/hook';

describe('inboxes', () => {
	test('take any text as callback, and none outside of channel', async () => {
		const id = await client().inbox({ webhook_url: 'not a url' });
		const callback = async (body: object): Promise<unknown> =>
			at((await client().patch(`inboxes/${id}`, body)).body, 'webhook_url');
		expect(await callback({})).toBe('not a url');
		expect(await callback({ webhook_url: URL })).toBe('not a url');
		expect(await callback({ channel: { webhook_url: URL } })).toBe(URL);
		expect(await callback({ channel: { webhook_url: null } })).toBeNull();
	});

	test('keep what is not given', async () => {
		const id = await client().inbox({ hmac_mandatory: true }, { greeting_message: 'Hello' });
		expect((await client().patch(`inboxes/${id}`, { name: 'New' })).body).toMatchObject({
			name: 'New',
			hmac_mandatory: true,
			greeting_message: 'Hello',
		});
	});

	test('show agents no token', async () => {
		const id = await client().inbox();
		expect((await client().get(`inboxes/${id}`)).body).toHaveProperty('hmac_token');
		expect((await client().get(`inboxes/${id}`, { as: 'agent' })).body).not.toHaveProperty('hmac_token');
	});

	test('have members, who must be of the account', async () => {
		const id = await client().inbox();
		const members = (user_ids: number[]): Promise<object> =>
			client().patch('inbox_members', { inbox_id: id, user_ids });
		expect(await members([2, 1])).toMatchObject({ body: { payload: [{ id: 1 }, { id: 2 }] } });
		for (const nobody of [3, 99]) {
			expect(await members([nobody])).toMatchObject(invalid('User must exist', 'user'));
		}
		expect(await client().post('inbox_members', { inbox_id: 99, user_ids: [2] })).toMatchObject(NOT_FOUND);
	});

	test('have a secret to sign with on newer servers only', async () => {
		const id = await client().inbox();
		const reset = (as: 'agent' | 'administrator'): Promise<object> =>
			client().post(`inboxes/${id}/reset_secret`, undefined, { as });
		expect(await reset('administrator')).toMatchObject(NO_ROUTE);
		expect((await client().get(`inboxes/${id}`)).body).not.toHaveProperty('secret');
		use.sandbox.chatwoot.signs = true;
		const before = at((await client().get(`inboxes/${id}`)).body, 'secret');
		expect(before).toMatch(/^\w{24}$/);
		expect(await reset('agent')).toMatchObject(NOT_ALLOWED);
		const after = at(await reset('administrator'), 'body.secret');
		expect(after).toMatch(/^\w{24}$/);
		expect(after).not.toBe(before);
	});

	test('have a bot', async () => {
		const id = await client().inbox();
		const bot = async (): Promise<unknown> => (await client().get(`inboxes/${id}/agent_bot`)).body;
		expect(await bot()).toEqual({});
		await client().post(`inboxes/${id}/set_agent_bot`, { agent_bot: 1 });
		expect(await bot()).toMatchObject({ agent_bot: { id: 1, name: 'Bot' } });
		expect(await client().post(`inboxes/${id}/set_agent_bot`, { agent_bot: 9 })).toMatchObject(NOT_FOUND);
	});
});

describe('the registry of webhooks', () => {
	test('answers under payload, with the eight default events', async () => {
		const created = await client().post('webhooks', { url: URL });
		expect(at(created.body, 'payload.webhook.subscriptions')).toHaveLength(8);
		expect((await client().get('webhooks')).body).toMatchObject({
			payload: { webhooks: [{ id: 1, url: URL }] },
		});
		expect(await client().get('webhooks/1')).toMatchObject(NO_ROUTE);
	});

	test('takes its keys also within webhook, and no secret', async () => {
		const webhook = { url: URL, subscriptions: ['message_created'] };
		const { body } = await client().post('webhooks', { webhook });
		expect(body).toEqual({ payload: { webhook: { id: 1, account_id: 1, name: null, ...webhook } } });
		expect(use.sandbox.violations.list()).toEqual([]);
		use.sandbox.chatwoot.signs = true;
		await client().patch('webhooks/1', { secret: 'mine', name: 'n8n' });
		expect(use.sandbox.chatwoot.webhooks.get(1)).toMatchObject({ name: 'n8n' });
		const [listed] = at((await client().get('webhooks')).body, 'payload.webhooks') as object[];
		expect(listed).toHaveProperty('secret', use.sandbox.chatwoot.webhooks.get(1)?.secret);
		expect(listed).not.toHaveProperty('secret', 'mine');
	});

	test.each([
		[{ url: URL }, 'Url has already been taken', 'url'],
		[{ url: 'ftp://example.com/x' }, 'Url is invalid', 'url'],
		[{ name: 'No URL' }, 'Url is invalid', 'url'],
		[{ url: `${URL}/2`, subscriptions: [] }, 'Subscriptions Invalid events', 'subscriptions'],
		[{ url: `${URL}/2`, subscriptions: ['sunrise'] }, 'Subscriptions Invalid events', 'subscriptions'],
	])('refuses %j', async (body, message, attribute) => {
		await client().post('webhooks', { url: URL });
		expect(await client().post('webhooks', body)).toMatchObject(invalid(message, attribute));
	});

	test('removes one without a word', async () => {
		await client().post('webhooks', { url: URL });
		expect(await client().ask('DELETE', 'webhooks/1')).toMatchObject({ status: 200, body: '' });
		expect(await client().ask('DELETE', 'webhooks/1')).toMatchObject(NOT_FOUND);
	});
});

describe('teams and labels', () => {
	test('are written small, once each', async () => {
		expect((await client().post('teams', { name: 'Billing' })).body).toMatchObject({ name: 'billing' });
		expect(await client().post('teams', { name: 'BILLING' })).toMatchObject(
			invalid('Name has already been taken', 'name'),
		);
		expect((await client().post('labels', { title: 'Urgent' })).body).toMatchObject({ title: 'urgent' });
		expect(await client().post('labels', { title: 'two words' })).toMatchObject(
			invalid('Title is invalid', 'title'),
		);
	});

	test('a team says whether it is one’s own', async () => {
		await client().post('teams', { name: 'Billing' });
		await client().post('teams/1/team_members', { user_ids: [2] });
		expect((await client().get('teams')).body).toMatchObject([{ is_member: false }]);
		expect((await client().get('teams', { as: 'agent' })).body).toMatchObject([{ is_member: true }]);
	});
});
