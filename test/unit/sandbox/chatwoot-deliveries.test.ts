import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { ChatwootService, JournalEntry } from '../../../sandbox/index.ts';
import { at, ChatwootClient } from '../../support/chatwoot-client.ts';
import { useSilentReceiver } from './silent-receiver.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();
const silence = useSilentReceiver();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);
const chatwoot = (): ChatwootService => use.sandbox.chatwoot;

const webhook = (subscriptions: readonly string[], path = ''): Promise<unknown> =>
	client().post('webhooks', { url: receiver.url + path, subscriptions });

/** What went out, when all has gone out. */
const delivered = async (): Promise<JournalEntry[]> => {
	await chatwoot().deliveries.settled();
	return use.sandbox.journal.entries({ service: 'chatwoot', direction: 'out' });
};

const said = (entries: readonly JournalEntry[]): string[] =>
	entries.map(({ body }) => `${String(at(body, 'event'))}: ${String(at(body, 'content'))}`);

/** The message with this id, as it is kept. */
const kept = (id: number): unknown => {
	const { status, content_attributes: attributes } = chatwoot().messages.get(id) ?? {};
	return { status, attributes };
};

describe('who is told', () => {
	test('a webhook hears the events it is subscribed to', async () => {
		await webhook(['message_created'], '/messages');
		await webhook(['contact_created', 'conversation_created'], '/others');
		const id = await client().conversation();
		await client().message(id);
		const told = (await delivered()).map(({ path, body }) => [path, at(body, 'event')]);
		expect(told).toEqual([
			['/hook/others', 'contact_created'],
			['/hook/others', 'conversation_created'],
			['/hook/messages', 'message_created'],
		]);
	});

	test('a callback hears everything of its inbox, notes too, and nothing of others', async () => {
		const inbox = await client().inbox({ webhook_url: receiver.url });
		const id = await client().conversation({ inbox_id: inbox });
		const other = await client().conversation();
		await client().message(id, { content: 'A note', private: true });
		await client().message(id, { content: 'A question', message_type: 'incoming' });
		await client().message(other, { content: 'Elsewhere' });
		const entries = await delivered();
		expect(said(entries)).toEqual([
			'conversation_created: undefined',
			'message_created: A note',
			'message_created: A question',
		]);
		expect(at(entries[1]?.body, 'conversation.messages')).toEqual([]);
	});

	test('a bot hears messages and that its conversation is opened or resolved', async () => {
		const inbox = await client().inbox();
		await client().post(`inboxes/${inbox}/set_agent_bot`, { agent_bot: 1 });
		await client().patch('agent_bots/1', { outgoing_url: receiver.url });
		const id = await client().conversation({ inbox_id: inbox });
		await client().message(id, { content: 'Help', message_type: 'incoming' });
		for (const status of ['open', 'snoozed', 'resolved']) {
			await client().post(`conversations/${id}/toggle_status`, { status });
		}
		expect((await delivered()).map(({ body }) => at(body, 'event'))).toEqual([
			'message_created',
			'conversation_opened',
			'conversation_resolved',
		]);
	});

	test('nobody on another machine is told, and nobody when the switch is off', async () => {
		const inbox = await client().inbox({ webhook_url: 'http://shop.example/hook' });
		const id = await client().conversation({ inbox_id: inbox });
		const message = await client().message(id);
		await webhook(['message_created']);
		chatwoot().deliveries.enabled = false;
		await client().message(id);
		expect(await delivered()).toEqual([]);
		expect(kept(message)).toEqual({ status: 'sent', attributes: {} });
	});

	test('what was changed is told by the names of the server’s columns', async () => {
		const id = await client().conversation();
		await client().post(`conversations/${id}/assignments`, { assignee_id: 2 });
		await webhook(['conversation_updated']);
		await client().post(`conversations/${id}/assignments`, { assignee_id: 0 });
		await client().post(`conversations/${id}/labels`, { labels: ['vip', 'new'] });
		const changes = (await delivered()).map(({ body }) => at(body, 'changed_attributes') as object[]);
		expect(changes[0]).toContainEqual({ assignee_id: { previous_value: 2, current_value: null } });
		expect(changes[1]).toContainEqual({
			label_list: { previous_value: [], current_value: ['vip', 'new'] },
		});
		expect(changes[1]).toContainEqual({
			cached_label_list: { previous_value: '', current_value: 'vip, new' },
		});
	});
});

