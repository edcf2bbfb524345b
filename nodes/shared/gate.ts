import { sleep } from 'n8n-workflow';

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 20_000;

/** How long one request may still wait for rate limits, in milliseconds. Counts down as it waits. */
export interface Patience {
	left: number;
}

/** The limit ends later than the request may wait. */
export interface TooLong {
	/** When the limit ends, in milliseconds since 1970; `undefined` when the service did not say. */
	readonly until: number | undefined;
}

/**
 * The rate limit of a service, as one execution of a node sees it. While it holds one request back, it holds back
 * all of them: requests that are refused anyway would only prolong the limit.
 */
export class Gate {
	/** No request starts before this time (milliseconds since 1970). */
	#opensAt = 0;
	/** Whether the service told that time. */
	#known = false;
	/** Refusals in a row of which the service did not say how long they hold. */
	#streak = 0;
	#epoch = 0;
	/** The one request that asks whether an unannounced limit has passed. */
	#probe: Promise<unknown> | undefined;

	/** Counts the times that the gate was closed: what was sent before the last one says nothing about it. */
	get epoch(): number {
		return this.#epoch;
	}

	/** The service refused a request. `until`: when it says the limit ends (milliseconds since 1970). */
	close(until: number | undefined): void {
		const now = Date.now();
		if (!this.closeUntil(until) && now >= this.#opensAt) {
			// Others that were on their way are refused too; the first of them has closed the gate for all.
			this.#opensAt = now + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#streak);
			this.#known = false;
			this.#streak += 1;
			this.#epoch += 1;
		}
	}

	/**
	 * The service told when it takes the next request (milliseconds since 1970), if not at once.
	 *
	 * @returns whether that time is still to come
	 */
	closeUntil(time: number | undefined): boolean {
		if (time === undefined || time <= Date.now()) {
			return false;
		}
		this.#opensAt = Math.max(this.#opensAt, time);
		this.#known = true;
		this.#epoch += 1;
		return true;
	}

	/** The service took a request that was sent in this epoch: there is no limit any more. */
	open(epoch: number): void {
		if (epoch === this.#epoch) {
			this.#streak = 0;
		}
	}

	/**
	 * Runs a request as soon as no limit stands in the way, or tells that this would take too long.
	 * After a limit of unknown length one request goes first; the others wait for what it meets.
	 */
	async pass<T>(patience: Patience, signal: AbortSignal, work: () => Promise<T>): Promise<T | TooLong> {
		for (;;) {
			const refusal = await this.#wait(patience, signal);
			if (refusal !== undefined) {
				return refusal;
			}
			if (this.#streak === 0) {
				return await work();
			}
			if (this.#probe === undefined) {
				const probe = work();
				this.#probe = probe;
				try {
					return await probe;
				} finally {
					this.#probe = undefined;
				}
			}
			await this.#probe.catch(() => undefined);
		}
	}

	async #wait(patience: Patience, signal: AbortSignal): Promise<TooLong | undefined> {
		for (;;) {
			const wait = this.#opensAt - Date.now();
			if (wait <= 0) {
				return undefined;
			}
			if (patience.left <= 0 || (this.#known && wait > patience.left)) {
				return { until: this.#known ? this.#opensAt : undefined };
			}
			// The end of an unannounced limit is a guess: what patience is left is worth one more try.
			const nap = Math.min(wait, patience.left);
			patience.left -= nap;
			await sleep(nap, signal);
			if (nap < wait) {
				return undefined;
			}
		}
	}
}

/** Tells a refusal of {@link Gate.pass} from what the work gave. */
export const isTooLong = (value: unknown): value is TooLong =>
	typeof value === 'object' && value !== null && 'until' in value;
