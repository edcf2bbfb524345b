import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AicxService } from '../aicx/service.ts';
import type { AmioService } from '../amio/service.ts';
import type { ChatwootService } from '../chatwoot/service.ts';
import { json, type Answer } from '../core/answer.ts';
import { readBody } from '../core/body.ts';
import type { Clock } from '../core/clock.ts';
import type { Journal } from '../core/journal.ts';
import type { ProtoService } from '../proto/service.ts';
import { ACTION, perform } from './acts.ts';
import { asset, pageDocument } from './assets.ts';
import { isForUs, isFromUs } from './guard.ts';
import { snapshotOf } from './snapshot.ts';
import { Stream } from './stream.ts';
import type { Action, N8n, Outcome, Run, Snapshot } from './types.ts';

/** What the page looks at. */
export interface PageSurroundings {
	readonly clock: Clock;
	readonly journal: Journal;
	readonly proto: ProtoService;
	readonly aicx: AicxService;
	readonly chatwoot: ChatwootService;
	readonly amio: AmioService;
}

/** Changes within so many milliseconds are shown together. */
const TOGETHER_MS = 40;
/** How often n8n is asked for its runs, and the services are looked at for what no call told of. */
const LOOK_EVERY_MS = 1000;
const MOST_RUNS = 20;

const send = (reply: FastifyReply, { status, headers, content }: Answer): FastifyReply =>
	reply.code(status).headers(headers).send(content);

const refusal = (says: string, status: number): Answer => json({ ok: false, says } satisfies Outcome, status);

/** Routes of the page are no calls of a service. */
const BESIDE = {
	config: { beside: true },
	errorHandler: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
		send(
			reply,
			error.validation
				? refusal('The page knows no such action', 400)
				: refusal(error.message, error.statusCode ?? 500),
		),
} as const;

/**
 * The page at `/`: the customer's phone, the bot's view, the agent's desk and the tickets, side by side and live. Its
 * own requests stand in no journal; what its agents do are calls of the Chatwoot API as of any other program.
 */
export class Page {
	/** The n8n that belongs to the sandbox; set by whoever starts it, and kept over a reset. */
	n8n: N8n | undefined;
	/** Gives the newest runs of its workflows, newest first; asked every second while a page is open. */
	runs: (() => Promise<readonly Run[]>) | undefined;

	readonly #around: PageSurroundings;
	readonly #stream = new Stream();
	#newestRuns: readonly Run[] = [];
	#problem = '';
	#isDue = false;
	#isLooking = false;
	#isAsking = false;

	constructor(around: PageSurroundings) {
		this.#around = around;
		around.journal.onChange(() => this.#changed());
	}

	/** What the page shows now. */
	snapshot(): Snapshot {
		const { n8n } = this;
		return snapshotOf({ ...this.#around, n8n, runs: this.#newestRuns, problem: this.#problem });
	}

	/** Adds the page's routes to the server, before it listens. */
	attach(app: FastifyInstance): void {
		app.get('/', BESIDE, (_request, reply) => send(reply, pageDocument()));
		app.get('/page/stream', BESIDE, (request, reply) => this.#watch(request, reply));
		app.get<{ Params: { '*': string } }>('/page/*', BESIDE, async ({ params }, reply) =>
			send(reply, (await asset(params['*'])) ?? json({ error: 'The page has no such file' }, 404)),
		);
		app.post<{ Body: Action }>('/page/act', {
			...BESIDE,
			schema: { body: ACTION },
			preValidation: async (request, reply) => {
				const wrong = readAction(request);
				if (wrong !== undefined) await send(reply, wrong);
			},
			handler: async ({ body }, reply) => {
				const outcome = await perform(this.#around, body);
				this.#changed();
				return send(reply, json(outcome, outcome.ok ? 200 : 422));
			},
		});
	}

	/** Ends every stream; a page that is still open comes back by itself. */
	reset(): void {
		this.#stream.end();
		this.#newestRuns = [];
		this.#problem = '';
	}

	#watch(request: FastifyRequest, reply: FastifyReply): FastifyReply {
		if (!isForUs(request.headers)) return send(reply, json({ error: 'Open the page on this machine' }, 403));
		reply.hijack();
		this.#stream.add(reply.raw, this.snapshot());
		void this.#keepLooking();
		return reply;
	}

	/** Something happened: soon the open pages see it. */
	#changed(): void {
		if (this.#isDue || !this.#stream.watched) return;
		this.#isDue = true;
		void this.#around.clock.wait(TOGETHER_MS).then(() => {
			this.#isDue = false;
			this.#tell();
		});
	}

	#tell(): void {
		if (this.#stream.watched) this.#stream.tell(this.snapshot());
	}

	async #keepLooking(): Promise<void> {
		if (this.#isLooking) return;
		this.#isLooking = true;
		do {
			void this.#askForRuns();
			this.#tell();
		} while ((await this.#around.clock.wait(LOOK_EVERY_MS)) && this.#stream.watched);
		this.#isLooking = false;
	}

	async #askForRuns(): Promise<void> {
		if (this.runs === undefined || this.#isAsking) return;
		this.#isAsking = true;
		try {
			this.#newestRuns = (await this.runs()).slice(0, MOST_RUNS);
			this.#problem = '';
		} catch {
			this.#problem = 'n8n does not tell its runs';
		}
		this.#isAsking = false;
		this.#changed();
	}
}

/** Takes a request's body as an action; gives the answer that refuses it. */
const readAction = (request: FastifyRequest): Answer | undefined => {
	if (!isFromUs(request.headers)) return refusal('Only the page itself may ask for this', 403);
	const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
	const { value } = readBody(raw, request.headers['content-type']);
	if (value === undefined) return refusal('Only JSON is taken', 415);
	request.body = value;
	return undefined;
};
