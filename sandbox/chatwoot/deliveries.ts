import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { deliver, type DeliveryResult, type DeliverySurroundings } from '../core/delivery.ts';
import type { JournalEntry } from '../core/journal.ts';
import { Pool } from '../core/pool.ts';
import { note } from './activity.ts';
import { bodyOf, inboxOf } from './bodies.ts';
import { modifyConversation } from './conversations.ts';
import type { AnyEvent, EventName } from './events.ts';
import type { Installation } from './installation.ts';
import { reportStatus } from './messages.ts';
import { deliverySignature, railsJson } from './signing.ts';
import type { Message } from './types.ts';

/** One delivery made by hand: right, forged, stale or malformed. */
export interface Sending {
	/** An object goes out as JSON as the server writes it; text and bytes go out as they are. */
	readonly body: object | string | Buffer;
	/** Signs it; without one the delivery is unsigned. */
	readonly secret?: string;
	/** Default `right`. `wrong`: by another secret. `none`: without signature, but with time and id. */
	readonly sign?: 'right' | 'wrong' | 'none';
	/** Unix seconds. Default: now. */
	readonly timestamp?: number | string;
	/** Default: a new one. */
	readonly delivery?: string;
	/** Added to the others, or put in their place. */
	readonly headers?: Readonly<Record<string, string>>;
}

interface Target {
	readonly kind: 'account' | 'inbox' | 'bot';
	readonly url: string;
	readonly secret: string;
}

/** What bots hear under the names that others hear it under. */
const TO_BOTS: ReadonlySet<EventName> = new Set([
	'message_created',
	'message_updated',
	'webwidget_triggered',
]);

/** Attempts for a bot, and the answers that cause another one. Other receivers get one attempt. */
const MOST_ATTEMPTS = 3;
const REPEATED: readonly number[] = [429, 500];

/** The sandbox calls nobody but programs on its own machine. */
const isNear = (url: string): boolean =>
	URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

const timedOut = ({ error = '' }: DeliveryResult): boolean => error.startsWith('no answer within');

const errorOf = (result: DeliveryResult): string => {
	const { status, error = '' } = result;
	if (status > 0) return `${status} ${STATUS_CODES[status] ?? ''}`.trim();
	return timedOut(result) ? 'Timed out reading data from server' : error;
};

/** Numbers below 1, the same for the same seed. */
const randomOf = (seed: number): (() => number) => {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
};

/**
 * Tells receivers on this machine what happens, as the jobs of a real server do: the account's webhooks by their
 * subscriptions, an API inbox's callback, and the bot of an inbox. Several at once, in no promised order.
 */
export class Deliveries {
	/** Whether anything is sent at all. */
	enabled = true;
	/** Deliveries in flight at once: the threads of the server's job queue. */
	mostAtOnce = 5;
	/** Until the last byte of the receiver's answer. */
	timeoutMs = 5000;
	/** Before a bot gets another attempt. */
	botWaitMs = 3000;
	/** Of the headers that sign; white-label builds have another one. */
	headerPrefix = 'X-Chatwoot-';

	readonly #installation: Installation;
	readonly #around: DeliverySurroundings;
	readonly #pool: Pool;
	readonly #pending = new Set<Promise<void>>();
	#random: (() => number) | undefined;
	#abort = new AbortController();

