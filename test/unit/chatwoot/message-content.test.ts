import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from 'n8n-workflow';
import { message } from '../../../nodes/Chatwoot/resources/message';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const send = operationOf(message, 'send');

const sent = (given: Given): unknown => {
	const { body, ...request } = requestOf(send, { conversation: '12', ...given });
	expect(request).toEqual({ method: 'POST', path: '/conversations/12/messages' });
	return body;
};

const formOf = (given: Given): unknown => {
	const { form, ...request } = requestOf(send, { conversation: '12', ...given });
	expect(request).toEqual({ method: 'POST', path: '/conversations/12/messages' });
	return form;
};

const CHOICES = { item: [{ title: 'Yes, please', value: 'yes' }] };
const SHIRT = {
	title: 'Blue shirt',
	description: '',
	mediaUrl: 'https://www.example.com/shirt.png',
	actions: {
		action: [
			{ type: 'link', text: 'Show', uri: 'https://www.example.com/shirt', payload: 'left from before' },
			{ type: 'postback', text: 'Buy', payload: 'shirt-blue' },
		],
	},
};

describe('Send makes', () => {
	test.each<[string, Given, JsonObject]>([
		['a message to the contact', { content: 'Hello' }, { content: 'Hello', message_type: 'outgoing' }],
		[
			'a message from the contact',
			{ content: 'Help', messageType: 'incoming' },
			{ content: 'Help', message_type: 'incoming' },
		],
		[
			'a note for the team',
			{ content: 'VIP', messageType: 'private' },
			{ content: 'VIP', message_type: 'outgoing', private: true },
		],
		[
			'text of a number, which the server would make of it too',
			{ content: 12 },
			{ content: '12', message_type: 'outgoing' },
		],
		[
			'a message with an ID of the user',
			{ content: 'Hello', additionalFields: { sourceId: 'order-1' } },
			{ content: 'Hello', message_type: 'outgoing', source_id: 'order-1' },
		],
		[
			'a reply, by the ID of the channel',
			{ content: 'Yes', additionalFields: { replyToSource: 'wamid-1' } },
			{
				content: 'Yes',
				message_type: 'outgoing',
				content_attributes: { in_reply_to_external_id: 'wamid-1' },
			},
		],
		[
			'a question for an email address',
			{ content: 'Your email?', contentType: 'input_email' },
			{ content: 'Your email?', message_type: 'outgoing', content_type: 'input_email' },
		],
		[
			'choices',
			{ content: 'Gift wrap?', contentType: 'input_select', choices: CHOICES },
			{
				content: 'Gift wrap?',
				message_type: 'outgoing',
				content_type: 'input_select',
				content_attributes: { items: [{ title: 'Yes, please', value: 'yes' }] },
			},
		],
		[
			'choices without a text',
			{ contentType: 'input_select', choices: CHOICES },
			{
				message_type: 'outgoing',
				content_type: 'input_select',
				content_attributes: { items: [{ title: 'Yes, please', value: 'yes' }] },
			},
		],
		[
			'cards with their buttons, and of each button only what it needs',
			{ contentType: 'cards', cards: { item: [SHIRT] } },
			{
				message_type: 'outgoing',
				content_type: 'cards',
				content_attributes: {
					items: [
						{
							title: 'Blue shirt',
							media_url: 'https://www.example.com/shirt.png',
							actions: [
								{ type: 'link', text: 'Show', uri: 'https://www.example.com/shirt' },
								{ type: 'postback', text: 'Buy', payload: 'shirt-blue' },
							],
						},
					],
				},
			},
		],
		[
			'a form',
			{
				content: 'Your order',
				contentType: 'form',
				questions: {
					item: [
						{ type: 'email', name: 'email', label: 'Email', placeholder: 'jane@example.com', required: true },
						{ type: 'select', name: 'size', label: 'Size', options: 'Small, Large', default: 'Small' },
						{ type: 'select', name: 'colour', label: 'Colour', options: ['Red, dark', 7] },
						{ type: 'text_area', name: 'note', label: 'Note', options: 'left from before' },
					],
				},
			},
			{
				content: 'Your order',
				message_type: 'outgoing',
				content_type: 'form',
				content_attributes: {
					items: [
						{
							type: 'email',
							name: 'email',
							label: 'Email',
							placeholder: 'jane@example.com',
							required: 'required',
						},
						{
							type: 'select',
							name: 'size',
							label: 'Size',
							default: 'Small',
							options: [
								{ label: 'Small', value: 'Small' },
								{ label: 'Large', value: 'Large' },
							],
						},
						{
							type: 'select',
							name: 'colour',
							label: 'Colour',
							options: [
								{ label: 'Red, dark', value: 'Red, dark' },
								{ label: '7', value: '7' },
							],
						},
						{ type: 'text_area', name: 'note', label: 'Note' },
					],
				},
			},
		],
		[
			'articles',
			{
				contentType: 'article',
				articles: { item: [{ title: 'Returns', description: '', link: 'https://www.example.com/returns' }] },
			},
			{
				message_type: 'outgoing',
				content_type: 'article',
				content_attributes: { items: [{ title: 'Returns', link: 'https://www.example.com/returns' }] },
			},
		],
		[
			'items of JSON, as they are',
			{
				contentType: 'cards',
				itemsMode: 'json',
				itemsJson: '[{"title":"Shirt","actions":[{"type":"jump","text":"Go"}]}]',
				cards: { item: [SHIRT] },
			},
			{
				message_type: 'outgoing',
				content_type: 'cards',
				content_attributes: { items: [{ title: 'Shirt', actions: [{ type: 'jump', text: 'Go' }] }] },
			},
		],
		[
			'text, whatever is left of other forms',
			{ content: 'Hello', choices: CHOICES, itemsMode: 'json', itemsJson: 'broken', templateName: 'hello' },
			{ content: 'Hello', message_type: 'outgoing' },
		],
	])('%s', (_, given, body) => {
		expect(sent(given)).toEqual(body);
	});
});

