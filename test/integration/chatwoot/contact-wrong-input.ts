import type { INodeParameters } from 'n8n-workflow';
import { EMPTY, X, type WrongInput } from '../support/wrong-input.ts';
import { byId } from './support.ts';

/** A field that takes its value from the item: one that is right, one that is not, and what is said of it. */
export interface Wrong extends WrongInput {
	readonly does: string;
	readonly parameters: INodeParameters;
	readonly right: unknown;
}

const NO_JSON = ['{"plan":', 'gold', "{'plan': 1}"];
const NO_OBJECT = ['["gold"]', '7', 'null', ['gold'], 7];
const NO_LIST = ['{}', '7', 'null', { plan: 'gold' }];
const NO_TEXT = [{ id: 1 }, [1]];
const NO_ID = ['Ann', '12abc', '#1', '../agents', '4/2', '..', -1, 1.5, '1e3'];
const NO_DATE = ['yesterday', '31.01.2026', '2026-13-01', true, {}];

const ANN = { contact: byId(1) };
const CONTACT = { contact: byId(X) };
const CONDITION = { attribute: 'email', operator: 'equal_to', values: 'ann@example.com' };
const JOINED = [
	{ attribute_key: 'name', filter_operator: 'equal_to', values: ['Ann'], query_operator: null },
];

const conditions = (more: INodeParameters): INodeParameters => ({
	conditions: { condition: [{ ...CONDITION, ...more }] },
});

const attribute = (more: INodeParameters): INodeParameters => ({
	...ANN,
	attributes: { attribute: [{ key: 'plan', value: 'gold', ...more }] },
});

const wrong = (
	does: string,
	parameters: INodeParameters,
	right: unknown,
	values: readonly unknown[],
	says: string,
): Wrong => ({ does: `contact ${does}`, parameters, right, wrong: values, says });

const BY_ID: [string, INodeParameters][] = [
	['get', {}],
	['update', { name: 'Ann' }],
	['getConversations', {}],
	['getContactableInboxes', {}],
	['getLabels', {}],
	['createSession', { inbox: byId(1) }],
];

