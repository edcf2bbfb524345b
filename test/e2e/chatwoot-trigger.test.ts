import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { itemsOf } from '../../host/instance.ts';
import { poll } from '../../host/poll.ts';
import { setStage, type Stage, type Workflow } from './stage.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { byId, ours, theirs, trigger, workflowOf } from './workflow.ts';

const LISTENER = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0001';
const ECHO = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0002';

const LISTENS = workflowOf(
	'chatwootListens1',
	'Hears what customers write',
	[theirs('Heard', 'noOp', 1, {})],
	trigger('Chatwoot Trigger', 'chatwootTrigger', LISTENER, {
		source: 'accountWebhook',
		events: ['message_created'],
	}),
);

const ANSWERS = workflowOf(
	'chatwootAnswers1',
	'Answers every message',
	[
		ours('Answer', 'chatwoot', {
			resource: 'message',
			operation: 'send',
			conversation: byId('={{ $json.conversationId }}'),
			content: '=You said: {{ $json.content }}',
		}),
	],
	trigger('Chatwoot Trigger', 'chatwootTrigger', ECHO, {
		source: 'accountWebhook',
		events: ['message_created'],
	}),
);

describe('The Chatwoot Trigger in a real n8n', () => {
	let stage: Stage;
	let client: ChatwootClient;

	beforeAll(async () => {
		stage = await setStage({ workflows: [LISTENS, ANSWERS] });
		client = new ChatwootClient(stage.sandbox);
		stage.sandbox.chatwoot.signs = true;
	});

	afterAll(async () => {
		await stage.close();
	});

	const urlOf = (webhookId: string): string => `${stage.n8n.url}/webhook/${webhookId}/chatwoot`;

	const registry = (): unknown[] =>
		[...stage.sandbox.chatwoot.webhooks.values()].map(({ url, subscriptions }) => [url, subscriptions]);

	const secretOf = (webhookId: string): string =>
		[...stage.sandbox.chatwoot.webhooks.values()].find(({ url }) => url === urlOf(webhookId))?.secret ?? '';

	/** Changes the trigger's parameters, and publishes, as a person does in the editor. */
	const change = async (workflow: string, parameters: object): Promise<void> => {
		const { n8n } = stage;
		const path = `/rest/workflows/${workflow}`;
		const stored = (await n8n.api('GET', path)) as Workflow & { readonly versionId: string };
		const nodes = stored.nodes.map((node) =>
			node.name === 'Chatwoot Trigger' ? { ...node, parameters } : node,
		);
		await n8n.api('PATCH', path, { ...stored, nodes });
		await n8n.publish(workflow);
	};

	const incoming = async (conversation: number, content: string): Promise<number> =>
		await client.message(conversation, { content, message_type: 'incoming' });

	const runs = async (workflow: string): Promise<number> => (await stage.n8n.executions(workflow)).length;

	test('its address stands in the registry once, through restart and changes, and is gone when it is off', async () => {
		const { n8n, sandbox } = stage;
		await client.post('webhooks', {
			url: 'https://crm.example.com/hook',
			subscriptions: ['contact_created'],
		});
		const others = registry();
		await n8n.publish(LISTENS.id);
		expect(registry()).toEqual([...others, [urlOf(LISTENER), ['message_created']]]);
		const secret = secretOf(LISTENER);

		await n8n.restart();
		expect(registry()).toEqual([...others, [urlOf(LISTENER), ['message_created']]]);
		expect(secretOf(LISTENER)).toBe(secret);

		const conversation = await client.conversation();
		await incoming(conversation, 'Still there?');
		await sandbox.chatwoot.deliveries.settled();
		const [run] = await n8n.waitForExecutions(LISTENS.id, 1);
		expect(run && itemsOf(run, 'Heard')).toMatchObject([
			{
				json: {
					event: 'message_created',
					content: 'Still there?',
					conversationId: conversation,
					senderType: 'contact',
				},
			},
		]);
		expect(JSON.stringify(run)).not.toContain('pubsub_token');

		await change(LISTENS.id, { source: 'accountWebhook', events: ['contact_created', 'message_created'] });
		expect(registry()).toEqual([...others, [urlOf(LISTENER), ['contact_created', 'message_created']]]);

		await n8n.unpublish(LISTENS.id);
		expect(registry()).toEqual(others);
	});

	test('forged, stale and unsigned deliveries are answered 401 and start nothing; a genuine one may come twice', async () => {
		const { n8n, sandbox } = stage;
		const { deliveries } = sandbox.chatwoot;
		const conversation = await client.conversation();
		await n8n.publish(LISTENS.id);
		const before = await runs(LISTENS.id);
		const body = {
			event: 'message_created',
			id: 1,
			content: 'Hello <all> & "everybody"',
			message_type: 'incoming',
			private: false,
			conversation: { id: conversation, inbox_id: 1, status: 'open' },
		};
		const secret = secretOf(LISTENER);
		const now = Math.floor(Date.now() / 1000);
		const send = async (how: object): Promise<number> =>
			(await deliveries.send(urlOf(LISTENER), { body, secret, ...how })).status;
		expect(await send({ sign: 'wrong' })).toBe(401);
		expect(await send({ sign: 'none' })).toBe(401);
		expect(await send({ timestamp: now - 301 })).toBe(401);
		expect(await send({ timestamp: now + 400 })).toBe(401);
		expect((await deliveries.send(urlOf(LISTENER), { body })).status).toBe(401);
		expect(await runs(LISTENS.id)).toBe(before);
		expect(n8n.logs()).toContain('Chatwoot Trigger refused a delivery: there is no signature.');
		expect(n8n.logs()).not.toContain(secret);

		const delivery = 'b0a1c2d3-0000-4000-8000-000000000001';
		expect(await send({ delivery, timestamp: now - 200 })).toBe(200);
		expect(await send({ delivery, timestamp: now })).toBe(200);
		const done = await n8n.waitForExecutions(LISTENS.id, before + 2);
		const ids = done.slice(-2).map((run) => itemsOf(run, 'Heard')[0]?.json.deliveryId);
		expect(ids).toEqual([delivery, delivery]);
		await n8n.unpublish(LISTENS.id);
	});

	test('a workflow that answers does not answer itself', async () => {
		const { n8n, sandbox } = stage;
		await n8n.publish(ANSWERS.id);
		const conversation = await client.conversation();
		await incoming(conversation, 'one');
		await n8n.waitForExecutions(ANSWERS.id, 1);
		await sandbox.chatwoot.deliveries.settled();
		await incoming(conversation, 'two');
		await n8n.waitForExecutions(ANSWERS.id, 2);
		await sandbox.chatwoot.deliveries.settled();
		const said = [...sandbox.chatwoot.messages.values()].filter(
			(one) => one.conversation.id === conversation,
		);
		expect(said.map(({ content }) => content)).toEqual(['one', 'You said: one', 'two', 'You said: two']);
		expect(await runs(ANSWERS.id)).toBe(2);
		await n8n.unpublish(ANSWERS.id);
	});

	test('1,000 deliveries, ten at a time: each is answered, and starts one run', async () => {
		const { n8n, sandbox } = stage;
		const { chatwoot, journal } = sandbox;
		const conversation = await client.conversation();
		await n8n.publish(LISTENS.id);
		const total = async (): Promise<number> => {
			const filter = encodeURIComponent(JSON.stringify({ workflowId: LISTENS.id, status: ['success'] }));
			const answer = await n8n.api('GET', `/rest/executions?limit=1&filter=${filter}`);
			return (answer as { count: number }).count;
		};
		const before = await total();
		journal.clear();
		chatwoot.deliveries.mostAtOnce = 10;
		// How soon n8n answers is a matter of the machine, and of bench/.
		chatwoot.deliveries.timeoutMs = 60_000;
		for (let index = 0; index < 1000; index += 1) await incoming(conversation, `line ${index}`);
		await chatwoot.deliveries.settled();
		const sent = journal.entries({ service: 'chatwoot', direction: 'out' });
		expect(sent.length).toBe(1000);
		expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
		const ended = await poll('Not all deliveries became runs', async () => {
			const count = (await total()) - before;
			return count >= 1000 ? count : undefined;
		});
		expect(ended).toBe(1000);
		await n8n.unpublish(LISTENS.id);
		expect(sandbox.violations.list()).toEqual([]);
	});
});
