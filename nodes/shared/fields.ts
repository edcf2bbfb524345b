import type { INodeProperties, JsonObject, JsonValue } from 'n8n-workflow';

type DeepReadonly<T> = T extends readonly (infer Element)[]
	? readonly DeepReadonly<Element>[]
	: T extends object
		? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
		: T;

/** One field of a node's panel: n8n's own description of a property, written as a literal that nobody changes. */
export type Field = DeepReadonly<INodeProperties>;

/** Fields in the order in which the panel shows them. */
export type Fields = readonly Field[];

interface Choice {
	readonly value: unknown;
}

interface Group {
	readonly name: string;
	readonly values: Fields;
}

type ChoiceOf<F> = F extends { readonly options: readonly (infer Option)[] }
	? Option extends Choice
		? Option['value']
		: string
	: string;

type EntriesOf<F, G extends Group> = F extends { readonly typeOptions: { readonly multipleValues: true } }
	? readonly ValuesOf<G['values']>[]
	: ValuesOf<G['values']>;

/** What an operation gets for one field: the type follows from the literal that describes the field. */
type ValueOf<F> = F extends { readonly ignoreValidationDuringExecution: true }
	? JsonValue
	: F extends { readonly type: 'number' }
		? number
		: F extends { readonly type: 'boolean' }
			? boolean
			: F extends { readonly type: 'options' }
				? ChoiceOf<F>
				: F extends { readonly type: 'resourceMapper' }
					? JsonObject
					: F extends { readonly type: 'multiOptions' }
						? readonly ChoiceOf<F>[]
						: F extends { readonly type: 'json'; readonly default: infer Default }
							? Default extends `[${string}`
								? readonly JsonValue[]
								: JsonObject
							: F extends { readonly type: 'collection'; readonly options: infer Options extends Fields }
								? Partial<ValuesOf<Options>>
								: F extends {
											readonly type: 'fixedCollection';
											readonly options: readonly (infer G extends Group)[];
									  }
									? { readonly [Name in G['name']]?: EntriesOf<F, Extract<G, { readonly name: Name }>> }
									: F extends {
												readonly type: 'string';
												readonly typeOptions: { readonly multipleValues: true };
										  }
										? readonly string[]
										: string;

/**
 * The parameters of an operation, by field name, typed from the fields' literals:
 * text, dates, resource locators and lists loaded from a service are `string`; a dropdown is the union of its
 * values; JSON whose default begins with `[` is an array, else an object; a collection has only what the user
 * added. A field that is not shown has its default.
 */
export type ValuesOf<F extends Fields> = {
	readonly [Name in F[number]['name']]: ValueOf<Extract<F[number], { readonly name: Name }>>;
};
