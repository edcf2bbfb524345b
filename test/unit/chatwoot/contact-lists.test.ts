import { describe, expect, test } from '@jest/globals';
import { contact } from '../../../nodes/Chatwoot/resources/contact';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const getMany = operationOf(contact, 'getMany');
const search = operationOf(contact, 'search');
const filter = operationOf(contact, 'filter');

describe('Get Many asks', () => {
	test.each<[string, object, object]>([
		['for the newest first', {}, { sort: '-created_at' }],
		['for the oldest first', { oldestFirst: true }, { sort: 'created_at' }],
		['for a label', { label: 'Big Customer' }, { sort: '-created_at', labels: ['Big Customer'] }],
		['for no label when none is given', { label: '' }, { sort: '-created_at' }],
		[
			'for the last active first, to end at a moment',
			{ activeAfter: '2026-01-31' },
			{ sort: '-last_activity_at' },
		],
		['for the newest first, to end at a moment', { createdAfter: '2026-01-31' }, { sort: '-created_at' }],
		[
			'for the last active first when both moments are given, whatever order is wanted',
			{ activeAfter: '2026-01-31', createdAfter: '2026-01-31', oldestFirst: true },
			{ sort: '-last_activity_at' },
		],
		[
			'for everything, when the moments are left open',
			{ activeAfter: '', createdAfter: null },
			{ sort: '-created_at' },
		],
	])('%s', (_, filters, query) => {
		expect(requestOf(getMany, { filters })).toEqual({
			method: 'GET',
			path: '/contacts',
			query: { ...query, page: 1 },
		});
	});

	test.each<[string, Given, string]>([
		['a word as moment', { filters: { activeAfter: 'yesterday' } }, "'Active After' is not a date"],
		['a German date', { filters: { createdAfter: '31.01.2026' } }, "'Created After' is not a date"],
		['an object as moment', { filters: { createdAfter: {} } }, "'Created After' is not a date"],
		['a list as label', { filters: { label: ['vip'] } }, "'Label Name or ID' must be text"],
		['a switch that is none', { filters: { oldestFirst: 1 } }, "'Oldest First' must be true or false"],
		['no limit', { limit: 0 }, "'Limit' must be a whole number of 1 or more"],
		['a switch for all that is none', { returnAll: 'all' }, "'Return All' must be true or false"],
	])('and refuses %s', (_, given, message) => {
		expect(() => requestOf(getMany, given)).toThrow(message);
	});
});

describe('Search', () => {
	test.each<[string, unknown, string]>([
		['a text', ' ann ', 'ann'],
		['a number', 4711, '4711'],
		['characters of addresses', 'a&b=c#?%', 'a&b=c#?%'],
	])('sends %s', (_, text, q) => {
		expect(requestOf(search, { text })).toEqual({
			method: 'GET',
			path: '/contacts/search',
			query: { q, sort: '-created_at', page: 1 },
		});
	});

	test.each<[string, unknown, string]>([
		['nothing', '', "'Text' is empty"],
		['blanks', '  ', "'Text' is empty"],
		['what an expression left out', undefined, "'Text' is empty"],
		['null', null, "'Text' is empty"],
		['a list', ['ann'], "'Text' must be text, but is a list"],
	])('refuses %s', (_, text, message) => {
		expect(() => requestOf(search, { text })).toThrow(message);
	});
});

