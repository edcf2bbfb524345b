import type { JsonObject } from 'n8n-workflow';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { filled } from '../../../shared/rows';
import { list, requiredText } from '../../../shared/field-kinds';
import { unlessEmpty } from '../../payload';

const show = { contentType: ['template'] };

/** A WhatsApp template, as it was approved, and what is put into its gaps. */
export const TEMPLATE_FIELDS = [
	{
		...requiredText('Template Name', 'templateName', 'e.g. order_shipped', 'Name of the approved template'),
		displayOptions: { show },
	},
	{
		displayName: 'Template Category',
		name: 'templateCategory',
		type: 'options',
		options: [
			{ name: 'Authentication', value: 'AUTHENTICATION' },
			{ name: 'Issue Resolution', value: 'ISSUE_RESOLUTION' },
			{ name: 'Marketing', value: 'MARKETING' },
			{ name: 'Shipping Update', value: 'SHIPPING_UPDATE' },
			{ name: 'Ticket Update', value: 'TICKET_UPDATE' },
			{ name: 'Utility', value: 'UTILITY' },
		],
		default: 'UTILITY',
		description: 'Category of the approved template',
		displayOptions: { show },
	},
	{
		...requiredText(
			'Template Language',
			'templateLanguage',
			'e.g. en_US',
			'Language of the approved template, as WhatsApp writes it',
		),
		default: 'en',
		displayOptions: { show },
	},
	{
		...fieldsOrJson('Template Parameters', 'templateMode'),
		displayOptions: { show },
	},
	{
		...list(
			'Template Parameters',
			'templateParameters',
			{
				group: 'parameter',
				entry: 'Parameter',
				values: [
					requiredText(
						'Name or Number',
						'name',
						'e.g. 1',
						'What stands between the double braces in the template',
					),
					requiredText('Value', 'value', 'e.g. Jane', 'What the contact reads there'),
				],
			},
			"What is put into the gaps of the template's text. For its header and buttons use JSON.",
		),
		displayOptions: { show: { ...show, templateMode: ['fields'] } },
	},
	{
		displayName: 'Template Parameters (JSON)',
		name: 'templateParametersJson',
		type: 'json',
		required: true,
		default: '{}',
		placeholder:
			'e.g. { "body": { "1": "Jane" }, "header": { "media_url": "https://www.example.com/a.png", "media_type": "image" } }',
		description:
			"The parameters as a JSON object with body, header and buttons, the API's 'processed_params'",
		displayOptions: { show: { ...show, templateMode: ['json'] } },
	},
] as const satisfies Fields;

/** The template in the form that the server hands to WhatsApp. */
export function templateOf(given: ValuesOf<typeof TEMPLATE_FIELDS>): JsonObject {
	const parameters = given.templateParameters.parameter ?? [];
	const body = Object.fromEntries(parameters.map(({ name, value }) => [name.trim(), value]));
	const processed =
		given.templateMode === 'json' ? given.templateParametersJson : parameters.length === 0 ? {} : { body };
	return {
		name: given.templateName,
		category: given.templateCategory,
		language: given.templateLanguage,
		...filled({ processed_params: unlessEmpty(processed) }),
	};
}
