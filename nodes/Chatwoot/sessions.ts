import type { JsonObject, JsonValue } from 'n8n-workflow';
import { ServiceFailure, UnexpectedAnswer } from '../shared/failure';
import { path } from '../shared/path';
import type { Answer, Request } from '../shared/request';
import { inside, isObject } from '../shared/rows';
import { ask, type Asking } from '../shared/steps';

/** The source IDs of the sessions that a contact has in an inbox, as the contact's own answer lists them. */
export function sessionsIn(contact: JsonObject, inbox: number): string[] {
	const sessions = Array.isArray(contact.contact_inboxes) ? contact.contact_inboxes : [];
	return sessions.flatMap((session) =>
		isObject(session) && inside(session, 'inbox')?.id === inbox && typeof session.source_id === 'string'
			? [session.source_id]
			: [],
	);
}

/**
 * Makes something with a session of this source ID. One that another contact has makes the server fail, without a
 * word of why (recorded from a real server).
 *
 * @param what what is made, for the message
 */
export function* askWithSource(what: string, sourceId: string, request: Request): Asking<Answer> {
	const answer = yield* ask(sourceId === '' ? request : { ...request, accept: [500] });
	if (answer.status === 500) {
		throw new ServiceFailure(`The ${what} was not made`, {
			status: answer.status,
			description: `Most likely another contact has the source ID '${sourceId}' in this inbox. Choose another one, or leave it empty.`,
		});
	}
	return answer;
}

/** Reads the sessions that a contact has in an inbox. */
export function* readSessions(contact: number, inbox: number): Asking<string[]> {
	const { body } = yield* ask({ method: 'GET', path: path`/contacts/${String(contact)}` });
	const found = inside(body, 'payload');
	// Whoever took that for no session would make another one, and another conversation in it.
	if (!Array.isArray(found?.contact_inboxes)) {
		throw new UnexpectedAnswer('The answer has no list of the sessions of a contact');
	}
	return sessionsIn(found, inbox);
}

/** Makes a session for a contact who was seen to have none in the inbox; gives its source ID. */
export function* makeSession(contact: number, inbox: number): Asking<string> {
	const { body } = yield* ask({
		method: 'POST',
		path: path`/contacts/${String(contact)}/contact_inboxes`,
		body: { inbox_id: inbox },
		findable: true,
	});
	return sessionIn(body).source_id;
}

/**
 * The session in an answer.
 *
 * @throws UnexpectedAnswer when it has no source ID
 */
export function sessionIn(body: JsonValue | undefined): JsonObject & { source_id: string } {
	const source = isObject(body) ? body.source_id : undefined;
	if (typeof source !== 'string') {
		throw new UnexpectedAnswer('The answer has no source ID of a session');
	}
	return { ...(body as JsonObject), source_id: source };
}
