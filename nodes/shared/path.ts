import { BadInput } from './failure';

const TRAVERSAL = new Set(['.', '..']);

/** A value that cannot stand in a path. Which field it is from is found by it: a path does not know. */
export class UnusableId extends BadInput {
	readonly value: string;

	constructor(value: string, message: string, description: string) {
		super(message, description);
		this.value = value;
	}
}

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
		throw new UnusableId(
			value,
			'An ID is empty',
			'Every ID that is part of the address of a request must have a value.',
		);
	}
	if (TRAVERSAL.has(value)) {
		throw new UnusableId(
			value,
			`'${value}' cannot be used as an ID`,
			'Services take it for a step to another address. Give the ID itself.',
		);
	}
	// encodeURIComponent throws on it. What comes from a field has been checked, but not what a credential or an answer holds.
	if (!value.isWellFormed()) {
		throw new UnusableId(
			value,
			'An ID holds half of a character',
			'Check the expression that builds the ID.',
		);
	}
	return encodeURIComponent(value);
}
