import { describe, expect, test } from '@jest/globals';
import { fromAi, runAgent } from '../support/agent.ts';
import { placesOf } from '../support/secrets.ts';
import { byId, useAmio } from './support.ts';

const used = useAmio();

describe('An AI agent', () => {
	test('answers the customer, each answer once and in order', async () => {
		const shop = used.amio.channel();
		const ann = used.amio.contact(shop);
		const parameters = {
			channel: byId(shop.id),
			contact: byId(fromAi('contact', 'Whom to answer')),
			text: fromAi('text', 'What to say'),
		};
		await runAgent(used.toRun({ does: 'message send', parameters }), async (tool) => {
			await tool.invoke({ contact: ann.id, text: 'It left today.' });
			return { answer: await tool.invoke({ contact: ann.id, text: 'It arrives on Friday.' }) };
		});
		expect(used.amio.seenBy(ann.id).messages.map(({ content }) => content?.payload)).toEqual([
			'It left today.',
			'It arrives on Friday.',
		]);
	});

	test('reads what was said before', async () => {
		const shop = used.amio.channel();
		const ann = used.amio.contact(shop);
		await used.amio.say(ann.id, 'Where is my order?');
		const parameters = { channel: byId(shop.id), contact: byId(fromAi('contact', 'Whose messages')) };
		const { answer } = await runAgent(used.toRun({ does: 'message getMany', parameters }), async (tool) => ({
			answer: await tool.invoke({ contact: ann.id }),
		}));
		expect(JSON.parse(answer as string)).toMatchObject([{ content: { payload: 'Where is my order?' } }]);
	});

	test('is told what went wrong and what to do, never the token, and no secret of a channel', async () => {
		const shop = used.amio.channel({ webhook: { url: 'https://n8n.example.com/webhook/amio' } });
		const parameters = { channel: byId(fromAi('channel', 'ID of the channel')) };
		const said = await runAgent(used.toRun({ does: 'channel get', parameters }), async (tool) => {
			const invoke = async (channel: string): Promise<string> =>
				await tool.invoke({ channel }).catch((error: unknown) => (error as Error).message);
			return { name: await invoke('Shop 1'), unknown: await invoke('7'), answer: await invoke(shop.id) };
		});
		expect(said.name).toContain("'Channel' must be one long number");
		expect(said.unknown).toContain('Channel 7 not found.');
		expect(said.unknown).toContain('Check the channel and the contact');
		expect(said.answer).toContain(shop.id);
		for (const secret of [used.amio.token, shop.webhook?.secret ?? 'missing']) {
			expect(placesOf(secret, said)).toEqual([]);
		}
	});
});
