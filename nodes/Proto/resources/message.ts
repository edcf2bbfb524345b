import type { JsonObject } from 'n8n-workflow';
import type { Fields, ValuesOf } from '../../shared/fields';
import { operation, type Resource } from '../../shared/operation';
import { path } from '../../shared/path';
import { filled, whatever } from '../../shared/rows';
import { requiredText } from '../../shared/field-kinds';
import { CHAT_ID, HUMAN_ID } from '../fields';

const CONTENT_FIELDS = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		options: [
			{
				name: 'Button Postback',
				value: 'button',
				description: 'The human pressed a button that carries a postback',
			},
			{
				name: 'Manual Trigger',
				value: 'manual_trigger',
				description: 'Make the bot jump to a Manual Trigger of its flow',
			},
			{
				name: 'Media by URL',
				value: 'media',
				description: 'The human sent an image, audio, video or another file',
			},
			{ name: 'Other', value: 'other', description: 'A type that this node does not know yet' },
			{
				name: 'Text',
				value: 'text',
				description: 'The human wrote something, or chose a quick reply or text button',
			},
		],
		default: 'text',
		description: 'What the human did',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: "e.g. I can't see my deposit",
		description: 'What the human wrote. For a quick reply or a text button: its text.',
		displayOptions: { show: { messageType: ['text'] } },
	},
	{
		displayName: 'Postback',
		name: 'payload',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. show-balance',
		description: 'The postback that the button carries',
		displayOptions: { show: { messageType: ['button'] } },
	},
	{
		displayName: 'API Code',
		name: 'triggerName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. payment-received',
		description: "The API Code of the Manual Trigger action in the bot's flow, as it is entered in Proto",
		displayOptions: { show: { messageType: ['manual_trigger'] } },
	},
	{
		displayName: 'Media URL',
		name: 'mediaUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://www.example.com/file/image.png',
		description: 'Address from which Proto can load the file',
		displayOptions: { show: { messageType: ['media'] } },
	},
	{
		displayName: 'File Name',
		name: 'filename',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. image.png',
		description: 'Name of the file, with its ending',
		displayOptions: { show: { messageType: ['media'] } },
	},
	{
		displayName: 'Type',
		name: 'otherType',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. feedback',
		description: 'The type of the message, in the words of the API',
		displayOptions: { show: { messageType: ['other'] } },
	},
	{
		displayName: 'Data (JSON)',
		name: 'otherData',
		type: 'json',
		required: true,
		default: '{}',
		placeholder: 'e.g. { "rating": 5 }',
		description: 'The data of the message, as a JSON object',
		displayOptions: { show: { messageType: ['other'] } },
	},
] as const satisfies Fields;

/** The message in the form that each kind has (seed 000). */
function contentOf(content: ValuesOf<typeof CONTENT_FIELDS>): JsonObject {
	switch (content.messageType) {
		case 'text':
			return { type: 'text', data: { text: content.text } };
		case 'button':
			return { type: 'button', data: { payload: content.payload } };
		case 'manual_trigger':
			return { type: 'manual_trigger', data: { trigger_name: content.triggerName } };
		case 'media':
			return { type: 'media', data: { attachment: { filename: content.filename, url: content.mediaUrl } } };
		case 'other':
			return { type: content.otherType, data: content.otherData };
	}
}

const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send message as human',
	description: 'Write into a chat as its human: text, a pressed button, a manual trigger, or a file',
	fields: [
		CHAT_ID,
		requiredText(...HUMAN_ID, 'ID of the human who writes. It begins with human_ and comes with the chat.'),
		...CONTENT_FIELDS,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Reply Token',
					name: 'replyReference',
					type: 'string',
					default: '',
					placeholder: 'e.g. order-4711-question-2',
					description:
						'A text of your own that Proto repeats with the answers to this message: give each message another one, and a workflow knows what an answer belongs to',
				},
			],
		},
	],
	request: ({ chatId, humanId, additionalFields, ...content }) => ({
		method: 'POST',
		path: path`/chat/${chatId}/message`,
		body: {
			author: { type: 'human', id: humanId },
			message: contentOf(content),
			...filled({ replyToken: additionalFields.replyReference }),
		},
		// What Proto answers here is documented nowhere.
		answer: 'optional',
	}),
	rows: whatever,
	lane: ({ chatId }) => `chat ${chatId}`,
});

const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many messages',
	description: 'Retrieve a list of the messages of a chat, from the human, the bot and agents',
	fields: [CHAT_ID],
	request: ({ chatId }) => ({ method: 'GET', path: path`/chat/${chatId}/message` }),
	// Nothing is said of the order: the sample of seed 000 has the oldest first.
	paging: { by: 'nothing', newest: 'last' },
});

/** What was said in a chat. */
export const message: Resource = {
	name: 'Message',
	value: 'message',
	operations: [getMany, send],
	usual: send,
};
