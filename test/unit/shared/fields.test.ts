import { expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Fields, ValuesOf } from '../../../nodes/shared/fields';
import { readParameters } from '../../../nodes/shared/parameters';

/** Whether two types are the same: the compiler says so, when it checks this file. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

const isSame = <A, B>(same: Same<A, B>): boolean => same;

const base = { displayName: 'Field', default: '' } as const;

const FIELDS = [
	{ ...base, name: 'text', type: 'string' },
	{ ...base, name: 'date', type: 'dateTime' },
	{ ...base, name: 'locator', type: 'resourceLocator' },
	{ ...base, name: 'texts', type: 'string', typeOptions: { multipleValues: true } },
	{ ...base, name: 'number', type: 'number', default: 0 },
	{ ...base, name: 'flag', type: 'boolean', default: false },
	{
		...base,
		name: 'choice',
		default: 'a',
		type: 'options',
		options: [
			{ name: 'A', value: 'a' },
			{ name: 'B', value: 2 },
		],
	},
	{ ...base, name: 'loaded', type: 'options', typeOptions: { loadOptionsMethod: 'load' } },
	{ ...base, name: 'choices', type: 'multiOptions', default: ['a'], options: [{ name: 'A', value: 'a' }] },
	{ ...base, name: 'object', type: 'json', default: '{}' },
	{ ...base, name: 'list', type: 'json', default: '[]' },
	{ ...base, name: 'anything', type: 'string', ignoreValidationDuringExecution: true },
	{
		...base,
		name: 'collection',
		type: 'collection',
		default: {},
		options: [{ ...base, name: 'age', type: 'number', default: 1 }],
	},
	{
		...base,
		name: 'groups',
		type: 'fixedCollection',
		default: {},
		typeOptions: { multipleValues: true },
		options: [{ displayName: 'G', name: 'group', values: [{ ...base, name: 'key', type: 'string' }] }],
	},
	{
		...base,
		name: 'group',
		type: 'fixedCollection',
		default: {},
		options: [{ displayName: 'G', name: 'group', values: [{ ...base, name: 'key', type: 'string' }] }],
	},
] as const satisfies Fields;

type Values = ValuesOf<typeof FIELDS>;

test('an operation gets its parameters in the types that its fields announce', () => {
	const same = [
		isSame<Values['text'], string>(true),
		isSame<Values['date'], string>(true),
		isSame<Values['locator'], string>(true),
		isSame<Values['texts'], readonly string[]>(true),
		isSame<Values['number'], number>(true),
		isSame<Values['flag'], boolean>(true),
		isSame<Values['choice'], 'a' | 2>(true),
		isSame<Values['loaded'], string>(true),
		isSame<Values['choices'], readonly 'a'[]>(true),
		isSame<Values['object'], JsonObject>(true),
		isSame<Values['list'], readonly JsonValue[]>(true),
		isSame<Values['anything'], JsonValue>(true),
		isSame<Values['collection']['age'], number | undefined>(true),
		isSame<NonNullable<Values['groups']['group']>[number]['key'], string>(true),
		isSame<NonNullable<Values['group']['group']>['key'], string>(true),
		isSame<Values['number'], string>(false),
	];
	expect(same.filter((one) => !one)).toEqual([false]);
});

test('what it gets has these types indeed', () => {
	const defaults = readParameters(FIELDS, ({ default: fallback }) => fallback);
	expect(defaults).toEqual({
		text: '',
		date: '',
		locator: '',
		texts: [],
		number: 0,
		flag: false,
		choice: 'a',
		loaded: '',
		choices: ['a'],
		object: {},
		list: [],
		anything: '',
		collection: {},
		groups: {},
		group: {},
	});
});
