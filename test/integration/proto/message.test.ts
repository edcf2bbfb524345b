import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { useProto } from './support.ts';

const proto = useProto();
const { run, calls } = proto;

const FROM_ITEM = {
	chatId: '={{ $json.chatId }}',
	humanId: '={{ $json.humanId }}',
	text: '={{ $json.text }}',
};

/** What the customer said in a chat, as the service has it. */
const heard = (chatId: string): unknown[] =>
	(proto.sandbox.proto.chats.get(chatId)?.messages ?? [])
		.filter(({ author }) => author.type === 'human')
		.map(({ message }) => message);

describe('A customer', () => {
	test.each<[string, object, object]>([
		['writes', { text: 'Hello 安 🙂' }, { type: 'text', data: { text: 'Hello 安 🙂' } }],
		[
			'presses a button',
			{ messageType: 'button', payload: 'show-balance' },
			{ type: 'button', data: { payload: 'show-balance' } },
		],
		[
			'is taken to another place of the flow',
			{ messageType: 'manual_trigger', triggerName: 'payment-received' },
			{ type: 'manual_trigger', data: { trigger_name: 'payment-received' } },
		],
		[
			'sends a file',
			{ messageType: 'media', mediaUrl: 'https://example.com/a.png', filename: 'a.png' },
			{ type: 'media', data: { attachment: { filename: 'a.png', url: 'https://example.com/a.png' } } },
		],
	])('%s', async (_, parameters, message) => {
		const { chatId, humanId } = await proto.someone();
		const sent = await run({ does: 'message send', parameters: { chatId, humanId, ...parameters } });
		expect(jsonOf(sent)).toEqual([{ chat: { id: chatId }, message }]);
		expect(heard(chatId)).toEqual([message]);
		expect(calls().map(({ body }) => body)).toEqual([{ author: { type: 'human', id: humanId }, message }]);
	});

	test('does something that Proto has learnt since this node was written', async () => {
		proto.sandbox.proto.acceptUnknownTypes = true;
		const { chatId, humanId } = await proto.someone();
		const parameters = {
			chatId,
			humanId,
			messageType: 'other',
			otherType: 'feedback',
			otherData: '{"rating":5}',
		};
		jsonOf(await run({ does: 'message send', parameters }));
		expect(heard(chatId)).toEqual([{ type: 'feedback', data: { rating: 5 } }]);
	});

	test('is answered with the reply token of the message', async () => {
		const { chatId, humanId } = await proto.someone();
		const additionalFields = { replyReference: 'question-2' };
		jsonOf(
			await run({ does: 'message send', parameters: { chatId, humanId, text: 'Hello', additionalFields } }),
		);
		expect(proto.sandbox.proto.chats.get(chatId)?.replyToken).toBe('question-2');
	});

	test('has written, also when Proto answers with nothing', async () => {
		proto.sandbox.proto.messageAnswer = 'empty';
		const { chatId, humanId } = await proto.someone();
		const sent = await run({ does: 'message send', parameters: { ...FROM_ITEM } }, [
			{ chatId, humanId, text: 'one' },
			{ chatId, humanId, text: 'two' },
		]);
		expect(jsonOf(sent)).toEqual([{ success: true }, { success: true }]);
		expect(pairsOf(sent)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(heard(chatId)).toHaveLength(2);
	});

	test('has written, also when Proto answers with plain text', async () => {
		proto.sandbox.faults.add({
			method: 'POST',
			path: /message$/,
			fault: { raw: 'OK', contentType: 'text/plain' },
		});
		const { chatId, humanId } = await proto.someone();
		const sent = await run({ does: 'message send', parameters: { chatId, humanId, text: 'Hello' } });
		expect(jsonOf(sent)).toEqual([{ success: true }]);
		expect(heard(chatId)).toHaveLength(1);
	});
});

describe('Many messages', () => {
	test('of one chat keep their order, while other chats go on beside it', async () => {
		proto.sandbox.proto.bot = false;
		// The first of each chat takes longest, so that a later one would overtake it.
		proto.sandbox.faults.add({
			method: 'POST',
			path: /message$/,
			fault: { latency: ({ body }) => (JSON.stringify(body).includes('"0 ') ? 60 : 15) },
		});
		const people = [await proto.someone('Ann'), await proto.someone('Bob'), await proto.someone('Cem')];
		const letters = Array.from({ length: 7 }, (_, index) =>
			people.map((who) => ({ ...who, text: `${index} of 7` })),
		).flat();
		const sent = await run({ does: 'message send', parameters: { ...FROM_ITEM } }, letters);

		expect(jsonOf(sent).map(({ message, chat }) => ({ message, chat }))).toEqual(
			letters.map(({ text, chatId }) => ({
				message: { type: 'text', data: { text } },
				chat: { id: chatId },
			})),
		);
		expect(pairsOf(sent)).toEqual(letters.map((_, item) => ({ item })));
		for (const { chatId } of people) {
			expect(heard(chatId)).toEqual(
				Array.from({ length: 7 }, (_, index) => ({ type: 'text', data: { text: `${index} of 7` } })),
			);
			const entries = calls().filter(({ path }) => path.includes(chatId));
			const early = entries.filter(
				({ startedAt }, index) => startedAt < (entries[index - 1]?.finishedAt ?? 0),
			);
			expect(early).toEqual([]);
		}
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBeGreaterThan(1);
	});

	test('are never more at a time than Max Parallel Requests', async () => {
		proto.sandbox.proto.bot = false;
		proto.sandbox.faults.add({ method: 'POST', path: /message$/, fault: { latency: 20 } });
		const people = await Promise.all(Array.from({ length: 8 }, async () => await proto.someone()));
		const letters = people.map((who) => ({ ...who, text: 'Hello' }));
		const most = async (options: { maxParallel?: number }): Promise<number> => {
			proto.sandbox.journal.clear();
			jsonOf(await run({ does: 'message send', parameters: { ...FROM_ITEM }, options }, letters));
			return Math.max(...calls().map(({ inFlight }) => inFlight));
		};
		expect(await most({ maxParallel: 1 })).toBe(1);
		expect(await most({ maxParallel: 2 })).toBeLessThanOrEqual(2);
		const byDefault = await most({});
		expect(byDefault).toBeGreaterThan(1);
		expect(byDefault).toBeLessThanOrEqual(5);
	});
});

describe('The messages of a chat', () => {
	const said = async (): Promise<{ chatId: string; humanId: string }> => {
		const who = await proto.someone('Ann');
		const send = { does: 'message send', parameters: { ...who, text: '={{ $json.text }}' } };
		jsonOf(await run(send, [{ text: 'one' }, { text: 'two' }]));
		await proto.sandbox.proto.settled();
		return who;
	};

	test('are listed in their order, from customer and bot', async () => {
		const { chatId } = await said();
		const list = await run({ does: 'message getMany', parameters: { chatId, returnAll: true } });
		expect(jsonOf(list)).toEqual(
			JSON.parse(
				JSON.stringify(
					proto.sandbox.proto.chats
						.get(chatId)
						?.messages.map(({ author: { type, id }, message }) => ({ author: { type, id }, message })),
				),
			),
		);
		expect(jsonOf(list)).toHaveLength(4);
		expect(pairsOf(list)).toEqual([0, 0, 0, 0].map((item) => ({ item })));
	});

	test('are the newest up to Limit, of which the API knows nothing, and the person is told', async () => {
		const { chatId } = await said();
		const list = await run({ does: 'message getMany', parameters: { chatId, limit: 3 } });
		const all = await run({ does: 'message getMany', parameters: { chatId, returnAll: true } });
		expect(jsonOf(list)).toEqual(jsonOf(all).slice(1));
		expect(jsonOf(list)).toHaveLength(3);
		expect(calls().at(-1)).toMatchObject({ method: 'GET', query: {} });
		expect(list.hints).toMatchObject([{ message: expect.stringContaining('only the newest came out') }]);
		expect(all.hints).toEqual([]);
	});

	test('are none in a new chat', async () => {
		const { chatId } = await proto.someone();
		expect(jsonOf(await run({ does: 'message getMany', parameters: { chatId } }))).toEqual([]);
	});
});

describe('Another channel in Options', () => {
	test('is used instead of that of the credential', async () => {
		const { otherChannelId } = proto.sandbox.proto;
		jsonOf(
			await run({
				does: 'human create',
				parameters: { name: 'Ann' },
				options: { channelId: otherChannelId },
			}),
		);
		expect(calls().map(({ path }) => path)).toEqual([`/webhook/${otherChannelId}/human`]);
	});

	test('can be another one for each item', async () => {
		const { channelId, otherChannelId } = proto.sandbox.proto;
		const channels = [channelId, otherChannelId, channelId];
		const made = await run(
			{
				does: 'human create',
				parameters: { name: '={{ $json.channel }}' },
				options: { channelId: '={{ $json.channel }}' },
			},
			channels.map((channel) => ({ channel })),
		);
		expect(pairsOf(made)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		const madeIn = calls().map(({ path, body }) => [path, (body as { name: string }).name]);
		expect(madeIn).toHaveLength(3);
		expect(madeIn).toEqual(
			expect.arrayContaining(channels.map((channel) => [`/webhook/${channel}/human`, channel])),
		);
	});
});
