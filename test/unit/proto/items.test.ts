import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from 'n8n-workflow';
import { itemsOf, profileItem, type Wanted } from '../../../nodes/Proto/trigger/items';

const ALL: Wanted = { split: 'message', authors: ['agent', 'bot'], messageTypes: [] };

const BOT = { type: 'bot', id: 'bot_1', name: 'Bot #1' };
const AGENT = { type: 'agent', id: 'user_1', name: 'Alex' };
const ANN = { type: 'human', id: 'human_1' };

const says = (author: JsonObject, text: string): JsonObject => ({ author, type: 'text', data: { text } });

const event = (messages: JsonObject[], more: JsonObject = {}): JsonObject => ({
	type: 'new_messages',
	channel: { id: 'chan_1' },
	chat: { id: 'chat-1', human: { id: 'human_1', name: 'Ann' } },
	chatToken: 'token of the chat',
	replyToken: 'token of the question',
	accessToken: 'token of Ann',
	messages,
	...more,
});

/** An event without some of its keys. */
const without = (one: JsonObject, ...keys: string[]): JsonObject =>
	Object.fromEntries(Object.entries(one).filter(([key]) => !keys.includes(key)));

/** Items of a delivery with these events, as they come over the wire. */
const items = (events: JsonObject[], wanted: Partial<Wanted> = {}): JsonObject[] =>
	itemsOf(events, { ...ALL, ...wanted }, Buffer.from(JSON.stringify({ events })));

const texts = (rows: readonly JsonObject[]): unknown[] =>
	rows.map(({ data }) => (data as { text?: string }).text);

const ID = expect.stringMatching(/^[0-9a-f]{64}$/);

const COMMON = {
	event: 'message',
	eventType: 'new_messages',
	chat: { id: 'chat-1', human: { id: 'human_1', name: 'Ann' } },
	human: { id: 'human_1', name: 'Ann' },
	chatToken: 'token of the chat',
	replyToken: 'token of the question',
	accessToken: 'token of Ann',
	channel: { id: 'chan_1' },
};

describe('An event becomes', () => {
	test('one item per message, in their order, each with all that belongs to the event', () => {
		expect(items([event([says(BOT, 'One moment.'), says(AGENT, 'How may I help?')])])).toEqual([
			{ ...COMMON, author: BOT, type: 'text', data: { text: 'One moment.' }, deliveryId: null },
			{ ...COMMON, author: AGENT, type: 'text', data: { text: 'How may I help?' }, deliveryId: null },
		]);
	});

	test('one item with all its messages, when that is wanted', () => {
		const messages = [says(BOT, 'One moment.'), says(BOT, 'Somebody will come.')];
		expect(items([event(messages)], { split: 'event' })).toEqual([{ ...COMMON, messages, deliveryId: null }]);
	});

	test('items for each of its chats, when one delivery has several', () => {
		const other = event([says(BOT, 'c')], { chat: { id: 'chat-2', human: { id: 'human_2' } } });
		const rows = items([event([says(BOT, 'a'), says(BOT, 'b')]), other]);
		expect(texts(rows)).toEqual(['a', 'b', 'c']);
		expect(rows.map(({ chat }) => (chat as JsonObject).id)).toEqual(['chat-1', 'chat-1', 'chat-2']);
		expect(rows.at(-1)).toMatchObject({ human: { id: 'human_2' } });
	});

	test('the same without a type and a channel, as older deliveries come', () => {
		const older = without(event([says(BOT, 'Hi')]), 'type', 'channel');
		expect(items([older])).toMatchObject([
			{ eventType: 'new_messages', channel: null, data: { text: 'Hi' } },
		]);
	});

	test('items whose tokens are null, when none were given before', () => {
		const bare = { chat: { id: 'chat-1', human: { id: 'human_1' } }, messages: [says(BOT, 'Hi')] };
		expect(items([bare])).toMatchObject([
			{ chatToken: null, replyToken: null, accessToken: null, deliveryId: null },
		]);
	});

	test("the access token, also where it stands beside the human's name", () => {
		const rest = without(event([says(BOT, 'Hi')]), 'accessToken');
		const human = { id: 'human_1', name: 'Ann', accessToken: 'token of Ann' };
		expect(items([{ ...rest, chat: { id: 'chat-1', human } }])).toMatchObject([
			{ accessToken: 'token of Ann', human },
		]);
	});

	test('an item without a chat, rather than nothing', () => {
		expect(items([{ messages: [says(BOT, 'Hi')] }])).toMatchObject([
			{ chat: {}, human: {}, data: { text: 'Hi' } },
		]);
	});
});

