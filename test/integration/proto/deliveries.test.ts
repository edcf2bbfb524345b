import { describe, expect, test } from '@jest/globals';
import { idsOf, jsonOf } from '../support/results.ts';
import { BOT, saying, says, textsOf, useTrigger } from './trigger-support.ts';

const { proto, host, listen, deliver, items } = useTrigger();

describe('What the bot answers starts the workflow', () => {
	/** A customer writes, and the bot answers. */
	const talk = async (text: string, token?: string): Promise<{ chatId: string; humanId: string }> => {
		const made = await proto.run({
			does: 'human create',
			parameters: { name: 'Ann', additionalFields: { accessToken: 'token of Ann' } },
		});
		const [humanId = ''] = idsOf(made);
		const chat = await proto.run({
			does: 'chat create',
			parameters: { humanId, additionalFields: { chatReference: 'token of the chat' } },
		});
		const [chatId = ''] = idsOf(chat);
		const additionalFields = token === undefined ? {} : { replyReference: token };
		jsonOf(
			await proto.run({ does: 'message send', parameters: { chatId, humanId, text, additionalFields } }),
		);
		await proto.sandbox.proto.settled();
		return { chatId, humanId };
	};

	test.each(['event', 'human'] as const)(
		'with everything that belongs to it, the access token in the %s',
		async (accessTokenIn) => {
			listen();
			proto.sandbox.proto.webhook.accessTokenIn = accessTokenIn;
			const { chatId, humanId } = await talk('Hello', 'token of the question');
			const human = {
				id: humanId,
				name: 'Ann',
				...(accessTokenIn === 'human' ? { accessToken: 'token of Ann' } : {}),
			};
			expect(items()).toEqual([
				{
					event: 'message',
					eventType: 'new_messages',
					chat: { id: chatId, human },
					human,
					channel: { id: proto.sandbox.proto.channelId },
					chatToken: 'token of the chat',
					replyToken: 'token of the question',
					accessToken: 'token of Ann',
					author: { type: 'bot', id: expect.any(String), name: 'Sandbox bot' },
					type: 'text',
					data: expect.objectContaining({ text: 'Thank you, Ann. You wrote: Hello' }),
					deliveryId: null,
				},
			]);
		},
	);

	test('and what an agent writes who takes over, each message as an item', async () => {
		listen();
		await talk('agent');
		expect(items().map(({ author, type }) => [(author as { type: string }).type, type])).toEqual([
			['bot', 'text'],
			['bot', 'thirdparty_agent_takeover'],
			['agent', 'text'],
		]);
		expect(host.started.map((started) => started.length)).toEqual([2, 1]);
		expect(items().map(({ deliveryId }) => deliveryId)).toEqual([null, null, null]);
	});

	test('or each event as an item', async () => {
		listen({ split: 'event' });
		await talk('agent', 'token of the question');
		expect(items()).toMatchObject([
			{ messages: [{ type: 'text' }, { type: 'thirdparty_agent_takeover' }], deliveryId: null },
			{ messages: [{ type: 'text', author: { name: 'Alex' } }], deliveryId: null },
		]);
	});

	test('and is answered 200 at once, with nothing', async () => {
		listen();
		expect(await deliver({ events: [saying('a'), saying('b', 'c')] })).toMatchObject({
			status: 200,
			body: '',
		});
		expect(textsOf(items())).toEqual(['a', 'b', 'c']);
		expect(host.started).toHaveLength(1);
	});
});

describe('Filters', () => {
	const mixed = {
		...saying(),
		messages: [
			says('bot', 'by the bot'),
			says('agent', 'by an agent'),
			says('human', 'by the customer'),
			{ author: BOT, type: 'image', data: { text: 'an image' } },
			{ author: BOT, type: 'rating', data: { text: 'a rating' } },
		],
	};

	test.each<[string, object, string[]]>([
		['bot and agents, unless told otherwise', {}, ['by the bot', 'by an agent', 'an image', 'a rating']],
		['agents only', { authors: ['agent'] }, ['by an agent']],
		['the customer too', { authors: ['human', 'agent'] }, ['by an agent', 'by the customer']],
		['texts only', { messageTypes: ['text'] }, ['by the bot', 'by an agent']],
		['images of the bot', { messageTypes: ['image', 'media'], authors: ['bot'] }, ['an image']],
	])('let through %s', async (_, options, texts) => {
		for (const split of ['message', 'event'] as const) {
			host.clear();
			listen({ split, options: { ...options } });
			expect((await deliver({ events: [mixed] })).status).toBe(200);
			const rows = split === 'message' ? items() : (items()[0]?.messages as never);
			expect(textsOf(rows)).toEqual(texts);
		}
	});

	test.each([
		['only a customer wrote', [{ ...saying(), messages: [says('human', 'Hi')] }]],
		['an event has no messages', [saying()]],
		['there are no events', []],
	])('that leave nothing: 200 at once, and nothing starts, when %s', async (_, events) => {
		for (const both of [['message'], ['message', 'humanProfile']] as const) {
			listen({ events: [...both] });
			expect(await deliver({ events })).toMatchObject({ status: 200, body: {} });
		}
		expect(host.started).toEqual([]);
	});

	test('do not stop what Proto may learn later', async () => {
		listen({ options: { authors: ['agent'], messageTypes: ['text'] } });
		expect(
			(await deliver({ events: [{ ...saying(), messages: undefined, type: 'feedback_given', rating: 5 }] }))
				.status,
		).toBe(200);
		expect(items()).toMatchObject([
			{ eventType: 'feedback_given', type: 'feedback_given', author: null, data: { rating: 5 } },
		]);
	});
});

