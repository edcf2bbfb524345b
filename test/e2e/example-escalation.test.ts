import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Desk } from '../../host/desk.ts';
import { poll } from '../../host/poll.ts';
import { customerKey } from '../../host/shop.ts';
import { setStage, type Stage } from './stage.ts';
import type { Amio, Chatwoot } from '../../sandbox/index.ts';

describe('Bot with people behind it, and profiles on request', () => {
	let stage: Stage<'escalation' | 'profile'>;
	let desk: Desk;

	beforeAll(async () => {
		stage = await setStage({ examples: ['escalation', 'profile'] });
		desk = new Desk(stage.sandbox);
	});

	afterAll(async () => {
		await stage.close();
	});

	const until = async <T>(complaint: string, look: () => T | undefined): Promise<T> =>
		await poll(complaint, async () => await Promise.resolve(look()));

	/** All that a customer has read, once so many messages are there. */
	const read = async ({ id, name }: Amio.Contact, count: number): Promise<unknown[]> =>
		await until(`${name} did not see ${count} messages`, () => {
			const { messages } = stage.sandbox.amio.seenBy(id);
			return messages.length >= count ? messages.map(({ content }) => content?.payload) : undefined;
		});

	const keyOf = (contact: Amio.Contact): string => customerKey(stage.shop.messenger, contact);

	const conversationsOf = (contact: Amio.Contact): Chatwoot.Conversation[] =>
		[...stage.sandbox.chatwoot.conversations.values()].filter(
			({ session }) => session.contact.identifier === keyOf(contact),
		);

	/** What stands in the newest conversation of a customer, once so many messages are there. */
	const atTheDesk = async (contact: Amio.Contact, count: number): Promise<unknown[]> =>
		await until(`The desk did not see ${count} messages of ${contact.name}`, () => {
			const conversation = conversationsOf(contact).at(-1);
			const messages = [...stage.sandbox.chatwoot.messages.values()].filter(
				(message) => message.conversation === conversation && message.message_type !== 'activity',
			);
			const kind = ({ private: isNote, message_type }: Chatwoot.Message) => (isNote ? 'note' : message_type);
			return messages.length < count
				? undefined
				: messages.map((message) => [kind(message), message.content]);
		});

	const ticketsOf = (contact: Amio.Contact): string[] =>
		[...stage.sandbox.aicx.tickets.values()]
			.filter(({ customer }) => customer.provided_unique_id === keyOf(contact))
			.map(({ subject }) => subject);

	const conversationOf = (contact: Amio.Contact): number => conversationsOf(contact).at(-1)?.id ?? 0;

	test('Nathan is greeted by name, asks for a person, talks to Agnes, and is with the bot again', async () => {
		const { sandbox, shop } = stage;
		const { amio, aicx, proto } = sandbox;
		const { nathan } = shop;
		await amio.say(nathan.id, 'Where is my order?');
		// The name is known to Chatwoot only: Proto has asked for the profile.
		expect(await read(nathan, 2)).toEqual([
			'Where is my order?',
			'Thank you, Nathan Smith. You wrote: Where is my order?',
		]);
		expect([...proto.humans.values()]).toMatchObject([
			{ name: 'Nathan Smith', email: 'nathan@example.com', phoneNumber: '+15558576309' },
		]);

		await amio.say(nathan.id, { tap: 'Talk to a person' });
		await read(nathan, 4);
		const [first, note] = (await atTheDesk(nathan, 2)) as [string, string][];
		expect(first).toEqual(['incoming', 'Where is my order?']);
		expect(ticketsOf(nathan)).toEqual(['Nathan Smith: Where is my order?']);
		const [ticket] = aicx.tickets.values();
		expect(note).toEqual([
			'note',
			[
				`Proto AICX ticket ${ticket?.id ?? ''}`,
				'',
				'**human**: Where is my order?',
				'**bot**: Thank you, Nathan Smith. You wrote: Where is my order?',
				'**human**: agent',
				'**bot**: One moment, I am getting a colleague.',
			].join('\n'),
		]);

		await desk.note(conversationOf(nathan), 'He is a good customer.');
		await desk.answer(conversationOf(nathan), 'Hello Nathan, it left us this morning.');
		await read(nathan, 5);
		await amio.say(nathan.id, 'Thank you!');
		expect(await atTheDesk(nathan, 5)).toEqual([
			first,
			note,
			['note', 'He is a good customer.'],
			['outgoing', 'Hello Nathan, it left us this morning.'],
			['incoming', 'Thank you!'],
		]);

		await desk.resolve(conversationOf(nathan));
		await read(nathan, 7);
		await amio.say(nathan.id, 'And when will it be here?');
		expect((await read(nathan, 9)).slice(2)).toEqual([
			'Talk to a person',
			'One moment, I am getting a colleague.',
			'Hello Nathan, it left us this morning.',
			'Thank you!',
			'The bot is back.',
			'And when will it be here?',
			'Thank you, Nathan Smith. You wrote: And when will it be here?',
		]);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('the second time a person is wanted, the same conversation is opened again, with another ticket', async () => {
		const { nathan } = stage.shop;
		const { amio } = stage.sandbox;
		const before = amio.seenBy(nathan.id).messages.length;
		await amio.say(nathan.id, 'agent');
		await read(nathan, before + 2);
		await atTheDesk(nathan, 7);
		expect(conversationsOf(nathan)).toMatchObject([{ status: 'open' }]);
		expect(ticketsOf(nathan)).toHaveLength(2);
	});

	test('Agnes sends a receipt with some words: Nathan reads the words, then gets the file', async () => {
		const { nathan } = stage.shop;
		const before = stage.sandbox.amio.seenBy(nathan.id).messages.length;
		const receipt = new File(['paid'], 'receipt.pdf', { type: 'application/pdf' });
		await desk.send(conversationOf(nathan), 'Here is the receipt.', receipt);
		const [words, file] = (await read(nathan, before + 2)).slice(-2);
		expect(words).toBe('Here is the receipt.');
		const { url } = file as { readonly url: string };
		expect(await (await fetch(url)).text()).toBe('paid');
	});

	test('a customer whom nobody knows: no name, a contact and a conversation of their own', async () => {
		const { sandbox, shop } = stage;
		const stranger = sandbox.amio.contact(shop.messenger, { name: 'Somebody' });
		await sandbox.amio.say(stranger.id, 'agent');
		await atTheDesk(stranger, 2);
		expect(ticketsOf(stranger)).toEqual(['A customer: agent']);
		expect(conversationsOf(stranger)).toHaveLength(1);
		await desk.answer(conversationOf(stranger), 'Hello, who are you?');
		expect(await read(stranger, 3)).toEqual([
			'agent',
			'One moment, I am getting a colleague.',
			'Hello, who are you?',
		]);
	});

	test('two customers in one delivery of Proto are both handed over, each to themselves', async () => {
		const { sandbox, shop } = stage;
		const { amio, proto } = sandbox;
		const both = ['Carla', 'Dora'].map((name) => amio.contact(shop.messenger, { name }));
		for (const { id, name } of both) await amio.say(id, `I am ${name}`);
		for (const contact of both) await read(contact, 2);
		const events = both.map((contact) => {
			const chat = [...proto.chats.values()].find(({ chatToken }) => chatToken === keyOf(contact));
			return {
				type: 'new_messages',
				chat: { id: chat?.id, human: { id: chat?.humanId } },
				chatToken: chat?.chatToken,
				messages: [{ author: { type: 'bot', id: 'bot_1' }, type: 'thirdparty_agent_takeover', data: {} }],
			};
		});
		expect((await proto.deliver({ events })).status).toBe(200);
		for (const contact of both) {
			const messages = await atTheDesk(contact, 2);
			expect(messages[0]).toEqual(['incoming', `I am ${contact.name}`]);
			expect(ticketsOf(contact)).toEqual([`A customer: I am ${contact.name}`]);
		}
	});

	test('what a customer writes while the hand-over fails is not lost', async () => {
		const { sandbox, shop, n8n, workflows } = stage;
		const { amio, faults } = sandbox;
		const eve = amio.contact(shop.messenger, { name: 'Eve' });
		faults.add({ service: 'aicx', path: /create-ticket$/, times: 1, fault: { status: 422 } });
		await amio.say(eve.id, 'agent');
		const failed = await poll('No run failed', async () =>
			(await n8n.executions(workflows.escalation.id)).find(({ status }) => status === 'error'),
		);
		expect(failed.mode).toBe('webhook');
		await amio.say(eve.id, 'Hello?');
		expect(await atTheDesk(eve, 2)).toEqual([
			['incoming', 'agent'],
			['incoming', 'Hello?'],
		]);
	});
});
