import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { LIST_FIELDS } from '../../../shared/panel';
import { isObject } from '../../../shared/rows';
import { someTexts } from '../../../shared/text-list';
import { readAll } from './find';
import { simplifyContact } from './rows';

/** Operators and attributes as the server names them when it refuses another one (recorded from a real server). */
const CONDITION_FIELDS = [
	{
		displayName: 'Attribute',
		name: 'attribute',
		type: 'options',
		options: [
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
		default: 'email',
		description: 'What is compared',
	},
	{
		displayName: 'Custom Attribute Key',
		name: 'customKey',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. plan',
		description: "The attribute's key. It must be defined in Settings under Custom Attributes.",
		displayOptions: { show: { attribute: ['custom'] } },
	},
	{
		displayName: 'Operator',
		name: 'operator',
		type: 'options',
		options: [
			{ name: 'Contains', value: 'contains', description: 'For texts' },
			{ name: 'Days Before', value: 'days_before', description: 'For dates; not on every server' },
			{ name: 'Does Not Contain', value: 'does_not_contain', description: 'For texts' },
			{ name: 'Equal To', value: 'equal_to' },
			{ name: 'Is Greater Than', value: 'is_greater_than', description: 'For dates and numbers' },
			{ name: 'Is Less Than', value: 'is_less_than', description: 'For dates and numbers' },
			{ name: 'Is Not Present', value: 'is_not_present', description: 'For labels and custom attributes' },
			{ name: 'Is Present', value: 'is_present', description: 'For labels and custom attributes' },
			{ name: 'Not Equal To', value: 'not_equal_to' },
			{ name: 'Starts With', value: 'starts_with', description: 'For phone numbers' },
		],
		default: 'equal_to',
		description:
			'How it is compared. If the server does not take it for this attribute it names those it takes.',
	},
	{
		displayName: 'Values',
		name: 'values',
		type: 'string',
		required: true,
		ignoreValidationDuringExecution: true,
		default: '',
		placeholder: 'e.g. nathan@example.com',
		description:
			'What it is compared with: values with commas between, or a list from an expression. Dates like 2026-01-31; true or false for Blocked.',
		displayOptions: { hide: { operator: ['is_not_present', 'is_present'] } },
	},
] as const satisfies Fields;

const FILTER_FIELDS = [
	fieldsOrJson('Conditions', 'conditionsMode'),
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description: 'What the contacts have in common',
		displayOptions: { show: { conditionsMode: ['fields'] } },
		options: [{ displayName: 'Condition', name: 'condition', values: CONDITION_FIELDS }],
	},
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
		displayName: 'Conditions (JSON)',
		name: 'conditionsJson',
		type: 'json',
		required: true,
		default: '[]',
		placeholder:
			'e.g. [{ "attribute_key": "city", "filter_operator": "equal_to", "values": ["Berlin"], "query_operator": null }]',
		description:
			'The conditions as a JSON list, in the form of the API. Each but the last needs a query_operator, and or or.',
		displayOptions: { show: { conditionsMode: ['json'] } },
	},
] as const satisfies Fields;

export const filter = operation({
	name: 'Filter',
	value: 'filter',
	action: 'Filter contacts',
	description:
		'Find contacts by conditions, exactly. Contacts that have neither email, phone number nor identifier are left out by the server.',
	fields: [...FILTER_FIELDS, ...LIST_FIELDS],
	steps: ({ returnAll, limit, ...given }) =>
		readAll(
			{ method: 'POST', path: '/contacts/filter', body: { payload: conditionsOf(given) }, repeatable: true },
			returnAll ? undefined : limit,
		),
	simplify: simplifyContact,
});

type Conditions = ValuesOf<typeof FILTER_FIELDS>;
type Condition = ValuesOf<typeof CONDITION_FIELDS>;

function conditionsOf({ conditionsMode, conditions, combine, conditionsJson }: Conditions): JsonValue[] {
	const entries = conditions.condition ?? [];
	const payload =
		conditionsMode === 'json'
			? [...conditionsJson]
			: entries.map((condition, index) => asSent(condition, index < entries.length - 1 ? combine : null));
	if (payload.length === 0) {
		throw new BadInput("'Conditions' is empty", 'Add at least one condition, or use Get Many.');
	}
	// For a missing one the server answers 500, without a word of why (recorded from a real server).
	const unjoined = payload.slice(0, -1).findIndex((one) => !isObject(one) || !isJoined(one.query_operator));
	if (unjoined >= 0) {
		throw new BadInput(
			`Condition ${unjoined + 1} in 'Conditions (JSON)' has no query_operator`,
			'Each condition but the last needs "query_operator": "and" or "or".',
		);
	}
	return payload;
}

const isJoined = (operator: JsonValue | undefined): boolean =>
	typeof operator === 'string' && /^(and|or)$/i.test(operator);

const asSent = (condition: Condition, queryOperator: 'and' | 'or' | null): JsonObject => {
	const { attribute, customKey, operator, values } = condition;
	const isCustom = attribute === 'custom';
	return {
		attribute_key: isCustom ? customKey.trim() : attribute,
		filter_operator: operator,
		values: operator === 'is_present' || operator === 'is_not_present' ? [] : someTexts('Values', values),
		query_operator: queryOperator,
		...(isCustom ? { custom_attribute_type: 'contact_attribute' } : {}),
	};
};
