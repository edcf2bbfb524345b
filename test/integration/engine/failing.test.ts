import { describe, expect, test } from '@jest/globals';
import { CONTINUES } from '../support/results.ts';
import type { Handler, Reply } from './shelf-server';
import { letters, textOf, useShelf } from './support';

const { server, run } = useShelf();

/** Answers letters by their number; the others as usual. */
const byNumber =
	(special: Readonly<Record<number, Reply | Handler>>): Handler =>
	async (arrival) => {
		const reply = special[Number(textOf(arrival).split(' ')[1])];
		return typeof reply === 'function'
			? await reply(arrival)
			: (reply ?? { body: { text: textOf(arrival) } });
	};

const REFUSED: Reply = { status: 404, body: { error: 'There is no such shelf' } };

describe('when an item is refused, the run', () => {
	/** Item 2 is refused while item 1 is on its way, which is answered only after the refusal was read. */
	const refuseSecond = (): void =>
		server.answers(
			'POST /letters',
			byNumber({
				1: async () => {
					const [refused] = (await server.arrived(3)).filter((arrival) => textOf(arrival) === 'letter 2');
					await refused?.gone;
					return { body: { text: 'letter 1' } };
				},
				2: REFUSED,
			}),
		);

	test('starts nothing more, and lets those on their way finish', async () => {
		refuseSecond();
		await run({ operation: 'post', options: { maxParallel: 2 } }, letters(8));
		expect(server.arrivals.map(textOf).sort()).toEqual(['letter 0', 'letter 1', 'letter 2']);
		expect(server.arrivals.map(({ status }) => status).sort()).toEqual([200, 200, 404]);
	});

	test("ends with n8n's own error: the item, the status, and the service's own words first", async () => {
		refuseSecond();
		const { error, run: record } = await run({ operation: 'post', options: { maxParallel: 2 } }, letters(8));
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toBe('There is no such shelf [item 2]');
		expect(error?.httpCode).toBe('404');
		expect(error?.context.itemIndex).toBe(2);
		expect(record.status).toBe('error');
	});

	test('says what to do, which items are done and which were not started', async () => {
		refuseSecond();
		const { error } = await run({ operation: 'post', options: { maxParallel: 2 } }, letters(8));
		expect(error?.description).toContain('Shelf answered 404 Not Found to POST /letters.');
		expect(error?.description).toContain('Check the IDs');
		expect(error?.description).toContain('Of 8 items: Done: 2 (item 0 to 1).');
		expect(error?.description).toContain('Not started: 5 (item 3 to 7).');
		expect(error?.description).toContain('Not done: 1 (item 2).');
	});

	test('does not bother the user with accounts of items when there is only one', async () => {
		server.answers('POST /letters', { status: 409, body: { error: 'Full' } });
		const { error } = await run({ operation: 'post' }, letters(1));
		expect(error?.description).toBe('Shelf answered 409 Conflict to POST /letters. Take another shelf.');
	});
});

test('an item whose connection is cut is named as one that may have been delivered', async () => {
	server.answers('POST /letters', byNumber({ 1: { cut: 'before' } }));
	const { error } = await run({ operation: 'post', options: { maxParallel: 1 } }, letters(4));
	expect(error?.message).toMatch(
		/^Shelf did not answer: .*It may have been carried out all the same \[item 1]$/,
	);
	expect(error?.description).toContain('look there before you repeat it');
	expect(error?.description).toContain('Done: 1 (item 0).');
	expect(error?.description).toContain('May have been delivered: 1 (item 1).');
	expect(error?.description).toContain('Not started: 2 (item 2 to 3).');
});

test('an item that got half through is told apart from those that were not started', async () => {
	server.answers('POST /letters', async (arrival) => {
		if (textOf(arrival) === 'letter 1') {
			return REFUSED;
		}
		const refused = (await server.arrived(2)).find((other) => textOf(other) === 'letter 1');
		await refused?.gone;
		return { body: { id: '7' } };
	});
	const { error } = await run({ operation: 'register', options: { maxParallel: 2 } }, letters(3));
	expect(server.calls).toEqual(['POST /letters', 'POST /letters']);
	expect(error?.description).toContain('Begun, not finished: 1 (item 0).');
	expect(error?.description).toContain('Not started: 1 (item 2).');
});

test('an item that may have been done, and was not repeated because the run had stopped, is told apart too', async () => {
	server.answers('PUT /letters/0', { cut: 'before' });
	server.answers('PUT /letters/1', async () => {
		const [cut] = await server.arrived(1, 'PUT /letters/0');
		await cut?.gone;
		return REFUSED;
	});
	const { error } = await run({ operation: 'replace', options: { maxParallel: 2, maxRetries: 20 } }, [
		{ id: '0' },
		{ id: '1' },
		{ id: '2' },
	]);
	expect(error?.context.itemIndex).toBe(1);
	expect(error?.description).toContain('Begun, not finished: 1 (item 0).');
	expect(error?.description).toContain('Not started: 1 (item 2).');
});

