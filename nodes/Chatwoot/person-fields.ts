import type { Fields } from '../shared/fields';
import { text } from '../shared/field-kinds';

export const EMAIL = text(
	'Email',
	'email',
	'e.g. nathan@example.com',
	'Email address of the contact. Upper and lower case are the same.',
);

export const PHONE_NUMBER = text(
	'Phone Number',
	'phoneNumber',
	'e.g. +15551234567',
	'Phone number of the contact, with plus and country code',
);

export const IDENTIFIER = text(
	'Identifier',
	'identifier',
	'e.g. crm-4711',
	'Your own ID of the contact, e.g. that of your CRM',
);

/** What tells a person from others: no two contacts of an account may share one of these. */
export const KEY_FIELDS = [EMAIL, PHONE_NUMBER, IDENTIFIER] as const satisfies Fields;

export const NAME = text('Name', 'name', 'e.g. Nathan Smith', 'Full name of the contact');

export const AVATAR_URL = text(
	'Avatar URL',
	'avatarUrl',
	'e.g. https://example.com/nathan.png',
	'Address of a picture, which the installation loads a little later',
);