describe('a receiver in trouble', () => {
	const callback = async (): Promise<number> =>
		client().conversation({ inbox_id: await client().inbox({ webhook_url: receiver.url }) });

	test('a callback that fails marks its message, and is not called again for it', async () => {
		const id = await callback();
		receiver.answer = () => ({ status: 500 });
		const message = await client().message(id, { content: 'A note', private: true });
		expect(said((await delivered()).slice(1))).toEqual([
			'message_created: A note',
			'message_updated: A note',
		]);
		expect(kept(message)).toEqual({
			status: 'failed',
			attributes: { external_error: '500 Internal Server Error' },
		});
	});

	test('one that does not answer in time fails too', async () => {
		const inbox = await client().inbox({ webhook_url: silence.url });
		chatwoot().deliveries.timeoutMs = 20;
		const message = await client().message(await client().conversation({ inbox_id: inbox }));
		await delivered();
		expect(kept(message)).toMatchObject({
			attributes: { external_error: 'Timed out reading data from server' },
		});
	});

	test('a webhook that fails is called once and harms nothing', async () => {
		await webhook(['message_created']);
		receiver.answer = () => ({ status: 503 });
		const message = await client().message(await client().conversation());
		expect(await delivered()).toHaveLength(1);
		expect(kept(message)).toEqual({ status: 'sent', attributes: {} });
	});

	test.each([
		[429, 3],
		[500, 3],
		[404, 1],
	])('a bot that answers %i is called %i times, then agents take over', async (status, times) => {
		const inbox = await client().inbox();
		await client().post(`inboxes/${inbox}/set_agent_bot`, { agent_bot: 1 });
		await client().patch('agent_bots/1', { outgoing_url: receiver.url });
		chatwoot().signs = true;
		chatwoot().deliveries.botWaitMs = 1;
		const id = await client().conversation({ inbox_id: inbox });
		receiver.answer = ({ body }) => ({ status: at(body, 'event') === 'message_created' ? status : 200 });
		await client().message(id, { content: 'Help', message_type: 'incoming' });
		const attempts = (await delivered()).filter(({ body }) => at(body, 'event') === 'message_created');
		expect(attempts).toHaveLength(times);
		expect(new Set(attempts.map(({ headers }) => headers['x-chatwoot-delivery'])).size).toBe(1);
		expect(chatwoot().conversations.get(id)?.status).toBe('open');
	});
});

describe('many at once', () => {
	/** Of deliveries, the most that were under way at one time. */
	const overlap = (entries: readonly JournalEntry[]): number =>
		Math.max(
			...entries.map(
				({ startedAt }) =>
					entries.filter(
						(other) => other.startedAt <= startedAt && (other.finishedAt ?? Infinity) > startedAt,
					).length,
			),
		);

	const PATHS = ['/a', '/b', '/c', '/d'];

	const toAll = async (): Promise<JournalEntry[]> => {
		for (const path of PATHS) await webhook(['contact_created'], path);
		await client().contact();
		return delivered();
	};

	test.each([1, 3])('no more than %i are in flight', async (most) => {
		chatwoot().deliveries.mostAtOnce = most;
		const entries = await toAll();
		expect(entries.map(({ path }) => path)).toEqual(PATHS.map((path) => `/hook${path}`));
		expect(overlap(entries)).toBe(most);
	});

	test('shuffled, they come in another order, the same for the same seed', async () => {
		const orders: string[][] = [];
		for (const seed of [1, 1, 2, 3]) {
			use.sandbox.reset();
			chatwoot().deliveries.mostAtOnce = 1;
			chatwoot().deliveries.shuffle(seed);
			orders.push((await toAll()).map(({ path }) => path));
		}
		expect(orders[0]).toEqual(orders[1]);
		expect(new Set(orders.map((order) => order.join(' '))).size).toBeGreaterThan(1);
		for (const order of orders) expect(order.sort()).toEqual(PATHS.map((path) => `/hook${path}`));
	});

	test('a reset stops those that wait and leaves the new state alone', async () => {
		chatwoot().deliveries.mostAtOnce = 2;
		const inbox = await client().inbox({ webhook_url: silence.url });
		await client().message(await client().conversation({ inbox_id: inbox }));
		const sent = await use.sandbox.journal.seen({ direction: 'out' }, 2);
		const names: string[] = [];
		const stop = chatwoot().events.onAny(({ name }) => names.push(name));
		use.sandbox.reset();
		await client().contact();
		await chatwoot().deliveries.settled();
		stop();
		expect(sent.map(({ note }) => note)).toEqual(['the sandbox stopped', 'the sandbox stopped']);
		expect(use.sandbox.journal.entries({ direction: 'out' })).toEqual([]);
		expect(names).toEqual(['contact_created']);
	});
});

