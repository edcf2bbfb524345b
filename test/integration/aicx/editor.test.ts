import { describe, expect, test } from '@jest/globals';
import type { INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';
import { placesOf } from '../support/secrets.ts';
import { useAicx, wire } from './support.ts';

const used = useAicx();
const { calls } = used;

const LIST = 'searchCustomFields';
const FORM = 'customFieldsForm';

const names = (entries: readonly INodePropertyOptions[] | readonly { name: string }[]): string[] =>
	entries.map(({ name }) => name);

/** AICX lists these instead of its own. */
const lists = (body: unknown): void => {
	used.sandbox.faults.add({ fault: { raw: JSON.stringify(body), contentType: 'application/json' } });
};

const failureOf = async (method: 'search' | 'form', credential = {}): Promise<Error> => {
	const opened = used.editor(credential);
	const error: unknown = await (method === 'search' ? opened.search(LIST) : opened.form(FORM)).catch(
		(thrown: unknown) => thrown,
	);
	if (error instanceof Error) {
		return error;
	}
	throw new Error('It did not fail');
};

describe('The list of custom fields', () => {
	test.each(['array', 'data'] as const)(
		'has them all by their names, from an answer that is: %s',
		async (envelope) => {
			used.aicx.listEnvelope = envelope;
			const { results, paginationToken } = await used.editor().search(LIST);
			expect(results).toEqual(
				['Customer since', 'Nickname', 'Plan', 'Seats'].map((name) => ({ name, value: used.field(name).id })),
			);
			expect(paginationToken).toBeUndefined();
			expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/custom-fields/list-custom-fields' }]);
			expect(calls()[0]?.headers).toMatchObject({ authorization: '***' });
		},
	);

	test.each([
		['', ['Customer since', 'Nickname', 'Plan', 'Seats']],
		['n', ['Customer since', 'Nickname', 'Plan']],
		['PLAN', ['Plan']],
		['r si', ['Customer since']],
		['gold', []],
	])('finds by a part of the name: %p', async (filter, found) => {
		const { results } = await used.editor().search(LIST, filter);
		expect(names(results)).toEqual(found);
	});

	test('finds by the whole ID', async () => {
		const { id } = used.field('Plan');
		expect(names((await used.editor().search(LIST, id)).results)).toEqual(['Plan']);
		expect((await used.editor().search(LIST, id.slice(0, -1))).results).toEqual([]);
	});

	test('is in the order of the alphabet, whatever the letters', async () => {
		lists(['Zoe', 'élan', 'eagle', 'Fox'].map((name, id) => ({ id, name })));
		const { results } = await used.editor().search(LIST);
		expect(results).toEqual([
			{ name: 'eagle', value: '2' },
			{ name: 'élan', value: '1' },
			{ name: 'Fox', value: '3' },
			{ name: 'Zoe', value: '0' },
		]);
	});

	test('is empty where there are none', async () => {
		used.aicx.customFields.clear();
		expect((await used.editor().search(LIST)).results).toEqual([]);
	});
});

describe('The form of custom fields', () => {
	const common = { required: false, defaultMatch: false, display: true };

	test('has a field for each, of its type', async () => {
		const { fields } = await used.editor().form(FORM);
		const wanted: Partial<ResourceMapperField>[] = [
			{ displayName: 'Customer since', type: 'dateTime' },
			{ displayName: 'Nickname', type: 'string' },
			{
				displayName: 'Plan',
				type: 'options',
				options: ['Free', 'Pro', 'Enterprise'].map((value) => ({ name: value, value })),
			},
			{ displayName: 'Seats', type: 'number' },
		];
		expect(fields).toEqual(
			wanted.map((field) => ({ id: used.field(field.displayName ?? '').id, ...field, ...common })),
		);
	});

	test('has text for types that this node does not know, and for none', async () => {
		lists([
			{ id: '1', name: 'A', type: 'checkbox' },
			{ id: '2', name: 'B' },
			{ id: '3', name: 'C', type: 'x' },
		]);
		const { fields } = await used.editor().form(FORM);
		expect(fields.map(({ type }) => type)).toEqual(['string', 'string', 'string']);
	});

	test('says how to make a field where there are none', async () => {
		used.aicx.customFields.clear();
		const { fields, emptyFieldsNotice } = await used.editor().form(FORM);
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('Custom Field > Create');
	});
});

describe.each(['search', 'form'] as const)('When it cannot be opened (%s), the editor shows', (method) => {
	test('that the secret is wrong and where the right one is, and not the secret', async () => {
		const takeoverSecret = 'mistyped-secret-of-a-teamspace';
		const error = await failureOf(method, { takeoverSecret });
		expect(error.message).toBe('Unauthorized');
		expect(error).toMatchObject({ description: expect.stringContaining("Check 'Takeover Secret'") });
		expect(placesOf(takeoverSecret, error)).toEqual([]);
	});

	test('that the teamspace is not there', async () => {
		expect((await failureOf(method, { teamspaceId: 'nowhere' })).message).toBe('Teamspace not found');
	});

	test.each<[string, object, string]>([
		['the teamspace is empty', { teamspaceId: ' ' }, "'Teamspace ID' is empty"],
		[
			'the base URL is none',
			{ baseUrl: 'v3-api.proto.cx' },
			"'Base URL' in the credential is not a web address",
		],
	])('that %s, and nothing goes out', async (_, credential, message) => {
		expect((await failureOf(method, credential)).message).toBe(message);
		expect(calls()).toEqual([]);
	});

	test('that a login page came back', async () => {
		used.sandbox.faults.add({ fault: { html: true } });
		const error = await failureOf(method);
		expect(error.message).toBe('Proto AICX gave a web page instead of JSON');
		expect(placesOf(used.aicx.secret, error)).toEqual([]);
	});

	test('that it is no list that came back', async () => {
		lists({ success: true });
		expect((await failureOf(method)).message).toBe('The answer holds no list');
	});

	test('nothing of a breakdown that one more try gets over', async () => {
		used.sandbox.faults.add({ times: 1, fault: { status: 500 } });
		const opened = used.editor();
		await (method === 'search' ? opened.search(LIST) : opened.form(FORM));
		expect(calls().map(({ status }) => status)).toEqual([500, 200]);
	});

	test('a breakdown that lasts, after two tries', async () => {
		used.sandbox.faults.add({ fault: { status: 500, body: { detail: 'Out of order' } } });
		expect((await failureOf(method)).message).toBe('Out of order');
		expect(calls()).toHaveLength(2);
	});
});
