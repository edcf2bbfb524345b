import type { DeliveryResult } from '../core/delivery.ts';
import { recordOf } from '../core/record.ts';
import type { Outbox } from './outbox.ts';
import { platformOf } from './platforms.ts';
import { isTest, type AmioState } from './state.ts';
import type {
	AmioEventName,
	Channel,
	Contact,
	Content,
	Intent,
	Json,
	Message,
	QuickReply,
	Seen,
	Structure,
} from './types.ts';
import { channelRef, contactRef, sentMessage, timestamp } from './views.ts';

/**
 * What a customer does: writes a text or anything else, taps what has this title (of a quick reply without a title:
 * its type), or presses a button of their own, e.g. in the menu, that has this payload.
 */
export type Utterance =
	string | { readonly content: Content } | { readonly tap: string } | { readonly postback: string };

/** What comes along with a message that a customer writes. */
export interface Along {
	/** What the NLP service that is connected to the channel found. Without it none is connected. */
	readonly intents?: readonly Intent[];
	/** e.g. an e-mail's `{email: {subject, to}}`. */
	readonly metadata?: Json;
}

/** Seed 003. */
const FAILURES = {
	1: 'Error while processing the request.',
	2: 'Sending messages to this user is blocked.',
	3: 'Cannot find user for given phone number.',
	4: 'Message failed to be delivered within 24 hours.',
} as const;

export type FailureCode = keyof typeof FAILURES;

/** What a customer's phone fills in for a quick reply that asks for something. */
const OWN_VALUES: Readonly<Record<Exclude<QuickReply['type'], 'text'>, Content>> = {
	location: { type: 'location', payload: { latitude: 50.0902163, longitude: 14.3973905 } },
	email: { type: 'text', payload: 'ann@example.com' },
	phone_number: { type: 'text', payload: '15558576309' },
};

const cardsOf = ({ content }: Message): Structure[] => {
	if (content?.type !== 'structure') return [];
	return [content.payload].flat() as Structure[];
};

/** `nlp` of an event: intents ordered by confidence, and what the service itself said (here nothing). */
const nlpOf = (intents: readonly Intent[] | undefined): Json =>
	intents === undefined
		? {}
		: {
				nlp: {
					intents: [...intents].sort((one, other) => other.confidence - one.confidence),
					native_data: {},
				},
			};

/** The end users on the other side of the platforms: what they see, and what happens when they do something. */
export class Customers {
	readonly #state: AmioState;
	readonly #outbox: Outbox;
	readonly #now: () => number;

	constructor(state: AmioState, outbox: Outbox, now: () => number) {
		this.#state = state;
		this.#outbox = outbox;
		this.#now = now;
	}

	seenBy(contactId: string): Seen {
		const messages = this.#seenMessages(contactId);
		const last = messages.at(-1);
		return {
			messages,
			quickReplies: last?.content?.quick_replies ?? [],
			typing: this.#state.typing.has(contactId),
			notifications: this.#state.notifications.get(contactId) ?? [],
		};
	}

	/** Gives what the webhook's receiver answered at last; undefined when the channel has no webhook. */
	async say(contactId: string, what: Utterance, along: Along = {}): Promise<DeliveryResult | undefined> {
		if (typeof what === 'string') return this.#write(contactId, { type: 'text', payload: what }, along);
		if ('content' in what) return this.#write(contactId, what.content, along);
		if ('postback' in what) return this.#press(contactId, what.postback);
		return this.#tap(contactId, what.tap, along);
	}

