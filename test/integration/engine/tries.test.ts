import { describe, expect, test } from '@jest/globals';
import type { RunOfNode } from '../support/n8n.ts';
import { CONTINUES } from '../support/results.ts';
import type { Handler } from './shelf-server';
import { letters, textOf, useShelf } from './support';
import { acceptedBy, but, contextOf, ONE_BY_ONE, refused, texts } from './tries';

const { server, run } = useShelf();

/** n8n's own Retry On Fail, with no pause to speak of. */
const THREE_TRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;
const AND_CONTINUE = { ...THREE_TRIES, ...CONTINUES };

const cut: Handler = () => ({ cut: 'before' });

const accepted = acceptedBy(server);

/** What n8n would still store of the node's memory. */
const memoryOf = (result: RunOfNode): unknown[] => Object.values(contextOf(result)).flatMap(Object.values);

describe('Retry On Fail', () => {
	test('sends each of ten letters exactly once, though the seventh is refused at first', async () => {
		server.answers('POST /letters', but('letter 7', refused));
		const { items, error } = await run({ operation: 'post', settings: THREE_TRIES }, letters(10));
		expect(error).toBeUndefined();
		expect(accepted().sort()).toEqual(texts(10));
		expect(server.calls).toHaveLength(11);
		expect(items.map(({ json }) => json.text)).toEqual(texts(10));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(texts(10).map((_, item) => ({ item })));
	});

	test('leaves no memory behind when all is done', async () => {
		server.answers('POST /letters', but('letter 1', refused));
		const result = await run({ operation: 'post', settings: THREE_TRIES }, letters(3));
		expect(result.error).toBeUndefined();
		expect(memoryOf(result)).toEqual([]);
	});

	test('leaves no memory behind when nothing ever failed', async () => {
		expect(memoryOf(await run({ operation: 'post', settings: THREE_TRIES }, letters(3)))).toEqual([]);
	});

	test('never sends a cut letter again, but in the next try those that had not started', async () => {
		server.answers('POST /letters', but('letter 2', cut));
		const { error } = await run(
			{ operation: 'post', settings: THREE_TRIES, options: ONE_BY_ONE },
			letters(5),
		);
		expect(server.arrivals.map(textOf)).toEqual(texts(5));
		expect(error?.message).toContain('It may have been carried out all the same [item 2]');
		expect(error?.description).toContain('it was not sent again');
		expect(error?.description).toContain(
			'Done: 4 (item 0 to 1, 3 to 4). May have been delivered: 1 (item 2).',
		);
	});

	test('begins again with what was refused, though the operation had gone on to look for it', async () => {
		server.answers('POST /letters', { status: 500, text: '' }, { body: { id: '1' } });
		server.answers('GET /letters/letter%200', { status: 404, body: { error: 'No such letter' } });
		const { items } = await run({ operation: 'postOrFind', settings: THREE_TRIES }, letters(1));
		expect(items.map(({ json }) => json)).toEqual([{ id: '1' }]);
		expect(server.calls).toEqual(['POST /letters', 'GET /letters/letter%200', 'POST /letters']);
	});

	test('sends none again though its text is another one in each try, as with $now', async () => {
		server.answers('POST /letters', (arrival) =>
			textOf(arrival).startsWith('letter 1') && server.arrivals.length < 3
				? { status: 404, body: { error: 'Not today' } }
				: { body: { id: '1' } },
		);
		const parameters = { text: '={{ $json.text }} {{ Math.random() }}' };
		const job = { operation: 'post', parameters, settings: THREE_TRIES, options: ONE_BY_ONE };
		const { error } = await run(job, letters(2));
		expect(error).toBeUndefined();
		expect(server.arrivals.map((arrival) => textOf(arrival).slice(0, 8))).toEqual([
			'letter 0',
			'letter 1',
			'letter 1',
		]);
	});

	test('knows items again that are no JSON, because they hold themselves', async () => {
		server.answers('POST /letters', but('letter 1', refused));
		const input = letters(2).map((letter) => Object.assign(letter, { itself: letter }));
		const { error } = await run({ operation: 'post', settings: THREE_TRIES, options: ONE_BY_ONE }, input);
		expect(error).toBeUndefined();
		expect(server.arrivals.map(textOf)).toEqual(['letter 0', 'letter 1', 'letter 1']);
	});

	test('gives up after the last try, with the words of the last refusal', async () => {
		server.answers('POST /letters', but('letter 0', refused, refused, refused));
		const { error } = await run(
			{ operation: 'post', settings: THREE_TRIES, options: ONE_BY_ONE },
			letters(2),
		);
		expect(server.arrivals.map(textOf)).toEqual(['letter 0', 'letter 0', 'letter 0']);
		expect(error?.message).toBe('Not today [item 0]');
	});

	test('takes it for done that what it was to delete is gone, if it may have deleted it itself', async () => {
		const gone = { status: 404, body: { error: 'No such letter' } };
		server.answers('DELETE /letters/1', { cut: 'before' }, gone);
		const options = { maxRetries: 0, maxParallel: 1 };
		const job = { operation: 'delete', settings: THREE_TRIES, options };
		const { items, error } = await run(job, [{ id: '1' }, { id: '2' }]);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(server.calls).toEqual(['DELETE /letters/1', 'DELETE /letters/1', 'DELETE /letters/2']);
	});

	test('does not take it for done when the first try found nothing to delete', async () => {
		server.answers('DELETE /letters/1', { status: 404, body: { error: 'No such letter' } });
		const { error } = await run({ operation: 'delete', settings: THREE_TRIES }, [{ id: '1' }]);
		expect(error?.message).toBe('No such letter [item 0]');
		expect(error?.description).not.toContain('Begun');
	});

	test('does not read a list again that came whole', async () => {
		server.answers('GET /letters/a', { body: [{ page: 1 }, { page: 2 }] });
		server.answers('GET /letters/b', { status: 404 }, { body: { page: 3 } });
		const { items } = await run({ operation: 'get', settings: THREE_TRIES, options: ONE_BY_ONE }, [
			{ id: 'a' },
			{ id: 'b' },
		]);
		expect(server.calls).toEqual(['GET /letters/a', 'GET /letters/b', 'GET /letters/b']);
		expect(items).toEqual([
			{ json: { page: 1 }, pairedItem: { item: 0 } },
			{ json: { page: 2 }, pairedItem: { item: 0 } },
			{ json: { page: 3 }, pairedItem: { item: 1 } },
		]);
	});
});

