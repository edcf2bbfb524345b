import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BadInput } from '../../../nodes/shared/failure';
import { path } from '../../../nodes/shared/path';

/** The segments that a server sees. */
const segmentsOf = (value: string): string[] =>
	new URL(`https://api.example.com/v1${path`/chat/${value}/message`}`).pathname.split('/');

const pathOrError = (value: string): unknown => {
	try {
		return path`/a/${value}/b`;
	} catch (error) {
		return error;
	}
};

describe('an ID in the path of a request', () => {
	test.each([
		['abc-123', 'abc-123'],
		['../x', '..%2Fx'],
		['a/b', 'a%2Fb'],
		['a?b=c', 'a%3Fb%3Dc'],
		['a#b', 'a%23b'],
		['%2F', '%252F'],
		['%2e%2e', '%252e%252e'],
		['a b', 'a%20b'],
		['+420 606', '%2B420%20606'],
		['🐙', '%F0%9F%90%99'],
		['...', '...'],
		['a\\b', 'a%5Cb'],
		['a\nb', 'a%0Ab'],
	])('%j goes out as %s', (value, encoded) => {
		expect(path`/chat/${value}/message`).toBe(`/chat/${encoded}/message`);
	});

	test.each(['', ' ', '\t\n', '.', '..'])('cannot be %j', (value) => {
		expect(() => path`/chat/${value}`).toThrow(BadInput);
	});

	test.each(['\uD800', 'a\uDC00', '\uDC00\uD800'])('cannot be half of a character: %j', (value) => {
		expect(() => path`/chat/${value}`).toThrow('half of a character');
	});

	test('is one segment and nothing else, whatever text it is', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.stringMatching(/^[./%2eEfF\\?#]{1,6}$/)),
				(id) => {
					fc.pre(id.trim() !== '' && id !== '.' && id !== '..' && id.isWellFormed());
					const segments = segmentsOf(id);
					expect(segments).toHaveLength(5);
					expect(segments.toSpliced(3, 1)).toEqual(['', 'v1', 'chat', 'message']);
					expect(decodeURIComponent(segments[3] ?? '')).toBe(id);
				},
			),
			{ numRuns: 2000 },
		);
	});

	test('is either one segment or refused, also when it is no text at all', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
				(id) => {
					const built = pathOrError(id);
					const isOneSegment =
						new URL(String(built), 'https://api.example.com').pathname.split('/').length === 4;
					expect(built instanceof BadInput || isOneSegment).toBe(true);
				},
			),
			{ numRuns: 2000 },
		);
	});
});

test('several IDs each have their own segment; a path without any is as it is written', () => {
	expect(path`/a/${'1/2'}/b/${'3'}`).toBe('/a/1%2F2/b/3');
	expect(path`/humans`).toBe('/humans');
});
