/** How the service behaves in one measurement. */
export interface Settings {
	/** Milliseconds until a request is answered, at least and at most. */
	readonly latency: readonly [number, number];
	/** Beyond so many requests at the same time it answers 429. */
	readonly mostAtOnce?: number;
	/** Beyond so many requests in a window, which begins with its first request, it answers 429. */
	readonly perWindow?: { readonly requests: number; readonly ms: number };
	/** How many contacts there are. */
	readonly contacts?: number;
}

/** What the service has seen. */
export interface Report {
	requests: number;
	/** Answered 429. */
	refused: number;
	/** How often the one that was refused most was refused. */
	mostRefusals: number;
	done: number;
	doubled: number;
	/** Messages that came behind a later one of their conversation. */
	outOfOrder: number;
	mostAtOnce: number;
	/** Milliseconds of latency, added up. */
	busyMs: number;
}
