import { describe, expect, test } from '@jest/globals';
import { conversation } from '../../../nodes/Chatwoot/resources/conversation';
import type { Request } from '../../../nodes/shared/request';
import { operationOf, requestOf, requestsOf, type Given } from '../support/request-of.ts';

const byId = (value: unknown): object => ({ __rl: true, mode: 'id', value });

/** What each operation on one conversation sends first, below its address. */
const FIRST: [operation: string, given: Given, first: Omit<Request, 'path'> & { below: string }][] = [
	['addLabels', { labels: ['vip'] }, { method: 'GET', below: '/labels' }],
	[
		'assign',
		{ agentChange: 'unassign' },
		{ method: 'POST', below: '/assignments', body: { assignee_id: 0 }, repeatable: true },
	],
	['get', {}, { method: 'GET', below: '' }],
	['getLabels', {}, { method: 'GET', below: '/labels' }],
	['markSeen', {}, { method: 'POST', below: '/update_last_seen', repeatable: true }],
	['markUnread', {}, { method: 'POST', below: '/unread', repeatable: true }],
	[
		'mergeCustomAttributes',
		{ attributesMode: 'json', attributesJson: '{"a":1}' },
		{ method: 'GET', below: '' },
	],
	['mute', {}, { method: 'POST', below: '/mute', answer: 'optional', repeatable: true }],
	['removeCustomAttributes', { keys: 'a' }, { method: 'GET', below: '' }],
	['removeLabels', { labels: ['vip'] }, { method: 'GET', below: '/labels' }],
	[
		'setCustomAttributes',
		{},
		{ method: 'POST', below: '/custom_attributes', body: { custom_attributes: {} }, repeatable: true },
	],
	['setLabels', {}, { method: 'POST', below: '/labels', body: { labels: [] }, repeatable: true }],
	[
		'setPriority',
		{},
		{
			method: 'POST',
			below: '/toggle_priority',
			body: { priority: 'medium' },
			answer: 'optional',
			repeatable: true,
		},
	],
	[
		'setStatus',
		{},
		{ method: 'POST', below: '/toggle_status', body: { status: 'resolved' }, repeatable: true },
	],
	[
		'setTypingStatus',
		{},
		{
			method: 'POST',
			below: '/toggle_typing_status',
			body: { typing_status: 'on' },
			answer: 'optional',
			repeatable: true,
		},
	],
	['unmute', {}, { method: 'POST', below: '/unmute', answer: 'optional', repeatable: true }],
];

const READS = ['get', 'getLabels'];

describe.each(FIRST)('%s', (name, given, { below, ...first }) => {
	const operation = operationOf(conversation, name);
	const ask = (value: unknown): Request => requestOf(operation, { ...given, conversation: value });

	test('goes to one conversation, by the number that people see', () => {
		expect(ask(byId('1024'))).toEqual({ ...first, path: `/conversations/1024${below}` });
		expect(ask(1024)).toEqual(ask(byId('1024')));
	});

	test.each<[string, unknown, string]>([
		['nothing', byId(''), "'Conversation' is empty"],
		['blanks', byId('  '), "'Conversation' is empty"],
		['null', byId(null), "'Conversation' is empty"],
		['what an expression left out', undefined, "'Conversation' is empty"],
		['a list', byId([7]), "'Conversation' must be text, but is a list"],
		['an object', byId({ id: 7 }), "'Conversation' must be text, but is an object"],
		['a step to another address', byId('..'), "'Conversation' must be a number, but is '..'"],
		['another address', byId('7/mute'), "'Conversation' must be a number, but is '7/mute'"],
		[
			'more than a number, which the server would take for one',
			byId('7-old'),
			"'Conversation' must be a number, but is '7-old'",
		],
		['a fraction', byId(7.5), "'Conversation' must be a number, but is '7.5'"],
	])('%s is refused', (_, value, message) => {
		expect(() => ask(value)).toThrow(message);
	});

	test('keeps the order of what is written to a conversation; what only reads needs none', () => {
		const lanes = ['7', ' 7 ', '8'].map((id) => operation.lane?.({ conversation: id } as never));
		expect(lanes[0]).toBe(lanes[1]);
		expect(new Set(lanes).size).toBe(READS.includes(name) ? 1 : 2);
	});
});

test('All operations on one conversation share its lane', () => {
	const lanes = FIRST.map(([name]) => operationOf(conversation, name).lane?.({ conversation: '7' } as never));
	expect(new Set(lanes.filter((lane) => lane !== undefined))).toEqual(new Set(['conversation 7']));
});

