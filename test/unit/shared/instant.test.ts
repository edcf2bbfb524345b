import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { futureOf } from '../../../nodes/shared/instant';

const NEW_YEAR = '2035-01-01T00:00:00.000Z';
const SECONDS = 2_051_222_400;

const read = (value: unknown): string | null => futureOf('Snooze Until', value).toUTC().toISO();

describe('A moment in the future is read', () => {
	test.each<[string, unknown]>([
		['from ISO 8601', '2035-01-01T00:00:00Z'],
		['from ISO 8601 with fractions', '2035-01-01T00:00:00.000Z'],
		['from another time zone', '2035-01-01T02:00:00+02:00'],
		['with blanks around it', ' 2035-01-01T00:00:00Z\n'],
		['from a moment of an expression', DateTime.fromISO(NEW_YEAR)],
		['from a date of a Code node', new Date(NEW_YEAR)],
		['from seconds', SECONDS],
		['from seconds as text', String(SECONDS)],
	])('%s', (_, value) => {
		expect(read(value)).toBe(NEW_YEAR);
	});

	test.each(['2035-01-01', '2035-01-01T00:00:00', '2035-01-01T00:00'])(
		'in the zone of the workflow, where it names none: %s',
		(value) => {
			expect(read(value)).toBe(DateTime.local(2035, 1, 1).toUTC().toISO());
		},
	);

	test('from milliseconds too, which JavaScript counts in', () => {
		expect(read(SECONDS * 1000)).toBe(NEW_YEAR);
	});

	test('when it is only a minute ahead', () => {
		const soon = DateTime.now().plus({ minutes: 1 });
		expect(futureOf('Snooze Until', soon.toISO()).toMillis()).toBe(soon.toMillis());
	});
});

describe('A moment is refused', () => {
	test.each<[string, unknown]>([
		['nothing', ''],
		['blanks', '  '],
		['null', null],
		['undefined', undefined],
		['words', 'tomorrow'],
		['a day that is none', '2035-02-30'],
		['a number of days', 20],
		['an hour', '23:59'],
		['a year', '2035'],
		['a list', ['2035-01-01']],
		['an object', { date: '2035-01-01' }],
		['true', true],
		['a moment that is none', DateTime.invalid('no date')],
		['a date that is none', new Date(Number.NaN)],
	])('that is no date: %s', (_, value) => {
		expect(() => read(value)).toThrow("'Snooze Until' is not a date");
	});

	test.each<[string, unknown]>([
		['a day', '2020-01-31'],
		['a time', '2020-01-31T09:00:00Z'],
		['seconds', 1_580_461_200],
		['a moment', DateTime.fromMillis(0)],
		['a date', new Date(0)],
		['this very moment', new Date()],
	])('that is past: %s', (_, value) => {
		expect(() => read(value)).toThrow("'Snooze Until' is in the past");
	});

	test('with the name of its field, and a way out', () => {
		expect(() => futureOf('Wake Up', 'soon')).toThrow("'Wake Up' is not a date");
		expect(() => futureOf('Wake Up', 0)).toThrow(
			expect.objectContaining({
				details: {
					description: 'Choose a date, or give one like 2030-01-31T09:00:00Z, or seconds since 1970.',
				},
			}),
		);
		expect(() => futureOf('Wake Up', '2020-01-31')).toThrow(
			expect.objectContaining({
				details: { description: 'Give a date in the future, e.g. {{ $now.plus(1, "day") }}.' },
			}),
		);
	});
});
