import type { Operation } from '../../../nodes/shared/operation';
import { fieldsOf } from '../../../nodes/shared/panel';
import { readParameters } from '../../../nodes/shared/parameters';
import type { Request } from '../../../nodes/shared/request';
import type { Resource } from '../../../nodes/shared/operation';
import type { Result, Steps } from '../../../nodes/shared/steps';

/** Values by field name, as n8n hands them over; a field that is not named has its default, as in a new node. */
export type Given = Readonly<Record<string, unknown>>;

/** Begins an operation as the runner does: fields read and checked, Return All and Limit worked out. */
function begin(operation: Operation, given: Given): Steps {
	const parameters = readParameters(fieldsOf(operation), ({ name, default: fallback }) =>
		Object.hasOwn(given, name) ? given[name] : fallback,
	);
	const { returnAll, limit, simplify } = parameters as {
		returnAll?: boolean;
		limit?: number;
		simplify?: boolean;
	};
	const added = { limit: returnAll === false ? limit : undefined, simplify: simplify ?? false };
	return operation.start(parameters as never, added);
}

/** The requests that an operation sends first. */
export function requestsOf(operation: Operation, given: Given = {}): readonly Request[] {
	const step = begin(operation, given).next([]);
	if (step.done === true) {
		throw new Error(`${operation.action} has ended before it sent anything`);
	}
	return step.value;
}

/** The one request that an operation sends. */
export function requestOf(operation: Operation, given: Given = {}): Request {
	const [request, ...others] = requestsOf(operation, given);
	if (request === undefined || others.length > 0) {
		throw new Error(`${operation.action} sends ${others.length + (request ? 1 : 0)} requests at first`);
	}
	return request;
}

/** What an operation that sends nothing gives. */
export function resultOf(operation: Operation, given: Given = {}): Result {
	const steps = begin(operation, given);
	const first = steps.next([]);
	if (first.done !== true && first.value.length > 0) {
		throw new Error(`${operation.action} sends something`);
	}
	const last = first.done === true ? first : steps.next([]);
	if (last.done !== true) {
		throw new Error(`${operation.action} does not end`);
	}
	return last.value;
}

/** An operation by its name in the panel. */
export function operationOf({ name, operations }: Resource, value: string): Operation {
	const operation = operations.find((one) => one.value === value);
	if (operation === undefined) {
		throw new Error(`${name} has no operation ${value}`);
	}
	return operation;
}
