import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { idsOf, jsonOf } from '../support/results.ts';
import { conversationsIn } from './conversations-in.ts';
import { byId, fromList, useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const getMany = (parameters: INodeParameters = {}): Job => ({ does: 'conversation getMany', parameters });

const pages = (): unknown[] => calls().map(({ query }) => query.page);

describe('Conversations are listed', () => {
	test.each([
		['up to the limit, from one page', { limit: 25 }, 25, ['1']],
		['up to the limit, from two pages', { limit: 30 }, 30, ['1', '2']],
		['all of them, until a page is not full', { returnAll: true }, 60, ['1', '2', '3']],
	])('%s', async (_, parameters, count, asked) => {
		const numbers = await conversationsIn(used, 60);
		expect(idsOf(await run(getMany(parameters)))).toEqual(numbers.slice(0, count));
		expect(pages()).toEqual(asked);
	});

	test('all of them, when the last page is full', async () => {
		const numbers = await conversationsIn(used, 50);
		expect(idsOf(await run(getMany({ returnAll: true })))).toEqual(numbers);
		expect(pages()).toEqual(['1', '2', '3']);
	});

	test('none twice, when an old one has activity while they are read', async () => {
		const numbers = await conversationsIn(used, 30);
		const oldest = used.chatwoot.conversations.get(1);
		used.sandbox.faults.add({
			match: ({ query }) => {
				if (query.page === '2' && oldest) oldest.last_activity_at += 60_000;
				return false;
			},
			fault: { latency: 0 },
		});
		const done = idsOf(await run(getMany({ returnAll: true })));
		expect(new Set(done).size).toBe(done.length);
		// The oldest one moved to the front, where it was not seen.
		expect(done).toEqual(numbers.slice(0, -1));
	});

	test('those in which something changed of late, all on the one page that the server gives', async () => {
		const numbers = await conversationsIn(used, 30);
		const done = await run(getMany({ returnAll: true, filters: { updatedWithin: 600 } }));
		expect(idsOf(done)).toEqual(numbers);
		expect(calls().map(wire)).toEqual([
			{ method: 'GET', path: '/conversations', query: { status: 'open', updated_within: '600' } },
		]);
		used.sandbox.journal.clear();
		expect(idsOf(await run(getMany({ limit: 3, filters: { updatedWithin: 600 } })))).toEqual(
			numbers.slice(0, 3),
		);
		expect(calls()).toHaveLength(1);
	});

	test('by everything that they can be filtered by', async () => {
		await used.beside(async (client) => {
			await client.post('teams', { name: 'Billing' });
			const inbox = await client.inbox();
			const labelled = async (more: object, ...labels: string[]): Promise<void> => {
				const id = await client.conversation({ inbox_id: inbox, contact_id: 1, ...more });
				await client.post(`conversations/${id}/labels`, { labels });
			};
			await client.contact();
			await labelled({ message: { content: 'A refund' } }, 'vip');
			await labelled({ assignee_id: 1 }, 'new', 'vip');
			await labelled({ team_id: 1 }, 'two words');
			await labelled({ status: 'resolved', message: { content: 'Your refund' } });
			await client.conversation({ assignee_id: 2 });
		});
		const found = async (parameters: INodeParameters): Promise<unknown> =>
			idsOf(await run(getMany(parameters))).sort();
		expect(await found({})).toEqual([1, 2, 3, 5]);
		expect(await found({ status: 'resolved' })).toEqual([4]);
		expect(await found({ status: 'all' })).toEqual([1, 2, 3, 4, 5]);
		expect(await found({ filters: { inbox: fromList(1) } })).toEqual([1, 2, 3]);
		expect(await found({ filters: { team: fromList(1) } })).toEqual([3]);
		// With a text the server ignores the status, as the panel says.
		expect(await found({ filters: { q: 'REFUND' } })).toEqual([1, 4]);
		expect(await found({ filters: { labels: ['vip'] } })).toEqual([1, 2]);
		expect(await found({ filters: { labels: ['new', 'two words'] } })).toEqual([2, 3]);
		expect(calls().at(-1)?.query['labels[]']).toEqual(['new', 'two words']);
		expect(await found({ filters: { assigneeType: 'me' } })).toEqual([2]);
		expect(await found({ filters: { assigneeType: 'assigned' } })).toEqual([2, 5]);
		expect(await found({ filters: { assigneeType: 'unassigned' } })).toEqual([1, 3]);
		expect(await found({ filters: { inbox: byId(99) } })).toEqual([]);
	});

	test.each([
		['created_at_asc', [1, 2, 3]],
		['created_at_desc', [3, 2, 1]],
		['last_activity_at_asc', [2, 3, 1]],
		['last_activity_at_desc', [1, 3, 2]],
		['priority_desc', [2, 3, 1]],
		['priority_asc', [3, 2, 1]],
	])('in the order %s', async (sort, order) => {
		await conversationsIn(used, 3);
		await used.beside(async (client) => {
			await client.patch('conversations/2', { priority: 'urgent' });
			await client.patch('conversations/3', { priority: 'low' });
			await client.message(1);
		});
		// Activities are messages too, and come with the changes.
		for (const [id, at] of [1, 2, 3].map((n) => [n, n === 1 ? 9 : n] as const)) {
			const conversation = used.chatwoot.conversations.get(id);
			if (conversation) conversation.last_activity_at = at;
		}
		expect(idsOf(await run(getMany({ filters: { sort } })))).toEqual(order);
	});

	test('but not by words that the server would pass over', async () => {
		await conversationsIn(used, 1);
		const job = getMany({ status: '={{ $json.status }}', filters: { inbox: byId('={{ $json.inbox }}') } });
		expect(
			await errorsOf(job, [
				{ status: 'asleep', inbox: 1 },
				{ status: 'open', inbox: 'Shop' },
				{ status: 'open', inbox: 1 },
			]),
		).toEqual([
			expect.stringContaining("'Status' does not have 'asleep' [item 0]"),
			"'Inbox' must be a number, but is 'Shop' [item 1]",
			undefined,
		]);
		expect(calls()).toHaveLength(1);
	});
});

describe('Conversations are counted', () => {
	test('as a whole and by filters, without reading them', async () => {
		await conversationsIn(used, 3, (n) => ({
			assignee_id: [null, 1, 2][n - 1],
			...(n === 3 ? { status: 'resolved' } : {}),
		}));
		const count = async (parameters: INodeParameters): Promise<unknown> =>
			jsonOf(await run({ does: 'conversation getCounts', parameters }));
		expect(await count({})).toEqual([
			{ mine_count: 1, assigned_count: 1, unassigned_count: 1, all_count: 2 },
		]);
		expect(await count({ status: 'all', filters: { inbox: fromList(1) } })).toMatchObject([{ all_count: 3 }]);
		expect(await count({ status: 'all', filters: { inbox: byId(9) } })).toMatchObject([{ all_count: 0 }]);
		expect(calls().map(wire)[1]).toEqual({
			method: 'GET',
			path: '/conversations/meta',
			query: { status: 'all', inbox_id: '1' },
		});
	});
});
