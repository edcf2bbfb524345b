import type { JsonValue } from 'n8n-workflow';

/** What in a service's answers opens something to whoever has it. */
export interface Secrets {
	readonly keys: readonly string[];
	/** Objects whose keys the users choose themselves: nothing is taken out of them. */
	readonly notIn?: readonly string[];
}

/**
 * Takes keys that hold secrets out of an answer, however deep they stand: n8n stores every output with its
 * execution, and an AI agent would be shown it. In place, because answers may be large and nobody else has them yet.
 *
 * @param kept keys that the user asked for
 */
export function dropSecrets(
	value: JsonValue | undefined,
	secrets: Secrets,
	kept: readonly string[] = [],
): void {
	if (typeof value !== 'object' || value === null) {
		return;
	}
	if (!Array.isArray(value)) {
		for (const key of secrets.keys) {
			if (!kept.includes(key)) {
				Reflect.deleteProperty(value, key);
			}
		}
	}
	for (const [key, inner] of Object.entries(value)) {
		if (secrets.notIn?.includes(key) !== true) {
			dropSecrets(inner, secrets, kept);
		}
	}
}
