import { describe, expect, test } from '@jest/globals';
import { customer } from '../../../nodes/ProtoAicx/resources/customer';
import { PROFILE_KEYS } from '../../../sandbox/aicx/types.ts';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const get = operationOf(customer, 'get');
const upsert = operationOf(customer, 'upsert');
const addTags = operationOf(customer, 'addTags');
const addCustomFields = operationOf(customer, 'addCustomFields');

const ANN = { providedUniqueId: 'ann' };
const TAGS = { ...ANN, tags: 'vip' };
const VALUES = { ...ANN, valuesMode: 'json', valuesJson: '[{"name":"Plan","value":"Pro"}]' };

const locator = (value: unknown, mode = 'list'): object => ({ __rl: true, mode, value });

describe('A customer is found by their provided unique ID', () => {
	const ways = [
		['Get', get, {}, 'GET', '/v1/customers/{teamspace}/customer/…/get-customer'],
		['Create or Update', upsert, {}, 'PUT', '/v1/customers/{teamspace}/create-customer/…'],
		['Add Tags', addTags, TAGS, 'PUT', '/v1/customers/{teamspace}/customer/…/add-tags'],
		[
			'Add Custom Fields',
			addCustomFields,
			VALUES,
			'PUT',
			'/v1/customers/{teamspace}/customer/…/add-custom-fields',
		],
	] as const;

	const ids: [string, string][] = [
		['user-4711', 'user-4711'],
		['ann@example.com', 'ann%40example.com'],
		['a/b', 'a%2Fb'],
		['a?b=c&d', 'a%3Fb%3Dc%26d'],
		['a#b', 'a%23b'],
		['a%2Fb', 'a%252Fb'],
		['a b', 'a%20b'],
		['../x', '..%2Fx'],
		['{teamspace}', '%7Bteamspace%7D'],
		['é', '%C3%A9'],
		['安🙂', '%E5%AE%89%F0%9F%99%82'],
	];

	describe.each(ways)('%s', (_, operation, given, method, path) => {
		test.each(ids)('%s is one part of the address', (providedUniqueId, segment) => {
			expect(requestOf(operation, { ...given, providedUniqueId })).toMatchObject({
				method,
				path: path.replace('…', segment),
			});
		});

		test('a number is an ID too', () => {
			expect(requestOf(operation, { ...given, providedUniqueId: 4711 }).path).toBe(path.replace('…', '4711'));
		});

		test.each<[string, unknown, string]>([
			['nothing', '', "'Provided Unique ID' is empty"],
			['spaces', '  ', "'Provided Unique ID' is empty"],
			['what an expression left out', undefined, "'Provided Unique ID' is empty"],
			['a step to another address', '..', "'..' cannot be used as an ID"],
			['a step to the same address', '.', "'.' cannot be used as an ID"],
			['a list', ['ann'], "'Provided Unique ID' must be text, but is a list"],
		])('%s is refused', (__, providedUniqueId, message) => {
			expect(() => requestOf(operation, { ...given, providedUniqueId })).toThrow(message);
		});

		test('Get asks in any order; what is written to one customer keeps its order', () => {
			const keys = ['ann', 'ann', 'bob'].map((id) => operation.lane?.({ providedUniqueId: id } as never));
			expect(new Set(keys).size).toBe(operation === get ? 1 : 2);
			expect(keys[0] === undefined).toBe(operation === get);
		});
	});
});

test('Get sends nothing but the address', () => {
	expect(requestOf(get, ANN)).toEqual({
		method: 'GET',
		path: '/v1/customers/{teamspace}/customer/ann/get-customer',
	});
});

describe('Create or Update sends', () => {
	test.each<[string, object, object]>([
		['nothing but the ID, when no field was added', {}, {}],
		['one field', { name: 'Ann' }, { name: 'Ann' }],
		[
			'only what is filled in',
			{ name: 'Ann', email: '', location: null, phone_number: undefined, avatar: '' },
			{ name: 'Ann' },
		],
		[
			'text, where an expression gives a number',
			{ phone_number: 15551234567 },
			{ phone_number: '15551234567' },
		],
		['all six fields', profile(), profile()],
		['no key that the API does not have', { name: 'Ann', nickname: 'A.' }, { name: 'Ann' }],
	])('%s', (_, customerFields, body) => {
		expect(requestOf(upsert, { ...ANN, customerFields })).toEqual({
			method: 'PUT',
			path: '/v1/customers/{teamspace}/create-customer/ann',
			body,
		});
	});

	test.each(PROFILE_KEYS)('no object as %s', (key) => {
		expect(() => requestOf(upsert, { ...ANN, customerFields: { [key]: { first: 'Ann' } } })).toThrow(
			'must be text, but is an object',
		);
	});
});

function profile(): object {
	return Object.fromEntries(PROFILE_KEYS.map((key) => [key, `the ${key}`]));
}

