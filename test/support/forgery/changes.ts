import CryptoJS from 'crypto-js';
import fc from 'fast-check';
import { alteredBytes, compressed, otherBytes, recoded, reserialised, type BodyChange } from './bodies.ts';
import {
	digestOf,
	ID,
	rightDigest,
	signedBytes,
	TIME,
	written,
	type Digest,
	type Original,
	type Scheme,
	type Sent,
} from './scheme.ts';
import {
	altered,
	empty,
	endless,
	inAnotherEncoding,
	inAnotherForm,
	invented,
	joined,
	ofOtherLength,
	visible,
	withLookalike,
	withPrefix,
	type TextChange,
} from './texts.ts';

/** What somebody does to a delivery who has seen it, or none, but does not know the secret; or who is late. */
export type Change = (sent: Sent) => Sent;

const withHeader = ({ headers, body }: Sent, name: string, value: string | string[]): Sent => ({
	headers: { ...headers, [name]: value },
	body,
});

const without = ({ headers, body }: Sent, name: string): Sent => ({
	headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)),
	body,
});

const renamed = ({ headers, body }: Sent, rename: (name: string) => string): Sent => ({
	headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [rename(name), value])),
	body,
});

const textOf = (value: string | string[] | undefined): string => [value ?? ''].flat().join(', ');

const onBody = (changes: fc.Arbitrary<BodyChange>): fc.Arbitrary<Change> =>
	changes.map((change) => ({ headers, body }) => ({ headers, body: body && change(body) }));

const DIGESTS: readonly (readonly [name: string, digest: Digest])[] = [
	['md5', CryptoJS.HmacMD5],
	['sha1', CryptoJS.HmacSHA1],
	['sha256', CryptoJS.HmacSHA256],
	['sha512', CryptoJS.HmacSHA512],
	['sha3', CryptoJS.HmacSHA3],
	['ripemd160', CryptoJS.HmacRIPEMD160],
	['sha1', (message) => CryptoJS.SHA1(message)],
	['sha256', (message) => CryptoJS.SHA256(message)],
	// The key in the place of the message, behind it, and before it.
	['sha1', (message, secret) => CryptoJS.HmacSHA1(secret, message)],
	['sha256', (message, secret) => CryptoJS.HmacSHA256(secret, message)],
	['sha1', (message, secret) => CryptoJS.SHA1(message.clone().concat(CryptoJS.enc.Utf8.parse(secret)))],
	['sha256', (message, secret) => CryptoJS.SHA256(CryptoJS.enc.Utf8.parse(secret).concat(message))],
];

const guessesOf = (secret: string): string[] =>
	[
		'',
		' ',
		`${secret} `,
		` ${secret}`,
		`${secret}\n`,
		secret.slice(1),
		secret.toUpperCase(),
		Array.from(secret).reverse().join(''),
		Buffer.from(secret).toString('base64'),
		'secret',
		'undefined',
		'null',
		'\0',
		'ß安🙂',
	].filter((guess) => guess !== secret);

/** A signature of somebody who does not know the secret, or not what is signed with it and how. */
function unknowing(scheme: Scheme, { secret, timestamp }: Original): fc.Arbitrary<Change> {
	const time = String(timestamp);
	const sign =
		(key: string, digest: Digest, name: string, bytesOf: (body: Buffer) => Buffer): Change =>
		(sent) => {
			const hex = digestOf(bytesOf(sent.body ?? Buffer.of()), key, digest);
			return withHeader(sent, scheme.header, `${name}=${hex}`);
		};
	const rightBytes = (body: Buffer): Buffer => signedBytes(scheme, body, time);
	const { algorithm } = scheme;
	const right: Digest = algorithm === 'sha1' ? CryptoJS.HmacSHA1 : CryptoJS.HmacSHA256;
	// None that a change of the body could make of it: that would be rightly signed.
	const otherBytesOf: readonly ((body: Buffer) => Buffer)[] = [
		(body) => Buffer.concat([body, Buffer.from(time)]),
		(body) => Buffer.concat([Buffer.from(`${time}:`), body]),
		(body) => Buffer.concat([Buffer.from(`.${time}`), body]),
		() => Buffer.from(time),
		...(scheme.maxAge === undefined ? [] : [(body: Buffer) => body]),
	];
	return fc.oneof(
		fc.constantFrom(...guessesOf(secret)).map((guess) => sign(guess, right, algorithm, rightBytes)),
		fc
			.tuple(fc.constantFrom(...DIGESTS), fc.boolean())
			.filter(([[, digest]]) => digest !== right)
			.map(([[name, digest], isDisguised]) =>
				sign(secret, digest, isDisguised ? algorithm : name, rightBytes),
			),
		fc.constantFrom(...otherBytesOf).map((bytesOf) => sign(secret, right, algorithm, bytesOf)),
	);
}

/** Rightly signed by the service itself, but long ago, or by a clock that is ahead; or just in time. */
const atAnotherTime = (scheme: Scheme, original: Original, maxAge: number): fc.Arbitrary<Change> =>
	fc
		.oneof(
			fc.integer({ min: -2 * maxAge, max: 2 * maxAge }),
			fc.constantFrom(-maxAge - 1, -maxAge, maxAge, maxAge + 1),
			fc.integer({ min: -1e9, max: 1e9 }),
			fc.integer({ min: 1e10, max: 9e11 }),
		)
		.map((seconds) => (sent) => {
			const time = String(Math.abs(original.timestamp + seconds));
			const signature = written(scheme, rightDigest(scheme, original, time), {
				isNamed: true,
				base64: false,
				capitals: 0,
			});
			return withHeader(withHeader(sent, scheme.header, signature), TIME, time);
		});

