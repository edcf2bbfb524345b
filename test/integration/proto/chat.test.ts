import { describe, expect, test } from '@jest/globals';
import { idsOf, jsonOf, pairsOf } from '../support/results.ts';
import { useProto, wire } from './support.ts';

const proto = useProto();
const { run, calls } = proto;

const HINT = expect.stringContaining('Exactly 1000 came back');

/** Chats as Proto lists them, as many as wanted. */
const chats = (count: number): { id: string; active: boolean }[] =>
	Array.from({ length: count }, (_, index) => ({ id: `chat-${index}`, active: true }));

describe('A chat is started', () => {
	const start = async (parameters: object): Promise<{ id: string; human: { id: string; name?: string } }> => {
		const made = await run({ does: 'chat create', parameters: { ...parameters } });
		const [chat, ...others] = jsonOf(made);
		expect(others).toEqual([]);
		return chat as never;
	};

	test('for a human that is there', async () => {
		const { humanId } = await proto.someone('Ann');
		const chat = await start({ humanMode: 'existing', humanId });
		expect(chat).toMatchObject({ active: true, human: { id: humanId, name: 'Ann' } });
		expect(calls().map(({ body }) => body)).toEqual([{ human: { id: humanId } }]);
	});

	test('for someone unknown', async () => {
		const { human } = await start({ humanMode: 'none' });
		expect(calls().map(({ body }) => body)).toEqual([{}]);
		expect(proto.sandbox.proto.humans.get(human.id)).toEqual({ id: human.id });
	});

	test('together with a new human', async () => {
		const tags = { tag: [{ id: 'a1', name: 'VIP', type: 'number', value: '3' }] };
		const { human } = await start({
			humanMode: 'profile',
			profile: { name: 'Bob', email: 'bob@example.com', tags },
		});
		expect(proto.sandbox.proto.humans.get(human.id)).toEqual({
			id: human.id,
			name: 'Bob',
			email: 'bob@example.com',
			tags: [{ id: 'a1', name: 'VIP', value: 3 }],
		});
	});

	test('together with news of a human that is there', async () => {
		const { humanId } = await proto.someone('Ann');
		await start({ humanMode: 'profile', profile: { id: humanId, name: 'Ann Smith' } });
		expect(proto.sandbox.proto.humans.get(humanId)).toEqual({ id: humanId, name: 'Ann Smith' });
		expect(proto.sandbox.proto.humans.size).toBe(1);
	});

	test('for one human item by item, so that the last news of them stay', async () => {
		const { humanId } = await proto.someone('Ann');
		// The first would be overtaken by the second.
		proto.sandbox.faults.add({
			method: 'POST',
			path: /chat$/,
			fault: { latency: ({ body }) => (JSON.stringify(body).includes('Ann Smith') ? 60 : 5) },
		});
		const profile = { id: '={{ $json.id }}', name: '={{ $json.name }}' };
		const made = await run({ does: 'chat create', parameters: { humanMode: 'profile', profile } }, [
			{ id: humanId, name: 'Ann Smith' },
			{ id: humanId, name: 'Ann Jones' },
		]);
		expect(jsonOf(made)).toHaveLength(2);
		expect(calls().map(({ inFlight }) => inFlight)).toEqual([1, 1]);
		expect(proto.sandbox.proto.humans.get(humanId)?.name).toBe('Ann Jones');
	});

	test('for several people at the same time', async () => {
		proto.sandbox.faults.add({ method: 'POST', path: /chat$/, fault: { latency: 20 } });
		const profile = { name: '={{ $json.name }}' };
		await run({ does: 'chat create', parameters: { humanMode: 'profile', profile } }, [
			{ name: 'Ann' },
			{ name: 'Bob' },
		]);
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(2);
	});

	test('with data, a language and a chat token of its own', async () => {
		const data = {
			entry: [
				{ name: 'source', value: 'website' },
				{ name: 'visits', value: '3' },
			],
		};
		const { id } = await start({
			humanMode: 'none',
			data,
			additionalFields: { lang: 'tl', chatReference: 'order-4711' },
		});
		expect(proto.sandbox.proto.chats.get(id)).toMatchObject({
			data: { source: 'website', visits: '3' },
			lang: 'tl',
			chatToken: 'order-4711',
		});
	});

	test('with data as JSON, made from the item', async () => {
		const made = await run(
			{
				does: 'chat create',
				parameters: {
					humanMode: 'none',
					dataMode: 'json',
					dataJson: '={{ JSON.stringify({ cart: $json.cart }) }}',
				},
			},
			[{ cart: [{ id: 1 }] }, { cart: [] }],
		);
		const data = idsOf(made).map((id) => proto.sandbox.proto.chats.get(id)?.data);
		expect(data).toEqual([{ cart: [{ id: 1 }] }, { cart: [] }]);
		expect(pairsOf(made)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('for each item in its own way', async () => {
		const { humanId } = await proto.someone('Ann');
		const made = await run(
			{
				does: 'chat create',
				parameters: {
					humanMode: '={{ $json.mode }}',
					humanId: '={{ $json.id }}',
					profile: { name: '={{ $json.name }}' },
					additionalFields: { lang: '={{ $json.lang }}' },
				},
			},
			[
				{ mode: 'existing', id: humanId, lang: 'en' },
				{ mode: 'none', lang: 'fr' },
				{ mode: 'profile', name: 'Bob', lang: 'sw' },
			],
		);
		expect(jsonOf(made)).toHaveLength(3);
		expect(calls().map(({ body }) => body)).toEqual(
			expect.arrayContaining([
				{ human: { id: humanId }, lang: 'en' },
				{ lang: 'fr' },
				{ human: { name: 'Bob' }, lang: 'sw' },
			]),
		);
	});
});

describe('Chats are listed', () => {
	test('of a human, newest first, each with its last message', async () => {
		const { humanId, chatId } = await proto.someone('Ann');
		await run({ does: 'message send', parameters: { chatId, humanId, text: 'Hello' } });
		await proto.sandbox.proto.settled();
		const second = await run({ does: 'chat create', parameters: { humanId } });
		await proto.someone('Bob');
		const list = await run({ does: 'chat getMany', parameters: { humanId } });
		expect(idsOf(list)).toEqual([...idsOf(second), chatId]);
		expect(jsonOf(list)[1]).toMatchObject({
			lastMsg: { author: { type: 'bot' }, message: { type: 'text' } },
		});
		expect(pairsOf(list)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	test('by their own ID, and by both', async () => {
		const { humanId, chatId } = await proto.someone('Ann');
		await run({ does: 'chat create', parameters: { humanId } });
		for (const parameters of [{ chatId }, { chatId, humanId }]) {
			const list = await run({ does: 'chat getMany', parameters });
			expect(idsOf(list)).toEqual([chatId]);
		}
		const other = await proto.someone('Bob');
		expect(
			jsonOf(await run({ does: 'chat getMany', parameters: { chatId, humanId: other.humanId } })),
		).toEqual([]);
	});

	test('as many as Limit says, which goes out as max', async () => {
		const { humanId } = await proto.someone('Ann');
		await run({ does: 'chat create', parameters: { humanId } });
		const list = await run({ does: 'chat getMany', parameters: { humanId, limit: 1 } });
		expect(jsonOf(list)).toHaveLength(1);
		expect(list.hints).toEqual([]);
		expect(
			calls()
				.filter(({ method }) => method === 'GET')
				.map(wire),
		).toEqual([
			{ method: 'GET', path: `/${proto.sandbox.proto.channelId}/chats`, query: { humanId, max: '1' } },
		]);
	});

	test('up to a thousand with Return All, which is one request', async () => {
		const { humanId } = await proto.someone('Ann');
		const list = await run({ does: 'chat getMany', parameters: { humanId, returnAll: true } });
		expect(jsonOf(list)).toHaveLength(1);
		expect(calls().map(({ query }) => query)).toEqual([{ humanId, max: '1000' }]);
	});

	test.each([
		[1000, true, [{ message: HINT, location: 'outputPane' }]],
		[999, true, []],
		[1000, false, []],
	])('%i of them, Return All %p: says that there may be more: %p', async (count, returnAll, hints) => {
		proto.sandbox.faults.add({
			path: /\/chats$/,
			fault: { raw: JSON.stringify(chats(count)), contentType: 'application/json' },
		});
		const parameters = { humanId: 'human_1', returnAll, limit: 1000 };
		const list = await run({ does: 'chat getMany', parameters }, [{}, {}]);
		expect(jsonOf(list)).toHaveLength(2 * count);
		expect(list.hints).toMatchObject(hints);
		expect(list.hints).toHaveLength(hints.length);
	});

	test('no more than Limit, even if Proto gives more', async () => {
		proto.sandbox.faults.add({
			path: /\/chats$/,
			fault: { raw: JSON.stringify(chats(9)), contentType: 'application/json' },
		});
		const list = await run({ does: 'chat getMany', parameters: { humanId: 'human_1', limit: 4 } });
		expect(idsOf(list)).toEqual(chats(4).map(({ id }) => id));
	});

	test('of several humans, each list behind its item', async () => {
		const ann = await proto.someone('Ann');
		const bob = await proto.someone('Bob');
		await run({ does: 'chat create', parameters: { humanId: ann.humanId } });
		const list = await run({ does: 'chat getMany', parameters: { humanId: '={{ $json.humanId }}' } }, [
			ann,
			{ humanId: 'human_nobody' },
			bob,
		]);
		expect(pairsOf(list)).toEqual([{ item: 0 }, { item: 0 }, { item: 2 }]);
	});
});
