import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { conversation } from '../../../nodes/Chatwoot/resources/conversation';
import { operationOf, requestOf, requestsOf, type Given } from '../support/request-of.ts';

const byId = (value: unknown): object => ({ __rl: true, mode: 'id', value });

const CONVERSATION = { conversation: byId('7') };

/** The body of the one request that an operation begins with. */
const bodyOf =
	(name: string) =>
	(given: Given): unknown =>
		requestOf(operationOf(conversation, name), { ...CONVERSATION, ...given }).body;

describe('The status is set', () => {
	const sent = bodyOf('setStatus');

	test.each(['open', 'pending', 'resolved'])('to %s, without a date, whatever stands there', (status) => {
		expect(sent({ status, snoozedUntil: '2020-01-01' })).toEqual({ status });
	});

	test.each<[string, unknown]>([
		['as ISO 8601', '2035-01-01T00:00:00Z'],
		['as seconds', 2_051_222_400],
		['as a moment', DateTime.fromISO('2035-01-01T00:00:00Z')],
	])('to snoozed, with the date %s sent as unix seconds', (_, snoozedUntil) => {
		expect(sent({ status: 'snoozed', snoozedUntil })).toEqual({
			status: 'snoozed',
			snoozed_until: 2_051_222_400,
		});
	});

	test.each<[string, Given, string]>([
		['an unknown status', { status: 'asleep' }, "'Status' does not have 'asleep'"],
		['no status', { status: '' }, "'Status' does not have ''"],
		['no date for snoozed', { status: 'snoozed' }, "'Snooze Until' is empty"],
		['null for a date', { status: 'snoozed', snoozedUntil: null }, "'Snooze Until' is empty"],
		['a past date', { status: 'snoozed', snoozedUntil: '2020-01-01' }, "'Snooze Until' is in the past"],
		['words', { status: 'snoozed', snoozedUntil: 'next week' }, "'Snooze Until' is not a date"],
		['a number of days', { status: 'snoozed', snoozedUntil: 3 }, "'Snooze Until' is not a date"],
	])('but not to %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});
});

describe('The priority is set', () => {
	const sent = bodyOf('setPriority');

	test.each(['low', 'medium', 'high', 'urgent'])('to %s', (priority) => {
		expect(sent({ priority })).toEqual({ priority });
	});

	test('to none, as null, for the word breaks the server', () => {
		expect(sent({ priority: 'none' })).toEqual({ priority: null });
	});

	test.each([['sky'], [''], [null], [3]])('but not to %j', (priority) => {
		expect(() => sent({ priority })).toThrow("'Priority' does not have");
	});
});

describe('The typing status is set', () => {
	const sent = bodyOf('setTypingStatus');

	test.each<[Given, object]>([
		[{}, { typing_status: 'on' }],
		[{ typingStatus: 'off' }, { typing_status: 'off' }],
		[{ isPrivate: false }, { typing_status: 'on' }],
		[{ isPrivate: true }, { typing_status: 'on', is_private: true }],
		[
			{ typingStatus: 'off', isPrivate: 'true' },
			{ typing_status: 'off', is_private: true },
		],
	])('%j', (given, body) => {
		expect(sent(given)).toEqual(body);
	});

	test('but not to a word with which nothing would happen', () => {
		expect(() => sent({ typingStatus: 'maybe' })).toThrow("'Typing Status' does not have 'maybe'");
		expect(() => sent({ isPrivate: 'a bit' })).toThrow("'Private' must be true or false");
	});
});

describe('A conversation is assigned', () => {
	const first = (given: Given): unknown =>
		requestsOf(operationOf(conversation, 'assign'), { ...CONVERSATION, ...given });

	test.each<[string, Given, object[]]>([
		['an agent, who is looked for before', { agent: byId(2) }, [{ method: 'GET', path: '/agents' }]],
		[
			'a team, which is looked for before',
			{ agentChange: 'keep', teamChange: 'assign', team: byId(1) },
			[{ method: 'GET', path: '/teams' }],
		],
		[
			'both, who are looked for at the same time',
			{ agent: byId(2), teamChange: 'assign', team: byId(1) },
			[{ path: '/agents' }, { path: '/teams' }],
		],
		[
			'nobody',
			{ agentChange: 'unassign' },
			[{ method: 'POST', path: '/conversations/7/assignments', body: { assignee_id: 0 } }],
		],
		[
			'no team',
			{ agentChange: 'keep', teamChange: 'unassign' },
			[{ method: 'POST', path: '/conversations/7/assignments', body: { team_id: 0 } }],
		],
		[
			'an agent but no team',
			{ agent: byId(2), teamChange: 'unassign' },
			[{ method: 'GET', path: '/agents' }],
		],
	])('%s', (_, given, requests) => {
		expect(first(given)).toMatchObject(requests);
		expect(first(given)).toHaveLength(requests.length);
	});

	test.each<[string, Given, string]>([
		['no agent', {}, "'Agent' is empty"],
		['an agent by name', { agent: byId('Agnes') }, "'Agent' must be a number, but is 'Agnes'"],
		['agent nought, which would remove', { agent: byId(0) }, "'Agent' must be a number"],
		['no team', { agentChange: 'keep', teamChange: 'assign' }, "'Team' is empty"],
		[
			'a team by name',
			{ agentChange: 'keep', teamChange: 'assign', team: byId('Billing') },
			"'Team' must be a number, but is 'Billing'",
		],
		[
			'nothing to change',
			{ agentChange: 'keep' },
			"'Change Agent' and 'Change Team' both keep what is there",
		],
		['an unknown change', { agentChange: 'swap' }, "'Change Agent' does not have 'swap'"],
		['an agent who is a list', { agent: byId([2]) }, "'Agent' must be text, but is a list"],
	])('but not %s', (_, given, message) => {
		expect(() => first(given)).toThrow(message);
	});
});

describe('Custom attributes are set', () => {
	const sent = bodyOf('setCustomAttributes');
	const rows = (...attribute: object[]): Given => ({ attributes: { attribute } });

	test.each<[string, Given, object]>([
		['from fields', rows({ key: 'order', value: '4711' }), { order: '4711' }],
		[
			'each as an expression gives it',
			rows(
				{ key: 'a', value: 7 },
				{ key: 'b', value: true },
				{ key: 'c', value: ['x'] },
				{ key: 'd', value: { e: null } },
			),
			{ a: 7, b: true, c: ['x'], d: { e: null } },
		],
		['under a key without blanks around it', rows({ key: ' order ', value: '1' }), { order: '1' }],
		['to empty text', rows({ key: 'order', value: '' }), { order: '' }],
		['from JSON', { attributesMode: 'json', attributesJson: '{"order":4711}' }, { order: 4711 }],
		['from an object', { attributesMode: 'json', attributesJson: { order: null } }, { order: null }],
		[
			'from fields, whatever stands in the JSON',
			{ ...rows({ key: 'a', value: '1' }), attributesJson: '{"b":2}' },
			{ a: '1' },
		],
		['to none', {}, {}],
	])('%s', (_, given, attributes) => {
		expect(sent(given)).toEqual({ custom_attributes: attributes });
	});

	test.each<[string, Given, string]>([
		['without a key', rows({ key: '', value: '1' }), "'Key' is empty"],
		['with a blank key', rows({ key: '  ', value: '1' }), "'Key' is empty"],
		['with an object as key', rows({ key: {}, value: '1' }), "'Key' must be text"],
		['from no JSON', { attributesMode: 'json', attributesJson: '' }, "'Custom Attributes (JSON)' is empty"],
		[
			'from broken JSON',
			{ attributesMode: 'json', attributesJson: '{"a":' },
			"'Custom Attributes (JSON)' is not valid JSON",
		],
		[
			'from a list',
			{ attributesMode: 'json', attributesJson: '[{"a":1}]' },
			"'Custom Attributes (JSON)' must be a JSON object",
		],
	])('but not %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});

	test.each<[string, string, Given, string]>([
		['Merged', 'mergeCustomAttributes', {}, "'Custom Attributes' is empty"],
		['Merged', 'mergeCustomAttributes', { attributesMode: 'json' }, "'Custom Attributes' is empty"],
		['Removed', 'removeCustomAttributes', {}, "'Keys' is empty"],
		['Removed', 'removeCustomAttributes', { keys: ' , ' }, "'Keys' is empty"],
		['Removed', 'removeCustomAttributes', { keys: [{ key: 'a' }] }, "'Keys' holds something that is no text"],
	])('%s, there must be some: %s %j', (_, name, given, message) => {
		expect(() => bodyOf(name)(given)).toThrow(message);
	});
});

describe('Labels are set', () => {
	const sent = (given: Given): unknown => {
		const [first, known] = requestsOf(operationOf(conversation, 'setLabels'), { ...CONVERSATION, ...given });
		expect(known?.path ?? '/labels').toBe('/labels');
		return first?.body;
	};

	test.each<[string, Given, string[]]>([
		['several', { labels: ['vip', 'billing'] }, ['vip', 'billing']],
		['each once, without blanks', { labels: [' vip', 'vip', ' ', ''] }, ['vip']],
		['none, which takes all away', {}, []],
		['none, where an expression gives nothing', { labels: undefined }, []],
	])('%s', (_, given, labels) => {
		expect(sent(given)).toEqual({ labels });
	});

	test.each<[string, Given, string]>([
		['an object', { labels: { title: 'vip' } }, 'must be a list'],
		['a list of objects', { labels: [{ title: 'vip' }] }, 'must be text, but is an object'],
	])('but not from %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});

	test.each(['addLabels', 'removeLabels'])('%s needs at least one', (name) => {
		for (const labels of [undefined, [], [' ']]) {
			expect(() => bodyOf(name)({ labels })).toThrow("'Label Names or IDs' is empty");
		}
	});
});
