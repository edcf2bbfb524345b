import { BadInput } from './failure';

const TRAVERSAL = new Set(['.', '..']);

/**
 * Builds the path of a request from a template; every value becomes exactly one segment, whatever characters it
 * holds, so that no id can reach another endpoint: path`/chat/${id}/message`.
 *
 * @throws BadInput for an empty value and for `.` and `..`, which a URL would swallow even when encoded.
 */
export function path(literals: TemplateStringsArray, ...values: readonly string[]): string {
	return literals.reduce((built, literal, index) => built + segment(values[index - 1] ?? '') + literal);
}

function segment(value: string): string {
	if (value.trim() === '') {
		throw new BadInput(
			'An ID is empty',
			'Every ID that is part of the address of a request must have a value.',
		);
	}
	if (TRAVERSAL.has(value)) {
		throw new BadInput(
			`'${value}' cannot be used as an ID`,
			'Services take it for a step to another address.',
		);
	}
	// A lone surrogate is no text at all, and encodeURIComponent throws on it.
	if (!value.isWellFormed()) {
		throw new BadInput('An ID holds half of a character', 'Check the expression that builds the ID.');
	}
	return encodeURIComponent(value);
}
