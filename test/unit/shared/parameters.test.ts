import { describe, expect, test } from '@jest/globals';
import { BadInput } from '../../../nodes/shared/failure';
import type { Field } from '../../../nodes/shared/fields';
import { readParameters } from '../../../nodes/shared/parameters';

/** Reads one field for which n8n has this value. */
const read = (field: Partial<Field>, value: unknown): unknown => {
	const full = { displayName: 'Field', name: 'field', type: 'string', default: '', ...field } as Field;
	return (readParameters([full], () => value) as { field: unknown }).field;
};

/** Why a value cannot be used, if so; anything but bad input is a fault of ours. */
const refusal = (field: Partial<Field>, value: unknown): BadInput | undefined => {
	try {
		read(field, value);
		return undefined;
	} catch (error) {
		if (error instanceof BadInput) {
			return error;
		}
		throw error;
	}
};

/** What the user is told. */
const told = (field: Partial<Field>, value: unknown): string => refusal(field, value)?.message ?? 'nothing';

const OPTIONS = [
	{ name: 'One', value: 'one' },
	{ name: 'Two', value: 2 },
];

const GROUP = {
	displayName: 'Group',
	name: 'group',
	values: [
		{ displayName: 'Key', name: 'key', type: 'string', required: true, default: '' },
		{ displayName: 'Count', name: 'count', type: 'number', default: 7 },
	],
} as const;

const NUMBER = {
	type: 'number',
	default: 0,
	typeOptions: { minValue: 1, maxValue: 9, numberPrecision: 0 },
} as const;
const LIST = { type: 'string', typeOptions: { multipleValues: true } } as const;
const MANY = {
	type: 'fixedCollection',
	default: {},
	typeOptions: { multipleValues: true },
	options: [GROUP],
} as const;
const ONE = { type: 'fixedCollection', default: {}, options: [GROUP] } as const;
const COLLECTION = {
	type: 'collection',
	default: {},
	options: [
		{ displayName: 'Name', name: 'name', type: 'string', default: 'Ann' },
		{ displayName: 'Age', name: 'age', type: 'number', default: 30 },
	],
} as const;

