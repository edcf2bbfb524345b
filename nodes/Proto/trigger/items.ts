import { createHash } from 'node:crypto';
import type { JsonObject } from 'n8n-workflow';
import { isObject } from '../../shared/rows';

/** What the user wants of a delivery. */
export interface Wanted {
	readonly split: 'message' | 'event';
	/** Author types to hand on, of those that are known. */
	readonly authors: readonly string[];
	/** Message types to hand on; none means all. */
	readonly messageTypes: readonly string[];
}

/** The author types that the documentation names; others are always handed on. */
export const AUTHORS = ['agent', 'bot', 'human'] as const;

/** The keys of an event that items have under a name of their own. */
const EVENT_KEYS = new Set(['type', 'chat', 'chatToken', 'replyToken', 'accessToken', 'channel']);

/** The event type that is meant when none is given: older deliveries have no `type` (seed 000). */
const NEW_MESSAGES = 'new_messages';

/**
 * Makes items of the events of one delivery. Events and messages of unknown types are handed on as they are.
 *
 * @param bytes the delivery's body, from which the delivery IDs are made
 */
export function itemsOf(events: readonly JsonObject[], wanted: Wanted, bytes: Buffer): JsonObject[] {
	const digest = createHash('sha256').update(bytes).digest('hex');
	return events.flatMap((event, index): JsonObject[] => {
		const { messages, ...rest } = event;
		const common = commonOf(rest);
		const idOf = (part: string): string | null =>
			common.replyToken === null ? null : sha256(`${digest} ${index} ${part}`);
		if (!Array.isArray(messages) || (messages.length === 0 && common.eventType !== NEW_MESSAGES)) {
			const data = Object.fromEntries(Object.entries(rest).filter(([key]) => !EVENT_KEYS.has(key)));
			return [{ ...common, author: null, type: common.eventType, data, deliveryId: idOf('event') }];
		}
		const kept = messages
			.filter(isObject)
			.map((message, position) => ({ message, position }))
			.filter(({ message }) => isWanted(message, wanted));
		if (wanted.split === 'event') {
			const all = kept.map(({ message }) => message);
			return all.length === 0 ? [] : [{ ...common, messages: all, deliveryId: idOf('event') }];
		}
		return kept.map(({ message, position }) => ({
			...common,
			author: message.author ?? null,
			type: message.type ?? null,
			data: message.data ?? null,
			deliveryId: idOf(`message ${position}`),
		}));
	});
}

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
	const known = AUTHORS.find((one) => one === authorType);
	const isWantedAuthor = known === undefined || authors.includes(known);
	return isWantedAuthor && (messageTypes.length === 0 || messageTypes.some((wanted) => wanted === type));
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
