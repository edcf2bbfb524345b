import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Outcome } from '../../../nodes/shared/attempt';
import type { Failure } from '../../../nodes/shared/failure';
import type { Answer, Request } from '../../../nodes/shared/request';
import type { Service } from '../../../nodes/shared/service';
import { failureOf, limited, redirected, unreadable, wordsIn } from '../../../nodes/shared/words';
import { quote } from '../../../nodes/shared/quote';

const service: Service = {
	name: 'Shelf',
	credential: 'shelfApi',
	tokenField: 'token',
	parallel: 1,
	options: [],
	address: () => (below) => below,
	advice: { 404: 'Look on the other shelf.' },
};

const POST: Request = { method: 'POST', path: '/letters', query: { key: 'QUERY' }, body: { text: 'BODY' } };
const GET: Request = { method: 'GET', path: '/letters/1' };

const answer = (status: number, body?: JsonValue): Answer => ({
	status,
	headers: { 'x-secret': 'HEADER' },
	body,
});

const answered = (status: number, body?: JsonValue): Outcome => ({
	kind: 'answer',
	answer: answer(status, body),
	bytes: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
});

const all = (failure: Failure): string => `${failure.message} ${failure.details.description}`;

describe('a refusal', () => {
	test('begins with the own words of the service, then says what was refused and what to do', () => {
		const { message, details } = failureOf(service, GET, answered(404, { error: 'No such letter' }));
		expect(message).toBe('No such letter');
		expect(details.description).toBe(
			'Shelf answered 404 Not Found to GET /letters/1. Look on the other shelf.',
		);
		expect(details).toMatchObject({ status: 404, maybeDelivered: false });
	});

	test('without words of its own is still understood', () => {
		const { message, details } = failureOf(service, GET, answered(401));
		expect(message).toBe('Shelf refused the request (401)');
		expect(details.description).toContain('Shelf answered 401 Unauthorized to GET /letters/1.');
		expect(details.description).toContain('Check the token in the credential');
	});

	test('of a status that nobody knows has no empty words', () => {
		expect(all(failureOf(service, GET, answered(499)))).toBe(
			'Shelf refused the request (499) Shelf answered 499 to GET /letters/1.',
		);
	});

	test('long and in many lines is made one short line', () => {
		const { message } = failureOf(service, GET, answered(400, { error: 'a\n\n  b\t'.repeat(1000) }));
		expect(message).toMatch(/^a b a b/);
		expect(message).not.toContain('\n');
		expect(message.length).toBeLessThan(520);
	});

	test.each([500, 502, 503, 504, 520])(
		'of %i tells whether the request may have been carried out',
		(status) => {
			expect(failureOf(service, POST, answered(status)).details.maybeDelivered).toBe(true);
			expect(all(failureOf(service, POST, answered(status)))).toContain('look there before you repeat it');
			expect(failureOf(service, GET, answered(status)).details.maybeDelivered).toBe(false);
			expect(failureOf(service, { ...POST, repeatable: true }, answered(status)).details.maybeDelivered).toBe(
				false,
			);
		},
	);
});

describe("a service's own words", () => {
	test.each<[JsonValue | undefined, string | undefined]>([
		['Not found', 'Not found'],
		[{ message: 'Not found' }, 'Not found'],
		[{ error: 'Not found' }, 'Not found'],
		[{ error: { code: 7, message: 'Not found' } }, 'Not found'],
		[{ errors: [{ message: 'One' }, { message: 'Two' }] }, 'One; Two'],
		[{ errors: ['One', 'Two'] }, 'One; Two'],
		[{ error: { message: 'Invalid', field: 'name' } }, 'name: Invalid'],
		[{ detail: [{ loc: ['body', 'subject'], msg: 'Field required' }] }, 'subject: Field required'],
		[{ message: '', error: 'Not found' }, 'Not found'],
		[{ message: null, errors: [] }, undefined],
		[{ status: 'failed' }, undefined],
		[{ status: { code: '404', message: 'Not Found' }, errors: [] }, 'Not Found'],
		[
			{ status: { code: 422, message: 'Unprocessable' }, errors: [{ field: 'name', message: 'Too long' }] },
			'name: Too long',
		],
		[{ error: 404 }, undefined],
		['', undefined],
		[null, undefined],
		[7, undefined],
		[[], undefined],
		[undefined, undefined],
	])('in %j are %j', (body, words) => {
		expect(wordsIn(body)).toBe(words);
	});

	test('are text or nothing, whatever the body is', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (body) => {
				expect(['string', 'undefined']).toContain(typeof wordsIn(body as JsonValue));
			}),
		);
	});
});

