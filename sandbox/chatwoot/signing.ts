import { signature } from '../core/signature.ts';

const ESCAPED = /[<>&\u2028\u2029]/g;

/** JSON as Rails writes it: `<`, `>`, `&` and two kinds of line end are escaped, all else stands as it is. */
export const railsJson = (value: unknown): string =>
	JSON.stringify(value).replaceAll(
		ESCAPED,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);

/** `sha256=` and 64 hexadecimal digits, of a time in unix seconds and the exact bytes that go out. */
export const deliverySignature = (secret: string, timestamp: string, body: string | Buffer): string =>
	signature('sha256', secret, Buffer.concat([Buffer.from(`${timestamp}.`), Buffer.from(body)]), 'sha256=hex');
