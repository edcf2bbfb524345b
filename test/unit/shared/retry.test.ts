import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outcome } from '../../../nodes/shared/attempt';
import type { Method, Request } from '../../../nodes/shared/request';
import { backoff, judge, limitEnd, usedUpUntil } from '../../../nodes/shared/retry';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

const answered = (status: number, headers: Record<string, string> = {}): Outcome => ({
	kind: 'answer',
	answer: { status, headers, body: { some: 'body' } },
	bytes: Buffer.from('{"some":"body"}'),
});

const request = (method: Method, repeatable?: boolean): Request => ({
	method,
	path: '/letters',
	...(repeatable === undefined ? {} : { repeatable }),
});

const OUTCOMES: Record<string, Outcome> = {
	'200': answered(200),
	'201': answered(201),
	'204': answered(204),
	'400': answered(400),
	'401': answered(401),
	'403': answered(403),
	'404': answered(404),
	'409': answered(409),
	'422': answered(422),
	'429': answered(429),
	'429 with seconds': answered(429, { 'retry-after': '3' }),
	'500': answered(500),
	'501': answered(501),
	'502': answered(502),
	'503': answered(503),
	'503 with seconds': answered(503, { 'retry-after': '3' }),
	'504': answered(504),
	'refused connection': { kind: 'unsent', reason: 'ECONNREFUSED' },
	'cut connection': { kind: 'cut', reason: 'ECONNRESET' },
	impossible: { kind: 'impossible', reason: 'certificate' },
};

/** What must follow, by outcome: for what may be done twice, and for what may not. */
const TABLE: Record<string, [harmless: string, onceOnly: string]> = {
	'200': ['answer', 'answer'],
	'201': ['answer', 'answer'],
	'204': ['answer', 'answer'],
	'400': ['fail', 'fail'],
	'401': ['fail', 'fail'],
	'403': ['fail', 'fail'],
	'404': ['fail', 'fail'],
	'409': ['fail', 'fail'],
	'422': ['fail', 'fail'],
	'429': ['limited', 'limited'],
	'429 with seconds': ['limited', 'limited'],
	'500': ['repeat', 'fail'],
	'501': ['fail', 'fail'],
	'502': ['repeat', 'fail'],
	'503': ['repeat', 'fail'],
	'503 with seconds': ['limited', 'limited'],
	'504': ['repeat', 'fail'],
	'refused connection': ['repeat', 'repeat'],
	'cut connection': ['repeat', 'fail'],
	impossible: ['fail', 'fail'],
};

const HARMLESS = [
	request('GET'),
	request('PUT'),
	request('DELETE'),
	request('POST', true),
	request('PATCH', true),
];
const ONCE_ONLY = [request('POST'), request('PATCH'), request('POST', false), request('PUT', false)];

describe.each(Object.entries(TABLE))('what follows after %s', (name, [harmless, onceOnly]) => {
	const outcome = OUTCOMES[name] ?? answered(0);

	test.each(HARMLESS)(`is ${harmless} for %j`, (one) => {
		expect(judge(one, outcome, false, NOW).then).toBe(harmless);
	});

	test.each(ONCE_ONLY)(`is ${onceOnly} for %j`, (one) => {
		expect(judge(one, outcome, false, NOW).then).toBe(onceOnly);
	});
});

test('a 404 to a DELETE that was sent before is success; to nothing else, and not the first time', () => {
	expect(judge(request('DELETE'), answered(404), true, NOW)).toMatchObject({
		then: 'answer',
		answer: { status: 204 },
	});
	expect(judge(request('DELETE'), answered(404), false, NOW).then).toBe('fail');
	expect(judge(request('GET'), answered(404), true, NOW).then).toBe('fail');
	expect(judge(request('PUT'), answered(404), true, NOW).then).toBe('fail');
});

test('the answer is handed on as it came', () => {
	const outcome = answered(201, { 'x-total-count': '3' });
	expect(judge(request('POST'), outcome, false, NOW)).toEqual({
		then: 'answer',
		answer: { status: 201, headers: { 'x-total-count': '3' }, body: { some: 'body' } },
	});
});