describe('A profile request', () => {
	const REQUEST = JSON.stringify({ human: 'human_1', chatToken: 'token of the chat' });

	test("is answered with the workflow's result, which Proto then knows of the human", async () => {
		listen({ events: ['humanProfile'] }, async (asked) => {
			const node = {
				does: 'human buildProfileReply',
				parameters: {
					name: "={{ $json.human.id ? 'Ann of ' + $json.chatToken : '' }}",
					profile: { email: 'ann@example.com', tags: { tag: [{ id: 'a1', type: 'number', value: '3' }] } },
				},
			};
			return (
				await proto.run(
					node,
					asked.map(({ json }) => json),
				)
			).items;
		});
		const made = await proto.run({
			does: 'chat create',
			parameters: { humanMode: 'none', additionalFields: { chatReference: 'the chat' } },
		});
		await proto.sandbox.proto.settled();
		const { human } = jsonOf(made)[0] as { human: { id: string } };
		expect(items()).toEqual([
			{
				event: 'humanProfile',
				human: { id: human.id },
				chatToken: 'the chat',
				accessToken: null,
				deliveryId: null,
			},
		]);
		expect(proto.sandbox.proto.humans.get(human.id)).toEqual({
			id: human.id,
			name: 'Ann of the chat',
			email: 'ann@example.com',
			tags: [{ id: 'a1', value: 3 }],
		});
	});

	test('brings along the access token of a human who has one', async () => {
		listen({ events: ['humanProfile'] });
		const made = await proto.run({
			does: 'human create',
			parameters: { additionalFields: { accessToken: 'token of Ann' } },
		});
		const [humanId = ''] = idsOf(made);
		await proto.sandbox.proto.askProfile(humanId);
		expect(items()).toMatchObject([{ accessToken: 'token of Ann', chatToken: null }]);
	});

	test('is answered 200 with nothing, and starts nothing, where only messages are wanted', async () => {
		listen({ events: ['message'] });
		expect(await deliver({ body: REQUEST })).toMatchObject({ status: 200, body: {} });
		expect(host.started).toEqual([]);
	});

	test('is answered 500 by n8n if the workflow ends without an item, as the panel warns', async () => {
		listen({ events: ['humanProfile'] }, () => []);
		expect((await deliver({ body: REQUEST })).status).toBe(500);
		expect(items()).toHaveLength(1);
	});
});

describe('A trigger for both', () => {
	test('answers messages at once, whatever the workflow ends with', async () => {
		listen({ events: ['message', 'humanProfile'] }, () => {
			throw new Error('n8n would have waited for the end of the run');
		});
		expect(await deliver({ events: [saying('Hello')] })).toMatchObject({ status: 200, body: {} });
		expect(textsOf(items())).toEqual(['Hello']);
	});

	test("answers profile requests with the workflow's result", async () => {
		listen({ events: ['message', 'humanProfile'] }, () => [{ json: { result: { name: 'Ann' } } }]);
		expect(await deliver({ body: '{"human":"human_1"}' })).toMatchObject({
			status: 200,
			body: { result: { name: 'Ann' } },
		});
		expect(items()).toMatchObject([{ event: 'humanProfile' }]);
	});
});

describe('What is signed but no known delivery', () => {
	test.each(['{}', '[]', 'null', '7', '""', '{"human":{"id":"human_1"}}', '{"events":{}}', 'no JSON', ''])(
		'is answered 200 and starts nothing: %s',
		async (body) => {
			for (const events of [['message'], ['humanProfile'], ['message', 'humanProfile']] as const) {
				listen({ events: [...events] });
				expect(await deliver({ body })).toMatchObject({ status: 200, body: {} });
			}
			expect(host.started).toEqual([]);
			expect(host.lines).toEqual([]);
		},
	);

	test('messages where only profile requests are wanted: the same', async () => {
		listen({ events: ['humanProfile'] });
		expect(await deliver({ events: [saying('Hello')] })).toMatchObject({ status: 200, body: {} });
		expect(host.started).toEqual([]);
	});
});