describe('Retry On Fail together with "continue on fail"', () => {
	test('sends the others once, though n8n runs the node again because the first item failed', async () => {
		server.answers('POST /letters', but('letter 0', refused, refused));
		const { items } = await run({ operation: 'post', settings: AND_CONTINUE }, letters(4));
		expect(accepted().sort()).toEqual(texts(4));
		expect(server.calls).toHaveLength(6);
		expect(items.map(({ json }) => json.text)).toEqual(texts(4));
	});

	test('never sends the first letter again when it was cut, and still says that it may have arrived', async () => {
		server.answers('POST /letters', but('letter 0', cut));
		const { items } = await run({ operation: 'post', settings: AND_CONTINUE }, letters(3));
		expect(server.arrivals.map(textOf).sort()).toEqual(texts(3));
		expect(items[0]?.json.error).toContain('It may have been carried out all the same [item 0]');
	});
});

describe('an item of two steps', () => {
	test('repeats only the second one when that was refused', async () => {
		server.answers('POST /letters', { body: { id: '7' } });
		server.answers('POST /letters/7/stamp', { status: 422, body: { error: 'No ink' } }, { body: {} });
		const { items, error } = await run({ operation: 'register', settings: THREE_TRIES }, letters(1));
		expect(error).toBeUndefined();
		expect(server.calls).toEqual(['POST /letters', 'POST /letters/7/stamp', 'POST /letters/7/stamp']);
		expect(items.map(({ json }) => json)).toEqual([{ id: '7', stamped: true }]);
	});

	test('does neither again when the second one was cut', async () => {
		server.answers('POST /letters', { body: { id: '7' } });
		server.answers('POST /letters/7/stamp', { cut: 'before' });
		const { error } = await run({ operation: 'register', settings: THREE_TRIES }, letters(1));
		expect(server.calls).toEqual(['POST /letters', 'POST /letters/7/stamp']);
		expect(error?.message).toContain('It may have been carried out all the same');
	});

	test('goes on in the next try where the failure of another item had stopped it', async () => {
		const oneOf = but('letter 1', refused);
		server.answers('POST /letters', async (arrival) => {
			if (textOf(arrival) === 'letter 0') {
				await (await server.arrived(2)).find((other) => textOf(other) === 'letter 1')?.gone;
			}
			return await oneOf(arrival);
		});
		const { items } = await run({ operation: 'register', settings: THREE_TRIES }, letters(2));
		expect(accepted().sort()).toEqual(['letter 0', 'letter 0', 'letter 1', 'letter 1']);
		expect(server.calls.filter((call) => call === 'POST /letters')).toHaveLength(3);
		expect(items.map(({ json }) => json.id)).toEqual(texts(2));
	});
});

describe('an item that sends several requests at the same time', () => {
	test('sends only the refused one again', async () => {
		server.answers('POST /chats/2/letters', async () => {
			await Promise.all(
				(await server.arrived(3)).filter(({ path }) => path !== '/chats/2/letters').map(({ gone }) => gone),
			);
			server.answers('POST /chats/2/letters', { body: {} });
			return { status: 404, body: { error: 'No such chat' } };
		});
		const { error } = await run({ operation: 'spread', settings: THREE_TRIES }, letters(1));
		expect(error).toBeUndefined();
		expect(server.calls.sort()).toEqual([
			'POST /chats/1/letters',
			'POST /chats/2/letters',
			'POST /chats/2/letters',
			'POST /chats/3/letters',
		]);
	});

	test('does not send one again that was cut, though another one was refused', async () => {
		server.answers('POST /chats/1/letters', { status: 404, body: { error: 'No such chat' } });
		server.answers('POST /chats/2/letters', async () => {
			await server.arrived(3);
			return { cut: 'before' };
		});
		const { error } = await run({ operation: 'spread', settings: THREE_TRIES }, letters(1));
		expect(server.calls.filter((call) => call === 'POST /chats/2/letters')).toHaveLength(1);
		expect(error?.message).toContain('It may have been carried out all the same');
	});
});
