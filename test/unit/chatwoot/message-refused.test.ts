import { describe, expect, test } from '@jest/globals';
import { message } from '../../../nodes/Chatwoot/resources/message';
import type { Operation } from '../../../nodes/shared/operation';
import { operationOf, requestOf, requestsOf, type Given } from '../support/request-of.ts';

const send = operationOf(message, 'send');
const sendToContact = operationOf(message, 'sendToContact');
const getMany = operationOf(message, 'getMany');
const remove = operationOf(message, 'delete');
const setDeliveryStatus = operationOf(message, 'setDeliveryStatus');

const IN_12 = { conversation: '12' };
const MISSING = [undefined, null, '', ' \n'];

describe('Refused before anything is sent', () => {
	test.each<[string, Operation, string, readonly unknown[], string, Given?]>([
		['no conversation to write into', send, 'conversation', MISSING, "'Conversation' is empty"],
		...[send, getMany, remove, setDeliveryStatus].map(
			(operation): [string, Operation, string, string[], string, Given] => [
				'a conversation that the server would take for another one',
				operation,
				'conversation',
				['.', '..', '12abc', '12.5', 'a/b', '#12'],
				"'Conversation' must be a number",
				{ content: 'Hello', messageId: '1' },
			],
		),
		['an object as conversation', send, 'conversation', [{ id: 1 }], 'must be text, but is an object'],
		['no conversation to read', getMany, 'conversation', MISSING, "'Conversation' is empty"],
		[
			'no message to begin after',
			getMany,
			'after',
			MISSING,
			"'After Message ID' is empty",
			{ direction: 'forward' },
		],
		[
			'a message to begin after that is none',
			getMany,
			'after',
			['abc', '-1', '1.5'],
			"'After Message ID' must be a number",
			{ direction: 'forward' },
		],
		[
			'a message to begin before that is none',
			getMany,
			'before',
			['abc', '0', 1.5],
			"'Before Message ID' must be a number",
		],
		['a direction that is none', getMany, 'direction', ['up', null], "'Direction' does not have"],
		['no message to delete', remove, 'messageId', MISSING, "'Message ID' is empty"],
		...[remove, setDeliveryStatus].map((operation): [string, Operation, string, string[], string] => [
			'a message that the server would take for another one',
			operation,
			'messageId',
			['12abc', '12.5', '../3', 'a/b'],
			"'Message ID' must be a number",
		]),
		['no message of which to report', setDeliveryStatus, 'messageId', MISSING, "'Message ID' is empty"],
		[
			'a delivery status that the server would pass over',
			setDeliveryStatus,
			'status',
			['vanished', 'sent', undefined],
			"'Delivery Status' does not have",
			{ messageId: '1' },
		],
		[
			'a reply to what is no number',
			send,
			'additionalFields',
			[{ replyTo: 'wamid-1' }, { replyTo: '0' }],
			"'Reply To (Message ID)' must be a number",
			{ content: 'Yes' },
		],
		['no inbox', sendToContact, 'inbox', MISSING, "'Inbox' is empty"],
		['an inbox by its name', sendToContact, 'inbox', ['Shop'], "'Inbox' must be a number, but is 'Shop'"],
		[
			'a phone number without a country',
			sendToContact,
			'phoneNumber',
			['0', '+0170123', `+${'1'.repeat(16)}`, 'call me'],
			"'Phone Number' is not in international form",
			{ inbox: '1', content: 'Hello' },
		],
		[
			'nobody to write to',
			sendToContact,
			'identifier',
			MISSING,
			"'Identifier', 'Email' and 'Phone Number' are all empty",
			{ inbox: '1', content: 'Hello' },
		],
		[
			'an empty message to a person',
			sendToContact,
			'content',
			MISSING,
			"'Text' is empty",
			{ inbox: '1', email: 'ann@example.com' },
		],
	])('%s', (_, operation, field, wrong, says, more = {}) => {
		for (const value of wrong) {
			expect(() => requestsOf(operation, { ...IN_12, ...more, [field]: value })).toThrow(says);
		}
	});
});

