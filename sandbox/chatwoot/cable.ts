import fastifyWebsocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../core/clock.ts';
import { recordOf, textOf } from '../core/record.ts';
import type { ExchangeOf } from '../core/service.ts';
import { plain } from './answers.ts';
import { ACCOUNT_STREAM, broadcastsOf } from './broadcasts.ts';
import type { Installation } from './installation.ts';
import { Notifications, type Broadcast } from './notifications.ts';
import type { Contact, ContactInbox, User } from './types.ts';

const PATH = '/cable';
const PROTOCOLS = ['actioncable-v1-json', 'actioncable-unsupported'];

interface Subscription {
	/** As sent: every frame repeats it, byte for byte. */
	readonly identifier: string;
	readonly viewer: User | ContactInbox;
}

/** An open websocket. */
export interface CableSocket {
	/** Empty when the client asked for none. */
	readonly protocol: string;
	/** Identifiers, as sent. */
	readonly subscriptions: readonly string[];
	/** Sends any frame, right or wrong. */
	readonly send: (frame: Buffer | string) => void;
	/** Ends this one without a word. */
	readonly cut: () => void;
}

/** What is needed of a websocket. */
interface Wire {
	readonly protocol: string;
	send(frame: Buffer | string): void;
	terminate(): void;
	on(event: 'message', listener: (bytes: Buffer) => void): unknown;
	on(event: 'error' | 'close', listener: () => void): unknown;
}

interface Connection {
	readonly socket: Wire;
	readonly subscriptions: Map<string, Subscription>;
}

const parsed = (text: string): Record<string, unknown> => {
	try {
		return recordOf(JSON.parse(text));
	} catch {
		return {};
	}
};

const isUser = (viewer: User | ContactInbox): viewer is User => 'role' in viewer;

const personOf = (viewer: User | ContactInbox): User | Contact => (isUser(viewer) ? viewer : viewer.contact);

const follows = ({ viewer }: Subscription, { streams }: Broadcast): boolean =>
	streams.includes(viewer.pubsub_token) ||
	(isUser(viewer) && viewer.account_id === 1 && streams.includes(ACCOUNT_STREAM));

/**
 * The websocket of the installation (ActionCable): who subscribes with a token hears what happens. What it cannot take
 * it passes over: a wrong token gets no answer, only pings.
 */
export class Cable {
	/** Milliseconds between pings. */
	pingMs = 3000;
	/** How long somebody counts as there without another sign of life. */
	presenceMs = 20_000;
	/** Whether pings are sent. */
	pings = true;
	/** Whether new connections are refused. */
	refuses = false;
	/** Whether subscriptions are confirmed: not by a server whose Redis is away. */
	confirms = true;
	/** Whether a subscriber hears who is there before the subscription is confirmed, as happens on a real server. */
	presenceFirst = false;

	readonly #installation: Installation;
	readonly #clock: Clock;
	readonly #notifications: Notifications;
	readonly #connections = new Set<Connection>();
	/** Signs of life so far, by who gave them. */
	readonly #signs = new Map<User | Contact, number>();
	#beats = false;

