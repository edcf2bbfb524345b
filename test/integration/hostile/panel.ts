import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { Field, Fields } from '../../../nodes/shared/fields';

/** What a user does in the panel to reach a field and to fill in what must be filled in. */

/** What the field shows as long as it is empty. */
export const exampleOf = ({ placeholder }: Field): string | undefined => placeholder?.replace(/^e\.g\. /, '');

type Conditions = Readonly<Record<string, readonly NodeParameterValueType[]>>;

const conditionsOf = ({ displayOptions }: Field): { show: Conditions; hide: Conditions } => ({
	show: {},
	hide: {},
	...(displayOptions as object),
});

const named = (fields: Fields, name: string): Field | undefined => fields.find((one) => one.name === name);

const current = (fields: Fields, given: INodeParameters, name: string): NodeParameterValueType =>
	given[name] ?? (named(fields, name)?.default as NodeParameterValueType);

const isShown = (field: Field, fields: Fields, given: INodeParameters): boolean => {
	const { show, hide } = conditionsOf(field);
	return (
		Object.entries(show).every(([name, wanted]) => wanted.includes(current(fields, given, name))) &&
		!Object.entries(hide).some(([name, unwanted]) => unwanted.includes(current(fields, given, name)))
	);
};

/** The parameters changed so that a field is shown, and those that it depends on. */
export function showing(field: Field, fields: Fields, given: INodeParameters): INodeParameters {
	const { show, hide } = conditionsOf(field);
	const chosen = Object.entries(show).reduce((parameters, [name, wanted]) => {
		const other = named(fields, name);
		const before = other === undefined ? parameters : showing(other, fields, parameters);
		const now = current(fields, before, name);
		return { ...before, [name]: wanted.includes(now) ? now : (wanted[0] ?? now) };
	}, given);
	return Object.entries(hide).reduce((parameters, [name, unwanted]) => {
		const choices = (named(fields, name)?.options ?? []).flatMap((one) =>
			'value' in one ? [one.value] : [],
		);
		const free = choices.find((value) => !unwanted.includes(value));
		const isHidden = unwanted.includes(current(fields, parameters, name));
		return isHidden && free !== undefined ? { ...parameters, [name]: free } : parameters;
	}, chosen);
}

/** The parameters with a value for every field that is shown, must be filled in and is not. */
export const completed = (fields: Fields, given: INodeParameters): INodeParameters =>
	fields
		.filter(({ required }) => required === true)
		.reduce<INodeParameters>(
			(parameters, field) =>
				parameters[field.name] !== undefined || !isShown(field, fields, parameters)
					? parameters
					: { ...parameters, [field.name]: fillerOf(field) },
			given,
		);

function fillerOf(field: Field): NodeParameterValueType {
	switch (field.type) {
		case 'resourceLocator':
			return { __rl: true, mode: 'id', value: '1' };
		case 'multiOptions':
			return ['filler'];
		default:
			return field.default === '' ? (exampleOf(field) ?? 'filler') : (field.default as string);
	}
}