const empty = (label: string): string => `'${label}' is empty`;
const BARE = '[{"title":"With","actions":[{"type":"link"}]},{"title":"Without"}]';

describe('Send refuses, before anything is sent,', () => {
	test.each<[string, Given, string]>([
		['an empty message', { content: '' }, "'Text' is empty"],
		['a message of spaces', { content: ' \n\t' }, "'Text' is empty"],
		['a message that an expression left out', { content: undefined }, "'Text' is empty"],
		['an empty message, though there might have been a file', { binaryFields: ' , ' }, "'Text' is empty"],
		['an empty question for an email', { contentType: 'input_email' }, "'Text' is empty"],
		['an object as text', { content: { a: 1 } }, "'Text' must be text, but is an object"],
		['a list as text', { content: ['Hello'] }, "'Text' must be text, but is a list"],
		[
			'a message of an unknown type',
			{ content: 'x', messageType: 'activity' },
			"'Message Type' does not have",
		],
		['content of an unknown type', { content: 'x', contentType: 'hologram' }, "'Content Type' does not have"],
		['files that are none', { binaryFields: [{ id: 1 }] }, "'Attachment Binary Fields' holds something"],
		['no choices', { contentType: 'input_select' }, empty('Choices')],
		['no cards', { contentType: 'cards' }, empty('Cards')],
		['no questions', { contentType: 'form' }, empty('Questions')],
		['no articles', { contentType: 'article' }, empty('Articles')],
		['no items of JSON', { contentType: 'article', itemsMode: 'json' }, empty('Items (JSON)')],
		[
			'items that are broken JSON',
			{ contentType: 'form', itemsMode: 'json', itemsJson: '[{' },
			"'Items (JSON)' is not valid JSON",
		],
		[
			'items that are no list',
			{ contentType: 'form', itemsMode: 'json', itemsJson: '{}' },
			"'Items (JSON)' must be a JSON list",
		],
		[
			'items that are no objects',
			{ contentType: 'input_select', itemsMode: 'json', itemsJson: ['yes'] },
			"'Items (JSON)' holds something that is no object",
		],
		[
			'a card without actions',
			{ contentType: 'cards', cards: { item: [{ title: 'Shirt' }] } },
			"'Cards' has a card without actions",
		],
		[
			'a card of JSON without actions',
			{ contentType: 'cards', itemsMode: 'json', itemsJson: BARE },
			"'Items (JSON)' has a card without actions",
		],
		[
			'a choice without a value',
			{ contentType: 'input_select', choices: { item: [{ title: 'Yes' }] } },
			empty('Value'),
		],
		[
			'a button that leads nowhere',
			{
				contentType: 'cards',
				cards: { item: [{ title: 'Shirt', actions: { action: [{ text: 'Show' }] } }] },
			},
			empty('Link'),
		],
		[
			'a question with nothing to choose from',
			{
				contentType: 'form',
				questions: { item: [{ type: 'select', name: 'size', label: 'Size', options: ' , ' }] },
			},
			empty('Choices'),
		],
		['a template without a name', { contentType: 'template' }, empty('Template Name')],
		[
			'a template in no language',
			{ contentType: 'template', templateName: 'hello', templateLanguage: '' },
			empty('Template Language'),
		],
		[
			'a template with a file beside it',
			{ contentType: 'template', templateName: 'hello', binaryFields: 'data' },
			"'Attachment Binary Fields' cannot go with a WhatsApp template",
		],
	])('%s', (_, given, says) => {
		expect(() => requestOf(send, { conversation: '12', ...given })).toThrow(says);
	});

	test('and says which card it is', () => {
		const given = { conversation: '12', contentType: 'cards', itemsMode: 'json', itemsJson: BARE };
		expect(() => requestOf(send, given)).toThrow(
			expect.objectContaining({ details: { description: expect.stringContaining('card 2') } }),
		);
	});
});
