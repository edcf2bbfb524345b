import { DateTime } from 'luxon';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import { fieldsOrJson } from '../../shared/fields-or-json';
import { operation, type Resource } from '../../shared/operation';
import { path } from '../../shared/path';
import { filled, whatever } from '../../shared/rows';
import { someTexts } from '../../shared/text-list';
import { addTagsBody, customFieldValue, simpleCustomer } from '../assumed';
import { CUSTOM_FIELD, PROVIDED_UNIQUE_ID } from '../fields';

const laneOf = ({ providedUniqueId }: { readonly providedUniqueId: string }): string =>
	`customer ${providedUniqueId}`;

const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get customer',
	description: 'Retrieve all that is known of one customer, except the values of custom fields',
	fields: [PROVIDED_UNIQUE_ID],
	request: ({ providedUniqueId }) => ({
		method: 'GET',
		path: path`/v1/customers/{teamspace}/customer/${providedUniqueId}/get-customer`,
	}),
	simplify: simpleCustomer,
});

const upsert = operation({
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update customer',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [
		PROVIDED_UNIQUE_ID,
		{
			displayName: 'Customer Fields',
			name: 'customerFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			description:
				'What is written of the customer. Proto does not say whether fields that are left out keep their values.',
			options: [
				{
					displayName: 'Avatar',
					name: 'avatar',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/nathan.png',
					description: 'Address of a picture of the customer',
				},
				{
					displayName: 'Email',
					name: 'email',
					type: 'string',
					default: '',
					placeholder: 'e.g. nathan@example.com',
					description: 'Email address of the customer',
				},
				{
					displayName: 'External Customer ID',
					name: 'external_customer_id',
					type: 'string',
					default: '',
					placeholder: 'e.g. CRM-0815',
					description: 'ID of the customer in another system',
				},
				{
					displayName: 'Location',
					name: 'location',
					type: 'string',
					default: '',
					placeholder: 'e.g. Lusaka, Zambia',
					description: 'Where the customer is',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Nathan Smith',
					description: 'Full name of the customer',
				},
				{
					displayName: 'Phone Number',
					name: 'phone_number',
					type: 'string',
					default: '',
					placeholder: 'e.g. +15551234567',
					description: 'Phone number of the customer',
				},
			],
		},
	],
	request: ({ providedUniqueId, customerFields }) => ({
		method: 'PUT',
		path: path`/v1/customers/{teamspace}/create-customer/${providedUniqueId}`,
		body: filled(customerFields),
	}),
	lane: laneOf,
	simplify: simpleCustomer,
});

const addTags = operation({
	name: 'Add Tags',
	value: 'addTags',
	action: 'Add tags to customer',
	description: 'Give a customer further tags; those they have stay',
	fields: [
		PROVIDED_UNIQUE_ID,
		fieldsOrJson('Tags', 'tagsMode'),
		{
			displayName: 'Tags',
			name: 'tags',
			type: 'string',
			required: true,
			ignoreValidationDuringExecution: true,
			default: '',
			placeholder: 'e.g. vip, newsletter',
			description: 'Names of the tags, with commas between, or a list from an expression',
			displayOptions: { show: { tagsMode: ['fields'] } },
		},
		{
			displayName: 'Create if Not Existing',
			name: 'createIfNotExists',
			type: 'boolean',
			default: false,
			description: 'Whether to make tags that the teamspace does not have yet',
			displayOptions: { show: { tagsMode: ['fields'] } },
		},
		{
			displayName: 'Tags (JSON)',
			name: 'tagsJson',
			type: 'json',
			required: true,
			default: '{}',
			placeholder: 'e.g. { "tags": ["vip"], "create_if_not_exists": true }',
			description: 'The body as a JSON object, in the form of the API',
			displayOptions: { show: { tagsMode: ['json'] } },
		},
	],
	request: ({ providedUniqueId, tagsMode, tags, createIfNotExists, tagsJson }) => ({
		method: 'PUT',
		path: path`/v1/customers/{teamspace}/customer/${providedUniqueId}/add-tags`,
		body: tagsMode === 'json' ? tagsJson : addTagsBody(someTexts('Tags', tags), createIfNotExists),
		answer: 'optional',
	}),
	rows: whatever,
	lane: laneOf,
});

