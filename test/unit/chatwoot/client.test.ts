import { describe, expect, test } from '@jest/globals';
import { clientContact, clientConversation, clientMessage } from '../../../nodes/Chatwoot/resources/client';
import type { Operation, Resource } from '../../../nodes/shared/operation';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const of = (resource: Resource) => (name: string) => operationOf(resource, name);
const contact = of(clientContact);
const conversation = of(clientConversation);
const message = of(clientMessage);

const ANN = { sourceId: 'app-1' };
const TALK = { ...ANN, conversationId: '7' };
const VALUES = { entries: { entry: [{ name: 'email', value: 'ann@example.com' }] } };

/** Every operation that names a session, with the path of its first request. */
const SESSIONS: [string, Operation, string, string, Given][] = [
	['contact get', contact('get'), 'GET', '/contacts/…', {}],
	['contact create', contact('create'), 'GET', '/contacts/…', {}],
	['contact update', contact('update'), 'GET', '/contacts/…', { name: 'Anna' }],
	['conversation create', conversation('create'), 'POST', '/contacts/…/conversations', {}],
	['conversation getMany', conversation('getMany'), 'GET', '/contacts/…/conversations', {}],
];

/** Every operation that names a conversation. */
const TALKS: [string, Operation, string, string, Given][] = [
	['get', conversation('get'), 'GET', '/contacts/app-1/conversations/…', {}],
	['resolve', conversation('resolve'), 'POST', '/contacts/app-1/conversations/…/toggle_status', {}],
	['markSeen', conversation('markSeen'), 'POST', '/contacts/app-1/conversations/…/update_last_seen', {}],
	[
		'setTypingStatus',
		conversation('setTypingStatus'),
		'POST',
		'/contacts/app-1/conversations/…/toggle_typing',
		{},
	],
	['create', message('create'), 'POST', '/contacts/app-1/conversations/…/messages', { content: 'Hi' }],
	['getMany', message('getMany'), 'GET', '/contacts/app-1/conversations/…/messages', {}],
	[
		'update',
		message('update'),
		'PATCH',
		'/contacts/app-1/conversations/…/messages/9',
		{ messageId: '9', ...VALUES },
	],
];

const IDS: [string, string][] = [
	['app-1', 'app-1'],
	['1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348', '1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348'],
	['user:4711/a', 'user%3A4711%2Fa'],
	['+49 151', '%2B49%20151'],
	['ann@example.com?x#y', 'ann%40example.com%3Fx%23y'],
	['é🙂', '%C3%A9%F0%9F%99%82'],
];

describe.each(SESSIONS)('The session in %s', (_, operation, method, path, given) => {
	test.each(IDS)('%j is one part of the address', (sourceId, segment) => {
		expect(requestOf(operation, { ...given, sourceId })).toMatchObject({
			method,
			path: path.replace('…', segment),
		});
	});

	test.each<[unknown, string]>([
		['..', "'..' cannot be used as an ID"],
		[{ id: 1 }, "'Source ID' must be text, but is an object"],
		[['app-1'], "'Source ID' must be text, but is a list"],
	])('%j is refused', (sourceId, says) => {
		expect(() => requestOf(operation, { ...given, sourceId })).toThrow(says);
	});
});

test.each(SESSIONS.filter(([name]) => name !== 'contact create'))(
	'There must be a session in %s',
	(_, operation, __, ___, given) => {
		for (const sourceId of [undefined, null, '', '  ']) {
			expect(() => requestOf(operation, { ...given, sourceId })).toThrow("'Source ID' is empty");
		}
	},
);

