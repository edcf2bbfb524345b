import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { openTalk, useRealtime, writes, type Setting, type Talk } from './realtime-support.ts';

const used = useRealtime();

const contents = (items: readonly IDataObject[]): unknown[] => items.map(({ content }) => content);

const asContact = ({ sourceId, inbox }: Talk): Setting => ({
	parameters: { listenAs: 'contact', contactBy: 'sourceId', sourceId, contactDirection: 'any' },
	inbox,
});

const ROLES: [string, (talk: Talk) => Setting][] = [
	['an agent', () => ({})],
	['a contact', asContact],
];

describe.each(ROLES)('As %s', (_, settingOf) => {
	test('the socket is cut ten times while 200 messages flow: all come once, in order', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await used.switchedOn(settingOf(talk));
		const texts = Array.from({ length: 200 }, (__, index) => `Message ${index + 1}`);
		for (const [index, text] of texts.entries()) {
			if (index % 20 === 10) used.chatwoot.cable.cut();
			await writes(client, talk, text);
		}
		await trigger.until(() => trigger.items.some(({ content }) => content === texts.at(-1)));
		expect(contents(trigger.items)).toEqual(texts);
		expect(trigger.failedRuns).toEqual([]);
	});

	test.each(['init', 'leadershipChange'] as const)(
		'n8n starts again (%s): what came meanwhile starts the workflow',
		async (mode) => {
			const client = used.client();
			const talk = await openTalk(client);
			const setting = settingOf(talk);
			const before = await used.switchedOn(setting);
			await writes(client, talk, 'Heard');
			await before.until(() => before.items.length > 0);
			await before.close();
			const missed = Array.from({ length: 130 }, (__, index) => `Missed ${index}`);
			for (const text of missed) await writes(client, talk, text);
			const after = used.trigger(before.saved);
			await after.activate(used.toRun(setting), mode);
			await after.until(() => after.items.length >= missed.length);
			await writes(client, talk, 'Live');
			await after.until(() => after.items.length > missed.length);
			expect(contents(after.items)).toEqual([...missed, 'Live']);
			// In one run: n8n would let several go side by side.
			expect(after.sizes).toEqual([missed.length, 1]);
		},
	);

	test('nothing was ever heard before n8n starts again: what came meanwhile comes all the same, older messages do not', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		await writes(client, talk, 'Before');
		const setting = settingOf(talk);
		const first = await used.switchedOn(setting);
		await first.close();
		await writes(client, talk, 'Missed');
		const after = used.trigger(first.saved);
		await after.activate(used.toRun(setting), 'init');
		await after.until(() => after.items.length > 0);
		expect(contents(after.items)).toEqual(['Missed']);
	});

	test('without a memory n8n starts again with what comes then, and goes on from there', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		await writes(client, talk, 'Before');
		const trigger = used.trigger();
		await trigger.activate(used.toRun(settingOf(talk)), 'init');
		await trigger.until(() => trigger.lines.some((line) => line.includes('listens')));
		await writes(client, talk, 'Live');
		await trigger.until(() => trigger.items.length > 0);
		used.chatwoot.cable.cut();
		await writes(client, talk, 'After');
		await trigger.until(() => trigger.items.length > 1);
		expect(contents(trigger.items)).toEqual(['Live', 'After']);
	});

	test('switched on by hand, it begins with what comes then', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const setting = settingOf(talk);
		const before = await used.switchedOn(setting);
		await before.close();
		await writes(client, talk, 'While it was off');
		const after = used.trigger(before.saved);
		await after.activate(used.toRun(setting), 'activate');
		used.chatwoot.cable.cut();
		await after.until(() => after.lines.filter((line) => line.includes('listens')).length > 1);
		await writes(client, talk, 'Now');
		await after.until(() => after.items.length > 0);
		expect(contents(after.items)).toEqual(['Now']);
	});

	test('what is older than the option allows stays behind', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const setting = settingOf(talk);
		const before = await used.switchedOn(setting);
		await before.close();
		used.sandbox.clock.advance(-61 * 60_000);
		await writes(client, talk, 'Long ago');
		used.sandbox.clock.advance(61 * 60_000);
		const { realtime } = before.saved['node:Node under test'] as { realtime: IDataObject };
		realtime.at = (realtime.at as number) - 61 * 60_000;
		await writes(client, talk, 'Just now');
		const after = used.trigger(before.saved);
		await after.activate(used.toRun(setting), 'init');
		await after.until(() => after.items.length > 0);
		expect(contents(after.items)).toEqual(['Just now']);
	});
});

test('A message has the same ID, caught up or live', async () => {
	const client = used.client();
	const talk = await openTalk(client);
	const one = await used.switchedOn();
	const other = await used.switchedOn();
	const { saved } = other;
	await other.close();
	await writes(client, talk, 'Hello');
	await one.until(() => one.items.length > 0);
	const again = used.trigger(saved);
	await again.activate(used.toRun(), 'init');
	await again.until(() => again.items.length > 0);
	expect(again.items[0]?.deliveryId).toBe(one.items[0]?.deliveryId);
});

test('What was missed cannot be read: the workflow shows it, and goes on live', async () => {
	const client = used.client();
	const talk = await openTalk(client);
	const before = await used.switchedOn();
	await before.close();
	used.sandbox.faults.add({ method: 'GET', path: /\/conversations$/, fault: { status: 404 } });
	const after = used.trigger(before.saved);
	await after.activate(used.toRun(), 'init');
	await after.until(() => after.failedRuns.length > 0);
	await writes(client, talk, 'Live');
	await after.until(() => after.items.length > 0);
	expect(after.failedRuns).toMatchObject([{ message: expect.stringContaining('Messages may be missing') }]);
	expect(contents(after.items)).toEqual(['Live']);
});
