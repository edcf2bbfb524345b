import type { JsonObject, JsonValue } from 'n8n-workflow';
import { ServiceFailure } from './failure';
import type { Fields, ValuesOf } from './fields';
import { readPages, type Paging } from './pagination';
import type { Request } from './request';
import { listOf, someRowsOf } from './rows';
import type { Service } from './service';
import { ask, type Steps } from './steps';

interface Names {
	/** In the Operation dropdown, e.g. `Create`. */
	readonly name: string;
	/** The same as an identifier. */
	readonly value: string;
	/** In n8n's list of actions, with the resource: `Create chat`. */
	readonly action: string;
	/** Says more, in other words; an AI agent reads it too. */
	readonly description: string;
}

interface Work<P> {
	/**
	 * Operations with a common key run strictly one after the other, in input order: what is written to one chat
	 * keeps its order. Several keys join lanes.
	 */
	readonly lane?: (parameters: P) => string | readonly string[];
	/**
	 * Binary properties that a later step needs; those of the first requests are known by themselves. An item
	 * that lacks one is refused before anything is sent.
	 */
	readonly files?: (parameters: P) => readonly string[];
	/** What Simplify keeps of a row; with it the panel offers Simplify. */
	readonly simplify?: (row: JsonObject) => JsonObject;
}

interface OneRequest<P> extends Work<P> {
	readonly request: (parameters: P) => Request;
	/** How the list continues; with it the panel offers Return All and Limit. */
	readonly paging?: Paging;
	/** The rows in an answer. Default: an array's elements, or the object itself. */
	readonly rows?: (body: JsonValue, parameters: P) => readonly JsonObject[];
	/** Why a 2xx answer does not mean that it was done; `undefined` when it does. */
	readonly objection?: (body: JsonValue | undefined, parameters: P) => string | undefined;
}

interface ManySteps<P> extends Work<P> {
	readonly steps: (parameters: P) => Steps;
}

interface NoRequest<P> extends Work<P> {
	readonly result: (parameters: P) => JsonObject;
}

/** Parameters that the engine adds to an operation's own. */
interface Added {
	/** Rows wanted; `undefined` for all. */
	readonly limit: number | undefined;
	readonly simplify: boolean;
}

/** One operation: names, fields and a pure function from parameters to requests. */
export interface Operation extends Names, Work<never> {
	readonly fields: Fields;
	readonly paging: Paging | undefined;
	readonly sendsNothing: boolean;
	readonly start: Start<never>;
}

type Definition<F extends Fields> = Names & { readonly fields: F } & (
		OneRequest<ValuesOf<F>> | ManySteps<ValuesOf<F>> | NoRequest<ValuesOf<F>>
	);

/**
 * Makes an operation out of its parts. The fields are n8n's own literals; the parameters' types follow from them.
 *
 * This package is programmatic on purpose. n8n's declarative routing starts the requests of all items at once,
 * never repeats a 429, keeps no order, and lets one refused item throw away the answers of all others; for
 * customers' messages, which must not be lost, doubled or reordered, none of that will do. Operations stay as
 * declarative as routing would be: values, with no loop and no `this`.
 */
export function operation<const F extends Fields>(definition: Definition<F>): Operation {
	return {
		...definition,
		paging: 'request' in definition ? definition.paging : undefined,
		sendsNothing: 'result' in definition,
		start: simplifying(startOf(definition), definition.simplify),
	};
}

type Start<P> = (parameters: P, added: Added) => Steps;

/** Lets Simplify work on the rows, if the operation has it and the user wants it. */
function simplifying<P>(start: Start<P>, simplify: Work<P>['simplify']): Start<P> {
	if (simplify === undefined) {
		return start;
	}
	return function* (parameters, added): Steps {
		const result = yield* start(parameters, added);
		return added.simplify ? { ...result, rows: result.rows.map(simplify) } : result;
	};
}

function startOf<F extends Fields>(definition: Definition<F>): Start<ValuesOf<F>> {
	type P = ValuesOf<F>;
	if ('steps' in definition) {
		return definition.steps;
	}
	if ('result' in definition) {
		return function* (parameters: P): Steps {
			yield [];
			return { rows: [definition.result(parameters)] };
		};
	}
	const { request, paging, objection } = definition;
	const rows = definition.rows ?? (paging === undefined ? someRowsOf : listOf);
	return function* (parameters: P, { limit }: Added): Steps {
		const first = request(parameters);
		if (paging !== undefined) {
			return yield* readPages(paging, first, limit, (answer) => rows(answer.body ?? null, parameters));
		}
		const answer = yield* ask(first);
		const words = objection?.(answer.body, parameters);
		if (words !== undefined) {
			throw new ServiceFailure(words, { status: answer.status });
		}
		// Nothing came back, and nothing was to come.
		return { rows: rows(answer.body === undefined ? { success: true } : answer.body, parameters) };
	};
}

/** A group of operations on one kind of thing, in the service's own terms. */
export interface Resource {
	/** Where it is kept, if not in the node's own service: some services have an API of their own for some things. */
	readonly service?: Service;
	readonly name: string;
	readonly value: string;
	/** What its name does not say, in the Resource dropdown. */
	readonly description?: string;
	readonly operations: readonly Operation[];
	/** What is chosen with the resource, before the user chooses. Default: the first operation. */
	readonly usual?: Operation;
}