	constructor(installation: Installation, around: DeliverySurroundings) {
		this.#installation = installation;
		this.#around = around;
		this.#pool = new Pool(
			() => this.mostAtOnce,
			(waiting) => Math.floor((this.#random?.() ?? 0) * waiting),
		);
		installation.events.onAnyAfterwards((event) => this.#tell(event));
	}

	/** Deliveries that wait at the same time go out in an order of chance, the same for the same seed. */
	shuffle(seed: number): void {
		this.#random = randomOf(seed);
	}

	/** Resolves when nothing is left to deliver, also of what deliveries themselves caused. */
	async settled(): Promise<void> {
		do {
			await Promise.allSettled(this.#pending);
		} while (this.#pending.size > 0);
	}

	/** Sends one delivery by hand, past the queue, and gives the receiver's answer. */
	send(url: string, { body, headers, ...how }: Sending): Promise<DeliveryResult> {
		const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : railsJson(body);
		return this.#post(url, bytes, { ...this.#signed(bytes, how), ...headers }, 'by hand');
	}

	/** Sends a delivery of the journal once more, the same bytes with the same headers. */
	replay({ url = '', body, headers }: JournalEntry): Promise<DeliveryResult> {
		return this.#post(url, railsJson(body), headers, 'replayed');
	}

	reset(): void {
		this.#abort.abort();
		this.#abort = new AbortController();
		this.#pool.clear();
		this.#random = undefined;
		this.enabled = true;
		this.mostAtOnce = 5;
		this.timeoutMs = 5000;
		this.botWaitMs = 3000;
		this.headerPrefix = 'X-Chatwoot-';
	}

	#tell(event: AnyEvent): void {
		const targets = this.enabled ? this.#targetsOf(event) : [];
		const body = targets.length === 0 ? undefined : bodyOf(event, this.#installation);
		if (body === undefined) return;
		for (const target of targets) {
			const said = target.kind === 'bot' ? this.#forBot(event, body) : body;
			if (said === undefined) continue;
			const done = this.#deliverTo(target, said, event);
			this.#pending.add(done);
			void done.finally(() => this.#pending.delete(done));
		}
	}

	#targetsOf(event: AnyEvent): Target[] {
		const inbox = inboxOf(event);
		const accounts = [...this.#installation.state.webhooks.values()]
			.filter(({ subscriptions }) => subscriptions.includes(event.name))
			.map(({ url, secret }): Target => ({ kind: 'account', url, secret }));
		const { webhook_url: callback } = inbox?.channel ?? {};
		const callbacks: Target[] =
			inbox?.type === 'api' && typeof callback === 'string'
				? [{ kind: 'inbox', url: callback, secret: inbox.secret }]
				: [];
		const { outgoing_url: url = null, secret = '' } = inbox?.bot ?? {};
		const bots: Target[] = url === null ? [] : [{ kind: 'bot', url, secret }];
		return [...accounts, ...callbacks, ...bots].filter((target) => isNear(target.url));
	}

	/** Bots hear of messages, and under names of their own that a conversation was opened or resolved. */
	#forBot({ name, data }: AnyEvent, body: object): object | undefined {
		if (TO_BOTS.has(name)) return body;
		if (name !== 'conversation_status_changed') return undefined;
		const { status } = data.conversation;
		const names = { open: 'conversation_opened', resolved: 'conversation_resolved' } as const;
		if (status !== 'open' && status !== 'resolved') return undefined;
		return { ...body, event: names[status] };
	}

	async #deliverTo({ kind, url, secret }: Target, body: object, event: AnyEvent): Promise<void> {
		const { signal } = this.#abort;
		const bytes = railsJson(body);
		const delivery = randomUUID();
		const description = `${event.name} to the ${kind === 'account' ? 'account’s webhook' : kind}`;
		const isSigned = this.#installation.signs();
		for (let attempt = 1; ; attempt += 1) {
			const result = await this.#pool.add(() => {
				const signed = isSigned ? this.#signed(bytes, { secret, delivery }) : {};
				return this.#post(url, bytes, signed, description);
			});
			if (signal.aborted || result === undefined) return;
			if (result.status >= 200 && result.status < 300) return;
			const isRepeated = kind === 'bot' && attempt < MOST_ATTEMPTS && REPEATED.includes(result.status);
			if (!isRepeated) {
				this.#fail(kind, event, result);
				return;
			}
			if (!(await this.#around.clock.wait(this.botWaitMs))) return;
		}
	}

	/** A callback that fails marks its message; a bot that fails hands its conversation over to the agents. */
	#fail(kind: Target['kind'], { name, data }: AnyEvent, result: DeliveryResult): void {
		if (name !== 'message_created' && name !== 'message_updated') return;
		const { message }: { readonly message: Message } = data;
		const { conversation } = message;
		if (kind === 'inbox') reportStatus(this.#installation, message, 'failed', errorOf(result));
		// Unlike a real server's, a bot that nobody runs harms nothing: the first one is there without a program.
		const isThere = result.status > 0 || timedOut(result);
		if (kind === 'bot' && isThere && conversation.status === 'pending') {
			modifyConversation(this.#installation, conversation, { status: 'open' });
			note(
				this.#installation,
				conversation,
				'Conversation was marked open by system due to an error with the agent bot.',
			);
		}
	}

	#signed(bytes: string | Buffer, how: Omit<Sending, 'body' | 'headers'>): Record<string, string> {
		const { secret, sign = 'right', delivery = randomUUID() } = how;
		if (secret === undefined) return {};
		const timestamp = String(how.timestamp ?? Math.floor(this.#around.clock.now() / 1000));
		const prefix = this.headerPrefix.toLowerCase();
		const key = sign === 'right' ? secret : `not-${secret}`;
		return {
			[`${prefix}delivery`]: delivery,
			[`${prefix}timestamp`]: timestamp,
			...(sign === 'none' ? {} : { [`${prefix}signature`]: deliverySignature(key, timestamp, bytes) }),
		};
	}

	#post(
		url: string,
		body: string | Buffer,
		headers: Readonly<Record<string, string>>,
		description: string,
	): Promise<DeliveryResult> {
		const basic = { accept: 'application/json', 'content-type': 'application/json' };
		return deliver(
			{
				service: 'chatwoot',
				url,
				body,
				headers: { ...basic, ...headers },
				timeoutMs: this.timeoutMs,
				description,
				signal: this.#abort.signal,
			},
			this.#around,
		);
	}
}
