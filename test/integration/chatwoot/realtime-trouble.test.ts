import { describe, expect, test } from '@jest/globals';
import { CableListener } from '../../support/cable-listener.ts';
import { Sleeps } from '../support/sleeps.ts';
import { openTalk, useRealtime, writes, type Setting } from './realtime-support.ts';

const used = useRealtime();

const BAD_TOKEN = { listenAs: 'contact', contactBy: 'pubsubToken', pubsubToken: 'nobodys' };

describe('Switched on by a person, it says at once what is wrong', () => {
	test.each<[string, Setting, string]>([
		[
			'a wrong pubsub token',
			{ parameters: BAD_TOKEN, times: { confirm: 50 } },
			'Chatwoot did not confirm the subscription',
		],
		['a wrong access token', { credential: { accessToken: 'wrong' } }, 'Invalid Access Token'],
		[
			'a wrong account',
			{ credential: { accountId: '7' }, times: { confirm: 50 } },
			'Chatwoot did not confirm the subscription',
		],
		['no account', { credential: { accountId: 'x' } }, "'Account ID' must be a number, but is 'x'"],
		['no events', { parameters: { events: [] } }, "'Events' is empty"],
		['no contact', { parameters: { listenAs: 'contact' } }, "'Source ID' is empty"],
		[
			'a certificate that is not trusted',
			{ credential: { ignoreSslIssues: true } },
			"'Ignore SSL Issues' does not work for a WebSocket",
		],
	])('%s', async (_, setting, message) => {
		await openTalk(used.client());
		const activation = used.trigger().activate(used.toRun({ inbox: 1, ...setting }));
		await expect(activation).rejects.toThrow(message);
		await used.noSocket();
	});

	test('a certificate that is not trusted: how to trust it', async () => {
		const activation = used.trigger().activate(used.toRun({ credential: { ignoreSslIssues: true } }));
		await expect(activation).rejects.toMatchObject({
			description: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
		});
	});

	test('a server that takes no WebSockets', async () => {
		used.chatwoot.cable.refuses = true;
		await expect(used.trigger().activate(used.toRun())).rejects.toThrow(
			'WebSocket (/cable) cannot be opened',
		);
	});
});

describe('When n8n starts again', () => {
	test('a refusal is shown in the workflow', async () => {
		const trigger = used.trigger();
		await openTalk(used.client());
		await trigger.activate(used.toRun({ parameters: BAD_TOKEN, inbox: 1, times: { confirm: 50 } }), 'init');
		await trigger.until(() => trigger.errors.length > 0);
		expect(trigger.errors).toMatchObject([
			{
				message: expect.stringContaining('Chatwoot did not confirm the subscription'),
				description: expect.stringContaining('wrong token'),
			},
		]);
		await used.noSocket();
	});

	test('a server that is not there yet is waited for; the user hears of it once', async () => {
		used.chatwoot.cable.refuses = true;
		const talk = await openTalk(used.client());
		const trigger = used.trigger();
		await trigger.activate(used.toRun(), 'init');
		await trigger.until(() => trigger.lines.filter((line) => line.includes('Next try')).length >= 14);
		used.chatwoot.cable.refuses = false;
		await trigger.until(() => trigger.lines.some((line) => line.includes('listens')));
		await writes(used.client(), talk, 'At last');
		await trigger.until(() => trigger.items.length > 0);
		expect(trigger.failedRuns).toMatchObject([{ description: expect.stringContaining('hears nothing') }]);
		expect(trigger.errors).toEqual([]);
	});
});

test('A server that falls silent is left, and connected to again', async () => {
	const { cable } = used.chatwoot;
	const talk = await openTalk(used.client());
	cable.pings = false;
	const trigger = await used.switchedOn({ times: { silence: 40 } });
	await trigger.until(() => trigger.lines.some((line) => line.includes('fallen silent')));
	await trigger.until(() => trigger.lines.filter((line) => line.includes('listens')).length > 1);
	await writes(used.client(), talk, 'Still there?');
	await trigger.until(() => trigger.items.length > 0);
	expect(trigger.items).toMatchObject([{ content: 'Still there?' }]);
});

test('Pings are enough to stay', async () => {
	used.chatwoot.cable.pingMs = 5;
	const trigger = await used.switchedOn({ times: { silence: 1000 } });
	const other = await CableListener.open(used.sandbox);
	// Longer than the patience, however late each ping is.
	let pings = 0;
	await other.next(({ type }) => type === 'ping' && (pings += 1) === 250);
	other.close();
	expect(trigger.lines.filter((line) => line.includes('Next try'))).toEqual([]);
});

test('Switched off, it leaves no socket and no timer', async () => {
	const sleeps = new Sleeps();
	const trigger = await used.switchedOn();
	expect(await sleeps.count()).toBe(1);
	await trigger.close();
	expect(await sleeps.count()).toBe(0);
	sleeps.end();
	await used.noSocket();
	expect(trigger.errors).toEqual([]);
	expect(trigger.failedRuns).toEqual([]);
});

test('Switched off while it waits to connect again, it does not', async () => {
	const trigger = await used.switchedOn({ times: { firstPause: 3_600_000, longestPause: 3_600_000 } });
	used.chatwoot.cable.cut();
	await trigger.until(() => trigger.lines.some((line) => line.includes('Next try')));
	await trigger.close();
	await used.noSocket();
	expect(trigger.errors).toEqual([]);
});
