import { describe, expect, test } from '@jest/globals';
import type { Utterance } from '../../../sandbox/index.ts';
import { AmioClient, type AmioEvent } from '../../support/amio-client.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();
const client = (): AmioClient => new AmioClient(use.sandbox);

/** What arrived. */
const events = (): AmioEvent[] => receiver.received.map(({ body }) => body as AmioEvent);

const CARD = {
	type: 'structure',
	payload: [
		{ title: 'A', buttons: [{ type: 'url', title: 'Look', payload: 'https://example.com' }] },
		{ title: 'B', buttons: [{ type: 'postback', title: 'Order', payload: 'PIZZA' }] },
	],
};
const QUESTION = {
	type: 'text',
	payload: 'Well?',
	quick_replies: [
		{ type: 'text', title: 'Yes', payload: 'YES' },
		{ type: 'location' },
		{ type: 'email' },
		{ type: 'phone_number' },
	],
};

const ID = { postback: {}, message_received: { id: expect.stringMatching(/^\d{19}$/) } };

describe('a customer', () => {
	test('writes, is answered, and the answer comes back as delivered and as an echo', async () => {
		const { amio, violations } = use.sandbox;
		const { channel, ann, named } = client().someone(undefined, receiver.url);
		expect(await amio.say(ann.id, 'Hello')).toMatchObject({ status: 200, attempts: 1 });
		await client().send(channel, { id: ann.id }, 'Hello Ann', { metadata: { order: 7 } });
		await amio.settled();
		await amio.reads(ann.id);
		const [said, answer] = [...amio.messages.values()];
		expect(events()).toEqual(
			[
				{
					event: 'message_received',
					data: { ...named, id: said?.id, content: { type: 'text', payload: 'Hello' } },
				},
				{
					event: 'message_echo',
					data: {
						...named,
						id: answer?.id,
						content: { type: 'text', payload: 'Hello Ann' },
						metadata: { order: 7 },
					},
				},
				{
					event: 'messages_delivered',
					data: { ...named, messages: [{ id: answer?.id }], delivered_timestamp: answer?.delivered },
				},
				{ event: 'messages_read', data: { ...named, last_read_timestamp: answer?.read } },
			].map((event) => ({ ...event, timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) })),
		);
		expect(answer?.read).toEqual(expect.any(String));
		expect(said?.read).toBeNull();
		expect(violations.list()).toEqual([]);
	});

	test.each([
		['facebook_messenger', true],
		['amio_chat', true],
		['mobile', true],
		['viber', true],
		['viber_business_messages', true],
		['rbm', false],
		['telegram', false],
		['email', false],
		['whatsapp', false],
	] as const)('%s: what is sent comes back as an echo: %s', async (type, echoes) => {
		const { channel, ann } = client().someone(type, receiver.url);
		await client().send(channel, { id: ann.id }, 'Hello');
		await use.sandbox.amio.settled();
		const expected = echoes ? ['message_echo', 'messages_delivered'] : ['messages_delivered'];
		expect(events().map(({ event }) => event)).toEqual(expected);
	});

	test('nothing comes back from a channel in test mode; what does not arrive is only echoed', async () => {
		const { amio } = use.sandbox;
		const { channel, ann } = client().someone('mobile', receiver.url);
		channel.mode = 'test';
		await client().send(channel, { id: ann.id }, 'Hello');
		channel.mode = 'production';
		amio.delivers = false;
		await client().send(channel, { id: ann.id }, 'Hello');
		await amio.settled();
		expect(events().map(({ event }) => event)).toEqual(['message_echo']);
	});

	test.each<readonly [object, Utterance, keyof typeof ID, object]>([
		[
			QUESTION,
			{ tap: 'Yes' },
			'message_received',
			{ content: { type: 'text', payload: 'Yes', quick_reply: { payload: 'YES' } } },
		],
		[QUESTION, 'Yes', 'message_received', { content: { type: 'text', payload: 'Yes' } }],
		[
			QUESTION,
			{ tap: 'location' },
			'message_received',
			{ content: { type: 'location', payload: { latitude: 50.0902163, longitude: 14.3973905 } } },
		],
		[
			QUESTION,
			{ tap: 'email' },
			'message_received',
			{ content: { type: 'text', payload: 'ann@example.com' } },
		],
		[
			QUESTION,
			{ tap: 'phone_number' },
			'message_received',
			{ content: { type: 'text', payload: '15558576309' } },
		],
		[CARD, { tap: 'Order' }, 'postback', { postback: { payload: 'PIZZA' } }],
		[CARD, { postback: 'START' }, 'postback', { postback: { payload: 'START' } }],
		[
			CARD,
			{ content: { type: 'image', payload: { url: 'https://example.com/a.png' } } },
			'message_received',
			{ content: { type: 'image', payload: { url: 'https://example.com/a.png' } } },
		],
	])('has %j before them, does %j: %s', async (content, what, event, data) => {
		const { amio } = use.sandbox;
		const { channel, ann, named } = client().someone(undefined, receiver.url);
		await client().send(channel, { id: ann.id }, content);
		await amio.say(ann.id, what);
		const last = events().at(-1);
		expect(last?.event).toBe(event);
		expect(last?.data).toEqual({ ...named, ...ID[event], ...data });
	});

	test('a button that opens a page tells nobody', async () => {
		const { channel, ann } = client().someone();
		await client().send(channel, { id: ann.id }, CARD);
		await expect(use.sandbox.amio.say(ann.id, { tap: 'Look' })).rejects.toThrow('nothing to tap called Look');
	});

	test('is understood where an NLP service is connected, the surest intent first', async () => {
		const { amio } = use.sandbox;
		const { ann } = client().someone(undefined, receiver.url);
		const [weather, sports] = [
			{ id: 'weather', confidence: 0.99847021852548 },
			{ id: 'sports', confidence: 0.2 },
		] as const;
		await amio.say(ann.id, 'What is the weather?', { intents: [sports, weather] });
		expect(events()[0]?.data.nlp).toEqual({ intents: [weather, sports], native_data: {} });
	});

	test('opts in, sends a notification and an e-mail', async () => {
		const { amio } = use.sandbox;
		const { channel, named } = client().someone(undefined, receiver.url);
		const contact = amio.contact(channel, { user_ref: 'ref-1', phone_number: '15558576309' });
		const ref = { id: contact.id, phone_number: '15558576309' };
		await amio.optsIn(contact.id, { type: 'checkbox', payload: 'shop' });
		await amio.notifies(contact.id, { chat: 'opened' });
		const email = { subject: 'Urgent', to: [{ email: 'us@example.com', name: 'Us' }] };
		await amio.say(contact.id, 'Hello', { metadata: { email } });
		expect(events()).toMatchObject([
			{
				event: 'opt_in',
				data: {
					...named,
					contact: { ...ref, user_ref: 'ref-1' },
					opt_in: { type: 'checkbox', payload: 'shop' },
				},
			},
			{ event: 'notification', data: { contact: ref, type: 'custom', payload: { chat: 'opened' } } },
			{ event: 'message_received', data: { contact: ref, metadata: { email } } },
		]);
	});

	test.each([
		[1, 'Error while processing the request.'],
		[2, 'Sending messages to this user is blocked.'],
		[3, 'Cannot find user for given phone number.'],
		[4, 'Message failed to be delivered within 24 hours.'],
	] as const)('cannot be reached: %d, %s', async (code, text) => {
		const { amio } = use.sandbox;
		const { channel, named, ann } = client().someone('viber_business_messages', receiver.url);
		amio.delivers = false;
		await client().send(channel, { id: ann.id }, 'Hello');
		const [id = ''] = amio.messages.keys();
		await amio.fails(id, code);
		expect(events().at(-1)).toMatchObject({
			event: 'message_failed',
			data: { ...named, message: { id }, error: { code, message: text } },
		});
	});

	test('of a channel without a webhook is heard by nobody', async () => {
		const { amio, journal } = use.sandbox;
		const ann = amio.contact(amio.channel());
		expect(await amio.say(ann.id, 'Hello')).toBeUndefined();
		expect(amio.messages.size).toBe(1);
		expect(journal.entries({ direction: 'out' })).toEqual([]);
	});
});

