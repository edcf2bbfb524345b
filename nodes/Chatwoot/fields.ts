import type { Field } from '../shared/fields';
import { requiredText } from '../shared/field-kinds';

/** Chooses one thing: from a searchable list, or by its ID, for expressions. */
export const chosen = <const Name extends string>(
	displayName: string,
	name: Name,
	{ what, searchListMethod, placeholder }: { what: string; searchListMethod: string; placeholder: string },
) =>
	({
		displayName,
		name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: `${what}. By ID for expressions.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select the ${displayName.toLowerCase()}…`,
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
						properties: { regex: '\\d+', errorMessage: 'Must be the number of an ID' },
					},
				],
			},
		],
	}) as const satisfies Field;

/** A person. */
export const CONTACT = chosen('Contact', 'contact', {
	what: 'The contact',
	searchListMethod: 'searchContacts',
	placeholder: 'e.g. 42',
});

/** A conversation, by the number that people see. */
export const CONVERSATION = chosen('Conversation', 'conversation', {
	what: 'The conversation, by the number that people see',
	searchListMethod: 'searchConversations',
	placeholder: 'e.g. 1024',
});

export const INBOX = chosen('Inbox', 'inbox', {
	what: 'The inbox',
	searchListMethod: 'searchInboxes',
	placeholder: 'e.g. 3',
});

export const AGENT = chosen('Agent', 'agent', {
	what: 'The agent',
	searchListMethod: 'searchAgents',
	placeholder: 'e.g. 7',
});

export const TEAM = chosen('Team', 'team', {
	what: 'The team',
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
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
} as const satisfies Field;
