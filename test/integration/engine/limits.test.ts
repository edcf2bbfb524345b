import { describe, expect, test } from '@jest/globals';
import { CONTINUES } from '../support/results.ts';
import { latch, type Handler } from './shelf-server';
import { letters, textOf, useShelf } from './support';

const { server, run } = useShelf();

describe('while one request waits for a rate limit', () => {
	/** Lets three in, then refuses all until the second is over, as a service with a window does. */
	const window: () => Handler = () => {
		let end = 0;
		return async (arrival) => {
			const { text } = arrival.body as { text: string };
			if (Date.now() < end) {
				return { status: 429, body: { error: 'Too early' } };
			}
			if (end === 0 && text === 'letter 1') {
				await server.arrived(3);
				end = Date.now() + 1000;
				return { status: 429, headers: { 'retry-after': '1' }, body: { error: 'Slow down' } };
			}
			if (text === 'letter 0' || text === 'letter 2') {
				// Answered when the client has read the refusal: from now on it knows of the limit.
				await (await server.arrived(3)).find((other) => textOf(other) === 'letter 1')?.gone;
			}
			return { body: { text } };
		};
	};

	test('no other request of the execution is started', async () => {
		server.answers('POST /letters', window());
		const { items } = await run({ operation: 'post', options: { maxParallel: 3 } }, letters(9));
		expect(server.arrivals.filter(({ status }) => status === 429).map(textOf)).toEqual(['letter 1']);
		expect(items.map(({ json }) => json.text)).toEqual(letters(9).map(({ text }) => text));
	});

	test('no step of another item is started either', async () => {
		let limited = false;
		let end = 0;
		server.answers('*', async ({ path, body }) => {
			if (Date.now() < end) {
				return { status: 429, body: { error: 'Too early' } };
			}
			const { text } = body as { text: string };
			if (path === '/letters' && text === 'letter 1' && !limited) {
				limited = true;
				end = Date.now() + 1000;
				return { status: 429, headers: { 'retry-after': '1' } };
			}
			if (path === '/letters' && text === 'letter 0') {
				await (await server.arrived(2)).find((other) => textOf(other) === 'letter 1')?.gone;
			}
			return { body: { id: '1' } };
		});
		await run({ operation: 'register', options: { maxParallel: 2 } }, letters(2));
		expect(server.arrivals.filter(({ status }) => status === 429)).toHaveLength(1);
	});
});

