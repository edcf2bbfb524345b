import { describe, expect, test } from '@jest/globals';
import { ChatwootWebhookSecretApi } from '../../../credentials/ChatwootWebhookSecretApi.credentials';
import { testCredential } from '../support/webhook.ts';
import { answers, customerIn, registryOf, useTrigger, writes } from './trigger-support.ts';

const { used, host, trigger, switchOn, switchOff, heard, urlOf } = useTrigger();

const BY_HAND = { setUp: 'byHand' };

/** A webhook that somebody entered by hand; gives its secret. */
const entered = async (): Promise<string> => {
	await used.beside(
		async (client) =>
			await client.post('webhooks', { url: urlOf(), subscriptions: ['message_created', 'contact_created'] }),
	);
	return [...used.chatwoot.webhooks.values()].at(-1)?.secret ?? '';
};

describe('An address that is entered by hand', () => {
	test('is heard with the secret that was typed in; the node asks Chatwoot nothing', async () => {
		const { conversation } = await customerIn(used);
		const listening = { parameters: BY_HAND, secret: ` ${await entered()}\n` };
		await switchOn(listening);
		await switchOff(listening);
		await switchOn(listening);
		expect(used.calls()).toEqual([]);
		await writes(used, conversation);
		await answers(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
		expect(registryOf(used)).toHaveLength(1);
	});

	test('of an API inbox too', async () => {
		const { inbox, conversation } = await customerIn(used, { webhook_url: urlOf() });
		const secret = used.chatwoot.inboxes.get(inbox)?.secret ?? '';
		await switchOn({ parameters: { ...BY_HAND, source: 'apiInbox' }, secret });
		await answers(used, conversation);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hi']);
	});

	test('of an agent bot too', async () => {
		const { inbox, conversation } = await customerIn(used);
		const secret = await used.beside(async (client) => {
			await client.post(`inboxes/${inbox}/set_agent_bot`, { agent_bot: 1 });
			const { body } = await client.patch('agent_bots/1', { outgoing_url: urlOf() });
			return (body as { secret: string }).secret;
		});
		await switchOn({ parameters: { ...BY_HAND, source: 'agentBot' }, secret });
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
	});

	test('is not heard with another secret', async () => {
		const { conversation } = await customerIn(used);
		await entered();
		await switchOn({ parameters: BY_HAND, secret: 'another' });
		await writes(used, conversation);
		expect(await heard()).toEqual([]);
		expect(host.lines).toEqual([expect.stringContaining('compare the secret in the credential')]);
	});

	test.each([undefined, '', '  '])('is not listened to without a secret (%j)', async (secret) => {
		const listening = { parameters: BY_HAND, ...(secret === undefined ? {} : { secret }) };
		await expect(switchOn(listening)).rejects.toMatchObject({
			message: expect.stringContaining('There is no secret to check deliveries with. Choose a'),
			description: expect.stringContaining('Chatwoot Webhook Secret API'),
		});
	});

	test('is listened to without a secret if the user believes unsigned deliveries', async () => {
		const { conversation } = await customerIn(used);
		await entered();
		used.chatwoot.signs = false;
		await switchOn({ parameters: BY_HAND, options: { acceptUnsigned: true } });
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
	});

	test.each(['', ' '])(
		'is not listened to with an empty secret (%j), even if unsigned are believed',
		async (secret) => {
			const listening = { parameters: BY_HAND, options: { acceptUnsigned: true }, secret };
			await expect(switchOn(listening)).rejects.toThrow('is empty or cannot be read');
		},
	);

	test('is not heard unsigned when the secret has been lost since, even if unsigned deliveries are believed', async () => {
		const { conversation } = await customerIn(used);
		const listening = { parameters: BY_HAND, options: { acceptUnsigned: true } };
		await switchOn({ ...listening, secret: await entered() });
		used.chatwoot.signs = false;
		host.activate({ node: trigger({ ...listening, secret: '' }) });
		await writes(used, conversation);
		expect(await heard()).toEqual([]);
		expect(host.lines).toEqual([expect.stringContaining('is empty or cannot be read')]);
	});

	test('is checked with the secret that is there, even if unsigned deliveries were believed', async () => {
		const { conversation } = await customerIn(used);
		const secret = await entered();
		used.chatwoot.signs = false;
		await switchOn({ parameters: BY_HAND, options: { acceptUnsigned: true }, secret });
		await writes(used, conversation);
		expect(await heard()).toEqual([]);
		expect(host.lines).toEqual([expect.stringContaining('there is no signature')]);
	});

	test('takes over the entry that the node had made itself, and leaves it to the user', async () => {
		const { conversation } = await customerIn(used);
		await switchOn();
		const secret = [...used.chatwoot.webhooks.values()][0]?.secret ?? '';
		const listening = { parameters: BY_HAND, secret };
		await switchOn(listening);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
		await switchOff(listening);
		expect(registryOf(used)).toHaveLength(1);
	});
});

describe('The test of the credential', () => {
	const check = async (data: { secret?: string }): ReturnType<typeof testCredential> =>
		await testCredential(
			{ ...trigger(), credentials: [{ type: new ChatwootWebhookSecretApi(), data: {} }] },
			data,
		);

	test('is green for a secret, and says honestly what that proves', async () => {
		expect(await check({ secret: 'abc' })).toEqual({
			status: 'OK',
			message: expect.stringContaining('shows with the first delivery'),
		});
	});

	test.each([{ secret: '' }, { secret: ' \n' }, {}])('is red for %j', async (data) => {
		expect(await check(data)).toEqual({ status: 'Error', message: 'The secret is empty.' });
	});
});
