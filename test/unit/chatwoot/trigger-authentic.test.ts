import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import CryptoJS from 'crypto-js';
import fc from 'fast-check';
import { judgeDelivery, type Measure, type Verdict } from '../../../nodes/Chatwoot/trigger/authentic';

/** What a real server delivered. It is no part of this repository: without it there is nothing to compare with. */
const RECORDED = '../shared/recorded/chatwoot/signing/signature-vectors.json';
const describeRecorded = existsSync(RECORDED) ? describe : describe.skip;

const SECRET = 'test-secret';
const SECONDS = 1_700_000_000;
const BODY = '{"event":"message_created","id":1}';
/** Computed elsewhere, from the facts of the service. */
const KNOWN = 'sha256=77a4c9ecab8fe968b13a6cc51d3ddcd4b2d74f50c837661ab5972c9e6791bb15';

type Headers = Record<string, string | string[] | undefined>;

const measure = (more: Partial<Measure> = {}): Measure => ({
	secret: SECRET,
	acceptUnsigned: false,
	maxAge: 300,
	now: SECONDS * 1000,
	...more,
});

const headersOf = (more: Headers = {}): Headers => ({
	'x-chatwoot-delivery': 'delivery-1',
	'x-chatwoot-timestamp': String(SECONDS),
	'x-chatwoot-signature': KNOWN,
	...more,
});

const judge = (headers: Headers = headersOf(), body = BODY, more: Partial<Measure> = {}): Verdict =>
	judgeDelivery(headers, Buffer.from(body), measure(more));

const BELIEVED = { reason: undefined, deliveryId: 'delivery-1', signedAt: SECONDS * 1000 };
const STALE = { reason: 'it was signed too long ago, or its clock is ahead' };
const NO_TIME = { reason: 'it does not say when it was signed' };
const NONE = { reason: 'there is no signature' };
const MALFORMED = { reason: 'the signature is malformed' };
const WRONG = { reason: 'the signature does not match the body and the secret' };

describeRecorded('The deliveries of a real server', () => {
	type Vector = Record<
		'delivery' | 'header_prefix' | 'raw_body' | 'secret' | 'signature' | 'timestamp',
		string
	>;
	const vectors = existsSync(RECORDED)
		? (JSON.parse(readFileSync(RECORDED, 'utf8')) as (Vector & { source: string })[])
		: [];
	const headers = (vector: Vector): Headers => ({
		[`${vector.header_prefix}-delivery`]: vector.delivery,
		[`${vector.header_prefix}-timestamp`]: vector.timestamp,
		[`${vector.header_prefix}-signature`]: vector.signature,
	});
	const at = ({ timestamp, secret }: Vector): Measure =>
		measure({ secret, now: Number(timestamp) * 1000 + 2000 });

	test('are all there', () => {
		expect(vectors).toHaveLength(14);
	});

	test.each(vectors.map((vector) => [vector.source, vector.delivery, vector] as const))(
		'%s %s',
		(_, delivery, vector) => {
			const bytes = Buffer.from(vector.raw_body);
			expect(judgeDelivery(headers(vector), bytes, at(vector))).toEqual({
				reason: undefined,
				deliveryId: delivery,
				signedAt: Number(vector.timestamp) * 1000,
			});
			const others = vectors.filter(({ raw_body: body }) => body !== vector.raw_body);
			for (const { raw_body: body } of others) {
				expect(judgeDelivery(headers(vector), Buffer.from(body), at(vector))).toEqual(WRONG);
			}
		},
	);
});

describe('A delivery is believed', () => {
	test.each<[string, Headers]>([
		['with the signature of another implementation', {}],
		['in capital digits', { 'x-chatwoot-signature': `sha256=${KNOWN.slice(7).toUpperCase()}` }],
		['beside the signature of a proxy', { 'x-hub-signature': 'sha1=abc', 'x-a-b-signature': '' }],
	])('%s', (_, more) => {
		expect(judge(headersOf(more))).toEqual(BELIEVED);
	});

	test.each(['x-konversio-', 'x-snypto-', 'x-my-own-brand-', 'x-1-'])(
		'with headers that begin with %s',
		(prefix) => {
			const headers = Object.fromEntries(
				Object.entries(headersOf()).map(([name, value]) => [name.replace('x-chatwoot-', prefix), value]),
			);
			expect(judge(headers)).toEqual(BELIEVED);
		},
	);

	test.each([-300, -299, 0, 299, 300])('%i seconds from now', (seconds) => {
		expect(judge(headersOf(), BODY, { now: (SECONDS + seconds) * 1000 })).toEqual(BELIEVED);
	});

	test('at an age that the user allows', () => {
		const now = (SECONDS + 3600) * 1000;
		expect(judge(headersOf(), BODY, { now, maxAge: 3600 })).toEqual(BELIEVED);
		expect(judge(headersOf(), BODY, { now, maxAge: 3599 })).toEqual(STALE);
	});

	test('with a digest of its body as ID where the server gives none', () => {
		const deliveryId = createHash('sha256').update(BODY).digest('hex');
		for (const header of [undefined, '', ['one', 'two']]) {
			expect(judge(headersOf({ 'x-chatwoot-delivery': header }))).toEqual({ ...BELIEVED, deliveryId });
		}
	});

	test('unsigned, if the user says so and no secret is known', () => {
		const deliveryId = createHash('sha256').update(BODY).digest('hex');
		const unsigned = { secret: undefined, acceptUnsigned: true };
		expect(judge({}, BODY, unsigned)).toEqual({ reason: undefined, deliveryId, signedAt: undefined });
		expect(judge(headersOf(), BODY, unsigned)).toEqual(BELIEVED);
		const odd = headersOf({ 'x-chatwoot-timestamp': 'soon' });
		expect(judge(odd, BODY, unsigned)).toEqual({ ...BELIEVED, signedAt: undefined });
	});
});

