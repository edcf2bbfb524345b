import { describe, expect, test } from '@jest/globals';
import { chat } from '../../../nodes/Proto/resources/chat';
import { LANGUAGES as KNOWN_TO_PROTO } from '../../../sandbox/proto/schemas.ts';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const create = operationOf(chat, 'create');
const getMany = operationOf(chat, 'getMany');

const sent = (given: Given): unknown => {
	const { body, ...request } = requestOf(create, given);
	expect(request).toEqual({ method: 'POST', path: '/chat' });
	return body;
};

const ANN = { humanMode: 'existing', humanId: 'human_1' };
const NOBODY = { humanMode: 'none' };

describe('Create starts a chat', () => {
	test.each<[string, Given, object]>([
		['for an existing human', ANN, { human: { id: 'human_1' } }],
		['for someone unknown', NOBODY, {}],
		[
			'for someone unknown, whatever was typed in before that was chosen',
			{ ...ANN, ...NOBODY, profile: { name: 'Ann' } },
			{},
		],
		[
			'for a human that is made with it',
			{
				humanMode: 'profile',
				profile: {
					name: 'Ann',
					email: 'ann@example.com',
					tags: { tag: [{ id: 'a1', name: 'VIP', type: 'number', value: '3' }] },
					tagsJson: [{ id: 'b2', value: ['en'] }],
				},
			},
			{
				human: {
					name: 'Ann',
					email: 'ann@example.com',
					tags: [
						{ id: 'a1', name: 'VIP', value: 3 },
						{ id: 'b2', value: ['en'] },
					],
				},
			},
		],
		[
			'for a human that is updated with it',
			{ humanMode: 'profile', profile: { id: 'human_1', email: 'new@example.com' } },
			{ human: { id: 'human_1', email: 'new@example.com' } },
		],
		['for a human whose profile was left empty', { humanMode: 'profile', profile: {} }, {}],
		[
			'with data from the form',
			{
				...NOBODY,
				data: {
					entry: [
						{ name: 'source', value: 'website' },
						{ name: 'ip', value: '1.2.3.4' },
					],
				},
			},
			{ data: { source: 'website', ip: '1.2.3.4' } },
		],
		[
			'with a value that is a number, as text',
			{ ...NOBODY, data: { entry: [{ name: 'visits', value: 3 }] } },
			{ data: { visits: '3' } },
		],
		[
			'with an empty value',
			{ ...NOBODY, data: { entry: [{ name: 'coupon', value: '' }] } },
			{ data: { coupon: '' } },
		],
		[
			'with data as JSON',
			{ ...NOBODY, dataMode: 'json', dataJson: '{"visits": 3, "page": {"id": 1}}' },
			{ data: { visits: 3, page: { id: 1 } } },
		],
		[
			'with data from an expression',
			{ ...NOBODY, dataMode: 'json', dataJson: { visits: 3 } },
			{ data: { visits: 3 } },
		],
		[
			'without the data of the way that was not chosen',
			{ ...NOBODY, dataJson: '{"a": 1}', data: { entry: [{ name: 'b', value: '2' }] } },
			{ data: { b: '2' } },
		],
		['without data, when the form is empty', { ...NOBODY, data: {} }, {}],
		['without data, when the JSON is empty', { ...NOBODY, dataMode: 'json', dataJson: '' }, {}],
		[
			'with a chat token',
			{ ...NOBODY, additionalFields: { chatReference: 'order-4711' } },
			{ chatToken: 'order-4711' },
		],
		['with a language', { ...NOBODY, additionalFields: { lang: 'zh_TW' } }, { lang: 'zh_TW' }],
		[
			'with everything',
			{
				...ANN,
				data: { entry: [{ name: 'source', value: 'website' }] },
				additionalFields: { chatReference: 'order-4711', lang: 'fr' },
			},
			{ human: { id: 'human_1' }, data: { source: 'website' }, lang: 'fr', chatToken: 'order-4711' },
		],
	])('%s', (_, given, body) => {
		expect(sent(given)).toEqual(body);
	});

	test.each(KNOWN_TO_PROTO)('in the language %s', (lang) => {
		expect(sent({ ...NOBODY, additionalFields: { lang } })).toEqual({ lang });
	});

	test('in 31 languages, each with a name of its own, by the alphabet', () => {
		const collection = create.fields.find(({ name }) => name === 'additionalFields');
		const language = collection?.options?.find(({ name }) => name === 'lang');
		const names = (language as unknown as { options: { name: string; value: string }[] }).options.map(
			({ name }) => name,
		);
		expect(new Set(names).size).toBe(31);
		expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
	});

	test.each<[string, Given, string]>([
		['for nobody, when a human is wanted', { humanMode: 'existing' }, "'Human ID' is empty"],
		['for a human without an ID', { humanMode: 'existing', humanId: null }, "'Human ID' is empty"],
		['for a kind of human that does not exist', { humanMode: 'robot' }, "'Human' does not have 'robot'"],
		[
			'in a language that does not exist',
			{ ...NOBODY, additionalFields: { lang: 'tlh' } },
			"'Language' does not have 'tlh'",
		],
		['in no language', { ...NOBODY, additionalFields: { lang: '' } }, "'Language' does not have ''"],
		[
			'with JSON that is broken',
			{ ...NOBODY, dataMode: 'json', dataJson: '{"a": ' },
			"'Data (JSON)' is not valid JSON",
		],
		[
			'with a list as data',
			{ ...NOBODY, dataMode: 'json', dataJson: '[1]' },
			"'Data (JSON)' must be a JSON object",
		],
		[
			'with text as data',
			{ ...NOBODY, dataMode: 'json', dataJson: '"a"' },
			"'Data (JSON)' must be a JSON object",
		],
		[
			'with a value that has no name',
			{ ...NOBODY, data: { entry: [{ name: '', value: '1' }] } },
			"'Name' is empty",
		],
		[
			'with an object as chat token',
			{ ...NOBODY, additionalFields: { chatReference: {} } },
			"'Chat Token' must be text",
		],
	])('but not %s', (_, given, message) => {
		expect(() => requestOf(create, given)).toThrow(message);
	});
});

