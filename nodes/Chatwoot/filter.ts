import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../shared/failure';
import { fieldsOrJson } from '../shared/fields-or-json';
import type { Field, Fields, ValuesOf } from '../shared/fields';
import { isObject } from '../shared/rows';
import { someTexts } from '../shared/text-list';
import { list, requiredText } from '../shared/field-kinds';
import { momentOf } from '../shared/instant';

interface Option {
	readonly name: string;
	readonly value: string;
	readonly description?: string;
}

/** What differs between the filters of contacts and those of conversations. */
interface Filterable {
	/** In the plural, e.g. `contacts`. */
	readonly things: string;
	/** Attributes as the server names them when it refuses another one (recorded from a real server). */
	readonly attributes: readonly Option[];
	readonly defaultAttribute: string;
	/** Operators beside those that both have. */
	readonly operators: readonly Option[];
	/** Of the field for the key of a custom attribute. */
	readonly keyDescription: string;
	readonly values: { readonly placeholder: string; readonly description: string };
	/** A condition as JSON. */
	readonly example: string;
}

const OPERATORS: readonly Option[] = [
	{ name: 'Contains', value: 'contains', description: 'For texts' },
	{ name: 'Does Not Contain', value: 'does_not_contain', description: 'For texts' },
	{ name: 'Equal To', value: 'equal_to' },
	{ name: 'Is Greater Than', value: 'is_greater_than', description: 'For dates, after, and numbers' },
	{ name: 'Is Less Than', value: 'is_less_than', description: 'For dates, before, and numbers' },
	{ name: 'Is Not Present', value: 'is_not_present', description: 'For labels and custom attributes' },
	{ name: 'Is Present', value: 'is_present', description: 'For labels and custom attributes' },
	{ name: 'Not Equal To', value: 'not_equal_to' },
];

const WITHOUT_VALUE = ['is_not_present', 'is_present'];

const ATTRIBUTE = {
	displayName: 'Attribute',
	name: 'attribute',
	type: 'options',
	default: '',
	description: 'What is compared',
} as const satisfies Field;

/** Fields for conditions, one by one or as JSON. */
export const filterFields = (filterable: Filterable) => {
	const byName = (one: Option, other: Option): number => one.name.localeCompare(other.name);
	const condition = [
		{ ...ATTRIBUTE, options: filterable.attributes, default: filterable.defaultAttribute },
		{
			...requiredText('Custom Attribute Key', 'customKey', 'e.g. plan', filterable.keyDescription),
			displayOptions: { show: { attribute: ['custom'] } },
		},
		{
			displayName: 'Operator',
			name: 'operator',
			type: 'options',
			options: [...OPERATORS, ...filterable.operators].sort(byName),
			default: 'equal_to',
			description:
				'How it is compared. If the server does not take it for this attribute it names those it takes.',
		},
		{
			...requiredText('Values', 'values', filterable.values.placeholder, filterable.values.description),
			ignoreValidationDuringExecution: true,
			displayOptions: { hide: { operator: WITHOUT_VALUE } },
		},
	] as const satisfies Fields;
	const show = { conditionsMode: ['fields'] };
	return [
		fieldsOrJson('Conditions', 'conditionsMode'),
		{
			...list(
				'Conditions',
				'conditions',
				{ group: 'condition', entry: 'Condition', values: condition },
				`What the ${filterable.things} have in common`,
			),
			displayOptions: { show },
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
			displayOptions: { show },
		},
		{
			displayName: 'Conditions (JSON)',
			name: 'conditionsJson',
			type: 'json',
			required: true,
			default: '[]',
			placeholder: `e.g. [${filterable.example}]`,
			description:
				'The conditions as a JSON list, in the form of the API. Each but the last needs a query_operator, which is "and" or "or".',
			displayOptions: { show: { conditionsMode: ['json'] } },
		},
	] as const satisfies Fields;
};

type Conditions = ValuesOf<ReturnType<typeof filterFields>>;

type Condition = NonNullable<Conditions['conditions']['condition']>[number];

/** Attributes that hold the number of an ID. */
const NUMBERS = ['assignee_id', 'campaign_id', 'display_id', 'inbox_id', 'team_id'];

const DATES = ['created_at', 'last_activity_at'];

/** A day goes as it is, and the server reads it in UTC; so a date with a time is sent in UTC, whatever zone it is in. */
function valueOf(attribute: string, value: string): JsonValue {
	if (NUMBERS.includes(attribute) && /^\d+$/.test(value)) {
		return Number(value);
	}
	return DATES.includes(attribute) && /^\d{4}-\d\d-\d\dT/.test(value)
		? momentOf('Values', value).toUTC().toISO()
		: value;
}

/**
 * The conditions as the server takes them.
 *
 * @param customType what a custom attribute is of, in the server's words
 * @throws BadInput when there are none: the server would give everything
 */
export function conditionsOf(
	{ conditionsMode, conditions: { condition: conditions = [] }, combine, conditionsJson }: Conditions,
	customType: 'contact_attribute' | 'conversation_attribute',
): JsonValue[] {
	const asSent = ({ attribute, customKey, operator, values }: Condition, index: number): JsonObject => ({
		attribute_key: attribute === 'custom' ? customKey.trim() : attribute,
		filter_operator: operator,
		values: WITHOUT_VALUE.includes(operator)
			? []
			: someTexts('Values', values).map((value) => valueOf(attribute, value)),
		query_operator: index < conditions.length - 1 ? combine : null,
		...(attribute === 'custom' ? { custom_attribute_type: customType } : {}),
	});
	const payload = conditionsMode === 'json' ? [...conditionsJson] : conditions.map(asSent);
	if (payload.length === 0) {
		throw new BadInput("'Conditions' is empty", "Add at least one condition, or use 'Get Many'.");
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
