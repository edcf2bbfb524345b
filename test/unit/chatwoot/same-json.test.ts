import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from 'n8n-workflow';
import { sameJson } from '../../../nodes/Chatwoot/same-json';

describe('Values are the same', () => {
	test.each<[string, JsonValue | undefined, JsonValue | undefined]>([
		['as texts', 'a', 'a'],
		['as numbers', 1, 1.0],
		['as nothing', null, null],
		['where both are missing', undefined, undefined],
		['as lists', [1, 'a', null], [1, 'a', null]],
		['as objects in another order', { a: 1, b: { c: [2] } }, { b: { c: [2] }, a: 1 }],
		['when they are empty', [{}, []], [{}, []]],
	])('%s', (_, one, other) => {
		expect(sameJson(one, other)).toBe(true);
	});

	test('when they are copies of each other, whatever they hold', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				expect(sameJson(JSON.parse(text) as JsonValue, JSON.parse(text) as JsonValue)).toBe(true);
			}),
		);
	});
});

describe('Values differ', () => {
	test.each<[string, JsonValue | undefined, JsonValue | undefined]>([
		['by what they are', 1, '1'],
		['when one is true and the other is 1', true, 1],
		['when only one is nothing', null, undefined],
		['when nothing stands against nought', null, 0],
		['by their length', [1], [1, 1]],
		['by their order', [1, 2], [2, 1]],
		['by a key more', { a: 1 }, { a: 1, b: 2 }],
		['by a key less', { a: 1, b: 2 }, { a: 1 }],
		['by the name of a key', { a: 1 }, { b: 1 }],
		['by the name of a key that every object has', { toString: undefined } as never, { a: 1 }],
		['deep inside', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
		['as list and object', [], {}],
		['as list and object with the same keys', ['a'], { 0: 'a' }],
		['as object and nothing', {}, null],
	])('%s', (_, one, other) => {
		expect(sameJson(one, other)).toBe(false);
		expect(sameJson(other, one)).toBe(false);
	});
});

/** JSON text with the keys of every object in order. */
const sorted = (value: unknown): string =>
	JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
			: inner,
	);

test('Values are the same if and only if their texts are, with all keys in order', () => {
	const some = fc.json({ maxDepth: 2 });
	fc.assert(
		fc.property(some, some, (one, other) => {
			const values = [JSON.parse(one), JSON.parse(other)] as [JsonValue, JsonValue];
			expect(sameJson(...values)).toBe(sorted(values[0]) === sorted(values[1]));
		}),
	);
});
