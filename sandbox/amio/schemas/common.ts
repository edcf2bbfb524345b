import type { Contract, JsonSchema } from '../../core/contract.ts';

export const STRING: JsonSchema = { type: 'string' };
/** For what must say something. */
export const TEXT: JsonSchema = { type: 'string', minLength: 1 };
export const NUMBER: JsonSchema = { type: 'number' };

export const closed = (
	properties: Readonly<Record<string, JsonSchema>>,
	required: readonly string[] = [],
): JsonSchema => ({ type: 'object', additionalProperties: false, required, properties });

/** The keys that each have the same schema. */
export const each = (keys: readonly string[], schema: JsonSchema): Record<string, JsonSchema> =>
	Object.fromEntries(keys.map((key) => [key, schema]));

/** Every call takes the token as a parameter, too (seed 003). */
const TOKEN = { access_token: STRING };

export const PLAIN: Contract = { query: closed(TOKEN) };

/** At most 100 (seed 003). */
export const LIST: Contract = {
	query: closed({
		...TOKEN,
		max: { type: 'string', pattern: '^([1-9][0-9]?|100)$' },
		offset: { type: 'string', pattern: '^(0|[1-9][0-9]*)$' },
	}),
};

export const withBody = (body: NonNullable<Contract['body']>): Contract => ({ ...PLAIN, body });
