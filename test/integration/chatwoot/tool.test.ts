import { describe, expect, test } from '@jest/globals';
import { fromAi, runAgent, toolOverMcp } from '../support/agent.ts';
import { placesOf } from '../support/secrets.ts';
import { byId, useChatwoot, writes } from './support.ts';

const used = useChatwoot();
const { calls } = used;

/** Ann's conversation, in which she wrote. */
const prepare = async (): Promise<number> =>
	await used.beside(async (client) => {
		const contact_id = await client.contact();
		const id = await client.conversation({ contact_id });
		await client.message(id, { content: 'Where is my order?', message_type: 'incoming' });
		return id;
	});

const NUMBER = byId(fromAi('number', 'Number of the conversation'));

describe('An AI agent', () => {
	test('reads a conversation, and no more of it than it needs', async () => {
		const id = await prepare();
		const node = used.toRun({ does: 'conversation get', parameters: { conversation: NUMBER } });
		const { answer } = await runAgent(node, async (tool) => ({
			answer: await tool.invoke({ number: String(id) }),
		}));
		const [row] = JSON.parse(answer as string) as object[];
		expect(row).toMatchObject({
			id,
			contact: { name: 'Ann', email: 'ann@example.com' },
			last_message: { content: 'Where is my order?' },
		});
		expect(Object.keys(row ?? {}).length).toBeLessThanOrEqual(10);
	});

	test('answers in the conversation, each answer once and in order', async () => {
		const id = await prepare();
		const parameters = { conversation: byId(id), content: fromAi('text', 'What to say') };
		const node = used.toRun({ does: 'message send', parameters });
		await runAgent(node, async (tool) => {
			await tool.invoke({ text: 'It left today.' });
			return { answer: await tool.invoke({ text: 'It arrives on Friday.' }) };
		});
		expect(said()).toEqual(['It left today.', 'It arrives on Friday.']);
	});

	const said = (): unknown[] =>
		[...used.chatwoot.messages.values()]
			.filter(({ message_type }) => message_type === 'outgoing')
			.map(({ content }) => content);

	test('is told that its answer may have arrived, in our words: those of n8n say that it can try at once', async () => {
		const parameters = { conversation: byId(await prepare()), content: fromAi('text', 'What to say') };
		used.sandbox.faults.add({ method: 'POST', path: /\/messages$/, fault: { cut: 'after' } });
		const node = used.toRun({ does: 'message send', parameters });
		const { answer } = await runAgent(node, async (tool) => ({
			answer: await tool.invoke({ text: 'It left today.' }).catch(String),
		}));
		expect(answer).toContain('It may have been carried out all the same');
		expect(answer).not.toContain('You can retry');
	});

	test('with Retry On Fail, sends none again that may have arrived, and then says so', async () => {
		const parameters = { conversation: byId(await prepare()), content: fromAi('text', 'What to say') };
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		used.sandbox.faults.add({ method: 'POST', path: /\/messages$/, times: 1, fault: { cut: 'after' } });
		const node = used.toRun({ does: 'message send', parameters, settings });
		const { answer } = await runAgent(node, async (tool) => ({
			answer: await tool.invoke({ text: 'It left today.' }).catch(String),
		}));
		expect(said()).toEqual(['It left today.']);
		expect(answer).toContain('It may have been carried out all the same');
	});

	test('with Retry On Fail, sends what was refused again, and the next text as well', async () => {
		const parameters = { conversation: byId(await prepare()), content: fromAi('text', 'What to say') };
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		used.sandbox.faults.add({ method: 'POST', path: /\/messages$/, times: 1, fault: { status: 404 } });
		const node = used.toRun({ does: 'message send', parameters, settings });
		await runAgent(node, async (tool) => {
			await tool.invoke({ text: 'It left today.' });
			await tool.invoke({ text: 'It left today.' });
			return { answer: await tool.invoke({ text: 'It arrives on Friday.' }) };
		});
		expect(said()).toEqual(['It left today.', 'It left today.', 'It arrives on Friday.']);
	});

	test('somewhere else writes through an MCP Server Trigger of n8n', async () => {
		const parameters = { conversation: byId(await prepare()), content: fromAi('text', 'What to say') };
		const settings = { retryOnFail: true, waitBetweenTries: 1 };
		const tool = await toolOverMcp(used.toRun({ does: 'message send', parameters, settings }));
		await tool.invoke({ text: 'It left today.' });
		expect(said()).toEqual(['It left today.']);
	});

	test('hands the conversation over to a person, whom it names by ID', async () => {
		const id = await prepare();
		const parameters = { conversation: NUMBER, agent: byId(fromAi('agent', 'ID of the agent')) };
		const node = used.toRun({ does: 'conversation assign', parameters });
		const { answer } = await runAgent(node, async (tool) => ({
			answer: await tool.invoke({ number: String(id), agent: '2' }),
		}));
		expect(used.chatwoot.conversations.get(id)?.assignee).toMatchObject({ id: 2 });
		expect(JSON.parse(answer as string)).toMatchObject([{ id, assignee: { name: 'Agnes Agent' } }]);
	});

	test('cannot take the conversation from everybody by naming somebody who does not exist', async () => {
		const id = await used.beside((client) => client.conversation({ assignee_id: 1 }));
		const parameters = { conversation: byId(id), agent: byId(fromAi('agent', 'ID of the agent')) };
		const node = used.toRun({ does: 'conversation assign', parameters });
		const said = await runAgent(node, async (tool) => ({
			number: await tool.invoke({ agent: '99' }).catch((error: unknown) => (error as Error).message),
			name: await tool.invoke({ agent: 'Agnes' }).catch((error: unknown) => (error as Error).message),
		}));
		expect(said.number).toContain('There is no agent 99 in this account');
		expect(said.number).toContain('give one of these IDs: 1 (Ada Admin), 2 (Agnes Agent)');
		expect(said.name).toContain("'Agent' must be a number, but is 'Agnes'");
		expect(writes(calls())).toEqual([]);
		expect(used.chatwoot.conversations.get(id)?.assignee).toMatchObject({ id: 1 });
	});

	test('labels a conversation with a list that it gives, and resolves it', async () => {
		const id = await prepare();
		const labels = "={{ $fromAI('labels', 'Labels', 'json') }}";
		const label = used.toRun({
			does: 'conversation addLabels',
			parameters: { conversation: byId(id), labels },
		});
		await runAgent(label, async (tool) => ({ answer: await tool.invoke({ labels: ['order', 'late'] }) }));
		const status = fromAi('status', 'The new status');
		const resolve = used.toRun({
			does: 'conversation setStatus',
			parameters: { conversation: byId(id), status },
		});
		await runAgent(resolve, async (tool) => ({ answer: await tool.invoke({ status: 'resolved' }) }));
		expect(used.chatwoot.conversations.get(id)).toMatchObject({
			labels: ['order', 'late'],
			status: 'resolved',
		});
	});

	test("labels with text, which is all that n8n's button lets it give", async () => {
		const id = await prepare();
		const parameters = { conversation: byId(id), labels: fromAi('Label_Names_or_IDs', '') };
		const label = used.toRun({ does: 'conversation addLabels', parameters });
		const { answers } = await runAgent(label, async (tool) => ({
			answers: [
				await tool.invoke({ Label_Names_or_IDs: 'order, late' }),
				await tool.invoke({ Label_Names_or_IDs: '["angry"]' }),
			],
		}));
		expect(used.chatwoot.conversations.get(id)?.labels).toEqual(['order', 'late', 'angry']);
		expect((answers as string[])[1]).toContain('"labels":["order","late","angry"]');
	});

	test('is told what went wrong and what to do, never the token, and goes on', async () => {
		const id = await prepare();
		const node = used.toRun({ does: 'conversation get', parameters: { conversation: NUMBER } });
		const said = await runAgent(node, async (tool) => ({
			words: await tool.invoke({ number: '99' }).catch((error: unknown) => (error as Error).message),
			answer: await tool.invoke({ number: String(id) }),
		}));
		expect(said.words).toContain('Resource could not be found');
		expect(said.words).toContain('Conversations are named by the number that people see.');
		expect(said.answer).toContain('"name":"Ann"');
		for (const token of Object.values(used.chatwoot.tokens)) {
			expect(placesOf(token, said)).toEqual([]);
		}
	});

	test('reads in the description of the tool what it does', async () => {
		const node = used.toRun({ does: 'conversation setStatus' });
		const { description } = await runAgent(
			node,
			async ({ description: text }) => await Promise.resolve({ description: text }),
		);
		expect(description).toBe('Set status of conversation in Chatwoot');
	});
});
