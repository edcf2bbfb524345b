import { isFile } from '../core/form.ts';
import { recordOf, textOf } from '../core/record.ts';
import { refuse, sentences, type Problem } from './answers.ts';
import type { Installation } from './installation.ts';
import type { Attributes, ContentType, Conversation, Message } from './types.ts';
import { attributesOf, isBlank, wholeNumber } from './values.ts';

export const LONGEST_CONTENT = 150_000;

/** The keys that an item may have, by content type. Other types take any attributes. */
const ITEM_KEYS: Readonly<Partial<Record<ContentType, readonly string[]>>> = {
	input_select: ['title', 'value'],
	cards: ['title', 'description', 'media_url', 'actions'],
	form: [
		'type',
		'placeholder',
		'label',
		'name',
		'options',
		'default',
		'required',
		'pattern',
		'title',
		'pattern_error',
	],
	article: ['title', 'description', 'link'],
};

const ACTION_KEYS = ['text', 'type', 'payload', 'uri'];

const problem = (says: string): Problem => ({ attribute: 'content_attributes', says });

const strangers = (things: readonly unknown[], known: readonly string[], what: string): Problem[] => {
	const keys = things.flatMap((thing) => Object.keys(recordOf(thing)));
	const unknown = [...new Set(keys)].filter((key) => !known.includes(key));
	if (unknown.length === 0) return [];
	return [problem(`contains invalid keys for ${what} : [${unknown.map((key) => `:${key}`).join(', ')}]`)];
};

const actionProblems = (items: readonly unknown[]): Problem[] => {
	const actions = items.map((item) => recordOf(item).actions);
	if (actions.some(isBlank)) return [problem('contains items missing actions')];
	return strangers(actions.flat(), ACTION_KEYS, 'actions');
};

/** Refuses content that is too long, and items that the content type cannot show. */
export const checkContent = (type: ContentType, content: string | null, { items }: Attributes): void => {
	const problems: Problem[] = [];
	if ((content?.length ?? 0) > LONGEST_CONTENT) {
		problems.push({
			attribute: 'content',
			says: `is too long (maximum is ${LONGEST_CONTENT} characters)`,
		});
	}
	const known = ITEM_KEYS[type];
	if (known !== undefined) {
		// The server stumbles over the missing list before it can name the mistake.
		if (!Array.isArray(items)) throw refuse(422, "undefined method 'reject' for nil");
		const list: readonly unknown[] = items;
		if (list.length === 0) problems.push(problem('At least one item is required.'));
		problems.push(...strangers(list, known, 'items'));
		if (type === 'cards') problems.push(...actionProblems(list));
	}
	if (problems.length > 0) throw refuse(422, `Validation failed: ${sentences(problems)}`);
};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
};

/** Attributes as sent: an object, or the same as JSON text. */
export const sentAttributes = (value: unknown): Attributes =>
	attributesOf(typeof value === 'string' ? parsed(value) : value);

/** A reply names its message by both ids; one that is not there is dropped without a word. */
export const withReply = (
	{ state }: Installation,
	conversation: Conversation,
	attributes: Attributes,
): Attributes => {
	const { in_reply_to: id, in_reply_to_external_id: externalId } = attributes;
	if (isBlank(id) && isBlank(externalId)) return attributes;
	const fits = (message: Message): boolean =>
		isBlank(id) ? message.source_id === textOf(externalId) : message.id === wholeNumber(id);
	const answered = state.messagesOf(conversation).find(fits);
	return {
		...attributes,
		in_reply_to: answered?.id ?? null,
		in_reply_to_external_id: answered?.source_id ?? null,
	};
};

/** Refuses what is no list of files; parts of other kinds are passed over. */
export const sentFiles = (value: unknown): readonly unknown[] => {
	if (isBlank(value)) return [];
	if (!Array.isArray(value)) {
		const what = isFile(value) ? 'ActionDispatch::Http::UploadedFile' : 'String';
		throw refuse(422, `undefined method 'each' for an instance of ${what}`);
	}
	return value as readonly unknown[];
};
