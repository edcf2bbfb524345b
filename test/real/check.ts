import type { OwnThings } from './own-things.ts';

/** One thing that an operation has to do, and how it is seen on the server that it was done. */
export interface Check {
	/** Resource and operation, e.g. `contact create` */
	readonly does: string;
	/** What is looked at, in a few words. */
	readonly that: string;
	/** @throws NotHeld when the server shows something else, Skipped when it cannot be tried there */
	readonly run: (own: OwnThings) => Promise<void>;
}

/** The server shows something else than it should. The message is one line. */
export class NotHeld extends Error {}

/** This server cannot do what is to be checked. The message says why. */
export class Skipped extends Error {}

/** The value at a path like `payload.contact.id`, through lists by number; undefined where there is none. */
export const at = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(inner, key) => (inner as Readonly<Record<string, unknown>> | null | undefined)?.[key],
			value,
		);

/** The list at a path; an empty one where there is none. Without a path: the value itself. */
export const listAt = (value: unknown, path?: string): readonly unknown[] => {
	const found = path === undefined ? value : at(value, path);
	return Array.isArray(found) ? found : [];
};

const LONGEST = 160;

const shown = (value: unknown): string => {
	const text = value === undefined ? 'nothing' : JSON.stringify(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
};

/** Keys in the order of the alphabet: servers keep attributes in an order of their own. */
const ordered = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(ordered);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, inner]) => [key, ordered(inner)] as const);
	return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
};

const isSame = (one: unknown, other: unknown): boolean =>
	JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));

/** @throws NotHeld when two values differ; the order of keys does not count */
export function same(what: string, found: unknown, wanted: unknown): void {
	if (!isSame(found, wanted)) {
		throw new NotHeld(`${what}: ${shown(found)}, not ${shown(wanted)}`);
	}
}

/** The same for lists whose order does not count. */
export function sameSet(what: string, found: readonly unknown[], wanted: readonly unknown[]): void {
	const sorted = (list: readonly unknown[]): string[] => list.map((entry) => JSON.stringify(entry)).sort();
	same(what, sorted(found), sorted(wanted));
}

/** @throws NotHeld when it is not so */
export function holds(isSo: boolean, otherwise: string): asserts isSo {
	if (!isSo) {
		throw new NotHeld(otherwise);
	}
}
