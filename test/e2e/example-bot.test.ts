import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { poll } from '../../host/poll.ts';
import { setStage, type Stage } from './stage.ts';
import type { Amio } from '../../sandbox/index.ts';

describe('Bot behind any Amio channel', () => {
	let stage: Stage<'bot'>;

	beforeAll(async () => {
		stage = await setStage({ examples: ['bot'] });
	});

	afterAll(async () => {
		await stage.close();
	});

	/** What a customer has in front of them, once the answer to so many messages is there. */
	const seen = async ({ id }: Amio.Contact, count: number): Promise<Amio.Message[]> =>
		await poll(`The customer did not see ${count} messages`, async () => {
			const { messages } = stage.sandbox.amio.seenBy(id);
			return await Promise.resolve(messages.length >= count ? [...messages] : undefined);
		});

	const contents = (messages: readonly Amio.Message[]): unknown[] => messages.map(({ content }) => content);

	/** What the bot has heard of the customers of this channel. */
	const heard = (): unknown[] => {
		const { proto } = stage.sandbox;
		return [...proto.chats.values()]
			.flatMap(({ messages }) => messages)
			.filter(({ author }) => author.type === 'human')
			.map(({ message }) => message);
	};

	/** The workflow once more, for another channel, as its note says: the trigger copied, and connected. */
	const addChannel = async (channel: Amio.Channel): Promise<void> => {
		const { n8n, workflows } = stage;
		const path = `/rest/workflows/${workflows.bot.id}`;
		const stored = (await n8n.api('GET', path)) as typeof workflows.bot & {
			readonly connections: Readonly<Record<string, unknown>>;
		};
		const first = stored.nodes.find(({ name }) => name === 'Customer Writes');
		const copy = {
			...first,
			id: channel.id,
			name: channel.name,
			webhookId: `5e0f4c1e-2d11-4a3f-8a7e-${channel.id.slice(-12)}`,
			parameters: { ...first?.parameters, channel: { __rl: true, mode: 'id', value: channel.id } },
		};
		const connections = { ...stored.connections, [channel.name]: stored.connections['Customer Writes'] };
		await n8n.api('PATCH', path, { ...stored, nodes: [...stored.nodes, copy], connections });
		await n8n.publish(workflows.bot.id);
	};

	test('a customer writes, taps a quick reply and presses a button of a card', async () => {
		const { sandbox, shop, n8n, workflows } = stage;
		const { amio, proto } = sandbox;
		await amio.say(shop.maria.id, 'Good morning');
		const [, greeting] = await seen(shop.maria, 2);
		expect(greeting?.content).toEqual({
			type: 'text',
			payload: 'Thank you, Maria Lopez. You wrote: Good morning',
			quick_replies: [
				{ type: 'text', title: 'Opening hours', payload: 'Opening hours' },
				{ type: 'text', title: 'Talk to a person', payload: 'agent' },
			],
		});

		await amio.say(shop.maria.id, { tap: 'Opening hours' });
		await seen(shop.maria, 4);
		await amio.say(shop.maria.id, 'products');
		const cards = (await seen(shop.maria, 7)).at(-1);
		expect(cards?.content).toMatchObject({
			type: 'structure',
			payload: [
				{
					title: 'Blue shirt',
					text: '100 % cotton',
					buttons: [{ type: 'postback', title: 'Buy Blue shirt' }],
				},
				{ title: 'Red scarf' },
			],
		});
		await amio.say(shop.maria.id, { tap: 'Buy Red scarf' });
		await seen(shop.maria, 8);
		await amio.say(shop.maria.id, 'picture');
		const picture = (await seen(shop.maria, 10)).at(-1);
		expect(picture?.content).toEqual({ type: 'image', payload: { url: 'https://example.com/shop.png' } });

		expect(heard()).toEqual([
			{ type: 'text', data: { text: 'Good morning' } },
			{ type: 'text', data: { text: 'Opening hours' } },
			{ type: 'text', data: { text: 'products' } },
			{ type: 'button', data: { payload: 'BUY_RED_SCARF' } },
			{ type: 'text', data: { text: 'picture' } },
		]);
		// One human and one chat, which says whose it is.
		expect([...proto.humans.values()].map(({ name }) => name)).toEqual(['Maria Lopez']);
		expect([...proto.chats.values()].map(({ chatToken }) => chatToken)).toEqual([
			`amio:facebook_messenger:${shop.botOnly.id}:${shop.maria.id}`,
		]);
		const runs = await n8n.executions(workflows.bot.id);
		expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['success']));
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('a file reaches the bot by its address', async () => {
		const { sandbox, shop } = stage;
		const content = { type: 'image', payload: { url: 'https://example.com/photos/shirt.png?size=2' } };
		const before = sandbox.amio.seenBy(shop.maria.id).messages.length;
		await sandbox.amio.say(shop.maria.id, { content });
		const answer = (await seen(shop.maria, before + 2)).at(-1);
		expect(answer?.content?.payload).toBe('I received your file shirt.png.');
		expect(heard().at(-1)).toEqual({
			type: 'media',
			data: { attachment: { filename: 'shirt.png', url: content.payload.url } },
		});
	});

	test('what Amio could not hand over the first time arrives once, and a customer has one chat', async () => {
		const { sandbox, shop } = stage;
		const { amio, proto, faults } = sandbox;
		amio.minuteMs = 20;
		const anna = amio.contact(shop.botOnly, { name: 'Anna' });
		faults.add({ service: 'proto', method: 'POST', path: /\/message$/, times: 1, fault: { status: 422 } });
		const result = await amio.say(anna.id, 'Is anybody there?');
		expect(result).toMatchObject({ status: 200, attempts: 2 });
		expect(contents(await seen(anna, 2))).toMatchObject([
			{ payload: 'Is anybody there?' },
			{ payload: 'Thank you, Anna. You wrote: Is anybody there?' },
		]);
		await amio.settled();
		expect(amio.seenBy(anna.id).messages).toHaveLength(2);
		expect([...proto.humans.values()].filter(({ name }) => name === 'Anna')).toHaveLength(1);
	});

	test('ten messages of ten customers at once: each is answered once, to the one who wrote it', async () => {
		const { amio } = stage.sandbox;
		const people = Array.from({ length: 10 }, (_, index) =>
			amio.contact(stage.shop.botOnly, { name: `Customer ${index}` }),
		);
		const wrote = people.map(async ({ id, name }) => {
			await amio.say(id, `${name} asks`);
			await amio.say(id, `${name} asks again`);
		});
		await Promise.all(wrote);
		for (const person of people) {
			const { name } = person;
			const shown = contents(await seen(person, 4)).map((content) => (content as Amio.Content).payload);
			expect(shown.filter((text) => String(text).startsWith('Thank you'))).toEqual(
				expect.arrayContaining([
					`Thank you, ${name}. You wrote: ${name} asks`,
					`Thank you, ${name}. You wrote: ${name} asks again`,
				]),
			);
			expect(shown).toHaveLength(4);
		}
	});

	test('a second channel: its customers can tap nothing, and get words to write; an SMS is all text', async () => {
		const { sandbox } = stage;
		const { amio } = sandbox;
		const viber = amio.channel({ type: 'viber', name: 'Viber' });
		const mobile = amio.channel({ type: 'mobile', name: 'SMS' });
		await addChannel(viber);
		await addChannel(mobile);

		const victor = amio.contact(viber, { name: 'Victor' });
		await amio.say(victor.id, 'Hello');
		expect((await seen(victor, 2))[1]?.content).toEqual({
			type: 'text',
			payload: 'Thank you, Victor. You wrote: Hello\n• Opening hours\n• agent',
		});

		const sam = amio.contact(mobile, { name: 'Sam', phone_number: '15558576309' });
		await amio.say(sam.id, 'products');
		expect(contents(await seen(sam, 3)).slice(1)).toEqual([
			{ type: 'text', payload: 'This is what we have today.' },
			{ type: 'text', payload: 'Blue shirt: 100 % cotton\nRed scarf: Merino wool' },
		]);
		expect(sandbox.violations.list()).toEqual([]);
	});
});
