import { describe, expect, jest, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { AwakeTrigger } from '../support/trigger.ts';
import { openTalk, useRealtime, writes, type Setting, type Talk } from './realtime-support.ts';

const used = useRealtime();

const contents = (items: readonly IDataObject[]): unknown[] => items.map(({ content }) => content);

const heard = async (trigger: AwakeTrigger, count: number): Promise<unknown[]> => {
	await trigger.until(() => trigger.items.length >= count);
	return contents(trigger.items);
};

const AGENT = 2;

/** Soon believed, when nothing is confirmed. */
const IMPATIENT: Setting = { times: { confirm: 1000 } };

// Three times nothing is confirmed before that is believed.
jest.setTimeout(30_000);

describe('A workflow that is on is published anew', () => {
	test('what came meanwhile starts it, and nothing starts it twice', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await used.switchedOn();
		await writes(client, talk, 'Heard');
		await heard(trigger, 1);
		await trigger.close();
		await writes(client, talk, 'Missed');
		await trigger.activate(used.toRun(), 'update');
		await writes(client, talk, 'Live');
		expect(await heard(trigger, 3)).toEqual(['Heard', 'Missed', 'Live']);
	});

	test('with another filter: what was heard before, and not wanted then, does not start it', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await used.switchedOn();
		await writes(client, talk, 'Heard');
		await heard(trigger, 1);
		const { saved } = trigger;
		await client.message(talk.conversation, { content: 'An answer' });
		await writes(client, talk, 'Heard too');
		await heard(trigger, 2);
		await trigger.close();
		// As if no run had been started since: only then n8n saves what the trigger knows.
		trigger.saved = saved;
		await client.message(talk.conversation, { content: 'Missed' });
		await trigger.activate(used.toRun({ parameters: { direction: 'any' } }), 'update');
		expect(await heard(trigger, 3)).toEqual(['Heard', 'Heard too', 'Missed']);
	});

	test('with a mistake in it: the person learns of it at once', async () => {
		await openTalk(used.client());
		const trigger = await used.switchedOn();
		await trigger.close();
		used.chatwoot.cable.refuses = true;
		await expect(trigger.activate(used.toRun(), 'update')).rejects.toThrow('cannot be opened');
	});

	test('for another account: it begins with what comes then', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const other = await openTalk(client, 'app-2');
		const asContact = ({ sourceId, inbox }: Talk): Setting => ({
			parameters: { listenAs: 'contact', contactBy: 'sourceId', sourceId, contactDirection: 'any' },
			inbox,
		});
		const trigger = await used.switchedOn(asContact(talk));
		await trigger.close();
		await writes(client, other, 'Before');
		await trigger.activate(used.toRun(asContact(other)), 'update');
		await writes(client, other, 'Live');
		expect(await heard(trigger, 1)).toEqual(['Live']);
	});
});

describe('Chatwoot does not take the trigger back, and n8n activates it again as if a person did', () => {
	/** A trigger that has heard something, and failed then. */
	async function failed(talk: Talk): Promise<AwakeTrigger> {
		const trigger = await used.switchedOn(IMPATIENT);
		await writes(used.client(), talk, 'Heard');
		await heard(trigger, 1);
		const agent = used.chatwoot.users.get(AGENT);
		used.chatwoot.users.delete(AGENT);
		used.chatwoot.cable.cut();
		await trigger.until(() => trigger.errors.length > 0);
		await trigger.close();
		await expect(trigger.activate(used.toRun(IMPATIENT))).rejects.toThrow('Invalid Access Token');
		if (agent) used.chatwoot.users.set(AGENT, agent);
		return trigger;
	}

	test.each<[string, (trigger: AwakeTrigger) => void]>([
		['goes on with what the trigger keeps', () => undefined],
		[
			'goes on with its copy of a new workflow, which is empty',
			(trigger) => {
				trigger.saved = {};
			},
		],
	])('n8n %s: what came meanwhile starts the workflow', async (_, n8nReads) => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await failed(talk);
		await writes(client, talk, 'Missed');
		n8nReads(trigger);
		await trigger.activate(used.toRun(), 'activate');
		await writes(client, talk, 'Live');
		expect(await heard(trigger, 3)).toEqual(['Heard', 'Missed', 'Live']);
	});

	test.each(['activate', 'update'] as const)(
		'the server is away meanwhile (%s): it is waited for',
		async (how) => {
			const client = used.client();
			const talk = await openTalk(client);
			const trigger = await failed(talk);
			await writes(client, talk, 'Missed');
			used.chatwoot.cable.refuses = true;
			await trigger.activate(used.toRun(), how);
			used.chatwoot.cable.refuses = false;
			expect(await heard(trigger, 2)).toEqual(['Heard', 'Missed']);
		},
	);

	test('Chatwoot confirms nothing for longer than n8n would try: it is waited for', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await failed(talk);
		await writes(client, talk, 'Missed');
		used.chatwoot.cable.confirms = false;
		await trigger.activate(used.toRun({ times: { confirm: 200 } }));
		const refusals = (): number => trigger.lines.filter((line) => line.includes('did not confirm')).length;
		const before = refusals();
		await trigger.until(() => refusals() > before + 3);
		used.chatwoot.cable.confirms = true;
		expect(await heard(trigger, 2)).toEqual(['Heard', 'Missed']);
		expect(trigger.errors).toHaveLength(1);
	});

	test('n8n activates it twice, and keeps hold of one: each message starts the workflow once', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await failed(talk);
		await writes(client, talk, 'Missed');
		await Promise.all([trigger.activate(used.toRun()), trigger.activate(used.toRun())]);
		await writes(client, talk, 'Live');
		expect(await heard(trigger, 3)).toEqual(['Heard', 'Missed', 'Live']);
		await trigger.close();
		await used.noSocket();
		expect(contents(trigger.items)).toEqual(['Heard', 'Missed', 'Live']);
	});

	test('all is well again, and a person switches it off and on: it begins with what comes then', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await failed(talk);
		await trigger.activate(used.toRun(), 'activate');
		await trigger.close();
		await writes(client, talk, 'While it was off');
		await trigger.activate(used.toRun(), 'activate');
		await writes(client, talk, 'Now');
		expect(await heard(trigger, 2)).toEqual(['Heard', 'Now']);
	});
});

