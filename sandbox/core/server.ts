import type { Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { json } from './answer.ts';
import { readBody, readBodyOrForm } from './body.ts';
import type { Clock } from './clock.ts';
import { compare } from './contract.ts';
import { Exchange } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { logLine, type Log } from './log.ts';
import { play } from './play.ts';
import type { Call, Route, Service } from './service.ts';
import type { Violations } from './violations.ts';

/** What every service shares. */
export interface Core {
	readonly clock: Clock;
	readonly journal: Journal;
	readonly violations: Violations;
	readonly faults: Faults;
	readonly log: Log;
}

/** 64 MB: the largest file a recorded server took was 41 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

const UNKNOWN_ROUTE: Pick<Route, 'contract' | 'describe'> = { contract: {} };

/** Answers below no service's prefix, e.g. a browser's request for an icon. */
const NOWHERE: Service = {
	name: '-',
	origin: '',
	prefixes: [],
	secretHeaders: [],
	routes: [],
	fail: (status, message) => json({ error: message }, status),
	otherwise: () => json({ error: 'No service of the sandbox has this path' }, 404),
	reset: () => undefined,
};

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Set on a route that belongs to no service: the journal holds none of its requests, and it answers by itself. */
		readonly beside?: true;
	}
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/** The HTTP side: every request becomes an exchange that is journalled, checked, disturbed and answered. */
export class Server {
	readonly #core: Core;
	readonly #services: readonly Service[];
	/** Names of headers to mask: all services' own, for a token may be sent to the wrong address. */
	readonly #secretHeaders: ReadonlySet<string>;
	/** The same for parameters in the query. */
	readonly #secretQuery: ReadonlySet<string>;
	readonly #app: FastifyInstance;
	readonly #exchanges = new WeakMap<FastifyRequest, Exchange>();
	readonly #open = new Set<Exchange>();
	readonly #sockets = new Set<Socket>();

