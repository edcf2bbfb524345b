import CryptoJS from 'crypto-js';

/** A delivery as a trigger gets it; names of headers in lower case, unless somebody tampered with them. */
export interface Sent {
	readonly headers: Readonly<Record<string, string | string[]>>;
	/** `undefined`: n8n kept no bytes of it. */
	readonly body: Buffer | undefined;
}

/** What was signed, and with what. */
export interface Original {
	readonly secret: string;
	readonly body: Buffer;
	/** When it was signed, in seconds since 1970. Only Chatwoot signs that too. */
	readonly timestamp: number;
}

/** How a service signs what it delivers. */
export interface Scheme {
	/** The header with the signature. */
	readonly header: string;
	readonly algorithm: 'sha1' | 'sha256';
	/** Whether the algorithm's name must stand before the digest. */
	readonly isNamed: boolean;
	/** Whether the digest may be written in base64, too. */
	readonly base64: boolean;
	/** Seconds between the time of signing and now, either way; `undefined` where no time is signed. */
	readonly maxAge: number | undefined;
}

/** X-Proto-Signature: how the digest is written is documented nowhere. */
export const PROTO: Scheme = {
	header: 'x-proto-signature',
	algorithm: 'sha1',
	isNamed: false,
	base64: true,
	maxAge: undefined,
};

/** X-Hub-Signature. */
export const AMIO: Scheme = {
	header: 'x-hub-signature',
	algorithm: 'sha1',
	isNamed: true,
	base64: false,
	maxAge: undefined,
};

/** X-Chatwoot-Signature, or with the name of another brand, beside the time and an ID under the same prefix. */
export const CHATWOOT: Scheme = {
	header: 'x-chatwoot-signature',
	algorithm: 'sha256',
	isNamed: true,
	base64: false,
	maxAge: 300,
};

export const TIME = 'x-chatwoot-timestamp';
export const ID = 'x-chatwoot-delivery';

export type Digest = (message: CryptoJS.lib.WordArray, secret: string) => CryptoJS.lib.WordArray;

const DIGESTS = { sha1: CryptoJS.HmacSHA1, sha256: CryptoJS.HmacSHA256 } as const;

/** The bytes that are signed: behind the time and a dot, where there is one. */
export const signedBytes = ({ maxAge }: Scheme, body: Buffer, timestamp: string): Buffer =>
	maxAge === undefined ? body : Buffer.concat([Buffer.from(`${timestamp}.`), body]);

/** A digest in hexadecimal digits, by an implementation that shares nothing with the node's. */
export const digestOf = (bytes: Buffer, secret: string, digest: Digest): string =>
	digest(CryptoJS.lib.WordArray.create(bytes), secret).toString();

/** The digest with which the service itself signs. */
export const rightDigest = (
	scheme: Scheme,
	{ body, secret, timestamp }: Original,
	time = String(timestamp),
): string => digestOf(signedBytes(scheme, body, time), secret, DIGESTS[scheme.algorithm]);

/** A way of writing a signature that means the same as every other. */
export interface Writing {
	/** Whether the algorithm is named where it need not be. */
	readonly isNamed: boolean;
	/** Whether it is in base64 where that may be. */
	readonly base64: boolean;
	/** Which hexadecimal digits are capitals: bit by bit. */
	readonly capitals: number;
}

export const PLAIN: Writing = { isNamed: true, base64: false, capitals: 0 };

export function written({ algorithm, ...scheme }: Scheme, digest: string, writing: Writing): string {
	const name = scheme.isNamed || writing.isNamed ? `${algorithm}=` : '';
	if (scheme.base64 && writing.base64) {
		return name + Buffer.from(digest, 'hex').toString('base64');
	}
	const letters = Array.from(digest, (letter, at) =>
		((writing.capitals >> (at % 31)) & 1) === 1 ? letter.toUpperCase() : letter,
	);
	return name + letters.join('');
}

/** The delivery as its service sends it. */
export function genuine(scheme: Scheme, original: Original, writing = PLAIN): Sent {
	const signature = written(scheme, rightDigest(scheme, original), writing);
	const timed = scheme.maxAge === undefined ? {} : { [TIME]: String(original.timestamp), [ID]: 'delivery-1' };
	return {
		headers: { 'content-type': 'application/json', [scheme.header]: signature, ...timed },
		body: original.body,
	};
}

/** The digest that a header's value says, if it says one as the service writes it. */
function readDigest({ algorithm, isNamed, base64 }: Scheme, value: string | string[] | undefined): string {
	const text = typeof value === 'string' ? value : '';
	const isPrefixed = text.startsWith(`${algorithm}=`);
	const digest = isPrefixed ? text.slice(algorithm.length + 1) : text;
	if (isNamed && !isPrefixed) {
		return '';
	}
	const size = algorithm === 'sha1' ? 20 : 32;
	if (new RegExp(`^[0-9A-Fa-f]{${size * 2}}$`).test(digest)) {
		return digest.toLowerCase();
	}
	const isBase64 = base64 && /^[0-9A-Za-z+/]{27}=$/.test(digest);
	return isBase64 ? CryptoJS.enc.Base64.parse(digest).toString() : '';
}

/** The prefixes under which a delivery has a signature. */
const prefixesIn = ({ headers }: Sent): string[] =>
	Object.keys(headers).flatMap((name) => /^(x-.+-)signature$/.exec(name)?.[1] ?? []);

/**
 * Makes the judge of what a trigger should do with deliveries of one original: whether the signed bytes and the decoded
 * signature are still those that the service made, and young enough. It knows nothing of how the delivery came about.
 *
 * @param now in seconds since 1970
 */
export function oracle(scheme: Scheme, original: Original, now: number): (sent: Sent) => boolean {
	const known = new Map<string, string>();
	const rightAt = (time: string): string => {
		const digest = known.get(time) ?? rightDigest(scheme, original, time);
		known.set(time, digest);
		return digest;
	};
	const { maxAge, header } = scheme;
	return (sent) => {
		if (sent.body?.equals(original.body) !== true) {
			return false;
		}
		if (maxAge === undefined) {
			return readDigest(scheme, sent.headers[header]) === rightAt('');
		}
		return prefixesIn(sent).some((prefix) => {
			const time = sent.headers[`${prefix}timestamp`];
			return (
				typeof time === 'string' &&
				/^[0-9]{1,12}$/.test(time) &&
				Math.abs(now - Number(time)) <= maxAge &&
				readDigest(scheme, sent.headers[`${prefix}signature`]) === rightAt(time)
			);
		});
	};
}