describe('a field is read as what its panel shows', () => {
	test.each<[string, Partial<Field>, unknown, unknown]>([
		['text', {}, ' as it is ', ' as it is '],
		['text from a number', {}, 420606, '420606'],
		['text from a switch', {}, false, 'false'],
		['text from nothing', {}, undefined, ''],
		['text from null', {}, null, ''],
		['a chosen resource', { type: 'resourceLocator' }, { __rl: true, mode: 'id', value: '7' }, '7'],
		['a resource whose value was taken out', { type: 'resourceLocator' }, '7', '7'],
		[
			'a resource that was not chosen',
			{ type: 'resourceLocator' },
			{ __rl: true, mode: 'list', value: '' },
			'',
		],
		['a date', { type: 'dateTime' }, '2026-11-21T12:00:00Z', '2026-11-21T12:00:00Z'],
		['a number', NUMBER, 3, 3],
		['a number in text', NUMBER, ' 3 ', 3],
		['a switch', { type: 'boolean', default: false }, true, true],
		['a switch in text', { type: 'boolean', default: false }, 'false', false],
		['a choice', { type: 'options', options: OPTIONS }, 'one', 'one'],
		['a choice that is a number', { type: 'options', options: OPTIONS }, 2, 2],
		['a choice from a list that the service gives', { type: 'options' }, 'any', 'any'],
		['many choices', { type: 'multiOptions', options: OPTIONS, default: [] }, ['one', 2], ['one', 2]],
		['no choice of many', { type: 'multiOptions', options: OPTIONS, default: [] }, '', []],
		['texts', LIST, ['a', 1], ['a', '1']],
		['no texts', LIST, undefined, []],
		['texts with commas between', LIST, 'a, b', ['a', 'b']],
		['choices with commas between', { type: 'multiOptions', default: [] }, 'vip, late', ['vip', 'late']],
		[
			'choices as a model writes them',
			{ type: 'multiOptions', default: [] },
			'["vip","late"]',
			['vip', 'late'],
		],
		['one choice that is a number', { type: 'multiOptions', default: [] }, 7, ['7']],
		['JSON that was typed in', { type: 'json', default: '{}' }, '{"a":[1]}', { a: [1] }],
		['JSON from an expression', { type: 'json', default: '{}' }, { a: 1 }, { a: 1 }],
		['a JSON list', { type: 'json', default: '[]' }, '[1,{"a":2}]', [1, { a: 2 }]],
		['JSON left empty', { type: 'json', default: '{}' }, ' ', {}],
		['a JSON list left empty', { type: 'json', default: '[]' }, undefined, []],
		['anything, where n8n must not look', { ignoreValidationDuringExecution: true }, { a: 1 }, { a: 1 }],
		['a collection: what was added', COLLECTION, { age: '31' }, { age: 31 }],
		['an empty collection', COLLECTION, {}, {}],
		['a collection that was never touched', COLLECTION, undefined, {}],
		[
			'a collection: nothing that it does not have',
			COLLECTION,
			{ name: 'Bob', admin: true },
			{ name: 'Bob' },
		],
		[
			'groups',
			MANY,
			{ group: [{ key: 'a', count: 1 }, { key: 'b' }] },
			{
				group: [
					{ key: 'a', count: 1 },
					{ key: 'b', count: 7 },
				],
			},
		],
		['one group', ONE, { group: { key: 'a', count: 1 } }, { group: { key: 'a', count: 1 } }],
		['no group', MANY, {}, {}],
		['groups: nothing that there is not', MANY, { other: [{ key: 'a' }] }, {}],
	])('%s', (_, field, value, expected) => {
		expect(read(field, value)).toEqual(expected);
	});
});

