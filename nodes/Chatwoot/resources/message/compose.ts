import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { filled } from '../../../shared/rows';
import { attachment, attachmentsOf } from '../../attachment';
import { unlessEmpty } from '../../payload';
import { itemsOf, type Content } from './items';
import { templateOf } from './template';

/** Forms of a message that say something without a text. */
const NEEDS_NO_TEXT: ReadonlySet<Content['contentType']> = new Set([
	'article',
	'cards',
	'form',
	'input_select',
	'template',
]);

function attributesOf(content: Content): JsonObject {
	switch (content.contentType) {
		case 'article':
		case 'cards':
		case 'form':
		case 'input_select':
			return { items: itemsOf(content, content.contentType) };
		case 'input_email':
		case 'text':
		case 'template':
			return {};
	}
}

/** What goes beside the content itself. */
export interface Beside {
	/** Keys of `content_attributes`, e.g. the message that is replied to. */
	readonly attributes?: JsonObject;
	/** The user's own ID of the message. */
	readonly sourceId?: string | undefined;
}

/** A message, checked, but without the conversation it goes into. */
export interface Composed {
	readonly into: (conversation: string) => Request;
}

/**
 * Makes a message of what the user filled in.
 *
 * @throws BadInput for an empty message, of which the server would make an empty bubble (recorded), and for items
 * that it would refuse
 */
export function compose(content: Content, { attributes = {}, sourceId }: Beside): Composed {
	const { content: text, contentType, messageType } = content;
	const files = attachmentsOf(content);
	if (text.trim() === '' && files.length === 0 && !NEEDS_NO_TEXT.has(contentType)) {
		throw new BadInput(
			"'Text' is empty",
			'Write something, or name a binary field with a file. The server would show an empty message.',
		);
	}
	const isTemplate = contentType === 'template';
	if (isTemplate && files.length > 0) {
		throw new BadInput(
			"'Attachment Binary Fields' cannot go with a WhatsApp template",
			"A picture or document of a template belongs into its header: give its media_url in 'Template Parameters (JSON)'.",
		);
	}
	const allAttributes = { ...attributesOf(content), ...attributes };
	const body: JsonObject = {
		...filled({ content: text }),
		message_type: messageType === 'incoming' ? 'incoming' : 'outgoing',
		...(messageType === 'private' ? { private: true } : {}),
		...(contentType === 'text' || isTemplate ? {} : { content_type: contentType }),
		...(isTemplate ? { template_params: templateOf(content) } : {}),
		...filled({ content_attributes: unlessEmpty(allAttributes), source_id: sourceId }),
	};
	return {
		into: (conversation) => ({
			method: 'POST',
			path: path`/conversations/${conversation}/messages`,
			...(files.length === 0 ? { body } : { form: { texts: textsOf(body), files: files.map(attachment) } }),
		}),
	};
}

/** A form has only texts: objects go as JSON text, which the server reads (recorded). */
const textsOf = (body: JsonObject): Record<string, string> =>
	Object.fromEntries(
		Object.entries(body).map(([key, value]) => [
			key,
			typeof value === 'string' ? value : JSON.stringify(value),
		]),
	);
