import type { Field, Fields } from '../../../shared/fields';

/** Names a contact in the Client API. */
export const SOURCE_ID = {
	displayName: 'Source ID',
	name: 'sourceId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348',
	description:
		"ID of the contact's session in this inbox, often a UUID. It comes from Client Contact 'Create' or from the contact's 'contact_inboxes'.",
} as const satisfies Field;

/** Names a conversation of that contact. */
export const CONVERSATION_ID = {
	displayName: 'Conversation ID',
	name: 'conversationId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1024',
	description: "Number of the conversation. It comes from Client Conversation 'Create' or 'Get Many'.",
} as const satisfies Field;

/** What a contact of the Client API is written with. */
export const PERSON_FIELDS = [
	{
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. user-4711',
		description:
			"Your own ID of the person. With an HMAC token in the credential, it is signed, and proves the person's identity.",
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan Smith',
		description: 'Full name of the person. Without one the server invents it.',
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan@example.com',
		description: 'Email address of the person',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +15551234567',
		description: 'Phone number of the person, with plus and country code',
	},
	{
		displayName: 'Avatar URL',
		name: 'avatarUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/nathan.png',
		description: 'Address of a picture, which the installation loads a little later',
	},
] as const satisfies Fields;

/** Offers the key that opens the contact's websocket. */
export const KEEP_PUBSUB_TOKEN = {
	displayName: 'Include Pubsub Token',
	name: 'keepPubsubToken',
	type: 'boolean',
	default: false,
	description:
		"Whether to output the pubsub_token, with which anyone can follow the contact's conversations over the websocket. It is then stored with the execution.",
} as const satisfies Field;
