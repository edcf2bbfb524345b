import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from 'n8n-workflow';
import { message } from '../../../nodes/Amio/resources/message';
import { recipientLane } from '../../../nodes/Amio/resources/message/recipient';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const send = operationOf(message, 'send');

const GIVEN = { channel: '1', contact: '2', text: 'Hello' };

const bodyOf = (given: Given): JsonObject => requestOf(send, { ...GIVEN, ...given }).body as JsonObject;

const contentOf = (given: Given): JsonObject => bodyOf(given).content as JsonObject;

const reply = (more: object): Given => ({ quickReplies: { reply: [{ title: 'Yes', ...more }] } });

const repliesOf = (given: Given): JsonObject[] => contentOf(given).quick_replies as unknown as JsonObject[];

const UNCUT = { additionalFields: { cutLongTitles: false } };

describe('The recipient is', () => {
	test.each<[string, Given, object]>([
		['a contact', {}, { id: '2' }],
		['a phone number', { sendTo: 'phoneNumber', phoneNumber: ' +1 555 ' }, { phone_number: '+1 555' }],
		[
			'a phone number with a name',
			{ sendTo: 'phoneNumber', phoneNumber: '+1', firstName: 'Jane', lastName: 'Doe' },
			{ phone_number: '+1', first_name: 'Jane', last_name: 'Doe' },
		],
		['a user ref', { sendTo: 'userRef', userRef: 'ref' }, { user_ref: 'ref' }],
		['JSON', { sendTo: 'json', contactJson: { id: '6456078781510715474' } }, { id: '6456078781510715474' }],
		[
			'JSON of which only one way is filled',
			{ sendTo: 'json', contactJson: { id: '7', phone_number: '', user_ref: null } },
			{ id: '7', user_ref: null },
		],
	])('%s', (_, given, contact) => {
		expect(bodyOf(given).contact).toEqual(contact);
	});

	test.each<[string, Given, string]>([
		['missing', { contact: '' }, "'Contact' is empty"],
		['missing as phone number', { sendTo: 'phoneNumber' }, "'Phone Number' is empty"],
		['missing as user ref', { sendTo: 'userRef', userRef: ' ' }, "'User Ref' is empty"],
		['missing in JSON', { sendTo: 'json' }, "'Contact (JSON)' names no recipient"],
		[
			'only a name in JSON',
			{ sendTo: 'json', contactJson: { first_name: 'Jane' } },
			"'Contact (JSON)' names no recipient",
		],
		[
			'named in two ways',
			{ sendTo: 'json', contactJson: { id: '7', phone_number: '15558576309' } },
			"'Contact (JSON)' names the recipient in 2 ways: id, phone_number",
		],
		[
			'a number, which has lost its last digits',
			{ sendTo: 'json', contactJson: '{"id":6456078781510715474}' },
			"'id' in 'Contact (JSON)' must be text",
		],
	])('refused when it is %s', (_, given, says) => {
		expect(() => bodyOf(given)).toThrow(says);
	});

	test('in another lane than others, and in the same however the number is written', () => {
		const lanes = (contacts: JsonObject[]): number =>
			new Set(contacts.map((one) => recipientLane('1', one))).size;
		expect(lanes([{ id: '1' }, { id: '2' }, { phone_number: '1' }, { user_ref: '1a' }])).toBe(4);
		expect(lanes(['+1 555-8', '0015558', '15558'].map((phone_number) => ({ phone_number })))).toBe(1);
		expect(recipientLane('1', { user_ref: 'a' })).not.toBe(recipientLane('1', { user_ref: 'b' }));
		expect(recipientLane('1', { phone_number: '1' })).not.toBe(recipientLane('2', { phone_number: '1' }));
	});
});

