import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from 'n8n-workflow';
import { conversation } from '../../../nodes/Chatwoot/resources/conversation';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const byId = (value: unknown): object => ({ __rl: true, mode: 'id', value });

describe('Get Many asks for', () => {
	const query = (given: Given): unknown => {
		const { query: sent, ...request } = requestOf(operationOf(conversation, 'getMany'), given);
		expect(request).toEqual({ method: 'GET', path: '/conversations' });
		// What is undefined is not sent.
		return JSON.parse(JSON.stringify(sent)) as unknown;
	};

	test.each<[string, Given, object]>([
		['the open ones, unless told otherwise', {}, { status: 'open', page: 1 }],
		['those of any status', { status: 'all' }, { status: 'all', page: 1 }],
		[
			'those of an inbox, a team, somebody, in an order',
			{
				status: 'snoozed',
				filters: {
					inbox: byId(' 3 '),
					team: byId(2),
					assigneeType: 'unassigned',
					sort: 'waiting_since_asc',
				},
			},
			{
				status: 'snoozed',
				inbox_id: 3,
				team_id: 2,
				assignee_type: 'unassigned',
				sort_by: 'waiting_since_asc',
				page: 1,
			},
		],
		[
			'those with labels',
			{ filters: { labels: ['vip', 'a b'] } },
			{ status: 'open', labels: ['vip', 'a b'], page: 1 },
		],
		['those with a text', { filters: { q: 'refund' } }, { status: 'open', q: 'refund', page: 1 }],
		[
			'all without what was left open',
			{ filters: { inbox: byId(''), team: byId(''), labels: [], q: '' } },
			{ status: 'open', page: 1 },
		],
		[
			'those of the last hour, which are all on one page',
			{ filters: { updatedWithin: 3600 } },
			{ status: 'open', updated_within: 3600 },
		],
	])('%s', (_, given, sent) => {
		expect(query(given)).toEqual(sent);
	});

	test.each<[string, Given, string]>([
		['an unknown status', { status: 'asleep' }, "'Status' does not have 'asleep'"],
		['an inbox by name', { filters: { inbox: byId('Shop') } }, "'Inbox' must be a number"],
		['a team by name', { filters: { team: byId('Billing') } }, "'Team' must be a number"],
		['an unknown assignee', { filters: { assigneeType: 'you' } }, "'Assignee Type' does not have 'you'"],
		['an unknown order', { filters: { sort: 'latest' } }, "'Sort' does not have 'latest'"],
		['labels that are no list', { filters: { labels: { vip: true } } }, 'must be a list, but is an object'],
		['no time', { filters: { updatedWithin: 0 } }, "'Updated Within (Seconds)' must be a whole number of 1"],
		['part of a second', { filters: { updatedWithin: 1.5 } }, "'Updated Within (Seconds)' must be a whole"],
		['a limit of nothing', { limit: 0 }, "'Limit' must be a whole number of 1 or more"],
		['filters that are text', { filters: 'open' }, "'Filters' must be an object"],
	])('not by %s', (_, given, message) => {
		expect(() => query(given)).toThrow(message);
	});
});

describe('Get Counts asks', () => {
	test('with the same filters', () => {
		const given = { status: 'all', filters: { inbox: byId(3), team: byId(2), labels: ['vip'], q: 'x' } };
		expect(requestOf(operationOf(conversation, 'getCounts'), given)).toEqual({
			method: 'GET',
			path: '/conversations/meta',
			query: { status: 'all', inbox_id: 3, team_id: 2, labels: ['vip'], q: 'x' },
		});
	});

	test('with none', () => {
		expect(requestOf(operationOf(conversation, 'getCounts')).query).toEqual({ status: 'open' });
	});
});

