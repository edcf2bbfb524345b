import { isDeepStrictEqual } from 'node:util';
import type { INodeParameters, JsonValue, NodeParameterValueType } from 'n8n-workflow';
import type { Field, Fields } from '../../../nodes/shared/fields';
import { isObject } from '../../../nodes/shared/rows';
import { X } from '../support/wrong-input.ts';
import { completed, exampleOf, showing } from './panel.ts';

/** A place in a node's panel where a user, or an expression, can put a text. */
export interface Target {
	/** What leads to it in the panel, as it is called there. */
	readonly labels: readonly string[];
	/** The operation's parameters with the item's `x` there. */
	readonly parameters: INodeParameters;
	/** What `x` must be for a text. */
	readonly xOf: (text: string) => JsonValue;
	/** A text that the field may want in place of any. */
	readonly example: string | undefined;
}

/** What a field needs to go out, by its name: values of fields beside it, or its own, into which texts are put. */
export type Companions = Readonly<Record<string, INodeParameters>>;

/** A way to put something into one field: the value to store there, and what the item then holds. */
interface Way {
	readonly labels?: readonly string[];
	readonly value: NodeParameterValueType;
	readonly xOf: Target['xOf'];
}

const asText = (text: string): JsonValue => text;

const inText = (value: NodeParameterValueType): Way[] => [{ value, xOf: asText }];

function parsed(text: unknown): JsonValue | undefined {
	try {
		return typeof text === 'string' ? (JSON.parse(text) as JsonValue) : undefined;
	} catch {
		return undefined;
	}
}

/** A literal's `__proto__` would be no key. */
const withKey = (json: object, key: string, value: JsonValue): JsonValue =>
	Object.fromEntries([...Object.entries(json), [key, value]]);

/** The places of texts in JSON, and of a key in each of its objects: what makes a copy with another text there. */
function textsIn(json: JsonValue): ((text: string) => JsonValue)[] {
	if (typeof json === 'string') {
		return [asText];
	}
	if (Array.isArray(json)) {
		return json.flatMap((one, index) =>
			textsIn(one).map((put) => (text: string) => json.with(index, put(text))),
		);
	}
	if (!isObject(json)) {
		return [];
	}
	return [
		(text) => withKey(json, text, { [`is ${text}`]: text }),
		...Object.entries(json).flatMap(([key, one]) =>
			textsIn(one ?? null).map((put) => (text: string) => withKey(json, key, put(text))),
		),
	];
}

const isFilled = (json: JsonValue | undefined): json is JsonValue =>
	json !== undefined && !isDeepStrictEqual(json, {}) && !isDeepStrictEqual(json, []);

function inJson(field: Field, given: unknown): Way[] {
	const example = [given, exampleOf(field), field.default].map(parsed).find(isFilled);
	return textsIn(example ?? {}).map((put) => ({ value: X, xOf: (text) => JSON.stringify(put(text)) }));
}

/** A form with one field, as n8n stores it. */
const FORM = {
	mappingMode: 'defineBelow',
	value: { field: X },
	matchingColumns: [],
	schema: [{ id: 'field', displayName: 'Field', type: 'string', display: true, removed: false }],
} as unknown as INodeParameters;

interface Group {
	readonly name: string;
	readonly values: Fields;
}

/** How texts get into a field; not at all if it takes none. */
function waysInto(field: Field, given: unknown, companions: Companions): Way[] {
	const { type, typeOptions, options } = field;
	const isList = typeOptions?.multipleValues === true;
	switch (type) {
		case 'string':
		case 'dateTime':
			return inText(isList ? [X] : X);
		case 'number':
			return inText(X);
		case 'options':
		case 'multiOptions':
			return options === undefined ? inText(X) : [];
		case 'resourceLocator':
			return inText({ __rl: true, mode: 'id', value: X });
		case 'resourceMapper':
			return inText(FORM);
		case 'json':
			return inJson(field, given);
		case 'collection':
			return withinCollection(options as Fields, given, companions);
		case 'fixedCollection':
			return (options as readonly Group[]).flatMap(({ name, values }) =>
				targetsIn(values, {}, companions).map(({ parameters, ...target }) => ({
					...target,
					value: { [name]: isList ? [parameters] : parameters },
				})),
			);
		default:
			return [];
	}
}

/** Of a collection only what is needed stands in it. */
const withinCollection = (fields: Fields, given: unknown, companions: Companions): Way[] =>
	fields
		.flatMap((field) =>
			targetsOf(field, [field], isObject(given) ? (given as INodeParameters) : {}, companions),
		)
		.map(({ parameters, ...target }) => ({ ...target, value: parameters }));

/** All places for texts in these fields, with the other fields filled in as far as they must be. */
export const targetsIn = (fields: Fields, given: INodeParameters, companions: Companions): Target[] =>
	fields.flatMap((field) => targetsOf(field, fields, given, companions));

function targetsOf(field: Field, fields: Fields, given: INodeParameters, companions: Companions): Target[] {
	const { name, displayName } = field;
	const shown = { ...showing(field, fields, given), ...companions[name] };
	return waysInto(field, shown[name], companions).map(({ labels = [], value, xOf }) => ({
		labels: [displayName, ...labels],
		parameters: completed(fields, { ...shown, [name]: value }),
		xOf,
		example: field.type === 'json' ? undefined : exampleOf(field),
	}));
}
