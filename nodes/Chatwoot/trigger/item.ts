import type { JsonObject, JsonValue } from 'n8n-workflow';
import { isObject } from '../../shared/rows';
import { dropSecrets } from '../../shared/secrets';
import { chatwootService } from '../service';
import type { Facts } from './facts';

/** Keys that hold a time in seconds since 1970, for which 0 means never (recorded from real servers). */
const TIMES: ReadonlySet<string> = new Set([
	'agent_last_seen_at',
	'assignee_last_seen_at',
	'contact_last_seen_at',
	'created_at',
	'first_reply_created_at',
	'last_activity_at',
	'snoozed_until',
	'timestamp',
	'updated_at',
	'waiting_since',
]);

const { keys, notIn = [] } = chatwootService.secrets ?? { keys: [] };
const OF_USERS: ReadonlySet<string> = new Set(notIn);

/** A number that is no time stays: an unsigned delivery may hold anything, and must not make the run fail. */
function iso(seconds: number): number | string | null {
	const time = new Date(seconds * 1000);
	return seconds === 0 ? null : Number.isNaN(time.getTime()) ? seconds : time.toISOString();
}

/** All times as ISO texts, as messages have them; what users name themselves stays as it is. */
function withIsoTimes(value: JsonValue): JsonValue {
	if (Array.isArray(value)) {
		return value.map(withIsoTimes);
	}
	if (!isObject(value)) {
		return value;
	}
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]): [string, JsonValue] => {
			if (OF_USERS.has(key)) {
				return [key, inner];
			}
			return [key, TIMES.has(key) && typeof inner === 'number' ? iso(inner) : withIsoTimes(inner)];
		}),
	);
}

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
 * The item for an event: what is needed to find, sort and deduplicate it first, then the event's own fields.
 * `pubsub_token`, which every conversation carries and which opens it to anyone, is left out unless it is wanted.
 */
export function itemOf(
	body: JsonObject,
	facts: Facts,
	{ deliveryId, signedAt }: Envelope,
	includeSecrets: boolean,
): JsonObject {
	const event = withIsoTimes(body) as JsonObject;
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
