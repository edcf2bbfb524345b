import { expect, test } from '@jest/globals';
import { at, ChatwootClient, NOT_ALLOWED, NOT_FOUND } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
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

test('only a server that signs shows a bot’s secret', async () => {
	expect((await client().get('agent_bots/1')).body).not.toHaveProperty('secret');
	use.sandbox.chatwoot.signs = true;
	const { body } = await client().get('agent_bots');
	expect(at(body, '0.secret')).toMatch(/^[A-Za-z0-9]{24}$/);
});
