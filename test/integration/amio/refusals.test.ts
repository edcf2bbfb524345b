import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../../sandbox/index.ts';
import { jsonOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { OPERATIONS, settle, WITH_JOB } from './ready.ts';
import { useAmio, wire } from './support.ts';

const used = useAmio();
const { run, calls } = used;

/** What would be there twice if it were sent again on suspicion. */
const MAKES_SOMETHING = ['channel create', 'message send'];

/** What Amio answers with nothing. */
const ANSWERED_WITH_NOTHING = ['channel delete', 'contact delete'];

/** How many rows an operation gives that does not give one. */
const ROWS: Readonly<Record<string, number>> = {
	'channel getMany': 3,
	'contact getMany': 2,
	'message getMany': 0,
};

const MAYBE = '. It may have been carried out all the same';

const maybe = (does: string): string => (MAKES_SOMETHING.includes(does) ? MAYBE : '');

test('Every operation of the node is tried here', () => {
	expect(WITH_JOB.sort()).toEqual([...OPERATIONS].sort());
});

test.each(WITH_JOB)('Nothing is refused where nothing is wrong: %s', async (does) => {
	const job = settle(used.amio, does);
	expect(jsonOf(await run(job))).toHaveLength(ROWS[does] ?? 1);
	expect(calls().map(({ status }) => status < 300)).toEqual([true]);
});

describe('Amio refuses', () => {
	test.each(WITH_JOB)('a wrong token, and the user reads what to check: %s', async (does) => {
		const accessToken = 'mistyped-token-of-somebody';
		const done = await run({ ...settle(used.amio, does), credential: { accessToken } }, [{}, {}]);
		expect(done.error?.message).toBe('Wrong accessToken. [item 0]');
		expect(done.error?.httpCode).toBe('401');
		expect(done.error?.description).toContain('Check the access token in the credential');
		expect(placesOf(accessToken, done)).toEqual([]);
	});

	test.each(WITH_JOB.filter((does) => !['channel create', 'channel getMany'].includes(does)))(
		'a channel that is not there, and the user reads what to check: %s',
		async (does) => {
			const job = settle(used.amio, does);
			used.amio.channels.clear();
			const { error } = await run(job);
			expect(error?.message).toMatch(/^Channel \d{19} not found\. \[item 0]$/);
			expect(error?.httpCode).toBe('404');
			expect(error?.description).toContain('Check the channel and the contact');
		},
	);

	test.each(['contact delete', 'contact get', 'message getMany', 'message send', 'notification send'])(
		'a contact that is not there: %s',
		async (does) => {
			const job = settle(used.amio, does);
			used.amio.contacts.clear();
			expect((await run(job)).error?.message).toMatch(/^Contact \d{19} not found\. \[item 0]$/);
		},
	);
});

describe('The answer is', () => {
	test.each(WITH_JOB)('a login page: %s', async (does) => {
		used.sandbox.faults.add({ fault: { html: true } });
		const { error } = await run(settle(used.amio, does));
		const isOnce = [...MAKES_SOMETHING, 'notification send'].includes(does);
		expect(error?.message).toBe(`Amio gave a web page instead of JSON${isOnce ? maybe(does) : ''} [item 0]`);
		expect(error?.description).not.toContain('<');
		expect(calls()).toHaveLength(1);
	});

	test.each(WITH_JOB.filter((does) => !ANSWERED_WITH_NOTHING.includes(does)))(
		'nothing, where there must be something: %s',
		async (does) => {
			used.sandbox.faults.add({ times: 1, fault: { empty: true } });
			const { error } = await run(settle(used.amio, does));
			expect(error?.message).toBe(`Amio gave an empty answer${maybe(does)} [item 0]`);
		},
	);

	test.each(ANSWERED_WITH_NOTHING)('nothing, as always, and that is success: %s', async (does) => {
		expect(jsonOf(await run(settle(used.amio, does)))).toEqual([{ deleted: true }]);
	});

	test.each(['channel getMany', 'contact getMany', 'message getMany'])('no list: %s', async (does) => {
		used.sandbox.faults.add({ fault: { raw: '{"ok":true}', contentType: 'application/json' } });
		expect((await run(settle(used.amio, does))).error?.message).toBe('The answer is not a list [item 0]');
	});
});

describe('When the platform behind Amio breaks down', () => {
	/** What was asked is done all the same. */
	const BROKEN: FaultRule = { times: 1, fault: { status: 502, acts: true } };

	test.each(MAKES_SOMETHING)(
		'what would be there twice is sent once, and the user is told to look: %s',
		async (does) => {
			const job = settle(used.amio, does);
			const before = used.amio.messages.size + used.amio.channels.size;
			used.sandbox.faults.add(BROKEN);
			const { error } = await run(job);
			expect(error?.message).toContain(`${MAYBE} [item 0]`);
			expect(error?.description).toContain('It was not sent again');
			expect(error?.description).toContain('The platform behind the channel');
			expect(error?.httpCode).toBe('502');
			expect(calls()).toHaveLength(1);
			expect(used.amio.messages.size + used.amio.channels.size).toBe(before + 1);
		},
	);

	test('a custom notification, which may do anything, is sent once too', async () => {
		const channel = used.amio.channel();
		const contact = used.amio.contact(channel);
		used.sandbox.faults.add(BROKEN);
		const parameters = { channel: channel.id, contact: contact.id, notificationType: 'custom' };
		const { error } = await run({
			does: 'notification send',
			parameters: { ...parameters, payload: '{"a":1}' },
		});
		expect(error?.message).toContain(MAYBE);
		expect(used.amio.seenBy(contact.id).notifications).toEqual([{ a: 1 }]);
	});

	test.each(WITH_JOB.filter((does) => !MAKES_SOMETHING.includes(does)))(
		'what can be done twice is done again: %s',
		async (does) => {
			const job = settle(used.amio, does);
			used.sandbox.faults.add(BROKEN);
			jsonOf(await run(job));
			const [first, second, ...others] = calls().map(wire);
			expect(second).toEqual(first);
			expect(others).toEqual([]);
		},
	);
});
