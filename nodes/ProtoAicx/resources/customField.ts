import type { JsonObject, JsonValue } from 'n8n-workflow';
import { fieldsOrJson } from '../../shared/fields-or-json';
import { operation, type Resource } from '../../shared/operation';
import { path } from '../../shared/path';
import { someTexts } from '../../shared/text-list';
import { createCustomFieldBody, CUSTOM_FIELD_TYPES, listed } from '../assumed';
import { CUSTOM_FIELD } from '../fields';

const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create custom field',
	description: 'Define a custom field that customers of the teamspace can then have',
	fields: [
		fieldsOrJson('Custom Field', 'fieldMode'),
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Contract number',
			description: 'Name of the custom field',
			displayOptions: { show: { fieldMode: ['fields'] } },
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: CUSTOM_FIELD_TYPES,
			default: 'text',
			description: 'What the custom field holds',
			displayOptions: { show: { fieldMode: ['fields'] } },
		},
		{
			displayName: 'Other Type',
			name: 'otherType',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. checkbox',
			description: 'The type, in the words of the API',
			displayOptions: { show: { fieldMode: ['fields'], type: ['other'] } },
		},
		{
			displayName: 'Options to Select From',
			name: 'selectOptions',
			type: 'string',
			ignoreValidationDuringExecution: true,
			default: '',
			placeholder: 'e.g. bronze, silver, gold',
			description:
				'What can be selected, with commas between, or a list from an expression. Only for the type Select.',
			displayOptions: { show: { fieldMode: ['fields'], type: ['select'] } },
		},
		{
			displayName: 'Custom Field (JSON)',
			name: 'fieldJson',
			type: 'json',
			required: true,
			default: '{}',
			placeholder: 'e.g. { "name": "Level", "type": "select", "select_options": ["bronze", "gold"] }',
			description: 'The custom field as a JSON object, in the form of the API',
			displayOptions: { show: { fieldMode: ['json'] } },
		},
	],
	request: ({ fieldMode, name, type, otherType, selectOptions, fieldJson }) => ({
		method: 'POST',
		path: '/v1/custom-fields/{teamspace}/create-custom-field',
		body:
			fieldMode === 'json'
				? fieldJson
				: customFieldBody(name, type === 'other' ? otherType.trim() : type, selectOptions),
	}),
});

/** Options if and only if the type is Select: Proto AICX refuses anything else. */
const customFieldBody = (name: string, type: string, options: JsonValue): JsonObject =>
	createCustomFieldBody(name, type, type === 'select' ? someTexts('Options to Select From', options) : []);

/** The operation that fills lists and forms too. */
export const getManyCustomFields = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many custom fields',
	description: 'Retrieve a list of the custom fields of the teamspace, with their IDs and types',
	fields: [],
	request: () => ({ method: 'GET', path: '/v1/custom-fields/{teamspace}/list-custom-fields' }),
	paging: { by: 'nothing' },
	rows: listed,
});

const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete custom field',
	description: 'Delete a custom field of the teamspace, for all customers. This cannot be undone.',
	fields: [CUSTOM_FIELD],
	request: ({ customField }) => ({
		method: 'DELETE',
		path: path`/v1/custom-fields/{teamspace}/custom-field/${customField}/delete-custom-fields`,
		answer: 'optional',
	}),
	rows: () => [{ deleted: true }],
});

/** A field that a teamspace adds to its customers. */
export const customField: Resource = {
	name: 'Custom Field',
	value: 'customField',
	operations: [create, remove, getManyCustomFields],
};
