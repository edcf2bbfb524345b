import { describe, expect, test } from '@jest/globals';
import { CUSTOM_FIELD_TYPES } from '../../../nodes/ProtoAicx/assumed';
import { customField } from '../../../nodes/ProtoAicx/resources/customField';
import { FIELD_TYPES } from '../../../sandbox/aicx/types.ts';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const create = operationOf(customField, 'create');
const getMany = operationOf(customField, 'getMany');
const remove = operationOf(customField, 'delete');

const LEVEL = { name: 'Level', type: 'select' };

describe('Create', () => {
	const sent = (given: Given): unknown => {
		const { body, ...request } = requestOf(create, given);
		expect(request).toEqual({ method: 'POST', path: '/v1/custom-fields/{teamspace}/create-custom-field' });
		return body;
	};

	test.each(FIELD_TYPES.filter((type) => type !== 'select'))('makes a field of the type %s', (type) => {
		expect(sent({ name: 'Level', type })).toEqual({ name: 'Level', type });
	});

	test('offers every type that is known, and one to type in', () => {
		const offered = CUSTOM_FIELD_TYPES.map(({ value }) => value);
		expect(offered.toSorted()).toEqual([...FIELD_TYPES, 'other'].toSorted());
	});

	test.each<[string, Given, object]>([
		['of text, unless told otherwise', { name: 'Level' }, { name: 'Level', type: 'text' }],
		[
			'of a type that is typed in',
			{ name: 'Level', type: 'other', otherType: 'checkbox' },
			{ name: 'Level', type: 'checkbox' },
		],
		[
			'to select from',
			{ ...LEVEL, selectOptions: 'bronze, silver gold,,' },
			{ ...LEVEL, select_options: ['bronze', 'silver gold'] },
		],
		[
			'to select from what an expression gives',
			{ ...LEVEL, selectOptions: ['1, 2', 3] },
			{ ...LEVEL, select_options: ['1, 2', '3'] },
		],
		[
			'without the options that stand there from another type',
			{ name: 'Level', type: 'number', selectOptions: 'bronze', otherType: 'checkbox' },
			{ name: 'Level', type: 'number' },
		],
		[
			'from JSON as it is',
			{ fieldMode: 'json', fieldJson: '{"label":"Level","kind":"tree"}', ...LEVEL },
			{ label: 'Level', kind: 'tree' },
		],
		['from JSON of an expression', { fieldMode: 'json', fieldJson: { name: 'Level' } }, { name: 'Level' }],
	])('makes a field %s', (_, given, body) => {
		expect(sent(given)).toEqual(body);
	});

	test.each<[string, Given, string]>([
		['no name', { name: '' }, "'Name' is empty"],
		['a name of spaces', { name: '  ' }, "'Name' is empty"],
		['a select without options', LEVEL, "'Options to Select From' is empty"],
		[
			'a select with commas for options',
			{ ...LEVEL, selectOptions: ', ,' },
			"'Options to Select From' is empty",
		],
		['a select with an empty list', { ...LEVEL, selectOptions: [] }, "'Options to Select From' is empty"],
		[
			'a select with objects for options',
			{ ...LEVEL, selectOptions: [{ name: 'gold' }] },
			"'Options to Select From' holds something that is no text",
		],
		[
			'a select that is typed in as another type, for which there are no options',
			{ name: 'Level', type: 'other', otherType: 'select' },
			"'Options to Select From' is empty",
		],
		['another type without its name', { name: 'Level', type: 'other' }, "'Other Type' is empty"],
		['a type that does not exist', { name: 'Level', type: 'tree' }, "'Type' does not have 'tree'"],
		['broken JSON', { fieldMode: 'json', fieldJson: '{name}' }, "'Custom Field (JSON)' is not valid JSON"],
		['a JSON list', { fieldMode: 'json', fieldJson: '[]' }, "'Custom Field (JSON)' must be a JSON object"],
		['no JSON', { fieldMode: 'json', fieldJson: '' }, "'Custom Field (JSON)' is empty"],
	])('refuses %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});
});

test.each<[string, Given]>([
	['all of them', { returnAll: true }],
	['some', { limit: 2 }],
])('Get Many asks for the list, which has no pages, for %s', (_, given) => {
	expect(requestOf(getMany, given)).toEqual({
		method: 'GET',
		path: '/v1/custom-fields/{teamspace}/list-custom-fields',
	});
});

describe('Delete', () => {
	test.each<[string, unknown, string]>([
		['chosen from the list', { __rl: true, mode: 'list', value: 'cf_1', cachedResultName: 'Plan' }, 'cf_1'],
		['by its ID', { __rl: true, mode: 'id', value: 'a/b' }, 'a%2Fb'],
		['by an ID from an expression', 'cf_2', 'cf_2'],
		['by an ID that is a number', { __rl: true, mode: 'id', value: 12 }, '12'],
	])('removes a field %s', (_, given, segment) => {
		expect(requestOf(remove, { customField: given })).toEqual({
			method: 'DELETE',
			path: `/v1/custom-fields/{teamspace}/custom-field/${segment}/delete-custom-fields`,
			answer: 'optional',
		});
	});

	test.each<[string, Given, string]>([
		['as a new node has it', {}, "'Custom Field' is empty"],
		['none', { customField: { __rl: true, mode: 'list', value: '' } }, "'Custom Field' is empty"],
		['what an expression left out', { customField: { __rl: true, mode: 'id' } }, "'Custom Field' is empty"],
		['a step to another address', { customField: '..' }, "'..' cannot be used as an ID"],
		['an object', { customField: { id: 'cf_1' } }, "'Custom Field' must be text, but is an object"],
	])('refuses %s', (_, given, message) => {
		expect(() => requestOf(remove, given)).toThrow(message);
	});
});
