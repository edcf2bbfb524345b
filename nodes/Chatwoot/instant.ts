import { DateTime } from 'luxon';
import { BadInput } from '../shared/failure';

/**
 * A moment in the future, from a date field: what the panel's calendar or an expression gives. A date without a
 * zone is meant in the workflow's.
 *
 * @param label the field's name in the panel
 * @throws BadInput for no date, and for one that is past: the server takes it and does nothing useful with it
 */
export function futureOf(label: string, value: unknown): DateTime {
	const moment = momentOf(value);
	if (!moment.isValid) {
		throw new BadInput(
			`'${label}' is no date`,
			'Choose a date, or give one like 2030-01-31T09:00:00Z, or seconds since 1970.',
		);
	}
	if (moment <= DateTime.now()) {
		throw new BadInput(
			`'${label}' is in the past`,
			'Give a date in the future, e.g. {{ $now.plus(1, "day") }}.',
		);
	}
	return moment;
}

function momentOf(value: unknown): DateTime {
	if (DateTime.isDateTime(value)) {
		return value;
	}
	if (value instanceof Date) {
		return DateTime.fromJSDate(value);
	}
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return /^\d{9,11}$/.test(text) ? DateTime.fromSeconds(Number(text)) : DateTime.fromISO(text);
}
