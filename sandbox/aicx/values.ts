import type { CustomField, FieldValue } from './types.ts';

/** `2026-01-31`, alone or with a time. The form is assumed. */
const isDate = (value: unknown): boolean =>
	typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value) && !Number.isNaN(Date.parse(value));

/** Whether a field takes this value. Nothing is said of clearing one: `null` is none. */
export const takes = (
	{ type, select_options: options = [] }: CustomField,
	value: unknown,
): value is FieldValue => {
	switch (type) {
		case 'text':
			return typeof value === 'string';
		case 'number':
			return typeof value === 'number';
		case 'date':
			return isDate(value);
		case 'select':
			return typeof value === 'string' && options.includes(value);
	}
};

/** What a field does take, e.g. `must be a number`. */
export const demandOf = ({ type, select_options: options = [] }: CustomField): string => {
	switch (type) {
		case 'text':
			return 'must be a text';
		case 'number':
			return 'must be a number';
		case 'date':
			return 'must be a date like 2026-01-31';
		case 'select':
			return `must be one of ${options.join(', ')}`;
	}
};
