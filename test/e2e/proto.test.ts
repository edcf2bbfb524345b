import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import HmacSHA1 from 'crypto-js/hmac-sha1';
import { itemsOf } from '../../host/instance.ts';
import { setStage, type Stage } from './stage.ts';
import { ours, theirs, trigger, workflowOf } from './workflow.ts';

const STARTS = workflowOf(
	'protoStartChat01',
	'Starts a conversation',
	[
		ours('Create Human', 'proto', {
			resource: 'human',
			operation: 'create',
			name: '={{ $json.body.name }}',
			additionalFields: {},
		}),
		ours('Open Chat', 'proto', {
			resource: 'chat',
			operation: 'create',
			humanMode: 'existing',
			humanId: '={{ $json.id }}',
			data: { entry: [{ name: 'source', value: 'n8n' }] },
			additionalFields: { chatReference: '=n8n-{{ $execution.id }}', lang: 'en' },
		}),
		ours('Send Text', 'proto', {
			resource: 'message',
			operation: 'send',
			chatId: '={{ $json.id }}',
			humanId: "={{ $('Create Human').item.json.id }}",
			messageType: 'text',
			text: "={{ $('Customer Writes').item.json.body.text }}",
			additionalFields: { replyReference: '=n8n-{{ $execution.id }}-text' },
		}),
		ours('Send Manual Trigger', 'proto', {
			resource: 'message',
			operation: 'send',
			chatId: "={{ $('Open Chat').item.json.id }}",
			humanId: "={{ $('Create Human').item.json.id }}",
			messageType: 'manual_trigger',
			triggerName: "={{ $('Customer Writes').item.json.body.trigger }}",
			additionalFields: { replyReference: '=n8n-{{ $execution.id }}-trigger' },
		}),
	],
	{
		...theirs('Customer Writes', 'webhook', 2, {
			httpMethod: 'POST',
			path: 'proto-customer-writes',
			responseMode: 'lastNode',
			options: {},
		}),
		webhookId: 'b6a7f7a2-5d6e-4a57-9d0b-2f6f1f0c2a10',
	},
);

const HEARS = workflowOf(
	'protoBotAnswers1',
	'Hears what bots and agents say',
	[theirs('Heard', 'noOp', 1, {})],
	trigger('Proto Trigger', 'protoTrigger', '5e0f4c1e-2d11-4a3f-8a7e-90d1f0c2a102', {
		events: ['message'],
		split: 'message',
		options: {},
	}),
);

const ANSWERS_PROFILES = workflowOf(
	'protoProfileReq1',
	'Answers profile requests',
	[
		ours(
			'Build Profile Reply',
			'proto',
			{
				resource: 'human',
				operation: 'buildProfileReply',
				name: 'Nathan Smith',
				profile: {
					email: 'nathan@example.com',
					tags: {
						tag: [
							{ id: '9e763004dffb47b4a44e7915dc2026f6', name: 'VIP', type: 'number', value: '3' },
							{
								id: '5703bdefe5e74660993bf0137dacf549',
								name: 'locale',
								type: 'list',
								value: 'en, fr',
							},
						],
					},
				},
			},
			{ alwaysOutputData: true },
		),
	],
	trigger('Proto Trigger', 'protoTrigger', '5e0f4c1e-2d11-4a3f-8a7e-90d1f0c2a103', {
		events: ['humanProfile'],
	}),
);

const urlOf = ({ n8n }: Stage, webhookId: string): string => `${n8n.url}/webhook/${webhookId}/proto`;

const HELLO = JSON.stringify({
	events: [
		{
			chat: { id: 'chat-1', human: { id: 'human_1', name: 'Ann' } },
			messages: [{ author: { type: 'bot', id: 'bot_1' }, type: 'text', data: { text: 'Hello' } }],
		},
	],
});

