import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import type { Amio } from '../../../sandbox/index.ts';
import { AmioClient } from '../../support/amio-client.ts';
import type { Rest } from '../support/webhook.ts';
import { useTrigger, type Listening } from './trigger-support.ts';

const { used, host, switchOn, items } = useTrigger();

const ALL = [
	'message_echo',
	'message_failed',
	'message_received',
	'messages_delivered',
	'messages_read',
	'notification',
	'opt_in',
	'postback',
];

let channel: Amio.Channel;
let ann: Amio.Contact;

const listen = async (more: Omit<Listening, 'channel'> = {}): Promise<void> =>
	await switchOn({ channel: channel.id, ...more });

beforeEach(() => {
	({ channel, ann } = new AmioClient(used.sandbox).someone());
	used.sandbox.amio.minuteMs = 1;
});

/** Everything that can happen happens once. */
async function everything(): Promise<void> {
	const { amio } = used.sandbox;
	await amio.say(ann.id, 'Hello');
	const { body } = await new AmioClient(used.sandbox).send(channel, { id: ann.id }, 'Hi');
	await amio.settled();
	await amio.reads(ann.id);
	await amio.fails((body as { id: string }).id, 2);
	await amio.say(ann.id, { postback: 'MENU' });
	await amio.optsIn(ann.id, { type: 'checkbox', payload: 'ref' });
	await amio.notifies(ann.id, { cart: 3 });
}

describe('Of everything that happens, the workflow hears', () => {
	test.each<[string, INodeParameters, string[]]>([
		['what contacts write and tap, by default', {}, ['message_received', 'postback']],
		['all', { events: ALL }, ALL],
		...ALL.map((event): [string, INodeParameters, string[]] => [event, { events: [event] }, [event]]),
	])('%s; the rest is answered 200', async (_, parameters, expected) => {
		await listen({ parameters });
		await everything();
		expect((await items()).map(({ event }) => event).sort()).toEqual(expected);
		expect(used.sandbox.journal.entries({ direction: 'out' }).map(({ status }) => status)).toEqual(
			ALL.map(() => 200),
		);
	});
});

describe('Of several contents and contacts, the workflow hears', () => {
	test.each<[string, INodeParameters, unknown[]]>([
		['all', {}, ['text', 'image', null, 'text']],
		['texts, and events without content', { contentTypes: ['text'] }, ['text', null, 'text']],
		['images and files', { contentTypes: ['image', 'file'] }, ['image', null]],
		['one contact by ID', { contacts: ['ANN'] }, ['text', 'image', null]],
		['one by phone number', { contacts: [' +1 (555) 857-6309 '] }, ['text']],
		['several contacts', { contacts: ['ANN', '15558576309'] }, ['text', 'image', null, 'text']],
		['nobody else', { contacts: ['6456078781510715474'] }, []],
		['all, if the entry is empty', { contacts: [' '] }, ['text', 'image', null, 'text']],
	])('%s', async (_, options, expected) => {
		const { amio } = used.sandbox;
		const bob = amio.contact(channel, { phone_number: '15558576309' });
		const { contacts } = options as { contacts?: string[] };
		const named = contacts?.map((name) => (name === 'ANN' ? ann.id : name));
		await listen({ options: named === undefined ? options : { contacts: named } });
		await amio.say(ann.id, 'Hello');
		await amio.say(ann.id, { content: { type: 'image', payload: { url: 'https://example.com/a.png' } } });
		await amio.say(ann.id, { postback: 'MENU' });
		await amio.say(bob.id, 'Hi');
		const types = (await items()).map(
			({ content }) => (content as { type?: string } | undefined)?.type ?? null,
		);
		expect(types).toEqual(expected);
	});
});

