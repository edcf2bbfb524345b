import { timingSafeEqual } from 'node:crypto';
import type { Answer } from '../core/answer.ts';
import type { DeliveryResult } from '../core/delivery.ts';
import { secret } from '../core/secrets.ts';
import type { Core } from '../core/server.ts';
import type { Call, Route, Service } from '../core/service.ts';
import { Customers, type Along, type FailureCode, type Utterance } from './customers.ts';
import { hubSignature, Outbox, type Signing, type Timing } from './outbox.ts';
import { Quota, type QuotaSettings } from './plan.ts';
import { errorAnswer, notFound, Refusal, refusalOf, type Problem } from './problems.ts';
import type { AmioSettings, Surroundings } from './routes/around.ts';
import { channelRoutes } from './routes/channels.ts';
import { contactRoutes } from './routes/contacts.ts';
import { messageRoutes } from './routes/messages.ts';
import { settingsRoutes } from './routes/settings.ts';
import { AmioState, type ChannelBody } from './state.ts';
import type { Channel, Contact, Json, Message, Seen } from './types.ts';

/** The seed's own words. */
const TOO_MANY =
	'You have exceeded maximum number of requests and have been temporarily blocked. See documentation for more details: ' +
	'https://docs.amio.io/reference#rate-limiting';

/** A minute of waiting for a redelivery takes a second. */
const FIRST_TIMING: Timing = { minuteMs: 1000, answerTimeoutMs: 60_000 };

