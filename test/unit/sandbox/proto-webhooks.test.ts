import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import CryptoJS from 'crypto-js';
import type { ProtoEncoding } from '../../../sandbox/index.ts';
import { signature } from '../../../sandbox/core/signature.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();

describe('signatures', () => {
	test('agree with the known vector in every form', () => {
		const of = (form: ProtoEncoding): string => signature('sha1', 'channel-secret', '{"events":[]}', form);
		expect(of('hex')).toBe('91c75858fe3ce47c130659ddf23402bfad4df995');
		expect(of('HEX')).toBe('91C75858FE3CE47C130659DDF23402BFAD4DF995');
		expect(of('base64')).toBe('kcdYWP485HwTBlnd8jQCv61N+ZU=');
		expect(of('sha1=hex')).toBe('sha1=91c75858fe3ce47c130659ddf23402bfad4df995');
		expect(of('sha1=HEX')).toBe('sha1=91C75858FE3CE47C130659DDF23402BFAD4DF995');
		expect(of('sha1=base64')).toBe('sha1=kcdYWP485HwTBlnd8jQCv61N+ZU=');
	});

	test.each([
		['hex', (hmac: CryptoJS.lib.WordArray) => hmac.toString()],
		['HEX', (hmac: CryptoJS.lib.WordArray) => hmac.toString().toUpperCase()],
		['base64', (hmac: CryptoJS.lib.WordArray) => hmac.toString(CryptoJS.enc.Base64)],
		['sha1=hex', (hmac: CryptoJS.lib.WordArray) => `sha1=${hmac.toString()}`],
	] as const)(
		'%s: another implementation makes the same of the bytes that arrived',
		async (encoding, written) => {
			const { proto } = use.sandbox;
			proto.webhook = { url: receiver.url, encoding };
			await proto.deliver({ events: [{ note: 'žluťoučký 🐎 "\\' }] });
			const [delivery] = receiver.received;
			const hmac = CryptoJS.HmacSHA1(delivery?.raw.toString('utf8') ?? '', proto.channelSecret);
			expect(delivery?.headers['x-proto-signature']).toBe(written(hmac));
		},
	);

	test('can be wrong, missing or anything else, and the body any bytes', async () => {
		const { proto } = use.sandbox;
		proto.webhook = { url: receiver.url };
		await proto.deliver({ sign: 'wrong' });
		await proto.deliver({ sign: 'none' });
		await proto.deliver({ sign: (bytes) => `of ${bytes.length}`, body: '{ "events" : [] }' });
		await proto.deliver({ sign: 'right', encoding: 'base64', body: Buffer.from([0xff, 0xfe]) });
		const [wrong, none, own, bytes] = receiver.received;
		const right = createHmac('sha1', proto.channelSecret).update('{"events":[]}').digest('hex');
		expect(wrong?.headers['x-proto-signature']).toMatch(/^[0-9a-f]{40}$/);
		expect(wrong?.headers['x-proto-signature']).not.toBe(right);
		expect(none?.headers).not.toHaveProperty('x-proto-signature');
		expect(own?.headers['x-proto-signature']).toBe('of 17');
		expect(own?.raw.toString()).toBe('{ "events" : [] }');
		expect(bytes?.raw).toEqual(Buffer.from([0xff, 0xfe]));
	});

	test("of another channel are made with that channel's secret", async () => {
		const { proto } = use.sandbox;
		await proto.deliver({ url: receiver.url, channelId: proto.otherChannelId });
		const right = createHmac('sha1', proto.otherChannelSecret).update('{"events":[]}').digest('hex');
		expect(receiver.received[0]?.headers['x-proto-signature']).toBe(right);
	});
});