describe('what the customer sees', () => {
	test('both directions, oldest first; the list has the newest first', async () => {
		const { amio } = use.sandbox;
		const { channel, ann } = client().someone();
		await amio.say(ann.id, 'Hello');
		await client().send(channel, { id: ann.id }, 'Hello Ann');
		await amio.say(ann.id, { content: { type: 'image', payload: { url: 'https://example.com/a.png' } } });
		const { body } = await client().get(`channels/${channel.id}/contacts/${ann.id}/messages?max=2`);
		expect(body).toMatchObject([
			{ direction: 'received', content: { type: 'image' } },
			{ direction: 'sent', content: { payload: 'Hello Ann' } },
		]);
		const seen = amio.seenBy(ann.id).messages.map(({ direction, content }) => [direction, content?.type]);
		expect(seen).toEqual([
			['received', 'text'],
			['sent', 'text'],
			['received', 'image'],
		]);
	});

	test('quick replies are gone once they answer', async () => {
		const { amio } = use.sandbox;
		const { channel, ann } = client().someone();
		await client().send(channel, { id: ann.id }, QUESTION);
		await amio.say(ann.id, 'I do not know');
		expect(amio.seenBy(ann.id).quickReplies).toEqual([]);
		await expect(amio.say(ann.id, { tap: 'Yes' })).rejects.toThrow('nothing to tap called Yes');
	});

	test('nothing of a channel in test mode, or while nothing is delivered', async () => {
		const { amio } = use.sandbox;
		const channel = amio.channel({ type: 'mobile', mode: 'test' });
		const ann = amio.contact(channel);
		expect((await client().send(channel, { id: ann.id }, 'Hello')).status).toBe(201);
		expect(amio.seenBy(ann.id).messages).toEqual([]);
		channel.mode = 'production';
		amio.delivers = false;
		await client().send(channel, { id: ann.id }, 'Hello');
		expect(amio.seenBy(ann.id).messages).toEqual([]);
		expect([...amio.messages.values()].map(({ delivered }) => delivered)).toEqual([null, null]);
	});
});