/** Another time beside the signature of the right one, in numbers that some programs read alike. */
const TIMES: readonly TextChange[] = [
	(text) => ` ${text}`,
	(text) => `${text} `,
	(text) => `0${text}`,
	(text) => `+${text}`,
	(text) => `-${text}`,
	(text) => `${text}.0`,
	(text) => `${text}.`,
	(text) => `${text}000`,
	(text) => `${text}e0`,
	(text) => `0x${Number(text).toString(16)}`,
	(text) => Number(text).toExponential(),
	(text) => String(Number(text) + 1),
	(text) => `2026-09-21T13:33:20Z ${text}`,
	() => '9'.repeat(400),
	() => 'Infinity',
];

/** Names under which somebody might look for a header. */
const NAMES: readonly ((name: string) => string)[] = [
	(name) => name.toUpperCase(),
	(name) => name.replace('x-', 'X-'),
	(name) => name.replaceAll('-', '_'),
	(name) => name.replace('x-', ''),
	(name) => name.replace('x-', 'x--'),
	(name) => `http-${name}`,
	(name) => `${name}-256`,
	(name) => `${name} `,
	(name) => name.replace('signature', 'signatur\u0435'),
	(name) => name.replace(/^x-[a-z]+-/, 'x-hub-'),
	(name) => name.replace(/^x-[a-z]+-/, 'x-konversio-'),
	(name) => name.replace(/^x-[a-z]+-/, 'x-my-own-brand-'),
];

/** Headers that say nothing of who sent the delivery. */
const BESIDE: readonly (readonly [name: string, value: string])[] = [
	['content-type', 'application/json; charset=utf-16'],
	['content-type', 'text/plain; charset=latin1'],
	['content-type', 'application/x-www-form-urlencoded'],
	['content-encoding', 'gzip'],
	['x-forwarded-for', '127.0.0.1'],
	['authorization', 'Bearer x'],
	['x-a-signature', 'sha256=00'],
	['x-zz-signature', ''],
	['x-zz-timestamp', '1'],
	['signature', 'sha1=00'],
];

/** Every kind of change there is, by name. */
export function changesOf(
	scheme: Scheme,
	original: Original,
): Readonly<Record<string, fc.Arbitrary<Change>>> {
	const { header, maxAge } = scheme;
	const names = maxAge === undefined ? [header] : [header, header, TIME];
	const name = names.length === 1 ? fc.constant(header) : fc.constantFrom(...names);
	const onHeader = (changes: fc.Arbitrary<TextChange>): fc.Arbitrary<Change> =>
		fc.tuple(name, changes).map(
			([key, change]) =>
				(sent) =>
					withHeader(sent, key, change(textOf(sent.headers[key]))),
		);
	const onSignature = (changes: fc.Arbitrary<TextChange>): fc.Arbitrary<Change> =>
		changes.map((change) => (sent) => withHeader(sent, header, change(textOf(sent.headers[header]))));
	return {
		'a byte of the body': onBody(alteredBytes),
		'another body': onBody(otherBytes),
		'the JSON written anew': onBody(reserialised),
		'the body in another character set': onBody(recoded),
		'the body compressed': onBody(compressed),
		'no bytes of the body': fc.constant(({ headers }) => ({ headers, body: undefined })),
		'a letter of a header': onHeader(altered),
		'a letter that looks like another': onHeader(withLookalike),
		'a header in another form': onHeader(inAnotherForm),
		'a header without its value': onHeader(empty),
		'an invented header': onHeader(invented),
		'two values in a header': onHeader(joined),
		'an endless header': onHeader(endless),
		'a signature too short or too long': onSignature(ofOtherLength),
		'a signature in another encoding': onSignature(inAnotherEncoding),
		'a signature with another prefix': onSignature(withPrefix),
		'a signature of somebody else': unknowing(scheme, original),
		'a list in place of a header': fc.tuple(name, fc.nat(4), altered).map(([key, how, change]) => (sent) => {
			const text = textOf(sent.headers[key]);
			const lists = [[], [text], [text, text], [change(text), text]];
			return withHeader(sent, key, lists[how] ?? [text, change(text)]);
		}),
		'a header left out': name.map((key) => (sent) => without(sent, key)),
		'headers under another name': fc
			.constantFrom(...NAMES)
			.map((rename) => (sent) => renamed(sent, (key) => (key.startsWith('x-') ? rename(key) : key))),
		'a header under another name': fc.tuple(name, fc.constantFrom(...NAMES)).map(
			([key, rename]) =>
				(sent) =>
					renamed(sent, (one) => (one === key ? rename(one) : one)),
		),
		'other headers beside it': fc.constantFrom(...BESIDE).map(
			([key, value]) =>
				(sent) =>
					withHeader(sent, key, value),
		),
		'another ID': visible.map((letter) => (sent) => withHeader(sent, ID, letter)),
		...(maxAge === undefined
			? {}
			: {
					'a signature of another time': atAnotherTime(scheme, original, maxAge),
					'another time': fc
						.constantFrom(...TIMES)
						.map((change) => (sent) => withHeader(sent, TIME, change(textOf(sent.headers[TIME])))),
				}),
	};
}