describe('An item', () => {
	test('has what workflows ask for at hand, and all that Amio says', async () => {
		await listen();
		const intents = [
			{ id: 'greeting', confidence: 0.2 },
			{ id: 'order', confidence: 0.9 },
		];
		await used.sandbox.amio.say(ann.id, 'Hello', { intents, metadata: { any: 'data' } });
		const [message] = used.sandbox.amio.messages.values();
		expect(await items()).toEqual([
			{
				event: 'message_received',
				deliveryId: `message_received:${message?.id ?? ''}`,
				eventTime: expect.stringMatching(/^\d{4}-.*Z$/),
				channelId: channel.id,
				contactId: ann.id,
				messageId: message?.id,
				text: 'Hello',
				tappedPayload: null,
				intent: 'order',
				intents: [...intents].reverse(),
				id: message?.id,
				channel: { id: channel.id, type: 'facebook_messenger' },
				contact: { id: ann.id },
				content: { type: 'text', payload: 'Hello' },
				metadata: { any: 'data' },
				nlp: { intents: [...intents].reverse(), native_data: {} },
			},
		]);
	});

	test('has the payload of the quick reply or the button that was tapped', async () => {
		await listen();
		const content = { type: 'text', payload: 'Yes', quick_reply: { payload: 'YES' } };
		await used.sandbox.amio.say(ann.id, { content });
		await used.sandbox.amio.say(ann.id, { postback: 'MENU' });
		expect((await items()).map(({ tappedPayload }) => tappedPayload)).toEqual(['YES', 'MENU']);
	});

	test('is not misled by what an event calls its own', async () => {
		await listen();
		await used.sandbox.amio.deliver(channel, {
			data: { id: '9', event: 'x', deliveryId: 'x', content: { type: 'text' } },
		});
		expect(await items()).toMatchObject([
			{ event: 'message_received', deliveryId: 'message_received:9', text: null },
		]);
	});

	test.each<[string, string, object]>([
		['a failure', 'message_failed', { message: { id: '7' } }],
		['deliveries', 'messages_delivered', { messages: [{ id: '6' }, { id: '7' }] }],
		['a postback', 'postback', { postback: { payload: 'MENU' } }],
	])('of %s has the same ID when it comes again, and another for the next', async (_, event, data) => {
		await listen({ parameters: { events: ALL } });
		const bodyAt = (second: number): string =>
			JSON.stringify({ event, timestamp: `2026-01-01T00:00:0${second}Z`, data });
		for (const body of [bodyAt(1), bodyAt(1), bodyAt(2).replace('"7"', '"9"')]) {
			await used.sandbox.amio.deliver(channel, { body });
		}
		const [first, second, third] = (await items()).map(({ deliveryId }) => deliveryId);
		expect(first).toEqual(expect.any(String));
		expect(second).toBe(first);
		expect(third).not.toBe(first);
	});

	test('of the same text, written twice, has another ID', async () => {
		await listen();
		await used.sandbox.amio.say(ann.id, 'Hello');
		await used.sandbox.amio.say(ann.id, 'Hello');
		expect(new Set((await items()).map(({ deliveryId }) => deliveryId)).size).toBe(2);
	});
});

describe('A delivery starts nothing', () => {
	test.each([
		['wrong', 'the signature does not match the body and the secret'],
		['none', 'there is no signature'],
	] as const)('with a signature that is %s: 401, and the log says why', async (sign, reason) => {
		await listen();
		const { status, body, attempts } = await used.sandbox.amio.deliver(channel, { sign });
		expect({ status, body, attempts }).toEqual({
			status: 401,
			body: { message: 'Unauthorized' },
			attempts: 7,
		});
		expect(host.started).toEqual([]);
		expect(host.lines[0]).toContain(`refused a delivery: ${reason}.`);
		expect(host.lines.join('\n')).not.toContain(channel.webhook?.secret);
	});

	test.each(['[]', '{"data":{}}', '7'])('that is no event, though signed: %s', async (body) => {
		await listen();
		expect(await used.sandbox.amio.deliver(channel, { body })).toMatchObject({ status: 200, attempts: 1 });
		expect(host.started).toEqual([]);
	});
});

describe('A run that fails twice', () => {
	const failsTwice = (): Rest => {
		let runs = 0;
		return (all) => {
			runs += 1;
			if (runs <= 2) throw new Error('The database is away');
			return all;
		};
	};

	test('is repeated by Amio and succeeds on the third delivery, if Amio learns of it after the run', async () => {
		await listen({ parameters: { acknowledge: 'afterRun' }, rest: failsTwice() });
		const result = await used.sandbox.amio.say(ann.id, 'Hello');
		expect(result).toMatchObject({ status: 200, body: '', attempts: 3 });
		const ids = (await items()).map(({ deliveryId }) => deliveryId);
		expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
		expect(used.sandbox.journal.entries({ direction: 'out' }).map(({ status }) => status)).toEqual([
			500, 500, 200,
		]);
	});

	test('succeeds although it ends without an item', async () => {
		await listen({ parameters: { acknowledge: 'afterRun' }, rest: () => [] });
		expect(await used.sandbox.amio.say(ann.id, 'Hello')).toMatchObject({ status: 200, attempts: 1 });
	});

	test('holds nobody up that is filtered out', async () => {
		await listen({ parameters: { acknowledge: 'afterRun', events: ['postback'] }, rest: failsTwice() });
		expect(await used.sandbox.amio.say(ann.id, 'Hello')).toMatchObject({ status: 200, attempts: 1 });
	});
});
