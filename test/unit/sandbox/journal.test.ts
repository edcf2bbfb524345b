import { describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../../sandbox/index.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();

describe('the journal', () => {
	test('holds what was sent and what was answered, without the token', async () => {
		const { sandbox, client } = use;
		await client.ask('POST', '/human', { body: { name: 'Ann' } });
		await client.ask('GET', '/chats?humanId=a%20b&max=2', { headers: { 'X-Own': '1' } });
		const path = `/webhook/${sandbox.proto.channelId}`;
		expect(sandbox.journal.entries()).toMatchObject([
			{
				seq: expect.any(Number),
				direction: 'in',
				service: 'proto',
				method: 'POST',
				path: `${path}/human`,
				status: 200,
			},
			{
				method: 'GET',
				path: `${path}/chats`,
				query: { humanId: 'a b', max: '2' },
				headers: { 'x-own': '1' },
			},
		]);
		const [first, second] = sandbox.journal.entries();
		expect(first).toMatchObject({ body: { name: 'Ann' }, headers: { 'x-proto-token': '***' }, inFlight: 1 });
		expect(second?.body).toBeUndefined();
		expect(JSON.stringify(sandbox.journal.entries())).not.toContain(sandbox.proto.token);
		expect(new Date(first?.at ?? '').getTime()).toBe(Math.floor(first?.startedAt ?? 0));
	});

	test('shows the order of requests: one that waits for the answer begins after the end of the one before', async () => {
		const { sandbox, client } = use;
		for (let call = 0; call < 3; call += 1) await client.createHuman();
		const entries = sandbox.journal.entries();
		expect(entries.map(({ inFlight }) => inFlight)).toEqual([1, 1, 1]);
		const [first, second] = entries;
		expect(second?.startedAt).toBeGreaterThanOrEqual(first?.finishedAt ?? Infinity);
		expect(first?.durationMs).toBe((first?.finishedAt ?? 0) - (first?.startedAt ?? 0));
	});

	test('shows how many requests were being answered at once', async () => {
		const { sandbox, client } = use;
		sandbox.faults.add({ times: 2, fault: { hang: 'before' } });
		const asked = [client.createHuman(), client.createHuman()].map((human) => human.catch(() => 'cut'));
		const entries = await sandbox.journal.seen({ where: ({ note }) => note === 'fault: hang before' }, 2);
		expect(entries.map(({ inFlight }) => inFlight)).toEqual([1, 2]);
		sandbox.reset();
		expect(await Promise.all(asked)).toEqual(['cut', 'cut']);
	});

	test('is searched by service, direction, method, path and any other test', async () => {
		const { sandbox, client } = use;
		const human = await client.createHuman();
		await client.ask('GET', `/human/${human}`);
		await fetch(`${sandbox.url}/favicon.ico`);
		const { journal } = sandbox;
		expect(journal.entries({ service: 'proto' })).toHaveLength(2);
		expect(journal.entries({ service: '-' })).toHaveLength(1);
		expect(journal.entries({ direction: 'out' })).toHaveLength(0);
		expect(journal.entries({ method: 'GET', path: /\/human\// })).toHaveLength(1);
		expect(journal.entries({ path: '/favicon.ico' })).toHaveLength(1);
		expect(journal.entries({ where: ({ status }) => status === 404 })).toHaveLength(1);
		journal.clear();
		expect(journal.entries()).toEqual([]);
	});

	test('masks a token that was sent to a wrong address', async () => {
		const { sandbox } = use;
		await fetch(`${sandbox.url}/wrong`, { headers: { 'x-proto-token': sandbox.proto.token } });
		expect(sandbox.journal.entries()).toMatchObject([{ headers: { 'x-proto-token': '***' }, status: 404 }]);
	});

	test('masks a token in the query, wherever it was sent, and lets the service read it', async () => {
		const { sandbox } = use;
		const { amio, journal } = sandbox;
		const query = `max=2&access_token=${amio.token}`;
		expect((await fetch(`${amio.baseUrl}/channels?${query}`)).status).toBe(200);
		await fetch(`${sandbox.url}/wrong?${query}&access_token=second`);
		const shown = { max: '2', access_token: '***' };
		expect(journal.entries().map((entry) => entry.query)).toEqual([shown, shown]);
		expect(JSON.stringify(journal.entries())).not.toContain(amio.token);
	});

	test('has a request whose path cannot be decoded', async () => {
		const { sandbox } = use;
		for (const base of [sandbox.proto.baseUrl, sandbox.amio.baseUrl]) {
			const response = await fetch(`${base}/%zz/human`);
			expect(response.status).toBe(401);
		}
		expect(sandbox.journal.entries()).toMatchObject([
			{ path: '/webhook/%zz/human', query: {}, status: 401 },
			{ path: '/v1/%zz/human', query: {}, status: 401 },
		]);
	});
});

describe('the log', () => {
	test('has one line a call, with what was said and never a token', async () => {
		const { client, lines, sandbox } = use;
		sandbox.proto.bot = false;
		const chat = await client.createChat({ human: { name: 'Ann' }, chatToken: 'secret-chat-token' });
		await client.say(chat, 'Hello', { replyToken: 'secret-reply-token' });
		await client.ask('GET', `/chats?chatId=${chat.chatId}&access_token=secret-query-token`);
		const [, said, listed] = lines.filter((line) => !line.startsWith('violation'));
		const id = `${chat.chatId.slice(0, 4)}…`;
		expect(said).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}proto {2}POST /);
		expect(said).toContain(`/webhook/chan_sandbox/chat/${id}/message  text "Hello"  -> 200  `);
		expect(listed).toContain(`/chats?chatId=${id}&access_token=***`);
		expect(lines.join('\n')).not.toMatch(/secret-|sandbox-personal-access-token/);
	});

	test('marks violations and calls that were never answered', async () => {
		const { client, lines, sandbox } = use;
		sandbox.faults.add({ fault: { cut: 'before' } });
		await expect(client.ask('POST', '/human', { body: { nickname: 'A' } })).rejects.toThrow();
		expect(lines[0]).toBe(
			'violation  proto  POST /webhook/chan_sandbox/human: body key "nickname" is not documented',
		);
		expect(lines[1]).toMatch(/-> no answer {2}\d+ ms {2}\(fault: cut before\)$/);
	});
});

describe('a sandbox', () => {
	test('goes back to the start: state, settings, journal, violations, faults', async () => {
		const { sandbox, client } = use;
		const { proto } = sandbox;
		proto.messageAnswer = 'empty';
		proto.acceptUnknownTypes = true;
		proto.bot = false;
		proto.webhook = { url: 'http://127.0.0.1:1/' };
		await client.createChat();
		await client.ask('POST', '/human', { body: { nickname: 'A' } });
		sandbox.faults.add({ fault: { status: 500 } });
		sandbox.reset();
		expect(proto.humans.size + proto.chats.size).toBe(0);
		expect(proto).toMatchObject({ messageAnswer: 'json', acceptUnknownTypes: false, bot: true, webhook: {} });
		expect(sandbox.journal.entries()).toEqual([]);
		expect(sandbox.violations.list()).toEqual([]);
		expect((await client.ask('GET', '/chats?humanId=x')).status).toBe(200);
	});

	test('runs beside others, each with a state of its own', async () => {
		const other = await startSandbox();
		await use.client.createHuman();
		expect(other.url).not.toBe(use.sandbox.url);
		expect(other.proto.humans.size).toBe(0);
		await other.close();
		await expect(fetch(other.url)).rejects.toThrow();
	});

	test('closes although a request hangs, one drips, one is late and a delivery is to be repeated', async () => {
		const other = await startSandbox();
		const url = `${other.proto.baseUrl}/x/human`;
		other.faults.add({ method: 'GET', fault: { hang: 'after' } });
		other.faults.add({ method: 'PUT', fault: { drip: { everyMs: 3_600_000, bytes: 1 } } });
		other.faults.add({ method: 'DELETE', fault: { latency: 3_600_000 } });
		other.proto.webhook = { url: `${other.url}/nobody-here`, redeliver: [3_600_000] };
		const asked = ['GET', 'PUT', 'DELETE'].map(async (method) => {
			const response = await fetch(url, { method });
			return response.text();
		});
		const delivered = other.proto.deliver({ events: [] });
		await other.journal.seen({ direction: 'in' }, 4);
		await other.journal.seen({ direction: 'out', where: ({ status }) => status === 404 });
		await other.close();
		const outcomes = await Promise.allSettled(asked);
		expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(await delivered).toMatchObject({ status: 404, attempts: 1 });
	});
});
