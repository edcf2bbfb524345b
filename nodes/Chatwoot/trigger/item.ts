import type { JsonObject, JsonValue } from 'n8n-workflow';
import { digestOf } from '../../shared/digest';
import { isObject } from '../../shared/rows';
import { dropSecrets } from '../../shared/secrets';
import { withIsoTimes } from '../in-words';
import { chatwootService } from '../service';
import type { Facts } from './facts';

const { keys, notIn = [] } = chatwootService.secrets ?? { keys: [] };

/** When it happened, as exactly as the event says. */
function eventTime(event: JsonObject, { messageId, event: name }: Facts): JsonValue | undefined {
	if (messageId !== undefined && name === 'message_created') {
		return event.created_at;
	}
	const [changed] = Array.isArray(event.changed_attributes)
		? event.changed_attributes
				.filter(isObject)
				.flatMap(({ updated_at: change }) => (isObject(change) ? [change] : []))
		: [];
	return changed?.current_value ?? event.updated_at;
}

/** What is known of the delivery beside its event. */
export interface Envelope {
	readonly deliveryId: string;
	/** Milliseconds since 1970, if the delivery was signed. */
	readonly signedAt: number | undefined;
}

/**
 * The ID of a delivery that tells of a submitted choice or form. Each later delivery about the message tells of it
 * again, and nothing in it says that this is old: the same ID does.
 */
export const submissionId = ({ messageId, submitted }: Facts): string | undefined =>
	submitted === undefined || messageId === undefined
		? undefined
		: digestOf(JSON.stringify([messageId, submitted]));

/**
 * The item for an event: what is needed to find, sort and deduplicate it first, then the event's own fields.
 * `pubsub_token`, which every conversation carries and which opens it to anyone, is left out unless it is wanted.
 */
export function itemOf(
	body: JsonObject,
	facts: Facts,
	{ deliveryId, signedAt }: Envelope,
	includeSecrets: boolean,
): JsonObject {
	const event = withIsoTimes(body);
	if (!includeSecrets) {
		dropSecrets(event, { keys, notIn });
	}
	const deliveredAt = signedAt === undefined ? null : new Date(signedAt).toISOString();
	return {
		event: facts.event,
		deliveryId,
		eventTime: eventTime(event, facts) ?? deliveredAt,
		messageId: facts.messageId ?? null,
		conversationId: facts.conversationId ?? null,
		senderType: facts.senderType ?? null,
		...event,
	};
}
