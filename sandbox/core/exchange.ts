import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Clock } from './clock.ts';
import type { Journal, JournalEntry } from './journal.ts';

/** What an exchange tells others. */
export interface ExchangeSurroundings {
	readonly clock: Clock;
	readonly journal: Journal;
	/** Called once, when the journal's entry is complete. */
	readonly ended: (exchange: Exchange) => void;
}

const BODILESS = new Set([204, 304]);

/**
 * One request and the ways it can end. The journal's entry is completed before the last byte goes out, so that a
 * client that has its answer also finds it in the journal.
 */
export class Exchange {
	readonly entry: JournalEntry;
	/** See `Call.answered`. */
	readonly answered: Promise<void>;
	readonly #raw: ServerResponse;
	readonly #around: ExchangeSurroundings;
	#release: () => void = () => undefined;
	#open = true;

	constructor(entry: JournalEntry, raw: ServerResponse, around: ExchangeSurroundings) {
		this.entry = entry;
		this.#raw = raw;
		this.#around = around;
		this.answered = new Promise((resolve) => {
			this.#release = resolve;
		});
		raw.once('close', () => {
			this.#end(0, 'the client left');
			this.#release();
		});
	}

	/** False once the entry is complete. */
	get open(): boolean {
		return this.#open;
	}

	/** A complete answer. */
	send(answer: Answer, note?: string): void {
		if (!this.#end(answer.status, note)) return;
		const { status, headers, content } = answer;
		if (BODILESS.has(status)) this.#begin(status, headers).end();
		else this.#begin(status, { ...headers, 'content-length': Buffer.byteLength(content) }).end(content);
	}

	/** The request became a websocket, which goes on without the exchange. */
	switchProtocols(): void {
		this.#end(101, undefined);
		this.#release();
	}

	/** No answer, the connection is gone. */
	cut(note: string): void {
		this.#end(0, note);
		this.#raw.destroy();
	}

	/** Announces the whole answer, sends half of its bytes and destroys the connection. */
	sendHalf(answer: Answer, note: string): void {
		if (!this.#end(0, note)) return;
		// An empty answer has no half: two spaces stand in for it.
		const bytes = Buffer.from(answer.content.length === 0 ? '  ' : answer.content);
		this.#begin(answer.status, { ...answer.headers, 'content-length': bytes.length });
		this.#raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => this.#raw.destroy());
	}

	/** No answer, the connection stays. */
	hang(note: string): void {
		this.#around.journal.remark(this.entry, note);
		this.#release();
	}

	/** The head of the answer, then spaces: as the beginning of a JSON text they are never wrong and never enough. */
	async drip(answer: Answer, everyMs: number, bytes: number, note: string): Promise<void> {
		this.#around.journal.remark(this.entry, note);
		this.#release();
		if (!this.#open) return;
		this.#begin(answer.status, answer.headers);
		let more = true;
		while (more) {
			this.#raw.write(' '.repeat(bytes));
			const elapsed = await this.#around.clock.wait(everyMs);
			more = elapsed && this.open;
		}
	}

	/** The head of an answer, dated by the sandbox's own clock. */
	#begin(status: number, headers: OutgoingHttpHeaders): ServerResponse {
		const date = new Date(this.#around.clock.now()).toUTCString();
		return this.#raw.writeHead(status, { date, ...headers });
	}

	/** Completes the entry; false when it was complete already (the client left before). */
	#end(status: number, note: string | undefined): boolean {
		if (!this.#open) return false;
		this.#open = false;
		const { clock, journal, ended } = this.#around;
		const remark = this.entry.note ?? note;
		if (remark !== undefined) this.entry.note = remark;
		journal.finish(this.entry, status, clock.now());
		ended(this);
		return true;
	}
}