describe('What Proto may learn later comes through:', () => {
	test('a message of an unknown type, with its data as it is', () => {
		const data = { stars: 5, of: [1, { two: null }] };
		expect(items([event([{ author: BOT, type: 'rating', data }])])).toMatchObject([{ type: 'rating', data }]);
	});

	test.each(['image', 'media', 'carousel', 'hyperlink', 'thirdparty_agent_takeover'])(
		'a message of the type %s',
		(type) => {
			const data = { url: 'https://example.com/a.png', cards: [{ title: 'A' }] };
			expect(items([event([{ author: BOT, type, data }])])).toMatchObject([{ type, data }]);
		},
	);

	test('what Proto may add to messages and events one day, such as an ID and a time', () => {
		const message = { ...says(BOT, 'Hello'), id: 'message-1', sentAt: '2026-11-21T10:00:00Z' };
		expect(items([event([message], { sequence: 7 })])).toMatchObject([
			{ id: 'message-1', sentAt: '2026-11-21T10:00:00Z', sequence: 7, type: 'text', data: { text: 'Hello' } },
		]);
	});

	test('a message without author, type or data', () => {
		expect(items([event([{}])])).toMatchObject([{ author: null, type: null, data: null }]);
	});

	test('an author of an unknown type, whatever authors are chosen', () => {
		const author = { type: 'supervisor', id: 'user_9' };
		expect(items([event([says(author, 'Hi')])], { authors: ['agent'] })).toMatchObject([{ author }]);
	});

	test.each(['message', 'event'] as const)('an event of an unknown type, per %s', (split) => {
		const rest = without(
			event([], {
				type: 'feedback_given',
				rating: 5,
				at: { place: 'end' },
			}),
			'messages',
		);
		expect(items([rest], { split })).toEqual([
			{
				...COMMON,
				eventType: 'feedback_given',
				author: null,
				type: 'feedback_given',
				data: { rating: 5, at: { place: 'end' } },
				deliveryId: null,
			},
		]);
	});

	test.each([
		['human', { id: 'human_2' }],
		['event', 'closed'],
		['eventType', 'closing'],
	])("an event's own key '%s', which items use for something else", (key, value) => {
		expect(items([{ type: 'chat_merged', chat: { id: 'chat-1' }, [key]: value }])).toMatchObject([
			{ data: { [key]: value } },
		]);
	});

	test.each(['message', 'event'] as const)(
		'an event of an unknown type that has an empty list of messages, per %s',
		(split) => {
			expect(items([event([], { type: 'chat_ended' })], { split })).toMatchObject([
				{ eventType: 'chat_ended' },
			]);
		},
	);
});

describe('Only these start the workflow:', () => {
	const three = event([says(BOT, 'by the bot'), says(AGENT, 'by an agent'), says(ANN, 'by the customer')]);

	test.each<[string, readonly string[], readonly string[]]>([
		['what the bot says', ['bot'], ['by the bot']],
		['what agents say', ['agent'], ['by an agent']],
		['what bot and agents say', ['agent', 'bot'], ['by the bot', 'by an agent']],
		['what the customer says, where that is wanted', ['human'], ['by the customer']],
	])('%s', (_, authors, expected) => {
		expect(texts(items([three], { authors }))).toEqual(expected);
	});

	test('messages of the chosen types', () => {
		const image = { author: BOT, type: 'image', data: { text: 'an image' } };
		const rating = { author: BOT, type: 'rating', data: { text: 'a rating' } };
		const mixed = event([says(BOT, 'a text'), image, rating]);
		expect(texts(items([mixed], { messageTypes: ['image', 'carousel'] }))).toEqual(['an image']);
		expect(texts(items([mixed]))).toEqual(['a text', 'an image', 'a rating']);
	});

	test('messages that fit both', () => {
		const image = (author: JsonObject, text: string): JsonObject => ({
			author,
			type: 'image',
			data: { text },
		});
		const mixed = event([says(BOT, 'no'), image(BOT, 'yes'), image(AGENT, 'no')]);
		expect(texts(items([mixed], { authors: ['bot'], messageTypes: ['image'] }))).toEqual(['yes']);
	});

	test('of an event, the messages that fit; and no event of which none is left', () => {
		const rows = items([event([says(ANN, 'no')]), three], { split: 'event', authors: ['agent'] });
		expect(rows).toHaveLength(1);
		expect(texts(rows[0]?.messages as JsonObject[])).toEqual(['by an agent']);
	});

	test('nothing of a delivery without events', () => {
		expect(items([])).toEqual([]);
	});
});

