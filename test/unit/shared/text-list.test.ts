import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../nodes/shared/failure';
import { textList } from '../../../nodes/shared/text-list';

describe('several texts from one field', () => {
	test.each<[JsonValue, string[]]>([
		['a, b ,c', ['a', 'b', 'c']],
		['one text', ['one text']],
		['', []],
		[' , ,', []],
		[
			['a', ' b ', 3],
			['a', 'b', '3'],
		],
		[['with, comma'], ['with, comma']],
		[['a', null, ''], ['a']],
		[420606, ['420606']],
		[null, []],
	])('%j is read as %j', (value, texts) => {
		expect(textList('Tags', value)).toEqual(texts);
	});

	test.each<JsonValue>([{ a: 1 }, [{ a: 1 }], [['a']]])('cannot be %j', (value) => {
		expect(() => textList('Tags', value)).toThrow(BadInput);
		expect(() => textList('Tags', value)).toThrow("'Tags' holds something that is no text");
	});
});
