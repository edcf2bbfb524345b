import { describe, expect, test } from '@jest/globals';
import type { ProtoEvent } from '../../../sandbox/index.ts';
import { botTurn } from '../../../sandbox/proto/bot.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();

const eventsIn = (body: unknown): readonly ProtoEvent[] => (body as { events: readonly ProtoEvent[] }).events;
const delivered = (): readonly ProtoEvent[] => receiver.received.flatMap(({ body }) => eventsIn(body));

/** What somebody wrote, as text. */
const texts = (event: ProtoEvent | undefined): unknown[] =>
	(event?.messages ?? []).map(({ data }) => data.text);

describe('what the bot answers', () => {
	const bot = { answeredBy: 'bot', name: 'Ann' } as const;
	const said = (type: string, data: Record<string, unknown>, view: Parameters<typeof botTurn>[0] = bot) =>
		botTurn(view, { type, data });

	test('to a text: what was written, with quick replies that it understands', () => {
		const [answer] = said('text', { text: 'Where is my parcel?' }).messages;
		expect(answer?.data.text).toBe('Thank you, Ann. You wrote: Where is my parcel?');
		const replies = answer?.data.quickReplies as { title: string; text: string }[];
		expect(replies.map(({ text }) => text)).toEqual(['Opening hours', 'agent']);
		expect(said('text', { text: 'Opening hours' }).messages[0]?.data.text).toContain('9:00');
	});

	test('to a button, a manual trigger, a file and something new: that it got it', () => {
		const answers = [
			said('button', { payload: 'BUY' }),
			said('manual_trigger', { trigger_name: 'survey' }),
			said('media', { attachment: { filename: 'a.png', url: 'https://example.com/a.png' } }),
			said('sticker', {}),
		].map(({ messages }) => messages[0]?.data.text);
		expect(answers).toEqual([
			'You pressed the button BUY.',
			'The flow survey was started.',
			'I received your file a.png.',
			'I received a message of the type sticker.',
		]);
	});

	test('to a wish for a person: hands over and is silent until it is called back', () => {
		const turn = said('text', { text: ' Agent ' });
		expect(turn.messages.map(({ type }) => type)).toEqual(['text', 'thirdparty_agent_takeover']);
		expect(turn).toMatchObject({
			answeredBy: 'agent',
			agentSays: 'Hello Ann, this is Alex. How may I help?',
		});
		expect(said('text', { text: 'Thanks' }, { answeredBy: 'agent' })).toEqual({ messages: [] });
		expect(said('text', { text: 'bot' }, { answeredBy: 'agent' })).toMatchObject({ answeredBy: 'bot' });
		const called = said('manual_trigger', { trigger_name: 'agent-finished' }, { answeredBy: 'agent' });
		expect(called).toMatchObject({ answeredBy: 'bot', messages: [{ data: { text: 'The bot is back.' } }] });
	});

	test('to a wish for products: cards with a button each; to one for a picture: an image', () => {
		const [, carousel] = said('text', { text: 'Products' }).messages;
		expect(carousel).toMatchObject({
			type: 'carousel',
			data: { cards: [{ title: 'Blue shirt', buttons: [{ payload: 'BUY_BLUE_SHIRT' }] }, {}] },
		});
		expect(said('text', { text: 'picture' }).messages).toMatchObject([
			{ type: 'image', data: { url: expect.stringContaining('https://') } },
		]);
	});
});