describe('Send fills a WhatsApp template', () => {
	const ORDER = { contentType: 'template', templateName: 'order_shipped', templateLanguage: 'en_US' };
	const template = (more: JsonObject): JsonObject => ({
		name: 'order_shipped',
		category: 'UTILITY',
		language: 'en_US',
		...more,
	});

	test.each<[string, Given, JsonObject]>([
		['that has no gaps', {}, template({})],
		[
			'of a category',
			{ templateCategory: 'MARKETING' },
			{ name: 'order_shipped', category: 'MARKETING', language: 'en_US' },
		],
		[
			'with the values of its gaps, by number or name',
			{
				templateParameters: {
					parameter: [
						{ name: ' 1 ', value: 'Jane' },
						{ name: 'order', value: 4711 },
					],
				},
			},
			template({ processed_params: { body: { 1: 'Jane', order: '4711' } } }),
		],
		[
			'with header and buttons as JSON',
			{
				templateMode: 'json',
				templateParametersJson: '{"header":{"media_url":"https://www.example.com/a.png"}}',
			},
			template({ processed_params: { header: { media_url: 'https://www.example.com/a.png' } } }),
		],
	])('%s', (_, given, params) => {
		expect(sent({ ...ORDER, ...given })).toEqual({ message_type: 'outgoing', template_params: params });
	});

	test('and shows agents the text that goes with it', () => {
		expect(sent({ ...ORDER, content: 'Your order is on its way' })).toEqual({
			content: 'Your order is on its way',
			message_type: 'outgoing',
			template_params: template({}),
		});
	});
});

describe('Send makes a form of a message with files', () => {
	const files = [
		{ field: 'attachments[]', property: 'photo' },
		{ field: 'attachments[]', property: 'data' },
	];

	test.each<[string, Given, object]>([
		['without a text', {}, { message_type: 'outgoing' }],
		['with a text', { content: 'Look' }, { content: 'Look', message_type: 'outgoing' }],
		['for the team only', { messageType: 'private' }, { message_type: 'outgoing', private: 'true' }],
		[
			'with choices, as JSON text',
			{ contentType: 'input_select', choices: CHOICES },
			{
				message_type: 'outgoing',
				content_type: 'input_select',
				content_attributes: '{"items":[{"title":"Yes, please","value":"yes"}]}',
			},
		],
	])('%s', (_, given, texts) => {
		expect(formOf({ ...given, binaryFields: 'photo, data' })).toEqual({ texts, files });
	});

	test('named by a list of an expression', () => {
		expect(formOf({ binaryFields: ['photo', ' ', 'data'] })).toEqual({
			texts: { message_type: 'outgoing' },
			files,
		});
	});
});
