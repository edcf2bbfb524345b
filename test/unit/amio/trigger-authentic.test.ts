import { describe, expect, test } from '@jest/globals';
import CryptoJS from 'crypto-js';
import fc from 'fast-check';
import { distrustOf } from '../../../nodes/Amio/trigger/authentic';

/** Published by Amio (seed 003). */
const SECRET = 'WebhookSecret';
const BODY = Buffer.from(
	'{"event":"messages_delivered","timestamp":"2018-03-01T11:54:14.886Z","data":{"channel":{"id":"viber_service_messages_test","type":"viber"},"contact":{"phone_number":"+420606123456"},"messages":[{"id":"151990525359991"}]}}',
);
const DIGEST = 'cb041d03489e961730cb6c7a6d1edf58ae88ef13';
const SIGNATURE = `sha1=${DIGEST}`;

/** By an implementation that shares nothing with the node's. */
const sign = (secret: string, body: Buffer): string =>
	`sha1=${CryptoJS.HmacSHA1(CryptoJS.lib.WordArray.create(body), secret).toString()}`;

test("Amio's published example is believed, and another implementation agrees", () => {
	expect(distrustOf(SECRET, BODY, SIGNATURE)).toBeUndefined();
	expect(sign(SECRET, BODY)).toBe(SIGNATURE);
});

describe('A delivery is not believed', () => {
	test.each<[string, string | string[] | undefined, string]>([
		['without a signature', undefined, 'there is no signature'],
		['with an empty one', '', 'there is no signature'],
		['without the word sha1', DIGEST, 'the signature is malformed'],
		['with another word', `sha256=${DIGEST}`, 'the signature is malformed'],
		['in base64', `sha1=${Buffer.from(DIGEST, 'hex').toString('base64')}`, 'the signature is malformed'],
		['with a header that came twice', [SIGNATURE, SIGNATURE], 'the signature is malformed'],
		['with a digit too few', SIGNATURE.slice(0, -1), 'the signature is malformed'],
		[
			'of another secret',
			sign('webhookSecret', BODY),
			'the signature does not match the body and the secret',
		],
		['of no secret', sign('', BODY), 'the signature does not match the body and the secret'],
	])('%s', (_, signature, reason) => {
		expect(distrustOf(SECRET, BODY, signature)).toBe(reason);
	});

	test('while no secret is known, whatever signs it', () => {
		expect(distrustOf('', BODY, sign('', BODY))).toBe('no secret is known');
	});

	test('without its bytes', () => {
		expect(distrustOf(SECRET, undefined, SIGNATURE)).toBe('the body did not arrive as it was sent');
	});
});

test('Any secret and any body have the signature that another implementation gives them', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.uint8Array(), (secret, bytes) => {
			const body = Buffer.from(bytes);
			expect(distrustOf(secret, body, sign(secret, body))).toBeUndefined();
		}),
		{ numRuns: 500 },
	);
});
