import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import CryptoJS from 'crypto-js';
import fc from 'fast-check';
import { distrust, type Signed } from '../../../nodes/shared/signature';

const EMPTY_EVENTS = '{"events":[]}';
const DELIVERED =
	'{"event":"messages_delivered","timestamp":"2018-03-01T11:54:14.886Z","data":{"channel":{"id":"viber_service_messages_test","type":"viber"},"contact":{"phone_number":"+420606123456"},"messages":[{"id":"151990525359991"}]}}';

const HEX = '91c75858fe3ce47c130659ddf23402bfad4df995';
const BASE64 = 'kcdYWP485HwTBlnd8jQCv61N+ZU=';

const signed = (more: Partial<Signed> = {}): Signed => ({
	algorithm: 'sha1',
	secret: 'channel-secret',
	message: Buffer.from(EMPTY_EVENTS),
	signature: HEX,
	prefix: 'sha1=',
	prefixIs: 'optional',
	base64: true,
	...more,
});

const MALFORMED = 'the signature is malformed';
const WRONG = 'the signature does not match the body and the secret';

describe('a known signature is believed', () => {
	test.each<[string, Partial<Signed>]>([
		['in hexadecimal digits', {}],
		['in capital digits', { signature: HEX.toUpperCase() }],
		['in base64', { signature: BASE64 }],
		['behind its prefix', { signature: `sha1=${HEX}` }],
		['in base64 behind its prefix', { signature: `sha1=${BASE64}` }],
		['behind a prefix that must be there', { signature: `sha1=${HEX}`, prefixIs: 'required' }],
		[
			'of another service',
			{
				secret: 'WebhookSecret',
				message: Buffer.from(DELIVERED),
				signature: 'cb041d03489e961730cb6c7a6d1edf58ae88ef13',
			},
		],
	])('%s', (_, more) => {
		expect(distrust(signed(more))).toBeUndefined();
	});
});

describe('a signature is not believed', () => {
	test.each<[string, Partial<Signed>, string]>([
		['without a secret', { secret: '' }, 'no secret is known'],
		['without the raw body', { message: undefined }, 'the body did not arrive as it was sent'],
		['when there is none', { signature: undefined }, 'there is no signature'],
		['when it is empty', { signature: '' }, 'there is no signature'],
		['when it came twice', { signature: [HEX, HEX] }, MALFORMED],
		['when it came as a list of one', { signature: [HEX] }, MALFORMED],
		['when two were joined', { signature: `${HEX}, ${HEX}` }, MALFORMED],
		['when it is only the prefix', { signature: 'sha1=' }, MALFORMED],
		['when it is too long', { signature: `${HEX}00` }, MALFORMED],
		['when it is too short', { signature: HEX.slice(2) }, MALFORMED],
		['with a space', { signature: ` ${HEX}` }, MALFORMED],
		['with a letter that is no digit', { signature: `g${HEX.slice(1)}` }, MALFORMED],
		['with another prefix', { signature: `sha256=${HEX}` }, MALFORMED],
		['with the prefix twice', { signature: `sha1=sha1=${HEX}` }, MALFORMED],
		['without the prefix it must have', { prefixIs: 'required' }, MALFORMED],
		['in base64 where only digits are allowed', { signature: BASE64, base64: false }, MALFORMED],
		['in base64 for the web', { signature: BASE64.replace('+', '-') }, MALFORMED],
		['in base64 without its end', { signature: BASE64.slice(0, -1) }, MALFORMED],
		['of another body', { message: Buffer.from(`${EMPTY_EVENTS}\n`) }, WRONG],
		['of the same body in other spacing', { message: Buffer.from('{"events": []}') }, WRONG],
		['of an empty body', { message: Buffer.alloc(0) }, WRONG],
		['of another secret', { secret: 'channel-secret ' }, WRONG],
		['with one digit changed', { signature: HEX.replace('9', '8') }, WRONG],
		['of another algorithm', { algorithm: 'sha256', prefix: 'sha256=' }, MALFORMED],
	])('%s', (_, more, reason) => {
		expect(distrust(signed(more))).toBe(reason);
	});

	test('and the reason names neither the secret nor the signature', () => {
		const reasons = [{ signature: HEX.replace('9', '8') }, { signature: 'x' }, { signature: undefined }].map(
			(more) => distrust(signed(more)),
		);
		expect(reasons.join()).not.toMatch(/channel-secret|91c7/);
	});
});

describe('every secret and every body', () => {
	const algorithm = fc.constantFrom('sha1' as const, 'sha256' as const);
	const secret = fc.string({ unit: 'binary', minLength: 1 });
	const digestOf = { sha1: CryptoJS.HmacSHA1, sha256: CryptoJS.HmacSHA256 };

	test('have the signature that another implementation gives them', () => {
		fc.assert(
			fc.property(algorithm, secret, fc.string({ unit: 'binary' }), (name, key, body) => {
				const digest = digestOf[name](body, key);
				const more = { algorithm: name, secret: key, message: Buffer.from(body), prefix: `${name}=` };
				const base64 = digest.toString(CryptoJS.enc.Base64);
				expect(distrust(signed({ ...more, signature: digest.toString() }))).toBeUndefined();
				expect(distrust(signed({ ...more, signature: base64 }))).toBeUndefined();
			}),
			{ numRuns: 300 },
		);
	});

	test('are signed by their bytes, also when these are no text', () => {
		fc.assert(
			fc.property(fc.uint8Array(), secret, (bytes, key) => {
				const message = Buffer.from(bytes);
				const digest = CryptoJS.HmacSHA1(CryptoJS.lib.WordArray.create(bytes), key).toString();
				expect(distrust(signed({ secret: key, message, signature: digest }))).toBeUndefined();
			}),
			{ numRuns: 300 },
		);
	});
});

describe('a changed signature', () => {
	test('of one bit is never believed', () => {
		const digest = createHmac('sha1', 'channel-secret').update(EMPTY_EVENTS).digest();
		for (let bit = 0; bit < digest.length * 8; bit++) {
			const changed = Buffer.from(digest);
			changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
			expect(distrust(signed({ signature: changed.toString('hex') }))).toBe(WRONG);
			expect(distrust(signed({ signature: changed.toString('base64') }))).toBe(WRONG);
		}
	});

	test('never makes the check throw, whatever it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (signature) => {
				expect(distrust(signed({ signature }))).toEqual(expect.any(String));
			}),
		);
	});
});