describe('Get Many asks for', () => {
	test.each<[string, Given, object]>([
		['the chats of a human', { humanId: 'human_1' }, { humanId: 'human_1', max: 50 }],
		['one chat', { chatId: 'chat-1' }, { chatId: 'chat-1', max: 50 }],
		[
			'one chat of a human',
			{ humanId: 'human_1', chatId: 'chat-1' },
			{ humanId: 'human_1', chatId: 'chat-1', max: 50 },
		],
		['as many as Limit says', { humanId: 'human_1', limit: 7 }, { humanId: 'human_1', max: 7 }],
		['a limit from an expression', { humanId: 'human_1', limit: '7' }, { humanId: 'human_1', max: 7 }],
		[
			'a thousand, when all are wanted',
			{ humanId: 'human_1', returnAll: true, limit: 7 },
			{ humanId: 'human_1', max: 1000 },
		],
	])('%s', (_, given, query) => {
		const request = requestOf(getMany, given);
		const asked = Object.fromEntries(
			Object.entries(request.query ?? {}).filter(([, value]) => value !== undefined),
		);
		expect({ ...request, query: asked }).toEqual({ method: 'GET', path: '/chats', query });
	});

	test.each<[string, Given, string]>([
		['no one and nothing', {}, "Both 'Human ID' and 'Chat ID' are empty"],
		[
			'what expressions did not find',
			{ humanId: null, chatId: undefined },
			"Both 'Human ID' and 'Chat ID' are empty",
		],
		['spaces', { humanId: ' ', chatId: '\t' }, "Both 'Human ID' and 'Chat ID' are empty"],
		[
			'no chat at all',
			{ humanId: 'human_1', limit: 0 },
			"'Limit' must be a whole number of 1 or more, but is 0",
		],
		[
			'half a chat',
			{ humanId: 'human_1', limit: 1.5 },
			"'Limit' must be a whole number of 1 or more, but is 1.5",
		],
		['many chats', { humanId: 'human_1', limit: 'many' }, "'Limit' must be a number, but is 'many'"],
	])('but not for %s', (_, given, message) => {
		expect(() => requestOf(getMany, given)).toThrow(message);
	});
});