	/** `beside` adds routes that are no service's. */
	constructor(core: Core, services: readonly Service[], beside: (app: FastifyInstance) => void) {
		this.#core = core;
		this.#services = services;
		this.#secretHeaders = new Set(services.flatMap(({ secretHeaders }) => secretHeaders));
		this.#secretQuery = new Set(services.flatMap(({ secretQuery = [] }) => secretQuery));
		this.#app = fastify({
			// A path that cannot be decoded: Fastify would answer it past the hooks.
			frameworkErrors: (_error, request, reply) => {
				this.#arrive(request, reply);
				void this.#conduct(request, reply, this.#serviceOf(request));
			},
			bodyLimit: MOST_BYTES,
			forceCloseConnections: true,
			exposeHeadRoutes: false,
			routerOptions: { maxParamLength: 1000 },
			// The contract is checked as sent: nothing is converted, removed or filled in.
			ajv: {
				customOptions: {
					allErrors: true,
					coerceTypes: false,
					removeAdditional: false,
					useDefaults: false,
					allowUnionTypes: true,
					// A schema may say what an object has in it without saying that it must be one.
					strictTypes: false,
				},
			},
		});
		this.#prepare();
		beside(this.#app);
	}

	/** Listens on 127.0.0.1 and gives the URL, without a slash at the end. Port 0: any free one. */
	async listen(port: number): Promise<string> {
		return this.#app.listen({ host: '127.0.0.1', port });
	}

	/** Ends every open exchange, hanging ones too, without an answer. */
	cutAll(note: string): void {
		for (const exchange of [...this.#open]) exchange.cut(note);
	}

	/** Ends every connection, also those of websockets, and stops listening. */
	async close(): Promise<void> {
		this.cutAll('the sandbox closed');
		for (const socket of this.#sockets) socket.destroy();
		await this.#app.close();
	}

	#prepare(): void {
		const app = this.#app;
		app.server.on('connection', (socket: Socket) => {
			this.#sockets.add(socket);
			socket.once('close', () => this.#sockets.delete(socket));
		});
		app.removeAllContentTypeParsers();
		app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
		app.addHook('onRequest', (request, reply, done) => {
			if (request.routeOptions.config.beside !== true) this.#arrive(request, reply);
			done();
		});
		app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
			// Fastify's own refusals, e.g. a body beyond the limit.
			const service = this.#serviceOf(request);
			reply.hijack();
			this.#exchanges.get(request)?.send(service.fail(error.statusCode ?? 500, error.message));
		});
		for (const service of this.#services) {
			service.attach?.(app, (request) => this.#exchanges.get(request));
			for (const route of service.routes) {
				const { method, path: url } = route;
				app.route({
					method,
					url,
					handler: (request, reply) => this.#conduct(request, reply, service, route),
				});
			}
		}
		app.setNotFoundHandler((request, reply) => this.#conduct(request, reply, this.#serviceOf(request)));
	}

	#arrive(request: FastifyRequest, reply: FastifyReply): void {
		const { clock, journal, log } = this.#core;
		const service = this.#serviceOf(request);
		const startedAt = clock.now();
		const entry = journal.begin({
			direction: 'in',
			service: service.name,
			method: request.method,
			at: new Date(startedAt).toISOString(),
			startedAt,
			inFlight: 1 + [...this.#open].filter((other) => other.entry.service === service.name).length,
			path: pathOf(request),
			query: masked(queryOf(request), this.#secretQuery),
			headers: masked(request.headers as Record<string, string>, this.#secretHeaders),
			body: undefined,
		});
		const ended = (exchange: Exchange): void => {
			this.#open.delete(exchange);
			log(logLine(entry));
		};
		const exchange = new Exchange(entry, reply.raw, { clock, journal, ended });
		this.#open.add(exchange);
		this.#exchanges.set(request, exchange);
	}

	async #conduct(
		request: FastifyRequest,
		reply: FastifyReply,
		service: Service,
		route?: Route,
	): Promise<void> {
		reply.hijack();
		const exchange = this.#exchanges.get(request);
		// One that a reset cut while its body came in must not act on the new state.
		if (!exchange?.open) return;
		try {
			await this.#converse(request, exchange, service, route);
		} catch (error) {
			const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
			this.#violate(exchange, `the sandbox itself failed: ${reason}`);
			exchange.send(service.fail(500, 'The sandbox itself failed'));
		}
	}

	async #converse(
		request: FastifyRequest,
		exchange: Exchange,
		service: Service,
		route?: Route,
	): Promise<void> {
		const { faults, clock } = this.#core;
		const call = this.#read(request, exchange, service, route);
		const description = (route ?? UNKNOWN_ROUTE).describe?.(call);
		if (description !== undefined) exchange.entry.description = description;
		const refusal = faults.refusal(exchange.entry);
		if (refusal) {
			const answer = service.fail(429, 'Too many requests');
			exchange.send({ ...answer, headers: { ...answer.headers, ...refusal.headers } }, refusal.note);
			return;
		}
		const { latency, disturbance } = faults.plan(exchange.entry);
		// A client that gives up while it waits has sent its request all the same: the service acts on it later.
		if (latency > 0 && !(await clock.wait(latency))) {
			exchange.cut('the sandbox stopped');
			return;
		}
		await play(disturbance, exchange, service, async () =>
			route ? route.handle(call) : service.otherwise(call),
		);
	}

	/** Reads the request and holds it against the documentation. */
	#read(request: FastifyRequest, exchange: Exchange, service: Service, route?: Route): Call {
		const { entry, answered } = exchange;
		const violate = (what: string): void => this.#violate(exchange, what);
		const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		const type = request.headers['content-type'];
		const read = route?.contract.form === true ? readBodyOrForm(raw, type) : readBody(raw, type);
		entry.body = read.shown;
		const wrong: string[] = [];
		let body = read.value;
		if (route) {
			const compared = compare(request, route.contract, read.value);
			body = compared.body;
			wrong.push(...(read.wrong === undefined ? compared.wrong : [read.wrong]));
			for (const what of [...compared.unknown, ...wrong]) violate(what);
			if (request.method === 'GET' && hasBody(request)) violate('a body, where none is documented');
		} else if (service !== NOWHERE) violate('there is no such endpoint');
		return {
			entry,
			params: request.params as Record<string, string>,
			query: queryOf(request),
			headers: request.headers as Record<string, string>,
			body,
			raw,
			wrong,
			answered,
			violate,
		};
	}

	#violate({ entry }: Exchange, what: string): void {
		const text = `${entry.method} ${entry.path}: ${what}`;
		this.#core.violations.add(text);
		this.#core.log(`violation  ${entry.service}  ${text}`);
	}

	#serviceOf(request: FastifyRequest): Service {
		const path = pathOf(request);
		const longest = (service: Service): number =>
			Math.max(
				-1,
				...service.prefixes.filter((prefix) => path.startsWith(prefix)).map(({ length }) => length),
			);
		const [best] = [...this.#services].sort((one, other) => longest(other) - longest(one));
		return best && longest(best) >= 0 ? best : NOWHERE;
	}
}

const masked = <Value>(
	values: Readonly<Record<string, Value>>,
	secrets: ReadonlySet<string>,
): Readonly<Record<string, Value | string>> =>
	Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, secrets.has(name) ? '***' : value]),
	);

/** Fastify reads none beside a path that cannot be decoded. */
const queryOf = ({ query }: FastifyRequest): Query => ({ ...(query as Query | undefined) });

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? request.url;

/** Fastify does not read the body of a GET; its headers tell that there is one. */
const hasBody = ({ headers }: FastifyRequest): boolean =>
	headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
