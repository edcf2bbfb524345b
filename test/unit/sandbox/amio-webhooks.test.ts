import { describe, expect, jest, test } from '@jest/globals';
import CryptoJS from 'crypto-js';
import type { Amio } from '../../../sandbox/index.ts';
import { AmioClient, type AmioEvent } from '../../support/amio-client.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();
const client = (): AmioClient => new AmioClient(use.sandbox);

const PUBLISHED =
	'{"event":"messages_delivered","timestamp":"2018-03-01T11:54:14.886Z","data":{"channel":{"id":"viber_service_messages_test","type":"viber"},' +
	'"contact":{"phone_number":"+420606123456"},"messages":[{"id":"151990525359991"}]}}';

/** What arrived. */
const events = (): AmioEvent[] => receiver.received.map(({ body }) => body as AmioEvent);

describe('signatures', () => {
	test('agree with the published vector', () => {
		expect(use.sandbox.amio.sign('WebhookSecret', PUBLISHED)).toBe(
			'sha1=cb041d03489e961730cb6c7a6d1edf58ae88ef13',
		);
	});

	test('another implementation makes the same of the bytes that arrived', async () => {
		const { channel, ann } = client().someone(undefined, receiver.url);
		await use.sandbox.amio.say(ann.id, 'žluťoučký 🐎 "\\');
		const [delivery] = receiver.received;
		const hmac = CryptoJS.HmacSHA1(
			delivery?.raw.toString('utf8') ?? '',
			channel.webhook?.secret ?? '',
		).toString();
		expect(delivery?.headers['x-hub-signature']).toBe(`sha1=${hmac}`);
		expect(delivery?.headers['content-type']).toBe('application/json');
	});

	test('can be wrong, missing or anything else, and the body any bytes', async () => {
		const { amio } = use.sandbox;
		const { channel } = client().someone(undefined, receiver.url);
		const body = Buffer.from([0x7b, 0xff, 0xfe]);
		for (const sign of ['right', 'wrong', 'none', (bytes: Buffer) => `of ${bytes.length}`] as const) {
			await amio.deliver(channel, { sign, body });
		}
		const right = amio.sign(channel.webhook?.secret ?? '', body);
		const [first, second, ...others] = receiver.received.map(({ headers }) => headers['x-hub-signature']);
		expect(first).toBe(right);
		expect(second).toMatch(/^sha1=[0-9a-f]{40}$/);
		expect(second).not.toBe(right);
		expect(others).toEqual([undefined, 'of 3']);
		expect(receiver.received.map(({ raw }) => raw)).toEqual([body, body, body, body]);
	});

	test('are made with the secret that the channel has at that time', async () => {
		const { amio } = use.sandbox;
		const { channel, ann } = client().someone(undefined, receiver.url);
		const secret = channel.webhook?.secret;
		await client().patch(`channels/${channel.id}`, { webhook: { url: receiver.url } });
		await amio.say(ann.id, 'Hello');
		const [delivery] = receiver.received;
		expect(channel.webhook?.secret).not.toBe(secret);
		expect(delivery?.headers['x-hub-signature']).toBe(
			amio.sign(channel.webhook?.secret ?? '', delivery?.raw ?? ''),
		);
	});
});

describe('deliveries', () => {
	test('are made again after 1, 5, 20, 60, 180 and 480 minutes, then given up', async () => {
		const { amio, clock } = use.sandbox;
		const { ann } = client().someone(undefined, receiver.url);
		amio.minuteMs = 0.001;
		const wait = jest.spyOn(clock, 'wait');
		receiver.answer = () => ({ status: 503 });
		expect(await amio.say(ann.id, 'Hello')).toMatchObject({ status: 503, attempts: 7 });
		expect(wait.mock.calls.map(([ms]) => Math.round(ms * 1000))).toEqual([1, 5, 20, 60, 180, 480]);
		expect(receiver.received).toHaveLength(7);
		expect(new Set(receiver.received.map(({ raw }) => raw.toString())).size).toBe(1);
		expect(new Set(receiver.received.map(({ headers }) => headers['x-hub-signature'])).size).toBe(1);
	});

	test('stop when one is taken, and hold up no other', async () => {
		const { amio, journal } = use.sandbox;
		const { ann } = client().someone(undefined, receiver.url);
		amio.minuteMs = 0.001;
		receiver.answer = ({ body }) => {
			const isFirst = JSON.stringify(body).includes('first');
			const tries = events().filter(({ data }) => JSON.stringify(data).includes('first')).length;
			return { status: isFirst && tries < 3 ? 401 : 202 };
		};
		const first = amio.say(ann.id, 'first');
		const second = amio.say(ann.id, 'second');
		expect(await second).toMatchObject({ status: 202, attempts: 1 });
		expect(await first).toMatchObject({ status: 202, attempts: 3 });
		await amio.settled();
		const [one, two] = events().map(({ data }) => (data.content as Amio.Content).payload);
		expect([one, two]).toEqual(['first', 'second']);
		const deliveries = journal.entries({ direction: 'out', service: 'amio' });
		expect(deliveries).toHaveLength(4);
		expect(deliveries[1]?.startedAt).toBeGreaterThanOrEqual(deliveries[0]?.finishedAt ?? Infinity);
	});

	test('follow the answer to the request that caused them', async () => {
		const { journal, amio } = use.sandbox;
		const { channel, ann } = client().someone(undefined, receiver.url);
		await client().send(channel, { id: ann.id }, 'Hello');
		await amio.settled();
		const [request, ...deliveries] = journal.entries();
		expect(deliveries.map(({ startedAt }) => startedAt >= (request?.finishedAt ?? Infinity))).toEqual([
			true,
			true,
		]);
	});

	test('without an answer in time count as failed', async () => {
		const { amio, faults, url } = use.sandbox;
		const { channel } = client().someone(undefined, receiver.url);
		faults.add({ fault: { hang: 'before' }, times: 1 });
		amio.minuteMs = 0.001;
		amio.answerTimeoutMs = 20;
		// The second attempt finds no such endpoint, which is an answer; the point is that there was a second one.
		const sent = amio.deliver(channel, { url: `${url}/nowhere` });
		const [first, second] = await use.sandbox.journal.seen(
			{ direction: 'out', where: (one) => one.finishedAt !== undefined },
			2,
		);
		expect([first?.status, first?.note, second?.status]).toEqual([0, 'no answer within 20 ms', 404]);
		await sent;
	});

	test('60 seconds are what a receiver has', () => {
		expect(use.sandbox.amio.answerTimeoutMs).toBe(60_000);
	});

	test('stand in the log with their event, and a reset ends those that wait', async () => {
		const { sandbox, lines } = use;
		const { ann } = client().someone(undefined, receiver.url);
		receiver.answer = () => ({ status: 500 });
		const said = sandbox.amio.say(ann.id, 'Hello');
		await sandbox.journal.seen({ direction: 'out', where: ({ status }) => status === 500 });
		expect(lines.join('\n')).toMatch(
			/amio {2}webhook -> http:\/\/127\.0\.0\.1:\d+\/hook {2}500 {2}message_received/,
		);
		sandbox.reset();
		expect(await said).toMatchObject({ status: 500, attempts: 1 });
		await sandbox.amio.settled();
		expect(sandbox.journal.entries()).toEqual([]);
	});
});