const addCustomFields = operation({
	name: 'Add Custom Fields',
	value: 'addCustomFields',
	action: 'Add custom fields to customer',
	description: "Set values of a customer's custom fields",
	fields: [
		PROVIDED_UNIQUE_ID,
		{
			displayName: 'Specify Custom Fields',
			name: 'valuesMode',
			type: 'options',
			options: [
				{
					name: 'Using a Form',
					value: 'form',
					description: 'All custom fields of the teamspace, each with a field of its type',
				},
				{ name: 'Using Fields Below', value: 'fields', description: 'Choose custom fields one by one' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'form',
			description: 'How to give the values. JSON is sent as it is.',
		},
		{
			displayName: 'Custom Fields',
			name: 'valuesForm',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			typeOptions: {
				resourceMapper: {
					resourceMapperMethod: 'customFieldsForm',
					mode: 'add',
					fieldWords: { singular: 'custom field', plural: 'custom fields' },
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: false,
				},
			},
			description: 'Values of the custom fields that the customer should have',
			displayOptions: { show: { valuesMode: ['form'] } },
		},
		{
			displayName: 'Custom Fields',
			name: 'values',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Custom Field',
			default: {},
			description: 'Values of the custom fields that the customer should have',
			displayOptions: { show: { valuesMode: ['fields'] } },
			options: [
				{
					displayName: 'Custom Field',
					name: 'field',
					values: [
						CUSTOM_FIELD,
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							ignoreValidationDuringExecution: true,
							default: '',
							placeholder: 'e.g. gold',
							description:
								'Value of the custom field, as text. For a number use the form, or an expression, which may give a number or a list as it is.',
						},
					],
				},
			],
		},
		{
			displayName: 'Custom Fields (JSON)',
			name: 'valuesJson',
			type: 'json',
			required: true,
			default: '[]',
			placeholder: 'e.g. [{ "name": "Level", "value": "gold" }]',
			description: 'The values as a JSON list, in the form of the API',
			displayOptions: { show: { valuesMode: ['json'] } },
		},
	],
	request: ({ providedUniqueId, valuesMode, valuesForm, values, valuesJson }) => {
		const body = {
			form: () => fromForm(valuesForm),
			fields: () =>
				(values.field ?? []).map(({ customField, value }) => customFieldValue(customField, value)),
			json: () => valuesJson,
		}[valuesMode]();
		if (body.length === 0) {
			throw new BadInput("'Custom Fields' is empty", 'Give at least one custom field and its value.');
		}
		return {
			method: 'PUT',
			path: path`/v1/customers/{teamspace}/customer/${providedUniqueId}/add-custom-fields`,
			body,
			answer: 'optional',
		};
	},
	rows: whatever,
	lane: laneOf,
});

/** The form names custom fields by ID; what was left open is not sent. */
const fromForm = (form: JsonObject): JsonValue[] =>
	Object.entries(filled(form))
		.filter(([, value]) => value !== null)
		.map(([id, value]) => customFieldValue(id, withoutMidnight(value)));

/** n8n makes a moment of a date that was chosen in a form; a day must stay that day in every time zone. */
function withoutMidnight(value: unknown): JsonValue {
	if (!DateTime.isDateTime(value)) {
		return value as JsonValue;
	}
	const isDay = value.valueOf() === value.startOf('day').valueOf();
	return isDay ? value.toISODate() : value.toISO();
}

/** A person whom the teamspace serves; Proto AICX also says person. */
export const customer: Resource = {
	name: 'Customer',
	value: 'customer',
	operations: [addCustomFields, addTags, upsert, get],
	usual: upsert,
};
