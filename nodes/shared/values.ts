import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { BadInput, Failure } from './failure';
import type { Field } from './fields';
import { readParameters } from './parameters';
import type { Service } from './service';

/** The value of a field for an item. */
export function valueOf(
	context: IExecuteFunctions,
	{ name, type, default: fallback }: Field,
	item: number,
): unknown {
	if (type !== 'resourceMapper') {
		return context.getNodeParameter(name, item, fallback, { extractValue: type === 'resourceLocator' });
	}
	// n8n checks what is in a form against the form's types, but fails on a form that was never filled in.
	const form = context.getNode().parameters[name] as StoredForm | undefined;
	if (form?.value === null || form?.value === undefined) {
		return {};
	}
	try {
		return context.getNodeParameter(`${name}.value`, item, {});
	} catch (error) {
		throw namedAsInForm(error, form.schema ?? []);
	}
}

/** A form as n8n stores it with the node. */
interface StoredForm {
	readonly value?: unknown;
	readonly schema?: readonly { readonly id: string; readonly displayName: string }[];
}

/** n8n names the field of a form that it refuses by its ID, which nobody sees in the panel. */
function namedAsInForm(error: unknown, schema: NonNullable<StoredForm['schema']>): BadInput {
	const rename = (text: string): string =>
		schema.reduce((renamed, { id, displayName }) => renamed.replaceAll(id, displayName), text);
	const { message, details } = asFailure(error);
	return new BadInput(
		rename(message),
		details.description === undefined ? undefined : rename(details.description),
	);
}

/** What n8n throws when an expression cannot be worked out has a message, and often a description. */
export function asFailure(error: unknown): Failure {
	if (error instanceof Failure) {
		return error;
	}
	const { message, description } = error as { message?: string; description?: string | null };
	return new BadInput(message ?? 'A parameter could not be read', description ?? undefined);
}

/** The service's own options for an item; only those that the user added are looked up. */
export function serviceOptions(
	context: IExecuteFunctions,
	{ options }: Service,
	item: number,
): Record<string, string> {
	const added = (context.getNode().parameters.options ?? {}) as IDataObject;
	const fields = options.filter(({ name }) => Object.hasOwn(added, name));
	return readParameters(fields, ({ name, default: fallback }) =>
		context.getNodeParameter(`options.${name}`, item, fallback),
	);
}
