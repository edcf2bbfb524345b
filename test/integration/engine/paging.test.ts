import { describe, expect, test } from '@jest/globals';
import type { RunOfNode } from '../support/n8n.ts';
import type { Handler } from './shelf-server';
import { useShelf, type Job } from './support';

const { server, run } = useShelf();

const rowsFrom = (first: number, count: number): { row: number }[] =>
	Array.from({ length: count }, (_, index) => ({ row: first + index }));

const list = async (
	operation: string,
	parameters: Job['parameters'],
	more: Partial<Job> = {},
): Promise<RunOfNode> => await run({ resource: 'list', operation, parameters: { ...parameters }, ...more });

const ALL = { returnAll: true };
const upTo = (limit: number) => ({ returnAll: false, limit });

/** A list of so many rows that is read from an offset; the total stands in a header unless told otherwise. */
const byOffset =
	(count: number, headers: Record<string, string> = { 'x-total-count': String(count) }): Handler =>
	({ query }) => {
		const [offset, max] = [Number(query.offset), Number(query.max)];
		return { headers, body: rowsFrom(offset, Math.max(0, Math.min(max, count - offset))) };
	};

/** The same with something beside the rows. */
const withMeta =
	(count: number, meta: object): Handler =>
	async (arrival) => {
		const { body: rows } = await byOffset(count, {})(arrival);
		return { body: { meta, rows } };
	};

const byCursor =
	(count: number): Handler =>
	({ query }) => {
		const first = Number(query.cursor ?? 0);
		const next = first + 10 < count ? String(first + 10) : null;
		return { body: { meta: { next }, rows: rowsFrom(first, Math.min(10, count - first)) } };
	};

const queries = (key: string): unknown[] => server.arrivals.map(({ query }) => query[key]);

const WAYS: [string, (count: number) => Handler][] = [
	['offset', (count) => byOffset(count)],
	['total', (count) => withMeta(count, { count })],
	['cursor', byCursor],
];

describe.each(WAYS)('a list that continues by %s', (operation, serve) => {
	test.each([0, 1, 9, 10, 11, 20, 35])(
		'gives all of its %i rows, each once and in order, with Return All',
		async (count) => {
			server.answers('GET /list', serve(count));
			const { items } = await list(operation, ALL);
			expect(items).toEqual(rowsFrom(0, count).map((json) => ({ json, pairedItem: { item: 0 } })));
		},
	);

	test.each([
		[1, 1],
		[10, 1],
		[11, 2],
		[25, 3],
		[35, 4],
		[50, 4],
	])('gives %i rows when that is the Limit, with no more than %i requests', async (limit, requests) => {
		server.answers('GET /list', serve(35));
		const { items } = await list(operation, upTo(limit));
		expect(items.map(({ json }) => json)).toEqual(rowsFrom(0, Math.min(limit, 35)));
		expect(server.calls).toHaveLength(requests);
	});

	test('fails as a whole when a page is refused midway, and says why', async () => {
		const pages = serve(35);
		server.answers('GET /list', async (arrival) =>
			server.arrivals.length === 3 ? { status: 403, body: { error: 'Enough' } } : await pages(arrival),
		);
		const { items, error } = await list(operation, ALL, { options: { maxParallel: 1 } });
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'Enough [item 0]', httpCode: '403' });
	});

	test('is read on when a page breaks down midway', async () => {
		const pages = serve(35);
		let broken = false;
		server.answers('GET /list', async (arrival) => {
			if (server.arrivals.length === 3 && !broken) {
				broken = true;
				return { cut: 'midway', body: rowsFrom(0, 10) };
			}
			return await pages(arrival);
		});
		const { items } = await list(operation, ALL, { options: { maxParallel: 1 } });
		expect(items.map(({ json }) => json)).toEqual(rowsFrom(0, 35));
	});
});

