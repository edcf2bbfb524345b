import { describe, expect, test } from '@jest/globals';
import type { RunOfNode } from '../support/n8n.ts';
import { rateLimit, type Handler, type Reply } from './shelf-server';
import { letters, useShelf, type Job } from './support';

const { server, run } = useShelf();

/** What may be carried out twice without harm … */
const HARMLESS = {
	get: 'GET /letters/1',
	replace: 'PUT /letters/1',
	delete: 'DELETE /letters/1',
	filter: 'POST /letters/1/filter',
};

/** … and what may not. */
const ONCE_ONLY = { post: 'POST /letters', patch: 'PATCH /letters/1' };

const ITEM = { id: '1', text: 'letter 0' };
const OK: Reply = { body: { ok: true } };

interface Tried {
	readonly operation: string;
	readonly times: number;
	readonly result: RunOfNode;
}

/** Runs each operation on its own, all at the same time; the service answers each of them first so, then well. */
const tryAll = async (
	operations: Readonly<Record<string, string>>,
	first: () => Reply | Handler,
	options: Job['options'] = {},
): Promise<Tried[]> => {
	Object.values(operations).forEach((call) => server.answers(call, first(), OK));
	return await Promise.all(
		Object.entries(operations).map(async ([operation, call]) => {
			const result = await run({ operation, options: { maxRetries: 1, ...options } }, [ITEM]);
			return { operation, result, times: server.calls.filter((one) => one === call).length };
		}),
	);
};

const wellAfter = (operations: object, times: number): unknown[] =>
	Object.keys(operations).map((operation) => ({ operation, times, json: { ok: true } }));

const summary = (all: readonly Tried[]): unknown[] =>
	all.map(({ operation, times, result: { items } }) => ({ operation, times, json: items[0]?.json }));

const BREAKDOWNS: [string, Reply, Job['options']?][] = [
	['500', { status: 500, body: { error: 'Oops' } }],
	['502 with a web page', { status: 502, text: '<html>Bad Gateway</html>' }],
	['503 that names no time', { status: 503 }],
	['504', { status: 504 }],
	['a connection cut before the answer', { cut: 'before' }],
	['a connection cut in the middle of the answer', { cut: 'midway', body: { ok: false, more: 'to come' } }],
	['no answer in time', { hangs: true }, { timeout: 1 }],
	['an answer that drips and never ends', { drips: true }, { timeout: 1 }],
];

describe.each(BREAKDOWNS)('after %s', (_, reply, options) => {
	test('what does no harm twice is sent again', async () => {
		expect(summary(await tryAll(HARMLESS, () => reply, options))).toEqual(wellAfter(HARMLESS, 2));
	});

	test('what might be carried out twice is not, and the user is told to look', async () => {
		for (const { times, result } of await tryAll(ONCE_ONLY, () => reply, options)) {
			expect(times).toBe(1);
			expect(result.error?.name).toBe('NodeApiError');
			expect(result.error?.message).toMatch(/It may have been carried out all the same \[item 0]$/);
			expect(result.error?.description).toContain('look there before you repeat it');
			expect(result.error?.httpCode ?? undefined).toBe(reply.status?.toString());
		}
	});
});

describe('after a refusal for the rate, everything is sent again, and not before the limit has passed:', () => {
	const LIMITS: [string, () => Handler][] = [
		['429 with seconds', () => rateLimit(1000, () => ({ 'retry-after': '1' }))],
		['429 with a date', () => rateLimit(500, (end) => ({ 'retry-after': new Date(end).toUTCString() }))],
		['429 with a time', () => rateLimit(200, (end) => ({ 'x-ratelimit-reset': Math.ceil(end / 1000) }))],
		['429 with the seconds left', () => rateLimit(1000, () => ({ 'x-ratelimit-reset': '1' }))],
		['429 with nothing', () => rateLimit(900, () => ({}))],
		['429 with nonsense', () => rateLimit(900, () => ({ 'retry-after': 'soon', 'x-ratelimit-reset': '-' }))],
		['503 with seconds', () => rateLimit(1000, () => ({ 'retry-after': '1' }), 503)],
	];

	test.each(LIMITS)('%s', async (_, first) => {
		const all = { ...HARMLESS, ...ONCE_ONLY };
		expect(summary(await tryAll(all, first, { maxRetries: 0 }))).toEqual(wellAfter(all, 2));
	});
});

describe('any other refusal is final at once', () => {
	test.each([400, 401, 403, 404, 405, 409, 413, 415, 422, 501])('%i', async (status) => {
		const all = { ...HARMLESS, ...ONCE_ONLY };
		for (const { times, result } of await tryAll(all, () => ({ status, body: { error: 'No' } }))) {
			expect(times).toBe(1);
			expect(result.error).toMatchObject({
				message: expect.stringMatching(/^No\b/),
				httpCode: String(status),
			});
		}
	});
});

describe('Max Retries', () => {
	test('is how often a request is repeated, and then the last failure counts', async () => {
		server.answers(
			'GET /letters/1',
			{ status: 502 },
			{ status: 500 },
			{ status: 500, body: { error: 'Still down' } },
		);
		const { error } = await run({ operation: 'get', options: { maxRetries: 2 } }, [ITEM]);
		expect(server.calls).toHaveLength(3);
		expect(error).toMatchObject({ message: 'Still down [item 0]', httpCode: '500' });
		expect(error?.description).toContain('Try again later');
	});

	test('of 0 repeats nothing', async () => {
		server.answers('GET /letters/1', { status: 502 }, OK);
		const { error } = await run({ operation: 'get', options: { maxRetries: 0 } }, [ITEM]);
		expect(server.calls).toHaveLength(1);
		expect(error?.httpCode).toBe('502');
	});
});

describe('a DELETE', () => {
	test.each<Reply>([{ cut: 'before' }, { status: 504 }])(
		'is done when the service no longer knows it the second time, after %j',
		async (first) => {
			server.answers('DELETE /letters/1', first, { status: 404, body: { error: 'Not found' } });
			const { items, error } = await run({ operation: 'delete' }, [ITEM]);
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json)).toEqual([{ success: true }]);
		},
	);

	test('of something that never existed is refused', async () => {
		server.answers('DELETE /letters/1', { status: 404, body: { error: 'Not found' } });
		expect((await run({ operation: 'delete' }, [ITEM])).error?.httpCode).toBe('404');
	});

	test('of something that never existed is refused also after it had to wait for a rate limit', async () => {
		server.answers(
			'DELETE /letters/1',
			{ status: 429, headers: { 'retry-after': '1' } },
			{ status: 404, body: { error: 'Not found' } },
		);
		expect((await run({ operation: 'delete' }, [ITEM])).error?.httpCode).toBe('404');
	});
});

test('the failure of one try does not spoil the others: each item has its own number of tries', async () => {
	server.answers('*', { status: 500 }, { status: 500 }, { status: 500 }, { body: { ok: true } });
	const { items } = await run({ operation: 'get', options: { maxParallel: 3, maxRetries: 3 } }, [
		{ id: '1' },
		{ id: '2' },
		{ id: '3' },
	]);
	expect(items.map(({ json }) => json)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
	expect(server.calls).toHaveLength(6);
});

test('a second that is over is over for the answer too: Timeout counts to the last byte', async () => {
	server.answers('GET /letters/1', { drips: true });
	const { error } = await run(
		{ operation: 'get', options: { timeout: 1, maxRetries: 0 } },
		letters(1).map(() => ITEM),
	);
	expect(error?.message).toBe('Shelf did not answer: the answer was not complete within 1 s [item 0]');
});
