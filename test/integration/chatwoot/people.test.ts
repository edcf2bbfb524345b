import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, calls } = used;

/** Teams and labels, some of each. */
const furnish = async (): Promise<void> => {
	await used.beside(async (client) => {
		for (const name of ['support', 'sales', 'night']) {
			await client.post('teams', { name });
		}
		for (const title of ['vip', 'angry', 'refund']) {
			await client.post('labels', { title, color: '#ff0000' });
		}
	});
};

describe('Agents are listed', () => {
	test('in few words, administrators among them', async () => {
		const listed = await run({ does: 'agent getMany', parameters: { returnAll: true, simplify: true } });
		expect(jsonOf(listed)).toEqual([
			{
				id: 1,
				name: 'Ada Admin',
				email: 'ada@example.com',
				role: 'administrator',
				availability_status: 'offline',
				confirmed: true,
			},
			{
				id: 2,
				name: 'Agnes Agent',
				email: 'agnes@example.com',
				role: 'agent',
				availability_status: 'offline',
				confirmed: true,
			},
		]);
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/agents' }]);
	});

	test('in full', async () => {
		const [first] = jsonOf(await run({ does: 'agent getMany', parameters: { simplify: false } }));
		expect(first).toMatchObject({ id: 1, account_id: 1, auto_offline: true, available_name: 'Ada Admin' });
	});
});

describe.each([
	['agent', ['Ada Admin', 'Agnes Agent'], 'name'],
	['team', ['support', 'sales', 'night'], 'name'],
	['label', ['vip', 'angry', 'refund'], 'title'],
] as const)('The list of each %s', (kind, names, key) => {
	const list = async (parameters: { returnAll?: boolean; limit?: number | string }, items?: object[]) =>
		await run({ does: `${kind} getMany`, parameters }, items as never);

	test('has all of them, once for each item', async () => {
		await furnish();
		const listed = await list({ returnAll: true }, [{}, {}]);
		expect(jsonOf(listed).map((row) => row[key])).toEqual([...names, ...names]);
		expect(pairsOf(listed)).toEqual([0, 1].flatMap((item) => names.map(() => ({ item }))));
	});

	test('ends at Limit, of which the server knows nothing', async () => {
		await furnish();
		const listed = await list({ limit: 1 });
		expect(jsonOf(listed).map((row) => row[key])).toEqual([names[0]]);
		expect(calls().map(({ query }) => query)).toEqual([{}]);
		expect(listed.hints).toMatchObject([{ message: expect.stringContaining('only its beginning came out') }]);
	});

	test.each([0, -1, 1.5, '={{ "many" }}'])('does not begin with the limit %p', async (limit) => {
		const { error } = await list({ limit });
		expect(error?.message).toMatch(/^'Limit' must be a .* \[item 0\]$/);
		expect(calls()).toEqual([]);
	});

	test('is not made of what is no list', async () => {
		used.sandbox.faults.add({ fault: { raw: '{"success":true}', contentType: 'application/json' } });
		const { error } = await list({});
		expect(error?.message).toBe('The answer is not a list [item 0]');
	});
});

test('Teams and labels keep all that the server says of them', async () => {
	await furnish();
	const [team] = jsonOf(await run({ does: 'team getMany' }));
	expect(team).toMatchObject({ id: 1, name: 'support', allow_auto_assign: true, is_member: false });
	const [label] = jsonOf(await run({ does: 'label getMany' }));
	expect(label).toMatchObject({ id: 1, title: 'vip', color: '#ff0000' });
});

test('A bot that comes along has no token in the output, unless it is asked for', async () => {
	const token = used.chatwoot.tokens.bot;
	await used.beside(async (client) => {
		await client.inbox();
		await client.post('inboxes/1/set_agent_bot', { agent_bot: 1 });
	});
	const job = {
		does: 'inbox getAgentBot',
		parameters: { inbox: { __rl: true, mode: 'id', value: '1' }, simplify: false },
	};
	const plain = await run(job);
	expect(jsonOf(plain)).toMatchObject([{ id: 1, name: 'Bot' }]);
	expect(jsonOf(plain)[0]).not.toHaveProperty('access_token');
	expect(placesOf(token, plain)).toEqual([]);
});
