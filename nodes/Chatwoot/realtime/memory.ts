import type { ITriggerFunctions } from 'n8n-workflow';

/** Messages remembered one by one; beyond that the older half is only known to lie behind. */
const MOST_SEEN = 500;

/** As n8n keeps it, under the name of the node: a rename loses it. Saved whenever a run is started. */
interface Kept {
	/** Where it listens, so that a memory of another account is not used. */
	readonly place: string;
	/** IDs of messages up to this one lie behind. IDs count through the whole installation. */
	readonly done: number;
	/** Later ones that were seen. They may come out of order. */
	readonly seen: readonly number[];
	/** When that was, in milliseconds since 1970 by the clock of n8n. */
	readonly at: number;
}

/** Which messages were seen, so that none is missed and none is given twice. */
export class Memory {
	private readonly store: { realtime?: Kept };
	private readonly place: string;
	private done = 0;
	private at = Date.now();
	private seen = new Set<number>();

	/** @param place names who listens where, and is no secret */
	constructor(context: ITriggerFunctions, place: string) {
		this.place = place;
		this.store = context.getWorkflowStaticData('node');
	}

	/** Takes up what was kept, if there is anything; says whether there was. */
	recall(): boolean {
		const kept = this.store.realtime;
		if (kept?.place !== this.place) {
			return false;
		}
		this.done = kept.done;
		this.at = kept.at;
		this.seen = new Set(kept.seen);
		return true;
	}

	/** Begins behind this message. */
	begin(done: number): void {
		this.done = done;
		this.seen = new Set();
		this.keep();
	}

	/** Everything up to this message needs no catching up. */
	get behind(): number {
		return this.done;
	}

	/** When it was last known that nothing is missing, in milliseconds since 1970. */
	get since(): number {
		return this.at;
	}

	has(id: number): boolean {
		return this.seen.has(id);
	}

	note(id: number): void {
		this.seen.add(id);
		this.keep();
	}

	/** Nothing is missing now. */
	tidy(): void {
		if (this.seen.size > MOST_SEEN) {
			const ids = [...this.seen].sort((one, other) => one - other);
			const old = ids.splice(0, ids.length / 2);
			this.done = Math.max(this.done, ...old.slice(-1));
			this.seen = new Set(ids);
		}
		this.keep();
	}

	private keep(): void {
		this.at = Date.now();
		this.store.realtime = { place: this.place, done: this.done, seen: [...this.seen], at: this.at };
	}
}
