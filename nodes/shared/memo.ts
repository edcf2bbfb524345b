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
 * counts only for the same item of the same node, so that another call under the same name never meets it.
 */
export class Memo {
	readonly #context: IDataObject;
	readonly #run: number | undefined;

	/**
	 * @param context n8n's context of the node
	 * @param run the run index of the node in its execution, the same in each try. None for a tool: of it n8n counts each
	 * try as a run of its own, so that it is known by what it was called with
	 */
	constructor(context: IDataObject, run: number | undefined) {
		this.#context = context;
		this.#run = run;
	}

	/** What is remembered of an item. */
	recall(item: number, fingerprint: () => Fingerprint): Remembered | undefined {
		if (this.#isEmpty) {
			return undefined;
		}
		const entry = (this.#context[this.#keyOf(fingerprint)] as Entries | undefined)?.[item];
		return entry !== undefined && isSame(entry.fingerprint, fingerprint()) ? entry.remembered : undefined;
	}

	/** Replaces what is remembered of this run, which has items with these fingerprints. */
	keep(all: readonly (() => Fingerprint)[], items: readonly (Entry & { readonly item: number })[]): void {
		this.forget(all);
		for (const { item, fingerprint, remembered } of items) {
			const entries = (this.#context[this.#keyOf(() => fingerprint)] ??= {}) as Entries;
			entries[item] = { fingerprint, remembered };
		}
	}

	/** All is done: nothing needs to be remembered. */
	forget(all: readonly (() => Fingerprint)[]): void {
		if (!this.#isEmpty) {
			const keys = this.#run === undefined ? all.map((one) => this.#keyOf(one)) : [keyOfRun(this.#run)];
			keys.forEach((key) => Reflect.deleteProperty(this.#context, key));
		}
	}

	get #isEmpty(): boolean {
		return Object.keys(this.#context).length === 0;
	}

	#keyOf(fingerprint: () => Fingerprint): string {
		return this.#run === undefined ? `call ${fingerprint().meant}` : keyOfRun(this.#run);
	}
}

const keyOfRun = (run: number): string => `run ${run}`;
