import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { inside } from '../../../shared/rows';
import { list, requiredText, text } from '../../../shared/field-kinds';
import { sameJson } from '../../same-json';

const VALUE = text('Value', 'value', 'e.g. yes', 'What the contact entered or chose');

/** What a contact answers to an interactive message; each kind has a form of its own (recorded from a real server). */
export const SUBMITTED_FIELDS = [
	{
		displayName: 'Answer To',
		name: 'kind',
		type: 'options',
		options: [
			{ name: 'Choice', value: 'choice', description: 'A message of the type Input Select' },
			{ name: 'Form', value: 'form', description: 'A message of the type Form' },
			{ name: 'JSON', value: 'json', description: 'Values that are sent as they are' },
			{
				name: 'Satisfaction Survey',
				value: 'survey',
				description: 'The rating that is asked for at the end',
			},
		],
		default: 'form',
		description: 'The kind of message that is answered',
	},
	{
		...list(
			'Fields',
			'entries',
			{
				group: 'entry',
				entry: 'Field',
				values: [
					requiredText('Name', 'name', 'e.g. email', 'Name of the field, as in the items of the message'),
					VALUE,
				],
			},
			'The filled-in fields of the form',
		),
		displayOptions: { show: { kind: ['form'] } },
	},
	{
		...list(
			'Choices',
			'choices',
			{
				group: 'choice',
				entry: 'Choice',
				values: [requiredText('Title', 'title', 'e.g. Yes', 'Title of the item, as in the message'), VALUE],
			},
			'What was chosen of the items of the message',
		),
		displayOptions: { show: { kind: ['choice'] } },
	},
	{
		displayName: 'Rating',
		name: 'rating',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 5, numberPrecision: 0 },
		default: 5,
		description: 'From 1, very dissatisfied, to 5',
		displayOptions: { show: { kind: ['survey'] } },
	},
	{
		...text('Feedback', 'feedback', 'e.g. Quick and friendly', 'What the contact says about it'),
		displayOptions: { show: { kind: ['survey'] } },
	},
	{
		displayName: 'Submitted Values (JSON)',
		name: 'valuesJson',
		type: 'json',
		required: true,
		default: '[]',
		placeholder: 'e.g. [{ "name": "email", "value": "nathan@example.com" }]',
		description:
			'The values as a JSON list, in the form of the API; it keeps no other keys than name, title and value',
		displayOptions: { show: { kind: ['json'] } },
	},
] as const satisfies Fields;

type Submitted = ValuesOf<typeof SUBMITTED_FIELDS>;

/** @throws BadInput when there are no values */
export function submittedValues({
	kind,
	entries,
	choices,
	rating,
	feedback,
	valuesJson,
}: Submitted): JsonObject | JsonValue[] {
	switch (kind) {
		case 'form':
			return some("'Fields'", copied(entries.entry));
		case 'choice':
			return some("'Choices'", copied(choices.choice));
		case 'survey':
			return {
				csat_survey_response: { rating, ...(feedback === '' ? {} : { feedback_message: feedback }) },
			};
		case 'json':
			return some("'Submitted Values (JSON)'", [...valuesJson]);
	}
}

const copied = (entries: readonly Readonly<Record<string, string>>[] = []): JsonObject[] =>
	entries.map((entry) => ({ ...entry }));

function some(label: string, values: JsonValue[]): JsonValue[] {
	if (values.length === 0) {
		throw new BadInput(`${label} is empty`, 'Give at least one value of the answer.');
	}
	return values;
}

/** The server drops keys that it does not know, with 200: why it has not kept what was sent. */
export function notKept(sent: JsonValue, body: JsonValue | undefined): string | undefined {
	const kept = inside(body, 'content_attributes')?.submitted_values;
	return sameJson(kept, sent) ? undefined : 'The server did not keep the submitted values as they were sent';
}
