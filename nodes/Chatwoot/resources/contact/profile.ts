import type { JsonObject } from 'n8n-workflow';
import type { Field, Fields, ValuesOf } from '../../../shared/fields';
import { filled } from '../../../shared/rows';
import { normalKeys } from '../../find-contact';
import { CUSTOM_ATTRIBUTE_FIELDS, customAttributes } from './attributes';

/** What tells a person from others: no two contacts of an account may share one of these. */
export const KEY_FIELDS = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan@example.com',
		description: 'Email address of the contact. Upper and lower case are the same.',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +15551234567',
		description: 'Phone number of the contact, with plus and country code',
	},
	{
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. crm-4711',
		description: 'Your own ID of the contact, e.g. that of your CRM',
	},
] as const satisfies Fields;

export const NAME = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Nathan Smith',
	description: 'Full name of the contact',
} as const satisfies Field;

const AVATAR_URL = {
	displayName: 'Avatar URL',
	name: 'avatarUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/nathan.png',
	description: 'Address of a picture, which the installation loads a little later',
} as const satisfies Field;

const BLOCKED = {
	displayName: 'Blocked',
	name: 'blocked',
	type: 'boolean',
	default: false,
	description: 'Whether messages of the contact are turned away',
} as const satisfies Field;

const place = <const Name extends string>(
	displayName: string,
	name: Name,
	placeholder: string,
	description: string,
) => ({ displayName, name, type: 'string', default: '', placeholder, description }) as const satisfies Field;

const ADDITIONAL = {
	displayName: 'Additional Attributes (JSON)',
	name: 'additionalJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "social_profiles": { "github": "nathan" } }',
	description: 'Further attributes of the profile, as a JSON object',
} as const satisfies Field;

/** The rest of a contact, in the terms of its profile in the installation. */
export const PROFILE_FIELDS = [
	ADDITIONAL,
	AVATAR_URL,
	BLOCKED,
	place('City', 'city', 'e.g. Berlin', 'City where the contact lives'),
	place('Company Name', 'companyName', 'e.g. Example Ltd', 'Company that the contact works for'),
	place('Country', 'country', 'e.g. Germany', 'Country where the contact lives'),
	place('Country Code', 'countryCode', 'e.g. DE', 'The same country, in two letters'),
	place('Description', 'description', 'e.g. Prefers to be called', 'What agents should know of the contact'),
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
	const additional = filled({
		...profile.additionalJson,
		...filled({
			city: profile.city,
			company_name: profile.companyName,
			country: profile.country,
			country_code: profile.countryCode,
			description: profile.description,
		}),
	});
	return filled({
		name: name.trim(),
		email: keys.email,
		phone_number: keys.phoneNumber,
		identifier: keys.identifier,
		blocked: profile.blocked,
		avatar_url: profile.avatarUrl,
		additional_attributes: Object.keys(additional).length === 0 ? undefined : additional,
		custom_attributes: customAttributes(written),
	});
}
