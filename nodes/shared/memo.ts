import type { IDataObject, JsonObject } from 'n8n-workflow';
import { isSame, type Fingerprint } from './fingerprint';
import type { Answer } from './request';

/** How far an item got in an earlier try of the same run of a node. */
export type Remembered =
	| { readonly state: 'done'; readonly rows: readonly JsonObject[] }
	/** Sent, outcome unknown: never sent again by itself. */
	| { readonly state: 'maybe'; readonly message: string }
	/**
	 * Some of its requests were answered, round by round; those are not repeated. `mayBeGone`: a DELETE behind them may
	 * have been carried out.
	 */
	| {
			readonly state: 'begun';
			readonly answers: readonly (readonly (Answer | null)[])[];
			readonly mayBeGone: boolean;
	  };

interface Entry {
	readonly fingerprint: Fingerprint;
	readonly remembered: Remembered;
}

type Entries = Record<string, Entry>;

/**
 * What a node remembers between tries. n8n's *Retry On Fail* runs the whole node again, with all items, also those
 * that are done; so does *Retry* in the list of executions. What was sent must not be sent again.
 *
 * Kept in the node's context, which n8n carries from try to try and stores with an execution that failed. An entry
 * counts only for the same item of the same node, so that another call under the same run index never meets it.
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

	/** What is remembered of an item. */
	recall(item: number, fingerprint: () => Fingerprint): Remembered | undefined {
		if (Object.keys(this.#context).length === 0) {
			return undefined;
		}
		const entry = (this.#context[this.#key()] as Entries | undefined)?.[item];
		return entry !== undefined && isSame(entry.fingerprint, fingerprint()) ? entry.remembered : undefined;
	}

	/** Replaces what is remembered of this run. */
	keep(items: readonly (Entry & { readonly item: number })[]): void {
		const entries: Entries = Object.fromEntries(
			items.map(({ item, fingerprint, remembered }) => [item, { fingerprint, remembered }]),
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
