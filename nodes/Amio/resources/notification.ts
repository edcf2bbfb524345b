import { operation, type Resource } from '../../shared/operation';
import { CHANNEL, CONTACT } from '../fields';
import { contactLane } from '../lanes';

const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send notification',
	description:
		'Show a contact that somebody is typing or has read their messages, or tell the program of a web chat something; Amio Chat and Messenger',
	fields: [
		CHANNEL,
		CONTACT,
		{
			displayName: 'Notification Type',
			name: 'notificationType',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Anything, for your own program; Amio Chat only' },
				{ name: 'Messages Read', value: 'messages_read', description: 'What the contact wrote was read' },
				{ name: 'Typing Off', value: 'typing_off', description: 'Nobody is typing any more' },
				{
					name: 'Typing On',
					value: 'typing_on',
					description: 'Somebody is typing; on Messenger for about 20 seconds',
				},
			],
			default: 'typing_on',
			description: 'What the contact is shown',
		},
		{
			displayName: 'Payload (JSON)',
			name: 'payload',
			type: 'json',
			required: true,
			default: '{}',
			placeholder: 'e.g. { "action": "openCart" }',
			description: 'What your program gets, as a JSON object',
			displayOptions: { show: { notificationType: ['custom'] } },
		},
	],
	request: ({ channel, contact, notificationType: type, payload }) => ({
		method: 'POST',
		path: '/notifications',
		body: {
			channel: { id: channel },
			contact: { id: contact },
			type,
			...(type === 'custom' ? { payload } : {}),
		},
		// What is shown already, stays as it is; a custom one may do anything.
		repeatable: type !== 'custom',
	}),
	lane: contactLane,
});

/** What a contact is shown or told beside messages. */
export const notification: Resource = {
	name: 'Notification',
	value: 'notification',
	operations: [send],
};
