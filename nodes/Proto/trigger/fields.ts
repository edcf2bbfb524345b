import type { Field, Fields } from '../../shared/fields';

/** Whose messages are handed on. The author types are all that the documentation names. */
export const AUTHORS = {
	displayName: 'Authors',
	name: 'authors',
	type: 'multiOptions',
	options: [
		{ name: 'Agent', value: 'agent' },
		{ name: 'Bot', value: 'bot' },
		{
			name: 'Human',
			value: 'human',
			description: "The customer's own messages. With these, take care not to build a loop.",
		},
	],
	default: ['agent', 'bot'],
	description: 'Whose messages start the workflow',
} as const satisfies Field;

/** What narrows the messages that start the workflow. */
export const OPTION_FIELDS = [
	AUTHORS,
	{
		displayName: 'Message Types',
		name: 'messageTypes',
		type: 'multiOptions',
		options: [
			{ name: 'Agent Takeover', value: 'thirdparty_agent_takeover' },
			{ name: 'Carousel', value: 'carousel' },
			{ name: 'Hyperlink', value: 'hyperlink' },
			{ name: 'Image', value: 'image' },
			{ name: 'Media', value: 'media' },
			{ name: 'Text', value: 'text' },
		],
		default: [],
		description:
			'Which messages start the workflow. With none chosen all do, also of types that are not in this list.',
	},
] as const satisfies Fields;

/** The whole panel, in its order. */
export const TRIGGER_FIELDS = [
	{
		displayName:
			"In Proto, open the settings of your webhook channel: paste the Production URL from above there as the webhook URL, and copy the channel secret from there into this node's credential. The Test URL works only while this editor listens.",
		name: 'setUpNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Human Profile Request',
				value: 'humanProfile',
				description: 'Proto asks for the name, email and tags of a customer, and waits for the answer',
			},
			{
				name: 'Message for Customer',
				value: 'message',
				description: 'A bot or an agent has written something that the customer should get',
			},
		],
		default: ['message'],
		description: 'What starts the workflow',
	},
	{
		displayName:
			"Proto gets what the last node of this workflow outputs. Let that be Proto's 'Build Profile Reply', with 'Always Output Data' on in its settings: a workflow that ends without an item is answered with status 500. The bot goes on in any case.",
		name: 'profileNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: ['humanProfile'] } },
	},
	{
		displayName: 'Output',
		name: 'split',
		type: 'options',
		options: [
			{
				name: 'One Item per Event',
				value: 'event',
				description: 'All messages that Proto sends together for one chat',
			},
			{
				name: 'One Item per Message',
				value: 'message',
				description: 'Each message by itself, in their order',
			},
		],
		default: 'message',
		description: 'How messages become items',
		displayOptions: { show: { events: ['message'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { events: ['message'] } },
		options: OPTION_FIELDS,
	},
	{
		displayName:
			"Each item has a 'deliveryId' for n8n's Remove Duplicates node, which is filled only for the customer's own messages, if they have a reply token. For those of bots and agents it is empty: Proto gives messages no ID and no time, so that the same text written twice could not be told from one delivery that came twice.",
		name: 'deliveryNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: ['message'] } },
	},
] as const satisfies Fields;
