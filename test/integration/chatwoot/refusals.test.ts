import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../sandbox/index.ts';
import { jsonOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { OPERATIONS, READY, settle, WITH_JOB } from './ready.ts';
import { useChatwoot, wire, writes } from './support.ts';

const used = useChatwoot();
const { run, calls } = used;

const isClient = (does: string): boolean => does.startsWith('client');

/** What may be done twice by doing it again: it is never sent a second time on suspicion. */
const MAKES_SOMETHING = [
	'clientContact create',
	'clientContact update',
	'clientConversation create',
	'clientMessage create',
	'contact create',
	'contact createSession',
	'contact merge',
	'conversation create',
	'inbox createApi',
	'message send',
	'message sendToContact',
	'webhook create',
];

/** What Chatwoot answers with nothing, or with what says nothing. */
const ANSWERED_WITH_NOTHING = [
	'clientConversation markSeen',
	'clientConversation setTypingStatus',
	'contact delete',
	'conversation mute',
	'conversation setPriority',
	'conversation setTypingStatus',
	'conversation unmute',
	'inbox getAgentBot',
	'inbox removeMembers',
	'inbox setAgentBot',
	'message delete',
	'webhook delete',
];

const makes = (does: string): boolean => MAKES_SOMETHING.includes(does);

const MAYBE = '. It may have been carried out all the same';

test('Every operation of the node is tried here', () => {
	expect(WITH_JOB.sort()).toEqual([...OPERATIONS].sort());
});

test.each(READY)('Nothing is refused where nothing is wrong: %s', async (_, job) => {
	await settle(used.sandbox);
	const done = await run(job);
	expect(jsonOf(done).length).toBeGreaterThan(0);
	expect(
		calls()
			.map(({ status }) => status)
			.filter((status) => status >= 400),
	).toEqual([]);
});

describe('Chatwoot refuses', () => {
	const account = READY.filter(([does]) => !isClient(does));

	test.each(account)('a wrong token, and the user reads what to check: %s', async (_, job) => {
		await settle(used.sandbox);
		const accessToken = 'mistyped-token-of-somebody';
		const done = await run({ ...job, credential: { accessToken } }, [{}, {}]);
		expect(done.error?.message).toBe('Invalid Access Token [item 0]');
		expect(done.error?.httpCode).toBe('401');
		expect(done.error?.description).toContain('Check the access token and the account ID in the credential.');
		expect(placesOf(accessToken, done)).toEqual([]);
	});

	test.each(READY.filter(([does]) => isClient(does)))(
		'an inbox identifier that is not there, and the user reads what to check: %s',
		async (_, job) => {
			await settle(used.sandbox);
			const { error } = await run({ ...job, credential: { inboxIdentifier: 'nowhere' } });
			expect(error?.message).toBe('Not Found [item 0]');
			expect(error?.httpCode).toBe('404');
			expect(error?.description).toContain('Check the inbox identifier in the credential');
		},
	);
});

describe('The answer is', () => {
	/** The first call of a job is the one that writes, if it is not looked up first what there is. */
	const maybe = (): string => {
		const [first] = calls();
		return first !== undefined && writes([first]).length > 0 ? MAYBE : '';
	};

	test.each(READY)('a login page: %s', async (does, job) => {
		await settle(used.sandbox);
		used.sandbox.faults.add({ fault: { html: true } });
		const { error } = await run({ ...job, options: { maxParallel: 1 } });
		expect(error?.message).toBe(
			`Chatwoot gave a web page instead of JSON${makes(does) ? maybe() : ''} [item 0]`,
		);
		expect(error?.description).toContain('may be that of a login page or a proxy');
		expect(error?.description).not.toContain('<');
		expect(calls()).toHaveLength(1);
	});

	test.each(READY.filter(([does]) => !ANSWERED_WITH_NOTHING.includes(does)))(
		'nothing, where there must be something: %s',
		async (does, job) => {
			await settle(used.sandbox);
			used.sandbox.faults.add({ times: 1, fault: { empty: true } });
			const { error } = await run({ ...job, options: { maxParallel: 1 } });
			expect(error?.message).toBe(`Chatwoot gave an empty answer${makes(does) ? maybe() : ''} [item 0]`);
		},
	);

	test.each(READY.filter(([does]) => ANSWERED_WITH_NOTHING.includes(does)))(
		'nothing, as always, and that is success: %s',
		async (_, job) => {
			await settle(used.sandbox);
			used.sandbox.faults.add({ times: 1, fault: { empty: true } });
			expect(jsonOf(await run(job))).toHaveLength(1);
		},
	);
});

describe('When Chatwoot breaks down', () => {
	/** As a real server says it; what was asked is done all the same. */
	const BROKEN = { status: 500, acts: true, body: { status: 500, error: 'Internal Server Error' } };

	/** The first call that the job is about: what it looks up before is left alone. */
	const once = (job: string, fault: FaultRule['fault']): FaultRule => {
		const isRead = /get|search|filter|download/i.test(job);
		return { times: 1, match: (entry) => isRead || writes([entry]).length > 0, fault };
	};

	test.each(READY.filter(([does]) => makes(does)))(
		'what would be there twice is sent once, and the user is told to look: %s',
		async (does, job) => {
			await settle(used.sandbox);
			used.sandbox.faults.add(once(does, BROKEN));
			const { error } = await run(job);
			expect(error?.message).toBe(`Internal Server Error${MAYBE} [item 0]`);
			expect(error?.description).toContain('It was not sent again');
			expect(error?.httpCode).toBe('500');
			expect(writes(calls())).toHaveLength(1);
		},
	);

	test.each(READY.filter(([does]) => !makes(does)))(
		'what can be done twice is done again: %s',
		async (does, job) => {
			await settle(used.sandbox);
			used.sandbox.faults.add(once(does, BROKEN));
			jsonOf(await run(job));
			const sent = calls();
			const broken = sent.findIndex(({ status }) => status === 500);
			expect(sent.filter(({ status }) => status === 500)).toHaveLength(1);
			expect(sent.slice(broken).map(wire).slice(1)).toContainEqual(sent.slice(broken).map(wire)[0]);
		},
	);
});

describe('When Chatwoot takes no more requests', () => {
	const LATER = { status: 429, body: 'Retry later', contentType: 'text/plain' };

	test.each(READY)('nothing is done, and the user reads so: %s', async (_, job) => {
		await settle(used.sandbox);
		used.sandbox.faults.add({ fault: LATER });
		const { error } = await run({ ...job, options: { maxWait: 0, maxParallel: 1 } });
		expect(error?.message).toBe('Chatwoot takes no more requests [item 0]');
		expect(error?.httpCode).toBe('429');
		expect(error?.description).toContain('It was not carried out');
		expect(new Set(calls().map(({ status }) => status))).toEqual(new Set([429]));
	});

	test.each(READY.filter(([does]) => ['message send', 'clientMessage create'].includes(does)))(
		'it is waited for, although Chatwoot does not say how long, and each message is there once: %s',
		async (_, job) => {
			await settle(used.sandbox);
			const before = used.chatwoot.messages.size;
			used.sandbox.faults.add({ times: 1, fault: LATER });
			jsonOf(await run(job, [{}, {}]));
			expect(used.chatwoot.messages.size).toBe(before + 2);
			expect(calls().map(({ status }) => status)).toEqual([429, 200, 200]);
		},
	);
});
