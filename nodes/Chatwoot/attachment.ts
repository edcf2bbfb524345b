import type { FormFile } from '../shared/request';

/** A file of the item as an attachment of a message; all of them share the field. */
export const attachment = (property: string): FormFile => ({ field: 'attachments[]', property });
