import type { ITriggerFunctions } from 'n8n-workflow';
import { endLife, lastLife } from './lives';

/** Messages remembered one by one; beyond that the older half is only known to lie behind. */
const MOST_SEEN = 500;

/** The same while a gap is owed, which is given up with what is forgotten then: nobody could tell them apart. */
const MOST_SEEN_BEHIND_GAP = 5000;

/** As n8n keeps it, under the name of the node: a rename loses it. Saved whenever a run is started. */
export interface Kept {
	/** Where it listens, so that a memory of another account is not used. */
	readonly place: string;
	/** IDs of messages up to this one lie behind. IDs count through the whole installation. */
	readonly done: number;
	/** Later ones that were seen. They may come out of order. */
	readonly seen: readonly number[];
	/** When it was last known that nothing is missing, in milliseconds since 1970 by the clock of n8n. */
	readonly at: number;
}

/** Which messages were seen, so that none is missed and none is given twice. */
export class Memory {
	private readonly context: ITriggerFunctions;
	private readonly store: { realtime?: Kept };
	private readonly place: string;
	private done = 0;
	private at = Date.now();
	private seen = new Set<number>();
	private owes = false;
	/** Those of the last catching up, whose frames may still wait. */
	private caughtUp = new Set<number>();

	/** @param place names who listens where, and is no secret */
	constructor(context: ITriggerFunctions, place: string) {
		this.context = context;
		this.place = place;
		this.store = context.getWorkflowStaticData('node');
	}

	/** Takes up what was kept, if there is anything; says whether there was. */
	recall(): boolean {
		const kept = [lastLife(this.context)?.kept, this.store.realtime]
			.filter((one) => one?.place === this.place)
			// The first of two equals: n8n has not saved what came after.
			.reduce((one, other) => ((other?.at ?? 0) > (one?.at ?? 0) ? other : one), undefined);
		if (kept === undefined) {
			return false;
		}
		this.done = kept.done;
		this.at = kept.at;
		this.seen = new Set(kept.seen);
		return true;
	}

	/** Whether the trigger failed, so that it is n8n that activates it again. */
	get isInterrupted(): boolean {
		return lastLife(this.context)?.hasFailed === true;
	}

	/** The trigger is closed, or has failed. */
	leave(hasFailed: boolean): void {
		endLife(this.context, { kept: this.kept(), hasFailed });
	}

	/** Begins behind this message. */
	begin(done: number): void {
		this.done = done;
		this.seen = new Set();
		this.settle();
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
		return this.seen.has(id) || this.caughtUp.has(id);
	}

	/** A message came live. */
	note(id: number): void {
		this.seen.add(id);
		this.shorten(this.owes ? MOST_SEEN_BEHIND_GAP : MOST_SEEN);
		this.keep();
	}

	/** Something may be missing: until it is settled, that stays known. */
	owe(): void {
		this.owes = true;
		this.caughtUp = new Set();
	}

	/** A message was caught up; all that are missing and older were so before. */
	noteCaughtUp(id: number): void {
		this.caughtUp.add(id);
		this.seen.add(id);
		this.shorten(MOST_SEEN, id);
		this.keep();
	}

	/** Nothing is missing now. */
	settle(): void {
		this.owes = false;
		this.shorten(MOST_SEEN);
		this.keep();
	}

	/** Beyond so many, all but the newest half of that lie behind; at most up to this message. */
	private shorten(most: number, upTo = Infinity): void {
		if (this.seen.size > most) {
			const ids = [...this.seen].sort((one, other) => one - other);
			const old = ids.slice(0, -most / 2).filter((id) => id <= upTo);
			this.done = Math.max(this.done, ...old.slice(-1));
			this.seen = new Set(ids.slice(old.length));
		}
	}

	private keep(): void {
		if (!this.owes) {
			this.at = Date.now();
		}
		this.store.realtime = this.kept();
	}

	private kept(): Kept {
		return { place: this.place, done: this.done, seen: [...this.seen], at: this.at };
	}
}
