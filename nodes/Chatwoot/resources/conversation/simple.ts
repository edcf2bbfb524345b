import type { JsonObject } from 'n8n-workflow';
import { inside, only } from '../../../shared/rows';
import { inWords } from '../../in-words';

const keep = (value: JsonObject | undefined, keys: readonly string[]): JsonObject | null =>
	value === undefined ? null : only(value, keys);

/** What Simplify keeps of a conversation: what is decided by, most useful first. */
export function simpleConversation(row: JsonObject): JsonObject {
	const meta = inside(row, 'meta') ?? {};
	const last = inside(row, 'last_non_activity_message');
	return inWords({
		...only(row, ['id', 'status', 'priority']),
		contact: keep(inside(meta, 'sender'), ['id', 'name', 'email', 'phone_number', 'identifier']),
		...only(row, ['inbox_id']),
		assignee: keep(inside(meta, 'assignee'), ['id', 'name', 'email']),
		team: keep(inside(meta, 'team'), ['id', 'name']),
		...only(row, ['labels', 'custom_attributes']),
		last_message: keep(last, ['id', 'content', 'message_type', 'private', 'created_at']),
	});
}
