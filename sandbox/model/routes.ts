import { json, type Answer } from '../core/answer.ts';
import { quoted } from '../core/log.ts';
import { recordOf } from '../core/record.ts';
import type { Call, Route } from '../core/service.ts';
import { disorder } from './order.ts';
import { CHAT_CONTRACT } from './schemas.ts';
import type { ChatRequest, Mind, Reply, ToolCall } from './types.ts';

/** What the routes need of the service. */
export interface RouteSurroundings {
	readonly model: string;
	readonly mind: () => Mind;
	readonly now: () => number;
	/** A new id with this beginning. */
	readonly id: (prefix: string) => string;
	/** The answer that refuses a caller without the key. */
	readonly refusal: (call: Call) => Answer | undefined;
	/** 400, or another status, with the code by which a client tells it from others. */
	readonly invalid: (message: string, code?: string, status?: number) => Answer;
}

/** About four letters make a token; only the order of magnitude matters. */
const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

const messageOf = (reply: Reply, id: (prefix: string) => string): Readonly<Record<string, unknown>> => {
	if ('text' in reply) return { role: 'assistant', content: reply.text, refusal: null };
	const calls = reply.calls.map((wish): ToolCall => ({
		id: id('call_'),
		type: 'function',
		function: { name: wish.name, arguments: JSON.stringify(wish.arguments) },
	}));
	return { role: 'assistant', content: null, refusal: null, tool_calls: calls };
};

/** For the log, e.g. `3 messages, 6 tools`. */
const describe = ({ body }: Call): string => {
	const { messages, tools } = recordOf(body);
	const count = (list: unknown): number => (Array.isArray(list) ? list.length : 0);
	return `${count(messages)} messages, ${count(tools)} tools`;
};

/** As much of OpenAI's Chat Completions API as n8n's OpenAI Chat Model uses. */
export const modelRoutes = (around: RouteSurroundings): readonly Route[] => {
	const { model, mind, now, id, refusal, invalid } = around;
	const seconds = (): number => Math.floor(now() / 1000);

	const listModels = (call: Call): Answer =>
		refusal(call) ??
		json({ object: 'list', data: [{ id: model, object: 'model', created: seconds(), owned_by: 'sandbox' }] });

	const complete = (call: Call): Answer => {
		const refused = refusal(call);
		if (refused) return refused;
		if (call.wrong.length > 0) return invalid(call.wrong.join('; '));
		// Other services pass over the keys that they do not know, which are gone from `body`.
		if (JSON.stringify(call.body) !== JSON.stringify(call.entry.body)) {
			return invalid('the body has keys that are not understood', 'unknown_parameter');
		}
		const request = call.body as ChatRequest;
		if (request.model !== model) {
			return invalid(`there is no model ${quoted(request.model)}`, 'model_not_found', 404);
		}
		const wrong = disorder(request.messages);
		if (wrong !== undefined) {
			call.violate(wrong);
			return invalid(wrong);
		}
		const reply = mind()(request);
		const isText = 'text' in reply;
		const message = messageOf(reply, id);
		const [asked, said] = [tokens(request), tokens(message)];
		return json({
			id: id('chatcmpl-'),
			object: 'chat.completion',
			created: seconds(),
			model,
			choices: [{ index: 0, message, logprobs: null, finish_reason: isText ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: asked, completion_tokens: said, total_tokens: asked + said },
		});
	};

	return [
		{ method: 'GET', path: '/model/v1/models', contract: {}, handle: listModels },
		{
			method: 'POST',
			path: '/model/v1/chat/completions',
			contract: CHAT_CONTRACT,
			describe,
			handle: complete,
		},
	];
};
