import { describe, expect, test } from '@jest/globals';
import { CONTINUES } from '../support/results.ts';
import type { Reply } from './shelf-server';
import { useShelf } from './support';

const { server, run } = useShelf();

const ITEM = { id: '1', text: 'letter 0' };

describe('an answer that is no JSON', () => {
	const UNREADABLE: [string, Reply, string][] = [
		['a web page', { text: '<!doctype html><title>Log in</title>' }, 'a web page instead of JSON'],
		['nothing', { text: '' }, 'an empty answer'],
		['half of JSON', { text: '{"id": "1", "te' }, 'an answer that is not JSON'],
		['plain text', { text: 'OK', headers: { 'content-type': 'text/plain' } }, 'an answer that is not JSON'],
	];

	test.each(UNREADABLE)('but %s is an error that says so', async (_, reply, words) => {
		server.answers('GET /letters/1', reply);
		const { error } = await run({ operation: 'get' }, [ITEM]);
		expect(error?.message).toBe(`Shelf gave ${words} [item 0]`);
		expect(error?.httpCode).toBe('200');
		expect(`${error?.message} ${error?.description}`).not.toMatch(/may have been (carried out|delivered)/i);
	});

	test.each(UNREADABLE)('but %s does not hide that a POST was sent', async (_, reply, words) => {
		server.answers('POST /letters', reply);
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, ...CONTINUES };
		const { items } = await run({ operation: 'post', settings }, [ITEM]);
		expect(items[0]?.json.error).toMatch(new RegExp(`^Shelf gave ${words}`));
		expect(server.calls).toHaveLength(1);
	});
});

describe('an answer that may be anything', () => {
	test.each<Reply>([{ text: '' }, { text: 'OK' }, { status: 204 }, { status: 202, text: 'accepted' }])(
		'counts as done without JSON: %j',
		async (reply) => {
			server.answers('POST /letters/1/acknowledge', reply);
			const { items } = await run({ operation: 'acknowledge' }, [ITEM]);
			expect(items.map(({ json }) => json)).toEqual([{ success: true }]);
		},
	);

	test('is handed on when it is JSON', async () => {
		server.answers('POST /letters/1/acknowledge', { body: { seen: true } });
		expect((await run({ operation: 'acknowledge' }, [ITEM])).items[0]?.json).toEqual({ seen: true });
	});

	test('is still not a web page', async () => {
		server.answers('POST /letters/1/acknowledge', { text: '\n <html></html>' });
		expect((await run({ operation: 'acknowledge' }, [ITEM])).error?.message).toMatch(
			/^Shelf gave a web page/,
		);
	});
});

describe('an answer in JSON', () => {
	test('of a status that has no content needs none', async () => {
		server.answers('DELETE /letters/1', { status: 204 });
		expect((await run({ operation: 'delete' }, [ITEM])).items.map(({ json }) => json)).toEqual([
			{ success: true },
		]);
	});

	test('becomes one item for each element of a list, and none for an empty list', async () => {
		server.answers('GET /letters/1', { body: [{ a: 1 }, { a: 2 }] }, { body: [] });
		const first = await run({ operation: 'get' }, [ITEM]);
		expect(first.items.map(({ json }) => json)).toEqual([{ a: 1 }, { a: 2 }]);
		expect((await run({ operation: 'get' }, [ITEM])).items).toEqual([]);
	});

	test('that lists plain values puts each into an object, as n8n needs it', async () => {
		server.answers('GET /letters/1', { body: ['red', 7, null, [1]] });
		const { items } = await run({ operation: 'get' }, [ITEM]);
		expect(items.map(({ json }) => json)).toEqual([
			{ value: 'red' },
			{ value: 7 },
			{ value: null },
			{ value: [1] },
		]);
	});

	test.each(['7', '"text"', 'true'])('that is only %s is not taken for a result', async (text) => {
		server.answers('GET /letters/1', { text });
		const { items, error } = await run({ operation: 'get' }, [ITEM]);
		expect(items).toEqual([]);
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).not.toContain('TypeError');
	});

	test('that is null is no crash', async () => {
		server.answers('GET /letters/1', { text: 'null' });
		const { items, error } = await run({ operation: 'get' }, [ITEM]);
		expect(error?.message ?? '').not.toContain('TypeError');
		expect([...items, ...(error === undefined ? [] : [error])]).toHaveLength(1);
	});

	test('of ten megabytes comes whole', async () => {
		const row = { text: 'x'.repeat(1000) };
		server.answers('GET /letters/1', { body: Array.from({ length: 10_000 }, (_, id) => ({ id, ...row })) });
		const { items } = await run({ operation: 'get' }, [ITEM]);
		expect(items).toHaveLength(10_000);
		expect(items.at(-1)?.json).toEqual({ id: 9999, ...row });
	});

	test('keeps IDs that are text untouched, also those that no number can hold', async () => {
		server.answers('GET /letters/1', { text: '{"id":"9007199254740993","ref":"00012345678901234567890"}' });
		const { items } = await run({ operation: 'get' }, [ITEM]);
		expect(items[0]?.json).toEqual({ id: '9007199254740993', ref: '00012345678901234567890' });
	});

	test('in another language arrives letter by letter, wherever the network cuts it', async () => {
		const text = 'Grüße, 你好, 🐙 '.repeat(20_000);
		server.answers('GET /letters/1', { body: { text } });
		expect((await run({ operation: 'get' }, [ITEM])).items[0]?.json).toEqual({ text });
	});

	test('cannot smuggle in properties that all objects would have', async () => {
		const text = '[{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"id":"1"}]';
		server.answers('GET /letters/1', { text });
		const { items } = await run({ operation: 'get' }, [ITEM]);
		expect(items).toHaveLength(1);
		expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
		expect((items[0]?.json as { isAdmin?: boolean }).isAdmin).toBeUndefined();
	});
});

describe('Simplify', () => {
	const whole = { id: '1', text: 'Hello', history: [1, 2, 3] };

	test('keeps what matters unless the user wants everything', async () => {
		server.answers('GET /letters/1', { body: whole });
		const simple = await run({ operation: 'getBriefly' }, [ITEM]);
		expect(simple.items[0]?.json).toEqual({ text: 'Hello' });
		const raw = await run({ operation: 'getBriefly', parameters: { simplify: false } }, [ITEM]);
		expect(raw.items[0]?.json).toEqual(whole);
	});
});
