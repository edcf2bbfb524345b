import { randomBytes } from 'node:crypto';
import { secret } from '../core/secrets.ts';
import { PLATFORMS, platformOf, type ChannelType } from './platforms.ts';
import type { Channel, Contact, Json, Message, Webhook } from './types.ts';

/**
 * An id of seed 003, beyond 2^53. Numbers of this size are 1024 apart, so with this step no id survives being read as
 * one: a client that does so asks for something that is not there.
 */
const FIRST_ID = 6_456_078_759_331_238_786n;
const STEP = 1024n * 977n;

/** What a channel is made of; the rest has a default. */
export interface ChannelBody {
	readonly type: ChannelType;
	readonly name: string;
	readonly mode?: string;
	readonly webhook?: { readonly url: string; readonly ssl_verification?: boolean | string } | null;
	readonly details?: Readonly<Record<string, Json>>;
}

/** Everything the account holds, by id and in order of creation. */
export class AmioState {
	readonly channels = new Map<string, Channel>();
	readonly contacts = new Map<string, Contact>();
	readonly messages = new Map<string, Message>();
	/** Ids of contacts that see somebody typing. */
	readonly typing = new Set<string>();
	/** Payloads of custom notifications, by contact. */
	readonly notifications = new Map<string, unknown[]>();
	#last = FIRST_ID;

	nextId(): string {
		this.#last += STEP;
		return String(this.#last);
	}

	/** A webhook with an id and a secret of its own. */
	webhook({ url, ssl_verification: ssl = true }: NonNullable<ChannelBody['webhook']>): Webhook {
		const key = secret('secret of an Amio webhook', randomBytes(24).toString('base64url'));
		return { id: this.nextId(), url, secret: key, ssl_verification: String(ssl) === 'true' };
	}

	addChannel({ type, name, mode, webhook, details = {} }: ChannelBody): Channel {
		const { modes, settings } = platformOf(type);
		const channel: Channel = {
			id: this.nextId(),
			type,
			name,
			mode: mode ?? modes[0] ?? 'production',
			webhook: webhook ? this.webhook(webhook) : null,
			details: { ...details },
			settings: Object.fromEntries(settings.map((key) => [key, null])),
		};
		this.channels.set(channel.id, channel);
		return channel;
	}

	/** Without a name it has its phone number's, or its id's (seed 003). */
	addContact(channelId: string, body: Partial<Omit<Contact, 'id' | 'channelId'>> = {}): Contact {
		const id = this.nextId();
		const contact: Contact = { id, channelId, name: body.phone_number ?? id, ...body };
		this.contacts.set(id, contact);
		return contact;
	}

	addMessage(body: Omit<Message, 'id'>): Message {
		const message: Message = { id: this.nextId(), ...body };
		this.messages.set(message.id, message);
		return message;
	}

	/** The channel's contact that has this value. */
	contactWith(
		channelId: string,
		key: 'id' | 'phone_number' | 'user_ref',
		value: string,
	): Contact | undefined {
		return [...this.contacts.values()].find(
			(contact) => contact.channelId === channelId && contact[key] === value,
		);
	}

	/** Oldest first. */
	messagesOf(contactId: string): Message[] {
		return [...this.messages.values()].filter((message) => message.contactId === contactId);
	}

	/** With all that belongs to it. */
	removeContact(id: string): void {
		for (const message of this.messagesOf(id)) this.messages.delete(message.id);
		this.typing.delete(id);
		this.notifications.delete(id);
		this.contacts.delete(id);
	}

	/** With its contacts. */
	removeChannel(id: string): void {
		for (const contact of [...this.contacts.values()]) {
			if (contact.channelId === id) this.removeContact(contact.id);
		}
		this.channels.delete(id);
	}

	/** Empty. Ids go on, so that none of before means something else now. */
	reset(): void {
		const parts = [this.channels, this.contacts, this.messages, this.typing, this.notifications];
		for (const part of parts) part.clear();
	}
}

/** Whether messages stop in Amio and never reach anybody (seed 003). */
export const isTest = ({ mode }: Channel): boolean => mode === 'test';

/** Whether there is such a type. */
export const isChannelType = (type: unknown): type is ChannelType =>
	typeof type === 'string' && Object.hasOwn(PLATFORMS, type);
