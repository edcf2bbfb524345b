import { operation } from '../../../shared/operation';
import { LIST_FIELDS } from '../../../shared/panel';
import { conditionsOf, filterFields } from '../../filter';
import { readConversations } from '../../pages';
import { listed } from '../../payload';
import { simpleConversation } from './simple';

const FILTER_FIELDS = filterFields({
	things: 'conversations',
	attributes: [
		{ name: 'Agent ID', value: 'assignee_id' },
		{ name: 'Browser Language', value: 'browser_language' },
		{ name: 'Campaign ID', value: 'campaign_id' },
		{ name: 'Conversation Language', value: 'conversation_language' },
		{ name: 'Conversation Number', value: 'display_id' },
		{ name: 'Created At', value: 'created_at', description: 'A day, e.g. 2030-01-31' },
		{ name: 'Custom Attribute', value: 'custom' },
		{ name: 'Inbox ID', value: 'inbox_id' },
		{ name: 'Label', value: 'labels' },
		{ name: 'Last Activity At', value: 'last_activity_at', description: 'A day, e.g. 2030-01-31' },
		{ name: 'Mail Subject', value: 'mail_subject' },
		{ name: 'Priority', value: 'priority' },
		{ name: 'Referer', value: 'referer', description: 'Page on which the contact began' },
		{ name: 'Status', value: 'status' },
		{ name: 'Team ID', value: 'team_id' },
	],
	defaultAttribute: 'status',
	operators: [],
	keyDescription: 'Key of the attribute, as in Settings, Custom Attributes',
	values: {
		placeholder: 'e.g. open, pending',
		description:
			'What it is compared with: values with commas between, or a list from an expression. Status: open, pending, resolved, snoozed. Priority: low, medium, high, urgent. Agent, team and inbox: the numbers of their IDs.',
	},
	example:
		'{ "attribute_key": "status", "filter_operator": "equal_to", "values": ["open"], "query_operator": null }',
});

export const filter = operation({
	name: 'Filter',
	value: 'filter',
	action: 'Filter conversations',
	description: 'Retrieve the conversations that meet conditions, of any status',
	fields: [...FILTER_FIELDS, ...LIST_FIELDS],
	steps: ({ returnAll, limit, ...given }) =>
		readConversations(
			{
				method: 'POST',
				path: '/conversations/filter',
				body: { payload: conditionsOf(given, 'conversation_attribute') },
				repeatable: true,
			},
			returnAll ? undefined : limit,
			({ body }) => listed(body ?? null),
		),
	simplify: simpleConversation,
});