describe('Quick replies', () => {
	test('have at most 11 entries, 20 characters in a title and 1000 in a payload', () => {
		const quickReplies = {
			reply: Array.from({ length: 11 }, () => ({ title: 'x'.repeat(20), payload: 'y'.repeat(1000) })),
		};
		expect(repliesOf({ quickReplies })).toHaveLength(11);
	});

	test.each<[string, Given, string]>([
		[
			'12 of them',
			{ quickReplies: { reply: Array.from({ length: 12 }, () => ({ title: 'Yes' })) } },
			"'Quick Replies' has 12 entries, and Amio takes 11",
		],
		[
			'a title of 21 characters',
			{ ...reply({ title: 'x'.repeat(21) }), ...UNCUT },
			'The title of quick reply 1 has 21 characters, and Amio shows 20',
		],
		['a text without a title', reply({ title: ' ' }), "'Title' is empty"],
		[
			'a payload of 1001 characters, which nobody cuts',
			reply({ payload: 'x'.repeat(1001) }),
			'The payload of quick reply 1 has 1001 characters, and Amio takes 1000',
		],
		[
			'12 of them as JSON',
			{ repliesMode: 'json', repliesJson: Array.from({ length: 12 }, () => ({ type: 'email' })) },
			"'Quick Replies' has 12 entries",
		],
		[
			'a long title as JSON',
			{
				repliesMode: 'json',
				repliesJson: [{ type: 'email' }, { type: 'text', title: 'x'.repeat(21) }],
				...UNCUT,
			},
			'The title of quick reply 2 has 21 characters',
		],
		[
			'no object as JSON',
			{ repliesMode: 'json', repliesJson: ['Yes'] },
			"'Quick Replies (JSON)' holds something that is no object",
		],
	])('are refused before anything is sent with %s', (_, given, says) => {
		expect(() => bodyOf(given)).toThrow(says);
	});

	test('have their titles cut as Amio would, unless the user wants them refused, and the payload that is the title with it', () => {
		expect(repliesOf({ ...reply({ title: 'x'.repeat(21) }) })).toEqual([
			{ type: 'text', title: 'x'.repeat(20), payload: 'x'.repeat(20) },
		]);
		const repliesJson = [{ type: 'text', title: 'x'.repeat(21), payload: 'p' }];
		expect(repliesOf({ repliesMode: 'json', repliesJson })).toEqual([
			{ type: 'text', title: 'x'.repeat(20), payload: 'p' },
		]);
	});

	test('are never cut within a character, and always fit', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (title) => {
				fc.pre(title.trim() !== '');
				const [only] = repliesOf({ ...reply({ title }) });
				const shown = only?.title as string;
				expect(title.startsWith(shown) && shown.isWellFormed()).toBe(true);
				expect(Array.from(shown)).toHaveLength(Math.min(20, Array.from(title).length));
			}),
		);
	});

	test('go with every content but a template, and are not sent when there are none', () => {
		const email = { quickReplies: { reply: [{ type: 'email' }] } };
		const image = { contentType: 'image', fileUrl: 'https://www.example.com/a.png' };
		expect(contentOf({ ...image, ...email }).quick_replies).toEqual([{ type: 'email' }]);
		expect(bodyOf({ contentType: 'template', templateId: '1', ...email })).toEqual({
			channel: { id: '1' },
			contact: { id: '2' },
			message_template: { id: '1' },
		});
		expect(contentOf({})).toEqual({ type: 'text', payload: 'Hello' });
	});
});

const TEMPLATE = { contentType: 'template', templateId: ' 42 ' };

describe('A template has', () => {
	const sub = (name: string, value: string, locale?: string): object => ({
		name,
		value,
		...(locale === undefined ? {} : { locale }),
	});

	test.each<[string, Given, JsonObject]>([
		['no gaps', {}, { id: '42' }],
		[
			'gaps in several languages',
			{ substitutions: { substitution: [sub('a', '1'), sub('b', '2'), sub('a', '3', 'cs')] } },
			{ id: '42', substitution: { localizations: { default: { a: '1', b: '2' }, cs: { a: '3' } } } },
		],
		[
			'gaps as JSON',
			{ substitutionMode: 'json', substitutionJson: '{"localizations":{}}' },
			{ id: '42', substitution: { localizations: {} } },
		],
	])('%s', (_, given, template) => {
		expect(bodyOf({ ...TEMPLATE, ...given }).message_template).toEqual(template);
	});

	test('no gap that is filled twice', () => {
		const substitutions = { substitution: [sub('a', '1'), sub('a', '2')] };
		expect(() => bodyOf({ ...TEMPLATE, substitutions })).toThrow("'Substitutions' has 'a' twice");
	});

	test.each(['__proto__', 'constructor'])(
		'gaps and locales of any name, and reaches no prototype by %s',
		(name) => {
			const substitutions = { substitution: [sub(name, '1', name), sub('polluted', '2', name)] };
			const { message_template: template } = bodyOf({ ...TEMPLATE, substitutions });
			expect(JSON.stringify(template)).toBe(
				`{"id":"42","substitution":{"localizations":{"${name}":{"${name}":"1","polluted":"2"}}}}`,
			);
			expect({}).not.toHaveProperty('polluted');
			expect(Object).not.toHaveProperty('polluted');
		},
	);
});

