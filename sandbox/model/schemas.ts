import type { Contract, JsonSchema } from '../core/contract.ts';

const STRING: JsonSchema = { type: 'string' };
const NUMBER: JsonSchema = { type: 'number' };

const closed = (properties: Record<string, JsonSchema>, required: readonly string[]): JsonSchema => ({
	type: 'object',
	additionalProperties: false,
	required,
	properties,
});

const TOOL_NAME: JsonSchema = { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,64}$' };

const TOOL_CALL = closed(
	{
		id: STRING,
		type: { const: 'function' },
		function: closed({ name: TOOL_NAME, arguments: STRING }, ['name', 'arguments']),
	},
	['id', 'type', 'function'],
);

/** Which of the keys a message has goes by its role: that is `disorder`'s to check. */
const MESSAGE = closed(
	{
		role: { enum: ['system', 'developer', 'user', 'assistant', 'tool'] },
		// Text, or nothing beside calls, for which n8n sends an empty list.
		content: { type: ['string', 'null', 'array'], maxItems: 0 },
		tool_calls: { type: 'array', items: TOOL_CALL, minItems: 1 },
		tool_call_id: STRING,
	},
	['role'],
);

const TOOL = closed(
	{
		type: { const: 'function' },
		function: closed(
			{
				name: TOOL_NAME,
				description: { type: 'string', maxLength: 1024 },
				// Strict ones are checked against the schema while they are written, which this model does not do.
				strict: { const: false },
				parameters: {
					type: 'object',
					required: ['type', 'properties'],
					properties: { type: { const: 'object' }, properties: { type: 'object' } },
				},
			},
			['name', 'parameters'],
		),
	},
	['type', 'function'],
);

/** What n8n's OpenAI Chat Model sends, with its options; of the API's other keys none is understood. */
export const CHAT_CONTRACT: Contract = {
	body: closed(
		{
			model: { type: 'string', minLength: 1 },
			messages: { type: 'array', items: MESSAGE, minItems: 1 },
			tools: { type: 'array', items: TOOL, minItems: 1 },
			stream: { const: false },
			temperature: NUMBER,
			top_p: NUMBER,
			frequency_penalty: NUMBER,
			presence_penalty: NUMBER,
			max_completion_tokens: { type: 'integer', minimum: 1 },
		},
		['model', 'messages'],
	),
};
