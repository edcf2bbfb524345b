import { recordOf } from '../core/record.ts';
import type { Call } from '../core/service.ts';
import { crash, refuse } from './answers.ts';
import type { Installation } from './installation.ts';
import type { Attributes, Definition } from './types.ts';
import { isBlank, textOrNull } from './values.ts';

/** How an attribute is compared: texts as they are, in any case, as a telephone number, as a date, as a set of labels. */
export type Comparison = 'text' | 'anyCase' | 'phone' | 'date' | 'labels';

/** An attribute that a list can be filtered by. */
export interface Filterable<Thing> {
	readonly operators: readonly string[];
	readonly as: Comparison;
	readonly read: (thing: Thing) => unknown;
}

export interface FilterRules<Thing> {
	readonly attributes: Readonly<Record<string, Filterable<Thing>>>;
	readonly model: Definition['attribute_model'];
	readonly customAttributes: (thing: Thing) => Attributes;
}

export const EQUAL = ['equal_to', 'not_equal_to'];
export const PRESENT = [...EQUAL, 'is_present', 'is_not_present'];
export const CONTAINS = [...EQUAL, 'contains', 'does_not_contain'];
export const DATES = ['is_greater_than', 'is_less_than', 'days_before'];

const WITHOUT_VALUE = ['is_present', 'is_not_present'];
const DAY = 24 * 60 * 60 * 1000;

type Test<Thing> = (thing: Thing) => boolean;

const dateOf = (value: string, now: number): number => {
	const words: Readonly<Record<string, number>> = { now: 0, today: 0, yesterday: DAY };
	const ago = words[value.toLowerCase()];
	const time = ago === undefined ? Date.parse(value) : now - ago;
	if (Number.isNaN(time)) throw crash();
	return time;
};

/** Whether a value stands in a relation to the wanted ones. */
const holds = (
	operator: string,
	present: unknown,
	wanted: readonly string[],
	as: Comparison,
	now: number,
): boolean => {
	const asText = (value: string): string => {
		if (as === 'anyCase') return value.toLowerCase();
		return as === 'phone' && !value.startsWith('+') ? `+${value}` : value;
	};
	const texts = (Array.isArray(present) ? present : [present])
		.map((value) => textOrNull(value))
		.filter((value) => value !== null);
	const found = texts.map(asText);
	const [first = ''] = wanted;
	switch (operator) {
		case 'equal_to':
			return wanted.map(asText).some((value) => found.includes(value));
		case 'not_equal_to':
			return !wanted.map(asText).some((value) => found.includes(value));
		case 'contains':
			return texts.some((value) => value.toLowerCase().includes(first.toLowerCase()));
		case 'does_not_contain':
			return !texts.some((value) => value.toLowerCase().includes(first.toLowerCase()));
		case 'starts_with':
			return texts.some((value) => value.toLowerCase().startsWith(first.toLowerCase()));
		case 'is_present':
			return !isBlank(present);
		case 'is_not_present':
			return isBlank(present);
		case 'is_greater_than':
			return typeof present === 'number' && present > dateOf(first, now);
		case 'is_less_than':
			return typeof present === 'number' && present < dateOf(first, now);
		default:
			return typeof present === 'number' && present < now - Number(first) * DAY;
	}
};

/** Texts, numbers and lists that an administrator defined. Dates are kept as text. */
const customFilter = <Thing>(
	{ attribute_key: key, attribute_display_type: type }: Definition,
	{ customAttributes }: FilterRules<Thing>,
): Filterable<Thing> => ({
	operators: [...PRESENT, 'contains', 'does_not_contain', ...DATES],
	as: type === 'date' ? 'date' : 'anyCase',
	read: (thing) => {
		const value = customAttributes(thing)[key];
		return type === 'date' && typeof value === 'string' ? Date.parse(value) : value;
	},
});

const filterableOf = <Thing>(
	{ state }: Installation,
	rules: FilterRules<Thing>,
	condition: Readonly<Record<string, unknown>>,
): Filterable<Thing> => {
	const key = textOrNull(condition.attribute_key) ?? '';
	const standard = Object.hasOwn(rules.attributes, key) ? rules.attributes[key] : undefined;
	if (standard) return standard;
	const model = isBlank(condition.custom_attribute_type) ? rules.model : condition.custom_attribute_type;
	const definition = [...state.definitions.values()].find(
		(other) => other.attribute_key === key && other.attribute_model === model,
	);
	if (definition) return customFilter(definition, rules);
	const known = Object.keys(rules.attributes).join(',');
	throw refuse(
		422,
		`Invalid attribute key - [${key}]. The key should be one of [${known}] or a custom attribute defined in the account.`,
	);
};

const testOf = <Thing>(
	installation: Installation,
	rules: FilterRules<Thing>,
	condition: Readonly<Record<string, unknown>>,
): Test<Thing> => {
	const key = textOrNull(condition.attribute_key) ?? '';
	const { operators, as, read } = filterableOf(installation, rules, condition);
	const operator = textOrNull(condition.filter_operator) ?? '';
	if (!operators.includes(operator)) {
		throw refuse(422, `Invalid operator. The allowed operators for ${key} are [${operators.join(',')}].`);
	}
	const { values } = condition;
	if (isBlank(values) && !WITHOUT_VALUE.includes(operator)) {
		throw refuse(422, `Invalid value. The values provided for ${key} are invalid`);
	}
	const wanted = (Array.isArray(values) ? values : [values]).map((value) => textOrNull(value) ?? '');
	// `all` is every status.
	if (key === 'status' && wanted.includes('all')) return () => true;
	const now = installation.now();
	return (thing) => holds(operator, read(thing), wanted, as, now);
};

/** Conditions joined as SQL joins them: AND before OR. */
const joined = <Thing>(tests: readonly Test<Thing>[], words: readonly string[]): Test<Thing> => {
	const groups: Test<Thing>[][] = [[]];
	tests.forEach((test, index) => {
		if (index > 0 && words[index - 1] === 'OR') groups.push([]);
		groups.at(-1)?.push(test);
	});
	return (thing) => groups.some((group) => group.every((test) => test(thing)));
};

/**
 * The test that the body of a filter call describes. Without a list of conditions, and with conditions that nothing
 * joins, the server fails.
 */
export const filterTest = <Thing>(
	installation: Installation,
	rules: FilterRules<Thing>,
	{ body, violate }: Call,
): Test<Thing> => {
	const { payload } = recordOf(body);
	if (!Array.isArray(payload)) throw crash();
	const conditions = payload.map(recordOf);
	if (conditions.length === 0) return () => true;
	const tests = conditions.map((condition) => testOf(installation, rules, condition));
	const words = conditions.map(({ query_operator: word }) => (textOrNull(word) ?? '').toUpperCase());
	if (words.at(-1) !== '') violate('the last condition of a filter has a query_operator');
	const between = words.slice(0, -1);
	if (between.some((word) => word === '')) throw crash();
	if (between.some((word) => word !== 'AND' && word !== 'OR')) {
		throw refuse(422, "Query operator must be either 'AND' or 'OR'.");
	}
	return joined(tests, between);
};
