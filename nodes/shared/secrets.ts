import type { JsonValue } from 'n8n-workflow';

/**
 * Takes keys that hold secrets out of an answer, however deep they stand: n8n stores every output with its
 * execution, and an AI agent would be shown it. In place, because answers may be large and nobody else has them yet.
 *
 * @param kept keys that the user asked for
 */
export function dropSecrets(
	value: JsonValue | undefined,
	secrets: readonly string[],
	kept: readonly string[] = [],
): void {
	if (typeof value !== 'object' || value === null || secrets.length === 0) {
		return;
	}
	if (!Array.isArray(value)) {
		for (const key of secrets) {
			if (!kept.includes(key)) {
				Reflect.deleteProperty(value, key);
			}
		}
	}
	for (const inner of Object.values(value)) {
		dropSecrets(inner, secrets, kept);
	}
}
