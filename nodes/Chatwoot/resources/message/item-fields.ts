import type { Field } from '../../../shared/fields';

/** Choices of an input select. */
export const CHOICES = {
	displayName: 'Choices',
	name: 'choices',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Choice',
	default: {},
	description: 'What the contact can choose from',
	displayOptions: { show: { contentType: ['input_select'], itemsMode: ['fields'] } },
	options: [
		{
			displayName: 'Choice',
			name: 'item',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. Yes, please',
					description: 'What the contact reads',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. yes',
					description: 'What comes back when it is chosen',
				},
			],
		},
	],
} as const satisfies Field;

/** Links of an article message. */
export const ARTICLES = {
	displayName: 'Articles',
	name: 'articles',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Article',
	default: {},
	description: 'Articles that the contact can open',
	displayOptions: { show: { contentType: ['article'], itemsMode: ['fields'] } },
	options: [
		{
			displayName: 'Article',
			name: 'item',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. How to return goods',
					description: 'Title of the article',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					default: '',
					placeholder: 'e.g. Free of charge within 30 days',
					description: 'What the article is about',
				},
				{
					displayName: 'Link',
					name: 'link',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. https://www.example.com/help/returns',
					description: 'Address of the article',
				},
			],
		},
	],
} as const satisfies Field;

/** Cards; the server wants buttons on each. */
export const CARDS = {
	displayName: 'Cards',
	name: 'cards',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Card',
	default: {},
	description: 'Cards that the contact is shown. Each needs at least one action.',
	displayOptions: { show: { contentType: ['cards'], itemsMode: ['fields'] } },
	options: [
		{
			displayName: 'Card',
			name: 'item',
			values: [
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. Blue shirt',
					description: 'Title of the card',
				},
				{
					displayName: 'Description',
					name: 'description',
					type: 'string',
					default: '',
					placeholder: 'e.g. 100 % cotton',
					description: 'Text below the title',
				},
				{
					displayName: 'Media URL',
					name: 'mediaUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://www.example.com/shirt.png',
					description: 'Address of the picture of the card',
				},
				{
					displayName: 'Actions',
					name: 'actions',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true },
					placeholder: 'Add Action',
					default: {},
					description: 'Buttons of the card',
					options: [
						{
							displayName: 'Action',
							name: 'action',
							values: [
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
								{
									displayName: 'Text',
									name: 'text',
									type: 'string',
									required: true,
									default: '',
									placeholder: 'e.g. Show more',
									description: 'What stands on the button',
								},
								{
									displayName: 'Link',
									name: 'uri',
									type: 'string',
									required: true,
									default: '',
									placeholder: 'e.g. https://www.example.com/shirt',
									description: 'Address that the button opens',
									displayOptions: { show: { type: ['link'] } },
								},
								{
									displayName: 'Payload',
									name: 'payload',
									type: 'string',
									required: true,
									default: '',
									placeholder: 'e.g. shirt-blue',
									description: 'What comes back when the button is pressed',
									displayOptions: { show: { type: ['postback'] } },
								},
							],
						},
					],
				},
			],
		},
	],
} as const satisfies Field;

/** Questions of a form. */
export const QUESTIONS = {
	displayName: 'Questions',
	name: 'questions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Question',
	default: {},
	description: 'Fields of the form that the contact fills in',
	displayOptions: { show: { contentType: ['form'], itemsMode: ['fields'] } },
	options: [
		{
			displayName: 'Question',
			name: 'item',
			values: [
				{
					displayName: 'Answer Type',
					name: 'type',
					type: 'options',
					options: [
						{
							name: 'Email',
							value: 'email',
						},
						{
							name: 'Select',
							value: 'select',
							description: 'One of several choices',
						},
						{
							name: 'Text',
							value: 'text',
						},
						{
							name: 'Text Area',
							value: 'text_area',
							description: 'Text of several lines',
						},
					],
					default: 'text',
					description: 'What kind of answer is wanted',
				},
				{
					displayName: 'Choices',
					name: 'options',
					type: 'string',
					required: true,
					ignoreValidationDuringExecution: true,
					default: '',
					placeholder: 'e.g. Small, Medium, Large',
					description: 'What can be chosen, with commas between, or a list from an expression',
					displayOptions: { show: { type: ['select'] } },
				},
				{
					displayName: 'Default Answer',
					name: 'default',
					type: 'string',
					default: '',
					placeholder: 'e.g. Medium',
					description: 'What is filled in before',
				},
				{
					displayName: 'Label',
					name: 'label',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. Your size',
					description: 'What the contact reads',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. size',
					description: 'Name under which the answer comes back',
				},
				{
					displayName: 'Placeholder',
					name: 'placeholder',
					type: 'string',
					default: '',
					placeholder: 'e.g. jane@example.com',
					description: 'Example of an answer',
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
		},
	],
} as const satisfies Field;
