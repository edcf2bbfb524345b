import type { Field } from '../shared/fields';
import { requiredText } from '../shared/field-kinds';

/** Chooses one thing: from a searchable list, or by its ID, for expressions. */
export const chosen = <const Name extends string>(
	displayName: string,
	name: Name,
	{
		description,
		searchListMethod,
		placeholder,
	}: { description: string; searchListMethod: string; placeholder: string },
) =>
	({
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select ${/^[aeiou]/i.test(displayName) ? 'an' : 'a'} ${displayName.toLowerCase()}…`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder,
				validation: [
					{
						type: 'regex',
						properties: { regex: '\\d+', errorMessage: 'Must be a number' },
					},
				],
			},
		],
	}) as const satisfies Field;

/** A person. */
export const CONTACT = chosen('Contact', 'contact', {
	description:
		"The contact. Its ID is a number; it comes from Contact 'Search', a conversation, or a trigger.",
	searchListMethod: 'searchContacts',
	placeholder: 'e.g. 42',
});

/** A conversation, by the number that people see. */
export const CONVERSATION = chosen('Conversation', 'conversation', {
	description:
		"The conversation. Its ID is the number that people see; it comes from Conversation 'Get Many', or from a trigger as 'conversationId'.",
	searchListMethod: 'searchConversations',
	placeholder: 'e.g. 1024',
});

export const INBOX = chosen('Inbox', 'inbox', {
	description: "The inbox. Its ID is a number; it comes from Inbox 'Get Many'.",
	searchListMethod: 'searchInboxes',
	placeholder: 'e.g. 3',
});

/** A program that answers in an inbox. */
export const AGENT_BOT = chosen('Agent Bot', 'agentBot', {
	description: "The agent bot. Its ID is a number; Inbox 'Get Agent Bot' gives it too.",
	searchListMethod: 'searchAgentBots',
	placeholder: 'e.g. 3',
});

export const AGENT = chosen('Agent', 'agent', {
	description: "The agent. Its ID is a number; it comes from Agent 'Get Many'.",
	searchListMethod: 'searchAgents',
	placeholder: 'e.g. 7',
});

export const TEAM = chosen('Team', 'team', {
	description: "The team. Its ID is a number; it comes from Team 'Get Many'.",
	searchListMethod: 'searchTeams',
	placeholder: 'e.g. 2',
});

export const MESSAGE_ID = requiredText(
	'Message ID',
	'messageId',
	'e.g. 2048',
	"ID of the message, a number; it comes with what was sent, from a trigger and from Message 'Get Many'",
);

/** Labels, by name; the list offers those of the account, and any name may be typed in by an expression. */
export const LABELS = {
	displayName: 'Label Names or IDs',
	name: 'labels',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getLabels' },
	default: [],
	description:
		'Labels by their title, e.g. vip, not by their number. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
} as const satisfies Field;
