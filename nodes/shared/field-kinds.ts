import type { Field, Fields } from './fields';

/** A line of text that may be left empty. */
export const text = <const Name extends string>(
	displayName: string,
	name: Name,
	placeholder: string,
	description: string,
) => ({ displayName, name, type: 'string', default: '', placeholder, description }) as const satisfies Field;

/** A line of text without which nothing is sent. */
export const requiredText = <const Name extends string>(
	displayName: string,
	name: Name,
	placeholder: string,
	description: string,
) => ({ ...text(displayName, name, placeholder, description), required: true }) as const satisfies Field;

/** Fields of which the user adds only some. */
const optional = <const Name extends string, const Options extends Fields>(
	displayName: string,
	name: Name,
	entry: string,
	options: Options,
) =>
	({
		displayName,
		name,
		type: 'collection',
		placeholder: `Add ${entry}`,
		default: {},
		options,
	}) as const;

/** What an operation can be given beside what it needs. */
export const additionalFields = <const Options extends Fields>(options: Options) =>
	optional('Additional Fields', 'additionalFields', 'Field', options);

/** What an update changes: only what the user adds. */
export const updateFields = <const Options extends Fields>(options: Options) =>
	optional('Update Fields', 'updateFields', 'Field', options);

/** What narrows a list down. */
export const filters = <const Options extends Fields>(options: Options) =>
	optional('Filters', 'filters', 'Filter', options);

interface List<Group, Values> {
	/** Name of the entries in what is stored. */
	readonly group: Group;
	/** What an entry is called. */
	readonly entry: string;
	readonly values: Values;
}

/** A list to which the user adds entries, each with the same fields. */
export const list = <const Name extends string, const Group extends string, const Values extends Fields>(
	displayName: string,
	name: Name,
	{ group, entry, values }: List<Group, Values>,
	description: string,
) =>
	({
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: `Add ${entry}`,
		default: {},
		description,
		options: [{ displayName: entry, name: group, values }],
	}) as const;