	/** The customer looks at everything that was delivered. */
	reads(contactId: string): Promise<DeliveryResult | undefined> {
		const now = timestamp(this.#now());
		for (const message of this.#seenMessages(contactId)) {
			if (message.direction === 'sent') message.read ??= now;
		}
		return this.#fire(contactId, 'messages_read', { last_read_timestamp: now });
	}

	/** e.g. `{type: 'checkbox', payload: 'ref'}`. */
	optsIn(
		contactId: string,
		optIn: { readonly type: string; readonly payload?: string },
	): Promise<DeliveryResult | undefined> {
		const { contact } = this.#at(contactId);
		const { user_ref } = contact;
		const ref = { ...contactRef(contact), ...(user_ref === undefined ? {} : { user_ref }) };
		return this.#fire(contactId, 'opt_in', { contact: ref, opt_in: optIn });
	}

	/** A web chat's own program tells something. */
	notifies(contactId: string, payload: unknown): Promise<DeliveryResult | undefined> {
		return this.#fire(contactId, 'notification', { type: 'custom', payload });
	}

	/** A sent message does not arrive after all. */
	async fails(messageId: string, code: FailureCode): Promise<DeliveryResult | undefined> {
		const message = this.#state.messages.get(messageId);
		if (!message) throw new Error(`The sandbox has no message ${messageId}`);
		const error = { code, message: FAILURES[code] };
		return this.#fire(message.contactId, 'message_failed', { message: { id: messageId }, error });
	}

	/** A message was sent: it comes back as an echo and arrives, once its sender has the answer. */
	onSent(message: Message, arrives: boolean, answered: Promise<void>): void {
		const { channel, contact } = this.#at(message.contactId);
		if (isTest(channel)) return;
		this.#state.typing.delete(contact.id);
		if (platformOf(channel.type).echoes) {
			void this.#fire(contact.id, 'message_echo', sentMessage(message, channel, contact), answered);
		}
		if (!arrives) return;
		message.delivered = timestamp(this.#now());
		const { id, delivered } = message;
		const data = { messages: [{ id }], delivered_timestamp: delivered };
		void this.#fire(contact.id, 'messages_delivered', data, answered);
	}

	#at(contactId: string): { readonly contact: Contact; readonly channel: Channel } {
		const contact = this.#state.contacts.get(contactId);
		const channel = this.#state.channels.get(contact?.channelId ?? '');
		if (!contact || !channel) throw new Error(`The sandbox has no contact ${contactId}`);
		return { contact, channel };
	}

	#seenMessages(contactId: string): Message[] {
		return this.#state
			.messagesOf(contactId)
			.filter(({ direction, delivered }) => direction === 'received' || delivered !== null);
	}

	#write(contactId: string, content: Content, along: Along): Promise<DeliveryResult | undefined> {
		const { channel, contact } = this.#at(contactId);
		const now = timestamp(this.#now());
		const message = this.#state.addMessage({
			channelId: channel.id,
			contactId,
			direction: 'received',
			sent: now,
			delivered: now,
			read: null,
			content,
			...(along.metadata === undefined ? {} : { metadata: along.metadata }),
		});
		const data = { ...sentMessage(message, channel, contact), ...nlpOf(along.intents) };
		return this.#fire(contactId, 'message_received', data);
	}

	#press(contactId: string, payload: string): Promise<DeliveryResult | undefined> {
		return this.#fire(contactId, 'postback', { postback: { payload } });
	}

	#tap(contactId: string, title: string, along: Along): Promise<DeliveryResult | undefined> {
		const { messages, quickReplies } = this.seenBy(contactId);
		const reply = quickReplies.find((one) => (one.title ?? one.type) === title);
		if (reply?.type === 'text') {
			const content = { type: 'text', payload: title, quick_reply: { payload: reply.payload ?? '' } };
			return this.#write(contactId, content, along);
		}
		if (reply) return this.#write(contactId, OWN_VALUES[reply.type], along);
		const button = messages
			.toReversed()
			.flatMap(cardsOf)
			.flatMap(({ buttons = [] }) => buttons)
			.find((one) => one.type === 'postback' && one.title === title);
		if (!button) throw new Error(`The customer sees nothing to tap called ${title}`);
		return this.#press(contactId, button.payload);
	}

	async #fire(
		contactId: string,
		event: AmioEventName,
		data: Json,
		after?: Promise<void>,
	): Promise<DeliveryResult | undefined> {
		const { channel, contact } = this.#at(contactId);
		if (!channel.webhook) return undefined;
		const named = { channel: channelRef(channel), contact: contactRef(contact), ...recordOf(data) };
		const timed = { event, timestamp: timestamp(this.#now()), data: named };
		const { url, secret } = channel.webhook;
		return this.#outbox.send({
			lane: contactId,
			url,
			secret,
			body: JSON.stringify(timed),
			description: event,
			...(after === undefined ? {} : { after }),
		});
	}
}
