import { createHmac } from 'node:crypto';

/** How the bytes of a signature are written. */
export type Encoding = 'hex' | 'HEX' | 'base64';

/** An encoding, alone or behind a prefix, e.g. `hex` or `sha1=hex`. */
export type SignatureForm = Encoding | `${string}=${Encoding}`;

const WRITERS: Readonly<Record<string, (digest: Buffer) => string>> = {
	hex: (digest) => digest.toString('hex'),
	HEX: (digest) => digest.toString('hex').toUpperCase(),
	base64: (digest) => digest.toString('base64'),
};

/** HMAC of the exact bytes, written in the given form. */
export const signature = (
	algorithm: 'sha1' | 'sha256',
	secret: string,
	bytes: string | Buffer,
	form: SignatureForm,
): string => {
	const equals = form.lastIndexOf('=');
	const write = WRITERS[form.slice(equals + 1)];
	if (write === undefined) throw new Error(`No such signature form: ${form}`);
	return form.slice(0, equals + 1) + write(createHmac(algorithm, secret).update(bytes).digest());
};