test('an item of several requests starts none of them after one was refused', async () => {
	server.answers('POST /chats/1/letters', REFUSED);
	const { error } = await run({ operation: 'spread', options: { maxParallel: 1 } }, letters(1));
	expect(error?.httpCode).toBe('404');
	expect(server.calls).toEqual(['POST /chats/1/letters']);
});

test('no request of another item is started after one was refused, though a third is still on its way', async () => {
	server.answers('POST /chats/1/letters', REFUSED);
	server.answers('POST /chats/2/letters', async () => {
		const [refused] = await server.arrived(1, 'POST /chats/1/letters');
		await refused?.gone;
		await server.settled();
		return { body: {} };
	});
	const { error } = await run({ operation: 'spread', options: { maxParallel: 2 } }, letters(2));
	expect(error?.context.itemIndex).toBe(0);
	expect(server.calls).toEqual(['POST /chats/1/letters', 'POST /chats/2/letters']);
});

describe('with "continue on fail"', () => {
	const mixed = (): void => server.answers('POST /letters', byNumber({ 1: REFUSED, 3: { cut: 'before' } }));

	test('the failed items carry their errors, and the others are done', async () => {
		mixed();
		const { items, error } = await run({ operation: 'post', settings: CONTINUES }, letters(5));
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		expect(items.map(({ json }) => json)).toEqual([
			{ text: 'letter 0' },
			{ error: 'There is no such shelf [item 1]' },
			{ text: 'letter 2' },
			{ error: expect.stringMatching(/It may have been carried out all the same \[item 3]$/) },
			{ text: 'letter 4' },
		]);
	});

	test('and an error branch, the failed items go there and the others on', async () => {
		mixed();
		const settings = { onError: 'continueErrorOutput' } as const;
		const { items, errorItems } = await run({ operation: 'post', settings }, letters(5));
		expect(items.map(({ json }) => json.text)).toEqual(['letter 0', 'letter 2', 'letter 4']);
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
		expect(errorItems[0]?.json.error).toBe('There is no such shelf [item 1]');
	});
});

describe('an item whose input cannot be used', () => {
	const items = letters(5).map((json, index) => (index === 3 ? { text: '' } : json));

	test('keeps everything from being sent', async () => {
		const { error } = await run({ operation: 'post' }, items);
		expect(server.calls).toEqual([]);
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toBe("'Text' is empty [item 3]");
		expect(error?.context.itemIndex).toBe(3);
		expect(error?.description).toContain('Not started: 4 (item 0 to 2, 4).');
	});

	test('is the only one not sent with "continue on fail"', async () => {
		const { items: output } = await run(
			{ operation: 'post', settings: CONTINUES, options: { maxParallel: 1 } },
			items,
		);
		expect(server.arrivals.map(textOf)).toEqual(['letter 0', 'letter 1', 'letter 2', 'letter 4']);
		expect(output[3]).toEqual({ json: { error: "'Text' is empty [item 3]" }, pairedItem: { item: 3 } });
	});

	test.each([
		[
			'an ID that would lead to another address',
			{ operation: 'get' },
			{ id: '..' },
			"'Letter ID': '..' cannot be used as an ID",
		],
		[
			'an object where text is wanted',
			{ operation: 'post' },
			{ text: { a: 1 } },
			"'Text' must be text, but is an object",
		],
		[
			'a credential without an address',
			{ operation: 'post', url: 'shelf' },
			{ text: 'a' },
			"'URL' in the credential",
		],
	])('is told in words of the panel: %s', async (_, job, item, words) => {
		const { error } = await run(job, [item]);
		expect(error?.message).toContain(words);
		expect(server.calls).toEqual([]);
	});

	test('because its expression fails, says so in the words of n8n', async () => {
		const parameters = { text: '={{ $("No such node").item.json.text }}' };
		const { error } = await run({ operation: 'post', parameters }, letters(1));
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.context.itemIndex).toBe(0);
		expect(server.calls).toEqual([]);
	});
});

describe("an option that cannot be used is told in n8n's own kind of error, and nothing is sent", () => {
	test.each([
		[{ maxParallel: 0 }, "'Max Parallel Requests' must be a whole number from 1 to 50, but is 0"],
		[{ maxWait: 'long' }, "'Max Wait (Seconds)' must be a number, but is 'long'"],
	])('%j', async (options, words) => {
		const { error } = await run({ operation: 'post', options }, letters(2));
		expect(server.calls).toEqual([]);
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toContain(words);
	});
});

test('a 200 that did nothing is a failure, in the words of the service', async () => {
	server.answers('POST /letters/1/archive', { body: { archived: false } });
	server.answers('POST /letters/2/archive', { body: { archived: true } });
	const { items } = await run({ operation: 'archive', settings: CONTINUES }, [{ id: '1' }, { id: '2' }]);
	expect(items.map(({ json }) => json)).toEqual([
		{ error: 'The letter is in use [item 0]' },
		{ archived: true },
	]);
});
