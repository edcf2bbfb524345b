import type { JsonObject } from 'n8n-workflow';
import { inside, only } from '../../../shared/rows';
import { inWords } from '../../in-words';

const sender = (row: JsonObject): JsonObject => {
	const person = inside(row, 'sender');
	return person === undefined ? {} : { sender: only(person, ['id', 'name', 'email', 'type']) };
};

/** What Simplify keeps of a message, most useful first. */
export const simpleMessage = (row: JsonObject): JsonObject =>
	inWords({
		...only(row, ['id', 'content', 'conversation_id', 'message_type', 'private', 'status', 'created_at']),
		...sender(row),
		...only(row, ['content_attributes', 'attachments']),
	});

/** The same of a message to a contact: who the contact is matters more than attributes. */
export const simpleWithContact = (row: JsonObject): JsonObject =>
	inWords({
		...only(row, ['id', 'content', 'conversation_id', 'contact_id', 'message_type', 'private', 'status']),
		...only(row, ['created_at']),
		...sender(row),
		...only(row, ['attachments']),
	});
