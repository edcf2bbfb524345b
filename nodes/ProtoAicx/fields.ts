import type { Field } from '../shared/fields';

/** Chooses one of the teamspace's custom fields. */
export const CUSTOM_FIELD = {
	displayName: 'Custom Field',
	name: 'customField',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: "The custom field. Its ID comes from Custom Field 'Get Many'.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a custom field…',
			typeOptions: { searchListMethod: 'searchCustomFields', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 61f0c2a1b9d3' },
	],
} as const satisfies Field;

/** Chooses a customer by the ID that the user's own system has for them. */
export const PROVIDED_UNIQUE_ID = {
	displayName: 'Provided Unique ID',
	name: 'providedUniqueId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. user-4711',
	description:
		"Your own ID of the customer, any text, e.g. from your CRM: the one that Customer 'Create or Update' was given",
} as const satisfies Field;
