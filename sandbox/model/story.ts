import { recordOf } from '../core/record.ts';
import type { ChatRequest } from './types.ts';

/** A call of a tool that was answered. */
export interface Deed {
	readonly tool: string;
	/** What came back, as n8n hands it on: a list of objects. */
	readonly rows: readonly Readonly<Record<string, unknown>>[];
	/** What went wrong, if it did. */
	readonly error: string | undefined;
}

/** What a mind goes by. */
export interface Story {
	/** What the user asks about: the last paragraph of what they said last. */
	readonly asked: string;
	/** What was done about it, in order. */
	readonly deeds: readonly Deed[];
}

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return [{ text }];
	}
};

const deedOf = (tool: string, content: string): Deed => {
	const value = parsed(content);
	const rows = (Array.isArray(value) ? value : [value]).map(recordOf);
	const error = rows.map((row) => row.error).find((one) => typeof one === 'string');
	return { tool, rows, error };
};

/** Reads the messages of a request. */
export const storyOf = ({ messages }: ChatRequest): Story => {
	const asked = messages.findLast(({ role }) => role === 'user')?.content;
	const calls = messages.flatMap((message) =>
		message.role === 'assistant' ? (message.tool_calls ?? []) : [],
	);
	const toolOf = (id: string): string => calls.find((call) => call.id === id)?.function.name ?? '';
	return {
		asked: (asked ?? '').split('\n\n').at(-1) ?? '',
		deeds: messages.flatMap((message) =>
			message.role === 'tool' ? [deedOf(toolOf(message.tool_call_id), message.content)] : [],
		),
	};
};

/** The first value under a key in what the tools have found, if there is one. */
export const found = ({ deeds }: Story, key: string): unknown =>
	deeds
		.flatMap(({ rows }) => rows.map((row) => row[key]))
		.find((value) => value !== undefined && value !== null);

/** Whether somebody is not content. */
export const complains = ({ asked }: Story): boolean =>
	/\b(angry|broken|complain\w*|damaged|late|lost|missing|refund|terrible|unacceptable|wrong)\b/i.test(asked);
