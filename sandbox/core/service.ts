import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import type { Answer } from './answer.ts';
import type { Contract } from './contract.ts';
import type { Exchange } from './exchange.ts';
import type { JournalEntry } from './journal.ts';

/** One request, as a route's handler sees it. */
export interface Call {
	readonly entry: JournalEntry;
	/** Decoded values of the route's `:names`. */
	readonly params: Readonly<Record<string, string>>;
	/** As sent, secrets included. */
	readonly query: Readonly<Record<string, string | readonly string[]>>;
	/** As sent, secrets included: for authentication only. */
	readonly headers: Readonly<Record<string, string>>;
	/** Parsed JSON without the keys that are not documented; undefined without a body or when it is no JSON. */
	readonly body: unknown;
	/** The body's bytes, as sent. */
	readonly raw: Buffer;
	/** What the contract found missing, malformed or of the wrong type: a reason to refuse the request. */
	readonly wrong: readonly string[];
	/** Resolves once the answer is on its way, or is known never to be: work behind the answer waits for it. */
	readonly answered: Promise<void>;
	/** Records something the contract cannot see, e.g. an author who is not of this chat. */
	readonly violate: (text: string) => void;
}

/** One documented endpoint. */
export interface Route {
	readonly method: HTTPMethods;
	/** With `:names`, e.g. `/webhook/:channelId/human`. */
	readonly path: string;
	readonly contract: Contract;
	/** What the log line says of the call, e.g. `text "Hello"`. Never a token. */
	readonly describe?: (call: Call) => string;
	readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** The exchange that began with a request. */
export type ExchangeOf = (request: FastifyRequest) => Exchange | undefined;

/** One of the services the sandbox stands in for. */
export interface Service {
	/** As in the journal, e.g. `proto`. */
	readonly name: string;
	/** The sandbox's URL without a slash at the end; set when the server listens. */
	origin: string;
	/** Beginnings of its paths, e.g. `/webhook/`. The longest one that fits decides. */
	readonly prefixes: readonly string[];
	/** Request headers (lower case) that carry a secret. */
	readonly secretHeaders: readonly string[];
	/** Query parameters that carry a secret, if any. */
	readonly secretQuery?: readonly string[];
	readonly routes: readonly Route[];
	/** An error in the service's own form. */
	fail(status: number, message: string): Answer;
	/** Any other path below the prefixes. */
	otherwise(call: Call): Answer;
	/** What routes cannot do, e.g. a websocket. Called once, before the server listens. */
	attach?(app: FastifyInstance, exchangeOf: ExchangeOf): void;
	/** State and settings back to the start. */
	reset(): void;
}
