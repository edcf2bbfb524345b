import type { JsonObject } from 'n8n-workflow';
import type { Field, Fields, ValuesOf } from '../../../shared/fields';
import { filled } from '../../../shared/rows';
import { CUSTOM_ATTRIBUTE_FIELDS, customAttributes } from '../../custom-attributes';
import { text } from '../../../shared/field-kinds';
import { normalKeys } from '../../find-contact';
import { unlessEmpty } from '../../payload';
import { AVATAR_URL, KEY_FIELDS, NAME } from '../../person-fields';

const BLOCKED = {
	displayName: 'Blocked',
	name: 'blocked',
	type: 'boolean',
	default: false,
	description: 'Whether the contact is blocked, so that their messages are ignored',
} as const satisfies Field;

const ADDITIONAL = {
	displayName: 'Additional Attributes (JSON)',
	name: 'additionalJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "social_profiles": { "github": "nathan" } }',
	description: 'Further attributes of the profile, as a JSON object',
} as const satisfies Field;

/** The rest of a contact, in the terms of its profile in the installation. */
const PROFILE_FIELDS = [
	ADDITIONAL,
	AVATAR_URL,
	BLOCKED,
	text('City', 'city', 'e.g. Berlin', 'City where the contact lives'),
	text('Company Name', 'companyName', 'e.g. Example Ltd', 'Company that the contact works for'),
	text('Country', 'country', 'e.g. Germany', 'Country where the contact lives'),
	text('Country Code', 'countryCode', 'e.g. DE', 'The same country, in two letters'),
	text('Description', 'description', 'e.g. Prefers to be called', 'What agents should know of the contact'),
] as const satisfies Fields;

/** Fields that contacts are written with, in every operation that writes one. */
export const WRITTEN_FIELDS = [
	...KEY_FIELDS,
	NAME,
	{
		displayName: 'Additional Fields',
		name: 'profile',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: PROFILE_FIELDS,
	},
	...CUSTOM_ATTRIBUTE_FIELDS,
] as const satisfies Fields;

export type Written = ValuesOf<typeof WRITTEN_FIELDS>;

/** The body of a contact: only what was filled in. The server merges attributes into those that are there. */
export function contactBody(written: Written): JsonObject {
	const { name, profile } = written;
	const keys = normalKeys(written);
	const additional = {
		...profile.additionalJson,
		...filled({
			city: profile.city,
			company_name: profile.companyName,
			country: profile.country,
			country_code: profile.countryCode,
			description: profile.description,
		}),
	};
	return filled({
		name: name.trim(),
		email: keys.email,
		phone_number: keys.phoneNumber,
		identifier: keys.identifier,
		blocked: profile.blocked,
		avatar_url: profile.avatarUrl,
		additional_attributes: unlessEmpty(additional),
		custom_attributes: customAttributes(written),
	});
}
