import type { Attributes, Time } from './types.ts';

/** Whole seconds; 0 for never. */
export const unix = (time: Time): number => (time === null ? 0 : Math.floor(time / 1000));

/** Whole seconds, or null for never. */
export const unixOrNull = (time: Time): number | null => (time === null ? null : unix(time));

export const iso = (time: number): string => new Date(time).toISOString();

export const isoOrNull = (time: Time): string | null => (time === null ? null : iso(time));

/** As Ruby prints a value within a list or an object. */
const inspected = (value: unknown): string => {
	if (value === null || value === undefined) return 'nil';
	if (Array.isArray(value)) return `[${value.map(inspected).join(', ')}]`;
	if (typeof value === 'object') {
		const pairs = Object.entries(value).map(
			([key, inner]) => `${JSON.stringify(key)} => ${inspected(inner)}`,
		);
		return pairs.length === 0 ? '{}' : `{${pairs.join(', ')}}`;
	}
	return JSON.stringify(value);
};

/** What a text column makes of a value: a number becomes text, an object what Ruby prints. */
export const textOrNull = (value: unknown): string | null => {
	if (value === null || value === undefined) return null;
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean') return value ? 't' : 'f';
	return inspected(value);
};

const FALSE_WORDS: readonly unknown[] = [false, 0, '0', 'f', 'F', 'false', 'FALSE', 'off', 'OFF'];

/** What a yes-or-no column makes of a value; null for nothing. */
export const flagOrNull = (value: unknown): boolean | null =>
	value === null || value === undefined || value === '' ? null : !FALSE_WORDS.includes(value);

/** The whole number that a text begins with, or the number itself; NaN when there is none. */
export const wholeNumber = (value: unknown): number => {
	if (typeof value === 'number') return Math.trunc(value);
	return typeof value === 'string' ? Number.parseInt(value, 10) : Number.NaN;
};

/** Rails passes over what has no content. */
export const isBlank = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === false ||
	(typeof value === 'string' && value.trim() === '') ||
	(Array.isArray(value) && value.length === 0) ||
	(typeof value === 'object' && Object.keys(value).length === 0);

export const attributesOf = (value: unknown): Attributes =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

export const textsOf = (value: unknown): string[] =>
	Array.isArray(value)
		? (value.map(textOrNull).filter((text) => text !== null && text !== '') as string[])
		: [];

/** Page `page` of a list; what is no page number is the first page. */
export const pageOf = <Item>(items: readonly Item[], page: unknown, size: number): Item[] => {
	const number = Math.max(1, wholeNumber(page) || 1);
	return items.slice((number - 1) * size, number * size);
};

/** The place of a time or text in a sorted list: the empty ones last, whatever the direction. */
export const inOrder = (
	one: string | number | null,
	other: string | number | null,
	direction: 1 | -1,
): number => {
	if (one === null || other === null) return Number(one === null) - Number(other === null);
	if (typeof one === 'number' && typeof other === 'number') return direction * (one - other);
	// Databases commonly sort texts by their letters and digits, without signs.
	return direction * String(one).localeCompare(String(other), 'en', { ignorePunctuation: true });
};
