import type { JsonObject, JsonValue } from 'n8n-workflow';
import { isObject } from '../shared/rows';
import { chatwootService } from './service';

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

/** By their number in answers and frames (recorded); webhooks have the words. */
const MESSAGE_TYPES = ['incoming', 'outgoing', 'activity', 'template'];

/** What users name themselves stays as it is. */
const OF_USERS: ReadonlySet<string> = new Set(chatwootService.secrets?.notIn);

type Rewrite = (key: string, value: number) => JsonValue;

/** Ruby writes no deeper JSON. An unsigned delivery may be deeper than the stack, and must not make the run fail. */
const DEEPEST = 100;

/** The same with the numbers rewritten that Chatwoot itself gave, as deep as it writes. */
function rewritten(value: JsonValue, rewrite: Rewrite, levels = DEEPEST): JsonValue {
	if (levels === 0) {
		return value;
	}
	if (Array.isArray(value)) {
		return value.map((inner) => rewritten(inner, rewrite, levels - 1));
	}
	if (!isObject(value)) {
		return value;
	}
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]): [string, JsonValue] => {
			if (OF_USERS.has(key)) {
				return [key, inner];
			}
			return [key, typeof inner === 'number' ? rewrite(key, inner) : rewritten(inner, rewrite, levels - 1)];
		}),
	);
}

/** A number that is no time stays: an unsigned delivery may hold anything, and must not make the run fail. */
function iso(seconds: number): number | string | null {
	const time = new Date(seconds * 1000);
	return seconds === 0 ? null : Number.isNaN(time.getTime()) ? seconds : time.toISOString();
}

const timeInWords: Rewrite = (key, value) => (TIMES.has(key) ? iso(value) : value);

const typeInWords: Rewrite = (key, value) =>
	key === 'message_type' ? (MESSAGE_TYPES[value] ?? value) : value;

/** All times as ISO texts. */
export const withIsoTimes = (thing: JsonObject): JsonObject => rewritten(thing, timeInWords) as JsonObject;

/** The types of messages as webhooks have them. */
export const withTypesInWords = (thing: JsonObject): JsonObject =>
	rewritten(thing, typeInWords) as JsonObject;

/** Both, for people and language models, who would have to look the numbers up. */
export const inWords = (thing: JsonObject): JsonObject => withIsoTimes(withTypesInWords(thing));
