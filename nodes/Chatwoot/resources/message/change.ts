import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { bodyOf, filled, inside } from '../../../shared/rows';
import { text } from '../../../shared/field-kinds';
import { CONVERSATION, MESSAGE_ID } from '../../fields';
import { idOf } from '../../ids';
import { conversationLane } from '../../lanes';
import { simpleMessage } from './simple';

/** The server would take `12abc` for message 12. */
const pathOf = (conversation: string, messageId: string): string =>
	path`/conversations/${conversation}/messages/${String(idOf('Message ID', messageId))}`;

export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete message',
	description:
		'Delete the content and the attachments of a message; a remark that it was deleted stays. This cannot be undone.',
	fields: [CONVERSATION, MESSAGE_ID],
	request: ({ conversation, messageId }) => ({
		method: 'DELETE',
		path: pathOf(conversation, messageId),
		answer: 'optional',
	}),
	objection: (body) =>
		body === undefined || inside(body, 'content_attributes')?.deleted === true
			? undefined
			: 'The message was not deleted',
	rows: () => [{ deleted: true }],
	lane: conversationLane,
});

export const setDeliveryStatus = operation({
	name: 'Set Delivery Status',
	value: 'setDeliveryStatus',
	action: 'Set delivery status of message',
	description: 'Report what became of a message that your own channel delivers; only in API inboxes',
	fields: [
		CONVERSATION,
		MESSAGE_ID,
		{
			displayName: 'Delivery Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Delivered', value: 'delivered', description: 'It reached the contact' },
				{ name: 'Failed', value: 'failed', description: 'It did not reach the contact' },
				{
					name: 'Read',
					value: 'read',
					description: 'The contact has seen it; cannot be set back to Delivered',
				},
			],
			default: 'delivered',
			description: 'What became of the message',
		},
		{
			...text('Reason', 'reason', 'e.g. The number is not known', 'Why it failed, as agents are shown it'),
			displayOptions: { show: { status: ['failed'] } },
		},
	],
	request: ({ conversation, messageId, status, reason }) => ({
		method: 'PATCH',
		path: pathOf(conversation, messageId),
		body: { status, ...filled({ external_error: reason }) },
		repeatable: true,
	}),
	objection: (body, { status }) => {
		const { status: current } = bodyOf(body);
		return current === status
			? undefined
			: `The message is not ${status}, but ${typeof current === 'string' ? current : 'as it was'}`;
	},
	simplify: simpleMessage,
	lane: conversationLane,
});
