import { BadInput } from '../shared/failure';
import { quote } from '../shared/quote';

/** Enough of a text to recognise it by. */
const LONGEST = 100;

/**
 * An ID that goes into a body, where the server wants a number; it takes any text there for 0, and 0 removes.
 *
 * @param label the field's name in the panel
 * @throws BadInput when it is no whole number
 */
export function idOf(label: string, text: string): number {
	const id = Number(text);
	if (!/^\s*\d+\s*$/.test(text) || !Number.isSafeInteger(id) || id === 0) {
		throw new BadInput(
			`'${label}' must be a number, but is '${quote(text, LONGEST)}'`,
			'Choose it from the list, or give its ID, e.g. 42.',
		);
	}
	return id;
}

/** The same for a field that may be left open. */
export const idOrNone = (label: string, text: string | undefined): number | undefined =>
	text === undefined || text.trim() === '' ? undefined : idOf(label, text);
