import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { digestOf } from './digest';
import type { Operation } from './operation';
import { fieldsOf } from './panel';
import { isTool } from './report';
import { urlOf, type Address, type Request } from './request';
import type { Service } from './service';

/** By what an item is known again in the next try of a node. One of the two is enough. */
export interface Fingerprint {
	/**
	 * Of the panel as it is filled in, with its expressions, and of the input item: the same in the next try, although
	 * `$now` has moved on. `null` for a tool, whose calls may differ in nothing but what an expression makes of them, and
	 * for an item that is no JSON.
	 */
	readonly asked: string | null;
	/**
	 * Of what the expressions came to: the same although the user has corrected one for the sake of another item, but not
	 * if that has changed this item too.
	 */
	readonly meant: string;
}

/** What an item is about to do. */
export interface Intention {
	readonly address: Address;
	/** The operation's own parameters, worked out. */
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly first: readonly Request[];
}

/** Digests, because what they are of may be large and is stored with the execution. */
export function fingerprintOf(
	context: IExecuteFunctions,
	service: Service,
	operation: Operation,
	item: number,
	{ address, parameters, first }: Intention,
): Fingerprint {
	const node = context.getNode();
	const given = node.parameters;
	const kind = [given.resource, given.operation];
	const requests = first.map((request) => [
		urlOf(address, request),
		request.method,
		request.body,
		request.form,
	]);
	const fields = fieldsOf(operation).map(({ name }) => name);
	const options = service.options.map(({ name }) => (given.options as IDataObject | undefined)?.[name]);
	return {
		meant: digestOfJson([kind, requests, fields.map((name) => parameters[name])]),
		asked: isTool(node)
			? null
			: digestIfJson([
					kind,
					fields.map((name) => given[name]),
					options,
					address(''),
					node.credentials?.[service.credential]?.id,
					context.getInputData()[item]?.json,
				]),
	};
}

/** Whether both are of the same item, as far as that matters. */
export const isSame = (one: Fingerprint, other: Fingerprint): boolean =>
	one.meant === other.meant || (one.asked !== null && one.asked === other.asked);

const digestOfJson = (value: unknown): string => digestOf(JSON.stringify(value));

/** Some nodes hand on objects that hold themselves, or numbers that JSON does not have. */
function digestIfJson(value: unknown): string | null {
	try {
		return digestOfJson(value);
	} catch {
		return null;
	}
}
