import type { JsonObject, JsonValue } from 'n8n-workflow';
import { ServiceFailure, UnexpectedAnswer } from '../shared/failure';
import { path } from '../shared/path';
import type { Answer, Request } from '../shared/request';
import { inside, listOf, made } from '../shared/rows';
import { ask, type Asking } from '../shared/steps';
import { wordsIn } from '../shared/words';
import { findContact, type ContactKeys } from './find-contact';
import { makeSession, readSessions, sessionsIn } from './sessions';

/** States in which a conversation still goes on. */
const GOING_ON = ['open', 'pending', 'snoozed'];

/** Answers to a create that come too late: another execution made the contact meanwhile (422 or 500, recorded). */
const TOO_LATE = [422, 500];

/** The contact in the answer to a create; with the source ID of its session in front, if it was given one. */
export function createdContact(body: JsonValue): JsonObject {
	const payload = inside(body, 'payload') ?? null;
	const contact = made(payload, 'contact');
	const sourceId = inside(payload, 'contact_inbox')?.source_id;
	return typeof sourceId === 'string' ? { source_id: sourceId, ...contact } : contact;
}

/**
 * Finds the one contact of these keys, or makes it of the body.
 *
 * @returns the contact; one that was made with its session's source ID in front, if it was given one
 */
export function* reachContact(
	keys: ContactKeys,
	body: JsonObject,
): Asking<{ contact: JsonObject; isNew: boolean }> {
	const present = yield* findContact(keys);
	if (present !== undefined) {
		return { contact: present, isNew: false };
	}
	const answer = yield* ask({ method: 'POST', path: '/contacts', body, accept: TOO_LATE, findable: true });
	if (!TOO_LATE.includes(answer.status)) {
		return { contact: createdContact(answer.body ?? null), isNew: true };
	}
	const faster = yield* findContact(keys);
	if (faster === undefined) {
		throw new ServiceFailure(wordsIn(answer.body) ?? 'The contact was not created', {
			status: answer.status,
			description: `The server answered ${answer.status} to the creation of the contact, and there is none with these values afterwards. Check them: a phone number begins with plus and country code.`,
		});
	}
	return { contact: faster, isNew: false };
}

/**
 * Gives a contact the keys that it does not have yet: an item that knows the person by another one finds them too.
 * A key that it has stays as it is.
 */
export function* completeContact(contact: JsonObject, keys: JsonObject): Asking<void> {
	const missing = Object.entries(keys).filter(([key]) => (contact[key] ?? '') === '');
	if (missing.length > 0) {
		const body = Object.fromEntries(missing);
		yield* ask({ method: 'PUT', path: path`/contacts/${String(Number(contact.id))}`, body });
	}
}

/** A conversation that a message can be put into. */
interface Reached {
	readonly id: number;
	/** The server gave a resolved one: that of a session that has but one, or of a contact who is blocked. */
	readonly isResolved: boolean;
}

/**
 * Finds the contact's newest conversation in an inbox that still goes on, or starts one. The only exact way is by
 * the sessions' source IDs: the list of a contact's conversations gives the 20 newest of all inboxes (recorded).
 */
export function* reachConversation(contact: JsonObject, inbox: number): Asking<Reached> {
	const contactId = contact.id as number;
	const sessions =
		contact.contact_inboxes === undefined
			? yield* readSessions(contactId, inbox)
			: sessionsIn(contact, inbox);
	const lists = sessions.flatMap((session) => GOING_ON.map((status) => listIn(session, inbox, status)));
	const answers = lists.length === 0 ? [] : yield lists;
	const ids = answers.flatMap(conversationsIn).flatMap(({ id }) => (typeof id === 'number' ? [id] : []));
	if (ids.length > 0) {
		// Their numbers grow, so the highest is the newest.
		return { id: Math.max(...ids), isResolved: false };
	}
	const source = sessions[0] ?? (yield* makeSession(contactId, inbox));
	const { body } = yield* ask({
		method: 'POST',
		path: '/conversations',
		body: { source_id: source, inbox_id: inbox, contact_id: contactId },
		findable: true,
	});
	const { id, status } = made({ conversation: body ?? null }, 'conversation');
	if (typeof id !== 'number') {
		throw new UnexpectedAnswer('The answer has no number of a conversation');
	}
	return { id, isResolved: status === 'resolved' };
}

const listIn = (session: string, inbox: number, status: string): Request => ({
	method: 'GET',
	path: '/conversations',
	query: { source_id: session, inbox_id: inbox, status },
});

const conversationsIn = ({ body }: Answer): JsonObject[] => listOf(inside(body, 'data')?.payload);