describe('a conversation', () => {
	test('the answer is stored and delivered with the tokens that were given', async () => {
		const { client, sandbox } = use;
		const { proto } = sandbox;
		proto.webhook = { url: receiver.url };
		const chat = await client.createChat({ human: { name: 'Ann' }, chatToken: 'c1' });
		await client.say(chat, 'Hello', { replyToken: 'r1' });
		await proto.settled();
		const author = { type: 'bot', id: expect.stringMatching(/^bot_/), name: 'Sandbox bot' };
		expect(receiver.received).toHaveLength(1);
		expect(receiver.received[0]).toMatchObject({
			method: 'POST',
			headers: { 'content-type': 'application/json' },
		});
		expect(delivered()).toEqual([
			{
				type: 'new_messages',
				channel: { id: proto.channelId },
				chat: { id: chat.chatId, human: { id: chat.humanId, name: 'Ann' } },
				chatToken: 'c1',
				replyToken: 'r1',
				messages: [
					{
						author,
						type: 'text',
						data: expect.objectContaining({ text: 'Thank you, Ann. You wrote: Hello' }),
					},
				],
			},
		]);
		const { body } = await client.ask('GET', `/chat/${chat.chatId}/message`);
		expect(body).toMatchObject([
			{ author: { type: 'human' } },
			{ author: { type: 'bot' }, message: { type: 'text' } },
		]);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('tokens that were not given are absent; the access token stands where it is wanted', async () => {
		const { client, sandbox } = use;
		const { proto } = sandbox;
		proto.webhook = { url: receiver.url };
		await client.say(await client.createChat({}), 'Hello');
		await proto.settled();
		const [plain] = delivered();
		expect(Object.keys(plain ?? {})).toEqual(['type', 'channel', 'chat', 'messages']);
		expect(plain?.chat.human).not.toHaveProperty('name');

		const id = await client.createHuman({ name: 'Ann', accessToken: 'hers' });
		const chat = await client.createChat({ human: { id } });
		await client.say(chat, 'Hello');
		await proto.settled();
		proto.webhook.accessTokenIn = 'human';
		await client.say(chat, 'Hello');
		await proto.settled();
		const [, beside, within] = delivered();
		expect(beside).toMatchObject({ accessToken: 'hers', chat: { human: { id, name: 'Ann' } } });
		expect(within?.chat.human).toEqual({ id, name: 'Ann', accessToken: 'hers' });
		expect(within).not.toHaveProperty('accessToken');
	});

	test('ten messages sent at once get ten answers, one after the other', async () => {
		const { client, sandbox } = use;
		sandbox.proto.webhook = { url: receiver.url };
		const chat = await client.createChat();
		await Promise.all(Array.from({ length: 10 }, (_, index) => client.say(chat, `No. ${index}`)));
		await sandbox.proto.settled();
		const asked = sandbox.journal
			.entries({ path: /message$/ })
			.map(({ body }) => (body as { message: { data: { text: string } } }).message.data.text);
		expect(delivered().flatMap(texts)).toEqual(asked.map((text) => `Thank you, Ann. You wrote: ${text}`));
		const out = sandbox.journal.entries({ direction: 'out' });
		for (const [index, entry] of out.slice(1).entries()) {
			expect(entry.startedAt).toBeGreaterThanOrEqual(out[index]?.finishedAt ?? Infinity);
		}
	});

	test('the answer comes after the request was answered, and also when that answer was lost', async () => {
		const { client, sandbox } = use;
		sandbox.proto.webhook = { url: receiver.url };
		const chat = await client.createChat();
		await client.say(chat, 'First');
		sandbox.faults.add({ fault: { cut: 'after' } });
		await expect(client.say(chat, 'Second')).rejects.toThrow();
		await sandbox.proto.settled();
		expect(delivered()).toHaveLength(2);
		const [asked] = sandbox.journal.entries({ path: /message$/ });
		const [answered] = sandbox.journal.entries({ direction: 'out' });
		expect(answered?.startedAt).toBeGreaterThanOrEqual(asked?.finishedAt ?? Infinity);
	});

	test('a person takes over, writes, and the bot keeps quiet', async () => {
		const { client, sandbox } = use;
		const { proto } = sandbox;
		proto.webhook = { url: receiver.url };
		const chat = await client.createChat({ human: { name: 'Ann' }, chatToken: 'c1' });
		await client.say(chat, 'agent', { replyToken: 'r1' });
		await proto.settled();
		await client.say(chat, 'My parcel is lost');
		await proto.agentSays(chat.chatId, 'I will look for it.');
		const authors = delivered().map(({ messages }) => messages[0]?.author);
		expect(authors).toMatchObject([{ type: 'bot' }, { type: 'agent', name: 'Alex' }, { type: 'agent' }]);
		expect(delivered()[2]).toMatchObject({ chatToken: 'c1', replyToken: 'r1' });
		expect(texts(delivered()[2])).toEqual(['I will look for it.']);
		const stored = proto.chats.get(chat.chatId)?.messages ?? [];
		expect(stored.map(({ author }) => author.type)).toEqual([
			'human',
			'bot',
			'bot',
			'agent',
			'human',
			'agent',
		]);
		await expect(proto.agentSays('none', 'Hello')).rejects.toThrow('no chat none');
	});

	test('where others take over, nobody in Proto writes after the bot', async () => {
		const { client, sandbox } = use;
		const { proto } = sandbox;
		proto.agents = false;
		const chat = await client.createChat();
		await client.say(chat, 'agent');
		await proto.settled();
		const stored = proto.chats.get(chat.chatId)?.messages ?? [];
		expect(stored.map(({ author, message }) => [author.type, message.type])).toEqual([
			['human', 'text'],
			['bot', 'text'],
			['bot', 'thirdparty_agent_takeover'],
		]);
	});

	test('without a webhook the bot answers in the chat only; switched off, not at all', async () => {
		const { client, sandbox } = use;
		const { proto } = sandbox;
		const chat = await client.createChat();
		await client.say(chat, 'Hello');
		await proto.settled();
		proto.bot = false;
		await client.say(chat, 'Hello?');
		await proto.settled();
		const stored = proto.chats.get(chat.chatId)?.messages ?? [];
		expect(stored.map(({ author }) => author.type)).toEqual(['human', 'bot', 'human']);
		expect(sandbox.journal.entries({ direction: 'out' })).toEqual([]);
	});
});
