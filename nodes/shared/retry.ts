import type { Outcome } from './attempt';
import { isRepeatable, type Answer, type Request } from './request';

const FIRST_BACKOFF = 500;
const SECONDS_SINCE_1970 = 1e9;

/** What to do after a request was tried. Times in milliseconds. */
export type Verdict =
	/** There is an answer to hand on. */
	| { readonly then: 'answer'; readonly answer: Answer }
	/** The service is limiting us. `until` (since 1970), when it said so. */
	| { readonly then: 'limited'; readonly until: number | undefined }
	| { readonly then: 'repeat' }
	| { readonly then: 'fail' };

/**
 * What to do with the outcome of one try. What may have been applied is repeated only if doing it twice is the
 * same as doing it once.
 *
 * @param mayHaveActed whether the service may have acted on an earlier try
 * @param now milliseconds since 1970
 */
export function judge(request: Request, outcome: Outcome, mayHaveActed: boolean, now: number): Verdict {
	switch (outcome.kind) {
		case 'unsent':
			return { then: 'repeat' };
		case 'cut':
			return isRepeatable(request) ? { then: 'repeat' } : { then: 'fail' };
		case 'impossible':
			return { then: 'fail' };
		case 'answer':
			return judgeAnswer(request, outcome.answer, mayHaveActed, now);
	}
}

const GATEWAY_OR_SERVER = new Set([500, 502, 503, 504]);

function judgeAnswer(request: Request, answer: Answer, mayHaveActed: boolean, now: number): Verdict {
	const { status, headers } = answer;
	if (request.accept?.includes(status) === true) {
		return { then: 'answer', answer };
	}
	if (status === 429 || (status === 503 && headers['retry-after'] !== undefined)) {
		return { then: 'limited', until: limitEnd(headers, now) };
	}
	if (GATEWAY_OR_SERVER.has(status)) {
		return isRepeatable(request) ? { then: 'repeat' } : { then: 'fail' };
	}
	if (status === 404 && request.method === 'DELETE' && mayHaveActed) {
		return { then: 'answer', answer: { ...answer, status: 204, body: undefined } };
	}
	return status >= 200 && status < 300 ? { then: 'answer', answer } : { then: 'fail' };
}

/**
 * When the limit that refused a request ends, in milliseconds since 1970: `Retry-After` in seconds or as a date, else
 * `X-RateLimit-Reset` (seed 003 calls it the time that remains and shows an absolute one: it is told by its size).
 * With requests left in the window it is another limit that refused, such as that of simultaneous connections
 * (seed 003), and the window's end says nothing about it.
 */
export function limitEnd(headers: Answer['headers'], now: number): number | undefined {
	const hasRoom = (requestsLeft(headers) ?? 0) > 0;
	return retryAfter(headers['retry-after'], now) ?? (hasRoom ? undefined : windowEnd(headers, now));
}

/**
 * When the next request may be sent after this answer, in milliseconds since 1970, if it was the last one that the
 * service takes until then: asking all the same would only cost a refusal.
 */
export function usedUpUntil(outcome: Outcome, now: number): number | undefined {
	if (outcome.kind !== 'answer') {
		return undefined;
	}
	const { headers } = outcome.answer;
	return requestsLeft(headers) === 0 ? windowEnd(headers, now) : undefined;
}

function retryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') {
		return undefined;
	}
	const seconds = Number(value);
	// A date names a whole second; the limit may end at any moment of it.
	const end = Number.isFinite(seconds) ? now + seconds * 1000 : Date.parse(value) + 1000;
	return Number.isNaN(end) ? undefined : end;
}

/** How many more requests the service takes in this window; `undefined` when it does not say. */
function requestsLeft(headers: Answer['headers']): number | undefined {
	const text = headers['x-ratelimit-remaining']?.trim() ?? '';
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

function windowEnd(headers: Answer['headers'], now: number): number | undefined {
	const seconds = Number(headers['x-ratelimit-reset'] ?? NaN);
	if (!Number.isFinite(seconds) || seconds < 0) {
		return undefined;
	}
	return seconds > SECONDS_SINCE_1970 ? seconds * 1000 : now + seconds * 1000;
}

/**
 * How long to wait before the next try: 0.5 s, doubled each time, with full jitter so that requests cut at the
 * same moment do not come back at the same moment.
 *
 * @param random from 0 to 1
 */
export const backoff = (tries: number, random: number): number => FIRST_BACKOFF * 2 ** (tries - 1) * random;
