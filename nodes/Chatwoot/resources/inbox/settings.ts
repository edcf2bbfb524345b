import type { JsonObject, JsonValue } from 'n8n-workflow';
import { bodyOf, filled, isObject, only } from '../../../shared/rows';

/** What Simplify keeps of an inbox, most useful first. */
const MAIN_KEYS = [
	'id',
	'name',
	'channel_type',
	'inbox_identifier',
	'webhook_url',
	'website_url',
	'hmac_mandatory',
	'lock_to_single_conversation',
	'enable_auto_assignment',
	'greeting_enabled',
];

/** An inbox in few words. */
export const simpleInbox = (row: JsonObject): JsonObject => only(row, MAIN_KEYS);

/** Settings that stand below `channel`; elsewhere the server passes over them without a word. */
const OF_CHANNEL: ReadonlySet<string> = new Set(['additional_attributes', 'hmac_mandatory']);

type Settings = Readonly<Record<string, JsonValue | undefined>>;

/**
 * The body that gives an inbox its settings.
 *
 * @param name empty to leave it as it is
 * @param channel more of the channel, e.g. its callback
 */
export function inboxBody(name: string, settings: Settings, channel: JsonObject): JsonObject {
	const entries = Object.entries(filled(settings));
	const of = (isOfChannel: boolean): JsonObject =>
		Object.fromEntries(entries.filter(([key]) => OF_CHANNEL.has(key) === isOfChannel));
	const own = { ...channel, ...of(true) };
	return { ...filled({ name }), ...of(false), ...(Object.keys(own).length === 0 ? {} : { channel: own }) };
}

/** The names that an answer gives to what differs from what was sent, of that which can be told. */
const COMPARED: Readonly<Record<string, string>> = {
	webhook_url: 'Callback URL',
	allow_messages_after_resolved: 'Allow Messages After Resolved',
	enable_auto_assignment: 'Auto Assignment',
	greeting_enabled: 'Greeting Enabled',
	hmac_mandatory: 'Identity Validation Mandatory',
	lock_to_single_conversation: 'Lock to Single Conversation',
};

/**
 * Why the answer does not show what was sent: the server answers 200 also to what it passed over. A server that does
 * not show a setting may know it all the same; the callback is always shown.
 */
export function notSet(body: JsonValue | undefined, sent: JsonObject): string | undefined {
	const shown = bodyOf(body);
	const wanted = { ...sent, ...(isObject(sent.channel) ? sent.channel : {}) };
	const different = Object.entries(COMPARED).filter(([key]) => {
		const value = wanted[key];
		if (value === undefined || (key !== 'webhook_url' && shown[key] === undefined)) {
			return false;
		}
		// A callback that is taken away is null or empty, depending on the server.
		return (shown[key] ?? '') !== (value ?? '');
	});
	return different.length === 0 ? undefined : different.map(([, title]) => `'${title}'`).join(', ');
}
