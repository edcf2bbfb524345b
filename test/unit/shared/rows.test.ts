import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from 'n8n-workflow';
import { httpUrl, textIn } from '../../../nodes/shared/credential';
import { BadInput, UnexpectedAnswer } from '../../../nodes/shared/failure';
import { inWords } from '../../../nodes/shared/ranges';
import { filled, inside, isObject, listOf, made, rowsOf } from '../../../nodes/shared/rows';

describe('the rows in an answer', () => {
	test.each<[JsonValue, JsonValue[]]>([
		[{ a: 1 }, [{ a: 1 }]],
		[{}, [{}]],
		[
			[{ a: 1 }, { a: 2 }],
			[{ a: 1 }, { a: 2 }],
		],
		[[], []],
		[
			['x', 1, null, [2]],
			[{ value: 'x' }, { value: 1 }, { value: null }, { value: [2] }],
		],
	])('%j gives %j', (body, rows) => {
		expect(rowsOf(body)).toEqual(rows);
	});

	test.each<JsonValue>([7, 'text', true, null])('are not in %j', (body) => {
		expect(() => rowsOf(body)).toThrow(UnexpectedAnswer);
	});

	test('of a list are those of a list, and an object is none', () => {
		expect(listOf([{ a: 1 }, 2])).toEqual([{ a: 1 }, { value: 2 }]);
		for (const body of [{ rows: [] }, null, undefined, 'text']) {
			expect(() => listOf(body)).toThrow(UnexpectedAnswer);
		}
	});
});

test('the thing inside an answer is given if it is there', () => {
	expect(inside({ chat: { id: 1 } }, 'chat')).toEqual({ id: 1 });
	for (const body of [{ chat: [] }, { chat: null }, {}, [], null, undefined, 'chat']) {
		expect(inside(body, 'chat')).toBeUndefined();
	}
	expect(inside({}, 'toString')).toBeUndefined();
});

test('what was made must have an ID', () => {
	expect(made({ chat: { id: '1' } }, 'chat')).toEqual({ id: '1' });
	expect(() => made({ chat: {} }, 'chat')).toThrow(UnexpectedAnswer);
	expect(() => made({}, 'chat')).toThrow('no ID of a chat');
});

test('only objects are objects', () => {
	expect([{}, { a: 1 }].every(isObject)).toBe(true);
	expect([null, undefined, [], 'a', 1].some(isObject)).toBe(false);
});

test('what the user left open is left out, and nothing else', () => {
	expect(filled({ a: '', b: undefined, c: [], d: 0, e: false, f: null, g: {}, h: [''], i: ' ' })).toEqual({
		d: 0,
		e: false,
		f: null,
		g: {},
		h: [''],
		i: ' ',
	});
});

test.each([
	[[], ''],
	[[3], '3'],
	[[3, 4], '3 to 4'],
	[[0, 1, 2, 3, 4, 7, 9, 10, 11, 12], '0 to 4, 7, 9 to 12'],
	[[0, 2, 4], '0, 2, 4'],
])('the items %j are written as "%s"', (indices, words) => {
	expect(inWords(indices)).toBe(words);
});

describe('the address in a credential', () => {
	test.each([
		['https://app.example.com', 'https://app.example.com'],
		['https://app.example.com/', 'https://app.example.com'],
		[' https://app.example.com/chat// ', 'https://app.example.com/chat'],
		['http://127.0.0.1:3000/a/b', 'http://127.0.0.1:3000/a/b'],
		['HTTPS://App.Example.com', 'https://app.example.com'],
		['https://app.example.com/chat?page=1#top', 'https://app.example.com/chat'],
		['https://user:secret@app.example.com/chat', 'https://app.example.com/chat'],
	])('%s becomes %s', (value, address) => {
		expect(httpUrl('URL', value)).toBe(address);
	});

	test.each([
		'',
		' ',
		'app.example.com',
		'ftp://app.example.com',
		'javascript:alert(1)',
		'https://',
		'file:///etc/passwd',
	])('cannot be %j', (value) => {
		expect(() => httpUrl('URL', value)).toThrow(BadInput);
		expect(() => httpUrl('URL', value)).toThrow("'URL' in the credential is not a web address");
	});

	test('and its other texts are empty until they are filled in', () => {
		expect(textIn({ token: 'abc', number: 7 }, 'token')).toBe('abc');
		expect(textIn({ number: 7 }, 'number')).toBe('');
		expect(textIn({}, 'token')).toBe('');
	});
});