describe('What was missed cannot be read, and more comes live', () => {
	const BACK = 10 * 60_000;

	/** Missed ten minutes ago; the list of conversations cannot be read until the function is called. */
	async function owing(talk: Talk, setting?: Setting): Promise<[AwakeTrigger, () => void]> {
		const before = await used.switchedOn(setting);
		await before.close();
		used.sandbox.clock.advance(-BACK);
		await writes(used.client(), talk, 'Missed');
		used.sandbox.clock.advance(BACK);
		const { realtime } = before.saved['node:Node under test'] as { realtime: IDataObject };
		realtime.at = (realtime.at as number) - BACK;
		const again = used.sandbox.faults.add({
			method: 'GET',
			path: /\/conversations$/,
			fault: { status: 404 },
		});
		const trigger = used.trigger(before.saved);
		await trigger.activate(used.toRun(setting), 'init');
		await trigger.until(() => trigger.failedRuns.length > 0);
		await writes(used.client(), talk, 'Live');
		await heard(trigger, 1);
		return [trigger, again];
	}

	test.each<[string, (trigger: AwakeTrigger) => Promise<AwakeTrigger> | AwakeTrigger]>([
		[
			'the connection is made again',
			(trigger) => {
				used.chatwoot.cable.cut();
				return trigger;
			},
		],
		[
			'n8n starts again',
			async (trigger) => {
				await trigger.close();
				const again = used.trigger(trigger.saved);
				await again.activate(used.toRun(), 'init');
				again.items.unshift(...trigger.items);
				return again;
			},
		],
	])('it is given all the same, once, when %s', async (_, happens) => {
		const talk = await openTalk(used.client());
		const [trigger, repair] = await owing(talk);
		repair();
		const after = await happens(trigger);
		await heard(after, 2);
		await writes(used.client(), talk, 'Later');
		expect(await heard(after, 3)).toEqual(['Live', 'Missed', 'Later']);
		expect(trigger.failedRuns).toHaveLength(1);
	});

	test('it is given however long that takes: Catch Up counts back from when the connection was made', async () => {
		used.chatwoot.cable.pingMs = 5;
		const talk = await openTalk(used.client());
		const [trigger, repair] = await owing(talk, { parameters: { options: { catchUp: 15 } } });
		const now = Date.now.bind(Date);
		const later = jest.spyOn(Date, 'now').mockImplementation(() => now() + BACK);
		used.sandbox.clock.advance(BACK);
		try {
			repair();
			expect(await heard(trigger, 2)).toEqual(['Live', 'Missed']);
		} finally {
			later.mockRestore();
		}
	});

	test('it is given as soon as it can be read, while the connection lasts', async () => {
		used.chatwoot.cable.pingMs = 5;
		const talk = await openTalk(used.client());
		const [trigger, repair] = await owing(talk);
		await trigger.until(() => trigger.lines.filter((line) => line.includes('may be missing')).length > 1);
		repair();
		expect(await heard(trigger, 2)).toEqual(['Live', 'Missed']);
		expect(trigger.failedRuns).toHaveLength(1);
	});
});

test('However many messages come while the connection lasts, n8n keeps little of them', async () => {
	const client = used.client();
	const talk = await openTalk(client);
	const trigger = await used.switchedOn();
	const texts = Array.from({ length: 600 }, (_, index) => `Message ${index}`);
	for (const text of texts) await writes(client, talk, text);
	await heard(trigger, texts.length);
	const { realtime } = trigger.saved['node:Node under test'] as { realtime: { seen: number[] } };
	expect(realtime.seen.length).toBeLessThanOrEqual(500);
	await trigger.close();
	await writes(client, talk, 'Missed');
	const after = used.trigger(trigger.saved);
	await after.activate(used.toRun(), 'init');
	await writes(client, talk, 'Live');
	expect(await heard(after, 2)).toEqual(['Missed', 'Live']);
	expect(contents(trigger.items)).toEqual(texts);
}, 20_000);
