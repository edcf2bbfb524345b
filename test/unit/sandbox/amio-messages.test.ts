import { describe, expect, test } from '@jest/globals';
import { AmioClient } from '../../support/amio-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AmioClient => new AmioClient(use.sandbox);

const URL_OF = (name: string): object => ({ url: `https://example.com/${name}` });
const CARD = {
	title: 'Pizza',
	text: 'With cheese',
	image_url: 'https://example.com/pizza.png',
	item_url: 'https://example.com/pizza',
	buttons: [
		{ type: 'url', title: 'Look', payload: 'https://example.com' },
		{ type: 'postback', title: 'Order', payload: 'PIZZA' },
		{ type: 'phone', title: 'Call', payload: '+15558576309' },
	],
};
const RECEIPT = {
	order_id: '1',
	timestamp: '2019-03-27T18:42:48Z',
	currency: 'EUR',
	payment_method: 'Cash',
	url_order: 'https://example.com/1',
	shipping_address: {
		name: 'Ann',
		address_line_1: 'Street 1',
		address_line_2: '',
		city: 'Prague',
		postal_code: '11000',
		state: 'Prague',
		country_code: 'CZ',
	},
	items: [{ title: 'Pizza', text: 'Warm', quantity: 2, price: 9.5, image_url: 'https://example.com/p.png' }],
	summary: { shipping: 1, tax: 2, total: 22 },
};
const REPLIES = [
	{ type: 'text', title: 'Yes', payload: 'YES', image_url: 'https://example.com/yes.png' },
	{ type: 'text', title: 'No', payload: 'NO' },
	{ type: 'location' },
	{ type: 'email' },
	{ type: 'phone_number' },
];

