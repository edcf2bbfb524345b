import CryptoJS from 'crypto-js';
import fc from 'fast-check';

/** A delivery as it comes in; names of headers in lower case, unless somebody tampered with them. */
export interface Sent {
	readonly headers: Readonly<Record<string, string | string[]>>;
	readonly body: Buffer;
}

/** A delivery as the server made it. */
export interface Original {
	readonly secret: string;
	/** Unix seconds. */
	readonly timestamp: number;
	readonly body: Buffer;
}

type Digest = (message: CryptoJS.lib.WordArray, secret: string) => CryptoJS.lib.WordArray;

const PREFIX = 'x-chatwoot-';
const NAMES = ['signature', 'timestamp', 'delivery'].map((name) => PREFIX + name);

/** By an implementation that shares nothing with the node's. */
const sign = (
	{ secret, body }: Original,
	timestamp: string,
	digest: Digest = CryptoJS.HmacSHA256,
	algorithm = 'sha256',
): string => {
	const bytes = Buffer.concat([Buffer.from(timestamp), Buffer.from('.'), body]);
	return `${algorithm}=${digest(CryptoJS.lib.WordArray.create(bytes), secret).toString()}`;
};

/** The delivery as it goes out. */
export const genuine = (original: Original): Sent => {
	const timestamp = String(original.timestamp);
	const values = [sign(original, timestamp), timestamp, 'delivery-1'];
	return {
		headers: Object.fromEntries(NAMES.map((name, at) => [name, values[at] ?? ''])),
		body: original.body,
	};
};

type Change = (sent: Sent) => Sent;

const at = (length: number): fc.Arbitrary<number> => fc.nat({ max: Math.max(0, length - 1) });
const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

/** A text with a letter replaced, put in, taken out, cut off there, or all of it doubled. */
const altered = (text: string): fc.Arbitrary<string> =>
	fc.tuple(at(text.length), visible, fc.nat(4)).map(([place, letter, how]) => {
		const [before, after] = [text.slice(0, place), text.slice(place)];
		const texts = [
			before + letter + after.slice(1),
			before + letter + after,
			before + after.slice(1),
			before,
		];
		return texts[how] ?? text + text;
	});

/** Bytes with one changed, put in or taken out, a part repeated or cut off, or all others. */
const alteredBytes = (bytes: Buffer): fc.Arbitrary<Buffer> =>
	fc.oneof(
		fc.tuple(at(bytes.length), fc.nat(255), fc.nat(3)).map(([place, byte, how]) => {
			const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
			const parts = [
				[before, Buffer.of(byte), after.subarray(1)],
				[before, Buffer.of(byte), after],
				[before, after.subarray(1)],
				[before, after, after],
			][how];
			return Buffer.concat(parts ?? []);
		}),
		at(bytes.length).map((place) => bytes.subarray(0, place)),
		fc.uint8Array({ maxLength: 40 }).map((random) => Buffer.from(random)),
		fc.constant(Buffer.from(JSON.stringify(JSON.parse(bytes.toString('utf8')), null, 1))),
	);

const withHeader =
	(name: string, value: string | string[]): Change =>
	({ headers, body }) => ({
		headers: { ...headers, [name]: value },
		body,
	});

const without =
	(name: string): Change =>
	({ headers, body }) => ({
		headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)),
		body,
	});