describe('Filter sends', () => {
	const filter = operationOf(conversation, 'filter');
	const payload = (given: Given): unknown => {
		const { body, ...request } = requestOf(filter, given);
		expect(request).toEqual({
			method: 'POST',
			path: '/conversations/filter',
			query: { page: 1 },
			repeatable: true,
		});
		return (body as JsonObject).payload;
	};
	const conditions = (...condition: object[]): Given => ({ conditions: { condition } });
	const one = (attribute: string, values: unknown, more: object = {}): Given =>
		conditions({ attribute, values, ...more });

	test.each<[string, Given, object]>([
		[
			'words as words',
			one('status', 'open, pending'),
			{ attribute_key: 'status', filter_operator: 'equal_to', values: ['open', 'pending'] },
		],
		['the numbers of IDs as numbers', one('inbox_id', '3, 4'), { attribute_key: 'inbox_id', values: [3, 4] }],
		['the number of a conversation as number', one('display_id', 7), { values: [7] }],
		['an agent by ID', one('assignee_id', ['2']), { values: [2] }],
		['numbers that are labels as text', one('labels', '2024'), { attribute_key: 'labels', values: ['2024'] }],
		['a list of an expression', one('labels', ['a, b', 'c']), { values: ['a, b', 'c'] }],
		[
			'another operator',
			one('mail_subject', 'Order', { operator: 'contains' }),
			{ filter_operator: 'contains', values: ['Order'] },
		],
		[
			'no values, where none are needed',
			one('team_id', 'left over', { operator: 'is_not_present' }),
			{ attribute_key: 'team_id', filter_operator: 'is_not_present', values: [] },
		],
		[
			'a day as it is',
			one('created_at', '2030-01-31', { operator: 'is_less_than' }),
			{ values: ['2030-01-31'] },
		],
		[
			'a moment in UTC, in which the server reads it',
			one('last_activity_at', '2030-01-31T00:30:00+02:00', { operator: 'is_less_than' }),
			{ values: ['2030-01-30T22:30:00.000Z'] },
		],
		[
			'a custom attribute as that of a conversation',
			one('custom', '4711', { customKey: ' order ' }),
			{
				attribute_key: 'order',
				values: ['4711'],
				custom_attribute_type: 'conversation_attribute',
			},
		],
	])('%s', (_, given, condition) => {
		expect(payload(given)).toMatchObject([{ ...condition, query_operator: null }]);
	});

	test.each(['and', 'or'])('how each condition is joined with the next, but not the last: %s', (combine) => {
		const three = conditions(
			{ attribute: 'status', values: 'open' },
			{ attribute: 'priority', values: 'high' },
			{ attribute: 'labels', values: 'vip' },
		);
		expect(payload({ ...three, combine })).toMatchObject([
			{ query_operator: combine },
			{ query_operator: combine },
			{ query_operator: null },
		]);
	});

	test('JSON as it is', () => {
		const list = [{ attribute_key: 'moon', filter_operator: 'new', values: [], query_operator: null }];
		expect(payload({ conditionsMode: 'json', conditionsJson: JSON.stringify(list) })).toEqual(list);
		expect(payload({ conditionsMode: 'json', conditionsJson: list })).toEqual(list);
	});

	test.each<[string, Given, string]>([
		['no conditions, for that would be all', {}, "'Conditions' is empty"],
		['an empty list', { conditionsMode: 'json' }, "'Conditions' is empty"],
		['no JSON', { conditionsMode: 'json', conditionsJson: '' }, "'Conditions (JSON)' is empty"],
		[
			'an object',
			{ conditionsMode: 'json', conditionsJson: '{"payload":[]}' },
			"'Conditions (JSON)' must be a JSON list",
		],
		[
			'conditions as JSON that nothing joins, for which the server would break',
			{ conditionsMode: 'json', conditionsJson: [{ query_operator: null }, { query_operator: null }] },
			"Condition 1 in 'Conditions (JSON)' has no query_operator",
		],
		['no values', one('status', ''), "'Values' is empty"],
		['values that are commas', one('status', ' , '), "'Values' is empty"],
		['values that are objects', one('status', [{}]), "'Values' holds something that is no text"],
		['a custom attribute without a key', one('custom', 'x'), "'Custom Attribute Key' is empty"],
		['an unknown attribute', one('moon', 'x'), "'Attribute' does not have 'moon'"],
		['an unknown operator', one('status', 'x', { operator: 'like' }), "'Operator' does not have 'like'"],
		[
			'another way to combine',
			{ ...one('status', 'x'), combine: 'xor' },
			"'Combine Conditions With' does not",
		],
	])('not %s', (_, given, message) => {
		expect(() => payload(given)).toThrow(message);
	});
});

describe('Simplify', () => {
	const [get, getMany, filter, create, markSeen] = ['get', 'getMany', 'filter', 'create', 'markSeen'].map(
		(name) => operationOf(conversation, name),
	);
	const KEPT = [
		'id',
		'status',
		'priority',
		'contact',
		'inbox_id',
		'assignee',
		'team',
		'labels',
		'custom_attributes',
		'last_message',
	];

	const ROW: JsonObject = {
		id: 7,
		uuid: 'u',
		status: 'open',
		priority: null,
		inbox_id: 3,
		labels: ['vip'],
		custom_attributes: { order: 1 },
		additional_attributes: {},
		meta: {
			sender: {
				id: 1,
				name: 'Ann',
				email: 'ann@example.com',
				phone_number: null,
				identifier: null,
				thumbnail: '',
			},
			assignee: { id: 2, name: 'Agnes', email: 'agnes@example.com', role: 'agent' },
			team: { id: 1, name: 'billing', description: null },
		},
		last_non_activity_message: {
			id: 9,
			content: 'Hi',
			message_type: 0,
			private: false,
			created_at: 1,
			conversation: { contact_inbox: { source_id: 's' } },
		},
	};

	test('keeps the ten things that are decided by, in the same order everywhere', () => {
		for (const operation of [get, getMany, filter, create, markSeen]) {
			expect(Object.keys(operation?.simplify?.(ROW) ?? {})).toEqual(KEPT);
		}
		expect(get?.simplify?.(ROW)).toMatchObject({
			contact: { id: 1, name: 'Ann', email: 'ann@example.com', phone_number: null, identifier: null },
			assignee: { id: 2, name: 'Agnes', email: 'agnes@example.com' },
			team: { id: 1, name: 'billing' },
			last_message: {
				id: 9,
				content: 'Hi',
				message_type: 'incoming',
				private: false,
				created_at: '1970-01-01T00:00:01.000Z',
			},
		});
	});

	test('keeps nothing else of what is inside', () => {
		const text = JSON.stringify(get?.simplify?.(ROW));
		for (const gone of ['thumbnail', 'role', 'description', 'source_id', 'uuid']) {
			expect(text).not.toContain(gone);
		}
	});

	test('says null where nobody is', () => {
		expect(get?.simplify?.({ id: 7, meta: { sender: { id: 1 } }, last_non_activity_message: null })).toEqual({
			id: 7,
			contact: { id: 1 },
			assignee: null,
			team: null,
			last_message: null,
		});
	});
});