describe('what does not fit a field is told in the words of the panel', () => {
	test.each<[string, Partial<Field>, unknown, string]>([
		['an object for text', {}, { a: 1 }, "'Field' must be text, but is an object"],
		['a list for text', {}, ['a'], "'Field' must be text, but is a list"],
		[
			'an object inside a resource',
			{ type: 'resourceLocator' },
			{ __rl: true, value: {} },
			"'Field' must be text, but is an object",
		],
		['a word for a number', NUMBER, 'many', "'Field' must be a number, but is 'many'"],
		['nothing for a number', NUMBER, '', "'Field' must be a number, but is ''"],
		['a switch for a number', NUMBER, true, "'Field' must be a number, but is 'true'"],
		['an endless number', NUMBER, Infinity, "'Field' must be a number, but is 'Infinity'"],
		['half a number', NUMBER, 1.5, "'Field' must be a whole number from 1 to 9, but is 1.5"],
		['too little', NUMBER, 0, "'Field' must be a whole number from 1 to 9, but is 0"],
		['too much', NUMBER, 10, "'Field' must be a whole number from 1 to 9, but is 10"],
		[
			'less than the least',
			{ type: 'number', typeOptions: { minValue: 1 } },
			0,
			"'Field' must be a number of 1 or more, but is 0",
		],
		[
			'a number that has become another one',
			{ type: 'number' },
			'-9007199254740993',
			"'Field' must be a number from -9007199254740991 to 9007199254740991, but is -9007199254740992",
		],
		['a number for a switch', { type: 'boolean' }, 1, "'Field' must be true or false, but is '1'"],
		['an unknown choice', { type: 'options', options: OPTIONS }, 'three', "'Field' does not have 'three'"],
		[
			'an unknown one of many',
			{ type: 'multiOptions', options: OPTIONS },
			['one', 'three'],
			"'Field' does not have 'three'",
		],
		['an object for a list', LIST, { a: 'b' }, "'Field' must be a list, but is an object"],
		['a list in a list of texts', LIST, [['a']], "'Field' must be text, but is a list"],
		['broken JSON', { type: 'json', default: '{}' }, '{a: 1}', "'Field' is not valid JSON"],
		[
			'a list for an object',
			{ type: 'json', default: '{}' },
			'[1]',
			"'Field' must be a JSON object, like { … }, but is a list",
		],
		[
			'an object for a list',
			{ type: 'json', default: '[]' },
			{},
			"'Field' must be a JSON list, like [ … ], but is an object",
		],
		['text for a collection', COLLECTION, 'Bob', "'Field' must be an object, but is 'Bob'"],
		['a wrong entry of a collection', COLLECTION, { age: 'old' }, "'Age' must be a number, but is 'old'"],
		['an empty entry of a group', MANY, { group: [{ key: '' }] }, "'Key' is empty"],
	])('%s', (_, field, value, words) => {
		expect(told(field, value)).toBe(words);
	});

	test('with what can be used instead', () => {
		expect(refusal({ type: 'options', options: OPTIONS }, 'three')?.details.description).toBe(
			'Use one of these: one, 2.',
		);
		expect(refusal(LIST, { a: 'b' })?.details.description).toContain('text with commas between');
	});

	test('and with what the field means, for those who do not see the panel', () => {
		const regex = { regex: '\\d+', errorMessage: 'Must be the number of an ID' };
		const book = {
			type: 'resourceLocator',
			required: true,
			description: "The book. Its ID comes from Book 'Search'.",
			modes: [
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					validation: [{ type: 'regex', properties: regex }],
				},
			],
		} as const satisfies Partial<Field>;
		expect(refusal(book, 'Ulysses')?.details.description).toBe(
			"Choose it from the list, or give its ID. The book. Its ID comes from Book 'Search'.",
		);
		expect(refusal(book, '')?.details.description).toContain(" The book. Its ID comes from Book 'Search'.");
		const loaded =
			'Choose from the list, or specify IDs using an <a href="https://example.com">expression</a>';
		expect(refusal({ ...book, description: loaded }, '')?.details.description).not.toContain('<');
	});

	test.each<[Partial<Field>, unknown]>([
		[{ type: 'number', typeOptions: { numberPrecision: 0 } }, 1.5],
		[{ type: 'number', typeOptions: { maxValue: 5 } }, 6],
	])('and without a word about infinity: %j', (field, value) => {
		expect(told(field, value)).not.toContain('Infinity');
	});

	test('and a long text is not repeated in full', () => {
		expect(told(NUMBER, 'long '.repeat(10_000)).length).toBeLessThan(1000);
	});

	test('and null is not called an object', () => {
		expect(told(NUMBER, null)).not.toContain('an object');
	});

	test.each<[string, Partial<Field>, unknown]>([
		['one entry where there may be many', MANY, { group: { key: 'a' } }],
		['many entries where there may be one', ONE, { group: [{ key: 'a' }, { key: 'b' }] }],
	])('or is brought into the form that the operation expects: %s', (_, field, value) => {
		const isList = (): boolean => Array.isArray((read(field, value) as { group: unknown }).group);
		expect(refusal(field, value) !== undefined || isList() === (field === MANY)).toBe(true);
	});
});

describe('a required field', () => {
	test.each<unknown>([undefined, null, '', '  ', { __rl: true, mode: 'list', value: '' }])(
		'is missed when it is %j',
		(value) => {
			const field: Partial<Field> = { required: true, placeholder: 'e.g. 7' };
			expect(told(field, value)).toBe("'Field' is empty");
			expect(refusal(field, value)?.details.description).toBe(
				'Fill it in, or check that its expression gives a value for this item, e.g. 7.',
			);
		},
	);

	test.each<unknown>([0, false, 'x'])('is there when it is %j', (value) => {
		expect(told({ required: true }, value)).toBe('nothing');
	});
});
