import type { Field, Fields } from '../../../shared/fields';
import { text } from '../../../shared/field-kinds';

/** Names an inbox. */
export const NAME = text('Name', 'name', 'e.g. Shop API', 'Name of the inbox, as agents see it');

/** Where its messages go. */
export const CALLBACK_URL = text(
	'Callback URL',
	'callbackUrl',
	'e.g. https://n8n.example.com/webhook/chatwoot',
	'Address to which Chatwoot sends all messages of the inbox. API inboxes only.',
);

const ADDITIONAL_ATTRIBUTES = {
	displayName: 'Additional Attributes (JSON)',
	name: 'additional_attributes',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "agent_reply_time_window": 24 }',
	description: 'What else is to be known of the channel, as a JSON object',
} as const satisfies Field;

const ALLOW_AFTER_RESOLVED = {
	displayName: 'Allow Messages After Resolved',
	name: 'allow_messages_after_resolved',
	type: 'boolean',
	default: true,
	description: 'Whether customers may write to a conversation that is resolved',
} as const satisfies Field;

const AUTO_ASSIGNMENT = {
	displayName: 'Auto Assignment',
	name: 'enable_auto_assignment',
	type: 'boolean',
	default: true,
	description: 'Whether new conversations are assigned to the available members of the inbox',
} as const satisfies Field;

const GREETING_ENABLED = {
	displayName: 'Greeting Enabled',
	name: 'greeting_enabled',
	type: 'boolean',
	default: true,
	description: 'Whether customers are greeted when they begin a conversation',
} as const satisfies Field;

const GREETING_MESSAGE = {
	displayName: 'Greeting Message',
	name: 'greeting_message',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Hello, how can we help?',
	description: "What customers are greeted with, if 'Greeting Enabled' is on",
} as const satisfies Field;

const IDENTITY_VALIDATION = {
	displayName: 'Identity Validation Mandatory',
	name: 'hmac_mandatory',
	type: 'boolean',
	default: false,
	description:
		'Whether contacts of the Client API must prove who they are with a hash, made with the HMAC token of the inbox',
} as const satisfies Field;

const SINGLE_CONVERSATION = {
	displayName: 'Lock to Single Conversation',
	name: 'lock_to_single_conversation',
	type: 'boolean',
	default: false,
	description: 'Whether each session of a contact has one conversation that is continued for ever',
} as const satisfies Field;

const REMOVE_CALLBACK = {
	displayName: 'Remove Callback URL',
	name: 'removeCallback',
	type: 'boolean',
	default: true,
	description: "Whether to take away the inbox's callback, so that nothing is sent any more",
} as const satisfies Field;

/** Settings that an inbox is made with, under the names of the API. */
export const INBOX_SETTINGS = [
	ADDITIONAL_ATTRIBUTES,
	ALLOW_AFTER_RESOLVED,
	AUTO_ASSIGNMENT,
	GREETING_ENABLED,
	GREETING_MESSAGE,
	IDENTITY_VALIDATION,
	SINGLE_CONVERSATION,
] as const satisfies Fields;

/** What can be changed, in the order of its names. */
export const INBOX_CHANGES = [
	ADDITIONAL_ATTRIBUTES,
	ALLOW_AFTER_RESOLVED,
	AUTO_ASSIGNMENT,
	CALLBACK_URL,
	GREETING_ENABLED,
	GREETING_MESSAGE,
	IDENTITY_VALIDATION,
	SINGLE_CONVERSATION,
	NAME,
	REMOVE_CALLBACK,
] as const satisfies Fields;
