import { describe, expect, test } from '@jest/globals';
import { message } from '../../../nodes/Proto/resources/message';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const send = operationOf(message, 'send');
const getMany = operationOf(message, 'getMany');

const WHERE = { chatId: 'chat-1', humanId: 'human_1' };

describe('Send writes', () => {
	test.each<[string, Given, object]>([
		['a text', { text: 'Hello' }, { type: 'text', data: { text: 'Hello' } }],
		[
			'several lines as they are',
			{ text: ' a\n\tb "c" 🙂 ' },
			{ type: 'text', data: { text: ' a\n\tb "c" 🙂 ' } },
		],
		['a number as text', { text: 42 }, { type: 'text', data: { text: '42' } }],
		['false as text', { text: false }, { type: 'text', data: { text: 'false' } }],
		[
			'the postback of a button',
			{ messageType: 'button', payload: 'show-balance' },
			{ type: 'button', data: { payload: 'show-balance' } },
		],
		[
			'a manual trigger',
			{ messageType: 'manual_trigger', triggerName: 'payment-received' },
			{ type: 'manual_trigger', data: { trigger_name: 'payment-received' } },
		],
		[
			'a file by its address',
			{ messageType: 'media', mediaUrl: 'https://example.com/a.png', filename: 'a.png' },
			{ type: 'media', data: { attachment: { filename: 'a.png', url: 'https://example.com/a.png' } } },
		],
		[
			'a type that this node does not know',
			{ messageType: 'other', otherType: 'feedback', otherData: '{"rating": 5}' },
			{ type: 'feedback', data: { rating: 5 } },
		],
		[
			'such a type with data from an expression',
			{ messageType: 'other', otherType: 'feedback', otherData: { rating: 5 } },
			{ type: 'feedback', data: { rating: 5 } },
		],
		['such a type without data', { messageType: 'other', otherType: 'typing' }, { type: 'typing', data: {} }],
		[
			'only what belongs to the chosen type',
			{
				messageType: 'button',
				payload: 'yes',
				text: 'left over',
				triggerName: 'left over',
				otherData: 'no JSON',
			},
			{ type: 'button', data: { payload: 'yes' } },
		],
	])('%s', (_, given, content) => {
		expect(requestOf(send, { ...WHERE, ...given })).toEqual({
			method: 'POST',
			path: '/chat/chat-1/message',
			body: { author: { type: 'human', id: 'human_1' }, message: content },
			answer: 'optional',
		});
	});

	test('a reply token along with it', () => {
		const { body } = requestOf(send, {
			...WHERE,
			text: 'Hello',
			additionalFields: { replyReference: 'question-2' },
		});
		expect(body).toMatchObject({ replyToken: 'question-2' });
	});

	test('no reply token that is empty', () => {
		const { body } = requestOf(send, { ...WHERE, text: 'Hello', additionalFields: { replyReference: '' } });
		expect(body).not.toHaveProperty('replyToken');
	});

	test('into the chat that is meant, whatever letters its ID holds', () => {
		expect(requestOf(send, { ...WHERE, chatId: '../human/ü', text: 'Hello' }).path).toBe(
			'/chat/..%2Fhuman%2F%C3%BC/message',
		);
	});

	test('in the order of the items of one chat, and of each chat by itself', () => {
		const laneOf = (chatId: string): unknown => send.lane?.({ chatId } as never);
		expect(laneOf('a')).toEqual(laneOf('a'));
		expect(laneOf('a')).not.toEqual(laneOf('b'));
	});

	test.each<[string, Given, string]>([
		['into no chat', { chatId: undefined, text: 'Hello' }, "'Chat ID' is empty"],
		['as nobody', { humanId: null, text: 'Hello' }, "'Human ID' is empty"],
		['no text', { text: undefined }, "'Text' is empty"],
		['an object as text', { text: { text: 'Hello' } }, "'Text' must be text, but is an object"],
		['no postback', { messageType: 'button' }, "'Postback' is empty"],
		['no trigger name', { messageType: 'manual_trigger', triggerName: null }, "'API Code' is empty"],
		['no address of a file', { messageType: 'media', filename: 'a.png' }, "'Media URL' is empty"],
		[
			'no name of a file',
			{ messageType: 'media', mediaUrl: 'https://example.com/a.png' },
			"'File Name' is empty",
		],
		['no type', { messageType: 'other' }, "'Type' is empty"],
		[
			'data that is no JSON',
			{ messageType: 'other', otherType: 'x', otherData: '{rating: 5}' },
			"'Data (JSON)' is not valid JSON",
		],
		[
			'data that is no object',
			{ messageType: 'other', otherType: 'x', otherData: '5' },
			"'Data (JSON)' must be a JSON object",
		],
		[
			'data that is not there',
			{ messageType: 'other', otherType: 'x', otherData: null },
			"'Data (JSON)' is empty",
		],
		[
			'a type that is not in the list',
			{ messageType: 'carousel' },
			"'Message Type' does not have 'carousel'",
		],
		['into a chat whose ID leads elsewhere', { chatId: '..', text: 'Hello' }, "'..' cannot be used as an ID"],
	])('but not %s', (_, given, words) => {
		expect(() => requestOf(send, { ...WHERE, ...given })).toThrow(words);
	});
});

describe('Get Many asks for', () => {
	test.each<[string, Given]>([
		['all messages of a chat', { returnAll: true }],
		['all of them, also when only some are wanted: the API has no pages', { limit: 3 }],
	])('%s', (_, given) => {
		expect(requestOf(getMany, { chatId: 'chat-1', ...given })).toEqual({
			method: 'GET',
			path: '/chat/chat-1/message',
		});
	});

	test('nothing without a chat', () => {
		expect(() => requestOf(getMany)).toThrow("'Chat ID' is empty");
	});
});
