import type { JsonObject, JsonValue } from 'n8n-workflow';
import { inside, isObject } from '../../shared/rows';
import type { Settings } from './settings';

/** What an event is about, wherever it says so. */
export interface Facts {
	readonly event: string;
	/** Only messages have one. `other`: notes of what happened. */
	readonly direction: 'incoming' | 'other' | 'outgoing' | undefined;
	readonly isPrivate: boolean;
	/** What the customer has submitted, as JSON text, where that is what the event tells; else `undefined`. */
	readonly submitted: string | undefined;
	/** Who wrote or types: `contact`, `user` for agents, `agent_bot`. */
	readonly senderType: string | undefined;
	readonly messageId: number | undefined;
	readonly conversationId: number | undefined;
	/** `undefined` for contacts, who belong to no inbox. */
	readonly inboxId: number | undefined;
	readonly status: string | undefined;
}

const DIRECTIONS: Readonly<Partial<Record<string, Facts['direction']>>> = {
	incoming: 'incoming',
	outgoing: 'outgoing',
	// Greetings and the like, which the customer should get as well.
	template: 'outgoing',
};

const numberIn = (object: JsonObject | undefined, key: string): number | undefined => {
	const value = object?.[key];
	return typeof value === 'number' ? value : undefined;
};

const textIn = (object: JsonObject | undefined, key: string): string | undefined => {
	const value = object?.[key];
	return typeof value === 'string' ? value : undefined;
};

/**
 * Reads an event of any kind. What stands where was recorded from real servers: a contact as sender has no `type`,
 * agents and bots have one; a submitted choice or form comes as an update of the agent's message, and so do its later
 * changes, such as the read receipt, with the same values. Frames name what has changed; webhooks do not.
 */
export function factsOf(body: JsonObject): Facts {
	const event = textIn(body, 'event') ?? '';
	const isMessage = event.startsWith('message_');
	const submitted = isMessage ? submittedIn(body) : undefined;
	const isSubmitted = submitted !== undefined;
	const isConversation = event.startsWith('conversation_') && !event.startsWith('conversation_typing');
	const conversation = isConversation ? body : inside(body, 'conversation');
	const person = isObject(body.sender) ? body.sender : inside(body, 'user');
	return {
		event,
		direction: isMessage
			? isSubmitted
				? 'incoming'
				: (DIRECTIONS[textIn(body, 'message_type') ?? ''] ?? 'other')
			: undefined,
		isPrivate: body.private === true || body.is_private === true,
		submitted,
		senderType: isSubmitted ? 'contact' : person && (textIn(person, 'type') ?? 'contact'),
		messageId: isMessage ? numberIn(body, 'id') : undefined,
		conversationId: numberIn(conversation, 'id') ?? numberIn(inside(body, 'current_conversation'), 'id'),
		inboxId: event.startsWith('inbox_')
			? numberIn(body, 'id')
			: (numberIn(inside(body, 'inbox'), 'id') ?? numberIn(conversation, 'inbox_id')),
		status: textIn(conversation, 'status'),
	};
}

/** With what a customer has answered a choice, a form or the question for their address, from a message's attributes. */
function answerIn(attributes: JsonValue | undefined): string | undefined {
	if (!isObject(attributes)) {
		return undefined;
	}
	const { submitted_values: values = null, submitted_email: email = null } = attributes;
	const isAnswered = email !== null || (typeof values === 'object' && Object.keys(values ?? {}).length > 0);
	return isAnswered ? textOf([values, email]) : undefined;
}

/** As JSON; `undefined` for what is deeper than the stack, which only an unsigned delivery can be. */
function textOf(value: JsonValue): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

/** The answer that an event brings: not one that was there before, as far as the event says what has changed. */
function submittedIn(body: JsonObject): string | undefined {
	const answer = answerIn(body.content_attributes);
	if (!isObject(body.previous_changes)) {
		return answer;
	}
	// As `[before, after]`; left out where it is as it was.
	const { content_attributes: change } = body.previous_changes;
	const before = Array.isArray(change) ? answerIn(change[0]) : answer;
	return before === answer ? undefined : answer;
}

type Filters = Pick<
	Settings,
	'direction' | 'events' | 'inboxes' | 'includePrivate' | 'senderTypes' | 'statuses'
>;

/** As a type of sender, what no list has. */
const NOBODY = 'nobody';

/** Whether a list of what is wanted has the value; an empty list wants everything. */
const isAmong = (wanted: readonly string[], value: number | string | undefined): boolean =>
	wanted.length === 0 || value === undefined || wanted.includes(String(value));

/**
 * Whether an event starts the workflow. What an event does not have, no filter holds against it; but a message that
 * nobody has written, such as a greeting, is of no sender that somebody could want.
 */
export const isWanted = (facts: Facts, filters: Filters): boolean =>
	filters.events.includes(facts.event) &&
	(facts.direction === undefined || filters.direction === 'any' || filters.direction === facts.direction) &&
	(filters.includePrivate || !facts.isPrivate) &&
	isAmong(filters.senderTypes, facts.senderType ?? (facts.messageId === undefined ? undefined : NOBODY)) &&
	isAmong(filters.inboxes, facts.inboxId) &&
	isAmong(filters.statuses, facts.status);
