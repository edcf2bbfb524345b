import type { JsonObject, JsonValue } from 'n8n-workflow';
import { isObject, listOf } from '../shared/rows';

/** The list in an answer: alone or, as in most of Chatwoot's answers, under `payload`. */
export const listed = (body: JsonValue): JsonObject[] => listOf(isObject(body) ? body.payload : body);

/** An object for a body, or `undefined` for one without any key. */
export const unlessEmpty = (values: JsonObject): JsonObject | undefined =>
	Object.keys(values).length === 0 ? undefined : values;
