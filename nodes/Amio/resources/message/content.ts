import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { filled } from '../../../shared/rows';
import { requiredText } from '../../../shared/field-kinds';
import { QUICK_REPLY_FIELDS, quickRepliesOf } from './quick-replies';
import { RECEIPT_FIELDS, receiptOf } from './receipt';
import { STRUCTURE_FIELDS, structureOf } from './structure';
import { TEMPLATE_FIELDS, templateOf } from './template';

/** What a message says, in the forms that a message can have. */
export const CONTENT_FIELDS = [
	{
		displayName: 'Content Type',
		name: 'contentType',
		type: 'options',
		options: [
			{ name: 'Audio', value: 'audio' },
			{ name: 'File', value: 'file' },
			{ name: 'Image', value: 'image' },
			{ name: 'Receipt', value: 'receipt', description: 'What was bought; Messenger only' },
			{ name: 'Structure', value: 'structure', description: 'One card or several, with buttons' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'video' },
			{
				name: 'WhatsApp Template',
				value: 'template',
				description: 'The only way to write to a WhatsApp number first',
			},
		],
		default: 'text',
		description: 'Form of the message. Not every platform has every form.',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. Hello Jane, your order is on its way.',
		description: 'What the message says',
		displayOptions: { show: { contentType: ['text'] } },
	},
	{
		...requiredText(
			'File URL',
			'fileUrl',
			'e.g. https://www.example.com/invoice.pdf',
			'Address from which Amio can fetch the file',
		),
		displayOptions: { show: { contentType: ['audio', 'file', 'image', 'video'] } },
	},
	...STRUCTURE_FIELDS,
	...RECEIPT_FIELDS,
	...TEMPLATE_FIELDS,
	...QUICK_REPLY_FIELDS,
] as const satisfies Fields;

type Content = ValuesOf<typeof CONTENT_FIELDS>;

function payloadOf(content: Content): JsonValue {
	switch (content.contentType) {
		case 'structure':
			return structureOf(content);
		case 'receipt':
			return receiptOf(content);
		case 'audio':
		case 'file':
		case 'image':
		case 'video':
			return { url: content.fileUrl.trim() };
		case 'text':
		case 'template':
			return content.text;
	}
}

/**
 * What a message says, under the key that Amio has for it.
 *
 * @param cutsTitles whether titles of quick replies that are too long are cut
 * @throws BadInput for what Amio would not take
 */
export function contentOf(content: Content, cutsTitles: boolean): JsonObject {
	if (content.contentType === 'template') {
		return { message_template: templateOf(content) };
	}
	return {
		content: {
			type: content.contentType,
			payload: payloadOf(content),
			...filled({ quick_replies: quickRepliesOf(content, cutsTitles) }),
		},
	};
}
