import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { operation } from '../../../shared/operation';
import { LIST_FIELDS } from '../../../shared/panel';
import type { Answer } from '../../../shared/request';
import { listOf } from '../../../shared/rows';
import { someTexts } from '../../../shared/text-list';
import { readConversations } from '../../pages';
import { bodyOf, simpleConversation } from './simple';

const CONDITIONS = [
	fieldsOrJson('Conditions', 'conditionsMode'),
	{
		displayName: 'Combine Conditions With',
		name: 'combine',
		type: 'options',
		options: [
			{ name: 'And', value: 'and', description: 'All conditions are met' },
			{ name: 'Or', value: 'or', description: 'At least one condition is met' },
		],
		default: 'and',
		description: 'How several conditions work together',
		displayOptions: { show: { conditionsMode: ['fields'] } },
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description: 'What the conversations have in common',
		displayOptions: { show: { conditionsMode: ['fields'] } },
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{
						displayName: 'Attribute',
						name: 'attribute',
						type: 'options',
						options: [
							{ name: 'Agent ID', value: 'assignee_id' },
							{ name: 'Browser Language', value: 'browser_language' },
							{ name: 'Campaign ID', value: 'campaign_id' },
							{ name: 'Conversation Language', value: 'conversation_language' },
							{ name: 'Conversation Number', value: 'display_id' },
							{ name: 'Created At', value: 'created_at', description: 'A day, e.g. 2030-01-31' },
							{ name: 'Custom Attribute', value: 'custom' },
							{ name: 'Inbox ID', value: 'inbox_id' },
							{ name: 'Label', value: 'labels' },
							{ name: 'Last Activity At', value: 'last_activity_at', description: 'A day, e.g. 2030-01-31' },
							{ name: 'Mail Subject', value: 'mail_subject' },
							{ name: 'Priority', value: 'priority' },
							{ name: 'Referer', value: 'referer', description: 'Page on which the contact began' },
							{ name: 'Status', value: 'status' },
							{ name: 'Team ID', value: 'team_id' },
						],
						default: 'status',
						description: 'What is compared',
					},
					{
						displayName: 'Custom Attribute Key',
						name: 'key',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. order_number',
						description: 'Key of the attribute, as in Settings, Custom Attributes',
						displayOptions: { show: { attribute: ['custom'] } },
					},
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: [
							{ name: 'Contains', value: 'contains' },
							{ name: 'Does Not Contain', value: 'does_not_contain' },
							{ name: 'Equal To', value: 'equal_to' },
							{ name: 'Is Greater Than', value: 'is_greater_than', description: 'For dates: after' },
							{ name: 'Is Less Than', value: 'is_less_than', description: 'For dates: before' },
							{ name: 'Is Not Present', value: 'is_not_present' },
							{ name: 'Is Present', value: 'is_present' },
							{ name: 'Not Equal To', value: 'not_equal_to' },
						],
						default: 'equal_to',
						description:
							'How it is compared. Not every attribute has all of them; the server names those that it has.',
					},
					{
						displayName: 'Values',
						name: 'values',
						type: 'string',
						required: true,
						ignoreValidationDuringExecution: true,
						default: '',
						placeholder: 'e.g. open, pending',
						description: 'What it is compared with: values with commas between, or a list from an expression',
						displayOptions: { hide: { operator: ['is_present', 'is_not_present'] } },
					},
				],
			},
		],
	},
	{
		displayName: 'Conditions (JSON)',
		name: 'conditionsJson',
		type: 'json',
		required: true,
		default: '[]',
		placeholder:
			'e.g. [{ "attribute_key": "status", "filter_operator": "equal_to", "values": ["open"], "query_operator": null }]',
		description: "The conditions as a JSON list, in the form of the API's 'payload'",
		displayOptions: { show: { conditionsMode: ['json'] } },
	},
] as const satisfies Fields;

type Conditions = ValuesOf<typeof CONDITIONS>;

type Condition = NonNullable<Conditions['conditions']['condition']>[number];

/** Attributes that hold the number of an ID. */
const NUMBERS: ReadonlySet<string> = new Set([
	'assignee_id',
	'campaign_id',
	'display_id',
	'inbox_id',
	'team_id',
]);

const valueOf = (attribute: string, text: string): JsonValue =>
	NUMBERS.has(attribute) && /^\d+$/.test(text) ? Number(text) : text;

const needsNoValue = (operator: string): boolean => ['is_present', 'is_not_present'].includes(operator);

/** Of several conditions each but the last says how the next one is joined; without it the server breaks (recorded). */
const conditionOf = (
	{ attribute, key, operator, values }: Condition,
	combine: string,
	isLast: boolean,
): JsonObject => ({
	attribute_key: attribute === 'custom' ? key.trim() : attribute,
	filter_operator: operator,
	values: needsNoValue(operator) ? [] : someTexts('Values', values).map((text) => valueOf(attribute, text)),
	query_operator: isLast ? null : combine,
	...(attribute === 'custom' ? { custom_attribute_type: 'conversation_attribute' } : {}),
});

function payloadOf({ conditionsMode, combine, conditions, conditionsJson }: Conditions): JsonValue[] {
	const chosen = conditions.condition ?? [];
	const payload =
		conditionsMode === 'json'
			? [...conditionsJson]
			: chosen.map((condition, index) => conditionOf(condition, combine, index === chosen.length - 1));
	if (payload.length === 0) {
		// The server would give all conversations.
		throw new BadInput("'Conditions' is empty", "Add a condition, or use 'Get Many' for all conversations.");
	}
	return payload;
}

export const filter = operation({
	name: 'Filter',
	value: 'filter',
	action: 'Filter conversations',
	description: 'Retrieve the conversations that meet conditions, of any status',
	fields: [...CONDITIONS, ...LIST_FIELDS],
	steps: ({ returnAll, limit, ...conditions }) =>
		readConversations(
			{
				method: 'POST',
				path: '/conversations/filter',
				body: { payload: payloadOf(conditions) },
				repeatable: true,
			},
			returnAll ? undefined : limit,
			({ body }: Answer) => listOf(bodyOf(body).payload),
		),
	simplify: simpleConversation,
});