describe('a list whose total is known', () => {
	test.each([
		['offset', byOffset(45)],
		['total', withMeta(45, { count: 45 })],
	] as const)('is read at once after its first page: %s', async (operation, pages) => {
		server.answers('GET /list', async (arrival) => {
			if (server.arrivals.indexOf(arrival) > 0) {
				await server.arrived(5);
			}
			return await pages(arrival);
		});
		const { items } = await list(operation, ALL, { options: { maxParallel: 4 } });
		expect(items).toHaveLength(45);
		expect(queries('offset').slice(1).sort()).toEqual(['10', '20', '30', '40']);
		expect(server.arrivals[1]?.beside).toEqual([]);
		expect(server.arrivals[4]?.beside).toHaveLength(3);
	});

	test('is asked for no more rows in a page than the user wants', async () => {
		server.answers('GET /list', byOffset(35));
		await list('offset', upTo(3));
		expect(server.arrivals.map(({ query }) => query)).toEqual([{ kind: 'offset', max: '3', offset: '0' }]);
	});

	test('starts no further page after one was refused', async () => {
		const pages = byOffset(95);
		server.answers('GET /list', async (arrival) =>
			arrival.query.offset === '20' ? { status: 403 } : await pages(arrival),
		);
		await list('offset', ALL, { options: { maxParallel: 1 } });
		expect(queries('offset')).toEqual(['0', '10', '20']);
	});
});

describe('a list whose total is not told', () => {
	test.each<Record<string, string>>([
		{},
		{ 'x-total-count': '' },
		{ 'x-total-count': 'many' },
		{ 'x-total-count': '-1' },
	])('is read page by page to the end: %j', async (headers) => {
		server.answers('GET /list', byOffset(25, headers));
		const { items } = await list('offset', ALL);
		expect(items.map(({ json }) => json)).toEqual(rowsFrom(0, 25));
		expect(queries('offset')).toEqual(['0', '10', '20']);
	});

	test('is read to the end also when the body holds something else in its place', async () => {
		server.answers('GET /list', withMeta(25, { count: 'many' }));
		expect((await list('total', ALL)).items).toHaveLength(25);
	});
});

describe('a list without pages', () => {
	const rows = (count: number): void => server.answers('GET /list', { body: rowsFrom(0, count) });

	test('gives one hint, however many items, when it is exactly as long as can be asked for', async () => {
		rows(10);
		const { items, hints } = await run({ resource: 'list', operation: 'most', parameters: ALL }, [
			{},
			{},
			{},
		]);
		expect(items).toHaveLength(30);
		expect(hints).toHaveLength(1);
		expect(hints[0]?.message).toContain('Exactly 10 came back');
		expect(queries('max')).toEqual(['10', '10', '10']);
	});

	test.each([
		[9, ALL],
		[10, upTo(10)],
		[0, ALL],
	])('gives none for %i rows of %j', async (count, parameters) => {
		rows(count);
		expect((await list('most', parameters)).hints).toEqual([]);
	});

	test('that answers with all it has is cut to the Limit', async () => {
		rows(25);
		expect((await list('whole', upTo(7))).items.map(({ json }) => json)).toEqual(rowsFrom(0, 7));
		expect((await list('whole', ALL)).items).toHaveLength(25);
	});

	test('tells that it was cut, once, however many items', async () => {
		rows(25);
		const { hints } = await run({ resource: 'list', operation: 'whole', parameters: upTo(7) }, [{}, {}]);
		expect(hints).toMatchObject([
			{ message: expect.stringContaining("longer than 'Limit', which is 7: only its beginning came out") },
		]);
		expect((await list('whole', upTo(25))).hints).toEqual([]);
		expect((await list('whole', ALL)).hints).toEqual([]);
	});
});

test('Limit is 50 unless the user says otherwise', async () => {
	server.answers('GET /list', byOffset(95));
	expect((await list('offset', {})).items).toHaveLength(50);
});
