import { describe, expect, test } from '@jest/globals';
import { contact } from '../../../nodes/Chatwoot/resources/contact';
import { operationOf, requestOf, requestsOf, type Given } from '../support/request-of.ts';

const create = operationOf(contact, 'create');
const update = operationOf(contact, 'update');
const upsert = operationOf(contact, 'upsert');

const byId = (value: unknown): object => ({ __rl: true, mode: 'id', value });
const ANN = { contact: byId('42') };

const attributes = (...attribute: object[]): Given => ({ attributes: { attribute } });

/** What is filled in, and what of it goes out, wherever a contact is written. */
const BODIES: [string, Given, object][] = [
	['a name', { name: ' Ann ' }, { name: 'Ann' }],
	['an email in small letters', { email: ' Ann@Example.COM ' }, { email: 'ann@example.com' }],
	[
		'a phone number as people write it',
		{ phoneNumber: '+49 (170) 123-45 67' },
		{ phone_number: '+491701234567' },
	],
	['a phone number with 00', { phoneNumber: '00491701234567' }, { phone_number: '+491701234567' }],
	['a phone number that is a number', { phoneNumber: 491701234567 }, { phone_number: '+491701234567' }],
	['an identifier as it is', { identifier: ' CRM 4711 ' }, { identifier: 'CRM 4711' }],
	['a number as identifier', { identifier: 4711 }, { identifier: '4711' }],
	[
		'nothing of what is left open',
		{
			name: 'Ann',
			email: '',
			phoneNumber: null,
			identifier: undefined,
			profile: { city: '', avatarUrl: '' },
		},
		{ name: 'Ann' },
	],
	[
		'the profile where the server keeps it',
		{
			profile: {
				avatarUrl: 'https://example.com/ann.png',
				blocked: false,
				city: 'Berlin',
				companyName: 'Example Ltd',
				country: 'Germany',
				countryCode: 'DE',
				description: 'Calls',
			},
		},
		{
			avatar_url: 'https://example.com/ann.png',
			blocked: false,
			additional_attributes: {
				city: 'Berlin',
				company_name: 'Example Ltd',
				country: 'Germany',
				country_code: 'DE',
				description: 'Calls',
			},
		},
	],
	[
		'further attributes of the profile, beside the fields, which win',
		{ profile: { additionalJson: '{"social_profiles":{"github":"ann"},"city":"Bonn"}', city: 'Berlin' } },
		{ additional_attributes: { social_profiles: { github: 'ann' }, city: 'Berlin' } },
	],
	[
		'what empties an attribute of the profile, as JSON',
		{ profile: { additionalJson: '{"city":"","tags":[],"country":null}' } },
		{ additional_attributes: { city: '', tags: [], country: null } },
	],
	[
		'custom attributes one by one, of the kind that the expression gives',
		attributes(
			{ key: ' plan ', value: 'gold' },
			{ key: 'seats', value: 5 },
			{ key: 'vip', value: false },
			{ key: 'note', value: '' },
			{ key: 'list', value: ['a'] },
		),
		{ custom_attributes: { plan: 'gold', seats: 5, vip: false, note: '', list: ['a'] } },
	],
	[
		'custom attributes as JSON, null as it is',
		{ attributesMode: 'json', attributesJson: '{"plan":null,"deep":{"a":[1]}}' },
		{ custom_attributes: { plan: null, deep: { a: [1] } } },
	],
	[
		'only the custom attributes of the way that was chosen',
		{ ...attributes({ key: 'plan', value: 'gold' }), attributesJson: '{"plan":"silver"}' },
		{ custom_attributes: { plan: 'gold' } },
	],
];

/** What is refused wherever a contact is written. */
const REFUSED: [string, Given, string][] = [
	['an object as name', { name: { first: 'Ann' } }, "'Name' must be text, but is an object"],
	['a list as email', { email: ['ann@example.com'] }, "'Email' must be text, but is a list"],
	['an object as phone number', { phoneNumber: {} }, "'Phone Number' must be text, but is an object"],
	['a list as identifier', { identifier: [1] }, "'Identifier' must be text, but is a list"],
	['a switch that is none', { profile: { blocked: 'yes' } }, "'Blocked' must be true or false, but is 'yes'"],
	['an object as city', { profile: { city: {} } }, "'City' must be text, but is an object"],
	['broken JSON', { profile: { additionalJson: '{' } }, "'Additional Attributes (JSON)' is not valid JSON"],
	[
		'a JSON list',
		{ profile: { additionalJson: '[]' } },
		"'Additional Attributes (JSON)' must be a JSON object",
	],
	['a custom attribute without a key', attributes({ key: ' ', value: 'gold' }), "'Key' is empty"],
	[
		'broken custom attributes',
		{ attributesMode: 'json', attributesJson: '{"plan":' },
		"'Custom Attributes (JSON)' is not valid JSON",
	],
	[
		'a list of custom attributes',
		{ attributesMode: 'json', attributesJson: ['plan'] },
		"'Custom Attributes (JSON)' must be a JSON object",
	],
	['a way that does not exist', { attributesMode: 'xml' }, "'Specify Custom Attributes' does not have 'xml'"],
];