describe('signatures', () => {
	const hmac = (secret: string, timestamp: unknown, body: Buffer): string =>
		`sha256=${createHmac('sha256', secret)
			.update(`${String(timestamp)}.`)
			.update(body)
			.digest('hex')}`;

	test('a server that signs nothing sends no such header', async () => {
		await webhook(['contact_created']);
		await client().contact();
		await delivered();
		const names = Object.keys(receiver.received[0]?.headers ?? {});
		expect(names.filter((name) => name.startsWith('x-'))).toEqual([]);
	});

	test.each(['X-Chatwoot-', 'X-Konversio-'])('each receiver gets %s… by its own secret', async (prefix) => {
		chatwoot().signs = true;
		chatwoot().deliveries.headerPrefix = prefix;
		await webhook(['message_created'], '/account');
		const inbox = await client().inbox({ webhook_url: `${receiver.url}/inbox` });
		await client().post(`inboxes/${inbox}/set_agent_bot`, { agent_bot: 1 });
		await client().patch('agent_bots/1', { outgoing_url: `${receiver.url}/bot` });
		await delivered();
		const id = await client().conversation({ inbox_id: inbox });
		await delivered();
		receiver.received.length = 0;
		await client().message(id, { content: '<b>Tom & Ann</b>\u2028Grüße' });
		await delivered();
		const { body: bot } = await client().get('agent_bots/1');
		const secrets = [
			[...chatwoot().webhooks.values()][0]?.secret,
			chatwoot().inboxes.get(inbox)?.secret,
			at(bot, 'secret') as string,
		];
		const name = prefix.toLowerCase();
		const signed = receiver.received.filter(({ body }) => at(body, 'event') === 'message_created');
		expect(signed).toHaveLength(3);
		const right = signed.map(({ headers, raw }) =>
			secrets.filter(
				(secret) => hmac(secret ?? '', headers[`${name}timestamp`], raw) === headers[`${name}signature`],
			),
		);
		expect(right.flat().sort()).toEqual(secrets.sort());
		expect(signed[0]?.raw.toString()).toContain('\\u003cb\\u003eTom \\u0026 Ann\\u003c/b\\u003e\\u2028Grüße');
		expect(new Set(signed.map(({ headers }) => headers[`${name}delivery`])).size).toBe(3);
	});

	test('deliveries made by hand are right, forged, stale or unsigned, and can be replayed', async () => {
		const { deliveries } = chatwoot();
		const body = { event: 'message_created', id: 1 };
		const secret = 'test-secret';
		await deliveries.send(receiver.url, { body, secret, timestamp: 1_700_000_000, delivery: 'one' });
		await deliveries.send(receiver.url, { body, secret, timestamp: 1_700_000_000, sign: 'wrong' });
		await deliveries.send(receiver.url, { body, secret, sign: 'none' });
		await deliveries.send(receiver.url, { body: '{"event":', headers: { 'x-own': 'yes' } });
		const [first] = use.sandbox.journal.entries({ direction: 'out' });
		if (first) await deliveries.replay(first);
		const [right, forged, unsigned, broken, replayed] = receiver.received;
		expect(right?.headers).toMatchObject({
			'x-chatwoot-signature': 'sha256=77a4c9ecab8fe968b13a6cc51d3ddcd4b2d74f50c837661ab5972c9e6791bb15',
			'x-chatwoot-timestamp': '1700000000',
			'x-chatwoot-delivery': 'one',
		});
		expect(forged?.headers['x-chatwoot-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
		expect(forged?.headers['x-chatwoot-signature']).not.toBe(right?.headers['x-chatwoot-signature']);
		expect(unsigned?.headers).toHaveProperty('x-chatwoot-timestamp');
		expect(unsigned?.headers).not.toHaveProperty('x-chatwoot-signature');
		expect(broken?.raw.toString()).toBe('{"event":');
		expect(broken?.headers).toMatchObject({ 'x-own': 'yes' });
		expect(broken?.headers).not.toHaveProperty('x-chatwoot-timestamp');
		expect(replayed?.raw).toEqual(right?.raw);
		expect(replayed?.headers).toEqual(right?.headers);
	});
});
