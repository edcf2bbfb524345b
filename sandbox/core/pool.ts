interface Waiting {
	readonly start: () => Promise<void>;
	readonly drop: () => void;
}

/** Work that goes on beside each other, as in a server's job queue: up to a number at once, the rest waits. */
export class Pool {
	readonly #mostAtOnce: () => number;
	readonly #pick: (waiting: number) => number;
	#waiting: Waiting[] = [];
	#running = 0;

	/** `pick` chooses which of so many goes next, from 0; by default the one that has waited longest. */
	constructor(mostAtOnce: () => number, pick: (waiting: number) => number = () => 0) {
		this.#mostAtOnce = mostAtOnce;
		this.#pick = pick;
	}

	/** Resolves with what the work gives, or with undefined when it was dropped before it began. */
	add<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({
				start: () => work().then(resolve, reject),
				drop: () => resolve(undefined),
			});
			// A moment later, so that all that comes at once can be chosen from.
			queueMicrotask(() => this.#go());
		});
	}

	/** Drops what waits. */
	clear(): void {
		for (const { drop } of this.#waiting.splice(0)) drop();
	}

	#go(): void {
		while (this.#running < this.#mostAtOnce() && this.#waiting.length > 0) {
			const [next] = this.#waiting.splice(this.#pick(this.#waiting.length), 1);
			if (next === undefined) return;
			this.#running += 1;
			void next.start().finally(() => {
				this.#running -= 1;
				this.#go();
			});
		}
	}
}
