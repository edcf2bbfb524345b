import { describe, expect, test } from '@jest/globals';
import type { Fields } from '../../../nodes/shared/fields';
import { readParameters } from '../../../nodes/shared/parameters';

const OPTIONS = [
	{ name: 'One', value: 'one' },
	{ name: 'Two', value: 2 },
];

describe('a field that is not shown', () => {
	const FIELDS = [
		{ displayName: 'Kind', name: 'kind', type: 'options', options: OPTIONS, default: 'one' },
		{
			displayName: 'Detail',
			name: 'detail',
			type: 'string',
			required: true,
			default: 'as ever',
			displayOptions: { show: { kind: ['one'] } },
		},
		{
			displayName: 'More',
			name: 'more',
			type: 'string',
			default: '',
			displayOptions: { hide: { kind: ['one'] } },
		},
		{
			displayName: 'Deeper',
			name: 'deeper',
			type: 'string',
			default: 'none',
			displayOptions: { show: { kind: ['one'], detail: ['x', 'y'] } },
		},
	] as const satisfies Fields;

	const readAll = (values: Record<string, unknown>): object =>
		readParameters(FIELDS, ({ name }) => values[name]);

	test('has its default, whatever n8n still stores for it', () => {
		expect(readAll({ kind: 2, detail: 'old', more: 'new', deeper: 'old' })).toEqual({
			kind: 2,
			detail: 'as ever',
			more: 'new',
			deeper: 'none',
		});
	});

	test('is shown by the value that an expression gave', () => {
		expect(readAll({ kind: 'one', detail: 'x', more: 'old', deeper: 'new' })).toEqual({
			kind: 'one',
			detail: 'x',
			more: '',
			deeper: 'new',
		});
	});

	test('is shown by one of several values that are chosen', () => {
		const fields = [
			{ displayName: 'Kinds', name: 'kinds', type: 'multiOptions', options: OPTIONS, default: [] },
			{
				displayName: 'Detail',
				name: 'detail',
				type: 'string',
				default: 'none',
				displayOptions: { show: { kinds: ['one'] } },
			},
			{
				displayName: 'More',
				name: 'more',
				type: 'string',
				default: 'none',
				displayOptions: { hide: { kinds: ['one'] } },
			},
		] as const satisfies Fields;
		const read = (kinds: unknown[]): object =>
			readParameters(fields, ({ name }) => (name === 'kinds' ? kinds : 'given'));
		expect(read([2, 'one'])).toEqual({ kinds: [2, 'one'], detail: 'given', more: 'none' });
		expect(read([2])).toEqual({ kinds: [2], detail: 'none', more: 'given' });
		expect(read([])).toEqual({ kinds: [], detail: 'none', more: 'given' });
	});

	test('is not looked up, so that an expression in it cannot fail', () => {
		const asked: string[] = [];
		readParameters(FIELDS, ({ name }) => {
			asked.push(name);
			return name === 'kind' ? 2 : 'text';
		});
		expect(asked).toEqual(['kind', 'more']);
	});

	test('is not missed though it is required', () => {
		const required = { ...FIELDS[1], default: '' };
		expect(readParameters([FIELDS[0], required], () => 2)).toEqual({ kind: 2, detail: '' });
	});
});
