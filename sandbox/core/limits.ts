import type { JournalEntry } from './journal.ts';

/**
 * What a 429 says about when to come back: `Retry-After` in seconds or as a date, Amio's `X-RateLimit-*` headers
 * (reset in seconds since 1970), nothing (as Chatwoot), or headers of your own.
 */
export type LimitAnswer =
	| 'retry-after-seconds'
	| 'retry-after-date'
	| 'reset-header'
	| 'none'
	| { readonly headers: Readonly<Record<string, string>> };

/** A request that a limit turns away with 429. */
export interface Refusal {
	readonly headers: Readonly<Record<string, string>>;
	readonly note: string;
}

const headersOf = (
	answer: LimitAnswer,
	perWindow: number,
	end: number,
	now: number,
): Record<string, string> => {
	if (typeof answer === 'object') return { ...answer.headers };
	// Whole seconds, rounded up: a client that waits as told must not come too early.
	const endSeconds = Math.ceil(end / 1000);
	switch (answer) {
		case 'retry-after-seconds':
			return { 'retry-after': String(Math.ceil((end - now) / 1000)) };
		case 'retry-after-date':
			return { 'retry-after': new Date(endSeconds * 1000).toUTCString() };
		case 'reset-header':
			return {
				'x-ratelimit-limit': String(perWindow),
				'x-ratelimit-remaining': '0',
				'x-ratelimit-reset': String(endSeconds),
			};
		case 'none':
			return {};
	}
};

/** Fixed windows: the first request opens one, `perWindow` requests fit in. */
export const rateLimit = (
	service: string,
	options: { readonly perWindow: number; readonly windowMs: number; readonly answer?: LimitAnswer },
	now: () => number,
): ((entry: JournalEntry) => Refusal | undefined) => {
	const { perWindow, windowMs, answer = 'retry-after-seconds' } = options;
	let end = -Infinity;
	let count = 0;
	return (entry) => {
		if (entry.service !== service) return undefined;
		const time = now();
		if (time >= end) {
			end = time + windowMs;
			count = 0;
		}
		if (count < perWindow) {
			count += 1;
			return undefined;
		}
		return { headers: headersOf(answer, perWindow, end, time), note: 'rate limit' };
	};
};

/** Counts what was being answered when the request arrived, with itself. */
export const connectionLimit =
	(service: string, most: number) =>
	(entry: JournalEntry): Refusal | undefined =>
		entry.service === service && entry.inFlight > most
			? { headers: {}, note: 'connection limit' }
			: undefined;
