import type { Contract, JsonSchema } from '../core/contract.ts';
import { PROFILE_KEYS, REFERENCES, type Profile, type ReferenceKey } from './types.ts';

const STRING: JsonSchema = { type: 'string' };

/** For what names something: an empty text names nothing. */
export const NAME: JsonSchema = { type: 'string', minLength: 1 };

export const closed = (
	properties: Record<string, JsonSchema>,
	required: readonly string[] = [],
): JsonSchema => ({ type: 'object', additionalProperties: false, required, properties });

const each = (keys: readonly string[], schema: JsonSchema): Record<string, JsonSchema> =>
	Object.fromEntries(keys.map((key) => [key, schema]));

/** Bodies as they are once the contract has let them pass. */
export type TicketBody = Readonly<{ subject: string } & Partial<Record<ReferenceKey, string>>>;
export type CustomerBody = Profile;

export const NOTHING_ELSE: Contract = {};

/** The keys of seed 001. That there must be one of the four ids, is the route's to check. */
export const TICKET_CONTRACT: Contract = {
	body: closed({ subject: NAME, ...each(Object.keys(REFERENCES), NAME) }, ['subject']),
};

/** Six optional strings (seed 001). None is said to be clearable: `null` is refused. */
export const CUSTOMER_CONTRACT: Contract = { body: closed(each(PROFILE_KEYS, STRING)) };