describe('a message', () => {
	test.each([
		['text', 'Hello'],
		['image', URL_OF('a.png')],
		['audio', URL_OF('a.mp3')],
		['video', URL_OF('a.mp4')],
		['file', URL_OF('a.pdf')],
		['structure', CARD],
		['structure', { title: 'Only a title' }],
		['structure', [CARD, { text: 'Second' }]],
		['receipt', RECEIPT],
	])('%s: sent, read back and seen as %j', async (type, payload) => {
		const { amio, violations, journal } = use.sandbox;
		const { channel, ann } = client().someone();
		const content = { type, payload, quick_replies: REPLIES };
		const metadata = { any: 'data' };
		const { status, headers, body } = await client().send(channel, { id: ann.id }, content, { metadata });
		const [message] = amio.messages.values();
		expect(status).toBe(201);
		expect(headers.get('location')).toBe(`${amio.baseUrl}/messages/${message?.id}`);
		expect(body).toEqual({
			id: message?.id,
			channel: { id: channel.id, type: 'facebook_messenger' },
			contact: { id: ann.id },
			content,
			metadata,
		});
		const list = await client().get(`channels/${channel.id}/contacts/${ann.id}/messages`);
		expect(list.headers.get('x-total-count')).toBe('1');
		expect(list.body).toEqual([
			{
				...(body as object),
				direction: 'sent',
				sent: expect.stringMatching(/Z$/),
				delivered: expect.stringMatching(/Z$/),
				read: null,
			},
		]);
		expect(amio.seenBy(ann.id)).toMatchObject({ messages: [{ content }], quickReplies: REPLIES });
		expect(violations.list()).toEqual([]);
		expect(journal.entries({ method: 'POST' })[0]?.body).toMatchObject({ content });
	});

	test('shows in the log what it says, and never the token', async () => {
		const { channel, ann } = client().someone();
		await client().send(channel, { id: ann.id }, 'Hello there');
		expect(use.lines.join('\n')).toContain('POST /v1/messages  text "Hello there"  -> 201');
		expect(use.lines.join('\n')).not.toContain(use.sandbox.amio.token);
	});

	test.each([
		['content.type', { type: 'location', payload: { latitude: 50, longitude: 14 } }],
		['content.type', { type: 'sticker', payload: 'x' }],
		['content.payload', { type: 'text' }],
		['content.payload', { type: 'text', payload: '' }],
		['content.payload', { type: 'text', payload: { text: 'Hello' } }],
		['content.payload.url', { type: 'image', payload: {} }],
		['content.payload', { type: 'structure', payload: [] }],
		['content.payload', { type: 'structure', payload: {} }],
		[
			'content.payload.buttons[0].payload',
			{ type: 'structure', payload: { buttons: [{ type: 'url', title: 'x' }] } },
		],
		[
			'content.payload.buttons[0].type',
			{ type: 'structure', payload: { buttons: [{ ...CARD.buttons[0], type: 'x' }] } },
		],
		[
			'content.quick_replies',
			{ type: 'text', payload: 'x', quick_replies: Array.from({ length: 12 }, () => REPLIES[1]) },
		],
		[
			'content.quick_replies[1].payload',
			{ type: 'text', payload: 'x', quick_replies: [REPLIES[0], { type: 'text', title: 'a' }] },
		],
		[
			'content.quick_replies[0].title',
			{ type: 'text', payload: 'x', quick_replies: [{ type: 'text', payload: 'a' }] },
		],
		[
			'content.quick_replies[0]',
			{ type: 'text', payload: 'x', quick_replies: [{ type: 'email', title: 'Mail' }] },
		],
		[
			'content.quick_replies[0].payload',
			{
				type: 'text',
				payload: 'x',
				quick_replies: [{ type: 'text', title: 'a', payload: 'x'.repeat(1001) }],
			},
		],
	])('is refused because of %s: %j', async (field, content) => {
		const { amio, violations } = use.sandbox;
		const { channel, ann } = client().someone();
		const { status, errors } = await client().refusal(client().send(channel, { id: ann.id }, content));
		expect(status).toBe(422);
		expect(errors.map((error) => error.field)).toContain(field);
		expect(violations.list().length).toBeGreaterThan(0);
		expect(amio.messages.size).toBe(0);
	});

	test('11 quick replies are taken, and a title is cut to 20 characters', async () => {
		const { amio, violations } = use.sandbox;
		const { channel, ann } = client().someone();
		const reply = { type: 'text', title: '🍕 twenty-one letters!', payload: 'x'.repeat(1000) };
		const content = {
			type: 'text',
			payload: 'Choose',
			quick_replies: Array.from({ length: 11 }, () => reply),
		};
		expect((await client().send(channel, { id: ann.id }, content)).status).toBe(201);
		expect(amio.seenBy(ann.id).quickReplies).toHaveLength(11);
		expect(amio.seenBy(ann.id).quickReplies[0]?.title).toBe('🍕 twenty-one letters');
		expect(violations.list()).toEqual([]);
	});

	test.each([
		['mobile', { type: 'image', payload: URL_OF('a.png') }],
		['mobile', { type: 'text', payload: 'x', quick_replies: REPLIES }],
		['viber', { type: 'receipt', payload: RECEIPT }],
	] as const)('%s does not take %j', async (type, content) => {
		const { amio, violations } = use.sandbox;
		const { channel, ann } = client().someone(type);
		expect((await client().send(channel, { id: ann.id }, content)).status).toBe(422);
		expect(amio.messages.size).toBe(0);
		expect(violations.list()).toEqual([]);
	});

	test.each([
		[{ platform_metadata: 'x'.repeat(1000), tag: 'shipping_update', mine: { a: [1] } }, undefined],
		[{ type: 'update' }, undefined],
		[{ platform_metadata: 'x'.repeat(1001) }, 'metadata.platform_metadata'],
		[{ platform_metadata: { a: 1 } }, 'metadata.platform_metadata'],
		[{ type: 'promotion' }, 'metadata.type'],
		[{ type: 'response', tag: 'ticket_update' }, 'metadata.type'],
		[{ tag: 1 }, 'metadata.tag'],
	])('metadata on Messenger: %j is refused because of %s', async (metadata, field) => {
		const { channel, ann } = client().someone();
		const { errors } = await client().refusal(client().send(channel, { id: ann.id }, 'Hi', { metadata }));
		expect(errors[0]?.field).toBe(field);
		expect(use.sandbox.violations.list()).toHaveLength(field === undefined ? 0 : 1);
	});

	test('keys that nobody documented are passed over and recorded', async () => {
		const { channel, ann } = client().someone();
		const content = { type: 'text', payload: 'Hi', emoji: true };
		const more = { contact_id: ann.id };
		expect((await client().send(channel, { id: ann.id }, content, more)).body).not.toHaveProperty(
			'content.emoji',
		);
		expect(use.sandbox.violations.list()).toEqual([
			'POST /v1/messages: body key "contact_id" is not documented',
			'POST /v1/messages: body key "content.emoji" is not documented',
		]);
	});
});
