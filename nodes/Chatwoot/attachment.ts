import type { JsonValue } from 'n8n-workflow';
import type { Field } from '../shared/fields';
import type { FormFile } from '../shared/request';
import { textList } from '../shared/text-list';

/** Which files of the item go with a message. */
export const BINARY_FIELDS = {
	displayName: 'Attachment Binary Fields',
	name: 'binaryFields',
	type: 'string',
	ignoreValidationDuringExecution: true,
	default: '',
	placeholder: 'e.g. data, photo',
	hint: 'The names of the input fields containing the binary file data to be uploaded, with commas between',
	description: 'Files of the item that are sent with the message; not with a WhatsApp template',
} as const satisfies Field;

/** The binary fields whose files go with the message. */
export const attachmentsOf = ({ binaryFields }: { readonly binaryFields: JsonValue }): string[] =>
	textList(BINARY_FIELDS.displayName, binaryFields);

/** A file of the item as an attachment of a message; all of them share the field. */
export const attachment = (property: string): FormFile => ({ field: 'attachments[]', property });
