import type { Field, Fields } from '../../shared/fields';
import { ACCOUNT_EVENTS } from '../events';
import { AGENT_BOT, INBOX } from '../fields';

const notice = <const Name extends string>(
	name: Name,
	displayName: string,
	show: Readonly<Record<string, readonly string[]>>,
) => ({ displayName, name, type: 'notice', default: '', displayOptions: { show } }) as const satisfies Field;

/** Which messages start a workflow. */
export const DIRECTIONS = [
	{
		name: 'Any',
		value: 'any',
		description:
			"All messages, also those that tell what happened, e.g. 'Agnes resolved the conversation'. Take care not to build a loop.",
	},
	{
		name: 'Incoming',
		value: 'incoming',
		description: 'From contacts, with the choices and forms they submit',
	},
	{ name: 'Outgoing', value: 'outgoing', description: 'To contacts, from agents, bots and automations' },
] as const;

/** The panel of the Chatwoot Trigger, without its options. */
export const SOURCE_FIELDS = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{
				name: 'Account Webhook',
				value: 'accountWebhook',
				description: 'What happens in the account, in all inboxes',
			},
			{
				name: 'Agent Bot',
				value: 'agentBot',
				description: 'What happens in the inboxes that a bot serves. Chatwoot repeats deliveries to bots.',
			},
			{
				name: 'API Inbox Callback',
				value: 'apiInbox',
				description: 'What happens in one API inbox, to bring the words of agents to the customer',
			},
		],
		default: 'accountWebhook',
		description: 'Where the events come from',
	},
	{
		displayName: 'Set Up',
		name: 'setUp',
		type: 'options',
		options: [
			{
				name: 'Automatically',
				value: 'automatic',
				description: 'The node enters its own address in Chatwoot; needs the token of an administrator',
			},
			{
				name: 'By Hand',
				value: 'byHand',
				description: 'You enter the address in Chatwoot, and the secret in the credential',
			},
		],
		default: 'automatic',
		description: 'How Chatwoot comes to know the address of this workflow',
	},
	notice(
		'byHandNotice',
		'Copy the Production URL from above into Chatwoot: for an account, Settings, Integrations, Webhooks; for an API inbox, its settings; for a bot, Settings, Bots. The secret that Chatwoot shows there belongs in the credential. The Test URL works only while this editor listens.',
		{ setUp: ['byHand'] },
	),
	notice(
		'takeOverNotice',
		'An API inbox or agent bot sends to one address only. The address of this workflow takes the place of the present one, which is put back when the workflow is unpublished. Listening for a test event does the same for two minutes.',
		{ setUp: ['automatic'], source: ['agentBot', 'apiInbox'] },
	),
	{ ...INBOX, displayOptions: { show: { setUp: ['automatic'], source: ['apiInbox'] } } },
	{ ...AGENT_BOT, displayOptions: { show: { setUp: ['automatic'], source: ['agentBot'] } } },
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: ACCOUNT_EVENTS,
		default: ['message_created'],
		description: 'What starts the workflow',
		displayOptions: { show: { source: ['accountWebhook'] } },
	},
	{
		displayName: 'Events',
		name: 'inboxEvents',
		type: 'multiOptions',
		required: true,
		options: [
			{ name: 'Conversation Created', value: 'conversation_created' },
			{ name: 'Conversation Status Changed', value: 'conversation_status_changed' },
			{ name: 'Conversation Typing Off', value: 'conversation_typing_off' },
			{ name: 'Conversation Typing On', value: 'conversation_typing_on' },
			{ name: 'Conversation Updated', value: 'conversation_updated' },
			{ name: 'Message Created', value: 'message_created' },
			{ name: 'Message Updated', value: 'message_updated' },
		],
		default: ['message_created'],
		description: 'What starts the workflow; Chatwoot sends all of them',
		displayOptions: { show: { source: ['apiInbox'] } },
	},
	{
		displayName: 'Events',
		name: 'botEvents',
		type: 'multiOptions',
		required: true,
		options: [
			{ name: 'Conversation Opened', value: 'conversation_opened' },
			{ name: 'Conversation Resolved', value: 'conversation_resolved' },
			{ name: 'Message Created', value: 'message_created' },
			{ name: 'Message Updated', value: 'message_updated' },
			{ name: 'Web Widget Triggered', value: 'webwidget_triggered' },
		],
		default: ['message_created'],
		description: 'What starts the workflow; Chatwoot sends all of them',
		displayOptions: { show: { source: ['agentBot'] } },
	},
	{
		displayName: 'Message Direction',
		name: 'direction',
		type: 'options',
		options: DIRECTIONS,
		default: 'incoming',
		description: "Which messages start the workflow. Keep 'Incoming', so that it does not answer itself.",
		displayOptions: { show: { source: ['accountWebhook', 'agentBot'] } },
	},
	{
		displayName: 'Message Direction',
		name: 'inboxDirection',
		type: 'options',
		options: DIRECTIONS,
		default: 'outgoing',
		description: "Which messages start the workflow. 'Outgoing' are those that the customer should get.",
		displayOptions: { show: { source: ['apiInbox'] } },
	},
] as const satisfies Fields;