describe('A delivery is not believed', () => {
	const digits = KNOWN.slice('sha256='.length);
	const signedAt = (timestamp: string, secret = SECRET): string =>
		`sha256=${CryptoJS.HmacSHA256(`${timestamp}.${BODY}`, secret).toString()}`;

	test.each<[string, Headers, object]>([
		['without a signature', { 'x-chatwoot-signature': undefined }, NONE],
		['with an empty one', { 'x-chatwoot-signature': '' }, NONE],
		[
			'with the signature in another header',
			{ 'x-chatwoot-signature': undefined, 'x-signature': KNOWN },
			NONE,
		],
		['with a header that came twice', { 'x-chatwoot-signature': [KNOWN, KNOWN] }, MALFORMED],
		['with a header that was joined', { 'x-chatwoot-signature': `${KNOWN}, ${KNOWN}` }, MALFORMED],
		['without the word sha256', { 'x-chatwoot-signature': digits }, MALFORMED],
		['with the word in capitals', { 'x-chatwoot-signature': `SHA256=${digits}` }, MALFORMED],
		['with the word of another algorithm', { 'x-chatwoot-signature': `sha1=${digits}` }, MALFORMED],
		['with the word alone', { 'x-chatwoot-signature': 'sha256=' }, MALFORMED],
		[
			'in base64',
			{ 'x-chatwoot-signature': `sha256=${Buffer.from(digits, 'hex').toString('base64')}` },
			MALFORMED,
		],
		['with a digit too few', { 'x-chatwoot-signature': KNOWN.slice(0, -1) }, MALFORMED],
		['with a digit too many', { 'x-chatwoot-signature': `${KNOWN}0` }, MALFORMED],
		['with a wrong digit', { 'x-chatwoot-signature': KNOWN.replace(/5$/, '6') }, WRONG],
		['signed with another secret', { 'x-chatwoot-signature': signedAt(String(SECONDS), 'guess') }, WRONG],
		['signed with no secret', { 'x-chatwoot-signature': signedAt(String(SECONDS), '') }, WRONG],
		[
			'with the body signed alone',
			{ 'x-chatwoot-signature': `sha256=${CryptoJS.HmacSHA256(BODY, SECRET).toString()}` },
			WRONG,
		],
		['without a time', { 'x-chatwoot-timestamp': undefined }, NO_TIME],
		['with two times', { 'x-chatwoot-timestamp': [String(SECONDS), String(SECONDS)] }, NO_TIME],
		[
			'with the time under another prefix',
			{ 'x-chatwoot-timestamp': undefined, 'x-other-timestamp': String(SECONDS) },
			NO_TIME,
		],
		['with a time that was put forward', { 'x-chatwoot-timestamp': String(SECONDS + 1) }, WRONG],
		['with the time written otherwise', { 'x-chatwoot-timestamp': `0${SECONDS}` }, WRONG],
	])('%s', (_, more, verdict) => {
		expect(judge(headersOf(more))).toEqual(verdict);
	});

	test.each([
		'',
		' ',
		'-1',
		'1e9',
		'0x6553f100',
		'Infinity',
		`${SECONDS}.0`,
		`${SECONDS} `,
		'9'.repeat(13),
		'١٧٠٠',
	])('with %j as its time, even if that was signed', (timestamp) => {
		const headers = { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': signedAt(timestamp) };
		expect(judge(headersOf(headers))).toEqual(NO_TIME);
	});

	test.each([301, -301, 86_400, 1e9])('%i seconds from now', (seconds) => {
		expect(judge(headersOf(), BODY, { now: (SECONDS + seconds) * 1000 })).toEqual(STALE);
	});

	test('says of a forged and old one only that it is forged', () => {
		expect(judge(headersOf(), `${BODY} `, { now: 0 })).toEqual(WRONG);
	});

	test('says what is wrong with the own signature, not with that of a proxy', () => {
		expect(judge(headersOf({ 'x-a-signature': 'sha1=abc' }), `${BODY} `)).toEqual(WRONG);
	});

	test('without a secret, or an empty one, whatever it is signed with', () => {
		const empty = headersOf({ 'x-chatwoot-signature': signedAt(String(SECONDS), '') });
		expect(judge(empty, BODY, { secret: undefined })).toEqual({ reason: 'no secret is known' });
		expect(judge(empty, BODY, { secret: '', acceptUnsigned: true })).toEqual({
			reason: 'no secret is known',
		});
	});

	test('unsigned, although the user believes such ones, where a secret is known', () => {
		expect(judge({}, BODY, { acceptUnsigned: true })).toEqual(NONE);
	});

	test('without its bytes', () => {
		const reason = 'the body did not arrive as it was sent';
		expect(judgeDelivery(headersOf(), undefined, measure())).toEqual({ reason });
		expect(judgeDelivery({}, undefined, measure({ secret: undefined, acceptUnsigned: true }))).toEqual({
			reason,
		});
	});
});

test('Any secret and any body have the signature that another implementation gives them', () => {
	const secret = fc.string({ unit: 'binary', minLength: 1 });
	fc.assert(
		fc.property(secret, fc.string({ unit: 'binary' }), fc.nat(2 ** 31), (key, body, seconds) => {
			const digest = CryptoJS.HmacSHA256(`${seconds}.${body}`, key).toString();
			const headers = { 'x-chatwoot-timestamp': String(seconds), 'x-chatwoot-signature': `sha256=${digest}` };
			const verdict = judgeDelivery(
				headers,
				Buffer.from(body),
				measure({ secret: key, now: seconds * 1000 }),
			);
			expect(verdict.reason).toBeUndefined();
		}),
		{ numRuns: 500 },
	);
});
