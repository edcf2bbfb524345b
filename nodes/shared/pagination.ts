import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Answer, QueryValue, Request } from './request';
import { ask, type Result, type Steps } from './steps';

/** How a service continues a list. */
export type Paging =
	| OffsetPaging
	| PagePaging
	| CursorPaging
	/** One request; a query parameter says how many rows at most, and there is no next page. */
	| { readonly by: 'most'; readonly parameter: string; readonly most: number }
	/** One request answers with the whole list. */
	| { readonly by: 'nothing' };

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

/** Pages of a fixed size are numbered from 1. */
interface PagePaging {
	readonly by: 'page';
	/** Query parameter: the page's number. */
	readonly page: string;
	/** Rows in a full page: a shorter one is the last. */
	readonly most: number;
	/** All rows there are, if the answer tells: then the remaining pages are asked for at the same time. */
	readonly total?: (answer: Answer) => number | undefined;
}

/** Each answer leads to the next page. */
interface CursorPaging {
	readonly by: 'cursor';
	/** What to add to the query for the next page; `undefined` after the last. */
	readonly next: (answer: Answer) => Readonly<Record<string, QueryValue>> | undefined;
}

type RowsOf = (answer: Answer) => readonly JsonObject[];

/**
 * Reads a list to its end, or until `limit` rows are there.
 *
 * @param limit rows wanted; `undefined` for all
 */
export function readPages(paging: Paging, first: Request, limit: number | undefined, rowsOf: RowsOf): Steps {
	switch (paging.by) {
		case 'offset': {
			const size = Math.min(paging.most, limit ?? paging.most);
			const queryOf = (index: number, rows: number): Query => ({
				[paging.size]: size,
				[paging.offset]: index * rows,
			});
			return readNumbered(queryOf, { most: size, total: paging.total }, first, limit, rowsOf);
		}
		case 'page':
			return readNumbered((index) => ({ [paging.page]: index + 1 }), paging, first, limit, rowsOf);
		case 'cursor':
			return readByCursor(paging, first, limit, rowsOf);
		case 'most':
			return readMost(paging, first, limit, rowsOf);
		case 'nothing':
			return readMost(undefined, first, limit, rowsOf);
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

interface Numbered {
	readonly most: number;
	readonly total?: ((answer: Answer) => number | undefined) | undefined;
}

/**
 * Pages that can be asked for by their number: at once when the total is known, else one after the other. A server
 * may give smaller pages than it was asked for: the first one shows how many rows a page really has.
 *
 * @param queryOf the query of a page, by its number from 0 and the rows that pages have
 */
function* readNumbered(
	queryOf: (index: number, rows: number) => Query,
	{ most, total }: Numbered,
	first: Request,
	limit: number | undefined,
	rowsOf: RowsOf,
): Steps {
	const firstAnswer = yield* ask(withQuery(first, queryOf(0, most)));
	const rows = [...rowsOf(firstAnswer)];
	const size = rows.length === 0 ? most : Math.min(most, rows.length);
	const page = (index: number): Request => withQuery(first, queryOf(index, size));
	const all = total?.(firstAnswer);
	if (all !== undefined) {
		const pages = Math.ceil(Math.min(all, limit ?? all) / size);
		const rest = Array.from({ length: Math.max(0, pages - 1) }, (_, index) => page(index + 1));
		const answers = yield rest;
		return cut([...rows, ...answers.flatMap(rowsOf)], limit);
	}
	let last = rows.length;
	for (let index = 1; last >= most && rows.length < (limit ?? Infinity); index++) {
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
	most: { readonly parameter: string; readonly most: number } | undefined,
	first: Request,
	limit: number | undefined,
	rowsOf: RowsOf,
): Steps {
	const request = most === undefined ? first : withQuery(first, { [most.parameter]: limit ?? most.most });
	const rows = rowsOf(yield* ask(request));
	const result = cut(rows, limit);
	if (limit === undefined && most !== undefined && rows.length >= most.most) {
		const hint = `Exactly ${most.most} came back, the most that can be asked for. There may be more: this API has no further pages, so narrow the search.`;
		return { ...result, hint };
	}
	return result;
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
