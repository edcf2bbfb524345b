import type { JsonObject } from 'n8n-workflow';
import { fieldsOrJson } from '../shared/fields-or-json';
import type { Field, Fields, ValuesOf } from '../shared/fields';
import { list, requiredText, text } from '../shared/field-kinds';
import { unlessEmpty } from './payload';

/** Custom attributes as JSON alone, where there is no room for more. */
export const CUSTOM_ATTRIBUTES_JSON = {
	displayName: 'Custom Attributes (JSON)',
	name: 'custom_attributes',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "plan": "gold", "seats": 5 }',
	description: 'Custom attributes by their keys, as a JSON object',
} as const satisfies Field;

/** Custom attributes, one by one or as JSON. */
export const CUSTOM_ATTRIBUTE_FIELDS = [
	fieldsOrJson('Custom Attributes', 'attributesMode'),
	{
		...list(
			'Custom Attributes',
			'attributes',
			{
				group: 'attribute',
				entry: 'Custom Attribute',
				values: [
					requiredText(
						'Key',
						'key',
						'e.g. plan',
						"The attribute's key, as in Settings under Custom Attributes",
					),
					{
						...text(
							'Value',
							'value',
							'e.g. gold',
							'What is typed in is text; a number or a checkbox comes from an expression, or as JSON',
						),
						ignoreValidationDuringExecution: true,
					},
				],
			},
			'Values by the keys of the custom attributes',
		),
		displayOptions: { show: { attributesMode: ['fields'] } },
	},
	{
		...CUSTOM_ATTRIBUTES_JSON,
		name: 'attributesJson',
		required: true,
		displayOptions: { show: { attributesMode: ['json'] } },
	},
] as const satisfies Fields;

type Given = ValuesOf<typeof CUSTOM_ATTRIBUTE_FIELDS>;

/** The custom attributes that were given, by key; none is an empty object. */
export const attributesIn = ({ attributesMode, attributes, attributesJson }: Given): JsonObject =>
	attributesMode === 'json'
		? attributesJson
		: Object.fromEntries((attributes.attribute ?? []).map(({ key, value }) => [key.trim(), value]));

/** The same for a body that is to have no key for none. */
export const customAttributes = (given: Given): JsonObject | undefined => unlessEmpty(attributesIn(given));
