import { startSandbox, type JournalEntry, type Sandbox } from '../../sandbox/index.ts';
import { openElsewhere, type OpenElsewhere } from './elsewhere.ts';

/** How many runs are under way at the same time; most of them wait for a limit or a silence to end. */
const COUNT = 24;

/** Names the run that a request belongs to. */
export const RUN_HEADER = 'x-run';

/** A fresh sandbox, and what the requests of its run carry. */
export interface Spot {
	readonly sandbox: Sandbox;
	readonly run: string;
}

/** Sandboxes for so many runs at a time. */
export class Places {
	readonly elsewhere: OpenElsewhere;
	readonly #all: readonly Sandbox[];
	readonly #free: Sandbox[];
	readonly #waiting: ((sandbox: Sandbox) => void)[] = [];
	#runs = 0;

	private constructor(elsewhere: OpenElsewhere, all: readonly Sandbox[]) {
		this.elsewhere = elsewhere;
		this.#all = all;
		this.#free = [...all];
	}

	static async open(): Promise<Places> {
		const sandboxes = Array.from({ length: COUNT }, () => startSandbox());
		return new Places(await openElsewhere(), await Promise.all(sandboxes));
	}

	/** Works in a fresh sandbox as soon as one is free. What an earlier run has sent and given up is not let in. */
	async in<T>(work: (spot: Spot) => Promise<T>): Promise<T> {
		const sandbox = this.#free.pop() ?? (await new Promise<Sandbox>((take) => this.#waiting.push(take)));
		this.#runs += 1;
		const run = String(this.#runs);
		const match = ({ headers }: JournalEntry): boolean => (headers[RUN_HEADER] ?? run) !== run;
		sandbox.faults.add({ match, fault: { cut: 'before' } });
		try {
			return await work({ sandbox, run });
		} finally {
			sandbox.reset();
			const next = this.#waiting.shift();
			if (next === undefined) {
				this.#free.push(sandbox);
			} else {
				next(sandbox);
			}
		}
	}

	async close(): Promise<void> {
		await Promise.all(this.#all.map((sandbox) => sandbox.close()));
		await this.elsewhere.close();
	}
}
