import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Amio } from '../../../sandbox/index.ts';
import { jsonOf, pairsOf } from '../support/results.ts';
import { annIn, byId, sendJob, useAmio, wire } from './support.ts';

const used = useAmio();
const { run, calls } = used;

const annOn = annIn(used);

const FILE = { fileUrl: 'https://www.example.com/a.bin' };
const URL_PAYLOAD = { url: 'https://www.example.com/a.bin' };

const SHIRT = {
	title: 'Blue shirt',
	text: 'Cotton',
	imageUrl: 'https://www.example.com/shirt.png',
	itemUrl: 'https://www.example.com/shirt',
	buttons: {
		button: [
			{ type: 'url', title: 'Show', url: 'https://www.example.com/shirt' },
			{ type: 'postback', title: 'Buy', payload: 'BUY' },
			{ type: 'phone', title: 'Call', phoneNumber: '+15558576309' },
		],
	},
};

const SHIRT_SENT = {
	title: 'Blue shirt',
	text: 'Cotton',
	image_url: 'https://www.example.com/shirt.png',
	item_url: 'https://www.example.com/shirt',
	buttons: [
		{ type: 'url', title: 'Show', payload: 'https://www.example.com/shirt' },
		{ type: 'postback', title: 'Buy', payload: 'BUY' },
		{ type: 'phone', title: 'Call', payload: '+15558576309' },
	],
};

const RECEIPT = {
	contentType: 'receipt',
	orderId: '4711',
	currency: 'USD',
	paymentMethod: 'Visa 2345',
	items: { item: [{ title: 'Blue shirt', quantity: 2, price: 10.5 }] },
	summary: { total: 21 },
	shippingAddress: { name: 'Ann', city: 'Menlo Park' },
	receiptDetails: { timestamp: '2030-01-31T09:00:00Z', urlOrder: 'https://www.example.com/orders/4711' },
};

/** Every form of a message: what is filled in, and what Ann gets. */
const FORMS: [string, Amio.Channel['type'], INodeParameters, IDataObject][] = [
	['a text', 'amio_chat', { text: 'Hello' }, { type: 'text', payload: 'Hello' }],
	...(['image', 'audio', 'video', 'file'] as const).map(
		(contentType): [string, Amio.Channel['type'], INodeParameters, IDataObject] => [
			`an address of ${contentType}`,
			'facebook_messenger',
			{ contentType, ...FILE },
			{ type: contentType, payload: URL_PAYLOAD },
		],
	),
	[
		'one card',
		'facebook_messenger',
		{ contentType: 'structure', cards: { card: [SHIRT] } },
		{ type: 'structure', payload: SHIRT_SENT },
	],
	[
		'several cards side by side',
		'viber',
		{ contentType: 'structure', cards: { card: [SHIRT, { title: 'Red shirt' }] } },
		{ type: 'structure', payload: [SHIRT_SENT, { title: 'Red shirt' }] },
	],
	[
		'cards as JSON',
		'whatsapp',
		{ contentType: 'structure', cardsMode: 'json', cardsJson: '[{"text":"Pick one"}]' },
		{ type: 'structure', payload: { text: 'Pick one' } },
	],
	[
		'a receipt',
		'facebook_messenger',
		RECEIPT,
		{
			type: 'receipt',
			payload: {
				order_id: '4711',
				timestamp: expect.stringContaining('2030-01-31T') as unknown as string,
				currency: 'USD',
				payment_method: 'Visa 2345',
				url_order: 'https://www.example.com/orders/4711',
				shipping_address: { name: 'Ann', city: 'Menlo Park' },
				items: [{ title: 'Blue shirt', quantity: 2, price: 10.5 }],
				summary: { total: 21 },
			},
		},
	],
	[
		'a receipt as JSON',
		'facebook_messenger',
		{ contentType: 'receipt', receiptMode: 'json', receiptJson: '{"order_id":"1"}' },
		{ type: 'receipt', payload: { order_id: '1' } },
	],
	[
		'quick replies',
		'facebook_messenger',
		{
			text: 'Gift wrap?',
			quickReplies: {
				reply: [
					{ title: 'Yes', payload: 'WRAP', imageUrl: 'https://www.example.com/yes.png' },
					{ title: 'No' },
					{ type: 'location' },
					{ type: 'email' },
					{ type: 'phone_number' },
				],
			},
		},
		{
			type: 'text',
			payload: 'Gift wrap?',
			quick_replies: [
				{ type: 'text', title: 'Yes', payload: 'WRAP', image_url: 'https://www.example.com/yes.png' },
				{ type: 'text', title: 'No', payload: 'No' },
				{ type: 'location' },
				{ type: 'email' },
				{ type: 'phone_number' },
			],
		},
	],
];

