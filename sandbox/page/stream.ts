import type { ServerResponse } from 'node:http';
import type { Snapshot } from './types.ts';

/** Milliseconds after which a browser that lost the stream asks again. */
const RETRY_MS = 500;

/** The open pages, each of which is sent what it has not seen yet: a part of the snapshot per event. */
export class Stream {
	readonly #open = new Set<ServerResponse>();
	/** What was sent last, by section, as JSON. */
	#sent = new Map<string, string>();

	/** Whether anybody looks. */
	get watched(): boolean {
		return this.#open.size > 0;
	}

	/** A page opens, or comes back: it gets everything. */
	add(response: ServerResponse, snapshot: Snapshot): void {
		this.tell(snapshot);
		response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
		response.write(`retry: ${RETRY_MS}\n\n${eventOf(this.#sent)}`);
		this.#open.add(response);
		response.once('close', () => this.#open.delete(response));
	}

	/** Sends the sections that have changed. */
	tell(snapshot: Snapshot): void {
		const sections = new Map(
			Object.entries(snapshot).map(([name, section]) => [name, JSON.stringify(section)]),
		);
		const news = new Map([...sections].filter(([name, section]) => this.#sent.get(name) !== section));
		this.#sent = sections;
		if (news.size === 0) return;
		for (const response of this.#open) response.write(eventOf(news));
	}

	/** Ends every stream. Pages that are still there come back. */
	end(): void {
		for (const response of this.#open) response.end();
		this.#open.clear();
		this.#sent.clear();
	}
}

/** An event whose data is an object of these sections. JSON has no line breaks. */
const eventOf = (sections: ReadonlyMap<string, string>): string => {
	const pairs = [...sections].map(([name, section]) => `${JSON.stringify(name)}:${section}`);
	return `data: {${pairs.join(',')}}\n\n`;
};
