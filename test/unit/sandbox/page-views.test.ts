import { describe, expect, test } from '@jest/globals';
import { chosen, lastToSpeak } from '../../../sandbox/page/browser/choice.ts';
import { whoIn } from '../../../sandbox/page/views/who.ts';
import { AmioClient } from '../../support/amio-client.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { AicxClient } from './aicx-support.ts';
import { annAtTheDesk } from './page-support.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();

describe("the customers' phones", () => {
	test('tell how far each message has come: nobody listens, on its way, delivered, failed', async () => {
		const { sandbox } = use;
		const { amio, journal, page } = sandbox;
		const talk = (): object[] | undefined =>
			page.snapshot().people[0]?.talk.map(({ text, progress, remark }) => ({ text, progress, remark }));
		const { ann, channel } = new AmioClient(sandbox).someone('amio_chat');
		await amio.say(ann.id, 'Hello?');
		expect(page.snapshot().people).toMatchObject([{ name: 'Ann', channel: 'Shop, web chat', heard: false }]);
		expect(talk()).toEqual([{ text: 'Hello?', progress: 'sent', remark: '' }]);

		channel.webhook = { id: '1', url: receiver.url, secret: 'x', ssl_verification: true };
		const saying = amio.say(ann.id, 'Anybody there?');
		await journal.seen({ direction: 'out' });
		expect(talk()?.[1]).toEqual({ text: 'Anybody there?', progress: 'sending', remark: '' });
		await saying;
		expect(talk()?.[1]).toEqual({ text: 'Anybody there?', progress: 'delivered', remark: '' });

		amio.minuteMs = 1;
		receiver.answer = () => ({ status: 500 });
		await amio.say(ann.id, 'Please');
		expect(talk()?.[2]).toEqual({ text: 'Please', progress: 'failed', remark: 'answered 500, 7 attempts' });
		expect(page.snapshot().people[0]?.heard).toBe(true);
	});

	test('show what was sent there: cards, a file, quick replies below the newest only, and what was tapped', async () => {
		const { sandbox } = use;
		const { amio, page } = sandbox;
		const client = new AmioClient(sandbox);
		const { ann, channel } = client.someone('facebook_messenger', receiver.url);
		const buttons = [
			{ type: 'postback', title: 'Buy', payload: 'BUY' },
			{ type: 'url', title: 'See it', payload: 'https://example.com/shirt' },
		];
		await client.send(
			channel,
			{ id: ann.id },
			{ type: 'file', payload: { url: 'https://example.com/bill.pdf' } },
		);
		await client.send(
			channel,
			{ id: ann.id },
			{ type: 'structure', payload: { title: 'Blue shirt', text: 'Cotton', buttons } },
		);
		const quick_replies = [{ type: 'text', title: 'Opening hours', payload: 'H' }, { type: 'location' }];
		await client.send(channel, { id: ann.id }, { type: 'text', payload: 'And?', quick_replies });
		const [person] = page.snapshot().people;
		expect(person?.quickReplies).toEqual(['Opening hours', 'location']);
		expect(person?.talk).toMatchObject([
			{ from: 'business', links: [{ label: 'bill.pdf', url: 'https://example.com/bill.pdf' }] },
			{
				cards: [
					{
						title: 'Blue shirt',
						text: 'Cotton',
						buttons: [
							{ title: 'Buy', url: null },
							{ title: 'See it', url: 'https://example.com/shirt' },
						],
					},
				],
			},
			{ text: 'And?', offers: [], progress: null },
		]);
		await amio.say(ann.id, { tap: 'Buy' });
		const [after] = page.snapshot().people;
		expect(after?.talk.at(-1)).toMatchObject({ from: 'customer', text: 'Buy', progress: 'delivered' });
	});
});

describe("the bot's chats", () => {
	test('tell messages from what steers the bot, and who answers', async () => {
		const { sandbox, client } = use;
		const { ann } = new AmioClient(sandbox).someone('amio_chat');
		const chat = await client.createChat({ human: { name: 'Ann' }, chatToken: `amio:${ann.id}` });
		await client.say(chat, 'Agent');
		await sandbox.proto.settled();
		const [withPerson] = sandbox.page.snapshot().chats;
		expect(withPerson).toMatchObject({
			human: 'Ann',
			answeredBy: 'agent',
			chatToken: `amio:${ann.id}`,
			who: ann.id,
		});
		expect(withPerson?.talk.map(({ from, author, text }) => [from, author, text])).toEqual([
			['customer', 'Ann', 'Agent'],
			['bot', 'Sandbox bot', 'One moment, I am getting a colleague.'],
			['event', 'Sandbox bot', 'Takeover: the bot asks for a person'],
			['agent', 'Alex', 'Hello Ann, this is Alex. How may I help?'],
		]);
		await client.say(chat, { type: 'manual_trigger', data: { trigger_name: 'agent-finished' } });
		await sandbox.proto.settled();
		const [back] = sandbox.page.snapshot().chats;
		expect(back?.answeredBy).toBe('bot');
		expect(back?.talk.slice(4)).toMatchObject([
			{ from: 'event', text: 'Manual trigger “agent-finished”' },
			{ from: 'bot', text: 'The bot is back.', offers: ['Opening hours', 'Talk to a person'] },
		]);
	});
});