describe('Metadata', () => {
	const metadataOf = (additionalFields: object): unknown => bodyOf({ additionalFields }).metadata;

	test.each<[string, object, unknown]>([
		['none', {}, undefined],
		['fields that were added and left empty', { tag: '', emailSubject: '', metadataJson: '{}' }, undefined],
		['a tag', { tag: ' shipping_update ' }, { tag: 'shipping_update' }],
		['a type', { type: 'update' }, { type: 'update' }],
		[
			'a text for the platform',
			{ platformMetadata: 'x'.repeat(1000) },
			{ platform_metadata: 'x'.repeat(1000) },
		],
		['the subject of an email', { emailSubject: 'Your order' }, { email: { subject: 'Your order' } }],
		[
			'a subject beside other keys',
			{ emailSubject: 'Your order', metadataJson: '{"id":1,"email":{"to":[]}}' },
			{ id: 1, email: { to: [], subject: 'Your order' } },
		],
		[
			// Reserved on Messenger only (seed 003), and for the service to judge there.
			'keys of their own that mean something on another platform',
			{ metadataJson: { tag: 'vip', type: 'order', platform_metadata: 'x'.repeat(1001) } },
			{ tag: 'vip', type: 'order', platform_metadata: 'x'.repeat(1001) },
		],
		['a tag beside a free type', { tag: 'x', metadataJson: { type: 'order' } }, { tag: 'x', type: 'order' }],
	])('of %s', (_, given, metadata) => {
		expect(metadataOf(given)).toEqual(metadata);
	});

	test.each<[string, object, string]>([
		[
			'a tag and a type',
			{ tag: 'x', type: 'response' },
			"'Message Tag' and 'Message Type' cannot go together",
		],
		[
			'a longer text for the platform',
			{ platformMetadata: 'x'.repeat(1001) },
			"'Platform Metadata' has 1001 characters, and Amio takes 1000",
		],
	])('is refused with %s', (_, given, says) => {
		expect(() => metadataOf(given)).toThrow(says);
	});
});

test.each<[string, Given, string]>([
	['no text', { text: ' ' }, "'Text' is empty"],
	['no address of a file', { contentType: 'video' }, "'File URL' is empty"],
	['no cards', { contentType: 'structure' }, "'Cards' is empty"],
	['no cards as JSON', { contentType: 'structure', cardsMode: 'json' }, "'Cards (JSON)' is empty"],
	[
		'a bare card',
		{ contentType: 'structure', cards: { card: [{ title: 'A' }, {}] } },
		"'Cards' has a card on which nothing stands",
	],
	[
		'a card that is none',
		{ contentType: 'structure', cardsMode: 'json', cardsJson: ['A'] },
		"'Cards (JSON)' has a card on which nothing stands",
	],
	[
		'a button without an address',
		{ contentType: 'structure', cards: { card: [{ buttons: { button: [{ type: 'url', title: 'A' }] } }] } },
		"'URL' is empty",
	],
	['no order', { contentType: 'receipt' }, "'Order ID' is empty"],
	['no order as JSON', { contentType: 'receipt', receiptMode: 'json' }, "'Receipt (JSON)' is empty"],
	[
		'no date',
		{ contentType: 'receipt', orderId: '1', receiptDetails: { timestamp: 'yesterday' } },
		"'Ordered At' is not a date",
	],
	['no template', { contentType: 'template' }, "'Template ID' is empty"],
])('A message with %s is not sent', (_, given, says) => {
	expect(() => bodyOf(given)).toThrow(says);
});

test('A receipt has only what was filled in', () => {
	expect(contentOf({ contentType: 'receipt', orderId: '1', summary: { tax: 0 } }).payload).toEqual({
		order_id: '1',
		summary: { tax: 0 },
	});
});
