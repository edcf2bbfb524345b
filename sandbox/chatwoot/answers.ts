import { json, type Answer } from '../core/answer.ts';

/** Ends a call with an answer other than its ordinary one. */
export class Refusal extends Error {
	readonly answer: Answer;

	constructor(answer: Answer) {
		super(`Refused with ${answer.status}`);
		this.answer = answer;
	}
}

/** What comes from before or behind the server's own code names its character set in capitals. */
const bare = (status: number, error: string): Answer =>
	json({ status, error }, status, { 'content-type': 'application/json; charset=UTF-8' });

const NAMES: Readonly<Record<number, string>> = {
	400: 'Bad Request',
	404: 'Not Found',
	500: 'Internal Server Error',
};

/** 400, 404 or 500 of the framework. */
export const plain = (status: number): Answer => bare(status, NAMES[status] ?? 'Error');

/** `{"error":…}` */
export const errorAnswer = (status: number, error: string): Answer => json({ error }, status);

export const refuse = (status: number, error: string): Refusal => new Refusal(errorAnswer(status, error));

/** 500, which a real server answers to many plain mistakes. */
export const crash = (): Refusal => new Refusal(plain(500));

export const noRoute = (): Refusal => new Refusal(plain(404));

export const notFound = (): Refusal => refuse(404, 'Resource could not be found');

export const notAllowed = (): Refusal => refuse(401, 'You are not authorized to do this action');

/** What a record has against its values: the attribute and what the sentence says of it. */
export interface Problem {
	readonly attribute: string;
	readonly says: string;
}

/** e.g. `Phone number` */
const titled = (attribute: string): string => {
	const words = attribute.replaceAll('_', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
};

export const sentences = (problems: readonly Problem[]): string =>
	problems.map(({ attribute, says }) => `${titled(attribute)} ${says}`).join(', ');

/** 422 with `message` and `attributes`; does nothing when there is no problem. */
export const validated = (...problems: readonly (Problem | undefined | false)[]): void => {
	const found = problems.filter((problem) => problem !== undefined && problem !== false);
	if (found.length === 0) return;
	const attributes = found.map(({ attribute }) => attribute);
	throw new Refusal(json({ message: sentences(found), attributes }, 422));
};

/** 200 without a body, as Rails sends it: with a content type all the same. */
export const done = (status = 200): Answer => ({
	status,
	headers: { 'content-type': 'application/json' },
	content: '',
});