/** What somebody could do who has seen a delivery, or none, but does not know the secret; or who is late. */
const changes = (original: Original): fc.Arbitrary<Change> => {
	const { headers } = genuine(original);
	const name = fc.constantFrom(...NAMES);
	const signature = NAMES[0] ?? '';
	const timestamp = String(original.timestamp);
	const guesses = [
		'',
		' ',
		`${original.secret} `,
		original.secret.slice(1),
		'secret',
		'undefined',
		'null',
		'ß安🙂',
	];
	const digests: [string, Digest][] = [
		['sha1', CryptoJS.HmacSHA1],
		['sha256', CryptoJS.HmacSHA1],
		['md5', CryptoJS.HmacMD5],
		['sha256', CryptoJS.HmacMD5],
		['sha512', CryptoJS.HmacSHA512],
		['sha256', CryptoJS.HmacSHA512],
		['sha256', (message) => CryptoJS.SHA256(message)],
		['sha256', CryptoJS.HmacSHA3],
	];
	return fc.oneof(
		{
			weight: 4,
			arbitrary: alteredBytes(original.body).map((body): Change => (sent) => ({ ...sent, body })),
		},
		{
			weight: 4,
			arbitrary: name.chain((key) => altered(String(headers[key])).map((value) => withHeader(key, value))),
		},
		name.map(without),
		name.map((key) => withHeader(key, [String(headers[key]), String(headers[key])])),
		name.chain((key) =>
			altered(String(headers[key])).map((other) => withHeader(key, [other, String(headers[key])])),
		),
		// Under another name: in capitals, of another build, or as somebody else's.
		fc
			.tuple(name, fc.constantFrom('X-CHATWOOT-', 'x-konversio-', 'x-', 'x--', '-', 'x-hub-', 'chatwoot-'))
			.map(
				([key, prefix]): Change =>
					(sent) =>
						withHeader(key.replace(PREFIX, prefix), sent.headers[key] ?? '')(without(key)(sent)),
			),
		fc
			.constantFrom('x-a-signature', 'x-zz-signature', 'x-konversio-signature', 'x-konversio-timestamp')
			.chain((key) => visible.map((value) => withHeader(key, value))),
		fc
			.constantFrom(...digests)
			.map(([algorithm, digest]) => withHeader(signature, sign(original, timestamp, digest, algorithm))),
		fc
			.constantFrom(...guesses)
			.map((secret) => withHeader(signature, sign({ ...original, secret }, timestamp))),
		fc.constantFrom(...guesses).chain((secret) =>
			alteredBytes(original.body).map((body): Change => (sent) => ({
				...withHeader(signature, sign({ ...original, secret, body }, timestamp))(sent),
				body,
			})),
		),
		// Rightly signed, but long ago or too early.
		fc
			.oneof(fc.integer({ min: 400, max: 1e9 }), fc.integer({ min: -1e9, max: -400 }))
			.map((seconds): Change => (sent) => {
				const other = String(original.timestamp + seconds);
				return withHeader(`${PREFIX}timestamp`, other)(withHeader(signature, sign(original, other))(sent));
			}),
		fc.string({ unit: visible, maxLength: 80 }).map((value) => withHeader(signature, value)),
		fc
			.uint8Array({ minLength: 32, maxLength: 32 })
			.map((bytes) => withHeader(signature, `sha256=${Buffer.from(bytes).toString('hex')}`)),
		fc.constant(withHeader(signature, String(headers[signature]).toUpperCase().replace('SHA', 'sha'))),
	);
};

/** Deliveries that were tampered with, once to three times; some of them mean the same as before. */
export const forgeries = (original: Original): fc.Arbitrary<Sent> =>
	fc
		.array(changes(original), { minLength: 1, maxLength: 3 })
		.map((all) => all.reduce((sent, change) => change(sent), genuine(original)));

/** Whether a delivery still has the bytes, the time and the signature of the original, under whatever prefix. */
export const isUnchanged = ({ headers, body }: Sent, original: Original): boolean =>
	body.equals(original.body) &&
	Object.entries(headers).some(([name, value]) => {
		const { prefix } = /^(?<prefix>x-.+-)signature$/.exec(name)?.groups ?? {};
		const timestamp = String(original.timestamp);
		return (
			headers[`${prefix ?? ''}timestamp`] === timestamp &&
			typeof value === 'string' &&
			value.startsWith('sha256=') &&
			value.toLowerCase() === sign(original, timestamp)
		);
	});
