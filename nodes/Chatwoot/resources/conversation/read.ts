import type { JsonObject } from 'n8n-workflow';
import { UnexpectedAnswer } from '../../../shared/failure';
import type { Field } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { LIST_FIELDS } from '../../../shared/panel';
import { readPages } from '../../../shared/pagination';
import { path } from '../../../shared/path';
import type { Answer, QueryValue, Request } from '../../../shared/request';
import { inside, listOf } from '../../../shared/rows';
import { filters, text } from '../../../shared/field-kinds';
import { CONVERSATION, INBOX, LABELS, TEAM } from '../../fields';
import { idOrNone } from '../../ids';
import { readConversations } from '../../pages';
import { simpleConversation } from './simple';

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get conversation',
	description: 'Retrieve one conversation with its contact, assignee, team, labels and last message',
	fields: [CONVERSATION],
	request: ({ conversation }) => ({ method: 'GET', path: path`/conversations/${conversation}` }),
	simplify: simpleConversation,
});

const STATUS = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'All', value: 'all' },
		{ name: 'Open', value: 'open' },
		{ name: 'Pending', value: 'pending' },
		{ name: 'Resolved', value: 'resolved' },
		{ name: 'Snoozed', value: 'snoozed' },
	],
	default: 'open',
	description: 'State of the conversations',
} as const satisfies Field;

const IN_INBOX = { ...INBOX, required: false } as const satisfies Field;

const OF_TEAM = { ...TEAM, required: false } as const satisfies Field;

const SEARCH_TEXT = text(
	'Search Text',
	'q',
	'e.g. refund',
	'A text that a message of the conversation holds. With it the server ignores the status.',
);

/** Filters that the list and the counts have in common. */
interface Filters {
	readonly inbox?: string;
	readonly labels?: readonly string[];
	readonly q?: string;
	readonly team?: string;
}

type Query = Readonly<Record<string, QueryValue>>;

const filterQuery = ({ inbox, labels = [], q, team }: Filters): Query => ({
	inbox_id: idOrNone('Inbox', inbox),
	team_id: idOrNone('Team', team),
	labels: labels.length === 0 ? undefined : labels,
	q: q === '' ? undefined : q,
});

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many conversations',
	description: 'Retrieve a list of conversations, those with the newest activity first',
	fields: [
		STATUS,
		...LIST_FIELDS,
		filters([
			{
				displayName: 'Assignee Type',
				name: 'assigneeType',
				type: 'options',
				options: [
					{ name: 'All', value: 'all' },
					{ name: 'Assigned', value: 'assigned', description: 'Those that have an agent' },
					{ name: 'Me', value: 'me', description: 'Those of the agent whose token is used' },
					{ name: 'Unassigned', value: 'unassigned' },
				],
				default: 'all',
				description: 'Who the conversations are assigned to',
			},
			IN_INBOX,
			LABELS,
			SEARCH_TEXT,
			{
				displayName: 'Sort',
				name: 'sort',
				type: 'options',
				options: [
					{ name: 'Created (Newest First)', value: 'created_at_desc' },
					{ name: 'Created (Oldest First)', value: 'created_at_asc' },
					{ name: 'Last Activity (Newest First)', value: 'last_activity_at_desc' },
					{ name: 'Last Activity (Oldest First)', value: 'last_activity_at_asc' },
					{ name: 'Priority (Highest First)', value: 'priority_desc' },
					{ name: 'Priority (Lowest First)', value: 'priority_asc' },
					{ name: 'Waiting (Longest First)', value: 'waiting_since_asc' },
					{ name: 'Waiting (Shortest First)', value: 'waiting_since_desc' },
				],
				default: 'last_activity_at_desc',
				description: 'Order of the conversations',
			},
			OF_TEAM,
			{
				displayName: 'Updated Within (Seconds)',
				name: 'updatedWithin',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 3600,
				description: 'Only conversations in which something changed in this many seconds up to now',
			},
		]),
	],
	steps: ({ status, returnAll, limit, filters: { assigneeType, sort, updatedWithin, ...given } }) => {
		const request: Request = {
			method: 'GET',
			path: '/conversations',
			query: {
				status,
				assignee_type: assigneeType,
				sort_by: sort,
				updated_within: updatedWithin,
				...filterQuery(given),
			},
		};
		const most = returnAll ? undefined : limit;
		// With a period the server puts everything on one page, and gives it again for any other (recorded).
		return updatedWithin === undefined
			? readConversations(request, most, rowsOf)
			: readPages({ by: 'nothing' }, request, most, rowsOf);
	},
	simplify: simpleConversation,
});

const rowsOf = ({ body }: Answer): JsonObject[] => listOf(inside(body, 'data')?.payload);

export const getCounts = operation({
	name: 'Get Counts',
	value: 'getCounts',
	action: 'Get counts of conversations',
	description: 'Count conversations: all, mine, assigned and not assigned, without reading them',
	fields: [STATUS, filters([IN_INBOX, LABELS, SEARCH_TEXT, OF_TEAM])],
	request: ({ status, filters: given }) => ({
		method: 'GET',
		path: '/conversations/meta',
		query: { status, ...filterQuery(given) },
	}),
	rows: (body) => {
		const counts = inside(body, 'meta');
		if (counts?.all_count === undefined) {
			throw new UnexpectedAnswer('The answer has no counts');
		}
		return [counts];
	},
});