describe("the agents' desk", () => {
	test('tells apart what customers wrote, answers, notes and what happened; an answer that failed says so', async () => {
		const { sandbox } = use;
		const desk = new ChatwootClient(sandbox);
		receiver.answer = () => ({ status: 503 });
		const { ann, conversation } = await annAtTheDesk(sandbox, { webhook_url: receiver.url });
		await desk.message(conversation, { content: 'I want a person', message_type: 'incoming' });
		await desk.message(conversation, { content: 'From the bot', private: true });
		await desk.post(`conversations/${conversation}/labels`, { labels: ['vip'] });
		await desk.post(`conversations/${conversation}/messages`, { content: 'Hello' }, { as: 'agent' });
		await sandbox.chatwoot.deliveries.settled();
		const [shown] = sandbox.page.snapshot().desk.conversations;
		expect(shown).toMatchObject({
			who: ann,
			contact: 'Ann',
			inbox: 'Shop',
			status: 'open',
			unread: 1,
			labels: ['vip'],
			assignee: '',
		});
		expect(shown?.talk.map(({ from, author, text, progress }) => [from, author, text, progress])).toEqual([
			['customer', 'Ann', 'I want a person', 'failed'],
			['note', 'Ada Admin', 'From the bot', 'failed'],
			['event', '', 'Ada Admin added vip', null],
			['agent', 'Agnes Agent', 'Hello', 'failed'],
		]);
		expect(shown?.talk.at(-1)?.remark).toBe('503 Service Unavailable');
	});
});

describe('the tickets', () => {
	test('name customer, subject, tags and values', async () => {
		const { sandbox } = use;
		const aicx = new AicxClient(sandbox);
		await aicx.put('4711', { name: 'Ann', email: 'ann@example.com' });
		await aicx.addTags('4711', { tags: ['vip'] });
		await aicx.addCustomFields('4711', [{ name: 'Plan', value: 'Pro' }]);
		await aicx.createTicket({ subject: 'Lost parcel', provided_unique_id: '4711' });
		const { tickets, customers } = sandbox.page.snapshot().tickets;
		expect(tickets).toMatchObject([
			{ subject: 'Lost parcel', customer: 'Ann', reference: 'provided_unique_id 4711' },
		]);
		expect(customers).toMatchObject([
			{
				name: 'Ann',
				tags: ['vip'],
				facts: [
					['Unique ID', '4711'],
					['E-mail', 'ann@example.com'],
					['Plan', 'Pro'],
				],
			},
		]);
	});
});

describe('whose something is', () => {
	const people = [
		{ id: '6456078759331238786', name: 'Ann' },
		{ id: '6456078759332239234', name: 'Ben' },
		{ id: '6456078759333239682', name: 'Ann' },
	];

	test("is told by the customer's id wherever it stands, else by a name that only one has", () => {
		expect(whoIn(people, 'Ben', `amio:telegram:1:${people[2]?.id ?? ''}`)).toBe(people[2]?.id);
		expect(whoIn(people, 'Ben', { customer: [people[0]?.id] })).toBe(people[0]?.id);
		expect(whoIn(people, 'Ben', '', undefined)).toBe(people[1]?.id);
		expect(whoIn(people, 'Ann', '')).toBeNull();
		expect(whoIn(people, undefined)).toBeNull();
	});

	test("decides what is shown: the picked one while it is the customer's, else the newest of that customer", () => {
		const all = [
			{ id: 4, who: 'ben' },
			{ id: 3, who: null },
			{ id: 2, who: 'ann' },
			{ id: 1, who: 'ann' },
		];
		expect(chosen(all, undefined, 'ann')?.id).toBe(2);
		expect(chosen(all, 1, 'ann')?.id).toBe(1);
		expect(chosen(all, 3, 'ann')?.id).toBe(3);
		expect(chosen(all, 4, 'ann')?.id).toBe(2);
		expect(chosen(all, undefined, 'carla')?.id).toBe(3);
		expect(chosen([{ id: 4, who: 'ben' }], 4, 'ann')).toBeUndefined();
	});

	test('begins with whoever spoke last', () => {
		const said = (at: number): { readonly talk: { readonly at: number }[] } => ({ talk: [{ at }] });
		const [ann, ben, carla] = [said(1), said(3), said(2)];
		expect(lastToSpeak([ann, ben, carla])).toBe(ben);
		const silent = { talk: [] };
		expect(lastToSpeak([silent, { talk: [] }])).toBe(silent);
		expect(lastToSpeak<typeof silent>([])).toBeUndefined();
	});
});
