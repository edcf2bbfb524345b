import { describe, expect, test } from '@jest/globals';
import { useSandbox } from './support.ts';

const use = useSandbox();

const VIP = { id: '9e763004dffb47b4a44e7915dc2026f6', name: 'VIP', value: 1 };
const LOCALE = { id: '5703bdefe5e74660993bf0137dacf549', name: 'locale', value: ['en', 'fr'] };

describe('humans', () => {
	test('are created and read back with everything that was sent, tags as they came', async () => {
		const { client, sandbox } = use;
		const body = {
			name: 'Ann',
			email: 'ann@example.com',
			phoneNumber: '+15550100',
			profilePicUrl: 'https://example.com/ann.png',
			tags: [VIP, LOCALE, { id: 'plan', value: 'gold' }],
			accessToken: 'hers',
			externalId: 'crm-7',
		};
		const created = await client.ask('POST', '/human', { body });
		expect(created).toMatchObject({
			status: 200,
			body: { human: { id: expect.stringMatching(/^human_[0-9a-f]{13}$/) } },
		});
		const { id } = (created.body as { human: { id: string } }).human;
		expect((await client.ask('GET', `/human/${id}`)).body).toEqual({ id, ...body });
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('need nothing', async () => {
		const { client, sandbox } = use;
		expect((await client.ask('POST', '/human', { body: {} })).status).toBe(200);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('that are unknown are not found', async () => {
		expect((await use.client.ask('GET', '/human/human_0')).status).toBe(404);
	});
});

describe('chats', () => {
	test('make a human on the fly, or none is named', async () => {
		const { client, sandbox } = use;
		const named = await client.ask('POST', '/chat', {
			body: { human: { name: 'Ann', tags: [VIP] }, lang: 'zh_CN' },
		});
		expect(named).toMatchObject({
			status: 200,
			body: {
				chat: {
					id: expect.stringMatching(/^[0-9a-f]{32}$/),
					active: true,
					createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
					human: { id: expect.stringMatching(/^human_/), name: 'Ann' },
				},
			},
		});
		const { humanId } = await client.createChat({});
		expect(sandbox.proto.humans.get(humanId)).toEqual({ id: humanId });
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('update the human whose id is given and leave the rest of it', async () => {
		const { client, sandbox } = use;
		const id = await client.createHuman({ name: 'Ann', phoneNumber: '+15550100', tags: [VIP] });
		await client.ask('POST', '/chat', { body: { human: { id, name: 'Ann B.' } } });
		expect(sandbox.proto.humans.get(id)).toEqual({
			id,
			name: 'Ann B.',
			phoneNumber: '+15550100',
			tags: [VIP],
		});
	});

	test('are not made for a human who is not there', async () => {
		const { client, sandbox } = use;
		expect((await client.ask('POST', '/chat', { body: { human: { id: 'human_0' } } })).status).toBe(404);
		expect(sandbox.proto.chats.size).toBe(0);
	});

	test('take free data and an empty human', async () => {
		const { client, sandbox } = use;
		const { chatId } = await client.createChat({
			data: { ip: '203.0.113.9', nested: { any: [1] } },
			human: {},
		});
		expect(sandbox.proto.chats.get(chatId)?.data).toEqual({ ip: '203.0.113.9', nested: { any: [1] } });
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('are listed newest first, five unless told otherwise, with the last message', async () => {
		const { client, sandbox } = use;
		sandbox.proto.bot = false;
		const id = await client.createHuman();
		const made: string[] = [];
		for (let chat = 0; chat < 7; chat += 1) made.unshift((await client.createChat({ human: { id } })).chatId);
		await client.say({ chatId: made[0] ?? '', humanId: id }, 'Hello');
		const listed = async (query: string) =>
			(await client.ask('GET', `/chats?${query}`)).body as { id: string }[];
		const five = await listed(`humanId=${id}`);
		expect(five.map((chat) => chat.id)).toEqual(made.slice(0, 5));
		expect(five[0]).toMatchObject({
			lastMsg: { author: { type: 'human', id }, message: { type: 'text', data: { text: 'Hello' } } },
		});
		expect(five[1]).not.toHaveProperty('lastMsg');
		expect(await listed(`humanId=${id}&max=100`)).toHaveLength(7);
		expect(await listed(`chatId=${made[3]}`)).toMatchObject([{ id: made[3] }]);
		expect(await listed(`chatId=${made[3]}&humanId=nobody`)).toEqual([]);
		expect(await listed('humanId=nobody')).toEqual([]);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('are not listed without a human or a chat', async () => {
		const { client, sandbox } = use;
		expect((await client.ask('GET', '/chats')).status).toBe(400);
		expect((await client.ask('GET', '/chats?humanId=')).status).toBe(400);
		const breach = 'GET /webhook/chan_sandbox/chats: neither humanId nor chatId is given';
		expect(sandbox.violations.list()).toEqual([breach, breach]);
	});
});

describe('messages', () => {
	test.each([
		{ type: 'text', data: { text: 'Hello' } },
		{ type: 'button', data: { payload: 'BUY' } },
		{ type: 'manual_trigger', data: { trigger_name: 'survey' } },
		{ type: 'media', data: { attachment: { filename: 'a.png', url: 'https://example.com/a.png' } } },
	])('of the type $type are stored and listed', async (message) => {
		const { client, sandbox } = use;
		sandbox.proto.bot = false;
		const chat = await client.createChat();
		const answer = await client.say(chat, message, { replyToken: 'r1' });
		expect(answer).toMatchObject({ status: 200, body: { chat: { id: chat.chatId }, message } });
		const listed = await client.ask('GET', `/chat/${chat.chatId}/message`);
		expect(listed.body).toEqual([{ author: { type: 'human', id: chat.humanId }, message }]);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('are answered without a body where that is wanted', async () => {
		const { client, sandbox } = use;
		sandbox.proto.messageAnswer = 'empty';
		expect(await client.say(await client.createChat(), 'Hello')).toMatchObject({ status: 200, text: '' });
	});

	test('of an unknown type are refused, until Proto has learnt them', async () => {
		const { client, sandbox } = use;
		const chat = await client.createChat();
		const sticker = { type: 'sticker', data: { id: 3 } };
		expect((await client.say(chat, sticker)).status).toBe(400);
		expect(sandbox.violations.list()).toEqual([
			`POST /webhook/chan_sandbox/chat/${chat.chatId}/message: body key "message.type" has a value that is not documented`,
		]);
		sandbox.violations.clear();
		sandbox.proto.acceptUnknownTypes = true;
		expect((await client.say(chat, sticker)).status).toBe(200);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('come from the human of the chat only', async () => {
		const { client, sandbox } = use;
		const { chatId } = await client.createChat();
		const stranger = await client.createHuman();
		expect((await client.say({ chatId, humanId: stranger }, 'Hello')).status).toBe(403);
		const author = { type: 'bot', id: stranger };
		const asBot = await client.say({ chatId, humanId: stranger }, 'Hello', { author });
		expect(asBot.status).toBe(400);
		const [notHers, notHuman] = sandbox.violations.list();
		expect(notHers).toContain(`author.id ${stranger} is not the human of this chat`);
		expect(notHuman).toContain('body key "author.type" must be equal to constant');
		expect(sandbox.proto.chats.get(chatId)?.messages).toEqual([]);
	});

	test('go to a chat that is there', async () => {
		expect((await use.client.say({ chatId: 'none', humanId: 'nobody' }, 'Hello')).status).toBe(404);
		expect((await use.client.ask('GET', '/chat/none/message')).status).toBe(404);
	});
});

describe('who may ask', () => {
	test.each([{ 'x-proto-token': '' }, { 'x-proto-token': 'wrong' }])(
		'a wrong token is 401 (%o)',
		async (headers) => {
			const { client, sandbox } = use;
			const answer = await client.ask('GET', '/chats?humanId=x', { headers });
			expect(answer).toMatchObject({ status: 401, body: { error: { message: 'Unauthorized' } } });
			expect((await fetch(`${sandbox.proto.baseUrl}/`)).status).toBe(401);
		},
	);

	test('an unknown channel is 404, and one channel does not see the humans and chats of another', async () => {
		const { client, sandbox } = use;
		const { baseUrl, otherChannelId, token } = sandbox.proto;
		const { chatId, humanId } = await client.createChat();
		const status = async (path: string): Promise<number> =>
			(await fetch(`${baseUrl}/${path}`, { headers: { 'x-proto-token': token } })).status;
		expect(await status('chan_unknown/chats?humanId=x')).toBe(404);
		expect(await status(`${otherChannelId}/human/${humanId}`)).toBe(404);
		expect(await status(`${otherChannelId}/chat/${chatId}/message`)).toBe(404);
		expect(sandbox.violations.list()).toEqual([]);
	});
});

describe('violations', () => {
	test('an unknown key is passed over and recorded, at every level', async () => {
		const { client, sandbox } = use;
		const body = {
			human: { name: 'Ann', phone: '1', tags: [{ ...VIP, label: 'x' }] },
			id: 'mine',
			humans: 1,
		};
		const { chatId, humanId } = await client.createChat(body);
		await client.say({ chatId, humanId }, { type: 'text', data: { text: 'Hi', html: '' } }, { token: 'r' });
		await client.ask('GET', `/chats?humanId=${humanId}&limit=3`);
		await client.ask('POST', '/human?notify=1', { body: { id: 'human_mine' } });
		expect(sandbox.violations.list().map((text) => text.replaceAll(chatId, '…'))).toEqual([
			'POST /webhook/chan_sandbox/chat: body key "id" is not documented',
			'POST /webhook/chan_sandbox/chat: body key "humans" is not documented',
			'POST /webhook/chan_sandbox/chat: body key "human.phone" is not documented',
			'POST /webhook/chan_sandbox/chat: body key "human.tags[0].label" is not documented',
			'POST /webhook/chan_sandbox/chat/…/message: body key "token" is not documented',
			'POST /webhook/chan_sandbox/chat/…/message: body key "message.data.html" is not documented',
			'GET /webhook/chan_sandbox/chats: query parameter "limit" is not documented',
			'POST /webhook/chan_sandbox/human: query parameter "notify" is not documented',
			'POST /webhook/chan_sandbox/human: body key "id" is not documented',
		]);
		expect(sandbox.journal.entries().map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(sandbox.proto.humans.get(humanId)).toEqual({ id: humanId, name: 'Ann', tags: [VIP] });
		expect(sandbox.proto.humans.has('human_mine')).toBe(false);
	});

	test.each([
		['/human', { name: 7 }, 'body key "name" must be string'],
		['/human', { email: null }, 'body key "email" must be string'],
		['/human', { tags: [{ id: 'a', value: true }] }, 'body key "tags[0].value" must be number,string,array'],
		['/human', { tags: [{ id: 'a', value: [1] }] }, 'body key "tags[0].value[0]" must be string'],
		['/human', { tags: [{ name: 'VIP', value: 1 }] }, 'body key "tags[0].id" is missing'],
		['/human', [], 'body key must be object'],
		['/human', undefined, 'the body is missing'],
		['/human', '{"name":', 'the body is not valid JSON'],
		['/chat', { lang: 'xx' }, 'body key "lang" has a value that is not documented'],
		['/chat', { data: 'text' }, 'body key "data" must be object'],
		['/chat/x/message', {}, 'body key "author" is missing'],
		[
			'/chat/x/message',
			{ author: { type: 'human', id: 'x' }, message: { type: 'text', data: {} } },
			'data.text" is missing',
		],
	])('POST %s with %j is refused', async (path, body, expected) => {
		const { client, sandbox } = use;
		const answer = await client.ask('POST', path, { body });
		expect(answer.status).toBe(400);
		expect(answer.text).not.toContain('sandbox itself');
		expect(sandbox.violations.list().join('\n')).toContain(`POST /webhook/chan_sandbox${path}: `);
		expect(sandbox.violations.list().join('\n')).toContain(expected);
	});

	test.each(['0', '-1', '1.5', 'all', ''])('max=%s is refused', async (max) => {
		const { client, sandbox } = use;
		expect((await client.ask('GET', `/chats?humanId=x&max=${max}`)).status).toBe(400);
		expect(sandbox.violations.list()).toHaveLength(1);
	});

	test('JSON that does not say it is JSON is refused', async () => {
		const { client, sandbox } = use;
		const headers = { 'content-type': 'text/plain' };
		expect((await client.ask('POST', '/human', { body: '{}', headers })).status).toBe(400);
		expect(sandbox.violations.list()).toEqual([
			'POST /webhook/chan_sandbox/human: a JSON body sent as text/plain',
		]);
		sandbox.violations.clear();
		const charset = { 'content-type': 'application/json; charset=utf-8' };
		expect((await client.ask('POST', '/human', { body: '{}', headers: charset })).status).toBe(200);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('an endpoint that is not documented is recorded, also a known path with another method', async () => {
		const { client, sandbox } = use;
		expect((await client.ask('DELETE', '/human/x')).status).toBe(404);
		expect((await client.ask('GET', '/chat/x/messages')).status).toBe(404);
		expect(sandbox.violations.list()).toEqual([
			'DELETE /webhook/chan_sandbox/human/x: there is no such endpoint',
			'GET /webhook/chan_sandbox/chat/x/messages: there is no such endpoint',
		]);
	});

	test('ordinary refusals are none: wrong token, unknown human', async () => {
		const { client, sandbox } = use;
		await client.ask('GET', '/human/x');
		await client.ask('GET', '/human/x', { headers: { 'x-proto-token': 'wrong' } });
		expect(sandbox.violations.list()).toEqual([]);
	});
});
