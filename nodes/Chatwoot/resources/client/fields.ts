import type { Fields } from '../../../shared/fields';
import { path } from '../../../shared/path';
import { requiredText } from '../../../shared/field-kinds';
import { laneOf } from '../../lanes';
import { AVATAR_URL, EMAIL, IDENTIFIER, NAME, PHONE_NUMBER } from '../../person-fields';

/** Names a contact in the Client API. */
export const SOURCE_ID = requiredText(
	'Source ID',
	'sourceId',
	'e.g. 1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348',
	"ID of the contact's session in this inbox, often a UUID. It comes from Client Contact 'Create' or from the contact's 'contact_inboxes'.",
);

/** Names a conversation of that contact. */
export const CONVERSATION_ID = requiredText(
	'Conversation ID',
	'conversationId',
	'e.g. 1024',
	"Number of the conversation. It comes from Client Conversation 'Create' or 'Get Many'.",
);

/** A conversation, as an operation's parameters name it. */
export interface Named {
	readonly sourceId: string;
	readonly conversationId: string;
}

export const conversationPath = ({ sourceId, conversationId }: Named): string =>
	path`/contacts/${sourceId}/conversations/${conversationId}`;

export const conversationLane = ({ conversationId }: Named): string => laneOf('conversation', conversationId);

export const sourceLane = ({ sourceId }: Pick<Named, 'sourceId'>): string => laneOf('source', sourceId);

/** What a contact of the Client API is written with. */
export const PERSON_FIELDS = [
	{
		...IDENTIFIER,
		placeholder: 'e.g. user-4711',
		description:
			"Your own ID of the person. With an HMAC token in the credential, it is signed, and proves the person's identity.",
	},
	{ ...NAME, description: 'Full name of the person. Without one the server invents it.' },
	EMAIL,
	PHONE_NUMBER,
	AVATAR_URL,
] as const satisfies Fields;
