import type { Field, Fields } from '../../../shared/fields';
import { list, requiredText, text } from '../../../shared/field-kinds';

/** The items of one kind of interactive message, entered one by one. */
const items = <const Name extends string, const Values extends Fields>(
	[displayName, name, entry, contentType]: readonly [string, Name, string, string],
	description: string,
	values: Values,
) =>
	({
		...list(displayName, name, { group: 'item', entry, values }, description),
		displayOptions: { show: { contentType: [contentType], itemsMode: ['fields'] } },
	}) as const;

/** Choices of an input select. */
export const CHOICES = items(
	['Choices', 'choices', 'Choice', 'input_select'],
	'What the contact can choose from',
	[
		requiredText('Title', 'title', 'e.g. Yes, please', 'What the contact reads'),
		requiredText('Value', 'value', 'e.g. yes', 'What comes back when it is chosen'),
	],
);

/** Links of an article message. */
export const ARTICLES = items(
	['Articles', 'articles', 'Article', 'article'],
	'Articles that the contact can open',
	[
		requiredText('Title', 'title', 'e.g. How to return goods', 'Title of the article'),
		text('Description', 'description', 'e.g. Free of charge within 30 days', 'What the article is about'),
		requiredText('Link', 'link', 'e.g. https://www.example.com/help/returns', 'Address of the article'),
	],
);

const ACTION = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: [
			{ name: 'Link', value: 'link', description: 'Opens an address' },
			{ name: 'Postback', value: 'postback', description: 'Sends a value back' },
		],
		default: 'link',
		description: 'What the button does',
	},
	requiredText('Text', 'text', 'e.g. Show more', 'What stands on the button'),
	{
		...requiredText('Link', 'uri', 'e.g. https://www.example.com/shirt', 'Address that the button opens'),
		displayOptions: { show: { type: ['link'] } },
	},
	{
		...requiredText('Payload', 'payload', 'e.g. shirt-blue', 'What comes back when the button is pressed'),
		displayOptions: { show: { type: ['postback'] } },
	},
] as const satisfies Fields;

/** Cards; the server wants buttons on each. */
export const CARDS = items(
	['Cards', 'cards', 'Card', 'cards'],
	'Cards that the contact is shown. Each needs at least one action.',
	[
		requiredText('Title', 'title', 'e.g. Blue shirt', 'Title of the card'),
		text('Description', 'description', 'e.g. 100 % cotton', 'Text below the title'),
		text(
			'Media URL',
			'mediaUrl',
			'e.g. https://www.example.com/shirt.png',
			'Address of the picture of the card',
		),
		list('Actions', 'actions', { group: 'action', entry: 'Action', values: ACTION }, 'Buttons of the card'),
	],
);

const ANSWER_TYPE = {
	displayName: 'Answer Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Email', value: 'email' },
		{ name: 'Select', value: 'select', description: 'One of several choices' },
		{ name: 'Text', value: 'text' },
		{ name: 'Text Area', value: 'text_area', description: 'Text of several lines' },
	],
	default: 'text',
	description: 'What kind of answer is wanted',
} as const satisfies Field;

/** Questions of a form. */
export const QUESTIONS = items(
	['Questions', 'questions', 'Question', 'form'],
	'Fields of the form that the contact fills in',
	[
		ANSWER_TYPE,
		{
			...requiredText(
				'Choices',
				'options',
				'e.g. Small, Medium, Large',
				'What can be chosen, with commas between, or a list from an expression',
			),
			ignoreValidationDuringExecution: true,
			displayOptions: { show: { type: ['select'] } },
		},
		text('Default Answer', 'default', 'e.g. Medium', 'What is filled in before'),
		requiredText('Label', 'label', 'e.g. Your size', 'What the contact reads'),
		requiredText('Name', 'name', 'e.g. size', 'Name under which the answer comes back'),
		{
			...text('Placeholder', 'placeholder', 'e.g. jane@example.com', 'Example of an answer'),
			displayOptions: { hide: { type: ['select'] } },
		},
		{
			displayName: 'Required',
			name: 'required',
			type: 'boolean',
			default: false,
			description: 'Whether the contact must answer',
		},
	],
);
