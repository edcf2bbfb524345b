import { describe, expect, test } from '@jest/globals';
import { CONTINUES } from '../support/results.ts';
import { latch, type Arrival, type Handler } from './shelf-server';
import { letters, textOf, useShelf } from './support';

const { server, run } = useShelf();

/** Answers in groups: when so many wait, they are answered from the last to the first, one after the other. */
function backwards(size: number): Handler {
	let group: { arrival: Arrival; answer: () => void }[] = [];
	return async (arrival) => {
		const answered = new Promise<void>((resolve) => group.push({ arrival, answer: resolve }));
		if (group.length === size) {
			const full = group.reverse();
			group = [];
			void (async () => {
				await server.settled();
				for (const { arrival: waiting, answer } of full) {
					answer();
					await waiting.gone;
				}
			})();
		}
		await answered;
		return { body: { text: textOf(arrival) } };
	};
}

describe('many items', () => {
	test('are sent side by side, as many at once as Max Parallel Requests allows and never more', async () => {
		server.answers('POST /letters', backwards(4));
		const { items } = await run({ operation: 'post', options: { maxParallel: 4 } }, letters(12));
		expect(Math.max(...server.arrivals.map(({ beside }) => beside.length + 1))).toBe(4);
		expect(server.calls).toHaveLength(12);
		expect(items).toHaveLength(12);
	});

	test('come out in the order of the input, each with its input item, though answered in another order', async () => {
		server.answers('POST /letters', backwards(4));
		const { items } = await run({ operation: 'post', options: { maxParallel: 4 } }, letters(12));
		expect(items).toEqual(letters(12).map((json, item) => ({ json, pairedItem: { item } })));
	});

	test('are sent as many at once as the service bears when the user sets nothing', async () => {
		server.answers('POST /letters', backwards(5));
		await run({ operation: 'post' }, letters(10));
		expect(Math.max(...server.arrivals.map(({ beside }) => beside.length + 1))).toBe(5);
	});

	test('are sent one after the other when Max Parallel Requests is 1', async () => {
		await run({ operation: 'post', options: { maxParallel: 1 } }, letters(5));
		expect(server.arrivals.map(textOf)).toEqual(letters(5).map(({ text }) => text));
		expect(server.arrivals.flatMap(({ beside }) => beside)).toEqual([]);
	});

	test('share the limit with the requests that one item sends at the same time', async () => {
		server.answers('*', backwards(3));
		const { items } = await run({ operation: 'spread', options: { maxParallel: 3 } }, letters(4));
		expect(Math.max(...server.arrivals.map(({ beside }) => beside.length + 1))).toBe(3);
		expect(items.map(({ json }) => json.sent)).toEqual(
			letters(4).flatMap(({ text }) => [{ text }, { text }, { text }]),
		);
	});

	test('without any input nothing is sent', async () => {
		const { items, error } = await run({ operation: 'post' }, []);
		expect({ items, error }).toEqual({ items: [], error: undefined });
		expect(server.calls).toEqual([]);
	});
});

/** Whether a request came while another of the same chat was still waiting. */
const overlaps = server.arrivals.some.bind(server.arrivals, ({ call, beside }) =>
	beside.some((other) => other.call === call),
);

const say = (chatId: string, index: number) => ({ chatId, text: `${chatId} ${index}` });

