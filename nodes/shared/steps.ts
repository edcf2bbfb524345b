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
 * How an item is done: yields requests that may run at the same time, is given their answers in the same order,
 * returns the result. Pure: the same parameters and answers always give the same requests. Bad input is thrown
 * before the first request is yielded.
 */
export type Steps = Generator<readonly Request[], Result, readonly Answer[]>;

/** Yields one request and gives its answer. */
export function* ask(request: Request): Generator<readonly Request[], Answer, readonly Answer[]> {
	const [answer] = yield [request];
	if (answer === undefined) {
		throw new TypeError('A step was resumed without an answer');
	}
	return answer;
}
