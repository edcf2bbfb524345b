import { operation } from '../../../shared/operation';
import type { Field } from '../../../shared/fields';
import { path } from '../../../shared/path';
import { filled, inside } from '../../../shared/rows';
import { CONVERSATION } from '../../fields';
import { bodyOf, laneOf } from '../conversation/simple';
import { simpleMessage } from './simple';

const MESSAGE_ID = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 2048',
	description: "ID of the message, a number; it comes with what was sent and from Message 'Get Many'",
} as const satisfies Field;

export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete message',
	description: 'Take the content and the attachments of a message away; a remark that it was deleted stays',
	fields: [CONVERSATION, MESSAGE_ID],
	request: ({ conversation, messageId }) => ({
		method: 'DELETE',
		path: path`/conversations/${conversation}/messages/${messageId}`,
		answer: 'optional',
	}),
	objection: (body) =>
		body === undefined || inside(body, 'content_attributes')?.deleted === true
			? undefined
			: 'The message was not deleted',
	rows: () => [{ deleted: true }],
	lane: laneOf,
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
				{ name: 'Read', value: 'read', description: 'The contact has seen it; it does not go back' },
			],
			default: 'delivered',
			description: 'What became of the message',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			placeholder: 'e.g. The number is not known',
			description: 'Why it failed, as agents are shown it',
			displayOptions: { show: { status: ['failed'] } },
		},
	],
	request: ({ conversation, messageId, status, reason }) => ({
		method: 'PATCH',
		path: path`/conversations/${conversation}/messages/${messageId}`,
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
	lane: laneOf,
});
