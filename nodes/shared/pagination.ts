import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Answer, QueryValue, Request } from './request';
import { ask, type Result, type Steps } from './steps';

/** How a service continues a list. */
export type Paging =
	| OffsetPaging
	| CursorPaging
	/** One request; a query parameter says how many rows at most, and there is no next page. */
	| { readonly by: 'most'; readonly parameter: string; readonly most: number }
	| WholePaging;

/** Rows are counted from an offset. Once the total is known, all remaining pages are asked for at the same time. */
interface OffsetPaging {
	readonly by: 'offset';
	/** Query parameter: rows in a page. */
	readonly size: string;
	/** Query parameter: rows to pass over. */
	readonly offset: string;
	/** The most rows that one page may have. */
	readonly most: number;
	readonly total: (answer: Answer) => number | undefined;
}

/** Each answer leads to the next page. */
interface CursorPaging {
	readonly by: 'cursor';
	/** What to add to the query for the next page; `undefined` after the last. */
	readonly next: (answer: Answer) => Readonly<Record<string, QueryValue>> | undefined;
}

/** One request answers with the whole list. */
interface WholePaging {
	readonly by: 'nothing';
	/** Where the newest rows stand, if it is those that a limit keeps. Default: it keeps the first. */
	readonly newest?: 'last';
}

type RowsOf = (answer: Answer) => readonly JsonObject[];

/**
 * Reads a list to its end, or until `limit` rows are there.
 *
 * @param limit rows wanted; `undefined` for all
 */
export function readPages(paging: Paging, first: Request, limit: number | undefined, rowsOf: RowsOf): Steps {
	switch (paging.by) {
		case 'offset':
			return readByOffset(paging, first, limit, rowsOf);
		case 'cursor':
			return readByCursor(paging, first, limit, rowsOf);
		case 'most':
			return readMost(paging, first, limit, rowsOf);
		case 'nothing':
			return readWhole(paging, first, limit, rowsOf);
	}
}

type Query = Readonly<Record<string, QueryValue>>;

const withQuery = (request: Request, query: Query): Request => ({
	...request,
	query: { ...request.query, ...query },
});

const cut = (rows: readonly JsonObject[], limit: number | undefined): Result => ({
	rows: rows.slice(0, limit),
});

/**
 * After the first page all others at once when the total is known, else one after the other. A server may give
 * smaller pages than it was asked for: the first one shows how many rows a page really has.
 */
function* readByOffset(
	{ size, offset, most, total }: OffsetPaging,
	first: Request,
	limit: number | undefined,
	rowsOf: RowsOf,
): Steps {
	const wanted = Math.min(most, limit ?? most);
	const from = (row: number): Request => withQuery(first, { [size]: wanted, [offset]: row });
	const firstAnswer = yield* ask(from(0));
	const rows = [...rowsOf(firstAnswer)];
	const given = rows.length === 0 ? wanted : Math.min(wanted, rows.length);
	const page = (index: number): Request => from(index * given);
	const all = total(firstAnswer);
	if (all !== undefined) {
		const pages = Math.ceil(Math.min(all, limit ?? all) / given);
		const rest = Array.from({ length: Math.max(0, pages - 1) }, (_, index) => page(index + 1));
		const answers = yield rest;
		return cut([...rows, ...answers.flatMap(rowsOf)], limit);
	}
	let last = rows.length;
	for (let index = 1; last >= wanted && rows.length < (limit ?? Infinity); index++) {
		const next = rowsOf(yield* ask(page(index)));
		rows.push(...next);
		last = next.length;
	}
	return cut(rows, limit);
}

function* readByCursor(
	{ next }: CursorPaging,
	first: Request,
	limit: number | undefined,
	rowsOf: RowsOf,
): Steps {
	const rows: JsonObject[] = [];
	let query: Query | undefined = {};
	while (query !== undefined && rows.length < (limit ?? Infinity)) {
		const answer: Answer = yield* ask(withQuery(first, query));
		rows.push(...rowsOf(answer));
		query = next(answer);
	}
	return cut(rows, limit);
}

/** A list without pages. Says so when exactly as many rows came as were asked for, because there may be more. */
function* readMost(
	{ parameter, most }: { readonly parameter: string; readonly most: number },
	first: Request,
	limit: number | undefined,
	rowsOf: RowsOf,
): Steps {
	const rows = rowsOf(yield* ask(withQuery(first, { [parameter]: limit ?? most })));
	const result = cut(rows, limit);
	if (limit === undefined && rows.length >= most) {
		const hint = `Exactly ${most} came back, the most that can be asked for. There may be more: this API has no further pages, so narrow the search.`;
		return { ...result, hint };
	}
	return result;
}

/** A whole list. Says so when a limit leaves some of it out: everything was read, and nothing else shows the rest. */
function* readWhole(
	{ newest }: WholePaging,
	first: Request,
	limit: number | undefined,
	rowsOf: RowsOf,
): Steps {
	const rows = rowsOf(yield* ask(first));
	if (limit === undefined || rows.length <= limit) {
		return { rows };
	}
	const which = newest === undefined ? 'its beginning' : 'the newest';
	return {
		rows: newest === undefined ? rows.slice(0, limit) : rows.slice(-limit),
		hint: `The list is longer than 'Limit', which is ${limit}: only ${which} came out. Raise it, or switch on 'Return All'.`,
	};
}

/** A total that the service writes in a header, e.g. Amio's `x-total-count`. */
export const totalFromHeader =
	(name: string) =>
	({ headers }: Answer): number | undefined => {
		const text = headers[name]?.trim() ?? '';
		return /^\d+$/.test(text) ? Number(text) : undefined;
	};

/** A total inside the body, e.g. Chatwoot's `meta.count`. */
export const totalFromBody =
	(...keys: readonly string[]) =>
	({ body }: Answer): number | undefined => {
		let value: JsonValue | undefined = body;
		for (const key of keys) {
			value = typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined;
		}
		return typeof value === 'number' ? value : undefined;
	};
