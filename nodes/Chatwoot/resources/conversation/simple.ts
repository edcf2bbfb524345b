import type { JsonObject, JsonValue } from 'n8n-workflow';
import { inside, isObject, only } from '../../../shared/rows';
import { laneOf } from '../../ids';

const keep = (value: JsonObject | undefined, keys: readonly string[]): JsonObject | null =>
	value === undefined ? null : only(value, keys);

/** What Simplify keeps of a conversation: what is decided by, most useful first. */
export function simpleConversation(row: JsonObject): JsonObject {
	const meta = inside(row, 'meta') ?? {};
	const last = inside(row, 'last_non_activity_message');
	return {
		...only(row, ['id', 'status', 'priority']),
		contact: keep(inside(meta, 'sender'), ['id', 'name', 'email', 'phone_number', 'identifier']),
		...only(row, ['inbox_id']),
		assignee: keep(inside(meta, 'assignee'), ['id', 'name', 'email']),
		team: keep(inside(meta, 'team'), ['id', 'name']),
		...only(row, ['labels', 'custom_attributes']),
		last_message: keep(last, ['id', 'content', 'message_type', 'private', 'created_at']),
	};
}

/** The lane of everything that writes to a conversation: what is written keeps its order. */
export const conversationLane = ({ conversation }: { readonly conversation: string }): string =>
	laneOf('conversation', conversation);

/** The object in an answer, or an empty one. */
export const bodyOf = (body: JsonValue | undefined): JsonObject => (isObject(body) ? body : {});
