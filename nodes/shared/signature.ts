import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signature to check. */
export interface Signed {
	readonly algorithm: 'sha1' | 'sha256';
	readonly secret: string;
	/** The bytes that were signed, exactly as they came in; in pieces where more than the body is signed. */
	readonly message: Buffer | readonly Buffer[] | undefined;
	/** The header's value; a list when the header came more than once. */
	readonly signature: string | readonly string[] | undefined;
	/** What may stand before the digest, e.g. `sha1=`. */
	readonly prefix: string;
	readonly prefixIs: 'required' | 'optional';
	/** Whether the digest may be written in base64 as well as in hexadecimal digits. */
	readonly base64?: boolean;
}

/** Why a delivery is not believed; never holds a secret or a signature. */
export type Distrust =
	| 'no secret is known'
	| 'the body did not arrive as it was sent'
	| 'there is no signature'
	| 'the signature is malformed'
	| 'the signature does not match the body and the secret';

/**
 * Checks an HMAC in constant time. Never throws.
 *
 * @returns `undefined` when the signature is right, else why it is not believed
 */
export function distrust(signed: Signed): Distrust | undefined {
	const { algorithm, secret, message, signature } = signed;
	if (secret === '') {
		return 'no secret is known';
	}
	const pieces = Buffer.isBuffer(message) ? [message] : message;
	if (pieces === undefined) {
		return 'the body did not arrive as it was sent';
	}
	if (signature === undefined || signature === '') {
		return 'there is no signature';
	}
	const expected = pieces.reduce((hmac, piece) => hmac.update(piece), createHmac(algorithm, secret)).digest();
	const given = typeof signature === 'string' ? decode(signed, signature, expected.length) : undefined;
	if (given === undefined) {
		return 'the signature is malformed';
	}
	return timingSafeEqual(given, expected)
		? undefined
		: 'the signature does not match the body and the secret';
}

/** The bytes of a written digest, if it is one of the right length. */
function decode({ prefix, prefixIs, base64 }: Signed, text: string, length: number): Buffer | undefined {
	const hasPrefix = text.startsWith(prefix);
	if (!hasPrefix && prefixIs === 'required') {
		return undefined;
	}
	const digest = hasPrefix ? text.slice(prefix.length) : text;
	if (digest.length === 2 * length && /^[0-9a-f]+$/i.test(digest)) {
		return Buffer.from(digest, 'hex');
	}
	const isBase64 = base64 === true && /^[0-9a-z+/]+={0,2}$/i.test(digest) && digest.length % 4 === 0;
	const bytes = isBase64 ? Buffer.from(digest, 'base64') : undefined;
	return bytes?.length === length ? bytes : undefined;
}