describe('letters to chats', () => {
	test('go one after the other within a chat, in order, while other chats do not wait for it', async () => {
		const slow = latch();
		server.answers('POST /chats/slow/letters', async () => {
			await slow.opened;
			return { body: {} };
		});
		const items = ['slow', 'a', 'slow', 'b', 'a', 'slow', 'b', 'a'].map(say);
		const running = run({ operation: 'send', options: { maxParallel: 8 } }, items);
		await server.arrived(3, 'POST /chats/a/letters');
		await server.arrived(2, 'POST /chats/b/letters');
		await server.settled();
		expect(server.arrivals.filter(({ call }) => call === 'POST /chats/slow/letters').map(textOf)).toEqual([
			'slow 0',
		]);
		slow.open();
		await running;
		expect(overlaps()).toBe(false);
		const textsOf = (chat: string): string[] =>
			server.arrivals.map(textOf).filter((text) => text.startsWith(chat));
		expect(textsOf('slow')).toEqual(['slow 0', 'slow 2', 'slow 5']);
		expect(textsOf('a')).toEqual(['a 1', 'a 4', 'a 7']);
		expect(textsOf('b')).toEqual(['b 3', 'b 6']);
	});

	test('go one after the other in two chats that a later letter goes to both of', async () => {
		const first = latch();
		server.answers('POST /chats/a/letters', async () => {
			await first.opened;
			return { body: {} };
		});
		const items = [say('a', 0), say('b', 1), { ...say('a', 2), copyTo: 'b' }, say('b', 3), say('c', 4)];
		const parameters = { additionalFields: { copyTo: '={{ $json.copyTo ?? "" }}' } };
		const running = run({ operation: 'send', parameters, options: { maxParallel: 8 } }, items);
		await server.arrived(1, 'POST /chats/c/letters');
		await server.settled();
		expect(server.arrivals.map(textOf).sort()).toEqual(['a 0', 'c 4']);
		first.open();
		await running;
		expect(server.arrivals.map(textOf).filter((text) => text !== 'c 4')).toEqual([
			'a 0',
			'b 1',
			'a 2',
			'b 3',
		]);
	});

	test('keep their order also when one of them has to be repeated', async () => {
		server.answers('POST /chats/a/letters', { status: 429, headers: { 'retry-after': '1' } }, { body: {} });
		await run({ operation: 'send', options: { maxParallel: 8 } }, ['a', 'a', 'a'].map(say));
		expect(server.arrivals.map(textOf)).toEqual(['a 0', 'a 0', 'a 1', 'a 2']);
	});

	test('do not overtake one that is never answered: it is given up before the next one goes', async () => {
		const over: string[] = [];
		let overBefore: string[] | undefined;
		server.answers(
			'POST /chats/a/letters',
			async (arrival) => {
				await arrival.gone;
				over.push(textOf(arrival));
				return { cut: 'before' };
			},
			async () => {
				await server.settled();
				await server.settled();
				overBefore = [...over];
				return { body: {} };
			},
		);
		// n8n's own time limit begins only when the credential is there, which takes its time once.
		let rounds = 7;
		const beforeRequest = async (): Promise<void> => {
			for (; rounds > 0; rounds--) await server.settled();
		};
		const job = { operation: 'send', settings: CONTINUES, options: { timeout: 1 }, beforeRequest };
		await run(job, ['a', 'a'].map(say));
		expect(overBefore).toEqual(['a 0']);
	});

	test('that fail do not hold up the rest of their chat when the run continues', async () => {
		server.answers('POST /chats/a/letters', { status: 422, body: { error: 'Too long' } }, { body: {} });
		const { items } = await run({ operation: 'send', settings: CONTINUES }, ['a', 'a', 'b'].map(say));
		expect(items.map(({ json }) => Object.keys(json))).toEqual([['error'], [], ['text', 'path']]);
		expect(overlaps()).toBe(false);
	});
});

describe('what arrives at the service', () => {
	test('is what the user filled in, with the token and the body as JSON', async () => {
		await run({ operation: 'send' }, [{ chatId: 'ä/b?c', text: 'Grüße 🐙' }]);
		const [arrival] = server.arrivals;
		expect(arrival?.method).toBe('POST');
		expect(arrival?.path).toBe('/chats/%C3%A4%2Fb%3Fc/letters');
		expect(arrival?.body).toEqual({ text: 'Grüße 🐙' });
		expect(arrival?.headers).toMatchObject({
			accept: 'application/json',
			'content-type': 'application/json',
			'x-shelf-token': 'a-token-that-nobody-may-read',
		});
	});

	test('takes the way through an option of the service only for the items that have it', async () => {
		const options = { room: '={{ $json.room }}', maxParallel: 1 };
		await run({ operation: 'post', options }, [
			{ text: 'one', room: 'east' },
			{ text: 'two', room: 'west/..' },
		]);
		expect(server.calls).toEqual(['POST /rooms/east/letters', 'POST /rooms/west%2F../letters']);
	});

	test('is nothing for an operation that needs no service: it works without a credential that fits', async () => {
		const { items } = await run({ operation: 'compose', url: 'no address' }, letters(2));
		expect(items.map(({ json }) => json)).toEqual(letters(2));
		expect(server.calls).toEqual([]);
	});
});
