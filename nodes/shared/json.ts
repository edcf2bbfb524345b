import type { JsonValue } from 'n8n-workflow';

/** The JSON in a text; `undefined` for none, which the caller tells from other text by looking at the text. */
export function jsonIn(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text) as JsonValue;
	} catch {
		return undefined;
	}
}
