import type { JsonObject } from 'n8n-workflow';
import { digestOf } from '../../shared/digest';
import { isObject } from '../../shared/rows';
import { AUTHORS } from './fields';

/** What the user wants of a delivery. */
export interface Wanted {
	readonly split: 'message' | 'event';
	/** Author types to hand on, of those that are known. */
	readonly authors: readonly string[];
	/** Message types to hand on; none means all. */
	readonly messageTypes: readonly string[];
}

/** Authors of other types are always handed on. */
const KNOWN_AUTHORS = AUTHORS.options.map(({ value }) => value);

/** The keys of an event that items have under a name of their own. */
const EVENT_KEYS = new Set(['type', 'chat', 'chatToken', 'replyToken', 'accessToken', 'channel']);

/** The keys of a message that every item has. */
const MESSAGE_KEYS = new Set(['author', 'type', 'data']);

/** The event type that is meant when none is given: older deliveries have no `type` (seed 000). */
const NEW_MESSAGES = 'new_messages';

/**
 * Makes items of the events of one delivery. Events and messages of unknown types are handed on as they are.
 *
 * @param bytes the delivery's body, from which the delivery IDs are made
 */
export function itemsOf(events: readonly JsonObject[], wanted: Wanted, bytes: Buffer): JsonObject[] {
	const digest = digestOf(bytes);
	return events.flatMap((event, index): JsonObject[] => {
		const { messages, ...rest } = event;
		const common = commonOf(rest);
		const others = without(rest, EVENT_KEYS);
		const idOf = (part: string, of: readonly JsonObject[]): string | null =>
			common.replyToken !== null && of.every(isOfHuman) ? digestOf(`${digest} ${index} ${part}`) : null;
		if (!Array.isArray(messages) || (messages.length === 0 && common.eventType !== NEW_MESSAGES)) {
			return [{ ...common, author: null, type: common.eventType, data: others, deliveryId: null }];
		}
		const kept = messages
			.filter(isObject)
			.map((message, position) => ({ message, position }))
			.filter(({ message }) => isWanted(message, wanted));
		if (wanted.split === 'event') {
			const all = kept.map(({ message }) => message);
			const id = idOf('event', all);
			return all.length === 0 ? [] : [{ ...others, ...common, messages: all, deliveryId: id }];
		}
		return kept.map(({ message, position }) => ({
			...others,
			...without(message, MESSAGE_KEYS),
			...common,
			author: message.author ?? null,
			type: message.type ?? null,
			data: message.data ?? null,
			deliveryId: idOf(`message ${position}`, [message]),
		}));
	});
}

const without = (object: JsonObject, keys: ReadonlySet<string>): JsonObject =>
	Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)));

/**
 * A reply token belongs to one message of the customer, and tells it from the next. Bots and agents may well say the
 * same twice after one such message, and the two deliveries, with the same reply token, are the same to the byte: no
 * ID can tell them from one that came twice. What else Proto may learn to send is trusted no further.
 */
const isOfHuman = ({ author }: JsonObject): boolean => isObject(author) && author.type === 'human';

/** The item for a request of a human's profile. It has no delivery ID: the same request may rightly come again. */
export const profileItem = (request: JsonObject): JsonObject => ({
	event: 'humanProfile',
	human: { id: request.human ?? null },
	chatToken: request.chatToken ?? null,
	accessToken: request.accessToken ?? null,
	deliveryId: null,
});

/** What belongs to an event as a whole. Where Proto puts the human's access token is documented nowhere. */
function commonOf(event: JsonObject) {
	const chat = isObject(event.chat) ? event.chat : {};
	const human = isObject(chat.human) ? chat.human : {};
	return {
		event: 'message',
		eventType: event.type ?? NEW_MESSAGES,
		chat,
		human,
		chatToken: event.chatToken ?? null,
		replyToken: event.replyToken ?? null,
		accessToken: event.accessToken ?? human.accessToken ?? null,
		channel: event.channel ?? null,
	};
}

function isWanted({ author, type }: JsonObject, { authors, messageTypes }: Wanted): boolean {
	const authorType = isObject(author) ? author.type : undefined;
	const known = KNOWN_AUTHORS.find((one) => one === authorType);
	const isWantedAuthor = known === undefined || authors.includes(known);
	return isWantedAuthor && (messageTypes.length === 0 || messageTypes.some((wanted) => wanted === type));
}
