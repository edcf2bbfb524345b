import { createHash } from 'node:crypto';
import type { IDataObject, JsonObject } from 'n8n-workflow';
import { urlOf, type Address, type Answer, type Request } from './request';

/** How far an item got in an earlier try of the same run of a node. */
export type Remembered =
	| { readonly state: 'done'; readonly rows: readonly JsonObject[] }
	/** Sent, outcome unknown: never sent again by itself. */
	| { readonly state: 'maybe'; readonly message: string }
	/** Some of its requests were answered, round by round; those are not repeated. */
	| { readonly state: 'begun'; readonly answers: readonly (readonly (Answer | null)[])[] };

interface Entry {
	readonly fingerprint: string;
	readonly remembered: Remembered;
}

type Entries = Record<string, Entry>;

/**
 * What a node remembers between tries. n8n's *Retry On Fail* runs the whole node again, with all items, also those
 * that are done; so does *Retry* in the list of executions. What was sent must not be sent again.
 *
 * Kept in the node's context, which n8n carries from try to try and stores with an execution that failed. An entry
 * counts only for the very same request, so that another call under the same run index never meets it.
 */
export class Memo {
	readonly #context: IDataObject;
	readonly #run: () => number;

	/**
	 * @param context n8n's context of the node
	 * @param run the run index of the node in its execution
	 */
	constructor(context: IDataObject, run: () => number) {
		this.#context = context;
		this.#run = run;
	}

	/** What is remembered of an item that begins with these requests. */
	recall(item: number, address: Address, first: readonly Request[]): Remembered | undefined {
		if (Object.keys(this.#context).length === 0) {
			return undefined;
		}
		const entry = (this.#context[this.#key()] as Entries | undefined)?.[item];
		return entry?.fingerprint === fingerprintOf(address, first) ? entry.remembered : undefined;
	}

	/** Replaces what is remembered of this run. */
	keep(
		items: readonly { item: number; address: Address; first: readonly Request[]; remembered: Remembered }[],
	): void {
		const entries: Entries = Object.fromEntries(
			items.map(({ item, address, first, remembered }) => [
				item,
				{ fingerprint: fingerprintOf(address, first), remembered },
			]),
		);
		this.#context[this.#key()] = entries;
	}

	/** All is done: nothing needs to be remembered. */
	forget(): void {
		if (Object.keys(this.#context).length > 0) {
			Reflect.deleteProperty(this.#context, this.#key());
		}
	}

	#key(): string {
		return `run ${this.#run()}`;
	}
}

/** A digest, because the requests themselves may be large and are stored with the execution. */
const fingerprintOf = (address: Address, first: readonly Request[]): string =>
	createHash('sha256')
		.update(
			JSON.stringify(
				first.map((request) => [urlOf(address, request), request.method, request.body, request.form]),
			),
		)
		.digest('hex');