describe('Proto in a real n8n, installed from the package as it is published', () => {
	let stage: Stage;

	beforeAll(async () => {
		const workflows = [STARTS, HEARS, ANSWERS_PROFILES];
		stage = await setStage({ workflows });
		for (const { id } of workflows) await stage.n8n.publish(id);
		stage.sandbox.proto.webhook = {
			url: urlOf(stage, '5e0f4c1e-2d11-4a3f-8a7e-90d1f0c2a102'),
			profileUrl: urlOf(stage, '5e0f4c1e-2d11-4a3f-8a7e-90d1f0c2a103'),
		};
	});

	afterAll(async () => {
		await stage.close();
	});

	test('a workflow brings a customer into a chat, and the answers of the bot start another workflow', async () => {
		const { n8n, sandbox } = stage;
		const answer = await fetch(`${n8n.url}/webhook/proto-customer-writes`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ name: 'Ann', text: 'Where is my order?', trigger: 'order-status' }),
		});
		expect(answer.status).toBe(200);
		await sandbox.proto.settled();

		const [human] = sandbox.proto.humans.values();
		const [chat] = sandbox.proto.chats.values();
		const saidBy = (author: string) =>
			chat?.messages.filter((one) => one.author.type === author).map(({ message }) => message);
		expect(human).toMatchObject({ name: 'Ann' });
		expect(saidBy('human')).toEqual([
			{ type: 'text', data: { text: 'Where is my order?' } },
			{ type: 'manual_trigger', data: { trigger_name: 'order-status' } },
		]);

		const runs = await n8n.waitForExecutions(HEARS.id, 2);
		expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
		const heard = runs.flatMap((run) => itemsOf(run, 'Proto Trigger').map(({ json }) => json));
		expect(heard.map(({ type, data }) => ({ type, data }))).toEqual(saidBy('bot'));
		expect(heard[0]).toMatchObject({
			event: 'message',
			chat: { id: chat?.id },
			human: { id: human?.id, name: 'Ann' },
			channel: { id: sandbox.proto.channelId },
			chatToken: chat?.chatToken,
			author: { type: 'bot' },
			deliveryId: null,
		});
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('deliveries that are forged, unsigned or altered are answered 401 and start nothing', async () => {
		const { sandbox, n8n } = stage;
		const before = await n8n.executions(HEARS.id);
		const post = async (body: string, headers: Record<string, string>): Promise<number> => {
			const answer = await fetch(sandbox.proto.webhook.url ?? '', {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body,
			});
			return answer.status;
		};
		const signature = HmacSHA1(HELLO, sandbox.proto.channelSecret).toString();
		const forgery = HmacSHA1(HELLO, 'a guess').toString();

		expect(await post(HELLO, { 'x-proto-signature': forgery })).toBe(401);
		expect(await post(HELLO, {})).toBe(401);
		expect(await post(HELLO.replace('Hello', 'Hullo'), { 'x-proto-signature': signature })).toBe(401);
		expect(await n8n.executions(HEARS.id)).toHaveLength(before.length);
		expect(n8n.logs()).toContain('Proto Trigger refused a delivery: there is no signature.');
		expect(n8n.logs()).not.toContain(sandbox.proto.channelSecret);

		// The genuine one gets in, so that the refusals above mean something.
		expect(await post(HELLO, { 'x-proto-signature': signature })).toBe(200);
		await n8n.waitForExecutions(HEARS.id, before.length + 1);
	});

	test('a profile request is answered with what the workflow found', async () => {
		const answer = await stage.sandbox.proto.askProfile('human_1', 'token of the chat');
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			result: {
				name: 'Nathan Smith',
				email: 'nathan@example.com',
				tags: [
					{ id: '9e763004dffb47b4a44e7915dc2026f6', name: 'VIP', value: 3 },
					{ id: '5703bdefe5e74660993bf0137dacf549', name: 'locale', value: ['en', 'fr'] },
				],
			},
		});
	});

	test('the editor tests a token: green for the right one, red for a wrong one, and a wrong channel is no proof against it', async () => {
		const { proto } = stage.sandbox;
		const right = { accessToken: proto.token, channelId: proto.channelId, baseUrl: proto.baseUrl };
		const ids = { protoMessagingApi: 'protoSandbox0001', protoMessagingChannelApi: 'protoSandbox0002' };
		const check = async (type: keyof typeof ids, data: Record<string, string>) =>
			await stage.n8n.api('POST', '/rest/credentials/test', {
				credentials: { id: ids[type], name: 'edited', type, data },
			});

		expect(await check('protoMessagingApi', right)).toMatchObject({ status: 'OK' });
		expect(await check('protoMessagingApi', { ...right, accessToken: 'wrong' })).toMatchObject({
			status: 'Error',
		});
		expect(await check('protoMessagingApi', { ...right, channelId: 'elsewhere' })).toMatchObject({
			status: 'OK',
		});
		expect(await check('protoMessagingChannelApi', { channelSecret: proto.channelSecret })).toMatchObject({
			status: 'OK',
			message: expect.stringContaining('shows with the first delivery'),
		});
		expect(await check('protoMessagingChannelApi', { channelSecret: '' })).toMatchObject({ status: 'Error' });
	});

	test('a trigger without a secret does not start, and says where to find one', async () => {
		const { n8n } = stage;
		const { id } = HEARS;
		const credential = { name: 'Proto channel (sandbox)', type: 'protoMessagingChannelApi' };
		await n8n.unpublish(id);
		await n8n.api('PATCH', '/rest/credentials/protoSandbox0002', {
			...credential,
			data: { channelSecret: '' },
		});
		await expect(n8n.publish(id)).rejects.toThrow("'Channel Secret' in the credential is empty");
	});
});
