import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, fromList, useChatwoot, wire, writes, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const assign = (parameters: INodeParameters, id: number | string = 1): Job => ({
	does: 'conversation assign',
	parameters: { conversation: byId(id), ...parameters },
});

const AGENT = { agent: fromList(2) };
const TEAM = { teamChange: 'assign', team: fromList(1) };
const TEAM_ONLY = { agentChange: 'keep', ...TEAM };

/** A conversation that Ada has, teams Billing and Support; the conversation is Support's. */
const prepare = async (): Promise<void> => {
	await used.beside(async (client) => {
		for (const name of ['Billing', 'Support']) await client.post('teams', { name });
		await client.conversation({ assignee_id: 1, team_id: 2 });
	});
};

/** Who has the conversation. */
const owners = (id = 1): unknown => {
	const { assignee, team } = used.chatwoot.conversations.get(id) ?? {};
	return [assignee?.id ?? null, team?.id ?? null];
};

const body = (more: object): object => ({ method: 'POST', path: '/conversations/1/assignments', body: more });

describe('A conversation is handed over', () => {
	test.each<[string, INodeParameters, object[], object, unknown]>([
		[
			'to an agent, the team stays',
			AGENT,
			[body({ assignee_id: 2 })],
			{ id: 1, assignee: { id: 2, name: 'Agnes Agent', email: 'agnes@example.com' } },
			[2, 2],
		],
		[
			'to a team, the agent stays',
			TEAM_ONLY,
			[body({ team_id: 1 })],
			{ id: 1, team: { id: 1, name: 'billing' } },
			[1, 1],
		],
		[
			'to an agent and a team, in two calls, for of both in one the team is passed over',
			{ ...AGENT, ...TEAM },
			[body({ team_id: 1 }), body({ assignee_id: 2 })],
			{
				id: 1,
				assignee: { id: 2, name: 'Agnes Agent', email: 'agnes@example.com' },
				team: { id: 1, name: 'billing' },
			},
			[2, 1],
		],
		[
			'to nobody',
			{ agentChange: 'unassign' },
			[body({ assignee_id: 0 })],
			{ id: 1, assignee: null },
			[null, 2],
		],
		[
			'to no team',
			{ agentChange: 'keep', teamChange: 'unassign' },
			[body({ team_id: 0 })],
			{ id: 1, team: null },
			[1, null],
		],
		[
			'to neither',
			{ agentChange: 'unassign', teamChange: 'unassign' },
			[body({ team_id: 0 }), body({ assignee_id: 0 })],
			{ id: 1, assignee: null, team: null },
			[null, null],
		],
		[
			'to an agent instead of a team',
			{ ...AGENT, teamChange: 'unassign' },
			[body({ team_id: 0 }), body({ assignee_id: 2 })],
			{ id: 1, assignee: { id: 2, name: 'Agnes Agent', email: 'agnes@example.com' }, team: null },
			[2, null],
		],
	])('%s', async (_, parameters, sent, row, after) => {
		await prepare();
		const done = await run(assign(parameters));
		expect(writes(calls())).toEqual(sent);
		expect(jsonOf(done)).toEqual([row]);
		expect(owners()).toEqual(after);
	});

	test('only after a look whether agent and team are there', async () => {
		await prepare();
		await run(assign({ ...AGENT, ...TEAM }));
		expect(calls().map(wire).slice(0, 2)).toEqual(
			expect.arrayContaining([
				{ method: 'GET', path: '/agents' },
				{ method: 'GET', path: '/teams' },
			]),
		);
	});

	test('for each item as it says, several for one conversation in their order', async () => {
		await prepare();
		// The first one takes longest: a later one would overtake it.
		used.sandbox.faults.add({
			method: 'POST',
			fault: { latency: (entry) => (JSON.stringify(entry.body).includes(':2') ? 60 : 5) },
		});
		const done = await run(assign({ agent: byId('={{ $json.agent }}') }), [
			{ agent: 2 },
			{ agent: 1 },
			{ agent: '2' },
			{ agent: 1 },
		]);
		expect(pairsOf(done)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		const sent = writes(calls()) as { body: { assignee_id: number } }[];
		expect(sent.map((one) => one.body.assignee_id)).toEqual([2, 1, 2, 1]);
		expect(owners()).toEqual([1, 2]);
	});

	test('by a bot, whose token may not look', async () => {
		await prepare();
		expect(jsonOf(await run({ ...assign({ ...AGENT, ...TEAM }), as: 'bot' }))).toHaveLength(1);
		expect(owners()).toEqual([2, 1]);
	});
});

describe('The present agent and team stay', () => {
	test.each<[string, INodeParameters, string]>([
		['agent who does not exist', { agent: byId(99) }, 'There is no agent 99 in this account'],
		['agent of another account', { agent: byId(3) }, 'There is no agent 3 in this account'],
		[
			'team that does not exist',
			{ agentChange: 'keep', teamChange: 'assign', team: byId(9) },
			'There is no team 9',
		],
		[
			'team that does not exist beside an agent who does',
			{ ...AGENT, teamChange: 'assign', team: byId(9) },
			'There is no team 9',
		],
		[
			'agent who does not exist beside a team that does',
			{ ...TEAM, agent: byId(99) },
			'There is no agent 99',
		],
	])('when an item names an %s', async (_, parameters, message) => {
		await prepare();
		const { error } = await run(assign(parameters));
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toMatch(
			/^Nothing was changed\. Choose from the list, or give one of these IDs: \d+ \(\w+/,
		);
		expect(writes(calls())).toEqual([]);
		expect(owners()).toEqual([1, 2]);
	});

	test('where one item names nobody, and the other items are done', async () => {
		await prepare();
		const second = await used.beside((client) => client.conversation());
		const job = assign({ agent: byId('={{ $json.agent }}') }, '={{ $json.id }}');
		expect(
			await errorsOf(job, [
				{ id: 1, agent: 99 },
				{ id: 1, agent: '' },
				{ id: 1, agent: 'Agnes' },
				{ id: 99, agent: 2 },
				{ id: second, agent: 2 },
			]),
		).toEqual([
			'There is no agent 99 in this account [item 0]',
			"'Agent' is empty [item 1]",
			"'Agent' must be a number, but is 'Agnes' [item 2]",
			'Resource could not be found [item 3]',
			undefined,
		]);
		expect([owners(), owners(second)]).toEqual([
			[1, 2],
			[2, null],
		]);
	});

	test('when nothing is to change, which the user is told', async () => {
		await prepare();
		const { error } = await run(assign({ agentChange: 'keep' }));
		expect(error?.message).toBe("'Change Agent' and 'Change Team' both keep what is there [item 0]");
		expect(error?.description).toContain('Choose what is to change.');
		expect(calls()).toEqual([]);
	});
});

describe('An answer of success that assigned nobody fails the item', () => {
	test.each<[string, INodeParameters, string]>([
		['agent', { agent: byId(99) }, 'The server did not assign agent 99: it answered with null [item 0]'],
		[
			'team',
			{ agentChange: 'keep', teamChange: 'assign', team: byId(9) },
			'The server did not assign team 9: it answered with null [item 0]',
		],
	])('when a bot names an unknown %s', async (what, parameters, message) => {
		await prepare();
		const { error } = await run({ ...assign(parameters), as: 'bot' });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(`There is no such ${what}.`);
		expect(error?.description).toContain('may have been removed');
	});

	test('when the answer names somebody else', async () => {
		await prepare();
		used.sandbox.faults.add({ path: /assignments$/, fault: { status: 200, body: { id: 7, name: 'Eve' } } });
		const { error } = await run(assign(AGENT));
		expect(error?.message).toBe(
			'The server did not assign agent 2: it answered with something else [item 0]',
		);
	});
});
