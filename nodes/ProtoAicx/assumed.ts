import type { JsonObject, JsonValue } from 'n8n-workflow';
import { UnexpectedAnswer } from '../shared/failure';
import { filled, isObject, listOf, only } from '../shared/rows';

/*
 * The forms that Proto AICX's public pages leave open, all in one place. Each operation that sends one of them also
 * takes its body as JSON, and Simplify can be switched off, so that nobody is stuck if the assumption is wrong.
 */

/** What can name a customer. Public: all but `id`, as what Create Ticket takes (developer API page of Proto AICX). */
const CUSTOMER_IDS = [
	'id',
	'customer_id',
	'provided_unique_id',
	'external_customer_id',
	'gateway_profile_id',
];

/** What else is worth keeping. Public: those that Create or Update takes, `phone_number` and not `phone` among them. */
const CUSTOMER_KEYS = ['name', 'email', 'phone_number', 'phone', 'location', 'avatar', 'tags', 'created_at'];

/** The most keys that Simplify keeps, for the sake of AI agents: n8n's guideline. */
const MOST_KEYS = 10;

/**
 * A customer as Simplify shows them, most useful first. Public: that Get and Create or Update give an object. Assumed:
 * its keys. Where none of the IDs is among them the answer is not what is assumed, and is handed on whole.
 */
export function simpleCustomer(row: JsonObject): JsonObject {
	if (!CUSTOMER_IDS.some((key) => row[key] !== undefined)) {
		return row;
	}
	const kept = Object.entries(only(row, [...CUSTOMER_IDS, ...CUSTOMER_KEYS]));
	return Object.fromEntries(kept.slice(0, MOST_KEYS));
}

/**
 * Add Tags. Public: the option `create_if_not_exists`, which makes missing tags (developer API page of Proto AICX).
 * Assumed: that it stands in the body, and that the tags' names stand beside it as `tags`.
 */
export const addTagsBody = (tags: readonly string[], createIfNotExists: boolean): JsonObject => ({
	tags: [...tags],
	...(createIfNotExists ? { create_if_not_exists: true } : {}),
});

/**
 * One element of Add Custom Fields. Public: the body is a list, each element has `id` or `name` of the field (same
 * page). Assumed: the value stands under `value`.
 */
export const customFieldValue = (id: string, value: JsonValue): JsonObject => ({ id, value });

/**
 * Create Custom Field. Public: `type`, of which `select` is one, and `select_options` if and only if it is `select`
 * (same page). Assumed: `name`, and that options are texts.
 */
export const createCustomFieldBody = (name: string, type: string, options: readonly string[]): JsonObject =>
	filled({ name, type, select_options: [...options] });

/** The types that a custom field can have. Public: `select`. Assumed: the others; any other can be typed in. */
export const CUSTOM_FIELD_TYPES = [
	{ name: 'Date', value: 'date' },
	{ name: 'Number', value: 'number' },
	{
		name: 'Other',
		value: 'other',
		description: 'A type that this node does not know, in the words of the API',
	},
	{ name: 'Select', value: 'select', description: 'One of several options' },
	{ name: 'Text', value: 'text' },
] as const;

/** A custom field as it is listed. Assumed: the keys; `id` and `type` are named on the public page. */
export interface CustomField {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly options: readonly string[];
}

/** Reads a listed custom field; keys that are missing have empty values. */
export const readCustomField = ({ id, name, type, select_options: options }: JsonObject): CustomField => ({
	id: textOf(id),
	name: textOf(name) === '' ? textOf(id) : textOf(name),
	type: textOf(type),
	options: Array.isArray(options) ? options.map(optionOf) : [],
});

const textOf = (value: JsonValue | undefined): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const optionOf = (option: JsonValue): string =>
	isObject(option) ? textOf(option.value ?? option.name ?? option.label) : textOf(option);

const WRAPPERS = ['data', 'custom_fields', 'results', 'items'];

/**
 * The elements of a list. Public: that List Custom Fields gives a list. Assumed: that it may be wrapped.
 *
 * @throws UnexpectedAnswer when there is no list
 */
export function listed(body: JsonValue): JsonObject[] {
	if (!isObject(body)) {
		return listOf(body);
	}
	const list = WRAPPERS.map((key) => body[key]).find(Array.isArray);
	if (list === undefined) {
		throw new UnexpectedAnswer('The answer holds no list');
	}
	return listOf(list);
}
