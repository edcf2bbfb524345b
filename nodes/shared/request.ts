import type { IBinaryData, JsonObject, JsonValue } from 'n8n-workflow';

/** The HTTP methods that services here know. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Scalar = string | number | boolean;

/** `undefined` is left out; a list is sent as `name[]`, once for each of its values. */
export type QueryValue = Scalar | readonly Scalar[] | undefined;

/** One HTTP request, as a value. */
export interface Request {
	readonly method: Method;
	/** Below the service's address; made with the `path` template, so that ids are encoded. */
	readonly path: string;
	readonly query?: Readonly<Record<string, QueryValue>>;
	readonly body?: JsonObject | readonly JsonValue[];
	/** A multipart form in place of a body, for requests that carry files. */
	readonly form?: Form;
	/** Statuses that this step can go on with, though they are no success: its answer is handed to the operation. */
	readonly accept?: readonly number[];
	/** Secret keys of the answer that the user asked for. */
	readonly keeps?: readonly string[];
	/** A POST or PATCH that may be sent twice without harm (a filter, a whole set of labels). */
	readonly repeatable?: boolean;
	/**
	 * A POST whose work is found by the steps when they begin anew: not repeated by itself, but after an answer that was
	 * lost the item may be tried again from its first look on.
	 */
	readonly findable?: boolean;
	/**
	 * `optional`: the service may answer with nothing, or with plain text. `file`: the answer is a file; the path is
	 * its whole address, which may be anywhere and is asked without the credential. Default: JSON is expected.
	 */
	readonly answer?: 'file' | 'optional';
}

/** A multipart form. */
export interface Form {
	/** Texts, by the name of the field. */
	readonly texts: Readonly<Record<string, string>>;
	readonly files: readonly FormFile[];
}

/** A file of the item that goes into a form. */
export interface FormFile {
	/** Name of the form's field, which several files may share. */
	readonly field: string;
	/** Name of the item's binary property. */
	readonly property: string;
}

/** What a service answered to one request. */
export interface Answer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** `undefined`: nothing came back. */
	readonly body: JsonValue | undefined;
	/** The file that was asked for, in n8n's keeping. */
	readonly file?: IBinaryData;
}

const REPEATABLE_METHODS: ReadonlySet<Method> = new Set(['GET', 'PUT', 'DELETE']);

/** Whether sending the request a second time leaves the service as the first one did. */
export const isRepeatable = (request: Request): boolean =>
	request.repeatable ?? REPEATABLE_METHODS.has(request.method);

/** Whether nobody may send it again after an answer that was lost: neither we nor the next try of the node. */
export const isOnceOnly = (request: Request): boolean => !isRepeatable(request) && request.findable !== true;

/** Makes the address of a path, for one credential. */
export type Address = (path: string) => string;

/** The request's full URL. */
export function urlOf(address: Address, request: Request): string {
	const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
		value === undefined ? [] : pairsOf(name, value),
	);
	const url = request.answer === 'file' ? request.path : address(request.path);
	return query.length === 0 ? url : `${url}?${query.join('&')}`;
}

const pairsOf = (name: string, value: NonNullable<QueryValue>): string[] =>
	typeof value === 'object'
		? value.map((one) => `${encodeURIComponent(`${name}[]`)}=${encodeURIComponent(one)}`)
		: [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`];
