import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../nodes/shared/rows';
import type { JournalEntry } from '../../../sandbox/index.ts';

/** What a call says, and how it was answered. */
export interface Call {
	readonly method: string;
	readonly path: string;
	readonly query: unknown;
	readonly body: unknown;
	readonly status: number;
}

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;

/** Of the paths without what the server itself makes up anew each time. */
export const callOf = ({ method, path, query, body, status }: JournalEntry): Call => ({
	method,
	path: path.replace(UUID, 'uuid'),
	query: { ...query },
	body,
	status,
});

/** A text as it stands in a path. */
const encoded = (text: string): string =>
	text.isWellFormed() ? encodeURIComponent(text) : 'not to be encoded';

const inPath = (path: string, from: string, to: string): string =>
	path.replaceAll(encoded(from), () => encoded(to));

/** The number behind a number: what lies between the two is one message. */
const next = (text: string): string => String(Number(text) + 1);

/** A value with a text in the place of another, in values and in keys; a number in the place of a number. */
function replaced(value: unknown, from: string, to: string): unknown {
	if (typeof value === 'string') {
		return value === next(from) ? next(to) : value.replaceAll(from, () => to);
	}
	if (typeof value === 'number') {
		return String(value) === from && String(Number(to)) === to ? Number(to) : value;
	}
	if (Array.isArray(value)) {
		return value.map((one) => replaced(one, from, to));
	}
	return isObject(value)
		? Object.fromEntries(
				Object.entries(value).map(([key, one]) => [key.replaceAll(from, () => to), replaced(one, from, to)]),
			)
		: value;
}

/** The same call with a text in the place of another. */
export const callWith = ({ method, path, query, body, status }: Call, from: string, to: string): Call => ({
	method,
	path: inPath(path, from, to),
	query: replaced(query, from, to),
	body: replaced(body, from, to),
	status,
});

/** Whether two calls say the same, however they were answered. */
export const isSame = ({ status: _, ...one }: Call, { status: __, ...other }: Call): boolean =>
	isDeepStrictEqual(one, other);

/** Which endpoint a call reaches, where a text stands in its path. */
export const endpointOf = ({ method, path }: Call, text: string): string =>
	`${method} ${inPath(path, text, '*').replace(/\d+/g, '0')}`;

/** Whether a text is to be found in calls, and whether it makes an address long. */
export const isIn = (calls: readonly Call[], text: string): boolean =>
	calls.some((call) => !isSame(call, callWith(call, text, '')));

export const isInAddress = (calls: readonly Call[], text: string): boolean =>
	isIn(
		calls.map((call) => ({ ...call, body: undefined })),
		text,
	);

/** Enough of a call to recognise it by. */
export function shown(call: Call): string {
	const text = JSON.stringify(call);
	return text.length < 500 ? text : `${text.slice(0, 500)}… (${text.length})`;
}
