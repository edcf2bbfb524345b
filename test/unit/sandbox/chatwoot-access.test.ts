import { describe, expect, test } from '@jest/globals';
import { at, ChatwootClient, NO_ROUTE, NOT_ALLOWED, NOT_FOUND } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

const SIGN_IN = {
	status: 401,
	body: { errors: ['You need to sign in or sign up before continuing.'] },
};

describe('who may ask', () => {
	test('the token is read from the header with underscores, from the one with hyphens, and from both', async () => {
		const { administrator, agent } = use.sandbox.chatwoot.tokens;
		const both = { api_access_token: agent, 'api-access-token': agent };
		for (const [headers, id] of [
			[{ api_access_token: administrator }, 1],
			[{ 'api-access-token': administrator }, 1],
			[both, 2],
		] as const) {
			const answer = await client().get('/api/v1/profile', { as: 'nobody', headers });
			expect(answer).toMatchObject({ status: 200, body: { id } });
		}
	});

	test('a proxy may drop the header with underscores; both names sent together come through', async () => {
		const { chatwoot } = use.sandbox;
		chatwoot.dropsUnderscores = true;
		expect(await client().get('agents')).toMatchObject(SIGN_IN);
		const headers = { 'api-access-token': chatwoot.tokens.administrator };
		expect(await client().get('agents', { headers })).toMatchObject({ status: 200 });
	});

	test('a bearer token, one in the address and none at all are the same: nobody', async () => {
		const { administrator } = use.sandbox.chatwoot.tokens;
		const headers = { authorization: `Bearer ${administrator}` };
		expect(await client().get('contacts', { as: 'nobody', headers })).toMatchObject(SIGN_IN);
		expect(await client().get(`contacts?api_access_token=${administrator}`, { as: 'nobody' })).toMatchObject(
			SIGN_IN,
		);
		expect(await client().get('contacts', { as: 'nobody' })).toMatchObject(SIGN_IN);
	});

	test('a wrong token, a foreign account and a missing one are told apart', async () => {
		expect(
			await client().get('contacts', { as: 'nobody', headers: { api_access_token: 'wrong' } }),
		).toMatchObject({ status: 401, body: { error: 'Invalid Access Token' } });
		expect(await client().get('contacts', { as: 'outsider' })).toMatchObject({
			status: 401,
			body: { error: 'You are not authorized to access this account' },
		});
		for (const path of ['/api/v1/accounts/999/contacts', '/api/v1/accounts/abc/contacts']) {
			expect(await client().get(path)).toMatchObject(NOT_FOUND);
		}
		expect(await client().get('/api/v1/accounts/2')).toMatchObject(NOT_FOUND);
	});

	test('a bot may write, and look at nothing', async () => {
		const id = await client().conversation();
		const refused = {
			status: 401,
			body: { error: 'Access to this endpoint is not authorized for bots' },
		};
		expect(await client().get(`conversations/${id}`, { as: 'bot' })).toMatchObject(refused);
		expect(await client().get('agents', { as: 'bot' })).toMatchObject(refused);
		expect(await client().get('/api/v1/profile', { as: 'bot' })).toMatchObject(refused);
		const said = await client().post(`conversations/${id}/messages`, { content: 'Hi' }, { as: 'bot' });
		expect(said).toMatchObject({ status: 200, body: { sender: { type: 'agent_bot', name: 'Bot' } } });
	});

	test('an agent is turned away from what is for administrators, and from inboxes of others', async () => {
		const contact = await client().contact();
		const own = await client().inbox();
		const foreign = await client().post('inboxes', { name: 'B', channel: { type: 'api' } });
		const id = at(foreign.body, 'id') as number;
		const as = 'agent';
		for (const [method, path, body] of [
			['POST', 'inboxes', { name: 'X', channel: { type: 'api' } }],
			['PATCH', `inboxes/${own}`, { name: 'X' }],
			['GET', 'webhooks', undefined],
			['DELETE', `contacts/${contact}`, undefined],
			['GET', `inboxes/${id}`, undefined],
			['POST', 'conversations', { contact_id: contact, inbox_id: id }],
			['POST', `contacts/${contact}/contact_inboxes`, { inbox_id: id }],
		] as const) {
			expect(await client().ask(method, path, { as, body })).toMatchObject(NOT_ALLOWED);
		}
		expect(await client().get(`inboxes/${own}`, { as })).toMatchObject({ status: 200 });
	});
});

describe('requests that are none', () => {
	test('a missing address, one of other methods and a body that is no JSON', async () => {
		for (const [method, path] of [
			['GET', 'nothing'],
			['PUT', 'webhooks'],
			['GET', '/api/v2/x'],
		] as const) {
			expect(await client().ask(method, path)).toMatchObject(NO_ROUTE);
		}
		expect(await client().post('contacts', '{"name": ')).toMatchObject({
			status: 400,
			body: { status: 400, error: 'Bad Request' },
		});
		const headers = { 'content-type': 'text/plain' };
		expect(await client().ask('POST', 'labels', { headers, body: '{"title":"x"}' })).toMatchObject({
			status: 422,
			body: { error: 'param is missing or the value is empty: label' },
		});
	});

	test('keys, parameters and words that the server passes over are ours to answer for', async () => {
		const { violations } = use.sandbox;
		const inbox = await client().inbox();
		const id = await client().conversation({ inbox_id: inbox });
		expect(violations.list()).toEqual([]);
		await client().post('contacts', { contact: { name: 'Ann' } });
		await client().patch(`conversations/${id}`, { status: 'resolved' });
		await client().patch(`inboxes/${inbox}`, { webhook_url: 'https://example.com' });
		await client().get('contacts?per_page=50');
		await client().get('contacts?sort=newest');
		await client().post(`conversations/${id}/assignments`, { assignee_id: 2, team_id: 1 });
		expect(violations.list().map((text) => text.replace(/^.*?\/accounts\/1\//, ''))).toEqual([
			'contacts: body key "contact" is not documented',
			`conversations/${id}: body key "status" is not documented`,
			`inboxes/${inbox}: body key "webhook_url" is not documented`,
			'contacts: query parameter "per_page" is not documented',
			'contacts: query parameter "sort" has a value that is not documented',
			`conversations/${id}/assignments: team_id is passed over beside assignee_id`,
		]);
	});

	test('tokens are not in the journal', async () => {
		const { agent } = use.sandbox.chatwoot.tokens;
		await client().get('agents', { headers: { 'api-access-token': agent } });
		const [entry] = use.sandbox.journal.entries({ service: 'chatwoot' });
		expect(entry?.headers).toMatchObject({ api_access_token: '***', 'api-access-token': '***' });
	});

	test('a reset leaves the people with their tokens, and nothing else', async () => {
		const { chatwoot } = use.sandbox;
		const before = { ...chatwoot.tokens };
		await client().conversation();
		chatwoot.signs = true;
		use.sandbox.reset();
		expect(chatwoot.tokens).toEqual(before);
		expect(chatwoot.signs).toBe(false);
		const { contacts, inboxes, conversations, messages, webhooks } = chatwoot;
		expect([contacts, inboxes, conversations, messages, webhooks].map(({ size }) => size)).toEqual([
			0, 0, 0, 0, 0,
		]);
		expect(await client().contact()).toBe(1);
	});
});
