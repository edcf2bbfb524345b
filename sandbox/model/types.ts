import type { JsonSchema } from '../core/contract.ts';

/** A call that a model asks for. `arguments` is JSON text, as the model wrote it. */
export interface ToolCall {
	readonly id: string;
	readonly type: 'function';
	readonly function: { readonly name: string; readonly arguments: string };
}

/** What was said so far: by whoever set the model up, by the user, by the model, and by the tools that it called. */
export type ChatMessage =
	| { readonly role: 'system' | 'developer' | 'user'; readonly content: string }
	| {
			readonly role: 'assistant';
			readonly content?: string | null;
			readonly tool_calls?: readonly ToolCall[];
	  }
	| { readonly role: 'tool'; readonly content: string; readonly tool_call_id: string };

/** What a model may call. It knows no more of a tool than this. */
export interface Tool {
	readonly type: 'function';
	readonly function: {
		readonly name: string;
		readonly description?: string;
		/** Of an object: its properties are the arguments. */
		readonly parameters: JsonSchema;
	};
}

/** The body of a request for the next message, as far as it matters to whoever thinks it up. */
export interface ChatRequest {
	readonly model: string;
	readonly messages: readonly ChatMessage[];
	readonly tools?: readonly Tool[];
}

/** A call of a tool, before it has an id. */
export interface Wish {
	readonly name: string;
	readonly arguments: Readonly<Record<string, unknown>>;
}

/** The next message of the model: the last word, or tools to call first. */
export type Reply = { readonly text: string } | { readonly calls: readonly Wish[] };

/** What stands in for a model's thinking. The same request gives the same reply. */
export type Mind = (request: ChatRequest) => Reply;
