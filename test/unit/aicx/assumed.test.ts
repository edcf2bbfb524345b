import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import { listed, readCustomField } from '../../../nodes/ProtoAicx/assumed';

const FIELDS = [
	{ id: '1', name: 'Plan' },
	{ id: '2', name: 'Seats' },
];

describe('A list is found', () => {
	test.each<[string, JsonValue, JsonObject[]]>([
		['as it is', FIELDS, FIELDS],
		['in data', { data: FIELDS }, FIELDS],
		['in custom_fields', { custom_fields: FIELDS }, FIELDS],
		['in results', { results: FIELDS }, FIELDS],
		['in items', { items: FIELDS }, FIELDS],
		['beside other things', { total: 2, data: null, items: FIELDS }, FIELDS],
		['when it is empty', [], []],
		['when it is empty in its wrapping', { data: [] }, []],
		['with things in it that are no objects', ['Plan', 7], [{ value: 'Plan' }, { value: 7 }]],
	])('%s', (_, body, rows) => {
		expect(listed(body)).toEqual(rows);
	});

	test.each<[string, JsonValue]>([
		['an object without one', { success: true }],
		['an object in its place', { data: { id: '1' } }],
		['null', null],
		['text', 'none'],
	])('not in %s', (_, body) => {
		expect(() => listed(body)).toThrow(/The answer (holds no|is not a) list/);
	});
});

describe('A custom field is read', () => {
	const NOTHING = { id: '', name: '', type: '', options: [] };

	test.each<[string, JsonObject, object]>([
		[
			'with everything',
			{ id: '1', name: 'Plan', type: 'select', select_options: ['Free', 'Pro'] },
			{ id: '1', name: 'Plan', type: 'select', options: ['Free', 'Pro'] },
		],
		['without options', { id: '1', name: 'Nick', type: 'text' }, { id: '1', name: 'Nick', type: 'text' }],
		['with an ID that is a number', { id: 7, name: 'Nick' }, { id: '7', name: 'Nick' }],
		[
			'with its ID for a name, when it has none',
			{ id: '1', type: 'text' },
			{ id: '1', name: '1', type: 'text' },
		],
		['with its ID for an empty name', { id: '1', name: '' }, { id: '1', name: '1' }],
		['with nothing', {}, {}],
		['with things in it that nobody knows', { id: null, name: {}, type: [], select_options: 'Pro' }, {}],
		[
			'with options that are objects or numbers',
			{ id: '1', select_options: [{ value: 'a', label: 'A' }, { name: 'b' }, { label: 'c' }, {}, 4] },
			{ id: '1', name: '1', options: ['a', 'b', 'c', '', '4'] },
		],
	])('%s', (_, row, field) => {
		expect(readCustomField(row)).toEqual({ ...NOTHING, ...field });
	});
});
