import { empty, json, type Answer } from '../core/answer.ts';
import type { Contract } from '../core/contract.ts';
import { closed, NAME } from './schemas.ts';
import { FIELD_TYPES, type CustomField } from './types.ts';

/**
 * Shapes that no readable source shows, in one place: to be set right here once somebody has seen the schema page
 * (https://v3-api.proto.cx/api/platform/docs). Seed 001 has the paths; what it lacks is held against
 * https://documentation.proto.cx/aicx/developers/developer-tools/developer-api and the older version of that page
 * at /proto-aicx/developer-tools/developer-api, called "the page" below.
 */

/**
 * The page names `create_if_not_exists`, which also creates missing tags, but not whether it stands in the body or
 * in the query, and not the key of the tags. Assumed: all in the body, the tags by name.
 */
export interface TagsBody {
	readonly tags: readonly string[];
	readonly create_if_not_exists?: boolean;
}

export const TAGS_CONTRACT: Contract = {
	body: closed({ tags: { type: 'array', items: NAME }, create_if_not_exists: { type: 'boolean' } }, ['tags']),
};

/** The page: a list, each element with one of `id` and `name`. The value's key is assumed. */
export type ValuesBody = readonly {
	readonly id?: string;
	readonly name?: string;
	readonly value: unknown;
}[];

/** Which value is right depends on the field: that is the route's to check. */
export const VALUES_CONTRACT: Contract = {
	body: { type: 'array', items: closed({ id: NAME, name: NAME, value: {} }, ['value']) },
};

/**
 * The page: `type`, of which one is `select`, and `select_options`, if and only if it is that one (the route's to
 * check). The name's key, the other types and the form of the options are assumed.
 */
export type FieldBody = Omit<CustomField, 'id'>;

export const FIELD_CONTRACT: Contract = {
	body: closed(
		{
			name: NAME,
			type: { enum: FIELD_TYPES },
			select_options: { type: 'array', items: NAME, minItems: 1, uniqueItems: true },
		},
		['name', 'type'],
	),
};

/** Nothing is said of what these calls answer, nor of any call's status. */
export const valuesAnswer = (): Answer => json({ success: true });

export type ListEnvelope = 'array' | 'data';

export const listAnswer = (fields: readonly CustomField[], envelope: ListEnvelope): Answer =>
	json(envelope === 'array' ? fields : { data: fields });

export type DeleteAnswer = 'empty' | 'json';

export const deleteAnswer = (form: DeleteAnswer): Answer => (form === 'empty' ? empty(204) : json({}));
