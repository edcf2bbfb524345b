/** One HTTP call: into the sandbox (a client asked) or out of it (a webhook was delivered). */
export interface JournalEntry {
	/** Position in the journal's order of arrival, from 1. Goes on over `clear()`. */
	readonly seq: number;
	readonly direction: 'in' | 'out';
	/** `proto`, …; `-` for a path that belongs to no service. */
	readonly service: string;
	readonly method: string;
	/** Time of arrival (in) or of sending (out), ISO 8601. */
	readonly at: string;
	/** The same in milliseconds since 1970, with fractions. */
	readonly startedAt: number;
	/** Requests of this service being answered at arrival, with this one. 0 for deliveries. */
	readonly inFlight: number;
	/** As it came over the wire (percent-encoded), without the query. */
	readonly path: string;
	/** Where a delivery went. */
	readonly url?: string;
	/** Values that are a secret read `***`. */
	readonly query: Readonly<Record<string, string | readonly string[]>>;
	/** Lower-case names; headers with a secret read `***`. */
	readonly headers: Readonly<Record<string, string>>;
	/** Parsed JSON, else the text; undefined without a body. */
	body: unknown;
	/** What was answered in full; 0 until then, and for ever when the answer was cut, hung or never came. */
	status: number;
	/** Milliseconds since 1970; undefined while the call is still open. */
	finishedAt?: number;
	durationMs?: number;
	/** What the receiver of a delivery answered. */
	answer?: string;
	/** Why it did not go the ordinary way, e.g. the fault that was played. */
	note?: string;
	/** What it is about, as the log line says it, e.g. `text "Hello"`. Never a token. */
	description?: string;
}

/** Entries that fit every key given. `path`: exact text or pattern. */
export interface JournalFilter {
	readonly service?: string;
	readonly direction?: 'in' | 'out';
	readonly method?: string;
	readonly path?: string | RegExp;
	readonly where?: (entry: JournalEntry) => boolean;
}

/** What is known of a call when it begins. */
export type NewEntry = Omit<JournalEntry, 'seq' | 'status' | 'finishedAt' | 'durationMs' | 'answer' | 'note'>;

interface Watcher {
	readonly filter: JournalFilter;
	readonly count: number;
	readonly resolve: (entries: JournalEntry[]) => void;
}

/** Whether a path is the text or fits the pattern. A pattern's `g` flag would make it remember; it is not used. */
export const pathFits = (path: string, wanted: string | RegExp | undefined): boolean =>
	wanted === undefined || (typeof wanted === 'string' ? path === wanted : path.search(wanted) >= 0);

const fits = (entry: JournalEntry, filter: JournalFilter): boolean =>
	(filter.service === undefined || entry.service === filter.service) &&
	(filter.direction === undefined || entry.direction === filter.direction) &&
	(filter.method === undefined || entry.method === filter.method) &&
	pathFits(entry.path, filter.path) &&
	(filter.where?.(entry) ?? true);

/** Every call in and out, in order of arrival. An entry stands here from its first moment and fills as it goes on. */
export class Journal {
	#entries: JournalEntry[] = [];
	#watchers: Watcher[] = [];
	readonly #listeners = new Set<() => void>();
	#seq = 0;

	/** A copy of the list (of the same entries), all or those that fit. */
	entries(filter: JournalFilter = {}): JournalEntry[] {
		return this.#entries.filter((entry) => fits(entry, filter));
	}

	/**
	 * Resolves as soon as `count` entries fit, with all that fit. Asked again whenever a call begins, ends or gets a note, so
	 * a test can wait for a request that will never be answered, or for a status, without sleeping.
	 */
	seen(filter: JournalFilter, count = 1): Promise<JournalEntry[]> {
		return new Promise((resolve) => {
			this.#watchers.push({ filter, count, resolve });
			this.#tellWatchers();
		});
	}

	/** Tells whenever a call begins, ends or gets a note. Returns the function that stops it. */
	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	clear(): void {
		this.#entries = [];
	}

	/** For the sandbox: a call begins. */
	begin(call: NewEntry): JournalEntry {
		this.#seq += 1;
		const entry: JournalEntry = { ...call, seq: this.#seq, status: 0 };
		this.#entries.push(entry);
		this.#tellWatchers();
		return entry;
	}

	/** For the sandbox: something is to be said of a call. */
	remark(entry: JournalEntry, note: string): void {
		entry.note = note;
		this.#tellWatchers();
	}

	/** For the sandbox: a call has ended at `now` (milliseconds since 1970). */
	finish(entry: JournalEntry, status: number, now: number): void {
		entry.status = status;
		entry.finishedAt = now;
		entry.durationMs = now - entry.startedAt;
		this.#tellWatchers();
	}

	#tellWatchers(): void {
		this.#watchers = this.#watchers.filter(({ filter, count, resolve }) => {
			const found = this.entries(filter);
			if (found.length < count) return true;
			resolve(found);
			return false;
		});
		for (const listener of this.#listeners) listener();
	}
}