describe('Filter', () => {
	const sent = (given: Given): unknown => {
		const { body, ...request } = requestOf(filter, given);
		expect(request).toEqual({
			method: 'POST',
			path: '/contacts/filter',
			query: { page: 1 },
			repeatable: true,
		});
		return body;
	};
	const conditions = (...condition: object[]): Given => ({ conditions: { condition } });
	const asJson = (conditionsJson: unknown): Given => ({ conditionsMode: 'json', conditionsJson });

	test.each<[string, Given, object[]]>([
		[
			'one condition',
			conditions({ attribute: 'email', operator: 'equal_to', values: 'Ann@example.com' }),
			[
				{
					attribute_key: 'email',
					filter_operator: 'equal_to',
					values: ['Ann@example.com'],
					query_operator: null,
				},
			],
		],
		[
			'several conditions, joined but for the last',
			{
				combine: 'or',
				...conditions(
					{ attribute: 'city', operator: 'contains', values: 'Ber, Bo' },
					{ attribute: 'blocked', operator: 'not_equal_to', values: true },
					{ attribute: 'created_at', operator: 'days_before', values: 3 },
				),
			},
			[
				{ attribute_key: 'city', filter_operator: 'contains', values: ['Ber', 'Bo'], query_operator: 'or' },
				{ attribute_key: 'blocked', filter_operator: 'not_equal_to', values: ['true'], query_operator: 'or' },
				{ attribute_key: 'created_at', filter_operator: 'days_before', values: ['3'], query_operator: null },
			],
		],
		[
			'a list of an expression, whose texts may have commas',
			conditions({ attribute: 'labels', operator: 'equal_to', values: ['vip', 'a, b'] }),
			[
				{
					attribute_key: 'labels',
					filter_operator: 'equal_to',
					values: ['vip', 'a, b'],
					query_operator: null,
				},
			],
		],
		...['is_present', 'is_not_present'].map((operator): [string, Given, object[]] => [
			`no values with ${operator}, whatever is left in the field`,
			conditions({ attribute: 'labels', operator, values: 'vip' }),
			[{ attribute_key: 'labels', filter_operator: operator, values: [], query_operator: null }],
		]),
		[
			'a custom attribute, and of which kind it is',
			conditions({ attribute: 'custom', customKey: ' plan ', operator: 'equal_to', values: 'gold' }),
			[
				{
					attribute_key: 'plan',
					filter_operator: 'equal_to',
					values: ['gold'],
					query_operator: null,
					custom_attribute_type: 'contact_attribute',
				},
			],
		],
		[
			'no key of a custom attribute with another attribute',
			conditions({ attribute: 'name', customKey: 'plan', operator: 'equal_to', values: 'Ann' }),
			[{ attribute_key: 'name', filter_operator: 'equal_to', values: ['Ann'], query_operator: null }],
		],
		[
			'JSON as it is',
			asJson('[{"attribute_key":"x","query_operator":"AND"},{"attribute_key":"y","more":1}]'),
			[
				{ attribute_key: 'x', query_operator: 'AND' },
				{ attribute_key: 'y', more: 1 },
			],
		],
	])('sends %s', (_, given, payload) => {
		expect(sent(given)).toEqual({ payload });
	});

	const both = (...operators: unknown[]): object[] =>
		operators.map((operator) => ({ attribute_key: 'name', query_operator: operator }));

	test.each<[string, Given, string]>([
		['no conditions', {}, "'Conditions' is empty"],
		['an empty list', conditions(), "'Conditions' is empty"],
		['an empty JSON list', asJson('[]'), "'Conditions' is empty"],
		['no JSON', asJson(''), "'Conditions (JSON)' is empty"],
		['broken JSON', asJson('[{'), "'Conditions (JSON)' is not valid JSON"],
		['a JSON object', asJson({}), "'Conditions (JSON)' must be a JSON list"],
		[
			'conditions that nothing joins',
			asJson(both(null, null)),
			"Condition 1 in 'Conditions (JSON)' has no query_operator",
		],
		['the second of three that nothing joins', asJson(both('and', '', null)), 'Condition 2 in'],
		['a word that joins nothing', asJson(both('xor', null)), 'Condition 1 in'],
		[
			'no values',
			conditions({ attribute: 'name', operator: 'equal_to', values: ' , ' }),
			"'Values' is empty",
		],
		[
			'no key',
			conditions({ attribute: 'custom', operator: 'is_present' }),
			"'Custom Attribute Key' is empty",
		],
		['another attribute', conditions({ attribute: 'id' }), "'Attribute' does not have 'id'"],
		['another operator', conditions({ operator: 'like', values: 'x' }), "'Operator' does not have 'like'"],
		['another way to combine', { combine: 'xor' }, "'Combine Conditions With' does not have 'xor'"],
	])('refuses %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});
});
