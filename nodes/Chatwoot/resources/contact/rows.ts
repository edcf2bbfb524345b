import type { JsonObject, JsonValue } from 'n8n-workflow';
import { inside, isObject, made, only } from '../../../shared/rows';
import { inWords } from '../../in-words';

/** What Simplify keeps of a contact, most useful first. */
const MAIN_KEYS = [
	'id',
	'name',
	'email',
	'phone_number',
	'identifier',
	'custom_attributes',
	'additional_attributes',
	'contact_inboxes',
	'last_activity_at',
	'created_at',
];

/** The same of a contact that was just made, or found: its session and whether it is new come first. */
const MADE_KEYS = [
	'source_id',
	'is_new',
	'id',
	'name',
	'email',
	'phone_number',
	'identifier',
	'custom_attributes',
	'additional_attributes',
	'created_at',
];

/** Of an inbox in which the contact has a session: what it is known by. The rest comes with the inbox itself. */
const simpleSession = (session: JsonValue): JsonValue => {
	const inbox = inside(session, 'inbox');
	return isObject(session) && inbox !== undefined
		? { ...session, inbox: only(inbox, ['id', 'name', 'channel_type']) }
		: session;
};

export function simplifyContact(row: JsonObject): JsonObject {
	const { contact_inboxes: sessions } = row;
	const simple = Array.isArray(sessions) ? { contact_inboxes: sessions.map(simpleSession) } : {};
	return inWords(only({ ...row, ...simple }, MAIN_KEYS));
}

export const simplifyMade = (row: JsonObject): JsonObject => inWords(only(row, MADE_KEYS));

/** The contact in an answer about one contact. */
export const contactIn = (body: JsonValue): JsonObject => made(body, 'payload');

/** Contacts without those that an earlier page had: lists move while they are read. */
export const distinct = (contacts: readonly JsonObject[]): JsonObject[] =>
	[...new Map(contacts.toReversed().map((contact) => [contact.id, contact])).values()].toReversed();
