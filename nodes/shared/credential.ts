import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { BadInput } from './failure';

/** A text field of a credential; empty when it was never filled in. */
export const textIn = (credential: ICredentialDataDecryptedObject, name: string): string => {
	const value = credential[name];
	return typeof value === 'string' ? value : '';
};

/**
 * An address from a credential, as the beginning of a request's address: no slash at the end, no query.
 *
 * @param name the field's name in the credential's panel
 * @throws BadInput when it is no http(s) address
 */
export function httpUrl(name: string, value: string): string {
	const text = value.trim();
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
		throw new BadInput(
			`'${name}' in the credential is not a web address`,
			'It must begin with https:// (or http:// for a private installation).',
		);
	}
	return url.origin + url.pathname.replace(/\/+$/, '');
}
