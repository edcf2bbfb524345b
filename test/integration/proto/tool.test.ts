import { describe, expect, test } from '@jest/globals';
import { Proto } from '../../../nodes/Proto/Proto.node';
import { fromAi, runAgent } from '../support/agent.ts';
import { useProto } from './support.ts';

const proto = useProto();

describe('An AI agent', () => {
	test('is offered the node as a tool', () => {
		expect(new Proto().description.usableAsTool).toBe(true);
	});

	test('writes into a chat for its customer, again and again, each message once', async () => {
		const { chatId, humanId } = await proto.someone();
		const node = proto.toRun({
			does: 'message send',
			parameters: { chatId, humanId, text: fromAi('text', 'What to say') },
		});
		const { answers, name } = await runAgent(node, async (tool) => ({
			name: tool.name,
			answers: [
				await tool.invoke({ text: 'Hello' }),
				await tool.invoke({ text: 'Hello' }),
				await tool.invoke({ text: 'Bye' }),
			],
		}));
		expect(name).toBe('Tool');
		expect((answers as string[]).map((answer) => JSON.parse(answer) as unknown)).toMatchObject([
			[{ message: { data: { text: 'Hello' } } }],
			[{ message: { data: { text: 'Hello' } } }],
			[{ message: { data: { text: 'Bye' } } }],
		]);
		const texts = proto
			.calls()
			.map(({ body }) => (body as { message: { data: { text: string } } }).message.data.text);
		expect(texts).toEqual(['Hello', 'Hello', 'Bye']);
	});

	test('looks a human up, of whom it has the ID', async () => {
		const { humanId } = await proto.someone('Ann');
		const node = proto.toRun({
			does: 'human get',
			parameters: { humanId: fromAi('human', 'Whom to look up') },
		});
		const { answer } = await runAgent(node, async (tool) => ({
			answer: await tool.invoke({ human: humanId }),
		}));
		expect(JSON.parse(answer as string)).toEqual([{ id: humanId, name: 'Ann' }]);
	});

	test('is told what went wrong and what to do, and goes on', async () => {
		const { humanId } = await proto.someone('Ann');
		const node = proto.toRun({
			does: 'human get',
			parameters: { humanId: fromAi('human', 'Whom to look up') },
		});
		const { words, answer } = await runAgent(node, async (tool) => ({
			words: await tool.invoke({ human: 'human_nobody' }).catch((error: unknown) => (error as Error).message),
			answer: await tool.invoke({ human: humanId }),
		}));
		expect(words).toContain('Human not found');
		expect(words).toContain('Check the human, the chat and the channel');
		expect(answer).toContain('Ann');
	});

	test('reads in the description of the tool what it does', async () => {
		const node = proto.toRun({
			does: 'chat getMany',
			parameters: { humanId: fromAi('human', 'Whose chats') },
		});
		const { description } = await runAgent(
			node,
			async ({ description: text }) => await Promise.resolve({ description: text }),
		);
		expect(description).toBe('Get many chats in Proto');
	});
});
