import { randomUUID } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { secret } from '../core/secrets.ts';
import { opaque } from './opaque.ts';
import type {
	Account,
	Attachment,
	Bot,
	CannedResponse,
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

/** Who is there to begin with. */
export interface People {
	readonly administrator: User;
	readonly agent: User;
	readonly outsider: User;
	readonly bot: Bot;
}

/** Everything the installation holds, by id and in order of creation. Only account 1 has more than a user. */
export class ChatwootState {
	readonly accounts = new Map<number, Account>();
	readonly users = new Map<number, User>();
	readonly bots = new Map<number, Bot>();
	readonly contacts = new Map<number, Contact>();
	readonly inboxes = new Map<number, Inbox>();
	readonly contactInboxes = new Map<number, ContactInbox>();
	readonly conversations = new Map<number, Conversation>();
	readonly messages = new Map<number, Message>();
	readonly teams = new Map<number, Team>();
	readonly labels = new Map<number, Label>();
	readonly webhooks = new Map<number, Webhook>();
	readonly cannedResponses = new Map<number, CannedResponse>();
	readonly definitions = new Map<number, Definition>();
	/** By signed id. */
	readonly attachments = new Map<string, Attachment>();
	/** Ids of companies, which come into being with the first address of their domain. */
	readonly companies = new Map<string, number>();
	#last = new Map<string, number>();

	/** The next id of a kind, from 1. */
	next(kind: string): number {
		const id = (this.#last.get(kind) ?? 0) + 1;
		this.#last.set(kind, id);
		return id;
	}

	sessionsOf(contact: Contact): ContactInbox[] {
		return [...this.contactInboxes.values()].filter((session) => session.contact === contact);
	}

	sessionIn(inbox: Inbox, sourceId: string): ContactInbox | undefined {
		return [...this.contactInboxes.values()].find(
			(session) => session.inbox === inbox && session.source_id === sourceId,
		);
	}

	addSession(contact: Contact, inbox: Inbox, now: number, sourceId: string = randomUUID()): ContactInbox {
		const session: ContactInbox = {
			id: this.next('session'),
			contact,
			inbox,
			source_id: sourceId,
			hmac_verified: false,
			pubsub_token: secret('pubsub token of a contact', opaque()),
			created_at: now,
		};
		this.contactInboxes.set(session.id, session);
		return session;
	}

	/** In order of creation. */
	messagesOf(conversation: Conversation): Message[] {
		return [...this.messages.values()].filter((message) => message.conversation === conversation);
	}

	conversationsOf(session: ContactInbox): Conversation[] {
		return [...this.conversations.values()].filter((conversation) => conversation.session === session);
	}

	removeConversation(conversation: Conversation): void {
		for (const { id } of this.messagesOf(conversation)) this.messages.delete(id);
		this.conversations.delete(conversation.id);
	}

	/** With its conversations. */
	removeSession(session: ContactInbox): void {
		for (const conversation of this.conversationsOf(session)) this.removeConversation(conversation);
		this.contactInboxes.delete(session.id);
	}

	/** The inboxes, conversations and messages that had it stay, without it. */
	removeBot(bot: Bot): void {
		for (const inbox of this.inboxes.values()) if (inbox.bot === bot) inbox.bot = undefined;
		for (const conversation of this.conversations.values())
			if (conversation.assignee === bot) conversation.assignee = null;
		for (const message of this.messages.values()) if (message.sender === bot) message.sender = null;
		this.bots.delete(bot.id);
	}

	/** Remembers everything as it is now; returns the function that puts it back, as often as it is called. */
	save(): () => void {
		// Unlike a structured clone this keeps buffers what they are.
		const saved = serialize({ parts: this.#parts(), last: this.#last });
		return () => {
			const { parts, last } = deserialize(saved) as {
				parts: Map<unknown, unknown>[];
				last: Map<string, number>;
			};
			for (const [index, part] of this.#parts().entries()) {
				part.clear();
				for (const [id, thing] of parts[index] ?? []) part.set(id, thing);
			}
			this.#last = last;
		};
	}

	/** Empties everything and puts these people in. */
	reset({ administrator, agent, outsider, bot }: People, now: number): void {
		for (const part of this.#parts()) part.clear();
		this.#last = new Map([['bot', bot.id]]);
		this.accounts.set(1, { id: 1, name: 'Northwind Support', created_at: now });
		this.accounts.set(2, { id: 2, name: 'Elsewhere', created_at: now });
		for (const user of [administrator, agent, outsider]) this.users.set(user.id, { ...user });
		this.bots.set(bot.id, { ...bot });
	}

	#parts(): Map<unknown, unknown>[] {
		return Object.values(this).filter((part) => part instanceof Map);
	}
}
