import { STATUS_CODES } from 'node:http';
import { json, type Answer } from '../core/answer.ts';
import type { Call } from '../core/service.ts';

/** One entry of an error's list. `field` and `rejected_value` stand in errors of validation only (seed 003). */
export interface Problem {
	readonly field?: string;
	readonly rejected_value?: unknown;
	readonly message: string;
}

/** Ends a call with an error. */
export class Refusal extends Error {
	readonly status: number;
	readonly problems: readonly Problem[];
	/** Whether the request is one that the documentation forbids, rather than one that failed. */
	readonly breach: boolean;

	constructor(status: number, problems: readonly Problem[], breach = false) {
		super(problems.map(({ message }) => message).join(' '));
		this.status = status;
		this.problems = problems;
		this.breach = breach;
	}
}

/** 422: something that the account or the platform does not allow at present. */
export const unprocessable = (field: string, rejected: unknown, message: string): Refusal =>
	new Refusal(422, [{ field, rejected_value: rejected ?? null, message }]);

/** The same for what the documentation forbids: recorded as a violation. */
export const forbidden = (field: string, rejected: unknown, message: string): Refusal =>
	new Refusal(422, [{ field, rejected_value: rejected ?? null, message }], true);

/** The SDK's tests see 404 for what is not there; the message is ours. */
export const notFound = (what: string, id: string): Refusal =>
	new Refusal(404, [{ message: `${what} ${id} not found.` }]);

/** The body of every error. Seed 003 writes the code as text, answers that the SDK's tests see have a number. */
export const errorAnswer = (
	status: number,
	problems: readonly Problem[],
	{ now, codeAs }: { readonly now: number; readonly codeAs: 'string' | 'number' },
): Answer =>
	json(
		{
			timestamp: new Date(now).toISOString(),
			status: {
				code: codeAs === 'string' ? String(status) : status,
				message: STATUS_CODES[status] ?? 'Unknown',
			},
			errors: problems,
		},
		status,
	);

type Sent = Pick<Call, 'body' | 'query'>;

const valueAt = (holder: unknown, field: string): unknown =>
	field
		.split(/[.[\]]+/)
		.filter((key) => key !== '')
		.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], holder);

/** A half sentence of `Call.wrong` as Amio says it, e.g. `Property 'recipient' cannot be null.` */
const problemOf = (wrong: string, { body, query }: Sent): Problem => {
	const [, part, field, what = ''] = /^(body key|query parameter) "(.+?)" (.*)$/.exec(wrong) ?? [];
	if (field === undefined) return { message: `Request is not valid: ${wrong}.` };
	const says = what === 'is missing' ? 'cannot be null' : what;
	return {
		field,
		rejected_value: valueAt(part === 'body key' ? body : query, field) ?? null,
		message: `Property '${field}' ${says}.`,
	};
};

/** 400 for what cannot be read, 422 for what can be read and is not valid. */
export const refusalOf = (call: Sent & Pick<Call, 'wrong'>): Refusal => {
	const unreadable = call.wrong.some((what) => /not valid JSON|sent as/.test(what));
	return new Refusal(
		unreadable ? 400 : 422,
		call.wrong.map((what) => problemOf(what, call)),
	);
};
