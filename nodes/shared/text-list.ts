import type { JsonValue } from 'n8n-workflow';
import { BadInput } from './failure';

/**
 * Several texts from one field: typed in with commas between them, or as a list that an expression gives.
 *
 * @param label the field's name in the panel
 * @throws BadInput when the list holds something else than texts and numbers
 */
export function textList(label: string, value: JsonValue): string[] {
	const entries = Array.isArray(value) ? value : textOf(label, value).split(',');
	return entries.map((entry) => textOf(label, entry).trim()).filter((entry) => entry !== '');
}

/** The same, of which there must be at least one. */
export function someTexts(label: string, value: JsonValue): string[] {
	const texts = textList(label, value);
	if (texts.length === 0) {
		throw new BadInput(
			`'${label}' is empty`,
			'Give at least one text, or check that the expression gives one for this item.',
		);
	}
	return texts;
}

function textOf(label: string, value: JsonValue): string {
	if (typeof value === 'object' && value !== null) {
		throw new BadInput(
			`'${label}' holds something that is no text`,
			'Give texts with commas between them, or a list of texts.',
		);
	}
	return value === null ? '' : String(value);
}
