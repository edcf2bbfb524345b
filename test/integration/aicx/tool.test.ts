import { describe, expect, test } from '@jest/globals';
import { fromAi, runAgent } from '../support/agent.ts';
import { placesOf } from '../support/secrets.ts';
import { useAicx } from './support.ts';

const used = useAicx();

describe('An AI agent', () => {
	test('opens tickets for the customer whom it talks to, each once', async () => {
		await used.customer('ann');
		const node = used.toRun({
			does: 'conversation createTicket',
			parameters: { subject: fromAi('subject', 'What it is about'), customerReference: 'ann' },
		});
		const { answers } = await runAgent(node, async (tool) => ({
			answers: [await tool.invoke({ subject: 'Cannot log in' }), await tool.invoke({ subject: 'Refund' })],
		}));
		const ids = (answers as string[]).flatMap((answer) => JSON.parse(answer) as { id: string }[]);
		expect(ids.map(({ id }) => used.aicx.tickets.get(id)?.subject)).toEqual(['Cannot log in', 'Refund']);
		expect(used.aicx.tickets.size).toBe(2);
	});

	test('reads what is known of a customer, and no more than it needs', async () => {
		await used.customer('ann', { name: 'Ann', email: 'ann@example.com' });
		const node = used.toRun({
			does: 'customer get',
			parameters: { providedUniqueId: fromAi('id', 'Whom to look up') },
		});
		const { answer } = await runAgent(node, async (tool) => ({ answer: await tool.invoke({ id: 'ann' }) }));
		const [row] = JSON.parse(answer as string) as object[];
		expect(row).toMatchObject({ name: 'Ann', email: 'ann@example.com' });
		expect(Object.keys(row ?? {}).length).toBeLessThanOrEqual(10);
	});

	test('tags a customer with the tags that it names, with commas between', async () => {
		await used.customer('ann');
		const node = used.toRun({
			does: 'customer addTags',
			parameters: { providedUniqueId: 'ann', tags: fromAi('tags', 'Tags'), createIfNotExists: true },
		});
		await runAgent(node, async (tool) => ({ answer: await tool.invoke({ tags: 'vip, angry' }) }));
		expect(used.aicx.customers.get('ann')?.tags).toEqual(['vip', 'angry']);
	});

	test('is told what went wrong and what to do, never the secret, and goes on', async () => {
		await used.customer('ann');
		const node = used.toRun({
			does: 'customer get',
			parameters: { providedUniqueId: fromAi('id', 'Whom to look up') },
		});
		const said = await runAgent(node, async (tool) => ({
			words: await tool.invoke({ id: 'nobody' }).catch((error: unknown) => (error as Error).message),
			answer: await tool.invoke({ id: 'ann' }),
		}));
		expect(said.words).toContain('Customer not found');
		expect(said.words).toContain('Customers are found by their provided unique ID');
		expect(said.answer).toContain('"provided_unique_id":"ann"');
		expect(placesOf(used.aicx.secret, said)).toEqual([]);
	});

	test('reads in the description of the tool what it does', async () => {
		const node = used.toRun({ does: 'customField getMany' });
		const { description } = await runAgent(
			node,
			async ({ description: text }) => await Promise.resolve({ description: text }),
		);
		expect(description).toBe('Get many custom fields in Proto AICX');
	});
});
