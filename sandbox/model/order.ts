import type { ChatMessage } from './types.ts';

/** Keys that a message of each role has, beside its role. Those of the first list it must have. */
const KEYS: Readonly<
	Record<ChatMessage['role'], readonly [needed: readonly string[], free: readonly string[]]>
> = {
	system: [['content'], []],
	developer: [['content'], []],
	user: [['content'], []],
	assistant: [[], ['content', 'tool_calls']],
	tool: [['content', 'tool_call_id'], []],
};

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

/** What is wrong with a message by itself, as half a sentence. */
const flaw = (message: ChatMessage): string | undefined => {
	const said: Readonly<Record<string, unknown>> = { ...message };
	const [needed, free] = KEYS[message.role];
	const missing = needed.find((key) => !isSaid(said[key]));
	if (missing !== undefined) return `of the role ${message.role} has no ${missing}`;
	const stranger = Object.keys(said).find((key) => ![...needed, ...free, 'role'].includes(key));
	if (stranger !== undefined) return `of the role ${message.role} has a ${stranger}`;
	const isMute = message.role === 'assistant' && !isSaid(message.content) && !isSaid(message.tool_calls);
	return isMute ? 'of the role assistant has neither content nor tool_calls' : undefined;
};

/**
 * What is wrong with the messages, where a schema cannot say it: keys that the role does not have, and the order.
 * Every call of a tool is answered, each once, before anything else is said. `undefined`: nothing.
 */
export const disorder = (messages: readonly ChatMessage[]): string | undefined => {
	let open: readonly string[] = [];
	for (const [index, message] of messages.entries()) {
		const where = `messages[${index}]`;
		const wrong = flaw(message);
		if (wrong !== undefined) return `${where} ${wrong}`;
		if (message.role === 'tool') {
			if (!open.includes(message.tool_call_id)) return `${where} answers no call before it`;
			open = open.filter((id) => id !== message.tool_call_id);
			continue;
		}
		if (open.length > 0) return `${where} comes before the call ${open[0]} is answered`;
		if (message.role === 'assistant') open = (message.tool_calls ?? []).map(({ id }) => id);
	}
	return open.length > 0 ? `the call ${open[0]} is not answered` : undefined;
};
