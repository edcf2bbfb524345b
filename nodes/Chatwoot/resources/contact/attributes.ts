import type { JsonObject } from 'n8n-workflow';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import type { Fields, ValuesOf } from '../../../shared/fields';

/** Custom attributes, one by one or as JSON. */
export const CUSTOM_ATTRIBUTE_FIELDS = [
	fieldsOrJson('Custom Attributes', 'attributesMode'),
	{
		displayName: 'Custom Attributes',
		name: 'attributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Custom Attribute',
		default: {},
		description: 'Custom attributes to set; others stay as they are',
		displayOptions: { show: { attributesMode: ['fields'] } },
		options: [
			{
				displayName: 'Custom Attribute',
				name: 'attribute',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. plan',
						description: "The attribute's key, as in Settings under Custom Attributes",
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						ignoreValidationDuringExecution: true,
						default: '',
						placeholder: 'e.g. gold',
						description:
							'What is typed in is text; a number or a checkbox comes from an expression, or as JSON',
					},
				],
			},
		],
	},
	{
		displayName: 'Custom Attributes (JSON)',
		name: 'attributesJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "plan": "gold", "seats": 5 }',
		description: 'Custom attributes to set, by key, as a JSON object; others stay as they are',
		displayOptions: { show: { attributesMode: ['json'] } },
	},
] as const satisfies Fields;

/** The custom attributes that were given; `undefined` when there are none. */
export function customAttributes({
	attributesMode,
	attributes,
	attributesJson,
}: ValuesOf<typeof CUSTOM_ATTRIBUTE_FIELDS>): JsonObject | undefined {
	const entries = (attributes.attribute ?? []).map(({ key, value }) => [key.trim(), value] as const);
	const given = attributesMode === 'json' ? attributesJson : Object.fromEntries(entries);
	return Object.keys(given).length === 0 ? undefined : given;
}
