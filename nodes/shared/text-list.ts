import type { JsonValue } from 'n8n-workflow';
import { BadInput } from './failure';
import { jsonIn } from './json';

/** The entries in a text: those of a JSON list, as language models like to write one, or what stands between commas. */
export function entriesIn(text: string): readonly JsonValue[] {
	const parsed = text.trimStart().startsWith('[') ? jsonIn(text) : undefined;
	return isPlain(parsed) ? parsed : text.split(',').map((entry) => entry.trim());
}

/** Texts, and numbers that JSON has not changed. */
const isPlain = (value: JsonValue | undefined): value is JsonValue[] =>
	Array.isArray(value) && value.every((entry) => typeof entry === 'string' || Number.isSafeInteger(entry));

/**
 * Several texts from one field: typed in with commas between them, or as a list that an expression gives.
 *
 * @param label the field's name in the panel
 * @throws BadInput when the list holds something else than texts and numbers
 */
export function textList(label: string, value: JsonValue): string[] {
	const entries = Array.isArray(value) ? value : entriesIn(textOf(label, value));
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
