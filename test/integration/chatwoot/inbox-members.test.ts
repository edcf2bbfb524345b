import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

/** An inbox in which Agnes, who is number 2, is a member. */
const inbox = async (): Promise<number> => await used.beside(async (client) => await client.inbox());

const members = (): number[] => [...(used.chatwoot.inboxes.get(1)?.members ?? [])].sort();

const job = (operation: string, agents?: number[] | string): Job => ({
	does: `inbox ${operation}`,
	parameters: {
		inbox: byId(1),
		...(agents === undefined ? {} : { agents }),
		...(operation === 'removeMembers' ? {} : { simplify: true }),
	},
});

const names = (rows: readonly object[]): unknown[] => rows.map((row) => (row as { name: unknown }).name);

const answers = (body: unknown): void => {
	used.sandbox.faults.add({ fault: { raw: JSON.stringify(body), contentType: 'application/json' } });
};

describe('The members of an inbox', () => {
	test('are listed, up to Limit, in few words or in full', async () => {
		await inbox();
		used.chatwoot.inboxes.get(1)?.members.add(1);
		const listed = await run(job('getMembers'));
		expect(names(jsonOf(listed))).toEqual(['Ada Admin', 'Agnes Agent']);
		expect(Object.keys(jsonOf(listed)[0] ?? {})).toHaveLength(6);
		expect(pairsOf(listed)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/inbox_members/1' }]);
		const full = await run({
			does: 'inbox getMembers',
			parameters: { inbox: byId(1), simplify: false, limit: 1 },
		});
		expect(jsonOf(full)).toMatchObject([{ id: 1, account_id: 1 }]);
	});

	test('become more', async () => {
		await inbox();
		expect(names(jsonOf(await run(job('addMembers', [1]))))).toEqual(['Ada Admin', 'Agnes Agent']);
		expect(calls().map(wire)).toEqual([
			{ method: 'POST', path: '/inbox_members', body: { inbox_id: 1, user_ids: [1] } },
		]);
		expect(members()).toEqual([1, 2]);
	});

	test('become others', async () => {
		await inbox();
		expect(names(jsonOf(await run(job('setMembers', [1]))))).toEqual(['Ada Admin']);
		expect(members()).toEqual([1]);
	});

	test('become fewer, which the empty answer does not tell, but a look afterwards', async () => {
		await inbox();
		used.chatwoot.inboxes.get(1)?.members.add(1);
		expect(jsonOf(await run(job('removeMembers', [2])))).toEqual([{ deleted: true }]);
		expect(calls().map(wire)).toEqual([
			{ method: 'DELETE', path: '/inbox_members', body: { inbox_id: 1, user_ids: [2] } },
			{ method: 'GET', path: '/inbox_members/1' },
		]);
		expect(members()).toEqual([1]);
	});

	test('who leave twice are away, and nobody complains', async () => {
		await inbox();
		expect(jsonOf(await run(job('removeMembers', [1, 2]), [{}, {}]))).toEqual([
			{ deleted: true },
			{ deleted: true },
		]);
		expect(members()).toEqual([]);
	});

	test('are changed in the order of the items', async () => {
		await inbox();
		used.sandbox.faults.add({ times: 1, fault: { latency: 100 } });
		const done = await run(job('setMembers', '={{ $json.agents }}'), [
			{ agents: [1] },
			{ agents: ['1', '2'] },
			{ agents: [2] },
		]);
		expect(jsonOf(done).map(({ id }) => id)).toEqual([1, 1, 2, 2]);
		expect(pairsOf(done).map((pair) => (pair as { item: number }).item)).toEqual([0, 1, 1, 2]);
		expect(members()).toEqual([2]);
	});

	test.each(['addMembers', 'setMembers', 'removeMembers'])(
		'are not changed where nobody is named, by an expression that gives none: %s',
		async (operation) => {
			await inbox();
			const { error } = await run(job(operation, '={{ $json.agents }}'), [{ agents: [1] }, { agents: [] }]);
			expect(error?.message).toBe("'Agent Names or IDs' is empty [item 1]");
			expect(calls()).toEqual([]);
			expect(members()).toEqual([2]);
		},
	);

	test('are not changed by somebody who does not exist, and the others go on', async () => {
		await inbox();
		const errors = await errorsOf(job('addMembers', '={{ $json.agents }}'), [
			{ agents: [999] },
			{ agents: ['Ada'] },
			{ agents: [1] },
		]);
		expect(errors.slice(0, 2)).toEqual([
			'User must exist [item 0]',
			"'Agent Names or IDs' must be a number, but is 'Ada' [item 1]",
		]);
		expect(members()).toEqual([1, 2]);
	});

	test.each<[string, string, unknown, string]>([
		['does not add', 'addMembers', { payload: [{ id: 1 }] }, 'these are no members of inbox 1: 2'],
		['does not set', 'setMembers', { payload: [] }, 'these are no members of inbox 1: 2'],
		['does not put out', 'setMembers', { payload: [{ id: 2 }, { id: 1 }] }, 'inbox 1 has other members too'],
		['does not remove', 'removeMembers', { payload: [{ id: 2 }] }, 'these are still members of inbox 1: 2'],
	])('whom the server %s, though it says 200, make the item fail', async (_, operation, body, says) => {
		await inbox();
		answers(body);
		const { error } = await run(job(operation, [2]));
		expect(error?.message).toBe(`Chatwoot accepted the request, but ${says} [item 0]`);
	});

	test('of an inbox that is not there are neither read nor changed', async () => {
		for (const one of [job('getMembers'), job('addMembers', [1]), job('removeMembers', [1])]) {
			expect((await run(one)).error?.message).toBe('Resource could not be found [item 0]');
		}
	});
});

describe('The agent bot of an inbox', () => {
	const set = (more: NonNullable<Job['parameters']>): Job => ({
		does: 'inbox setAgentBot',
		parameters: { inbox: byId(1), simplify: true, ...more },
	});
	const get: Job = { does: 'inbox getAgentBot', parameters: { inbox: byId(1), simplify: true } };
	const BOT = { id: 1, name: 'Bot', bot_type: 'webhook', outgoing_url: 'http://127.0.0.1:4100/bot' };

	test('is nobody at first, which a workflow can tell', async () => {
		await inbox();
		expect(jsonOf(await run(get))).toEqual([{ id: null }]);
	});

	test('is set, read back, and taken away', async () => {
		await inbox();
		const done = await run(set({ firstAnswer: 'bot', agentBot: byId(1) }));
		expect(jsonOf(done)).toMatchObject([BOT]);
		expect(calls().map(wire)).toEqual([
			{ method: 'POST', path: '/inboxes/1/set_agent_bot', body: { agent_bot: 1 } },
			{ method: 'GET', path: '/inboxes/1/agent_bot' },
		]);
		expect(used.chatwoot.inboxes.get(1)?.bot?.id).toBe(1);
		expect(jsonOf(await run(get))).toMatchObject([BOT]);
		expect(jsonOf(await run(set({ firstAnswer: 'none' })))).toEqual([{ id: null }]);
		expect(used.chatwoot.inboxes.get(1)?.bot).toBeUndefined();
	});

	test('is not set to one that does not exist, nor to 0, which would take the present one away', async () => {
		await inbox();
		const job = set({ firstAnswer: 'bot', agentBot: byId('={{ $json.bot }}') });
		expect(await errorsOf(job, [{ bot: 999 }, { bot: 0 }, { bot: 1 }])).toEqual([
			'Resource could not be found [item 0]',
			"'Agent Bot' must be a number, but is '0' [item 1]",
			undefined,
		]);
	});

	test.each<[string, NonNullable<Job['parameters']>, unknown, string]>([
		['no bot', { firstAnswer: 'bot', agentBot: byId(1) }, {}, 'no agent bot'],
		['another bot', { firstAnswer: 'bot', agentBot: byId(1) }, { agent_bot: { id: 2 } }, 'another agent bot'],
		['still a bot', { firstAnswer: 'none' }, { agent_bot: { id: 2 } }, 'another agent bot'],
	])('makes the item fail, when the server says 200 and the inbox has %s', async (_, more, body, says) => {
		await inbox();
		answers(body);
		const { error } = await run(set(more));
		expect(error?.message).toBe(`Chatwoot accepted the request, but inbox 1 has ${says} [item 0]`);
	});
});
