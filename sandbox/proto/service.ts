import { timingSafeEqual } from 'node:crypto';
import { json, type Answer } from '../core/answer.ts';
import type { DeliveryResult } from '../core/delivery.ts';
import { Queue } from '../core/queue.ts';
import { secret } from '../core/secrets.ts';
import type { Core } from '../core/server.ts';
import type { Call, Route, Service } from '../core/service.ts';
import { botTurn } from './bot.ts';
import { protoRoutes } from './routes.ts';
import { ProtoState } from './state.ts';
import type { Author, Chat, Content, Human, ProtoEvent } from './types.ts';
import {
	eventOf,
	profileIn,
	profileRequestOf,
	send,
	type ProtoChannel,
	type ProtoEncoding,
	type ProtoWebhook,
	type Signing,
} from './webhooks.ts';

const BOT: Author = { type: 'bot', id: 'bot_53aaee9c2a5af1', name: 'Sandbox bot' };
const AGENT: Author = { type: 'agent', id: 'user_5a1e70c4b9d2f3', name: 'Alex' };

/** Proto Messaging (gw.proto.cx), as seed 000 describes it. */
export class ProtoService implements Service {
	readonly name = 'proto';
	readonly prefixes = ['/webhook/'];
	readonly secretHeaders = ['x-proto-token'];
	readonly routes: readonly Route[];
	origin = '';

	/** A webhook channel's id, and that of a second one with its own secret, humans and chats. */
	readonly channelId = 'chan_sandbox';
	readonly otherChannelId = 'chan_sandbox_other';
	/** The Personal Access Token. Opens every channel, as an account's token does. */
	readonly token = secret('token of Proto', 'sandbox-personal-access-token-that-opens-nothing-else');
	readonly channelSecret = secret(
		'secret of a Proto channel',
		'sandbox-channel-secret-that-signs-nothing-else',
	);
	readonly otherChannelSecret = secret('secret of a Proto channel', 'sandbox-secret-of-the-other-channel');

	/** Whether a message type beyond the four documented ones is taken. */
	acceptUnknownTypes = false;
	/** What a sent message is answered with; documented nowhere. */
	messageAnswer: 'json' | 'empty' = 'json';
	/** Whether the scripted bot answers. */
	bot = true;
	/** Whether a person in Proto writes after the bot has handed over; where others take over, nobody does. */
	agents = true;

	readonly #core: Core;
	readonly #state = new ProtoState();
	readonly #queue = new Queue();
	readonly #channels: ReadonlyMap<string, ProtoChannel>;

