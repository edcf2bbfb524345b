import type { IBinaryKeyData, JsonObject } from 'n8n-workflow';
import type { Answer, Request } from './request';

/** What one item gives: rows that become n8n items, and a remark for the person who looks at the output. */
export interface Result {
	readonly rows: readonly JsonObject[];
	/** Files that go with the first row, by the name of their binary property. */
	readonly files?: IBinaryKeyData;
	readonly hint?: string;
}

/**
 * A part of how an item is done: yields requests that may run at the same time, is given their answers in the same
 * order, returns what it found out. Pure: the same parameters and answers always give the same requests.
 */
export type Asking<T> = Generator<readonly Request[], T, readonly Answer[]>;

/** How an item is done. Bad input is thrown before the first request is yielded. */
export type Steps = Asking<Result>;

/** Yields one request and gives its answer. */
export function* ask(request: Request): Asking<Answer> {
	const [answer] = yield [request];
	if (answer === undefined) {
		throw new TypeError('A step was resumed without an answer');
	}
	return answer;
}
