import { isFile } from '../../core/form.ts';
import type { Attachment, Contact } from '../types.ts';

/** Where files are fetched, below the installation's URL. */
export const BLOBS = '/rails/active_storage/blobs/redirect';
export const REPRESENTATIONS = '/rails/active_storage/representations/redirect';
export const DISK = '/rails/active_storage/disk';

const named = ({ file }: Attachment): string => encodeURIComponent(file.filename);

export const dataUrl = (attachment: Attachment, origin: string): string =>
	`${origin}${BLOBS}/${attachment.signed_id}/${named(attachment)}`;

/** Only images have one. */
export const thumbUrl = (attachment: Attachment, origin: string): string => {
	if (attachment.file_type !== 'image') return '';
	return `${origin}${REPRESENTATIONS}/${attachment.signed_id}/resized/${named(attachment)}`;
};

/** Newer servers know the kind of the file. */
const kindOf = ({ file }: Attachment): object => ({
	extension: /\.(\w+)$/.exec(file.filename)?.[1] ?? null,
	content_type: file.type,
});

export const shownAttachment = (
	attachment: Attachment,
	messageId: number,
	origin: string,
	isNewer: boolean,
): object => ({
	id: attachment.id,
	message_id: messageId,
	file_type: attachment.file_type,
	account_id: 1,
	...(isNewer ? kindOf(attachment) : { extension: null }),
	data_url: dataUrl(attachment, origin),
	thumb_url: thumbUrl(attachment, origin),
	file_size: attachment.file.bytes.length,
	width: null,
	height: null,
});

/** The address of a contact's picture; empty without one. */
export const thumbnail = ({ id, avatar }: Contact, origin: string): string =>
	isFile(avatar)
		? `${origin}${REPRESENTATIONS}/contact-${id}/resized/${encodeURIComponent(avatar.filename)}`
		: '';
