import http, { type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterAll, afterEach, beforeAll } from '@jest/globals';

/** How the server ends one request. */
export interface Reply {
	readonly status?: number;
	readonly headers?: OutgoingHttpHeaders;
	/** Goes out as JSON. */
	readonly body?: unknown;
	/** Goes out as it is, instead of `body`. */
	readonly text?: string;
	/** The connection is cut instead: with no answer at all, or after half of it. */
	readonly cut?: 'before' | 'midway';
	/** Nothing ever comes. */
	readonly hangs?: true;
	/** The answer comes in small pieces and never ends. */
	readonly drips?: true;
}

/** One request, as it came in. */
export interface Arrival {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: IncomingHttpHeaders;
	readonly body: unknown;
	/** Its method and path: `GET /letters/1`. */
	readonly call: string;
	/** The others that were not answered yet when it came. */
	readonly beside: readonly Arrival[];
	/** Fulfilled when it is over and the client has had its turn: it has read the answer, and acted on it. */
	readonly gone: Promise<void>;
	/** What it was answered; `undefined` as long as it waits, 0 if the connection was cut. */
	status: number | undefined;
}

export type Handler = (arrival: Arrival) => Reply | Promise<Reply>;

/** A promise that the test fulfils. */
export interface Latch {
	readonly opened: Promise<void>;
	open(): void;
}

export function latch(): Latch {
	let open: () => void = () => undefined;
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open };
}

/** What the server says when the test has told it nothing: the request's own body, with its path. */
const echo = ({ path, body }: Arrival): Reply => ({
	body: { ...(typeof body === 'object' ? body : undefined), path },
});

/** Path of the server's own round trips, which are not recorded. */
const KNOCK = '/-/knock';

/** A service on this machine that keeps a record of every request, and answers as the test tells it. */
export class ShelfServer {
	readonly arrivals: Arrival[] = [];
	private readonly app: FastifyInstance;
	private readonly scripts = new Map<string, (Reply | Handler)[]>();
	private readonly waiting = new Set<Arrival>();
	private readonly responses = new Set<ServerResponse>();
	private watchers: (() => void)[] = [];

	constructor() {
		this.app = Fastify({ forceCloseConnections: true, bodyLimit: 50_000_000 });
		this.app.removeAllContentTypeParsers();
		this.app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
		this.app.all('/*', async (request, reply) => {
			reply.hijack();
			await this.receive(request, reply.raw);
		});
	}

	async listen(port = 0): Promise<void> {
		await this.app.listen({ host: '127.0.0.1', port });
	}

	get url(): string {
		return `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
	}

	/** Answers to a call, e.g. `POST /letters`, or to `*`, all others: one after the other; the last one stays. */
	answers(call: string, ...replies: (Reply | Handler)[]): void {
		this.scripts.set(call, replies);
	}

	/** Fulfilled as soon as so many requests have come, of one call or of any. */
	async arrived(count: number, call?: string): Promise<readonly Arrival[]> {
		for (;;) {
			const found = this.arrivals.filter((arrival) => call === undefined || arrival.call === call);
			if (found.length >= count) {
				return found;
			}
			await new Promise<void>((resolve) => this.watchers.push(resolve));
		}
	}

	/** Fulfilled when everything that was sent before has come in: connections are accepted in their order. */
	async settled(): Promise<void> {
		// One that is kept alive would overtake those that wait to be accepted.
		const options = { agent: false };
		for (let round = 0; round < 3; round++) {
			await new Promise<void>((resolve, reject) => {
				http
					.get(this.url + KNOCK, options, (response) => response.resume().on('end', resolve))
					.on('error', reject);
			});
		}
	}

	/** The requests in order of arrival, as `POST /letters`. */
	get calls(): string[] {
		return this.arrivals.map(({ call }) => call);
	}

	reset(): void {
		this.responses.forEach((response) => response.destroy());
		this.scripts.clear();
		this.arrivals.length = 0;
		this.waiting.clear();
		this.watchers = [];
	}

	async close(): Promise<void> {
		this.reset();
		await this.app.close();
	}

	private async receive(request: FastifyRequest, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url, 'http://shelf');
		if (pathname === KNOCK) {
			response.end();
			return;
		}
		const over = new Promise<void>((resolve) => request.raw.socket.once('close', () => resolve()));
		const settled = async (): Promise<void> => await this.settled();
		const arrival: Arrival = {
			method: request.method,
			path: pathname,
			query: Object.fromEntries(searchParams),
			headers: request.headers,
			body: bodyOf(request),
			call: `${request.method} ${pathname}`,
			beside: [...this.waiting],
			get gone() {
				return over.then(settled);
			},
			status: undefined,
		};
		this.arrivals.push(arrival);
		this.waiting.add(arrival);
		this.responses.add(response);
		response.once('close', () => {
			this.waiting.delete(arrival);
			this.responses.delete(response);
		});
		this.watchers.splice(0).forEach((watcher) => watcher());
		const reply = await this.replyTo(arrival);
		arrival.status = reply.cut === undefined && reply.hangs === undefined ? (reply.status ?? 200) : 0;
		this.waiting.delete(arrival);
		send(response, reply);
	}

	private async replyTo(arrival: Arrival): Promise<Reply> {
		const script = this.scripts.get(arrival.call) ?? this.scripts.get('*') ?? [];
		const next = script.length > 1 ? script.shift() : script[0];
		return typeof next === 'function' ? await next(arrival) : (next ?? echo(arrival));
	}
}

/** JSON is parsed; a form comes as its bytes, one character each. */
function bodyOf({ body, headers }: FastifyRequest): unknown {
	if (!Buffer.isBuffer(body) || body.length === 0) {
		return undefined;
	}
	const isForm = headers['content-type']?.startsWith('multipart/') === true;
	return isForm ? body.toString('latin1') : (JSON.parse(body.toString('utf8')) as unknown);
}

const DRIP = 50;

function send(
	response: ServerResponse,
	{ status = 200, headers, body, text, cut, hangs, drips }: Reply,
): void {
	if (hangs === true) {
		return;
	}
	if (cut === 'before') {
		response.destroy();
		return;
	}
	const content = Buffer.from(text ?? (body === undefined ? '' : JSON.stringify(body)));
	response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers });
	if (cut === 'midway') {
		response.flushHeaders();
		response.write(content.subarray(0, content.length / 2), () => response.destroy());
	} else if (drips === true) {
		const dripping = setInterval(() => response.write(' '), DRIP);
		response.once('close', () => clearInterval(dripping));
	} else {
		response.end(content);
	}
}

/** A rate limit: refuses whatever comes before it ends, and begins with the first request. */
export function rateLimit(
	milliseconds: number,
	headersOf: (end: number) => OutgoingHttpHeaders,
	status = 429,
): Handler {
	let end: number | undefined;
	return (arrival) => {
		end ??= Date.now() + milliseconds;
		return Date.now() < end
			? { status, headers: headersOf(end), body: { error: 'Slow down' } }
			: echo(arrival);
	};
}

/** A server for the tests of one file, told to forget everything after each. */
export function useShelfServer(): ShelfServer {
	const server = new ShelfServer();
	beforeAll(async () => await server.listen());
	afterEach(() => server.reset());
	afterAll(async () => await server.close());
	return server;
}
