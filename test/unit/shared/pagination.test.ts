import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import { readPages, totalFromBody, totalFromHeader, type Paging } from '../../../nodes/shared/pagination';
import type { Answer, Request } from '../../../nodes/shared/request';
import type { Result } from '../../../nodes/shared/steps';

const FIRST: Request = { method: 'GET', path: '/letters', query: { kind: 'new' } };

const answerOf = (body: JsonValue, headers: Record<string, string> = {}): Answer => ({
	status: 200,
	headers,
	body,
});

const rowsFrom = (first: number, count: number): JsonObject[] =>
	Array.from({ length: count }, (_, index) => ({ row: first + index }));

/** Reads a list to its end; the service answers each query. Gives the rounds of queries too. */
function readAll(
	paging: Paging,
	limit: number | undefined,
	serve: (query: Record<string, unknown>) => Answer,
): Result & { rounds: unknown[][] } {
	const steps = readPages(paging, FIRST, limit, ({ body }) => body as JsonObject[]);
	const rounds: unknown[][] = [];
	let step = steps.next([]);
	while (step.done !== true) {
		const requests = step.value;
		requests.forEach(({ method, path }) =>
			expect({ method, path }).toEqual({ method: 'GET', path: '/letters' }),
		);
		rounds.push(requests.map(({ query }) => query));
		step = steps.next(requests.map(({ query = {} }) => serve(query)));
	}
	return { ...step.value, rounds };
}

const OFFSET: Paging = {
	by: 'offset',
	size: 'max',
	offset: 'skip',
	most: 10,
	total: totalFromHeader('x-total'),
};

const offsetService =
	(count: number) =>
	({ skip, max }: Record<string, unknown>): Answer =>
		answerOf(rowsFrom(Number(skip), Math.max(0, Math.min(Number(max), count - Number(skip)))), {
			'x-total': String(count),
		});

describe('a list read from an offset', () => {
	test('asks for the first page, then for all others in one round', () => {
		const { rows, rounds } = readAll(OFFSET, undefined, offsetService(35));
		expect(rows).toEqual(rowsFrom(0, 35));
		expect(rounds).toEqual([
			[{ kind: 'new', max: 10, skip: 0 }],
			[10, 20, 30].map((skip) => ({ kind: 'new', max: 10, skip })),
		]);
	});

	test('asks for no more pages and no larger ones than the limit needs', () => {
		expect(readAll(OFFSET, 15, offsetService(35))).toMatchObject({
			rows: rowsFrom(0, 15),
			rounds: [[{ max: 10, skip: 0 }], [{ max: 10, skip: 10 }]],
		});
		expect(readAll(OFFSET, 3, offsetService(35)).rounds.flat()).toEqual([{ kind: 'new', max: 3, skip: 0 }]);
	});

	test('passes over no row when the service gives smaller pages than it was asked for', () => {
		const service = offsetService(12);
		const { rows } = readAll(OFFSET, undefined, ({ max, skip }) =>
			service({ skip, max: Math.min(Number(max), 5) }),
		);
		expect(rows).toEqual(rowsFrom(0, 12));
	});
});

describe('a list read from an offset whose total is not told', () => {
	const serve =
		(count: number) =>
		(query: Record<string, unknown>): Answer => ({ ...offsetService(count)(query), headers: {} });

	test.each([
		[0, 1],
		[9, 1],
		[10, 2],
		[25, 3],
	])('of %i rows ends at the first page that is not full, after %i requests', (count, requests) => {
		const { rows, rounds } = readAll(OFFSET, undefined, serve(count));
		expect(rows).toEqual(rowsFrom(0, count));
		expect(rounds.map(([query]) => (query as { skip: number }).skip)).toEqual(
			Array.from({ length: requests }, (_, index) => index * 10),
		);
	});

	test('ends when there are as many rows as wanted', () => {
		expect(readAll(OFFSET, 20, serve(100)).rounds).toHaveLength(2);
	});
});

describe('a list that leads from page to page', () => {
	const paging: Paging = {
		by: 'cursor',
		next: ({ headers }) => (headers.next === undefined ? undefined : { after: headers.next }),
	};
	const serve = ({ after = 'a' }: Record<string, unknown>): Answer => {
		const next: Record<string, string> = { a: 'b', b: 'c' };
		const following = next[String(after)];
		return answerOf([{ page: String(after) }], following === undefined ? {} : { next: following });
	};

	test('is followed until there is no next page', () => {
		const { rows, rounds } = readAll(paging, undefined, serve);
		expect(rows).toEqual([{ page: 'a' }, { page: 'b' }, { page: 'c' }]);
		expect(rounds).toEqual([[{ kind: 'new' }], [{ kind: 'new', after: 'b' }], [{ kind: 'new', after: 'c' }]]);
	});

	test('is followed no further than wanted', () => {
		expect(readAll(paging, 2, serve).rounds).toHaveLength(2);
	});
});

describe('a list without pages', () => {
	const most: Paging = { by: 'most', parameter: 'max', most: 10 };
	const serve = ({ max }: Record<string, unknown>): Answer =>
		answerOf(rowsFrom(0, Math.min(Number(max), 25)));

	test('asks for as many as it may, and remarks that there may be more', () => {
		const { rounds, hint } = readAll(most, undefined, serve);
		expect(rounds).toEqual([[{ kind: 'new', max: 10 }]]);
		expect(hint).toContain('Exactly 10');
	});

	test('asks for as many as wanted, and remarks nothing', () => {
		const { rows, rounds, hint } = readAll(most, 10, serve);
		expect({ count: rows.length, rounds, hint }).toEqual({
			count: 10,
			rounds: [[{ kind: 'new', max: 10 }]],
			hint: undefined,
		});
	});

	test('that answers with everything is cut to what is wanted', () => {
		const { rows, rounds } = readAll({ by: 'nothing' }, 7, () => answerOf(rowsFrom(0, 25)));
		expect(rows).toEqual(rowsFrom(0, 7));
		expect(rounds).toEqual([[{ kind: 'new' }]]);
	});

	test.each<[string, number | undefined, number, boolean]>([
		['all', undefined, 0, false],
		['as many as there are', 25, 0, false],
		['fewer', 7, 18, true],
		['one', 1, 24, true],
	])('and whose newest stand last keeps those, where %s are wanted', (_, limit, from, isCut) => {
		const { rows, hint } = readAll({ by: 'nothing', newest: 'last' }, limit, () => answerOf(rowsFrom(0, 25)));
		expect(rows).toEqual(rowsFrom(from, 25 - from));
		expect(hint?.includes('only the newest came out') ?? false).toBe(isCut);
	});
});

describe('the total', () => {
	test.each([
		['35', 35],
		['0', 0],
		['', undefined],
		['many', undefined],
		['-1', undefined],
		['1.5', undefined],
	])('in a header that says %j is %j', (value, total) => {
		expect(totalFromHeader('x-total')(answerOf([], { 'x-total': value }))).toBe(total);
	});

	test('in a header that is missing is unknown', () => {
		expect(totalFromHeader('x-total')(answerOf([]))).toBeUndefined();
	});

	test.each<[JsonValue, number | undefined]>([
		[{ meta: { count: 35 } }, 35],
		[{ meta: { count: '35' } }, undefined],
		[{ meta: [35] }, undefined],
		[{ meta: null }, undefined],
		[{}, undefined],
		[[], undefined],
		[null, undefined],
	])('in the body %j is %j', (body, total) => {
		expect(totalFromBody('meta', 'count')(answerOf(body))).toBe(total);
	});
});