describe('Create', () => {
	test.each(BODIES)('sends %s', (_, given, body) => {
		expect(requestOf(create, given)).toEqual({ method: 'POST', path: '/contacts', body });
	});

	test.each(REFUSED)('refuses %s', (_, given, message) => {
		expect(() => requestOf(create, { email: 'ann@example.com', ...given })).toThrow(message);
	});

	test.each<[string, Given, object]>([
		['an inbox', { inbox: byId('3') }, { inbox_id: 3 }],
		['an inbox and a source ID', { inbox: byId(3), sourceId: ' u-1 ' }, { inbox_id: 3, source_id: 'u-1' }],
		['no inbox', { inbox: byId('  ') }, {}],
	])('makes a session with %s', (_, given, body) => {
		expect(requestOf(create, { name: 'Ann', ...given }).body).toEqual({ name: 'Ann', ...body });
	});

	test.each<[string, Given, string]>([
		['an empty contact', {}, "'Name', 'Email', 'Phone Number' and 'Identifier' are empty"],
		['a session of nobody', { inbox: byId(3) }, "'Name', 'Email', 'Phone Number' and 'Identifier' are empty"],
		['an inbox by its name', { name: 'Ann', inbox: byId('Shop') }, "'Inbox' must be a number, but is 'Shop'"],
		['a source ID without inbox', { name: 'Ann', sourceId: 'u-1' }, "'Inbox' is empty"],
	])('refuses %s', (_, given, message) => {
		expect(() => requestOf(create, given)).toThrow(message);
	});
});

describe('Update', () => {
	test.each(BODIES)('sends %s', (_, given, body) => {
		expect(requestOf(update, { ...ANN, ...given })).toEqual({ method: 'PUT', path: '/contacts/42', body });
	});

	test.each(REFUSED)('refuses %s', (_, given, message) => {
		expect(() => requestOf(update, { ...ANN, ...given })).toThrow(message);
	});

	test.each<[string, Given, object]>([
		[
			'null for what the contact should have no longer',
			{ emptied: ['email', 'identifier', 'phone_number'], name: 'Ann' },
			{ name: 'Ann', email: null, identifier: null, phone_number: null },
		],
		['one of them alone', { emptied: ['email'] }, { email: null }],
	])('sends %s', (_, given, body) => {
		expect(requestOf(update, { ...ANN, ...given }).body).toEqual(body);
	});

	test.each<[string, unknown]>([
		['with commas between', ' plan, seats ,'],
		['as a list', ['plan', 'seats']],
	])('takes attributes away, given %s', (_, removedAttributes) => {
		expect(requestOf(update, { ...ANN, removedAttributes })).toEqual({
			method: 'POST',
			path: '/contacts/42/destroy_custom_attributes',
			body: { custom_attributes: ['plan', 'seats'] },
			repeatable: true,
		});
	});

	test.each<[string, Given, string]>([
		['nothing at all', {}, 'There is nothing to update'],
		['nothing but blanks', { name: ' ', removedAttributes: ' , ' }, 'There is nothing to update'],
		['nulls', { name: null, email: null, removedAttributes: null }, 'There is nothing to update'],
		[
			'a field that is filled in and emptied',
			{ email: 'ann@example.com', emptied: ['email'] },
			"'Clear Fields' names 'email', which is filled in too",
		],
		['to empty another field', { emptied: ['name'] }, "'Clear Fields' does not have 'name'"],
		[
			'objects to take away',
			{ removedAttributes: [{ key: 'plan' }] },
			"'Remove Custom Attributes' holds something that is no text",
		],
	])('refuses %s', (_, given, message) => {
		expect(() => requestOf(update, { ...ANN, ...given })).toThrow(message);
	});
});

describe('Create or Update', () => {
	test.each(REFUSED)('refuses %s', (_, given, message) => {
		expect(() => requestsOf(upsert, { email: 'ann@example.com', ...given })).toThrow(message);
	});

	test.each<[string, Given]>([
		['nothing', {}],
		['a name, for many may have it', { name: 'Ann' }],
		['blanks', { email: ' ', phoneNumber: '', identifier: null }],
	])('does not look for a contact by %s', (_, given) => {
		expect(() => requestsOf(upsert, given)).toThrow("'Email', 'Phone Number' and 'Identifier' are empty");
	});

	test('looks for the contact by all that is given, at the same time', () => {
		const given = { identifier: 'crm-1', email: 'Ann@Example.com', phoneNumber: '0049 170 1' };
		const equal = (attribute: string, value: string): object => ({
			method: 'POST',
			path: '/contacts/filter',
			repeatable: true,
			body: {
				payload: [
					{
						attribute_key: attribute,
						filter_operator: 'equal_to',
						values: [value],
						query_operator: null,
					},
				],
			},
		});
		expect(requestsOf(upsert, given)).toEqual([
			equal('identifier', 'crm-1'),
			equal('email', 'ann@example.com'),
			equal('phone_number', '+491701'),
		]);
	});

	test.each([create, upsert])(
		'$name: items of one person share a lane, whichever value they share',
		(one) => {
			const lane = (given: object): unknown =>
				one.lane?.({ identifier: '', email: '', phoneNumber: '', ...given } as never);
			expect(lane({ identifier: ' a ', email: 'Ann@Example.com', phoneNumber: '0049 170' })).toEqual([
				'identifier a',
				'email ann@example.com',
				'phone +49170',
			]);
			expect(lane({ phoneNumber: '+49170' })).toEqual(['phone +49170']);
			expect(lane({})).toEqual([]);
		},
	);
});
