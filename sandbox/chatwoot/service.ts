import type { FastifyInstance } from 'fastify';
import type { Answer } from '../core/answer.ts';
import { secret } from '../core/secrets.ts';
import type { Core } from '../core/server.ts';
import type { Call, ExchangeOf, Route, Service } from '../core/service.ts';
import { errorAnswer, plain } from './answers.ts';
import { Cable } from './cable.ts';
import { Deliveries } from './deliveries.ts';
import { EventBus } from './events.ts';
import type { Installation } from './installation.ts';
import { opaque } from './opaque.ts';
import { accountRootRoutes } from './routes/account.ts';
import { botRoutes } from './routes/bots.ts';
import { clientRoutes } from './routes/client.ts';
import { contactListRoutes, SearchLimit } from './routes/contact-lists.ts';
import { contactRoutes } from './routes/contacts.ts';
import { conversationActionRoutes } from './routes/conversation-actions.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { fileRoutes } from './routes/files.ts';
import { inboxRoutes } from './routes/inboxes.ts';
import { messageRoutes } from './routes/messages.ts';
import { peopleRoutes } from './routes/people.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { ChatwootState, type People } from './state.ts';
import type {
	Contact,
	ContactInbox,
	Conversation,
	Definition,
	Inbox,
	Label,
	Message,
	Team,
	User,
	Webhook,
} from './types.ts';
import { visit, type Visit } from './widget.ts';

const user = (id: number, name: string, role: User['role'], account = 1): User => ({
	kind: 'user',
	id,
	account_id: account,
	name,
	email: `${name.split(' ', 1)[0]?.toLowerCase() ?? ''}@example.com`,
	role,
	token: secret('token of a user', opaque()),
	pubsub_token: secret('pubsub token of a user', opaque()),
	online: false,
});

/** The same people, with the same tokens, as long as the sandbox runs. */
const people = (now: number): People => ({
	administrator: user(1, 'Ada Admin', 'administrator'),
	agent: user(2, 'Agnes Agent', 'agent'),
	outsider: user(3, 'Otto Outsider', 'administrator', 2),
	bot: {
		kind: 'agent_bot',
		id: 1,
		account_id: 1,
		name: 'Bot',
		description: null,
		outgoing_url: 'http://127.0.0.1:4100/bot',
		token: secret('token of a bot', opaque()),
		secret: secret('secret of a bot', opaque()),
		created_at: now,
	},
});

/**
 * A Chatwoot installation (version 4.10.0), as Snypto and Chatlake are, in the way a real server was recorded to
 * behave: with every call that it answers with 200 and does not carry out.
 */
export class ChatwootService implements Service {
	readonly name = 'chatwoot';
	readonly prefixes = ['/api', '/public/api/', '/rails/', '/cable'];
	readonly secretHeaders = ['api_access_token', 'api-access-token'];
	readonly routes: readonly Route[];
	origin = '';

	readonly accountId = 1;
	/** Of user 1, user 2 (an agent), a user of account 2, and the agent bot of account 1. */
	readonly tokens: Readonly<Record<keyof People, string>>;
	/** What happens in the installation. Listeners stay over a reset. */
	readonly events = new EventBus();
	/** Webhooks, callbacks and bots: settings, and deliveries by hand. */
	readonly deliveries: Deliveries;
	/** The websocket: settings and open sockets. */
	readonly cable: Cable;

	/** Whether this is a newer server: webhooks and API inboxes have a secret to sign with; the search finds more. */
	signs = false;
	/** Whether more than 100 searches for contacts a minute are turned away. */
	limitsSearch = true;
	/** Whether the installation stands behind a proxy that drops headers with underscores, as nginx does. */
	dropsUnderscores = false;

	readonly #installation: Installation;
	readonly #state = new ChatwootState();
	readonly #people: People;
	readonly #now: () => number;
	readonly #searches = new SearchLimit();

	constructor(core: Core) {
		this.#now = () => core.clock.now();
		this.#people = people(this.#now());
		const { administrator, agent, outsider, bot } = this.#people;
		this.tokens = {
			administrator: administrator.token,
			agent: agent.token,
			outsider: outsider.token,
			bot: bot.token,
		};
		const installation: Installation = {
			state: this.#state,
			events: this.events,
			now: this.#now,
			origin: () => this.origin,
			signs: () => this.signs,
			dropsUnderscores: () => this.dropsUnderscores,
		};
		this.#installation = installation;
		this.deliveries = new Deliveries(installation, core);
		this.cable = new Cable(installation, core.clock);
		this.routes = [
			...accountRootRoutes(installation),
			...inboxRoutes(installation),
			...webhookRoutes(installation),
			...peopleRoutes(installation),
			...botRoutes(installation),
			...contactListRoutes(installation, () => !this.limitsSearch || this.#searches.allows(this.#now())),
			...contactRoutes(installation),
			...conversationRoutes(installation),
			...conversationActionRoutes(installation),
			...messageRoutes(installation),
			...clientRoutes(installation),
			...fileRoutes(installation),
		];
		this.reset();
	}

	/** What a user enters as installation URL. */
	get baseUrl(): string {
		return this.origin;
	}

	get users(): Map<number, User> {
		return this.#state.users;
	}

	get contacts(): Map<number, Contact> {
		return this.#state.contacts;
	}

	get inboxes(): Map<number, Inbox> {
		return this.#state.inboxes;
	}

	/** The contacts' sessions. */
	get contactInboxes(): Map<number, ContactInbox> {
		return this.#state.contactInboxes;
	}

	get conversations(): Map<number, Conversation> {
		return this.#state.conversations;
	}

	get messages(): Map<number, Message> {
		return this.#state.messages;
	}

	get teams(): Map<number, Team> {
		return this.#state.teams;
	}

	get labels(): Map<number, Label> {
		return this.#state.labels;
	}

	get webhooks(): Map<number, Webhook> {
		return this.#state.webhooks;
	}

	get definitions(): Map<number, Definition> {
		return this.#state.definitions;
	}

	/**
	 * Remembers what the installation holds; returns the function that puts it back, also after a reset. Tests that need
	 * the same one a thousand times furnish it once.
	 */
	save(): () => void {
		return this.#state.save();
	}

	/** A visitor opens the widget of a website's inbox. */
	visit(visitor: Visit): Promise<ContactInbox> {
		return visit(this.#installation, visitor);
	}

	attach(app: FastifyInstance, exchangeOf: ExchangeOf): void {
		this.cable.attach(app, exchangeOf);
	}

	fail(status: number, message: string): Answer {
		return errorAnswer(status, message);
	}

	otherwise(_call: Call): Answer {
		return plain(404);
	}

	reset(): void {
		this.deliveries.reset();
		this.cable.reset();
		this.#state.reset(this.#people, this.#now());
		this.#searches.reset();
		this.signs = false;
		this.limitsSearch = true;
		this.dropsUnderscores = false;
	}
}