describe('the end of a rate limit', () => {
	const IN_A_MINUTE = NOW + 60_000;

	test.each<[string, Record<string, string>, number | undefined]>([
		['seconds', { 'retry-after': '60' }, IN_A_MINUTE],
		['parts of a second', { 'retry-after': '0.5' }, NOW + 500],
		[
			'a date, of which the whole second may pass',
			{ 'retry-after': new Date(IN_A_MINUTE).toUTCString() },
			IN_A_MINUTE + 1000,
		],
		['a time since 1970', { 'x-ratelimit-reset': String(IN_A_MINUTE / 1000) }, IN_A_MINUTE],
		['the seconds that are left', { 'x-ratelimit-reset': '60' }, IN_A_MINUTE],
		['both, of which Retry-After counts', { 'retry-after': '60', 'x-ratelimit-reset': '5' }, IN_A_MINUTE],
		['nonsense and a time', { 'retry-after': 'soon', 'x-ratelimit-reset': '60' }, IN_A_MINUTE],
		['an empty Retry-After and a time', { 'retry-after': ' ', 'x-ratelimit-reset': '60' }, IN_A_MINUTE],
		[
			'the time of a window that is used up',
			{ 'x-ratelimit-reset': '60', 'x-ratelimit-remaining': '0' },
			IN_A_MINUTE,
		],
		[
			'nothing, when the window has room and something else is too much',
			{ 'x-ratelimit-reset': '60', 'x-ratelimit-remaining': '7' },
			undefined,
		],
		[
			'Retry-After, whatever the window has',
			{ 'retry-after': '60', 'x-ratelimit-reset': '5', 'x-ratelimit-remaining': '7' },
			IN_A_MINUTE,
		],
		[
			'the time, when what remains is nonsense',
			{ 'x-ratelimit-reset': '60', 'x-ratelimit-remaining': 'some' },
			IN_A_MINUTE,
		],
		['nothing', {}, undefined],
		['nonsense', { 'retry-after': 'soon' }, undefined],
		['nonsense as time', { 'x-ratelimit-reset': 'soon' }, undefined],
		['a negative time', { 'x-ratelimit-reset': '-5' }, undefined],
		['an endless time', { 'x-ratelimit-reset': 'Infinity' }, undefined],
	])('comes from %s', (_, headers, end) => {
		expect(limitEnd(headers, NOW)).toBe(end);
	});

	test.each<Record<string, string>>([
		{ 'retry-after': '-5' },
		{ 'retry-after': '0' },
		{ 'retry-after': new Date(NOW - 60_000).toUTCString() },
		{ 'x-ratelimit-reset': String((NOW - 60_000) / 1000) },
		{ 'x-ratelimit-reset': '0' },
		{ 'x-ratelimit-reset': '' },
	])('is not in the future for %j', (headers) => {
		expect(limitEnd(headers, NOW) ?? 0).toBeLessThanOrEqual(NOW);
	});

	test('is a finite number or unknown, whatever a server writes', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (after, reset) => {
				const end = limitEnd({ 'retry-after': after, 'x-ratelimit-reset': reset }, NOW);
				expect(end === undefined || Number.isFinite(end)).toBe(true);
			}),
		);
	});
});

describe('the window is used up', () => {
	const RESET = { 'x-ratelimit-reset': '60' };

	test.each<[string, Outcome, number | undefined]>([
		['after the last request of it', answered(200, { ...RESET, 'x-ratelimit-remaining': '0' }), NOW + 60_000],
		[
			'after a refusal of another kind too',
			answered(422, { ...RESET, 'x-ratelimit-remaining': ' 0 ' }),
			NOW + 60_000,
		],
		['not while there is room', answered(200, { ...RESET, 'x-ratelimit-remaining': '1' }), undefined],
		['not when nobody says how much room', answered(200, RESET), undefined],
		['not when that is empty', answered(200, { ...RESET, 'x-ratelimit-remaining': '' }), undefined],
		['not to a time that nobody knows', answered(200, { 'x-ratelimit-remaining': '0' }), undefined],
		['not for all that is known without an answer', { kind: 'cut', reason: 'ECONNRESET' }, undefined],
	])('%s', (_, outcome, until) => {
		expect(usedUpUntil(outcome, NOW)).toBe(until);
	});
});

describe('the wait after a failure', () => {
	test('is at most half a second, then doubled each time', () => {
		expect([1, 2, 3, 4].map((tries) => backoff(tries, 1))).toEqual([500, 1000, 2000, 4000]);
	});

	test('is anywhere between nothing and that', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 20 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(tries, random) => {
					const wait = backoff(tries, random);
					expect(wait).toBeGreaterThanOrEqual(0);
					expect(wait).toBeLessThanOrEqual(500 * 2 ** (tries - 1));
				},
			),
		);
		expect(backoff(3, 0)).toBe(0);
	});
});
