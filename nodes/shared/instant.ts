import { DateTime } from 'luxon';
import { BadInput } from './failure';

/**
 * The moment that a date field means, in any form that the panel's calendar or an expression gives: ISO 8601, which
 * n8n makes of its own dates, seconds or milliseconds since 1970, or a date object. A date without a zone is meant in the workflow's
 * zone, else in the instance's: n8n makes it luxon's default before it works out expressions. A day without a time
 * begins at midnight there.
 *
 * @param label the field's name in the panel
 * @throws BadInput for no date
 */
export function momentOf(label: string, value: unknown): DateTime<true> {
	const moment = read(value);
	if (!moment.isValid) {
		throw new BadInput(
			`'${label}' is not a date`,
			'Choose a date, or give one like 2030-01-31T09:00:00Z, or seconds since 1970.',
		);
	}
	return moment;
}

function read(value: unknown): DateTime {
	if (DateTime.isDateTime(value)) {
		return value;
	}
	if (value instanceof Date) {
		return DateTime.fromJSDate(value);
	}
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (/^\d{9,13}$/.test(text)) {
		return text.length > 11 ? DateTime.fromMillis(Number(text)) : DateTime.fromSeconds(Number(text));
	}
	// Luxon takes a year or an hour alone too, which nobody means here.
	return /^\d{4}-\d\d-\d\d/.test(text) ? DateTime.fromISO(text) : DateTime.invalid('no day');
}

/**
 * A moment that is still to come: the server takes one that is past and does nothing useful with it.
 *
 * @throws BadInput for no date, and for one that is past
 */
export function futureOf(label: string, value: unknown): DateTime<true> {
	const moment = momentOf(label, value);
	if (moment <= DateTime.now()) {
		throw new BadInput(
			`'${label}' is in the past`,
			'Give a date in the future, e.g. {{ $now.plus(1, "day") }}.',
		);
	}
	return moment;
}

/** Whether a date in an answer is this moment; servers keep seconds, some more. */
export const isAt = (moment: DateTime, value: unknown): boolean =>
	Math.abs(read(value).diff(moment).toMillis()) < 1000;
