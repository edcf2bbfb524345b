import { operation } from '../../../shared/operation';
import { LIST_FIELDS } from '../../../shared/panel';
import { conditionsOf, filterFields } from '../../filter';
import { readAll } from './find';
import { simplifyContact } from './rows';

const FILTER_FIELDS = filterFields({
	things: 'contacts',
	attributes: [
		{ name: 'Blocked', value: 'blocked' },
		{ name: 'City', value: 'city' },
		{ name: 'Company', value: 'company' },
		{ name: 'Country Code', value: 'country_code' },
		{ name: 'Created At', value: 'created_at' },
		{ name: 'Custom Attribute', value: 'custom' },
		{ name: 'Email', value: 'email' },
		{ name: 'Identifier', value: 'identifier' },
		{ name: 'Label', value: 'labels' },
		{ name: 'Last Activity At', value: 'last_activity_at' },
		{ name: 'Name', value: 'name' },
		{ name: 'Phone Number', value: 'phone_number' },
	],
	defaultAttribute: 'email',
	operators: [
		{ name: 'Days Before', value: 'days_before', description: 'For dates; not on every server' },
		{ name: 'Starts With', value: 'starts_with', description: 'For phone numbers' },
	],
	keyDescription: "The attribute's key. It must be defined in Settings under Custom Attributes.",
	values: {
		placeholder: 'e.g. nathan@example.com',
		description:
			'What it is compared with: values with commas between, or a list from an expression. Dates like 2026-01-31; true or false for Blocked.',
	},
	example:
		'{ "attribute_key": "city", "filter_operator": "equal_to", "values": ["Berlin"], "query_operator": null }',
});

export const filter = operation({
	name: 'Filter',
	value: 'filter',
	action: 'Filter contacts',
	description:
		'Find contacts by conditions, exactly. Contacts that have neither email, phone number nor identifier are left out by the server.',
	fields: [...FILTER_FIELDS, ...LIST_FIELDS],
	steps: ({ returnAll, limit, ...given }) =>
		readAll(
			{
				method: 'POST',
				path: '/contacts/filter',
				body: { payload: conditionsOf(given, 'contact_attribute') },
				repeatable: true,
			},
			returnAll ? undefined : limit,
		),
	simplify: simplifyContact,
});
