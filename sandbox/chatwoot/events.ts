import type { Bot, Contact, ContactInbox, Conversation, Inbox, Message, User } from './types.ts';

/** By attribute, e.g. `{ priority: { previous: null, current: 'high' } }`. */
export type Changes = Readonly<Record<string, { readonly previous: unknown; readonly current: unknown }>>;

interface Typing {
	readonly conversation: Conversation;
	readonly user: User | Bot | Contact;
	readonly is_private: boolean;
}

/** What a real server tells its listeners (webhooks, callbacks, websockets), and about what. */
export interface ChatwootEvents {
	readonly message_created: { readonly message: Message };
	readonly message_updated: { readonly message: Message; readonly changes: Changes };
	readonly conversation_created: { readonly conversation: Conversation };
	readonly conversation_updated: { readonly conversation: Conversation; readonly changes: Changes };
	readonly conversation_status_changed: { readonly conversation: Conversation };
	/** The customer has looked at it. */
	readonly conversation_read: { readonly conversation: Conversation };
	readonly conversation_typing_on: Typing;
	readonly conversation_typing_off: Typing;
	readonly contact_created: { readonly contact: Contact };
	readonly contact_updated: { readonly contact: Contact; readonly changes: Changes };
	/** Another one has been merged into this one. */
	readonly contact_merged: { readonly contact: Contact };
	readonly contact_deleted: { readonly contact: Contact };
	readonly inbox_created: { readonly inbox: Inbox };
	readonly inbox_updated: { readonly inbox: Inbox; readonly changes: Changes };
	/** A visitor has opened the widget of a website. */
	readonly webwidget_triggered: { readonly session: ContactInbox; readonly referer: string };
}

export type EventName = keyof ChatwootEvents;

/** An event of any kind, for who takes them all. */
export type AnyEvent = {
	[Name in EventName]: {
		readonly name: Name;
		readonly data: ChatwootEvents[Name];
		/** Whose call caused it; undefined for customers and for what the server does by itself. */
		readonly performer: User | Bot | undefined;
	};
}[EventName];

type Listener = (event: AnyEvent) => void;

/** Tells, in order and at once, what happens in the installation. Listeners stay over a reset. */
export class EventBus {
	readonly #listeners = new Set<Listener>();
	#performer: User | Bot | undefined;

	/** Takes every event. Returns the function that stops it. */
	onAny(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** The same, each event once the action that caused it is complete, as the jobs of a real server do. */
	onAnyAfterwards(listener: Listener): () => void {
		return this.onAny((event) => queueMicrotask(() => listener(event)));
	}

	/** Takes one kind of event. Returns the function that stops it. */
	on<Name extends EventName>(name: Name, listener: (data: ChatwootEvents[Name]) => void): () => void {
		return this.onAny((event) => {
			if (event.name === name) listener(event.data as ChatwootEvents[Name]);
		});
	}

	/** Runs an action in somebody's name. */
	by<Result>(performer: User | Bot, action: () => Result): Result {
		this.#performer = performer;
		try {
			return action();
		} finally {
			this.#performer = undefined;
		}
	}

	emit<Name extends EventName>(name: Name, data: ChatwootEvents[Name]): void {
		const event = { name, data, performer: this.#performer } as AnyEvent;
		for (const listener of [...this.#listeners]) listener(event);
	}
}

/** Sets the values that differ and tells which; `updated_at` goes along. */
export const change = <Thing extends object & { updated_at: number }>(
	thing: Thing,
	values: Partial<Thing>,
	now: number,
): Changes => {
	const before = { ...thing };
	const changed = (Object.keys(values) as (keyof Thing & string)[]).filter(
		(key) => JSON.stringify(idOr(before[key])) !== JSON.stringify(idOr(values[key])),
	);
	if (changed.length === 0) return {};
	Object.assign(thing, values, { updated_at: now });
	return Object.fromEntries(
		[...changed, 'updated_at' as const].map((key) => [key, { previous: before[key], current: thing[key] }]),
	);
};

/** Things that refer to each other are compared by their ids. */
const idOr = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'id' in value
		? [value.id, 'kind' in value ? value.kind : '']
		: value;
