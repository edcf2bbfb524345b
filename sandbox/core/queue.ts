/** Work behind the answers: strictly in order within a lane, lanes beside each other. */
export class Queue {
	#lanes = new Map<string, Promise<void>>();
	#pending = new Set<Promise<void>>();
	#abort = new AbortController();

	/**
	 * Appends work to a lane; resolves when it is done, or passed over because of `clear()`, which also aborts the
	 * signal that the work gets.
	 */
	add(lane: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
		const { signal } = this.#abort;
		const before = this.#lanes.get(lane) ?? Promise.resolve();
		const done = before.then(() => (signal.aborted ? undefined : work(signal)));
		this.#lanes.set(lane, done);
		const pending = this.#pending;
		pending.add(done);
		void done.finally(() => pending.delete(done));
		return done;
	}

	/** Resolves when nothing is left to do, also of what the work itself appended. */
	async settled(): Promise<void> {
		while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
	}

	/** The signal that `clear()` aborts. */
	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	/** Starts nothing more and aborts what runs. */
	clear(): void {
		this.#abort.abort();
		this.#abort = new AbortController();
		this.#lanes = new Map();
		this.#pending = new Set();
	}
}