	constructor(core: Core) {
		this.#core = core;
		this.#channels = new Map([
			[this.channelId, { id: this.channelId, secret: this.channelSecret, webhook: {} }],
			[this.otherChannelId, { id: this.otherChannelId, secret: this.otherChannelSecret, webhook: {} }],
		]);
		this.routes = protoRoutes({
			state: this.#state,
			now: () => core.clock.now(),
			refusal: (call) => this.#refusal(call),
			fail: (status, message) => this.fail(status, message),
			acceptsUnknownTypes: () => this.acceptUnknownTypes,
			messageAnswer: () => this.messageAnswer,
			onChat: (chat, answered) => this.#onChat(chat, answered),
			onMessage: (chat, message, replyToken, answered) =>
				this.#onMessage(chat, message, replyToken, answered),
		});
	}

	/** What a user enters as base URL; the real one is https://gw.proto.cx/webhook. */
	get baseUrl(): string {
		return `${this.origin}/webhook`;
	}

	/** By id, in order of creation. */
	get humans(): Map<string, Human> {
		return this.#state.humans;
	}

	get chats(): Map<string, Chat> {
		return this.#state.chats;
	}

	/** Webhook settings of the first channel. */
	get webhook(): ProtoWebhook {
		return this.channel().webhook;
	}

	set webhook(settings: ProtoWebhook) {
		this.channel().webhook = settings;
	}

	/** The first channel, or the one with this id. */
	channel(id: string = this.channelId): ProtoChannel {
		const channel = this.#channels.get(id);
		if (!channel) throw new Error(`The sandbox has no channel ${id}`);
		return channel;
	}

	/** Resolves when the bot has said and delivered all it has to, and all profiles are asked for. */
	settled(): Promise<void> {
		return this.#queue.settled();
	}

	/**
	 * Sends any webhook, right or wrong: `events`, or the exact `body`. Default: signed rightly, in the channel's
	 * encoding, to its URL. Gives what the receiver answered.
	 */
	deliver(options: {
		readonly events?: readonly (ProtoEvent | Readonly<Record<string, unknown>>)[];
		readonly body?: string | Buffer;
		readonly sign?: Signing;
		readonly encoding?: ProtoEncoding;
		readonly url?: string;
		readonly channelId?: string;
	}): Promise<DeliveryResult> {
		const channel = this.channel(options.channelId);
		const { sign, encoding, events = [], body = JSON.stringify({ events }) } = options;
		return this.#send(channel, {
			url: options.url ?? channel.webhook.url,
			body,
			description: 'by hand',
			...(sign === undefined ? {} : { sign }),
			...(encoding === undefined ? {} : { encoding }),
		});
	}

	/** Asks the channel's profile URL about a human. What comes back is not stored. */
	askProfile(humanId: string, chatToken?: string, channelId?: string): Promise<DeliveryResult> {
		const channel = this.channel(channelId);
		const human = this.humans.get(humanId) ?? { id: humanId };
		const body = JSON.stringify(profileRequestOf(human, chatToken));
		return this.#send(channel, { url: channel.webhook.profileUrl, body, description: 'profile' });
	}

	/** A person takes the chat over and writes; resolves when it is delivered. */
	async agentSays(chatId: string, text: string): Promise<void> {
		const chat = this.chats.get(chatId);
		if (!chat) throw new Error(`The sandbox has no chat ${chatId}`);
		await this.#queue.add(chatId, (signal) => {
			chat.answeredBy = 'agent';
			return this.#say(chat, AGENT, [{ type: 'text', data: { text } }], chat.replyToken, signal);
		});
	}

	/** Seed 000 shows no error body. */
	fail(status: number, message: string): Answer {
		return json({ error: { message } }, status);
	}

	otherwise(call: Call): Answer {
		return this.#authenticated(call) ? this.fail(404, 'Not found') : this.fail(401, 'Unauthorized');
	}

	reset(): void {
		this.#queue.clear();
		this.#state.clear();
		for (const channel of this.#channels.values()) channel.webhook = {};
		this.acceptUnknownTypes = false;
		this.messageAnswer = 'json';
		this.bot = true;
		this.agents = true;
	}

	#authenticated({ headers }: Call): boolean {
		const given = Buffer.from(headers['x-proto-token'] ?? '');
		const wanted = Buffer.from(this.token);
		return given.length === wanted.length && timingSafeEqual(given, wanted);
	}

	#refusal(call: Call): Answer | undefined {
		if (!this.#authenticated(call)) return this.fail(401, 'Unauthorized');
		if (!this.#channels.has(call.params.channelId ?? '')) return this.fail(404, 'Channel not found');
		return undefined;
	}

	#onChat(chat: Chat, answered: Promise<void>): void {
		void this.#queue.add(chat.id, async (signal) => {
			await answered;
			const human = this.humans.get(chat.humanId);
			const channel = this.channel(chat.channelId);
			const { profileUrl: url } = channel.webhook;
			if (signal.aborted || url === undefined || human === undefined || human.name !== undefined) return;
			const body = JSON.stringify(profileRequestOf(human, chat.chatToken));
			const result = await this.#send(channel, { url, body, description: 'profile', signal });
			if (result.status >= 200 && result.status < 300) Object.assign(human, profileIn(result.body));
		});
	}

	#onMessage(chat: Chat, message: Content, replyToken: string | undefined, answered: Promise<void>): void {
		void this.#queue.add(chat.id, async (signal) => {
			await answered;
			if (signal.aborted || !this.bot) return;
			const name = this.humans.get(chat.humanId)?.name;
			const turn = botTurn({ answeredBy: chat.answeredBy, ...(name === undefined ? {} : { name }) }, message);
			if (turn.answeredBy !== undefined) chat.answeredBy = turn.answeredBy;
			const token = replyToken ?? chat.replyToken;
			await this.#say(chat, BOT, turn.messages, token, signal);
			if (turn.agentSays === undefined || !this.agents) return;
			await this.#say(chat, AGENT, [{ type: 'text', data: { text: turn.agentSays } }], token, signal);
		});
	}

	/** Stores messages in the chat and delivers them as one event. */
	async #say(
		chat: Chat,
		author: Author,
		messages: readonly Content[],
		replyToken: string | undefined,
		signal: AbortSignal,
	): Promise<void> {
		const human = this.humans.get(chat.humanId);
		// The signal: a reset may have come while the delivery before was under way.
		if (messages.length === 0 || human === undefined || signal.aborted) return;
		chat.messages.push(...messages.map((message) => ({ author, message })));
		const channel = this.channel(chat.channelId);
		const { url } = channel.webhook;
		if (url === undefined) return;
		const events = [eventOf(channel, chat, human, author, messages, replyToken)];
		await this.#send(channel, { url, body: JSON.stringify({ events }), description: 'new_messages', signal });
	}

	#send(
		channel: ProtoChannel,
		sending: {
			readonly url: string | undefined;
			readonly body: string | Buffer;
			readonly description: string;
			readonly sign?: Signing;
			readonly encoding?: ProtoEncoding;
			readonly signal?: AbortSignal;
		},
	): Promise<DeliveryResult> {
		const { url } = sending;
		if (url === undefined) throw new Error('No webhook URL is set in the sandbox');
		return send(channel, { signal: this.#queue.signal, ...sending, url }, this.#core);
	}
}
