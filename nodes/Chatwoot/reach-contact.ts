import type { JsonObject } from 'n8n-workflow';
import { ServiceFailure, UnexpectedAnswer } from '../shared/failure';
import type { Answer, Request } from '../shared/request';
import { filled, inside, isObject, listOf, made } from '../shared/rows';
import { ask } from '../shared/steps';
import { findContact, type ContactKeys } from './find-contact';
import { makeSession, readSessions, sessionsIn } from './sessions';

type Finding<T> = Generator<readonly Request[], T, readonly Answer[]>;

/** States in which a conversation still goes on. */
const GOING_ON = ['open', 'pending', 'snoozed'];

/** Answers to a create that come too late: another execution made the contact meanwhile (422 or 500, recorded). */
const TOO_LATE = [422, 500];

/** Finds the one contact of these keys, or makes it. */
export function* reachContact(keys: ContactKeys, beside: JsonObject, inbox: number): Finding<JsonObject> {
	const found = yield* findContact(keys);
	if (found !== undefined) {
		return found;
	}
	const { status, body } = yield* ask({
		method: 'POST',
		path: '/contacts',
		body: {
			inbox_id: inbox,
			...filled({
				identifier: keys.identifier,
				email: keys.email,
				phone_number: keys.phoneNumber,
			}),
			...beside,
		},
		accept: TOO_LATE,
	});
	if (!TOO_LATE.includes(status)) {
		return made(inside(body, 'payload') ?? null, 'contact');
	}
	const other = yield* findContact(keys);
	if (other === undefined) {
		const words = isObject(body) ? (body.message ?? body.error) : undefined;
		throw new ServiceFailure(
			`The contact could not be made: ${typeof words === 'string' ? words : `status ${status}`}`,
			{ status },
		);
	}
	return other;
}

/**
 * Finds the contact's newest conversation in an inbox that still goes on, or starts one. The only exact way is by
 * the sessions' source IDs: the list of a contact's conversations gives the 20 newest of all inboxes (recorded).
 */
export function* reachConversation(contact: JsonObject, inbox: number): Finding<number> {
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
		return Math.max(...ids);
	}
	const source = sessions[0] ?? (yield* makeSession(contactId, inbox));
	const { body } = yield* ask({
		method: 'POST',
		path: '/conversations',
		body: { source_id: source, inbox_id: inbox, contact_id: contactId },
	});
	const { id } = made({ conversation: body ?? null }, 'conversation');
	if (typeof id !== 'number') {
		throw new UnexpectedAnswer('The answer has no number of a conversation');
	}
	return id;
}

const listIn = (session: string, inbox: number, status: string): Request => ({
	method: 'GET',
	path: '/conversations',
	query: { source_id: session, inbox_id: inbox, status },
});

const conversationsIn = ({ body }: Answer): JsonObject[] => listOf(inside(body, 'data')?.payload);