describe('A contact gets', () => {
	test.each(FORMS)('%s, which can be read back', async (_, type, parameters, content) => {
		const { channel, ann } = annOn(type);
		const [sent] = jsonOf(await run(sendJob(channel, ann, parameters)));
		expect(sent).toMatchObject({
			id: expect.stringMatching(/^\d{19}$/),
			channel: { id: channel.id },
			contact: { id: ann.id },
			content,
		});
		expect(used.amio.seenBy(ann.id).messages.map((message) => message.content)).toEqual([content]);

		const read = { channel: byId(channel.id), contact: byId(ann.id) };
		const listed = jsonOf(await run({ does: 'message getMany', parameters: read }));
		expect(listed).toMatchObject([{ id: sent?.id, direction: 'sent', content }]);
	});

	test('a WhatsApp template at a phone number, and then a text', async () => {
		const channel = used.amio.channel({ type: 'whatsapp' });
		const parameters = { channel: byId(channel.id), sendTo: 'phoneNumber', phoneNumber: '+1 555 857-6309' };
		const refused = await run({ does: 'message send', parameters: { ...parameters, text: 'Hello' } });
		expect(refused.error?.message).toBe(
			'contact.phone_number: A template must be sent to this phone number before any other message. [item 0]',
		);
		const template = {
			contentType: 'template',
			templateId: '42',
			substitutions: { substitution: [{ name: 'name', value: 'Albert', locale: 'default' }] },
		};
		jsonOf(await run({ does: 'message send', parameters: { ...parameters, ...template } }));
		jsonOf(await run({ does: 'message send', parameters: { ...parameters, text: 'Hello' } }));
		const [contact, ...others] = [...used.amio.contacts.values()];
		expect(contact?.phone_number).toBe('15558576309');
		expect(others).toEqual([]);
		expect([...used.amio.messages.values()]).toMatchObject([
			{
				message_template: { id: '42', substitution: { localizations: { default: { name: 'Albert' } } } },
			},
			{ content: { payload: 'Hello' } },
		]);
	});

	test.each<[string, INodeParameters, object]>([
		[
			'phone number and name',
			{ sendTo: 'phoneNumber', phoneNumber: '+15558576310', firstName: 'Bob', lastName: 'Doe' },
			{ phone_number: '15558576310', name: 'Bob Doe' },
		],
		['user ref', { sendTo: 'userRef', userRef: 'ref-1' }, { user_ref: 'ref-1' }],
		['JSON', { sendTo: 'json', contactJson: '{"user_ref":"ref-1"}' }, { user_ref: 'ref-1' }],
	])('a message through Messenger by %s', async (_, recipient, expected) => {
		const channel = used.amio.channel({ type: 'facebook_messenger' });
		used.amio.contact(channel, { user_ref: 'ref-1' });
		const parameters = { channel: byId(channel.id), text: 'Hello', ...recipient };
		const [sent] = jsonOf(await run({ does: 'message send', parameters }));
		const { id } = sent?.contact as { id: string };
		expect(used.amio.contacts.get(id)).toMatchObject(expected);
		expect(used.amio.seenBy(id).messages).toHaveLength(1);
	});
});

describe('Many messages', () => {
	test('to one contact keep their order, while others go on beside them', async () => {
		const { channel, ann } = annOn('amio_chat');
		const people = [ann, used.amio.contact(channel), used.amio.contact(channel)];
		const rounds = Array.from({ length: 5 }, (_, round) =>
			people.map(({ id }) => ({ id, text: `${round} to ${id}` })),
		).flat();
		// The first to each takes longest, so that a later one would overtake it.
		used.sandbox.faults.add({
			fault: { latency: ({ body }) => (JSON.stringify(body).includes('"0 to') ? 60 : 10) },
		});
		const parameters = {
			channel: byId(channel.id),
			contact: byId('={{ $json.id }}'),
			text: '={{ $json.text }}',
		};
		const done = await run({ does: 'message send', parameters }, rounds);
		expect(jsonOf(done)).toHaveLength(15);
		expect(pairsOf(done)).toEqual(rounds.map((_, item) => ({ item })));
		for (const { id } of people) {
			expect(used.amio.seenBy(id).messages.map(({ content }) => content?.payload)).toEqual(
				[0, 1, 2, 3, 4].map((round) => `${round} to ${id}`),
			);
		}
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(3);
	});

	test('to one phone number keep their order, however it is written', async () => {
		const channel = used.amio.channel({ type: 'mobile' });
		const numbers = ['+1 555 857 6309', '15558576309', '0015558576309', '+1-555-857-6309'];
		used.sandbox.faults.add({ times: 1, fault: { latency: 60 } });
		const parameters = {
			channel: byId(channel.id),
			sendTo: 'phoneNumber',
			phoneNumber: '={{ $json.number }}',
			text: '={{ $json.number }}',
		};
		jsonOf(
			await run(
				{ does: 'message send', parameters },
				numbers.map((number) => ({ number })),
			),
		);
		expect([...used.amio.messages.values()].map(({ content }) => content?.payload)).toEqual(numbers);
		expect(used.amio.contacts.size).toBe(1);
	});
});

test('All messages are read, newest first, the remaining pages at the same time', async () => {
	const { channel, ann } = annOn('amio_chat');
	for (let n = 0; n < 250; n += 1) void used.amio.say(ann.id, `message ${n}`);
	const parameters = { channel: byId(channel.id), contact: byId(ann.id), returnAll: true };
	used.sandbox.faults.add({ fault: { latency: 20 } });
	const rows = jsonOf(await run({ does: 'message getMany', parameters }));
	expect(rows.map(({ content }) => (content as IDataObject).payload)).toEqual(
		Array.from({ length: 250 }, (_, index) => `message ${249 - index}`),
	);
	expect(calls().map(({ query }) => query)).toEqual([
		{ max: '100', offset: '0' },
		{ max: '100', offset: '100' },
		{ max: '100', offset: '200' },
	]);
	expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(2);
	expect(calls().map(wire)[0]).toMatchObject({
		path: `/channels/${channel.id}/contacts/${ann.id}/messages`,
	});
});
