import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { CONVERSATION } from '../../fields';
import { conversationLane } from '../../lanes';
import { simpleConversation } from './simple';

export const markSeen = operation({
	name: 'Mark Seen',
	value: 'markSeen',
	action: 'Mark conversation as seen',
	description: 'Say that the agent whose token is used has read everything up to now',
	fields: [CONVERSATION],
	request: ({ conversation }) => ({
		method: 'POST',
		path: path`/conversations/${conversation}/update_last_seen`,
		repeatable: true,
	}),
	simplify: simpleConversation,
	lane: conversationLane,
});

export const markUnread = operation({
	name: 'Mark Unread',
	value: 'markUnread',
	action: 'Mark conversation as unread',
	description: 'Show the last messages of the contact as not read yet, to the whole team',
	fields: [CONVERSATION],
	request: ({ conversation }) => ({
		method: 'POST',
		path: path`/conversations/${conversation}/unread`,
		repeatable: true,
	}),
	simplify: simpleConversation,
	lane: conversationLane,
});

export const mute = operation({
	name: 'Mute',
	value: 'mute',
	action: 'Mute conversation',
	description: 'Block the contact: the conversation is resolved and their messages do not open it again',
	fields: [CONVERSATION],
	request: ({ conversation }) => ({
		method: 'POST',
		path: path`/conversations/${conversation}/mute`,
		answer: 'optional',
		repeatable: true,
	}),
	rows: (_body, { conversation }) => [{ id: Number(conversation), muted: true }],
	lane: conversationLane,
});

export const unmute = operation({
	name: 'Unmute',
	value: 'unmute',
	action: 'Unmute conversation',
	description: 'Let the contact of a muted conversation write again; the status stays as it is',
	fields: [CONVERSATION],
	request: ({ conversation }) => ({
		method: 'POST',
		path: path`/conversations/${conversation}/unmute`,
		answer: 'optional',
		repeatable: true,
	}),
	rows: (_body, { conversation }) => [{ id: Number(conversation), muted: false }],
	lane: conversationLane,
});