describe('Add Tags', () => {
	const sent = (given: Given): unknown => {
		const { body, ...request } = requestOf(addTags, { ...ANN, ...given });
		expect(request).toMatchObject({
			method: 'PUT',
			path: '/v1/customers/{teamspace}/customer/ann/add-tags',
			answer: 'optional',
		});
		return body;
	};

	test.each<[string, Given, object]>([
		['one tag', { tags: 'vip' }, { tags: ['vip'] }],
		['several, with commas between', { tags: ' vip,from n8n , ' }, { tags: ['vip', 'from n8n'] }],
		['a list from an expression', { tags: ['vip', 'a, b', 7, ' '] }, { tags: ['vip', 'a, b', '7'] }],
		['a number from an expression', { tags: 7 }, { tags: ['7'] }],
		[
			'tags to be made',
			{ tags: 'new', createIfNotExists: true },
			{ tags: ['new'], create_if_not_exists: true },
		],
		[
			'JSON as it is',
			{ tagsMode: 'json', tagsJson: '{"tag_ids":[1]}', tags: 'vip', createIfNotExists: true },
			{ tag_ids: [1] },
		],
		['JSON from an expression', { tagsMode: 'json', tagsJson: { tags: ['vip'] } }, { tags: ['vip'] }],
		['fields, whatever stands in the JSON', { tags: 'vip', tagsJson: '{"tags":["x"]}' }, { tags: ['vip'] }],
	])('sends %s', (_, given, body) => {
		expect(sent(given)).toEqual(body);
	});

	test.each<[string, Given, string]>([
		['no tags', { tags: '' }, "'Tags' is empty"],
		['what an expression left out', { tags: undefined }, "'Tags' is empty"],
		['nothing but commas', { tags: ' , ,' }, "'Tags' is empty"],
		['an empty list', { tags: [] }, "'Tags' is empty"],
		['a list of objects', { tags: [{ name: 'vip' }] }, "'Tags' holds something that is no text"],
		['an object', { tags: { name: 'vip' } }, "'Tags' holds something that is no text"],
		['broken JSON', { tagsMode: 'json', tagsJson: '{"tags":' }, "'Tags (JSON)' is not valid JSON"],
		['a JSON list', { tagsMode: 'json', tagsJson: '["vip"]' }, "'Tags (JSON)' must be a JSON object"],
		['no JSON', { tagsMode: 'json', tagsJson: ' ' }, "'Tags (JSON)' is empty"],
		['a switch that is none', { tags: 'vip', createIfNotExists: 'yes' }, "'Create if Not Existing' must be"],
	])('refuses %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});
});

describe('Add Custom Fields', () => {
	const sent = (given: Given): unknown => {
		const { body, ...request } = requestOf(addCustomFields, { ...ANN, ...given });
		expect(request).toEqual({
			method: 'PUT',
			path: '/v1/customers/{teamspace}/customer/ann/add-custom-fields',
			answer: 'optional',
		});
		return body;
	};
	const fields = (...field: object[]): Given => ({ valuesMode: 'fields', values: { field } });

	test.each<[string, Given, unknown]>([
		[
			'the form, without what was left open',
			{ valuesForm: { plan: 'Pro', seats: 0, on: false, a: '', b: null, c: undefined, d: [] } },
			[
				{ id: 'plan', value: 'Pro' },
				{ id: 'seats', value: 0 },
				{ id: 'on', value: false },
			],
		],
		[
			'fields that were chosen, from the list and by ID, each with its value',
			fields(
				{ customField: locator('plan'), value: 'Pro' },
				{ customField: locator('nick', 'id'), value: 'Annie' },
				{ customField: 'city', value: 'Lusaka' },
			),
			[
				{ id: 'plan', value: 'Pro' },
				{ id: 'nick', value: 'Annie' },
				{ id: 'city', value: 'Lusaka' },
			],
		],
		[
			'values from expressions as they are',
			fields(
				{ customField: locator('seats'), value: 12 },
				{ customField: locator('langs'), value: ['en', 'fr'] },
				{ customField: locator('on'), value: false },
			),
			[
				{ id: 'seats', value: 12 },
				{ id: 'langs', value: ['en', 'fr'] },
				{ id: 'on', value: false },
			],
		],
		[
			'an empty value of a field that was chosen',
			fields({ customField: locator('nick'), value: '' }),
			[{ id: 'nick', value: '' }],
		],
		[
			'JSON as it is',
			{ valuesMode: 'json', valuesJson: '[{"name":"Plan","text":"Pro"}, 7]' },
			[{ name: 'Plan', text: 'Pro' }, 7],
		],
		[
			'JSON from an expression',
			{ valuesMode: 'json', valuesJson: [{ name: 'Plan', value: 'Pro' }] },
			[{ name: 'Plan', value: 'Pro' }],
		],
		[
			'only the way that was chosen',
			{ ...fields({ customField: locator('plan'), value: 'Pro' }), valuesForm: { x: 1 }, valuesJson: '[1]' },
			[{ id: 'plan', value: 'Pro' }],
		],
	])('sends %s', (_, given, body) => {
		expect(sent(given)).toEqual(body);
	});

	test.each<[string, Given, string]>([
		['a form that nobody opened', { valuesForm: null }, "'Custom Fields' is empty"],
		['an empty form', { valuesForm: {} }, "'Custom Fields' is empty"],
		['a form in which all was left open', { valuesForm: { a: null, b: '' } }, "'Custom Fields' is empty"],
		['no fields', { valuesMode: 'fields' }, "'Custom Fields' is empty"],
		['a list without fields', fields(), "'Custom Fields' is empty"],
		[
			'a field that was not chosen',
			fields({ customField: locator(''), value: 'x' }),
			"'Custom Field' is empty",
		],
		['a field of an expression that gives none', fields({ value: 'x' }), "'Custom Field' is empty"],
		['an empty JSON list', { valuesMode: 'json', valuesJson: '[]' }, "'Custom Fields' is empty"],
		['no JSON', { valuesMode: 'json', valuesJson: '' }, "'Custom Fields (JSON)' is empty"],
		['broken JSON', { valuesMode: 'json', valuesJson: '[{]' }, "'Custom Fields (JSON)' is not valid JSON"],
		['a JSON object', { valuesMode: 'json', valuesJson: '{}' }, "'Custom Fields (JSON)' must be a JSON list"],
		['a way that does not exist', { valuesMode: 'xml' }, "'Specify Custom Fields' does not have 'xml'"],
	])('refuses %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});
});
