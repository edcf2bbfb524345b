import { randomBytes } from 'node:crypto';

/** 24 letters and digits, the form of Chatwoot's tokens. */
export const opaque = (): string =>
	randomBytes(48)
		.toString('base64')
		.replaceAll(/[^A-Za-z0-9]/g, '')
		.padEnd(24, '0')
		.slice(0, 24);