describe('A conversation is created', () => {
	const create = operationOf(conversation, 'create');
	const begin = (given: Given = {}): readonly Request[] =>
		requestsOf(create, { contact: byId(' 42 '), inbox: byId('3'), ...given });

	test('after a look for the session of the contact', () => {
		expect(begin()).toEqual([{ method: 'GET', path: '/contacts/42' }]);
	});

	test('after a look for agent and team, at the same time', () => {
		expect(begin({ additionalFields: { agent: byId(7), team: byId(2) } })).toMatchObject([
			{ method: 'GET', path: '/agents' },
			{ method: 'GET', path: '/teams' },
		]);
		expect(begin({ additionalFields: { team: byId(2) } })).toMatchObject([{ path: '/teams' }]);
	});

	const FUTURE = '2035-01-01T00:00:00Z';

	test.each<[string, object, object]>([
		['with nothing else', {}, {}],
		['without what was left open', { agent: byId(''), team: byId(' '), message: '' }, {}],
		['with a first message', { message: 'Hello' }, { message: { content: 'Hello' } }],
		['with a status', { status: 'pending' }, { status: 'pending' }],
		[
			'snoozed, with an ISO date, for unix seconds become null here',
			{ status: 'snoozed', snoozedUntil: 2_051_222_400 },
			{ status: 'snoozed', snoozed_until: '2035-01-01T00:00:00.000Z' },
		],
		[
			'snoozed, with a date of another time zone',
			{ status: 'snoozed', snoozedUntil: '2035-01-01T02:00:00+02:00' },
			{ status: 'snoozed', snoozed_until: '2035-01-01T00:00:00.000Z' },
		],
		[
			'with attributes of both kinds',
			{ custom_attributes: '{"order":7}', additional_attributes: { mail_subject: 'Order 7' } },
			{ custom_attributes: { order: 7 }, additional_attributes: { mail_subject: 'Order 7' } },
		],
	])('in a session that is known: %s', (_, more, body) => {
		expect(begin({ additionalFields: { sourceId: ' session ', ...more } })).toEqual([
			{
				method: 'POST',
				path: '/conversations',
				body: { source_id: 'session', inbox_id: 3, contact_id: 42, ...body },
			},
		]);
	});

	test.each<[string, Given, string]>([
		['no contact', { contact: byId('') }, "'Contact' is empty"],
		['no inbox', { inbox: undefined }, "'Inbox' is empty"],
		['a contact by email', { contact: byId('ann@example.com') }, "'Contact' must be a number"],
		['contact nought', { contact: byId(0) }, "'Contact' must be a number, but is '0'"],
		['an inbox by name', { inbox: byId('Shop') }, "'Inbox' must be a number, but is 'Shop'"],
		['half an inbox', { inbox: byId(1.5) }, "'Inbox' must be a number, but is '1.5'"],
		['a list of contacts', { contact: byId([42]) }, "'Contact' must be text, but is a list"],
		['an agent by name', { additionalFields: { agent: byId('Ada') } }, "'Agent' must be a number"],
		['a team by name', { additionalFields: { team: byId('Billing') } }, "'Team' must be a number"],
		['an unknown status', { additionalFields: { status: 'asleep' } }, "'Status' does not have 'asleep'"],
		[
			'attributes that are no object',
			{ additionalFields: { custom_attributes: '[1]' } },
			"'Custom Attributes (JSON)' must be a JSON object",
		],
		[
			'broken JSON',
			{ additionalFields: { additional_attributes: '{' } },
			"'Additional Attributes (JSON)' is not valid JSON",
		],
		[
			'a message that is no text',
			{ additionalFields: { message: { content: 'Hello' } } },
			"'First Message' must be text, but is an object",
		],
		[
			'snoozed without a date',
			{ additionalFields: { status: 'snoozed' } },
			"'Snooze Until' and 'Status' do not fit together",
		],
		[
			'a date without snoozed',
			{ additionalFields: { status: 'open', snoozedUntil: FUTURE } },
			"'Snooze Until' and 'Status' do not fit together",
		],
		[
			'a date that is past',
			{ additionalFields: { status: 'snoozed', snoozedUntil: '2020-01-01' } },
			"'Snooze Until' is in the past",
		],
		[
			'a date that is none',
			{ additionalFields: { status: 'snoozed', snoozedUntil: 'tomorrow' } },
			"'Snooze Until' is not a date",
		],
	])('but not with %s', (_, given, message) => {
		expect(() => begin(given)).toThrow(message);
	});

	test('one after the other for one contact', () => {
		const lane = (contact: string): unknown => create.lane?.({ contact } as never);
		expect(lane(' 42 ')).toBe(lane('42'));
		expect(lane('42')).not.toBe(lane('43'));
	});
});
