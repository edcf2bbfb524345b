import type { JsonObject } from 'n8n-workflow';
import { BadInput } from './failure';
import type { Field, Fields, ValuesOf } from './fields';
import {
	booleanOf,
	choiceOf,
	fillIn,
	idOf,
	isEmpty,
	jsonOf,
	listOf,
	numberOf,
	objectOf,
	textOf,
	whole,
} from './parameter-kinds';
import { isObject } from './rows';

/** Gives the value that n8n has for a field of the node, with expressions worked out, for one item. */
export type Lookup = (field: Field) => unknown;

/**
 * Reads an operation's parameters once, checked against the fields that describe them: an expression can put
 * anything anywhere. A field that is not shown has its default, whatever n8n still stores for it.
 *
 * @throws BadInput naming the field, as it is called in the panel
 */
export function readParameters<F extends Fields>(fields: F, lookUp: Lookup): ValuesOf<F> {
	const values: Record<string, unknown> = {};
	for (const field of fields) {
		values[field.name] = isShown(field, values)
			? readField(field, lookUp(field))
			: readField(field, field.default, true);
	}
	return values as ValuesOf<F>;
}

/** The same from values that are at hand; what is not given has its default. */
export const withDefaults = <F extends Fields>(
	fields: F,
	given: Readonly<Record<string, unknown>>,
): ValuesOf<F> => readParameters(fields, ({ name, default: fallback }) => given[name] ?? fallback);

type Conditions = Readonly<Record<string, readonly unknown[] | undefined>>;

/**
 * n8n's `displayOptions`, against values with expressions already worked out, which n8n itself cannot do. Where several
 * values are chosen, one of them is enough.
 */
function isShown({ displayOptions }: Field, values: Readonly<Record<string, unknown>>): boolean {
	const met = (conditions: object | undefined): boolean[] =>
		Object.entries((conditions ?? {}) as Conditions).map(([name, allowed]) =>
			[values[name]].flat().some((value) => allowed?.includes(value) ?? false),
		);
	return met(displayOptions?.show).every(Boolean) && !met(displayOptions?.hide).some(Boolean);
}

function readField(field: Field, given: unknown, hidden = false): unknown {
	// What is chosen from a list comes with how it was chosen.
	const raw = isChosen(field, given) ? given.value : given;
	if (field.required === true && !hidden && isEmpty(raw)) {
		throw new BadInput(`'${field.displayName}' is empty`, fillIn(field));
	}
	if (field.ignoreValidationDuringExecution === true) {
		return whole(field, raw ?? field.default);
	}
	switch (field.type) {
		case 'number':
			return numberOf(field, raw);
		case 'boolean':
			return booleanOf(field, raw);
		case 'options':
			return choiceOf(field, raw);
		case 'multiOptions':
			return listOf(field, raw).map((entry) => choiceOf(field, entry));
		case 'json':
			return jsonOf(field, raw);
		case 'resourceMapper':
			return whole(field, objectOf(field, raw));
		case 'collection':
			return collectionOf(field, raw);
		case 'fixedCollection':
			return groupsOf(field, raw);
		case 'resourceLocator':
			return idOf(field, raw);
		default:
			return field.typeOptions?.multipleValues === true
				? listOf(field, raw).map((entry) => textOf(field, entry))
				: textOf(field, raw);
	}
}

const isChosen = ({ type }: Field, given: unknown): given is JsonObject =>
	isObject(given) && (given.__rl === true || (type === 'resourceLocator' && 'mode' in given));

/** Only what the user added; an entry's own fields are read like the node's. */
function collectionOf(field: Field, raw: unknown): object {
	const given = objectOf(field, raw);
	const added = nestedFields(field).filter(({ name }) => Object.hasOwn(given, name));
	return readParameters(added, ({ name }) => given[name]);
}

interface Group {
	readonly name: string;
	readonly values: Fields;
}

function groupsOf(field: Field, raw: unknown): Record<string, unknown> {
	const given = objectOf(field, raw);
	const groups = (field.options ?? []).filter(
		(option): option is typeof option & Group => 'values' in option,
	);
	const read = ({ values }: Group, entry: unknown): unknown => {
		const fields = objectOf(field, entry);
		return readParameters(values, ({ name, default: fallback }) => fields[name] ?? fallback);
	};
	return Object.fromEntries(
		groups
			.filter(({ name }) => given[name] !== undefined)
			.map((group) => {
				const entries = [given[group.name]].flat();
				const isList = field.typeOptions?.multipleValues === true;
				return [group.name, isList ? entries.map((one) => read(group, one)) : read(group, entries[0])];
			}),
	);
}

const nestedFields = ({ options }: Field): Fields =>
	(options ?? []).filter((option): option is Field => 'type' in option);
