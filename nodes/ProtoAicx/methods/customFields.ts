import type {
	FieldType,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperFields,
} from 'n8n-workflow';
import { lookUp } from '../../shared/look-up';
import { readCustomField, type CustomField } from '../assumed';
import { getManyCustomFields } from '../resources/customField';
import { protoAicxService } from '../service';

const customFields = async (context: ILoadOptionsFunctions): Promise<CustomField[]> => {
	const rows = await lookUp(context, protoAicxService, getManyCustomFields);
	return rows.map(readCustomField).sort((a, b) => a.name.localeCompare(b.name));
};

/** The teamspace's custom fields to choose one from. */
export async function searchCustomFields(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const wanted = filter.toLowerCase();
	const fields = await customFields(this);
	return {
		results: fields
			.filter(({ name, id }) => name.toLowerCase().includes(wanted) || id === filter)
			.map(({ name, id }) => ({ name, value: id })),
	};
}

/** What the form offers for a type of custom field; text for types that are not known. */
const FORM_TYPES: Readonly<Partial<Record<string, FieldType>>> = {
	select: 'options',
	number: 'number',
	date: 'dateTime',
};

/** The teamspace's custom fields as a form. */
export async function customFieldsForm(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const fields = await customFields(this);
	return {
		emptyFieldsNotice: 'This teamspace has no custom fields yet. Make one with Custom Field > Create.',
		fields: fields.map(({ id, name, type, options }) => ({
			id,
			displayName: name,
			required: false,
			defaultMatch: false,
			display: true,
			type: FORM_TYPES[type] ?? 'string',
			...(type === 'select' ? { options: options.map((value) => ({ name: value, value })) } : {}),
		})),
	};
}