describe('no answer', () => {
	test('because nothing was sent says that, and where to look', () => {
		const failure = failureOf(service, POST, { kind: 'unsent', reason: 'ECONNREFUSED' });
		expect(failure.message).toBe('Shelf cannot be reached');
		expect(failure.details.description).toContain('(ECONNREFUSED). Nothing was sent.');
		expect(failure.details.maybeDelivered).not.toBe(true);
	});

	test('after it was sent says that it may have arrived', () => {
		const failure = failureOf(service, POST, { kind: 'cut', reason: 'no answer within 60 s' });
		expect(failure.message).toBe('Shelf did not answer: no answer within 60 s');
		expect(failure.details.description).toContain('POST /letters was sent. It was not sent again');
		expect(failure.details.maybeDelivered).toBe(true);
		expect(failureOf(service, GET, { kind: 'cut', reason: 'x' }).details.maybeDelivered).toBe(false);
	});

	test('because it cannot go out gives the reason', () => {
		const failure = failureOf(service, POST, {
			kind: 'impossible',
			reason: 'the certificate is not trusted',
		});
		expect(failure.message).toBe('Shelf cannot be called: the certificate is not trusted');
		expect(failure.details.description).toContain('Nothing was sent.');
		expect(failure.details.maybeDelivered).not.toBe(true);
	});
});

test('a limit is told with the time at which it ends, if that is known', () => {
	const failure = limited(service, Date.UTC(2026, 10, 21, 12), 65_000);
	expect(failure.message).toBe('Shelf takes no more requests until 2026-11-21T12:00:00.000Z');
	expect(failure.details.description).toContain('Max Wait (65 s)');
	expect(failure.details.status).toBe(429);
	expect(limited(service, undefined, 0).message).toBe('Shelf takes no more requests');
});

test.each([
	['<!doctype html>', 'Shelf gave a web page instead of JSON'],
	[' \n<html>', 'Shelf gave a web page instead of JSON'],
	[' ', 'Shelf gave an empty answer'],
	['{"half', 'Shelf gave an answer that is not JSON'],
])('an answer that is %j is told as such, and a POST may have been carried out', (text, words) => {
	expect(unreadable(service, GET, answer(200), text)).toMatchObject({
		message: words,
		details: { maybeDelivered: false },
	});
	expect(unreadable(service, POST, answer(200), text).details.maybeDelivered).toBe(true);
});

test('no message holds anything of the request but its method and path, nor what stood in headers', () => {
	const body = fc.dictionary(
		fc.constantFrom('error', 'message', 'id'),
		fc.jsonValue(),
	) as fc.Arbitrary<JsonObject>;
	const outcome = fc.oneof(
		fc.tuple(fc.integer({ min: 300, max: 599 }), body).map(([status, value]) => answered(status, value)),
		fc.constantFrom<Outcome>({ kind: 'unsent', reason: 'ENOTFOUND' }, { kind: 'cut', reason: 'ECONNRESET' }),
	);
	fc.assert(
		fc.property(fc.constantFrom(GET, POST), outcome, (request, one) => {
			expect(all(failureOf(service, request, one))).not.toMatch(/HEADER|BODY|QUERY/);
		}),
	);
	expect(all(redirected(service, POST, answer(302), 'https://other.example.com/login'))).not.toMatch(
		/HEADER|BODY|QUERY/,
	);
	expect(all(unreadable(service, POST, answer(200), 'SOMEONE ELSE: text'))).not.toMatch(
		/HEADER|BODY|QUERY|SOMEONE/,
	);
});

test('a quote is one line', () => {
	expect(quote('  a\r\n b  ')).toBe('a b');
	expect(quote('x'.repeat(600))).toBe(`${'x'.repeat(500)} …`);
});
