import type { JsonObject, JsonValue } from 'n8n-workflow';
import { UnexpectedAnswer } from './failure';

/** Whether a JSON value is an object, and no array. */
export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object in an answer, or an empty one. */
export const bodyOf = (body: JsonValue | undefined): JsonObject => (isObject(body) ? body : {});

/**
 * The rows in an answer: an array's elements, or the object itself.
 *
 * @throws UnexpectedAnswer for anything else
 */
export function rowsOf(body: JsonValue): JsonObject[] {
	if (Array.isArray(body)) {
		return listOf(body);
	}
	if (isObject(body)) {
		return [body];
	}
	throw new UnexpectedAnswer('The answer is neither an object nor a list');
}

/**
 * The same of an answer that is about one thing, and cannot be about none.
 *
 * @throws UnexpectedAnswer for an empty list, too
 */
export function someRowsOf(body: JsonValue): JsonObject[] {
	const rows = rowsOf(body);
	if (rows.length === 0) {
		throw new UnexpectedAnswer('The answer is an empty list');
	}
	return rows;
}

/**
 * The elements of a list; those that are no objects are put into one.
 *
 * @throws UnexpectedAnswer when it is no list
 */
export function listOf(body: JsonValue | undefined): JsonObject[] {
	if (!Array.isArray(body)) {
		throw new UnexpectedAnswer('The answer is not a list');
	}
	return body.map(rowOf);
}

const rowOf = (value: JsonValue): JsonObject => (isObject(value) ? value : { value });

/** The object under a key of an answer, if it is there: many services wrap what they give in its name. */
export const inside = (body: JsonValue | undefined, key: string): JsonObject | undefined => {
	const value = isObject(body) ? body[key] : undefined;
	return isObject(value) ? value : undefined;
};

/**
 * The thing under a key of an answer, which must have an ID, because everything that follows needs it.
 *
 * @throws UnexpectedAnswer when there is none
 */
export function made(body: JsonValue, key: string): JsonObject {
	const thing = inside(body, key);
	if (thing?.id === undefined) {
		throw new UnexpectedAnswer(`The answer has no ID of a ${key}`);
	}
	return thing;
}

/** An object without the keys whose value is `undefined`, empty text or an empty list: what the user left open. */
export function filled(values: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
	return Object.fromEntries(
		Object.entries(values).filter(
			(entry): entry is [string, JsonValue] =>
				entry[1] !== undefined && entry[1] !== '' && !(Array.isArray(entry[1]) && entry[1].length === 0),
		),
	);
}

/** The row for an answer of which nothing is known but that it means success. */
export const whatever = (body: JsonValue): JsonObject[] => [isObject(body) ? body : { success: true }];

/** An object with only these of its keys, in this order. */
export const only = (row: JsonObject, keys: readonly string[]): JsonObject =>
	Object.fromEntries(
		keys.flatMap((key) => {
			const value = row[key];
			return value === undefined ? [] : [[key, value]];
		}),
	);
