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
	// Not by recursion: an unsigned delivery may be nested deeper than the stack.
	const found: unknown[] = [value];
	for (const one of found) {
		if (typeof one !== 'object' || one === null) {
			continue;
		}
		if (!Array.isArray(one)) {
			for (const key of secrets.keys) {
				if (!kept.includes(key)) {
					Reflect.deleteProperty(one, key);
				}
			}
		}
		for (const [key, inner] of Object.entries(one)) {
			if (typeof inner === 'object' && secrets.notIn?.includes(key) !== true) {
				found.push(inner);
			}
		}
	}
}

/** What keeps one secret out of what others say. */
export interface Hiding {
	/** Takes the secret out of a text. */
	readonly hide: (text: string) => string;
	/** Whether it may stand in JSON of these bytes: a quick look, so that large answers need not be walked through. */
	readonly mayBeIn: (bytes: Buffer) => boolean;
}

/** Shorter ones stand in any text by chance, and keep nobody out. */
const SHORTEST = 8;

const HIDDEN = '***';

const longest = (parts: readonly string[]): string =>
	parts.reduce((one, other) => (other.length > one.length ? other : one), '');

/** Hides a secret, also as it stands in addresses. */
export function hiding(secret: string): Hiding {
	const plain = secret.trim();
	if (plain.length < SHORTEST) {
		return { hide: (text) => text, mayBeIn: () => false };
	}
	const forms = [...new Set([plain, encodeURIComponent(plain)])];
	// Letters and digits stand in JSON as they are, whoever writes it; all else may be escaped.
	const trace = longest(plain.match(/[a-z0-9]+/gi) ?? []);
	return {
		hide: (text) => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text),
		mayBeIn: (bytes) => bytes.includes(trace),
	};
}

/** Takes a secret out of all texts of an answer, keys too. In place, like {@link dropSecrets}. */
export function hideIn<Value extends JsonValue | undefined>(value: Value, hide: Hiding['hide']): Value {
	if (typeof value === 'string') {
		return hide(value) as Value;
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	const holder = value as Record<string, JsonValue>;
	for (const [key, inner] of Object.entries(holder)) {
		const shown = Array.isArray(value) ? key : hide(key);
		if (shown !== key) {
			Reflect.deleteProperty(holder, key);
		}
		holder[shown] = hideIn(inner, hide);
	}
	return value;
}
