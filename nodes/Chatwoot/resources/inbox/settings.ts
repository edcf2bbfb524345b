import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Fields } from '../../../shared/fields';
import { filled, isObject, only } from '../../../shared/rows';

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

/** Settings that an inbox is made with, and that can be changed, under the names of the API. */
export const INBOX_SETTINGS = [
	{
		displayName: 'Additional Attributes',
		name: 'additional_attributes',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "agent_reply_time_window": 24 }',
		description: 'What else is to be known of the channel, as a JSON object',
	},
	{
		displayName: 'Allow Messages After Resolved',
		name: 'allow_messages_after_resolved',
		type: 'boolean',
		default: true,
		description: 'Whether customers may write to a conversation that is resolved',
	},
	{
		displayName: 'Auto Assignment',
		name: 'enable_auto_assignment',
		type: 'boolean',
		default: true,
		description: 'Whether new conversations are assigned to the available members of the inbox',
	},
	{
		displayName: 'Greeting Enabled',
		name: 'greeting_enabled',
		type: 'boolean',
		default: true,
		description: 'Whether customers are greeted when they begin a conversation',
	},
	{
		displayName: 'Greeting Message',
		name: 'greeting_message',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Hello, how can we help?',
		description: "What customers are greeted with, if 'Greeting Enabled' is on",
	},
	{
		displayName: 'Identity Validation Mandatory',
		name: 'hmac_mandatory',
		type: 'boolean',
		default: false,
		description:
			'Whether contacts of the Client API must prove who they are with a hash, made with the HMAC token of the inbox',
	},
	{
		displayName: 'Lock to Single Conversation',
		name: 'lock_to_single_conversation',
		type: 'boolean',
		default: false,
		description: 'Whether each session of a contact has one conversation that is continued for ever',
	},
] as const satisfies Fields;

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
	const shown = isObject(body) ? body : {};
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