export const OPTION_FIELDS = [
	{
		displayName: 'Accept Unsigned Deliveries',
		name: 'acceptUnsigned',
		type: 'boolean',
		default: false,
		description:
			'Whether to believe deliveries without a signature if no secret is known: for servers that are too old to sign. Whoever knows the address can then start the workflow. With a secret, signatures are checked all the same.',
	},
	{
		displayName: 'Conversation Status',
		name: 'statuses',
		type: 'multiOptions',
		options: [
			{ name: 'Open', value: 'open' },
			{ name: 'Pending', value: 'pending' },
			{ name: 'Resolved', value: 'resolved' },
			{ name: 'Snoozed', value: 'snoozed' },
		],
		default: [],
		description: 'Start only for conversations in these states; with none chosen, in all of them',
	},
	{
		displayName: 'Inbox Names or IDs',
		name: 'inboxes',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getInboxes' },
		default: [],
		description:
			'Start only for these inboxes; events of contacts belong to none and always start. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Include Private Notes',
		name: 'includePrivate',
		type: 'boolean',
		default: false,
		description: 'Whether notes that only the team sees start the workflow too',
	},
	{
		displayName: 'Include Secrets',
		name: 'includeSecrets',
		type: 'boolean',
		default: false,
		description:
			'Whether to output what is otherwise taken out, such as the pubsub_token, with which anyone can follow the conversation. n8n stores it with the execution.',
	},
	{
		displayName: 'Max Age (Minutes)',
		name: 'maxAge',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1440 },
		default: 5,
		description:
			"How old a signed delivery may be, or how far ahead of n8n's clock. An older one may be an intercepted one that is sent again.",
	},
	{
		displayName: 'Report Failed Runs to Chatwoot',
		name: 'reportFailedRuns',
		type: 'boolean',
		default: false,
		description:
			'Whether to answer an API inbox only after the run, so that agents see the message as failed if the run failed. Chatwoot waits 5 seconds and does not repeat the delivery.',
	},
	{
		displayName: 'Sender Types',
		name: 'senderTypes',
		type: 'multiOptions',
		options: [
			{ name: 'Agent', value: 'user' },
			{ name: 'Agent Bot', value: 'agent_bot' },
			{ name: 'Contact', value: 'contact' },
		],
		default: [],
		description:
			'Start only for messages of these senders; with none chosen, all messages do, also greetings and those that tell what happened, which nobody has sent',
	},
] as const satisfies Fields;

/** The whole panel, in its order. */
export const TRIGGER_FIELDS = [
	...SOURCE_FIELDS,
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
			"Deliveries come in any order, often several for one action. Each item has a 'deliveryId' for n8n's Remove Duplicates node, and 'eventTime' and 'messageId' to sort by. A choice or form that a customer has submitted comes again whenever its message changes, as when it is read: with the same 'deliveryId'.",
		name: 'orderNotice',
		type: 'notice',
		default: '',
	},
] as const satisfies Fields;
