import type { JsonObject } from 'n8n-workflow';
import type { Answer, Request } from '../shared/request';
import { ask, type Steps } from '../shared/steps';

/** Conversations in a page; the server gives no other number (recorded). */
const PAGE = 25;

/**
 * Reads a list of conversations page by page, until a short page or until `limit` are there. What has activity
 * while it is read moves to the front and pushes others onto the next page: none is given twice.
 *
 * @param limit rows wanted; `undefined` for all
 */
export function* readConversations(
	first: Request,
	limit: number | undefined,
	rowsOf: (answer: Answer) => readonly JsonObject[],
): Steps {
	const rows = new Map<unknown, JsonObject>();
	let last = PAGE;
	for (let page = 1; last >= PAGE && rows.size < (limit ?? Infinity); page++) {
		const answer = yield* ask({ ...first, query: { ...first.query, page } });
		const found = rowsOf(answer);
		for (const row of found) {
			rows.set(row.id, rows.get(row.id) ?? row);
		}
		last = found.length;
	}
	return { rows: [...rows.values()].slice(0, limit) };
}
