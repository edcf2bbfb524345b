import type { Field } from './fields';

/**
 * The choice between fields to fill in and JSON in the form of the API, for bodies that a workflow makes, or whose
 * form this package does not know.
 *
 * @param what what is given, e.g. `Tags`
 */
export const fieldsOrJson = <const Name extends string>(what: string, name: Name) =>
	({
		displayName: `Specify ${what}`,
		name,
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		description: 'Whether to fill in fields, or to give JSON in the form of the API',
	}) as const satisfies Field;
