import { pathFits, type JournalEntry } from './journal.ts';
import { connectionLimit, rateLimit, type LimitAnswer, type Refusal } from './limits.ts';

interface Late {
	/** Milliseconds to wait before the service looks at the request; a function for jitter. */
	readonly latency?: number | ((entry: JournalEntry) => number);
}

/** Answers as usual, only later. */
export interface LatencyFault {
	readonly latency: number | ((entry: JournalEntry) => number);
}
/** Any status. `body`: JSON, or text with a `contentType`; without it the service's own error body. */
export interface StatusFault extends Late {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	readonly contentType?: string;
	/** The service acted all the same, as behind a proxy that lost the answer. Default: it did not. */
	readonly acts?: boolean;
}
/**
 * The connection is destroyed: `before` the service acted, `after` it acted but without an answer, or `midway`,
 * with half of the answer's bytes sent.
 */
export interface CutFault extends Late {
	readonly cut: 'before' | 'after' | 'midway';
}
/** Never answers, and acted or not. The connection stays open until the client leaves or the sandbox closes. */
export interface HangFault extends Late {
	readonly hang: 'before' | 'after';
}
/** Acts and begins to answer, then sends `bytes` spaces every `everyMs` milliseconds without an end. */
export interface DripFault extends Late {
	readonly drip: { readonly everyMs: number; readonly bytes: number };
}
/** 200 with an HTML login page, as a captive proxy sends; does not act. */
export interface HtmlFault extends Late {
	readonly html: true;
}
/** Acts and answers its status without a body. */
export interface EmptyFault extends Late {
	readonly empty: true;
}
/** Acts and answers its status with this text instead of its body. */
export interface RawFault extends Late {
	readonly raw: string;
	readonly contentType: string;
}
/** Acts and answers with what this makes of the body that it would send: half of it, something else, far too much. */
export interface AlterFault extends Late {
	readonly alter: (content: string) => Buffer | string;
}
/** Does not act; `status` default 302. */
export interface RedirectFault extends Late {
	readonly redirect: string;
	readonly status?: number;
}

export type Disturbance =
	| StatusFault
	| CutFault
	| HangFault
	| DripFault
	| HtmlFault
	| EmptyFault
	| RawFault
	| AlterFault
	| RedirectFault;

export type Fault = LatencyFault | Disturbance;

/** When a fault is played. Every key that is given must fit. */
export interface FaultRule {
	readonly service?: string;
	readonly method?: string;
	/** Exact path (without query) or pattern. */
	readonly path?: string | RegExp;
	readonly match?: (entry: JournalEntry) => boolean;
	/** Lets the first matching calls pass. Default 0. */
	readonly after?: number;
	/** Is played so many times, then no more. Default: always. */
	readonly times?: number;
	readonly fault: Fault;
}

/** What happens to one request. */
export interface Plan {
	/** Milliseconds. */
	readonly latency: number;
	readonly disturbance?: Disturbance;
}

interface ActiveRule {
	readonly rule: FaultRule;
	seen: number;
	played: number;
}

type Limit = (entry: JournalEntry) => Refusal | undefined;

const isLatencyOnly = (fault: Fault): fault is LatencyFault =>
	Object.keys(fault).every((key) => key === 'latency');

const ruleFits = ({ service, method, path, match }: FaultRule, entry: JournalEntry): boolean =>
	(service === undefined || service === entry.service) &&
	(method === undefined || method === entry.method) &&
	pathFits(entry.path, path) &&
	(match?.(entry) ?? true);

const latencyOf = ({ latency = 0 }: Late, entry: JournalEntry): number =>
	typeof latency === 'function' ? latency(entry) : latency;

/** Troubles that can be switched on, per route or per service. */
export class Faults {
	readonly #now: () => number;
	#rules: ActiveRule[] = [];
	#limits: Limit[] = [];

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Returns the function that takes the rule away again. */
	add(rule: FaultRule): () => void {
		const active: ActiveRule = { rule, seen: 0, played: 0 };
		this.#rules.push(active);
		return () => {
			this.#rules = this.#rules.filter((other) => other !== active);
		};
	}

	/**
	 * 429 to whatever exceeds `perWindow` requests in a window of `windowMs`, which begins with its first request.
	 * Refused requests do not count. Returns the function that lifts the limit.
	 */
	limit(service: string, options: { perWindow: number; windowMs: number; answer?: LimitAnswer }): () => void {
		return this.#addLimit(rateLimit(service, options, this.#now));
	}

	/** 429 while `most` other requests of the service are being answered. Returns the function that lifts it. */
	connections(service: string, most: number): () => void {
		return this.#addLimit(connectionLimit(service, most));
	}

	/** All rules and limits. */
	clear(): void {
		this.#rules = [];
		this.#limits = [];
	}

	/** For the sandbox: the first limit that refuses this request. */
	refusal(entry: JournalEntry): Refusal | undefined {
		for (const limit of this.#limits) {
			const refusal = limit(entry);
			if (refusal) return refusal;
		}
		return undefined;
	}

	/**
	 * For the sandbox: what to play. Latencies of all fitting rules add up; the first disturbance in order of
	 * adding is played, and later rules do not count that request.
	 */
	plan(entry: JournalEntry): Plan {
		let latency = 0;
		for (const active of this.#rules) {
			const { rule } = active;
			if (!ruleFits(rule, entry)) continue;
			active.seen += 1;
			if (active.seen <= (rule.after ?? 0) || active.played >= (rule.times ?? Infinity)) continue;
			active.played += 1;
			latency += latencyOf(rule.fault, entry);
			if (!isLatencyOnly(rule.fault)) return { latency, disturbance: rule.fault };
		}
		return { latency };
	}

	#addLimit(limit: Limit): () => void {
		this.#limits.push(limit);
		return () => {
			this.#limits = this.#limits.filter((other) => other !== limit);
		};
	}
}