describe('deliveries', () => {
	test('give what the receiver answered and stand in journal and log', async () => {
		const { sandbox, lines } = use;
		receiver.answer = () => ({ status: 202, body: '{"ok":true}' });
		const result = await sandbox.proto.deliver({ url: receiver.url });
		expect(result).toMatchObject({ status: 202, body: { ok: true }, attempts: 1 });
		expect(sandbox.journal.entries()).toMatchObject([
			{
				direction: 'out',
				service: 'proto',
				url: receiver.url,
				path: '/hook',
				status: 202,
				answer: '{"ok":true}',
			},
		]);
		expect(sandbox.journal.entries()[0]?.body).toEqual({ events: [] });
		expect(lines[0]).toMatch(
			/proto {2}webhook -> http:\/\/127\.0\.0\.1:\d+\/hook {2}202 {2}by hand, signed hex {2}\d+ ms$/,
		);
	});

	test('are made once, whatever the answer', async () => {
		const { proto } = use.sandbox;
		proto.webhook = { url: receiver.url };
		receiver.answer = () => ({ status: 500 });
		expect(await proto.deliver({})).toMatchObject({ status: 500, attempts: 1 });
		expect(receiver.received).toHaveLength(1);
	});

	test('are repeated with the same bytes and signature where that is switched on, until one is taken', async () => {
		const { proto } = use.sandbox;
		proto.webhook = { url: receiver.url, redeliver: [1, 1, 1] };
		receiver.answer = () => ({ status: receiver.received.length < 3 ? 401 : 200 });
		expect(await proto.deliver({})).toMatchObject({ status: 200, attempts: 3 });
		expect(receiver.received).toHaveLength(3);
		const [first, , third] = receiver.received;
		expect(third?.raw).toEqual(first?.raw);
		expect(third?.headers['x-proto-signature']).toBe(first?.headers['x-proto-signature']);
		receiver.answer = () => ({ status: 401 });
		expect(await proto.deliver({})).toMatchObject({ status: 401, attempts: 4 });
	});

	test('that nobody takes fail without harm', async () => {
		const { proto, journal } = use.sandbox;
		expect(await proto.deliver({ url: 'http://127.0.0.1:1/' })).toMatchObject({
			status: 0,
			error: expect.any(String),
		});
		expect(await proto.deliver({ url: 'nowhere' })).toMatchObject({
			status: 0,
			error: 'nowhere is not a URL',
		});
		proto.webhook = { timeoutMs: 1 };
		use.sandbox.faults.add({ fault: { hang: 'before' } });
		expect(await proto.deliver({ url: use.sandbox.url })).toMatchObject({
			status: 0,
			error: 'no answer within 1 ms',
		});
		expect(journal.entries({ direction: 'out' }).map(({ status }) => status)).toEqual([0, 0, 0]);
	});
});

describe('the profile request', () => {
	test("is signed, has the human as plain text, and gives the receiver's answer", async () => {
		const { client, sandbox } = use;
		const { proto } = sandbox;
		proto.webhook = { profileUrl: receiver.url };
		const human = await client.createHuman({ accessToken: 'hers' });
		receiver.answer = () => ({ status: 200, body: '{"result":{"name":"Ann"}}' });
		expect(await proto.askProfile(human, 'c1')).toMatchObject({
			status: 200,
			body: { result: { name: 'Ann' } },
		});
		const [delivery] = receiver.received;
		expect(delivery?.body).toEqual({ human, chatToken: 'c1', accessToken: 'hers' });
		expect(delivery?.headers['x-proto-signature']).toMatch(/^[0-9a-f]{40}$/);
		expect(await proto.askProfile('human_unknown')).toMatchObject({ status: 200 });
		expect(receiver.received[1]?.body).toEqual({ human: 'human_unknown' });
	});

	test('is made when a chat begins with somebody without a name, and what it gives is kept', async () => {
		const { client, sandbox } = use;
		const { proto } = sandbox;
		proto.webhook = { profileUrl: receiver.url };
		const profile = {
			name: 'Ann',
			email: 'ann@example.com',
			phoneNumber: '+1',
			tags: [{ id: 't', value: 3 }],
		};
		receiver.answer = () => ({ status: 200, body: JSON.stringify({ result: { ...profile, gender: 'f' } }) });
		const { humanId } = await client.createChat({ chatToken: 'c1' });
		await proto.settled();
		expect(receiver.received.map(({ body }) => body)).toEqual([{ human: humanId, chatToken: 'c1' }]);
		expect(proto.humans.get(humanId)).toEqual({ id: humanId, ...profile });
		await client.createChat({ human: { id: humanId } });
		await proto.settled();
		expect(receiver.received).toHaveLength(1);
	});

	test.each([
		{ status: 500, body: '{"result":{"name":"Ann"}}' },
		{ status: 200, body: '' },
		{ status: 200, body: '<html>' },
		{ status: 200, body: '{"name":"Ann"}' },
		{ status: 200, body: '{"result":{"name":7,"tags":"VIP"}}' },
	])('is optional: after $status $body the bot goes on', async (answer) => {
		const { client, sandbox } = use;
		sandbox.proto.webhook = { profileUrl: receiver.url };
		receiver.answer = () => answer;
		const chat = await client.createChat({});
		await client.say(chat, 'Hello');
		await sandbox.proto.settled();
		expect(sandbox.proto.humans.get(chat.humanId)).toEqual({ id: chat.humanId });
		expect(sandbox.proto.chats.get(chat.chatId)?.messages).toHaveLength(2);
	});
});
