import { isObject } from './rows';

/**
 * Whether no text in a value holds half of a character, of those that JavaScript counts as two. Looks into lists and
 * plain objects, not into dates and the like.
 */
export function isWhole(value: unknown): boolean {
	if (typeof value === 'string') {
		return value.isWellFormed();
	}
	if (Array.isArray(value)) {
		return value.every(isWhole);
	}
	return (
		!isObject(value) || 'toJSON' in value || Object.entries(value).every((entry) => entry.every(isWhole))
	);
}
