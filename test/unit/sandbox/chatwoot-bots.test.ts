import { expect, test } from '@jest/globals';
import { at, ChatwootClient, NOT_ALLOWED, NOT_FOUND } from '../../support/chatwoot-client.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

test('administrators tell a bot where to listen', async () => {
	const changes = { outgoing_url: 'http://127.0.0.1:1/bot', name: 'Robo' };
	expect((await client().patch('agent_bots/1', changes)).body).toMatchObject({ id: 1, ...changes });
	expect((await client().get('agent_bots/1')).body).toMatchObject(changes);
	expect(await client().ask('PATCH', 'agent_bots/1', { as: 'agent', body: { name: 'No' } })).toMatchObject(
		NOT_ALLOWED,
	);
	expect(await client().get('agent_bots/9')).toMatchObject(NOT_FOUND);
	use.sandbox.reset();
	expect((await client().get('agent_bots/1')).body).toMatchObject({ name: 'Bot' });
});

test('administrators make a bot, which writes with its own token and gets what happens in its inbox', async () => {
	const body = { name: 'Robo', description: 'Answers first', outgoing_url: receiver.url };
	const made = await client().post('agent_bots', body);
	expect(made).toMatchObject({ status: 200, body: { id: 2, ...body, account_id: 1, system_bot: false } });
	const { body: first } = await client().get('agent_bots/1');
	expect(Object.keys(made.body as object)).toEqual(Object.keys(first as object));
	expect((await client().get('agent_bots')).body).toEqual([first, made.body]);
	const inbox = await client().inbox();
	await client().post(`inboxes/${inbox}/set_agent_bot`, { agent_bot: 2 });
	const id = await client().conversation({ inbox_id: inbox });
	const headers = { api_access_token: String(at(made.body, 'access_token')) };
	const said = await client().post(
		`conversations/${id}/messages`,
		{ content: 'Hi' },
		{ as: 'nobody', headers },
	);
	expect(said).toMatchObject({ status: 200, body: { sender: { id: 2, name: 'Robo', type: 'agent_bot' } } });
	await use.sandbox.chatwoot.deliveries.settled();
	expect(receiver.received.map((delivery) => at(delivery.body, 'content'))).toContain('Hi');
	expect(use.sandbox.violations.list()).toEqual([]);
});

test('a bot that is removed leaves its inbox, its conversation and its messages behind', async () => {
	const inbox = await client().inbox();
	const { body } = await client().post('agent_bots', { name: 'Robo' });
	const bot = at(body, 'id');
	await client().post(`inboxes/${inbox}/set_agent_bot`, { agent_bot: bot });
	const id = await client().conversation({ inbox_id: inbox });
	await client().post(`conversations/${id}/assignments`, { assignee_id: bot, assignee_type: 'AgentBot' });
	const headers = { api_access_token: String(at(body, 'access_token')) };
	const asBot = { as: 'nobody', headers } as const;
	await client().post(`conversations/${id}/messages`, { content: 'Hi' }, asBot);
	expect(await client().ask('DELETE', 'agent_bots/2')).toMatchObject({ status: 200, body: '' });
	expect(await client().ask('DELETE', 'agent_bots/2')).toMatchObject(NOT_FOUND);
	expect((await client().get(`inboxes/${inbox}/agent_bot`)).body).toEqual({});
	const { chatwoot } = use.sandbox;
	expect(chatwoot.conversations.get(id)?.assignee).toBeNull();
	expect([...chatwoot.messages.values()].find(({ content }) => content === 'Hi')?.sender).toBeNull();
	expect(await client().post(`conversations/${id}/messages`, { content: 'Hi' }, asBot)).toMatchObject({
		status: 401,
		body: { error: 'Invalid Access Token' },
	});
	expect((await client().get('agent_bots')).body).toMatchObject([{ id: 1 }]);
});

test.each([
	['POST', 'agent_bots'],
	['DELETE', 'agent_bots/1'],
])('agents are turned away from %s %s', async (method, path) => {
	const body = method === 'POST' ? { name: 'No' } : undefined;
	expect(await client().ask(method, path, { as: 'agent', body })).toMatchObject(NOT_ALLOWED);
	expect((await client().get('agent_bots')).body).toMatchObject([{ id: 1, name: 'Bot' }]);
});

test('only a server that signs shows a bot’s secret', async () => {
	expect((await client().get('agent_bots/1')).body).not.toHaveProperty('secret');
	use.sandbox.chatwoot.signs = true;
	const { body } = await client().get('agent_bots');
	expect(at(body, '0.secret')).toMatch(/^[A-Za-z0-9]{24}$/);
});
