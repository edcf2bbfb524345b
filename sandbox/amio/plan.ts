/** What an account may do. */
export interface Plan {
	/** Requests. */
	readonly perHour: number;
	/** Requests being answered at the same time. */
	readonly connections: number;
}

/** Seed 003; an enterprise's plan is its own. */
const PLANS = {
	free: { perHour: 1000, connections: 3 },
	developer: { perHour: 2000, connections: 10 },
} as const satisfies Record<string, Plan>;

const HOUR = 3_600_000;

export interface QuotaSettings {
	readonly plan: Plan | keyof typeof PLANS;
	/**
	 * What `X-RateLimit-Reset` holds: seconds since 1970, as the seed's sample, or the seconds that are left, as its
	 * text can be read.
	 */
	readonly rateResetAs: 'epoch' | 'remaining';
}

/** The hour's count. An hour begins with its first request; refused requests do not count (the seed does not say). */
export class Quota {
	readonly #settings: QuotaSettings;
	readonly #now: () => number;
	#end = -Infinity;
	#used = 0;

	constructor(settings: QuotaSettings, now: () => number) {
		this.#settings = settings;
		this.#now = now;
	}

	/** Counts a request, or says that it is too much. `inFlight`: requests being answered, with this one. */
	admits(inFlight: number): boolean {
		this.#turn();
		const { perHour, connections } = this.#plan();
		if (inFlight > connections || this.#used >= perHour) return false;
		this.#used += 1;
		return true;
	}

	/** The three headers of every answer. */
	headers(): Record<string, string> {
		this.#turn();
		const { perHour } = this.#plan();
		// Whole seconds, rounded up: a client that waits as told must not come too early.
		const reset = this.#settings.rateResetAs === 'epoch' ? this.#end : this.#end - this.#now();
		return {
			'x-ratelimit-limit': String(perHour),
			'x-ratelimit-remaining': String(Math.max(0, perHour - this.#used)),
			'x-ratelimit-reset': String(Math.ceil(reset / 1000)),
		};
	}

	reset(): void {
		this.#end = -Infinity;
		this.#used = 0;
	}

	#plan(): Plan {
		const { plan } = this.#settings;
		return typeof plan === 'string' ? PLANS[plan] : plan;
	}

	#turn(): void {
		const now = this.#now();
		if (now < this.#end) return;
		this.#end = now + HOUR;
		this.#used = 0;
	}
}
