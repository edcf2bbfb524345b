import type { Field, Fields } from '../../shared/fields';
import { OPTION_FIELDS, SOURCE_FIELDS } from '../trigger/fields';

type Named<F extends Fields, Name extends string> = Extract<F[number], { readonly name: Name }>;

/** A field of the Chatwoot Trigger that means the same here. */
function same<const F extends Fields, const Name extends F[number]['name']>(
	fields: F,
	name: Name,
): Named<F, Name> {
	const found = fields.find((field): field is Named<F, Name> => field.name === name);
	if (found === undefined) {
		throw new TypeError(`There is no field ${name}`);
	}
	return found;
}

const AGENT = { displayOptions: { show: { listenAs: ['agent'] } } } as const;
const CONTACT = { displayOptions: { show: { listenAs: ['contact'] } } } as const;

/** What a contact hears, as frames name it (recorded from a real server). */
const CONTACT_EVENTS = [
	{ name: 'Conversation Created', value: 'conversation.created' },
	{ name: 'Conversation Status Changed', value: 'conversation.status_changed' },
	{ name: 'Conversation Typing Off', value: 'conversation.typing_off' },
	{ name: 'Conversation Typing On', value: 'conversation.typing_on' },
	{ name: 'Conversation Updated', value: 'conversation.updated' },
	{ name: 'Message Created', value: 'message.created' },
	{
		name: 'Message Updated',
		value: 'message.updated',
		description: 'Delivery, reading, deletion, and choices and forms that customers submit',
	},
] as const;

/** What an agent hears. `first.reply.created`, which only repeats a new message, is left out. */
const AGENT_EVENTS = [
	{ name: 'Assignee Changed', value: 'assignee.changed' },
	{ name: 'Contact Created', value: 'contact.created' },
	{ name: 'Contact Deleted', value: 'contact.deleted' },
	{ name: 'Contact Merged', value: 'contact.merged' },
	{
		name: 'Contact Updated',
		value: 'contact.updated',
		description: 'Also whenever a contact writes, because their last activity changes',
	},
	CONTACT_EVENTS[0],
	{ name: 'Conversation Read', value: 'conversation.read' },
	CONTACT_EVENTS[1],
	CONTACT_EVENTS[2],
	CONTACT_EVENTS[3],
	CONTACT_EVENTS[4],
	CONTACT_EVENTS[5],
	CONTACT_EVENTS[6],
	{ name: 'Team Changed', value: 'team.changed' },
] as const;

const EVENTS = {
	displayName: 'Events',
	type: 'multiOptions',
	required: true,
	default: ['message.created'],
	description: 'What starts the workflow',
} as const;

const CATCH_UP = {
	displayName: 'Catch Up (Minutes)',
	name: 'catchUp',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 1440 },
	default: 60,
	description:
		'How far back to look for new messages that were missed while the connection was cut, n8n was restarted or the workflow was published anew; 0 for not at all. Other events are not caught up. After it was unpublished, a workflow begins with what comes from then on.',
} as const satisfies Field;

const STATUSES = {
	...same(OPTION_FIELDS, 'statuses'),
	description:
		'Start only for conversations in these states; with none chosen, in all of them. Messages come without a state and always start.',
} as const;

/** As the Chatwoot Trigger has them. */
const SHARED = [same(OPTION_FIELDS, 'includeSecrets'), same(OPTION_FIELDS, 'senderTypes')] as const;

export const AGENT_OPTIONS = [
	CATCH_UP,
	STATUSES,
	same(OPTION_FIELDS, 'inboxes'),
	same(OPTION_FIELDS, 'includePrivate'),
	...SHARED,
] as const satisfies Fields;

export const CONTACT_OPTIONS = [CATCH_UP, STATUSES, ...SHARED] as const satisfies Fields;

const OPTIONS = {
	displayName: 'Options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
} as const;

/** The panel of the Chatwoot Realtime Trigger. */
export const REALTIME_FIELDS = [
	{
		displayName: 'Listen As',
		name: 'listenAs',
		type: 'options',
		options: [
			{
				name: 'Agent',
				value: 'agent',
				description: "What the access token's owner sees: all inboxes of which they are a member",
			},
			{
				name: 'Contact',
				value: 'contact',
				description: 'What one contact sees in one API inbox, to bring the words of agents to them',
			},
		],
		default: 'agent',
		description: 'Through whose eyes the workflow follows the conversations',
	},
	{
		displayName:
			"As long as the workflow is published, Chatwoot shows the access token's owner as online. Use an agent of its own for it, if that matters to you.",
		name: 'onlineNotice',
		type: 'notice',
		default: '',
		...AGENT,
	},
	{
		displayName: 'Contact By',
		name: 'contactBy',
		type: 'options',
		options: [
			{
				name: 'Pubsub Token',
				value: 'pubsubToken',
				description: 'As the Client API gives it. Messages that were missed cannot be caught up with it.',
			},
			{ name: 'Source ID', value: 'sourceId', description: 'The node fetches the token itself' },
		],
		default: 'sourceId',
		description: 'How the contact is named',
		...CONTACT,
	},
	{
		displayName: 'Source ID',
		name: 'sourceId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348',
		description:
			"ID of the contact's session in this inbox, also called contact identifier. It comes from Client Contact 'Create' or from the contact's 'contact_inboxes'.",
		displayOptions: { show: { listenAs: ['contact'], contactBy: ['sourceId'] } },
	},
	{
		displayName: 'Pubsub Token',
		name: 'pubsubToken',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '',
		description: "It comes from Client Contact 'Create' or 'Get' and opens the conversations of the contact",
		displayOptions: { show: { listenAs: ['contact'], contactBy: ['pubsubToken'] } },
	},
	{ ...EVENTS, name: 'events', options: AGENT_EVENTS, ...AGENT },
	{ ...EVENTS, name: 'contactEvents', options: CONTACT_EVENTS, ...CONTACT },
	{ ...same(SOURCE_FIELDS, 'direction'), ...AGENT },
	{ ...same(SOURCE_FIELDS, 'inboxDirection'), name: 'contactDirection', ...CONTACT },
	{ ...OPTIONS, name: 'options', options: AGENT_OPTIONS, ...AGENT },
	{ ...OPTIONS, name: 'contactOptions', options: CONTACT_OPTIONS, ...CONTACT },
	{
		displayName:
			"Only new messages are caught up after a cut, with a little less detail than live ones; other events of that time are lost. A message has the same 'deliveryId' either way; other events have one each, for n8n's Remove Duplicates node.",
		name: 'catchUpNotice',
		type: 'notice',
		default: '',
	},
] as const satisfies Fields;
