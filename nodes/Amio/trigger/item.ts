import type { JsonObject, JsonValue } from 'n8n-workflow';
import { inside, isObject } from '../../shared/rows';
import { deliveryId, messageId, type Event } from './facts';

const confidenceOf = ({ confidence }: JsonObject): number =>
	typeof confidence === 'number' ? confidence : -Infinity;

/** What the NLP service that is connected to the channel has found, the likeliest first (seed 003). */
function intentsIn(data: JsonObject): JsonObject[] {
	const intents = inside(data, 'nlp')?.intents;
	return Array.isArray(intents)
		? intents.filter(isObject).sort((one, other) => confidenceOf(other) - confidenceOf(one))
		: [];
}

/** The text of a message, if it is one. */
function textIn(content: JsonObject | undefined): JsonValue {
	return content?.type === 'text' ? (content.payload ?? null) : null;
}

/**
 * The item for an event: what workflows ask for first, then all that Amio says of it. What an event does not have is
 * `null`, so that an IF node can ask for it.
 *
 * @param bytes the delivery as it came, from which the delivery ID may be made
 */
export function itemOf(event: Event, bytes: Buffer): JsonObject {
	const { data } = event;
	const content = inside(data, 'content');
	const intents = intentsIn(data);
	const tapped = inside(content, 'quick_reply') ?? inside(data, 'postback');
	const own: JsonObject = {
		event: event.event,
		deliveryId: deliveryId(event, bytes),
		eventTime: event.timestamp === '' ? null : event.timestamp,
		channelId: inside(data, 'channel')?.id ?? null,
		contactId: inside(data, 'contact')?.id ?? null,
		messageId: messageId(data),
		text: textIn(content),
		tappedPayload: tapped?.payload ?? null,
		intent: intents[0]?.id ?? null,
		intents,
	};
	// Twice, so that these stand first and win.
	return { ...own, ...data, ...own };
}
