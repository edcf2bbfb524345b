import type { INodeParameters } from 'n8n-workflow';
import { EMPTY, X, type WrongInput } from '../support/wrong-input.ts';

/** A field that takes its value from the item: one that is right, one that is not, and what is said of it. */
export interface Wrong extends WrongInput {
	readonly does: string;
	readonly parameters: INodeParameters;
	readonly right: unknown;
}

const NO_JSON = ['{"name":', 'vip', "{'name': 1}"];
const NO_OBJECT = ['["vip"]', '7', '"vip"', 'null', ['vip'], 7];
const NO_LIST = ['{}', '7', '"vip"', 'null', { name: 'Plan' }, 7];

const TICKET = { subject: 'Help', customerReference: 'ann' };
const ANN = { providedUniqueId: 'ann' };
const JSON_TAGS = { ...ANN, tagsMode: 'json', tagsJson: X };
const JSON_VALUES = { ...ANN, valuesMode: 'json', valuesJson: X };
const JSON_FIELD = { fieldMode: 'json', fieldJson: X };
const PLAN = 'a1b6f0c2-5d3e-4f7a-8b9c-0d1e2f3a4b04';

const values = (customField: INodeParameters | string): INodeParameters => ({
	...ANN,
	valuesMode: 'fields',
	values: { field: [{ customField, value: 'Pro' }] },
});

const wrong = (
	does: string,
	parameters: INodeParameters,
	right: unknown,
	values: readonly unknown[],
	says: string,
): Wrong => ({ does, parameters, right, wrong: values, says });

export const WRONGS: [string, Wrong][] = [
	[
		'a ticket without a subject',
		wrong('conversation createTicket', { ...TICKET, subject: X }, 'Help', EMPTY, "'Subject' is empty"),
	],
	[
		'a ticket for nobody',
		wrong(
			'conversation createTicket',
			{ ...TICKET, customerReference: X },
			'ann',
			EMPTY,
			"'Customer' is empty",
		),
	],
	[
		'a ticket for an object',
		wrong(
			'conversation createTicket',
			{ ...TICKET, customerReference: X },
			'ann',
			[{ id: 'ann' }],
			"'Customer' must be text, but is an object",
		),
	],
	[
		'a ticket for someone named by no known ID',
		wrong(
			'conversation createTicket',
			{ ...TICKET, customerKey: X },
			'provided_unique_id',
			['email', undefined],
			"'Find Customer By' does not have",
		),
	],
	...['get', 'upsert'].map((operation): [string, Wrong] => [
		`nobody to ${operation}`,
		wrong(`customer ${operation}`, { providedUniqueId: X }, 'ann', EMPTY, "'Provided Unique ID' is empty"),
	]),
	[
		'an ID that leads elsewhere',
		wrong('customer get', { providedUniqueId: X }, 'ann', ['.', '..'], 'cannot be used as an ID'),
	],
	[
		'an object as the name of a customer',
		wrong(
			'customer upsert',
			{ ...ANN, customerFields: { name: X } },
			'Ann',
			[{ first: 'Ann' }, ['Ann']],
			"'Name' must be text, but is",
		),
	],
	[
		'no tags',
		wrong('customer addTags', { ...ANN, tags: X }, 'vip', [...EMPTY, ' , ', []], "'Tags' is empty"),
	],
	[
		'tags that are no text',
		wrong(
			'customer addTags',
			{ ...ANN, tags: X },
			['vip'],
			[[{ id: 1 }], { id: 1 }],
			"'Tags' holds something",
		),
	],
	[
		'tags as broken JSON',
		wrong('customer addTags', JSON_TAGS, { tags: ['vip'] }, NO_JSON, "'Tags (JSON)' is not valid JSON"),
	],
	[
		'tags as JSON of another form',
		wrong(
			'customer addTags',
			JSON_TAGS,
			'{"tags":["vip"]}',
			NO_OBJECT,
			"'Tags (JSON)' must be a JSON object",
		),
	],
	[
		'no custom field to give',
		wrong('customer addCustomFields', values(X), PLAN, EMPTY, "'Custom Field' is empty"),
	],
	[
		'a choice of no custom field',
		wrong(
			'customer addCustomFields',
			values({ __rl: true, mode: 'id', value: X }),
			PLAN,
			EMPTY,
			"'Custom Field' is empty",
		),
	],
	[
		'custom fields as broken JSON',
		wrong(
			'customer addCustomFields',
			JSON_VALUES,
			'[{"name":"Plan","value":"Pro"}]',
			NO_JSON,
			"'Custom Fields (JSON)' is not valid JSON",
		),
	],
	[
		'custom fields as JSON of another form',
		wrong(
			'customer addCustomFields',
			JSON_VALUES,
			[{ name: 'Plan', value: 'Pro' }],
			NO_LIST,
			"'Custom Fields (JSON)' must be a JSON list",
		),
	],
	[
		'no custom fields in JSON',
		wrong(
			'customer addCustomFields',
			JSON_VALUES,
			[{ name: 'Plan', value: 'Pro' }],
			['[]', []],
			"'Custom Fields' is empty",
		),
	],
	[
		'a custom field without a name',
		wrong('customField create', { name: X, type: 'text' }, 'Level', EMPTY, "'Name' is empty"),
	],
	[
		'a custom field of a type that does not exist',
		wrong(
			'customField create',
			{ name: 'Level', type: X, otherType: 'text' },
			'text',
			['tree', ''],
			"'Type' does not have",
		),
	],
	[
		'a select without options',
		wrong(
			'customField create',
			{ name: 'Level', type: 'select', selectOptions: X },
			'bronze',
			[undefined, null, '', ' , ', []],
			"'Options to Select From' is empty",
		),
	],
	[
		'a custom field as broken JSON',
		wrong(
			'customField create',
			JSON_FIELD,
			{ name: 'Level', type: 'text' },
			NO_JSON,
			"'Custom Field (JSON)' is not valid JSON",
		),
	],
	[
		'a custom field as JSON of another form',
		wrong(
			'customField create',
			JSON_FIELD,
			{ name: 'Level', type: 'text' },
			NO_OBJECT,
			"'Custom Field (JSON)' must be a JSON object",
		),
	],
	[
		'no custom field to delete',
		wrong(
			'customField delete',
			{ customField: { __rl: true, mode: 'id', value: X } },
			PLAN,
			EMPTY,
			"'Custom Field' is empty",
		),
	],
	[
		'a limit that is none',
		wrong('customField getMany', { limit: X }, 1, [0, -1, 1.5, 'many'], "'Limit' must be a"),
	],
];
