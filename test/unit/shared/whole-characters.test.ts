import { describe, expect, test } from '@jest/globals';
import { BadInput } from '../../../nodes/shared/failure';
import type { Field } from '../../../nodes/shared/fields';
import { readParameters } from '../../../nodes/shared/parameters';

const NESTED = { displayName: 'Within', name: 'within', type: 'string', default: '' } as const;
const GROUP = { displayName: 'Group', name: 'group', values: [NESTED] };

/** Every kind of field into which a text can get, the value that holds it, and the field that is named. */
const FIELDS: [kind: string, field: Partial<Field>, holding: (text: string) => unknown, named: string][] = [
	['text', {}, (text) => text, 'Field'],
	['a list of texts', { typeOptions: { multipleValues: true } }, (text) => ['a', text], 'Field'],
	['an ID', { type: 'resourceLocator' }, (value) => ({ __rl: true, mode: 'id', value }), 'Field'],
	['a choice of a loaded list', { type: 'options' }, (text) => text, 'Field'],
	['choices of a loaded list', { type: 'multiOptions' }, (text) => ['a', text], 'Field'],
	['a value in JSON', { type: 'json', default: '{}' }, (text) => ({ a: [{ b: text }] }), 'Field'],
	['a key in JSON', { type: 'json', default: '{}' }, (text) => ({ a: [{ [text]: 1 }] }), 'Field'],
	['an escape in JSON', { type: 'json', default: '[]' }, (text) => JSON.stringify([text]), 'Field'],
	['a form', { type: 'resourceMapper' }, (text) => ({ a: text }), 'Field'],
	['whatever is given', { ignoreValidationDuringExecution: true }, (text) => ['a', text], 'Field'],
	['a collection', { type: 'collection', options: [NESTED] }, (within) => ({ within }), 'Within'],
	['an entry', { type: 'fixedCollection', options: [GROUP] }, (within) => ({ group: { within } }), 'Within'],
];

const read = (field: Partial<Field>, value: unknown): unknown => {
	const full = { displayName: 'Field', name: 'field', type: 'string', default: '', ...field } as Field;
	return (readParameters([full], () => value) as { field: unknown }).field;
};

describe.each(FIELDS)('Half of a character in %s', (_, field, holding, named) => {
	test.each(['\ud83d', 'half \ud83d', '\ude00 half', '\ude00\ud83d'])('is refused: %j', (text) => {
		expect(() => read(field, holding(text))).toThrow(BadInput);
		expect(() => read(field, holding(text))).toThrow(`'${named}' holds half of a character`);
	});

	test('is none in a whole one', () => {
		expect(JSON.stringify(read(field, holding('whole 😀')))).toContain('whole 😀');
	});
});
