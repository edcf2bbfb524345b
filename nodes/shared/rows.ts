import type { JsonObject, JsonValue } from 'n8n-workflow';

/** Whether a JSON value is an object, and no array. */
export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows in an answer: an array's elements, or the value itself; what is no object is put into one. */
export const rowsOf = (body: JsonValue): JsonObject[] => (Array.isArray(body) ? body : [body]).map(rowOf);

const rowOf = (value: JsonValue): JsonObject => (isObject(value) ? value : { value });

/** The object under a key of an answer, if it is there: many services wrap what they give in its name. */
export const inside = (body: JsonValue | undefined, key: string): JsonObject | undefined => {
	const value = isObject(body) ? body[key] : undefined;
	return isObject(value) ? value : undefined;
};

/** An object without the keys whose value is `undefined`, empty text or an empty list: what the user left open. */
export function filled(values: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
	return Object.fromEntries(
		Object.entries(values).filter(
			(entry): entry is [string, JsonValue] =>
				entry[1] !== undefined && entry[1] !== '' && !(Array.isArray(entry[1]) && entry[1].length === 0),
		),
	);
}
