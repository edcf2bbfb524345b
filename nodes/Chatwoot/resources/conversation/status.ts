import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { filled } from '../../../shared/rows';
import { CONVERSATION } from '../../fields';
import { conversationLane } from '../../lanes';
import { futureOf } from '../../../shared/instant';
import { putInto } from './state';

export const setStatus = operation({
	name: 'Set Status',
	value: 'setStatus',
	action: 'Set status of conversation',
	description: 'Open, resolve or snooze a conversation, or hand it to the bot (pending)',
	fields: [
		CONVERSATION,
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{
					name: 'Open',
					value: 'open',
					description:
						"Agents take care of it. With an agent's token Chatwoot also assigns it to that agent; an administrator's or a bot's leaves it as it is.",
				},
				{ name: 'Pending', value: 'pending', description: 'Waits for a bot' },
				{ name: 'Resolved', value: 'resolved', description: 'Done; a message of the contact opens it again' },
				{ name: 'Snoozed', value: 'snoozed', description: 'Out of sight until a date, or until a message' },
			],
			default: 'resolved',
			description: 'State that the conversation is to have',
		},
		{
			displayName: 'Snooze Until',
			name: 'snoozedUntil',
			type: 'dateTime',
			required: true,
			ignoreValidationDuringExecution: true,
			default: '',
			description: 'When the conversation comes back; a date in the future',
			displayOptions: { show: { status: ['snoozed'] } },
		},
	],
	steps: function* ({ conversation, status, snoozedUntil }) {
		const until = status === 'snoozed' ? futureOf('Snooze Until', snoozedUntil) : undefined;
		return { rows: [yield* putInto(conversation, { status, until })] };
	},
	lane: conversationLane,
});

export const setPriority = operation({
	name: 'Set Priority',
	value: 'setPriority',
	action: 'Set priority of conversation',
	description: 'Say how urgent a conversation is, or take its priority away',
	fields: [
		CONVERSATION,
		{
			displayName: 'Priority',
			name: 'priority',
			type: 'options',
			options: [
				{ name: 'High', value: 'high' },
				{ name: 'Low', value: 'low' },
				{ name: 'Medium', value: 'medium' },
				{ name: 'None', value: 'none', description: 'Take the priority away' },
				{ name: 'Urgent', value: 'urgent' },
			],
			default: 'medium',
			description: 'How urgent the conversation is',
		},
	],
	request: ({ conversation, priority }) => ({
		method: 'POST',
		path: path`/conversations/${conversation}/toggle_priority`,
		// The word `none` breaks the server (recorded).
		body: { priority: priority === 'none' ? null : priority },
		answer: 'optional',
		repeatable: true,
	}),
	rows: (_body, { conversation, priority }) => [
		{ id: Number(conversation), priority: priority === 'none' ? null : priority },
	],
	lane: conversationLane,
});

export const setTypingStatus = operation({
	name: 'Set Typing Status',
	value: 'setTypingStatus',
	action: 'Set typing status of conversation',
	description: 'Show the contact, or only the team, that an agent is writing, or no longer',
	fields: [
		CONVERSATION,
		{
			displayName: 'Typing Status',
			name: 'typingStatus',
			type: 'options',
			options: [
				{ name: 'On', value: 'on' },
				{ name: 'Off', value: 'off' },
			],
			default: 'on',
			description: 'Whether somebody is writing',
		},
		{
			displayName: 'Private',
			name: 'isPrivate',
			type: 'boolean',
			default: false,
			description: 'Whether a private note is being written, which the contact is not shown',
		},
	],
	request: ({ conversation, typingStatus, isPrivate }) => ({
		method: 'POST',
		path: path`/conversations/${conversation}/toggle_typing_status`,
		body: { typing_status: typingStatus, ...filled({ is_private: isPrivate ? true : undefined }) },
		answer: 'optional',
		repeatable: true,
	}),
	rows: (_body, { conversation, typingStatus }) => [
		{ id: Number(conversation), typing_status: typingStatus },
	],
	lane: conversationLane,
});