describe('a service that tells how many requests it still takes', () => {
	const left = (remaining: number, seconds: number): Record<string, string> => ({
		'x-ratelimit-remaining': String(remaining),
		'x-ratelimit-reset': String(seconds),
	});

	test('need not refuse any: after the last one they wait for the next window', async () => {
		const end = Date.now() + 1000;
		server.answers('POST /letters', (arrival) => {
			const isEarly = Date.now() < end && server.arrivals.indexOf(arrival) > 1;
			const remaining = server.arrivals.indexOf(arrival) === 1 ? 0 : 5;
			return isEarly ? { status: 429 } : { headers: left(remaining, 1), body: { text: textOf(arrival) } };
		});
		const { items } = await run({ operation: 'post', options: { maxParallel: 1 } }, letters(4));
		expect(server.arrivals.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(items).toHaveLength(4);
	});

	test('is told from one that has too much to do at the moment, although its window is long', async () => {
		server.answers('POST /letters', { status: 429, headers: left(900, 3600) }, { body: {} });
		const { items } = await run({ operation: 'post' }, letters(1));
		expect(server.calls).toHaveLength(2);
		expect(items).toHaveLength(1);
	});

	test('ends the run at once when the next window is far, whatever the last answer was', async () => {
		server.answers(
			'POST /letters',
			{ body: {} },
			{ status: 422, headers: left(0, 600), body: { error: 'No' } },
		);
		const { items } = await run(
			{ operation: 'post', settings: CONTINUES, options: { maxParallel: 1 } },
			letters(3),
		);
		expect(server.calls).toHaveLength(2);
		expect(items[1]?.json.error).toBe('No [item 1]');
		expect(items[2]?.json.error).toMatch(/^Shelf takes no more requests until /);
	});
});

describe('a limit that outlasts Max Wait', () => {
	test('fails at once and names the time at which it ends', async () => {
		const end = Math.ceil(Date.now() / 1000) + 600;
		server.answers('POST /letters', { status: 429, headers: { 'x-ratelimit-reset': end } });
		const { error } = await run({ operation: 'post', options: { maxParallel: 1 } }, letters(3));
		expect(server.calls).toHaveLength(1);
		expect(error?.message).toBe(
			`Shelf takes no more requests until ${new Date(end * 1000).toISOString()} [item 0]`,
		);
		expect(error?.httpCode).toBe('429');
		expect(error?.description).toContain('Max Wait (65 s)');
		expect(error?.description).toContain('Not started: 2 (item 1 to 2).');
		expect(error?.description).not.toContain('delivered');
	});

	test('keeps the rest from being sent at all, also with "continue on fail"', async () => {
		server.answers('POST /letters', { body: {} }, { status: 429, headers: { 'retry-after': '600' } });
		const { items } = await run(
			{ operation: 'post', settings: CONTINUES, options: { maxParallel: 1 } },
			letters(5),
		);
		expect(server.arrivals.map(textOf)).toEqual(['letter 0', 'letter 1']);
		expect(items.map(({ json }) => Object.keys(json))).toEqual([
			[],
			['error'],
			['error'],
			['error'],
			['error'],
		]);
		expect(items[4]?.json.error).toMatch(/^Shelf takes no more requests until .* \[item 4]$/);
	});

	test('may end after all, as far as anyone knows: an unannounced one is tried until Max Wait is used up', async () => {
		server.answers('POST /letters', { status: 429 });
		const { error } = await run({ operation: 'post', options: { maxWait: 1.5 } }, letters(1));
		expect(server.calls).toHaveLength(3);
		expect(error?.message).toBe('Shelf takes no more requests [item 0]');
	});

	test('is never waited for when Max Wait is 0', async () => {
		server.answers('POST /letters', { status: 429, headers: { 'retry-after': '1' } });
		const { error } = await run({ operation: 'post', options: { maxWait: 0 } }, letters(1));
		expect(server.calls).toHaveLength(1);
		expect(error?.httpCode).toBe('429');
	});

	test.each(['99999999999999999999', '1e400', '1763719200000'])(
		'for longer than any calendar lasts is still told as a limit: Retry-After %s',
		async (seconds) => {
			server.answers('POST /letters', { status: 429, headers: { 'retry-after': seconds } });
			const { error } = await run({ operation: 'post', options: { maxWait: 1 } }, letters(1));
			expect(error?.message).toMatch(/^Shelf takes no more requests/);
			expect(error?.httpCode).toBe('429');
		},
	);
});

test('after a limit that named no time one request goes first, and the others wait for its answer', async () => {
	const probe = latch();
	server.answers('POST /letters', async (arrival) => {
		const number = server.arrivals.indexOf(arrival);
		if (number < 3) {
			await server.arrived(3);
			return { status: 429 };
		}
		if (number === 3) {
			await server.settled();
			probe.open();
		}
		return { body: { text: textOf(arrival) } };
	});
	const running = run({ operation: 'post', options: { maxParallel: 3 } }, letters(6));
	await probe.opened;
	expect(server.calls).toHaveLength(4);
	const { items } = await running;
	expect(server.calls).toHaveLength(9);
	expect(server.arrivals[3]?.beside).toEqual([]);
	expect(items).toHaveLength(6);
});

test('an answer to what was sent before such a limit does not make all the others try at once', async () => {
	const probe = latch();
	server.answers('POST /letters', async (arrival) => {
		const number = server.arrivals.indexOf(arrival);
		if (number < 3) {
			const refused = (await server.arrived(3)).find((other) => textOf(other) === 'letter 1');
			if (arrival === refused) {
				return { status: 429 };
			}
			await refused?.gone;
		}
		if (number === 3) {
			await server.settled();
			probe.open();
		}
		return { body: { text: textOf(arrival) } };
	});
	const running = run({ operation: 'post', options: { maxParallel: 3 } }, letters(6));
	await probe.opened;
	expect(server.calls).toHaveLength(4);
	expect((await running).items).toHaveLength(6);
});
