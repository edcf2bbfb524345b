import { randomUUID } from 'node:crypto';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import { digestOf } from '../../shared/digest';
import { inside, isObject } from '../../shared/rows';
import { withTypesInWords } from '../in-words';
import { factsOf, type Facts } from '../trigger/facts';
import { itemOf } from '../trigger/item';

/** Conversations all the same, though their names do not say so. */
const OF_CONVERSATIONS: ReadonlySet<string> = new Set(['assignee.changed', 'team.changed']);

/** An event of the WebSocket, or a message that was caught up. */
export interface Told {
	/** As the server calls it, e.g. `message.created`. */
	readonly event: string;
	/** Message types in words. */
	readonly data: JsonObject;
	readonly facts: Facts;
}

const numberOr = <Other>(value: JsonValue | undefined, other: Other): number | Other =>
	typeof value === 'number' ? value : other;

/** Reads an event as the other trigger's filters know it: they go by the names that webhooks have. */
export function toldOf(event: string, frame: JsonObject): Told {
	const data = withTypesInWords(frame);
	const name = OF_CONVERSATIONS.has(event) ? 'conversation_updated' : event.replaceAll('.', '_');
	const facts = { ...factsOf({ ...data, event: name }), event };
	return event.startsWith('message.')
		? {
				event,
				data,
				facts: {
					...facts,
					conversationId: numberOr(data.conversation_id, facts.conversationId),
					inboxId: numberOr(data.inbox_id, facts.inboxId),
				},
			}
		: { event, data, facts };
}

/**
 * An ID by which the same thing is known again: a new message by its own, caught up or not, an update of one by what
 * it says. Other events carry nothing that tells two alike from one told twice, so each has an ID of its own.
 */
function deliveryId({ event, data, facts: { messageId } }: Told): string {
	if (messageId === undefined) {
		return randomUUID();
	}
	return event === 'message.created' ? `${event}-${messageId}` : digestOf(JSON.stringify([event, data]));
}

/** What the workflow gets. A message's own time is when it was written, anything else's its last change. */
export function realtimeItem(told: Told, includeSecrets: boolean): JsonObject {
	const { event, data, facts } = told;
	// The other trigger finds the time of new messages by their name there.
	const known = event === 'message.created' ? { ...facts, event: 'message_created' } : facts;
	const envelope = { deliveryId: deliveryId(told), signedAt: undefined };
	const item = itemOf({ ...data, event }, known, envelope, includeSecrets);
	return { ...item, eventTime: item.eventTime ?? new Date().toISOString() };
}

/** When a message was written, in seconds since 1970. */
export const createdAt = (message: JsonObject): number => numberOr(message.created_at, 0);

/** Its ID; 0, which none has, where there is none. */
export const idOf = (thing: JsonObject | undefined): number => numberOr(thing?.id, 0);

/** The ID of the newest message that a conversation in a list shows. */
export const newestIn = (conversation: JsonObject): number =>
	Math.max(
		0,
		idOf(inside(conversation, 'last_non_activity_message')),
		...(Array.isArray(conversation.messages) ? conversation.messages.filter(isObject).map(idOf) : []),
	);