	constructor(installation: Installation, clock: Clock) {
		this.#installation = installation;
		this.#clock = clock;
		this.#notifications = new Notifications(installation);
		installation.events.onAnyAfterwards((event) => {
			const broadcasts = this.#connections.size === 0 ? [] : broadcastsOf(event, installation);
			for (const broadcast of broadcasts) this.#broadcast(broadcast);
			for (const broadcast of this.#notifications.of(event)) this.#broadcast(broadcast);
		});
	}

	/** All that are open, in order of opening. */
	get sockets(): CableSocket[] {
		return [...this.#connections].map(({ socket, subscriptions }) => ({
			protocol: socket.protocol,
			subscriptions: [...subscriptions.keys()],
			send: (frame) => socket.send(frame),
			cut: () => socket.terminate(),
		}));
	}

	/** Ends all sockets without a word, as a server does that is killed. */
	cut(): void {
		for (const { cut } of this.sockets) cut();
		this.#connections.clear();
	}

	attach(app: FastifyInstance, exchangeOf: ExchangeOf): void {
		const handleProtocols = (offered: Set<string>): string | false =>
			PROTOCOLS.find((protocol) => offered.has(protocol)) ?? false;
		void app.register(fastifyWebsocket, { options: { handleProtocols } });
		void app.register((instance, _options, done) => {
			instance.route({
				method: 'GET',
				url: PATH,
				preValidation: (request, _reply, next) => {
					if (this.refuses) exchangeOf(request)?.cut('the connection was refused');
					else next();
				},
				// Without an upgrade.
				handler: (request, reply) => {
					reply.hijack();
					exchangeOf(request)?.send(plain(404));
				},
				wsHandler: (socket, request) => {
					exchangeOf(request)?.switchProtocols();
					this.#open(socket);
				},
			});
			done();
		});
	}

	reset(): void {
		this.cut();
		this.#notifications.reset();
		this.#signs.clear();
		this.pingMs = 3000;
		this.presenceMs = 20_000;
		this.pings = true;
		this.refuses = false;
		this.confirms = true;
		this.presenceFirst = false;
	}

	#open(socket: Wire): void {
		const connection: Connection = { socket, subscriptions: new Map() };
		this.#connections.add(connection);
		socket.on('message', (bytes: Buffer) => this.#take(connection, parsed(bytes.toString('utf8'))));
		socket.on('error', () => socket.terminate());
		socket.on('close', () => this.#connections.delete(connection));
		socket.send(JSON.stringify({ type: 'welcome' }));
		if (!this.#beats) void this.#beat();
	}

	/** One beat for all sockets, while there are any. */
	async #beat(): Promise<void> {
		this.#beats = true;
		while (this.#connections.size > 0 && (await this.#clock.wait(this.pingMs))) {
			const ping = JSON.stringify({ type: 'ping', message: Math.floor(this.#clock.now() / 1000) });
			if (this.pings) for (const { socket } of this.#connections) socket.send(ping);
		}
		this.#beats = false;
	}

	#take(connection: Connection, command: Record<string, unknown>): void {
		const identifier = textOf(command.identifier);
		const present = connection.subscriptions.get(identifier);
		if (command.command === 'subscribe' && !present) this.#subscribe(connection, identifier);
		if (command.command === 'unsubscribe') connection.subscriptions.delete(identifier);
		const { action } = parsed(textOf(command.data));
		if (command.command === 'message' && present && action === 'update_presence')
			this.#appear(present.viewer);
	}

	#subscribe(connection: Connection, identifier: string): void {
		const viewer = this.#viewerOf(parsed(identifier));
		if (!viewer || !this.confirms) return;
		connection.subscriptions.set(identifier, { identifier, viewer });
		const confirm = (): void =>
			connection.socket.send(JSON.stringify({ identifier, type: 'confirm_subscription' }));
		if (!this.presenceFirst) confirm();
		this.#appear(viewer);
		if (this.presenceFirst) confirm();
	}

	/** The user or the contact's session with this token; a user's account must be named rightly. */
	#viewerOf({
		channel,
		pubsub_token: token,
		account_id: account,
		user_id: id,
	}: Record<string, unknown>): User | ContactInbox | undefined {
		const { users, contactInboxes } = this.#installation.state;
		if (channel !== 'RoomChannel') return undefined;
		if (id === undefined) return [...contactInboxes.values()].find((other) => other.pubsub_token === token);
		const user = users.get(Number(id));
		const isRight = user?.pubsub_token === token && user?.account_id === Number(account);
		return isRight ? user : undefined;
	}

	/** Somebody is there for a while; who is there is told to the same somebody only. */
	#appear(viewer: User | ContactInbox): void {
		const person = personOf(viewer);
		const sign = (this.#signs.get(person) ?? 0) + 1;
		this.#signs.set(person, sign);
		person.online = true;
		void this.#clock.wait(this.presenceMs).then(() => {
			if (this.#signs.get(person) === sign) person.online = false;
		});
		this.#broadcast({
			streams: [viewer.pubsub_token],
			event: 'presence.update',
			data: this.#presence(viewer),
		});
	}

	#presence(viewer: User | ContactInbox): object {
		const { state } = this.#installation;
		const { account_id: account } = isUser(viewer) ? viewer : viewer.inbox;
		const online = (people: readonly (User | Contact)[]): object =>
			Object.fromEntries(people.filter((person) => person.online).map(({ id }) => [id, 'online']));
		const users = [...state.users.values()].filter((user) => user.account_id === account);
		const contacts = account === 1 ? [...state.contacts.values()] : [];
		return {
			account_id: account,
			users: online(users),
			...(isUser(viewer) ? { contacts: online(contacts) } : {}),
		};
	}

	#broadcast(broadcast: Broadcast): void {
		const { event, data } = broadcast;
		for (const { socket, subscriptions } of this.#connections) {
			for (const subscription of subscriptions.values()) {
				if (!follows(subscription, broadcast)) continue;
				const { identifier } = subscription;
				socket.send(JSON.stringify({ identifier, message: { event, data } }));
			}
		}
	}
}
