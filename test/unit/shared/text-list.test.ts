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
		// As a language model writes a list when it is asked for text.
		['["vip", "with, comma"]', ['vip', 'with, comma']],
		['[4, 20]', ['4', '20']],
		['[6456078759331248741]', ['[6456078759331248741]']],
		['[draft], final', ['[draft]', 'final']],
	])('%j is read as %j', (value, texts) => {
		expect(textList('Tags', value)).toEqual(texts);
	});

	test.each<JsonValue>([{ a: 1 }, [{ a: 1 }], [['a']]])('cannot be %j', (value) => {
		expect(() => textList('Tags', value)).toThrow(BadInput);
		expect(() => textList('Tags', value)).toThrow("'Tags' holds something that is no text");
	});
});