describe.each(TALKS)('The conversation in %s', (_, operation, method, path, given) => {
	test.each<[unknown, string]>([
		['7', '7'],
		[7, '7'],
		['7/../8', '7%2F..%2F8'],
	])('%j is one part of the address', (conversationId, segment) => {
		expect(requestOf(operation, { ...TALK, ...given, conversationId })).toMatchObject({
			method,
			path: path.replace('…', segment),
		});
	});

	test.each<[unknown, string]>([
		[undefined, "'Conversation ID' is empty"],
		[null, "'Conversation ID' is empty"],
		[' ', "'Conversation ID' is empty"],
		['.', "'.' cannot be used as an ID"],
		[{ id: 7 }, "'Conversation ID' must be text, but is an object"],
	])('%j is refused', (conversationId, says) => {
		expect(() => requestOf(operation, { ...TALK, ...given, conversationId })).toThrow(says);
	});

	test('keeps its order in what is written; what is read does not wait', () => {
		const lanes = ['7', ' 7\n', '8'].map((id) => operation.lane?.({ ...TALK, conversationId: id } as never));
		const isRead = method === 'GET';
		expect(lanes).toEqual(
			isRead ? [undefined, undefined, undefined] : ['conversation 7', 'conversation 7', 'conversation 8'],
		);
	});
});

describe('One person is one lane, by whatever they are named', () => {
	const NOBODY = { identifier: '', email: '', phoneNumber: '', name: '' };
	const lanes = (name: string, given: object) =>
		contact(name).lane?.({ ...NOBODY, sourceId: '', ...given } as never);

	test.each<[object, string[]]>([
		[{}, []],
		[{ sourceId: ' app-1\n' }, ['source app-1']],
		[{ identifier: ' user-1 ' }, ['identifier user-1']],
		[{ email: 'Ann@Example.com' }, ['email ann@example.com']],
		[{ phoneNumber: '0049 (151) 23' }, ['phone +4915123']],
	])('%j', (given, expected) => {
		expect(lanes('create', given)).toEqual(expected);
	});

	test('also when they are changed', () => {
		const given = { sourceId: 'app-1', email: 'ann@example.com' };
		expect(new Set(lanes('update', given))).toEqual(new Set(lanes('create', given)));
	});
});

describe('A conversation is made with', () => {
	test.each<[string, Given, object]>([
		['nothing', {}, {}],
		[
			'custom attributes, one by one',
			{ attributesMode: 'fields', attributes: { attribute: [{ key: ' order ', value: 3 }] } },
			{ custom_attributes: { order: 3 } },
		],
		[
			'custom attributes as JSON',
			{ attributesMode: 'json', attributesJson: '{"order":3}' },
			{ custom_attributes: { order: 3 } },
		],
		['no attributes that are none', { attributesMode: 'json', attributesJson: {} }, {}],
	])('%s', (_, given, body) => {
		expect(requestOf(conversation('create'), { ...ANN, ...given })).toEqual({
			method: 'POST',
			path: '/contacts/app-1/conversations',
			body,
		});
	});

	test.each<[string, Given, string]>([
		[
			'an attribute without a key',
			{ attributesMode: 'fields', attributes: { attribute: [{ key: ' ', value: 3 }] } },
			"'Key' is empty",
		],
		['broken JSON', { attributesMode: 'json', attributesJson: '{order: 3}' }, 'is not valid JSON'],
		['a list', { attributesMode: 'json', attributesJson: '[3]' }, 'must be a JSON object'],
	])('but not with %s', (_, given, says) => {
		expect(() => requestOf(conversation('create'), { ...ANN, ...given })).toThrow(says);
	});
});

test.each(['on', 'off'])('Typing is set: %s', (typingStatus) => {
	expect(requestOf(conversation('setTypingStatus'), { ...TALK, typingStatus })).toMatchObject({
		body: { typing_status: typingStatus },
		repeatable: true,
	});
});

test('Typing of another word is refused, for the server would say 200 and do nothing', () => {
	expect(() => requestOf(conversation('setTypingStatus'), { ...TALK, typingStatus: 'x' })).toThrow(
		"'Typing Status' does not have 'x'",
	);
});

test('Nothing is updated where nothing is given', () => {
	const says = 'There is nothing to update';
	expect(() => requestOf(contact('update'), ANN)).toThrow(says);
	expect(() => requestOf(contact('update'), { ...ANN, name: ' ', email: '\n' })).toThrow(says);
});

test('Without source ID and key nobody is looked for', () => {
	expect(requestOf(contact('create'), { name: 'Ann' })).toMatchObject({
		method: 'POST',
		path: '/contacts',
		body: { name: 'Ann' },
	});
	expect(requestOf(contact('create'), { email: 'ann@example.com' })).toMatchObject({
		method: 'GET',
		path: '',
	});
});
