import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from './failure';
import type { Field, Fields, ValuesOf } from './fields';
import { quote } from './quote';
import { isObject } from './rows';

/** Enough of a value to recognise it by. */
const LONGEST_VALUE = 100;

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

type Conditions = Readonly<Record<string, readonly unknown[] | undefined>>;

/** n8n's `displayOptions`, against values with expressions already worked out, which n8n itself cannot do. */
function isShown({ displayOptions }: Field, values: Readonly<Record<string, unknown>>): boolean {
	const met = (conditions: object | undefined): boolean[] =>
		Object.entries((conditions ?? {}) as Conditions).map(
			([name, allowed]) => allowed?.includes(values[name]) ?? false,
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
		return raw ?? field.default;
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
			return objectOf(field, raw);
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

const isEmpty = (raw: unknown): boolean =>
	raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');

const fillIn = ({ placeholder }: Field): string =>
	'Fill it in, or check that its expression gives a value for this item' +
	(placeholder === undefined ? '.' : `, ${placeholder}.`);

const isScalar = (raw: unknown): raw is string | number | boolean | bigint =>
	['string', 'number', 'boolean', 'bigint'].includes(typeof raw);

/** What was given, in few words, for the message; never a whole object. */
const kindOf = (raw: unknown): string => {
	if (raw === null || raw === undefined) {
		return 'empty';
	}
	if (Array.isArray(raw)) {
		return 'a list';
	}
	return isScalar(raw) ? `'${quote(String(raw), LONGEST_VALUE)}'` : 'an object';
};

function textOf(field: Field, raw: unknown): string {
	if (raw === undefined || raw === null) {
		return '';
	}
	if (isScalar(raw)) {
		return String(raw);
	}
	throw new BadInput(
		`'${field.displayName}' must be text, but is ${kindOf(raw)}`,
		'Point the expression at one value inside it.',
	);
}

/** n8n's own rule for the text of a resource locator. */
interface IdRule {
	readonly regex?: string;
	/** A whole sentence about the field, e.g. `Must be a number`. */
	readonly errorMessage?: string;
}

/** What was chosen, in any way; by ID it must look like one, or the service might take it for another. */
function idOf(field: Field, raw: unknown): string {
	const id = textOf(field, raw).trim();
	const rules = field.modes?.flatMap(({ validation = [] }) => validation) ?? [];
	for (const rule of rules) {
		const { regex = '.*', errorMessage = '' } = ('properties' in rule ? rule.properties : {}) as IdRule;
		if (id !== '' && !new RegExp(`^(?:${regex})$`).test(id)) {
			throw new BadInput(
				`'${field.displayName}' ${errorMessage.replace(/^M/, 'm')}, but is ${kindOf(raw)}`,
				'Choose it from the list, or give its ID.',
			);
		}
	}
	return id;
}

function numberOf(field: Field, raw: unknown): number {
	const { displayName, typeOptions } = field;
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		throw new BadInput(`'${displayName}' must be a number, but is ${kindOf(raw)}`);
	}
	const { minValue: least, maxValue: most, numberPrecision } = typeOptions ?? {};
	const isWhole = numberPrecision !== 0 || Number.isInteger(value);
	if (value < (least ?? -Infinity) || value > (most ?? Infinity) || !isWhole) {
		const kind = numberPrecision === 0 ? 'a whole number' : 'a number';
		throw new BadInput(`'${displayName}' must be ${kind}${boundsOf(least, most)}, but is ${value}`);
	}
	return value;
}

function boundsOf(least: number | undefined, most: number | undefined): string {
	if (least !== undefined && most !== undefined) {
		return ` from ${least} to ${most}`;
	}
	return least !== undefined ? ` of ${least} or more` : most !== undefined ? ` of ${most} or less` : '';
}

function booleanOf(field: Field, raw: unknown): boolean {
	if (typeof raw === 'boolean') {
		return raw;
	}
	if (raw === 'true' || raw === 'false') {
		return raw === 'true';
	}
	throw new BadInput(`'${field.displayName}' must be true or false, but is ${kindOf(raw)}`);
}

/** A dropdown's value. Lists that are loaded from the service are not known here: there any text will do. */
function choiceOf(field: Field, raw: unknown): unknown {
	const values = field.options?.flatMap((option) => ('value' in option ? [option.value] : []));
	if (values === undefined || values.includes(raw as string)) {
		return values === undefined ? textOf(field, raw) : raw;
	}
	throw new BadInput(
		`'${field.displayName}' does not have ${kindOf(raw)}`,
		`Use one of these: ${values.filter((value) => value !== '').join(', ')}.`,
	);
}

function listOf(field: Field, raw: unknown): unknown[] {
	if (raw === undefined || raw === null || raw === '') {
		return [];
	}
	if (Array.isArray(raw)) {
		return raw;
	}
	throw new BadInput(`'${field.displayName}' must be a list, but is ${kindOf(raw)}`);
}

/** JSON, typed in or given by an expression. The field's default shows whether an object or a list is meant. */
function jsonOf(field: Field, raw: unknown): JsonValue {
	const fallback = JSON.parse(field.default as string) as JsonValue;
	const value = typeof raw === 'string' ? parseJson(field, raw, fallback) : (raw ?? fallback);
	const wanted = Array.isArray(fallback) ? 'a JSON list, like [ … ]' : 'a JSON object, like { … }';
	if (Array.isArray(fallback) ? !Array.isArray(value) : !isObject(value)) {
		throw new BadInput(`'${field.displayName}' must be ${wanted}, but is ${kindOf(value)}`);
	}
	return value as JsonValue;
}

function parseJson(field: Field, text: string, fallback: JsonValue): JsonValue {
	if (text.trim() === '') {
		return fallback;
	}
	try {
		return JSON.parse(text) as JsonValue;
	} catch (cause) {
		throw notJson(field, cause);
	}
}

const notJson = (field: Field, cause: unknown): BadInput =>
	new BadInput(
		`'${field.displayName}' is not valid JSON`,
		`${cause instanceof Error ? cause.message : String(cause)}. Names and text need double quotes; values that come from expressions are safest inside {{ JSON.stringify(…) }}.`,
	);

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

function objectOf(field: Field, raw: unknown): JsonObject {
	if (raw === undefined || raw === null || raw === '') {
		return {};
	}
	if (isObject(raw)) {
		return raw;
	}
	throw new BadInput(`'${field.displayName}' must be an object, but is ${kindOf(raw)}`);
}
