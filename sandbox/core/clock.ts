/** The sandbox's time and timers in one place, so that closing or resetting it leaves no timer behind. */
export class Clock {
	#ahead = 0;
	#closed = false;
	readonly #waiting = new Set<(elapsed: boolean) => void>();

	/** Milliseconds since 1970, with fractions: two calls within one millisecond still have an order. */
	now(): number {
		return performance.timeOrigin + performance.now() + this.#ahead;
	}

	/** Puts `now()` forward, so that a test sees a rate limit's window end without waiting for it. */
	advance(ms: number): void {
		this.#ahead += ms;
	}

	/** Resolves with true when `ms` milliseconds have passed, with false when `clear()` or `close()` came first. */
	wait(ms: number): Promise<boolean> {
		if (this.#closed) return Promise.resolve(false);
		return new Promise((resolve) => {
			const end = (elapsed: boolean): void => {
				clearTimeout(timer);
				this.#waiting.delete(end);
				resolve(elapsed);
			};
			const timer = setTimeout(end, ms, true);
			this.#waiting.add(end);
		});
	}

	/** Ends every wait at once and goes back to real time. */
	clear(): void {
		this.#ahead = 0;
		for (const end of [...this.#waiting]) end(false);
	}

	/** The same, and no wait begins any more. */
	close(): void {
		this.#closed = true;
		this.clear();
	}
}
