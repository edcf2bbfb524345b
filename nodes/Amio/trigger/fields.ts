import type { Fields } from '../../shared/fields';
import { CHANNEL } from '../fields';
import { VERIFY_CERTIFICATE } from '../resources/channel/webhook';

/** What Amio sends to a channel's webhook (seed 003). */
const EVENTS = [
	{ name: 'Message Echo', value: 'message_echo', description: 'A message was sent, by this workflow or not' },
	{ name: 'Message Failed', value: 'message_failed', description: 'A sent message will not arrive' },
	{ name: 'Message Received', value: 'message_received', description: 'A contact wrote' },
	{ name: 'Messages Delivered', value: 'messages_delivered', description: 'Sent messages have arrived' },
	{ name: 'Messages Read', value: 'messages_read', description: 'A contact has read what arrived' },
	{ name: 'Notification', value: 'notification', description: 'A web chat told something of its own' },
	{ name: 'Opt In', value: 'opt_in', description: 'A contact has agreed to get messages' },
	{ name: 'Postback', value: 'postback', description: 'A contact tapped a button' },
] as const;

export const OPTION_FIELDS = [
	{
		displayName: 'Contacts',
		name: 'contacts',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Contact' },
		default: [],
		placeholder: 'e.g. 6456078781510715474',
		description:
			'Start only for these contacts, each by its ID or phone number; with none given, for all of them',
	},
	{
		displayName: 'Content Types',
		name: 'contentTypes',
		type: 'multiOptions',
		options: [
			{ name: 'Audio', value: 'audio' },
			{ name: 'File', value: 'file' },
			{ name: 'Image', value: 'image' },
			{ name: 'Location', value: 'location' },
			{ name: 'Structure', value: 'structure' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'video' },
		],
		default: [],
		description:
			'Start only for messages with these contents; with none chosen, for all, also of types that are not in this list. Events that have no content always start.',
	},
	VERIFY_CERTIFICATE,
] as const satisfies Fields;

/** The whole panel, in its order. */
export const TRIGGER_FIELDS = [
	{
		displayName:
			'A channel sends its events to one address only: to this one while the workflow is published. The former address is entered again, with its certificate check, when the workflow is unpublished; Amio may give it a new secret, which its owner then has to read anew. Listening for a test event takes the channel over for two minutes, also from the published workflow, and gives it back.',
		name: 'takeOverNotice',
		type: 'notice',
		default: '',
	},
	CHANNEL,
	{
		displayName: 'Replace Existing Webhook',
		name: 'replaceExisting',
		type: 'boolean',
		default: false,
		description:
			'Whether to take the place of a webhook that somebody else has entered for the channel. Without it the workflow refuses to start then.',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: EVENTS,
		default: ['message_received', 'postback'],
		description:
			'What starts the workflow. Every message that is sent causes echoes and delivery events: a workflow that answers those never stops.',
	},
	{
		displayName: 'Acknowledge',
		name: 'acknowledge',
		type: 'options',
		options: [
			{
				name: 'After the Workflow',
				value: 'afterRun',
				description: 'If the run fails, Amio delivers the event again',
			},
			{ name: 'At Once', value: 'atOnce', description: 'The event counts as delivered before the run' },
		],
		default: 'atOnce',
		description: 'When Amio learns that an event was taken',
	},
	{
		displayName:
			'Amio gives up waiting after 60 seconds, and delivers again after 1, 5, 20, 60, 180 and 480 minutes. A run that takes longer is started up to six times more although it succeeded: keep it short, or put a Remove Duplicates node behind it that compares the deliveryId.',
		name: 'afterRunNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { acknowledge: ['afterRun'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: OPTION_FIELDS,
	},
	{
		displayName:
			"An event may come more than once and not in its order. Each item has a 'deliveryId' for n8n's Remove Duplicates node, and 'eventTime' to sort by.",
		name: 'deliveryNotice',
		type: 'notice',
		default: '',
	},
] as const satisfies Fields;
