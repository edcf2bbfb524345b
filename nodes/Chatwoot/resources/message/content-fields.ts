import type { Fields } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { text } from '../../../shared/field-kinds';
import { BINARY_FIELDS } from '../../attachment';
import { ARTICLES, CARDS, CHOICES, QUESTIONS } from './item-fields';
import { TEMPLATE_FIELDS } from './template';

/** Content types that have items. */
const INTERACTIVE = ['article', 'cards', 'form', 'input_select'];

/** What a message says, in the forms that a message can have. */
export const CONTENT_FIELDS = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		options: [
			{ name: 'Incoming', value: 'incoming', description: 'From the contact; only in API inboxes' },
			{ name: 'Outgoing', value: 'outgoing', description: 'To the contact' },
			{ name: 'Private Note', value: 'private', description: 'Only for the team' },
		],
		default: 'outgoing',
		description: 'Who the message is from, and for whom',
	},
	{
		displayName: 'Content Type',
		name: 'contentType',
		type: 'options',
		options: [
			{ name: 'Article', value: 'article', description: 'Links to articles' },
			{ name: 'Cards', value: 'cards', description: 'Pictures with texts and buttons' },
			{ name: 'Form', value: 'form', description: 'Several questions to answer at once' },
			{ name: 'Input Email', value: 'input_email', description: 'Ask for an email address' },
			{ name: 'Input Select', value: 'input_select', description: 'Choices, of which the contact takes one' },
			{ name: 'Text', value: 'text' },
			{
				name: 'WhatsApp Template',
				value: 'template',
				description:
					"The only way to write on WhatsApp once the contact's last message is older than 24 hours",
			},
		],
		default: 'text',
		description: 'Form of the message. In API inboxes your own channel shows what is more than text.',
	},
	{
		displayName: 'Text',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Hello Jane, your order is on its way.',
		description: 'What the message says, in Markdown. May be empty if there is an attachment.',
	},
	{
		...fieldsOrJson('Items', 'itemsMode'),
		displayOptions: { show: { contentType: INTERACTIVE } },
	},
	ARTICLES,
	CARDS,
	QUESTIONS,
	CHOICES,
	{
		displayName: 'Items (JSON)',
		name: 'itemsJson',
		type: 'json',
		required: true,
		default: '[]',
		placeholder: 'e.g. [{ "title": "Yes", "value": "yes" }]',
		description: "The items as a JSON list, in the form of the API's 'content_attributes'",
		displayOptions: { show: { contentType: INTERACTIVE, itemsMode: ['json'] } },
	},
	...TEMPLATE_FIELDS,
	BINARY_FIELDS,
] as const satisfies Fields;

/** Beside the content, among the additional fields. */
export const SOURCE_ID = text(
	'Source ID',
	'sourceId',
	'e.g. order-4711-shipped',
	'Your own ID of the message, which comes back in answers and deliveries. The same one twice makes two messages.',
);