describe('The delivery ID', () => {
	/** Items of a delivery, with those of the customer's own messages, as nobody else's can have an ID. */
	const all = (events: JsonObject[], wanted: Partial<Wanted> = {}): JsonObject[] =>
		items(events, { authors: ['agent', 'bot', 'human'], ...wanted });
	const idsOf = (rows: readonly JsonObject[]): unknown[] => rows.map(({ deliveryId }) => deliveryId);
	const hi = says(ANN, 'Hi');

	test.each(['message', 'event'] as const)(
		'is the same when the same delivery comes again, per %s',
		(split) => {
			const delivery = [event([hi, hi]), event([hi])];
			expect(idsOf(all(delivery, { split }))).toEqual(idsOf(all(delivery, { split })));
			expect(idsOf(all(delivery, { split }))).toContainEqual(ID);
		},
	);

	test('is the same whatever filters are set when it comes again', () => {
		const delivery = [event([says(AGENT, 'no'), hi])];
		const [, id] = idsOf(all(delivery));
		expect(idsOf(all(delivery, { authors: ['human'] }))).toEqual([id]);
	});

	test.each<[string, JsonObject[][]]>([
		['twice in one event', [[event([hi, hi])]]],
		['in two events of one delivery', [[event([hi]), event([hi])]]],
		[
			'in two deliveries, with two reply tokens',
			[[event([hi], { replyToken: 'a' })], [event([hi], { replyToken: 'b' })]],
		],
		['in two chats', [[event([hi], { chat: { id: 'a' } })], [event([hi], { chat: { id: 'b' } })]]],
	])('is never the same for a text that was written %s', (_, deliveries) => {
		const ids = deliveries.flatMap((events) => idsOf(all(events)));
		expect(ids).toEqual([ID, ID]);
		expect(new Set(ids).size).toBe(2);
	});

	test.each([
		['the bot', BOT],
		['an agent', AGENT],
		['somebody unknown', { type: 'supervisor', id: 'user_9' }],
	])('is empty for the words of %s, the same twice after one message of the customer', (_, author) => {
		const ok = event([says(author, 'ok')]);
		expect(idsOf([...all([ok]), ...all([ok])])).toEqual([null, null]);
		expect(idsOf(all([ok], { split: 'event' }))).toEqual([null]);
		expect(idsOf(all([event([hi, says(author, 'ok')])], { split: 'event' }))).toEqual([null]);
	});

	test('of an event is none of its messages', () => {
		const delivery = [event([hi])];
		expect(idsOf(all(delivery))).not.toEqual(idsOf(all(delivery, { split: 'event' })));
	});

	test.each(['message', 'event'] as const)(
		'is empty without a reply token, because the same text may be written twice, per %s',
		(split) => {
			const rest = without(event([hi]), 'replyToken');
			expect(idsOf(all([rest, { ...rest, replyToken: null }, event([hi])], { split }))).toEqual([
				null,
				null,
				ID,
			]);
		},
	);
});

test('a profile request becomes an item like those of messages, without a delivery ID', () => {
	expect(profileItem({ human: 'human_1', chatToken: 'chat', accessToken: 'Ann' })).toEqual({
		event: 'humanProfile',
		human: { id: 'human_1' },
		chatToken: 'chat',
		accessToken: 'Ann',
		deliveryId: null,
	});
	expect(profileItem({ human: 'human_1' })).toMatchObject({ chatToken: null, accessToken: null });
});
