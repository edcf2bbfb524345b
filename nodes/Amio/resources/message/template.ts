import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { list, requiredText } from '../../../shared/field-kinds';

const show = { contentType: ['template'] };

/** A WhatsApp template and what is put into its gaps, after the one sample in Amio's Postman collection. */
export const TEMPLATE_FIELDS = [
	{
		...requiredText('Template ID', 'templateId', 'e.g. 6456078759331248741', 'ID of the approved template'),
		displayOptions: { show },
	},
	{ ...fieldsOrJson('Substitutions', 'substitutionMode'), displayOptions: { show } },
	{
		...list(
			'Substitutions',
			'substitutions',
			{
				group: 'substitution',
				entry: 'Substitution',
				values: [
					requiredText('Name', 'name', 'e.g. name', 'Name of the gap in the template'),
					requiredText('Value', 'value', 'e.g. Albert', 'What the contact reads there'),
					{
						...requiredText('Locale', 'locale', 'e.g. en_US', 'Language for which the value is meant'),
						default: 'default',
					},
				],
			},
			'What is put into the gaps of the template',
		),
		displayOptions: { show: { ...show, substitutionMode: ['fields'] } },
	},
	{
		displayName: 'Substitutions (JSON)',
		name: 'substitutionJson',
		type: 'json',
		required: true,
		default: '{}',
		placeholder: 'e.g. { "localizations": { "default": { "name": "Albert" } } }',
		description: "The substitutions as a JSON object, Amio's 'substitution'",
		displayOptions: { show: { ...show, substitutionMode: ['json'] } },
	},
] as const satisfies Fields;

/**
 * The template, as Amio's API has it.
 *
 * @throws BadInput for a gap that is filled twice for one locale
 */
export function templateOf(given: ValuesOf<typeof TEMPLATE_FIELDS>): JsonObject {
	const substitution = given.substitutionMode === 'json' ? given.substitutionJson : localized(given);
	const id = given.templateId.trim();
	return Object.keys(substitution).length === 0 ? { id } : { id, substitution };
}

/** Put together in maps: on an object the locale `__proto__` would reach the prototype of all objects. */
function localized({ substitutions }: ValuesOf<typeof TEMPLATE_FIELDS>): JsonObject {
	const localizations = new Map<string, Map<string, string>>();
	for (const { name, value, locale } of substitutions.substitution ?? []) {
		const gap = name.trim();
		const values = localizations.get(locale.trim()) ?? new Map<string, string>();
		if (values.has(gap)) {
			throw new BadInput(`'Substitutions' has '${gap}' twice`, 'Give each name once for each locale.');
		}
		localizations.set(locale.trim(), values.set(gap, value));
	}
	const entries = [...localizations].map(([locale, values]) => [locale, Object.fromEntries(values)]);
	return entries.length === 0 ? {} : { localizations: Object.fromEntries(entries) as JsonObject };
}
