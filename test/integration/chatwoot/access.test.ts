import { describe, expect, test } from '@jest/globals';
import { jsonOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { READY, settle } from './ready.ts';
import { byId, useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls } = used;

const jobs = (...names: readonly string[]): [string, Job][] =>
	READY.filter(([does]) => names.includes(does)).map(([does, job]) => [does, job]);

const CHECK = 'Chatwoot answers 401 too when the role of the token is too low';

describe('With the token of an agent', () => {
	test.each(
		jobs(
			'contact delete',
			'inbox addMembers',
			'inbox createApi',
			'inbox removeMembers',
			'inbox resetSecret',
			'inbox setAgentBot',
			'inbox setMembers',
			'inbox update',
			'webhook create',
			'webhook delete',
			'webhook getMany',
			'webhook update',
		),
	)('only administrators may: %s', async (_, job) => {
		await settle(used.sandbox);
		const { error } = await run({ ...job, as: 'agent' });
		expect(error?.message).toBe('You are not authorized to do this action [item 0]');
		expect(error?.httpCode).toBe('401');
		expect(error?.description).toContain(CHECK);
	});

	test('an inbox is seen by its members only, and none of its secrets', async () => {
		await settle(used.sandbox);
		await used.beside(
			async (client) => await client.post('inboxes', { name: 'VIP', channel: { type: 'api' } }),
		);
		const list: Job = { does: 'inbox getMany', parameters: { simplify: false }, as: 'agent' };
		expect(jsonOf(await run(list)).map(({ name }) => name)).toEqual(['Shop', 'Shop', 'Shop']);
		const { error } = await run({ does: 'inbox get', parameters: { inbox: byId(4) }, as: 'agent' });
		expect(error?.message).toBe('You are not authorized to do this action [item 0]');
		expect(error?.description).toContain('when an agent is no member of the inbox');
	});

	test.each(jobs('agent getMany', 'team getMany', 'label getMany', 'inbox get', 'inbox getMembers'))(
		'it may be read: %s',
		async (_, job) => {
			await settle(used.sandbox);
			expect(jsonOf(await run({ ...job, as: 'agent' })).length).toBeGreaterThan(0);
		},
	);
});

describe('With the token of a bot', () => {
	test.each(
		jobs(
			'message send',
			'conversation setStatus',
			'conversation setPriority',
			'conversation setCustomAttributes',
			'conversation assign',
		),
	)('a conversation is led: %s', async (_, job) => {
		await settle(used.sandbox);
		expect(jsonOf(await run({ ...job, as: 'bot' }))).toHaveLength(1);
	});

	test.each(jobs('agent getMany', 'inbox getMany', 'conversation get', 'contact get', 'webhook getMany'))(
		'nothing is seen, and the user reads why: %s',
		async (_, job) => {
			await settle(used.sandbox);
			const { error } = await run({ ...job, as: 'bot' });
			expect(error?.message).toBe('Access to this endpoint is not authorized for bots [item 0]');
			expect(error?.description).toContain('for most calls with the token of an agent bot');
		},
	);
});

describe('The account', () => {
	test.each<[string, Partial<Job>, string, string]>([
		['is somebody else’s', { as: 'outsider' }, 'You are not authorized to access this account', '401'],
		['is not there', { credential: { accountId: '99' } }, 'Resource could not be found', '404'],
		[
			'is another',
			{ credential: { accountId: '2' } },
			'You are not authorized to access this account',
			'401',
		],
	])('%s, and the user reads what to check', async (_, more, says, httpCode) => {
		const { error } = await run({ does: 'agent getMany', ...more });
		expect(error).toMatchObject({ message: `${says} [item 0]`, httpCode });
		expect(error?.description).toMatch(/Check the (access token and the account ID|IDs)/);
	});

	test('in Options is taken for that of the credential, by each item its own', async () => {
		const job: Job = {
			does: 'agent getMany',
			options: { accountId: '={{ $json.account }}', maxParallel: 1 },
		};
		const wrong = { ...job, credential: { accountId: '99' } };
		expect(jsonOf(await run(wrong, [{ account: '1' }, { account: 1 }]))).toHaveLength(4);
		expect(await used.errorsOf(job, [{ account: '2' }, { account: ' 1 ' }])).toEqual([
			'You are not authorized to access this account [item 0]',
			undefined,
			undefined,
		]);
		expect(calls().map(wire)).toEqual([
			{ method: 'GET', path: '/agents' },
			{ method: 'GET', path: '/agents' },
			{ method: 'GET', path: '/api/v1/accounts/2/agents' },
			{ method: 'GET', path: '/agents' },
		]);
	});

	test.each(['', '..', '1?x=2', '1e3'])(
		'in Options is refused before anything is sent, when it is %j',
		async (accountId) => {
			const { error } = await run({ does: 'agent getMany', options: { accountId } });
			expect(error?.message).toMatch(/^'Account ID' (is empty|must be a number, but is '.+') \[item 0\]$/);
			expect(calls()).toEqual([]);
		},
	);
});

describe('Nothing that opens something to whoever has it is given away, unless it is asked for', () => {
	/** What proves identities, signs, is the bot's whole access, or follows conversations. */
	const secrets = (): string[] => {
		const inboxes = [...used.chatwoot.inboxes.values()].flatMap((one) => [one.hmac_token, one.secret]);
		const webhooks = [...used.chatwoot.webhooks.values()].map(({ secret }) => secret);
		const sessions = [...used.chatwoot.contactInboxes.values()].map((one) => one.pubsub_token);
		return [...inboxes, ...webhooks, ...sessions, ...Object.values(used.chatwoot.tokens)];
	};

	/** What is asked for is in the output of these. */
	const GIVEN: Readonly<Record<string, string>> = {
		'clientContact create': 'pubsub_token',
		'clientContact get': 'pubsub_token',
		'inbox resetSecret': 'secret',
	};

	test.each(READY)('%s', async (does, job) => {
		await settle(used.sandbox);
		await used.beside(async (client) => await client.post('inboxes/1/set_agent_bot', { agent_bot: 1 }));
		const before = secrets();
		const done = await run({ ...job, parameters: { ...job.parameters, simplify: false } });
		const given = jsonOf(done).map((row) => row[GIVEN[does] ?? '']);
		const all = [...new Set([...before, ...secrets()])];
		expect(all.filter((secret) => placesOf(secret, done).length > 0)).toEqual(does in GIVEN ? given : []);
	});
});
