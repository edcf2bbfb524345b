import type { JsonValue } from 'n8n-workflow';
import { operation, type Resource } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { filled, isObject, made } from '../../../shared/rows';
import { chatwootClientService } from '../../client-service';
import { CUSTOM_ATTRIBUTE_FIELDS, customAttributes } from '../../custom-attributes';
import { CONVERSATION_ID, conversationLane, conversationPath, SOURCE_ID, sourceLane } from './fields';

const conversationIn = (body: JsonValue): ReturnType<typeof made> =>
	made({ conversation: body }, 'conversation');

const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create client conversation',
	description:
		'Start a conversation of a contact in the inbox. Each call starts another one, unless the inbox is set to one conversation a contact.',
	fields: [SOURCE_ID, ...CUSTOM_ATTRIBUTE_FIELDS],
	request: ({ sourceId, ...given }) => ({
		method: 'POST',
		path: path`/contacts/${sourceId}/conversations`,
		body: filled({ custom_attributes: customAttributes(given) }),
	}),
	rows: (body) => [conversationIn(body)],
	lane: sourceLane,
});

const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get client conversation',
	description: 'Retrieve one conversation of a contact, with its messages',
	fields: [SOURCE_ID, CONVERSATION_ID],
	request: (named) => ({ method: 'GET', path: conversationPath(named) }),
	rows: (body) => [conversationIn(body)],
});

const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many client conversations',
	description:
		'Retrieve a list of the conversations of a contact in this inbox; of one whose identity is proved, those of all its sessions',
	fields: [SOURCE_ID],
	request: ({ sourceId }) => ({ method: 'GET', path: path`/contacts/${sourceId}/conversations` }),
	paging: { by: 'nothing' },
});

const resolve = operation({
	name: 'Resolve',
	value: 'resolve',
	action: 'Resolve client conversation',
	description: 'End a conversation for the contact; one that is resolved stays so',
	fields: [SOURCE_ID, CONVERSATION_ID],
	request: (named) => ({
		method: 'POST',
		path: `${conversationPath(named)}/toggle_status`,
		body: {},
		repeatable: true,
	}),
	objection: (body) =>
		isObject(body) && body.status === 'resolved' ? undefined : 'The conversation is not resolved',
	lane: conversationLane,
});

const setTypingStatus = operation({
	name: 'Set Typing Status',
	value: 'setTypingStatus',
	action: 'Set typing status of client conversation',
	description: 'Show the agents that the contact is typing, or no longer is',
	fields: [
		SOURCE_ID,
		CONVERSATION_ID,
		{
			displayName: 'Typing Status',
			name: 'typingStatus',
			type: 'options',
			options: [
				{ name: 'Off', value: 'off' },
				{ name: 'On', value: 'on' },
			],
			default: 'on',
			description: 'Whether the contact is typing',
		},
	],
	request: ({ typingStatus, ...named }) => ({
		method: 'POST',
		path: `${conversationPath(named)}/toggle_typing`,
		body: { typing_status: typingStatus },
		repeatable: true,
		answer: 'optional',
	}),
	rows: () => [{ success: true }],
	lane: conversationLane,
});

const markSeen = operation({
	name: 'Mark Seen',
	value: 'markSeen',
	action: 'Mark client conversation as seen',
	description: 'Tell the agents that the contact has read the conversation up to now',
	fields: [SOURCE_ID, CONVERSATION_ID],
	request: (named) => ({
		method: 'POST',
		path: `${conversationPath(named)}/update_last_seen`,
		body: {},
		repeatable: true,
		answer: 'optional',
	}),
	rows: () => [{ success: true }],
	lane: conversationLane,
});

/** A conversation, as the customer's own app sees it. */
export const clientConversation: Resource = {
	service: chatwootClientService,
	name: 'Client Conversation',
	value: 'clientConversation',
	description: "The customer's side, through the Client API: their conversations in an API inbox",
	operations: [create, get, getMany, markSeen, resolve, setTypingStatus],
};
