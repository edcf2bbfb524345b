import { describe, expect, test } from '@jest/globals';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { Field } from '../../../nodes/shared/fields';
import { operation, type Resource } from '../../../nodes/shared/operation';
import type { Paging } from '../../../nodes/shared/pagination';
import { fieldsOf, propertiesOf, type NodeDefinition } from '../../../nodes/shared/panel';

const text = (name: string, more: Partial<Field> = {}): Field => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});

const names = (name: string, value: string) => ({
	name,
	value,
	action: `${name} it`,
	description: `Will ${name}`,
});

const get = operation({
	...names('Get', 'get'),
	fields: [text('id'), text('part', { displayOptions: { show: { id: ['all'] } } })],
	request: () => ({ method: 'GET', path: '/one' }),
	simplify: (row) => row,
});

const list = operation({
	...names('List', 'list'),
	fields: [text('id')],
	request: () => ({ method: 'GET', path: '/all' }),
	paging: { by: 'nothing' },
});

const compose = operation({ ...names('Compose', 'compose'), fields: [text('id')], result: () => ({}) });

const books: Resource = { name: 'Book', value: 'book', operations: [get, list] };
const notes: Resource = { name: 'Note', value: 'note', operations: [compose, get] };

const library: NodeDefinition = {
	service: {
		name: 'Library',
		credential: 'libraryApi',
		tokenField: 'token',
		parallel: 4,
		options: [text('zone', { displayName: 'Zone' }), text('area', { displayName: 'Area' })],
		address: () => (below) => below,
		advice: {},
	},
	resources: [books, notes],
};

const properties = propertiesOf(library);

/** What n8n itself would show. */
const shown = (parameters: INodeParameters): INodeProperties[] => {
	const node: INode = {
		id: '1',
		name: 'Library',
		type: 'library',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const description = { properties } as INodeTypeDescription;
	const values = NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description) ?? {};
	return properties.filter((property) => NodeHelpers.displayParameter(values, property, node, description));
};

const namesShown = (resource: string, operation: string, more: INodeParameters = {}): string[] =>
	shown({ resource, operation, ...more }).map(({ name }) => name);

describe('the panel of a node', () => {
	test('shows the fields of the chosen operation and no others', () => {
		expect(namesShown('book', 'get')).toEqual(['resource', 'operation', 'id', 'simplify', 'options']);
		expect(namesShown('book', 'list')).toEqual([
			'resource',
			'operation',
			'id',
			'returnAll',
			'limit',
			'options',
		]);
	});

	test("keeps a field's own condition beside its place", () => {
		expect(namesShown('book', 'get', { id: 'all' })).toContain('part');
		expect(namesShown('book', 'list', { id: 'all' })).not.toContain('part');
	});

	test('asks for a Limit only when not all is wanted', () => {
		expect(namesShown('book', 'list', { returnAll: true })).not.toContain('limit');
	});

	test('says which rows a Limit keeps, where it is not the first', () => {
		const limitOf = (paging: Paging): string | undefined =>
			fieldsOf({ ...list, paging }).find(({ name }) => name === 'limit')?.description;
		expect(limitOf({ by: 'nothing' })).toBe('Max number of results to return');
		expect(limitOf({ by: 'nothing', newest: 'last' })).toMatch(
			/^Max number of results to return: the newest/,
		);
	});

	test('has no Options for an operation that sends nothing', () => {
		expect(namesShown('note', 'compose')).toEqual(['resource', 'operation', 'id']);
	});

	test('never shows two fields of one name together', () => {
		for (const { value: resource, operations } of library.resources) {
			for (const { value } of operations) {
				const all = namesShown(resource, value, { id: 'all' });
				expect(all).toEqual([...new Set(all)]);
			}
		}
	});

	test('offers the resources, and for each its operations as actions', () => {
		const [resource, ...rest] = properties;
		expect(resource).toMatchObject({ name: 'resource', default: 'book', noDataExpression: true });
		expect(resource?.options?.map(({ name }) => name)).toEqual(['Book', 'Note']);
		const operations = rest.filter(({ name }) => name === 'operation');
		expect(operations.map(({ displayOptions }) => displayOptions?.show?.resource)).toEqual([
			['book'],
			['note'],
		]);
		expect(operations[0]?.options?.[0]).toEqual({
			name: 'Get',
			value: 'get',
			action: 'Get it',
			description: 'Will Get',
		});
		expect(operations[1]?.default).toBe('compose');
	});

	test('begins with what is usual, where that is not what comes first', () => {
		const usual: NodeDefinition = { ...library, resources: [books, { ...notes, usual: get }], usual: notes };
		const [resource, , operation] = propertiesOf(usual);
		expect(resource).toMatchObject({ name: 'resource', default: 'note' });
		expect(operation).toMatchObject({ name: 'operation', default: 'get' });
	});

	test("has the service's own options among those of every node, by the alphabet", () => {
		const options = properties.at(-1);
		expect(options).toMatchObject({ name: 'options', type: 'collection', default: {} });
		expect(
			options?.options?.map((option) => ('displayName' in option ? option.displayName : option.name)),
		).toEqual([
			'Area',
			'Max Parallel Requests',
			'Max Retries',
			'Max Wait (Seconds)',
			'Timeout (Seconds)',
			'Zone',
		]);
		expect(options?.options?.[1]).toMatchObject({ name: 'maxParallel', default: 4 });
	});

	test('leaves the definition as it was', () => {
		expect(fieldsOf(get).map(({ name }) => name)).toEqual(['id', 'part', 'simplify']);
		expect(get.fields[0]).not.toHaveProperty('displayOptions');
		expect(get.fields[1]?.displayOptions).toEqual({ show: { id: ['all'] } });
	});
});

test('an operation that sends nothing does not take the Options of another one with the same name', () => {
	const both: NodeDefinition = {
		...library,
		resources: [books, { name: 'Card', value: 'card', operations: [{ ...compose, value: 'get' }] }],
	};
	const options = propertiesOf(both).filter(({ name }) => name === 'options');
	const isShown = (parameters: INodeParameters): boolean =>
		options.some((property) => NodeHelpers.displayParameter(parameters, property, null, null));
	expect(isShown({ resource: 'book', operation: 'get' })).toBe(true);
	expect(isShown({ resource: 'card', operation: 'get' })).toBe(false);
});
