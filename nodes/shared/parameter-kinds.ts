/**
 * How a value of each kind of field is read: what an expression gives, checked, and in one form. All throw `BadInput`
 * with the name of the field.
 */
import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from './failure';
import type { Field } from './fields';
import { quote } from './quote';
import { isObject } from './rows';
import { entriesIn } from './text-list';
import { isWhole } from './whole-characters';

/** Enough of a value to recognise it by. */
const LONGEST_VALUE = 100;

export const isEmpty = (raw: unknown): boolean =>
	raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '');

export const fillIn = (field: Field): string =>
	'Fill it in, or check that its expression gives a value for this item' +
	(field.placeholder === undefined ? '.' : `, ${field.placeholder}.`) +
	meaning(field);

/** What the field's description adds to a message: a language model that fills it in sees no panel. */
const meaning = ({ description }: Field): string =>
	// Those of loaded lists hold a link, and say nothing but how to use them.
	description === undefined || description.includes('<') ? '' : ` ${description.replace(/\.?$/, '.')}`;

const isScalar = (raw: unknown): raw is string | number | boolean | bigint =>
	['string', 'number', 'boolean', 'bigint'].includes(typeof raw);

/**
 * The same value, if no text in it holds half of a character. JavaScript cuts within those that it counts as two;
 * no service could store what is left of them, and a form would send something else in its place.
 */
export function whole<T>(field: Field, value: T): T {
	if (isWhole(value)) {
		return value;
	}
	throw new BadInput(
		`'${field.displayName}' holds half of a character`,
		'An expression has cut a text within a character, e.g. an emoji. To cut it between characters, write {{ [...text].slice(0, 20).join("") }}.',
	);
}

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

export function textOf(field: Field, raw: unknown): string {
	if (raw === undefined || raw === null) {
		return '';
	}
	if (isScalar(raw)) {
		return whole(field, String(raw));
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
export function idOf(field: Field, raw: unknown): string {
	const id = textOf(field, raw).trim();
	const rules = field.modes?.flatMap(({ validation = [] }) => validation) ?? [];
	for (const rule of rules) {
		const { regex = '.*', errorMessage = '' } = ('properties' in rule ? rule.properties : {}) as IdRule;
		if (id !== '' && !new RegExp(`^(?:${regex})$`).test(id)) {
			throw new BadInput(
				`'${field.displayName}' ${errorMessage.replace(/^M/, 'm')}, but is ${kindOf(raw)}`,
				`Choose it from the list, or give its ID.${meaning(field)}`,
			);
		}
	}
	return id;
}

export function numberOf(field: Field, raw: unknown): number {
	const { displayName, typeOptions } = field;
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		throw new BadInput(`'${displayName}' must be a number, but is ${kindOf(raw)}`);
	}
	const { minValue, maxValue, numberPrecision } = typeOptions ?? {};
	// Beyond that it may have become another number already.
	const limit = Math.abs(value) > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : undefined;
	const [least, most] = [minValue ?? (limit && -limit), maxValue ?? limit];
	const isIntegral = numberPrecision === 0;
	if (
		value < (least ?? -Infinity) ||
		value > (most ?? Infinity) ||
		(isIntegral && !Number.isInteger(value))
	) {
		const kind = isIntegral ? 'a whole number' : 'a number';
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

export function booleanOf(field: Field, raw: unknown): boolean {
	if (typeof raw === 'boolean') {
		return raw;
	}
	if (raw === 'true' || raw === 'false') {
		return raw === 'true';
	}
	throw new BadInput(`'${field.displayName}' must be true or false, but is ${kindOf(raw)}`);
}

/** A dropdown's value. Lists that are loaded from the service are not known here: there any text will do. */
export function choiceOf(field: Field, raw: unknown): unknown {
	const values = field.options?.flatMap((option) => ('value' in option ? [option.value] : []));
	if (values === undefined || values.includes(raw as string)) {
		return values === undefined ? textOf(field, raw) : raw;
	}
	throw new BadInput(
		`'${field.displayName}' does not have ${kindOf(raw)}`,
		`Use one of these: ${values.filter((value) => value !== '').join(', ')}.`,
	);
}

/** A list, or text with commas between its entries: n8n lets an AI agent fill in a list as text only. */
export function listOf(field: Field, raw: unknown): unknown[] {
	if (raw === undefined || raw === null) {
		return [];
	}
	if (Array.isArray(raw)) {
		return raw;
	}
	if (typeof raw === 'string' || typeof raw === 'number') {
		return entriesIn(String(raw)).filter((entry) => !isEmpty(entry));
	}
	throw new BadInput(
		`'${field.displayName}' must be a list, but is ${kindOf(raw)}`,
		'Choose from the list, or give text with commas between, or a list from an expression.',
	);
}

/** JSON, typed in or given by an expression. The field's default shows whether an object or a list is meant. */
export function jsonOf(field: Field, raw: unknown): JsonValue {
	const fallback = JSON.parse(field.default as string) as JsonValue;
	const value = typeof raw === 'string' ? parseJson(field, raw, fallback) : (raw ?? fallback);
	const wanted = Array.isArray(fallback) ? 'a JSON list, like [ … ]' : 'a JSON object, like { … }';
	if (Array.isArray(fallback) ? !Array.isArray(value) : !isObject(value)) {
		throw new BadInput(`'${field.displayName}' must be ${wanted}, but is ${kindOf(value)}`);
	}
	return whole(field, value as JsonValue);
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

export function objectOf(field: Field, raw: unknown): JsonObject {
	if (raw === undefined || raw === null || raw === '') {
		return {};
	}
	if (isObject(raw)) {
		return raw;
	}
	throw new BadInput(`'${field.displayName}' must be an object, but is ${kindOf(raw)}`);
}