/** A pattern for what a route's path may stand for. */
const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`);

/** Amio (api.amio.io), as seed 003 describes it, with what it lacks from Amio's Postman collection, SDK and pages. */
export class AmioService implements Service, AmioSettings, QuotaSettings, Timing {
	readonly name = 'amio';
	readonly prefixes = ['/v1/'];
	readonly secretHeaders = ['authorization'];
	readonly secretQuery = ['access_token'];
	readonly routes: readonly Route[];
	origin = '';

	readonly token = secret('token of Amio', 'sandbox-amio-access-token-that-opens-nothing-else');

	/** How `status.code` of an error is written: the seed has a string, the SDK's tests see a number. */
	errorCodeAs: AmioSettings['errorCodeAs'] = 'string';
	/** How `webhook.ssl_verification` is answered: the seed says string, Amio's Postman samples have a boolean. */
	sslVerificationAs: AmioSettings['sslVerificationAs'] = 'boolean';
	/** Whether a webhook that is changed gets a new id and secret. Documented nowhere. */
	webhookUpdate: AmioSettings['webhookUpdate'] = 'renew';
	/** Whether messages that are sent reach the customer. */
	delivers = true;
	/** How many requests an hour and how many at the same time are answered. The free plan: 1000 and 3. */
	plan: QuotaSettings['plan'] = 'free';
	rateResetAs: QuotaSettings['rateResetAs'] = 'epoch';
	/** Milliseconds that a minute takes between a webhook and its redelivery. */
	minuteMs = FIRST_TIMING.minuteMs;
	/** Milliseconds that a webhook's receiver has for its answer. Amio closes the connection after 60 s. */
	answerTimeoutMs = FIRST_TIMING.answerTimeoutMs;

	readonly #core: Core;
	readonly #state = new AmioState();
	readonly #quota: Quota;
	readonly #outbox: Outbox;
	readonly #customers: Customers;

	constructor(core: Core) {
		const now = (): number => core.clock.now();
		this.#core = core;
		this.#quota = new Quota(this, now);
		this.#outbox = new Outbox(core, this);
		this.#customers = new Customers(this.#state, this.#outbox, now);
		const around: Surroundings = {
			state: this.#state,
			settings: this,
			now,
			baseUrl: () => this.baseUrl,
			onSent: (message, answered) => this.#customers.onSent(message, this.delivers, answered),
		};
		const routes = [channelRoutes, contactRoutes, messageRoutes, settingsRoutes].flatMap((of) => of(around));
		this.routes = routes.map((route) => ({ ...route, handle: (call) => this.#answer(call, route) }));
	}

	/** What a user enters as base URL; the real one is https://api.amio.io/v1. */
	get baseUrl(): string {
		return `${this.origin}/v1`;
	}

	/** By id, in order of creation. */
	get channels(): Map<string, Channel> {
		return this.#state.channels;
	}

	/** By id, of all channels. */
	get contacts(): Map<string, Contact> {
		return this.#state.contacts;
	}

	/** By id, in both directions, in order of creation. */
	get messages(): Map<string, Message> {
		return this.#state.messages;
	}

	/** A channel that is there from before, made without a request. Default: Amio Chat. */
	channel(body: Partial<ChannelBody> = {}): Channel {
		return this.#state.addChannel({ type: 'amio_chat', name: 'Shop', ...body });
	}

	/** A customer who is known from before, on this channel. */
	contact(channel: Channel, body: Partial<Omit<Contact, 'id' | 'channelId'>> = {}): Contact {
		return this.#state.addContact(channel.id, body);
	}

	/** What the customer sees. */
	seenBy(contactId: string): Seen {
		return this.#customers.seenBy(contactId);
	}

	/**
	 * A customer writes or taps. Resolves when the channel's webhook was taken or all redeliveries failed, with what its
	 * receiver answered at last; undefined without a webhook.
	 */
	say(contactId: string, what: Utterance, along?: Along): Promise<DeliveryResult | undefined> {
		return this.#customers.say(contactId, what, along);
	}

	/** The customer has read everything. */
	reads(contactId: string): Promise<DeliveryResult | undefined> {
		return this.#customers.reads(contactId);
	}

	/** See Customers. */
	optsIn(contactId: string, optIn: Parameters<Customers['optsIn']>[1]): Promise<DeliveryResult | undefined> {
		return this.#customers.optsIn(contactId, optIn);
	}

	/** The program of a web chat tells something. */
	notifies(contactId: string, payload: unknown): Promise<DeliveryResult | undefined> {
		return this.#customers.notifies(contactId, payload);
	}

	/** A sent message does not arrive after all. */
	fails(messageId: string, code: FailureCode): Promise<DeliveryResult | undefined> {
		return this.#customers.fails(messageId, code);
	}

	/** The value of `X-Hub-Signature` for these bytes. */
	sign(secret: string, bytes: string | Buffer): string {
		return hubSignature(secret, bytes);
	}

	/**
	 * Sends any webhook of a channel, right or wrong: an event, or the exact `body`. Default: signed rightly, to the
	 * channel's URL. It is delivered again as any other.
	 */
	deliver(
		{ id, webhook }: Channel,
		options: {
			readonly event?: string;
			readonly data?: Json;
			readonly body?: string | Buffer;
			readonly sign?: Signing;
			readonly url?: string;
		} = {},
	): Promise<DeliveryResult> {
		const { event = 'message_received', data = {}, sign = 'right', url = webhook?.url } = options;
		if (url === undefined) throw new Error('The channel has no webhook');
		const timestamp = new Date(this.#core.clock.now()).toISOString();
		const body = options.body ?? JSON.stringify({ event, timestamp, data });
		return this.#outbox.send({
			lane: id,
			url,
			secret: webhook?.secret ?? '',
			body,
			sign,
			description: `${event} by hand`,
		});
	}

	/** Resolves when every webhook is taken or given up, redeliveries included. */
	settled(): Promise<void> {
		return this.#outbox.settled();
	}

	fail(status: number, message: string): Answer {
		return this.#fail(status, [{ message: status === 429 ? TOO_MANY : message }]);
	}

	otherwise(call: Call): Answer {
		if (!this.#authenticated(call)) return this.#unauthorized();
		const { method, path } = call.entry;
		if (!this.routes.some((route) => patternOf(route.path).test(path))) return this.fail(404, 'Not found.');
		return this.fail(405, `Method ${method} is not allowed for resource ${path.replace('/v1', '')}.`);
	}

	reset(): void {
		this.#outbox.reset();
		this.#state.reset();
		this.#quota.reset();
		this.errorCodeAs = 'string';
		this.sslVerificationAs = 'boolean';
		this.webhookUpdate = 'renew';
		this.delivers = true;
		this.plan = 'free';
		this.rateResetAs = 'epoch';
		Object.assign(this, FIRST_TIMING);
	}

	#fail(status: number, problems: readonly Problem[]): Answer {
		const { errorCodeAs: codeAs } = this;
		const answer = errorAnswer(status, problems, { now: this.#core.clock.now(), codeAs });
		return { ...answer, headers: { ...answer.headers, ...this.#quota.headers() } };
	}

	/** The SDK's tests see this message. */
	#unauthorized(): Answer {
		return this.#fail(401, [{ message: 'Wrong accessToken.' }]);
	}

	/** In the header, or in the query (seed 003). */
	#authenticated({ headers, query }: Call): boolean {
		const inQuery = typeof query.access_token === 'string' ? `Bearer ${query.access_token}` : '';
		const given = Buffer.from(headers.authorization ?? inQuery);
		const wanted = Buffer.from(`Bearer ${this.token}`);
		return given.length === wanted.length && timingSafeEqual(given, wanted);
	}

	async #answer(call: Call, route: Route): Promise<Answer> {
		if (!this.#authenticated(call)) return this.#unauthorized();
		if (!this.#quota.admits(call.entry.inFlight)) return this.#fail(429, [{ message: TOO_MANY }]);
		try {
			// The router takes `//` for an id without characters, which nothing can have.
			if (Object.values(call.params).includes('')) {
				call.violate('an id in the path is empty');
				throw notFound('Resource', '""');
			}
			if (call.wrong.length > 0) throw refusalOf(call);
			const answer = await route.handle(call);
			return { ...answer, headers: { ...answer.headers, ...this.#quota.headers() } };
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			if (error.breach) call.violate(error.message);
			return this.#fail(error.status, error.problems);
		}
	}
}
