/** What became of a check. */
export interface Result {
	readonly does: string;
	readonly that: string;
	readonly outcome: 'held' | 'did not hold' | 'skipped';
	/** Why it did not hold, or was skipped. */
	readonly why?: string;
}

const OUTCOME_WIDTH = 'did not hold'.length;

/** Prints results as they come, in columns, and counts them. */
export class Table {
	readonly #print: (line: string) => void;
	readonly #secrets: readonly string[];
	readonly #width: number;
	readonly #isBrief: boolean;
	readonly #counts = { held: 0, 'did not hold': 0, skipped: 0 };

	/**
	 * @param operations all that will come, for the width of their column
	 * @param secrets what is printed as *** wherever it turns up; may grow
	 * @param isBrief prints only what did not hold, or was skipped
	 */
	constructor(
		print: (line: string) => void,
		operations: readonly string[],
		secrets: readonly string[],
		isBrief: boolean,
	) {
		this.#print = print;
		this.#secrets = secrets;
		this.#isBrief = isBrief;
		this.#width = Math.max(...operations.map(({ length }) => length));
		if (!isBrief) this.#row('', 'operation', 'what was checked');
	}

	add({ outcome, does, that, why }: Result): void {
		this.#counts[outcome] += 1;
		if (this.#isBrief && outcome === 'held') return;
		this.#row(outcome, does, that);
		if (why !== undefined) {
			this.#row('', '', `→ ${why}`);
		}
	}

	get counts(): Readonly<Record<Result['outcome'], number>> {
		return this.#counts;
	}

	#row(outcome: string, does: string, that: string): void {
		const line = `${outcome.padEnd(OUTCOME_WIDTH)}  ${does.padEnd(this.#width)}  ${that}`;
		const secrets = this.#secrets.filter((secret) => secret !== '');
		this.#print(secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line).trimEnd());
	}
}
