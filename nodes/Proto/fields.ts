import type { Field } from '../shared/fields';

/** Full name of a human. */
export const NAME = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Nathan Smith',
	description: 'Full name of the human',
} as const satisfies Field;

/** Email address of a human. */
export const EMAIL = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. nathan@example.com',
	description: 'Email address of the human',
} as const satisfies Field;

/** Phone number of a human. */
export const PHONE_NUMBER = {
	displayName: 'Phone Number',
	name: 'phoneNumber',
	type: 'string',
	default: '',
	placeholder: 'e.g. +15551234567',
	description: 'Phone number of the human',
} as const satisfies Field;

/** Names a human: all but the description, which says where the ID comes from and whether it is needed. */
export const HUMAN_ID = ['Human ID', 'humanId', 'e.g. human_4361a99d71fa3'] as const;

/** Names a chat. */
export const CHAT_ID = {
	displayName: 'Chat ID',
	name: 'chatId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. e0fdaa11427340d08527ce0a39939b7d',
	description:
		"ID of the chat, 32 letters and digits. It comes from Chat 'Create' or from the Proto Trigger.",
} as const satisfies Field;