export const WRONGS: [string, Wrong][] = [
	...BY_ID.flatMap(([does, more]): [string, Wrong][] => [
		[`nobody to ${does}`, wrong(does, { ...more, ...CONTACT }, 1, EMPTY, "'Contact' is empty")],
		[
			`an object to ${does}`,
			wrong(does, { ...more, ...CONTACT }, 1, NO_TEXT, "'Contact' must be text, but is"),
		],
		[
			`no ID to ${does}`,
			wrong(does, { ...more, ...CONTACT }, 1, NO_ID, "'Contact' must be a number, but is '"),
		],
	]),
	['a contact of nothing', wrong('create', { name: X }, 'Bob', EMPTY, 'are empty')],
	['an object as name', wrong('create', { name: X }, 'Bob', NO_TEXT, "'Name' must be text, but is")],
	[
		'an inbox that is no ID',
		wrong('create', { name: 'Bob', inbox: byId(X) }, 1, NO_ID, "'Inbox' must be a number, but is '"),
	],
	[
		'a source ID without its inbox',
		wrong('create', { name: 'Bob', sourceId: X }, '', ['user-1'], "'Inbox' is empty"),
	],
	[
		'no inbox for a session',
		wrong('createSession', { ...ANN, inbox: byId(X) }, 1, EMPTY, "'Inbox' is empty"),
	],
	[
		'a session in no inbox',
		wrong('createSession', { ...ANN, inbox: byId(X) }, 1, NO_ID, "'Inbox' must be a number, but is '"),
	],
	['nothing to change', wrong('update', { ...ANN, name: X }, 'Ann', EMPTY, 'There is nothing to update')],
	[
		'a field that is filled in and emptied',
		wrong(
			'update',
			{ ...ANN, email: X, emptied: ['email'] },
			'',
			['new@example.com'],
			"'Clear Fields' names 'email'",
		),
	],
	[
		'a field that cannot be emptied',
		wrong('update', { ...ANN, emptied: X }, ['email'], [['name'], [7]], "'Clear Fields' does not have"),
	],
	[
		'attributes to remove that are no text',
		wrong(
			'update',
			{ ...ANN, removedAttributes: X },
			'plan',
			[[{}], {}],
			"'Remove Custom Attributes' holds something",
		),
	],
	['an attribute without a key', wrong('update', attribute({ key: X }), 'plan', EMPTY, "'Key' is empty")],
	[
		'attributes as broken JSON',
		wrong(
			'update',
			{ ...ANN, attributesMode: 'json', attributesJson: X },
			{ plan: 'gold' },
			NO_JSON,
			"'Custom Attributes (JSON)' is not valid JSON",
		),
	],
	[
		'attributes as JSON of another form',
		wrong(
			'update',
			{ ...ANN, attributesMode: 'json', attributesJson: X },
			'{"plan":"gold"}',
			NO_OBJECT,
			"'Custom Attributes (JSON)' must be a JSON object",
		),
	],
	[
		'nobody to keep',
		wrong('merge', { contact: byId(X), mergedContact: byId(2) }, 1, EMPTY, "'Contact to Keep' is empty"),
	],
	[
		'someone to remove who is no ID',
		wrong(
			'merge',
			{ ...ANN, mergedContact: byId(X) },
			2,
			NO_ID,
			"'Contact to Remove' must be a number, but is '",
		),
	],
	[
		'a contact to merge with itself',
		wrong('merge', { ...ANN, mergedContact: byId(X) }, 2, [1, ' 1', '01'], 'are the same'),
	],
	['nothing to search', wrong('search', { text: X }, 'ann', EMPTY, "'Text' is empty")],
	['a limit that is none', wrong('getMany', { limit: X }, 1, [0, -1, 1.5, 'many'], "'Limit' must be a")],
	...['activeAfter', 'createdAfter'].map((name): [string, Wrong] => [
		`no date as ${name}`,
		wrong(
			'getMany',
			{ filters: { [name]: X } },
			'2026-01-31T08:00:00Z',
			NO_DATE,
			`'${name === 'activeAfter' ? 'Active After' : 'Created After'}' is not a date`,
		),
	]),
	['no value to filter by', wrong('filter', conditions({ values: X }), 'x', EMPTY, "'Values' is empty")],
	[
		'values that are no text',
		wrong('filter', conditions({ values: X }), ['x'], [{}, [[]]], "'Values' holds something that is no text"),
	],
	[
		'an operator that does not exist',
		wrong('filter', conditions({ operator: X }), 'contains', ['like', 7], "'Operator' does not have"),
	],
	[
		'an attribute that does not exist',
		wrong(
			'filter',
			conditions({ attribute: X, customKey: 'plan' }),
			'name',
			['age', ''],
			"'Attribute' does not have",
		),
	],
	[
		'conditions as broken JSON',
		wrong(
			'filter',
			{ conditionsMode: 'json', conditionsJson: X },
			JOINED,
			['[{]', 'plan'],
			"'Conditions (JSON)' is not valid JSON",
		),
	],
	[
		'conditions as JSON of another form',
		wrong(
			'filter',
			{ conditionsMode: 'json', conditionsJson: X },
			JSON.stringify(JOINED),
			NO_LIST,
			"'Conditions (JSON)' must be a JSON list",
		),
	],
	[
		'no conditions',
		wrong(
			'filter',
			{ conditionsMode: 'json', conditionsJson: X },
			JOINED,
			[[], '[]'],
			"'Conditions' is empty",
		),
	],
	[
		'conditions that nothing joins, over which the server breaks down',
		wrong(
			'filter',
			{ conditionsMode: 'json', conditionsJson: X },
			JOINED,
			[
				[...JOINED, ...JOINED],
				['x', ...JOINED],
			],
			"Condition 1 in 'Conditions (JSON)' has no query_operator",
		),
	],
];
