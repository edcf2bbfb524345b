import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Amio } from '../../../sandbox/index.ts';
import { AmioClient } from '../../support/amio-client.ts';
import { wire } from './support.ts';
import { useTrigger, type Listening } from './trigger-support.ts';

const { used, host, switchOn, switchOff, isSetUp, items, urlOf } = useTrigger();

const SHOP = 'https://shop.example.com/hook/secret-part';

let channel: Amio.Channel;
let ann: Amio.Contact;
let path = '';

/** The node's panel; `true`: it may replace what stands there. */
const listening = (replaceExisting = true): Listening => ({
	channel: channel.id,
	parameters: { replaceExisting },
});
const standing = (): object | null => {
	const { url, ssl_verification: verified } = channel.webhook ?? {};
	return url === undefined ? null : { url, verified };
};
/** Somebody else edits the channel. */
const enter = async (url: string | null, ssl = true): Promise<void> => {
	const webhook = url === null ? null : { url, ssl_verification: ssl };
	await new AmioClient(used.sandbox).patch(`channels/${channel.id}`, { webhook });
};
const heard = async (): Promise<unknown[]> => (await items()).map(({ text }) => text);
const secret = (): string => channel.webhook?.secret ?? '';

beforeEach(() => {
	({ channel, ann } = new AmioClient(used.sandbox).someone());
	path = `/channels/${channel.id}`;
	used.sandbox.amio.minuteMs = 1;
});

describe.each(['renew', 'keep'] as const)('A channel whose secret is to %s with a change', (update) => {
	beforeEach(() => {
		used.sandbox.amio.webhookUpdate = update;
	});

	test('sends to the workflow while it is active, then where it sent before', async () => {
		await enter(SHOP, false);
		used.sandbox.journal.clear();
		await switchOn(listening());
		const look = { method: 'GET', path };
		const patch = (url: string, ssl: boolean): object => ({
			method: 'PATCH',
			path,
			body: { webhook: { url, ssl_verification: ssl } },
		});
		expect(used.calls().map(wire)).toEqual([look, patch(urlOf(), true)]);
		await used.sandbox.amio.say(ann.id, 'Hello');
		expect(await heard()).toEqual(['Hello']);
		used.sandbox.journal.clear();
		await switchOff(listening());
		expect(used.calls().map(wire)).toEqual([look, patch(SHOP, false)]);
		expect(standing()).toEqual({ url: SHOP, verified: false });
		expect(host.memory.live).toEqual({ 'node:Node under test': {} });
	});

	test('sends nowhere again if it did so before', async () => {
		await switchOn(listening(false));
		await switchOff(listening(false));
		expect(channel.webhook).toBeNull();
	});

	test('is left as it is when n8n starts again, also by one that has forgotten it', async () => {
		await switchOn(listening());
		used.sandbox.journal.clear();
		expect(await isSetUp(listening())).toBe(true);
		await switchOn(listening());
		host.memory.live = {};
		await switchOn(listening(false));
		expect(used.calls().map(({ method }) => method)).not.toContain('PATCH');
		await used.sandbox.amio.say(ann.id, 'Hello');
		expect(await heard()).toEqual(['Hello']);
		await switchOff(listening());
		expect(channel.webhook).toBeNull();
	});

	test('follows the workflow to a new address, and still leads back', async () => {
		await enter(SHOP);
		await switchOn({ ...listening(), webhookId: 'before' });
		expect(await isSetUp(listening())).toBe(false);
		await switchOn(listening(false));
		expect(standing()).toEqual({ url: urlOf(), verified: true });
		await used.sandbox.amio.say(ann.id, 'Hello');
		expect(await heard()).toEqual(['Hello']);
		await switchOff(listening());
		expect(standing()).toEqual({ url: SHOP, verified: true });
	});

	test.each([
		['the editor', false],
		['an editor with another address than webhooks have', true],
	])(
		'sends to %s while it listens, then to the active workflow, which believes it',
		async (_, isElsewhere) => {
			host.hasEditorElsewhere = isElsewhere;
			await enter(SHOP);
			await switchOn(listening());
			await switchOn(listening(false), 'test');
			expect(standing()).toEqual({ url: urlOf('test'), verified: true });
			await used.sandbox.amio.say(ann.id, 'To the editor');
			await switchOff(listening(false), 'test');
			expect(standing()).toEqual({ url: urlOf(), verified: true });
			await used.sandbox.amio.say(ann.id, 'To the workflow');
			await used.sandbox.amio.say(ann.id, 'And again');
			expect(await heard()).toEqual(['To the editor', 'To the workflow', 'And again']);
			expect(host.lines).toEqual([]);
			await switchOff(listening());
			expect(standing()).toEqual({ url: SHOP, verified: true });
		},
	);

	test.each([
		['the editor', false],
		['an editor with another address than webhooks have', true],
	])('goes on sending to a workflow that is switched on while %s listens', async (_, isElsewhere) => {
		host.hasEditorElsewhere = isElsewhere;
		await switchOn(listening(), 'test');
		await switchOn(listening());
		await switchOff(listening(), 'test');
		expect(standing()).toEqual({ url: urlOf(), verified: true });
		expect(await isSetUp(listening())).toBe(true);
	});

	test('sends to the active workflow again when the editor has listened twice, its page loaded anew between', async () => {
		await enter(SHOP);
		await switchOn(listening());
		await switchOn(listening(), 'test');
		await switchOn(listening(), 'test');
		await switchOff(listening(), 'test');
		expect(standing()).toEqual({ url: urlOf(), verified: true });
		await switchOff(listening());
		expect(standing()).toEqual({ url: SHOP, verified: true });
	});

	test('sends where it sent before a test during which the workflow was switched on', async () => {
		await enter(SHOP);
		await switchOn(listening(), 'test');
		await switchOn(listening(false));
		await switchOff(listening(), 'test');
		expect(standing()).toEqual({ url: urlOf(), verified: true });
		await switchOff(listening());
		expect(standing()).toEqual({ url: SHOP, verified: true });
	});

	test.each([
		['answered 502', { status: 502, acts: true }],
		['cut', { cut: 'after' }],
	] as const)('sends where it sent before when the change is carried out and %s', async (_, fault) => {
		await enter(SHOP);
		used.sandbox.faults.add({ method: 'PATCH', times: 2, fault });
		await expect(switchOn(listening())).rejects.toThrow();
		expect(standing()).toEqual({ url: SHOP, verified: true });
	});

	describe('that sends to the same workflow on another n8n', () => {
		const other = (): string => urlOf().replace(/^http:..[^/]+/, 'https://other.example.com');

		test('is not taken without asking', async () => {
			await enter(other());
			await expect(switchOn(listening(false))).rejects.toThrow('another address already: other.example.com');
			expect(standing()).toMatchObject({ url: other() });
		});

		test('is left to it when the workflow moved there', async () => {
			await switchOn(listening());
			await enter(other());
			await switchOff(listening());
			expect(standing()).toMatchObject({ url: other() });
		});
	});
});

describe('A webhook that somebody else has entered', () => {
	test.each(['live', 'test'] as const)('is not displaced without leave (%s)', async (way) => {
		await enter(SHOP);
		used.sandbox.journal.clear();
		const refused = switchOn(listening(false), way);
		await expect(refused).rejects.toThrow(
			'The channel sends its events to another address already: shop.example.com',
		);
		await expect(refused).rejects.not.toThrow('secret-part');
		expect(used.calls().map(({ method }) => method)).not.toContain('PATCH');
		expect(standing()).toEqual({ url: SHOP, verified: true });
	});

	test('while the workflow is active is left alone when it is switched off', async () => {
		await switchOn(listening());
		await enter(SHOP, false);
		await switchOff(listening());
		expect(standing()).toEqual({ url: SHOP, verified: false });
	});

	test('while the workflow is active gives way when n8n starts again, and comes back', async () => {
		await switchOn(listening());
		await enter(SHOP, false);
		expect(await isSetUp(listening())).toBe(false);
		await expect(switchOn(listening(false))).rejects.toThrow('another address already');
		await switchOn(listening());
		expect(standing()).toEqual({ url: urlOf(), verified: true });
		await switchOff(listening());
		expect(standing()).toEqual({ url: SHOP, verified: false });
	});
});

test('The test address that an n8n left behind is never taken for a foreign one', async () => {
	await switchOn(listening(), 'test');
	await switchOn(listening(false));
	await switchOff(listening());
	expect(channel.webhook).toBeNull();
});

test('A webhook that was removed by hand is entered again when n8n starts again', async () => {
	await switchOn(listening());
	await enter(null);
	expect(await isSetUp(listening())).toBe(false);
	await switchOn(listening(false));
	expect(standing()).toEqual({ url: urlOf(), verified: true });
});

test('The certificate is not checked if the user says so, and a change of it is entered', async () => {
	await switchOn(listening());
	const unverified = { ...listening(), options: { verifyCertificate: false } };
	expect(await isSetUp(unverified)).toBe(false);
	await switchOn(unverified);
	expect(standing()).toEqual({ url: urlOf(), verified: false });
});

test('Amio may write the certificate check as text', async () => {
	used.sandbox.amio.sslVerificationAs = 'string';
	await enter(SHOP, false);
	await switchOn(listening());
	expect(await isSetUp(listening())).toBe(true);
	await switchOff(listening());
	expect(standing()).toEqual({ url: SHOP, verified: false });
});

test('Another channel is chosen: the first is given back', async () => {
	await enter(SHOP);
	await switchOn(listening());
	const other = used.sandbox.amio.channel();
	expect(await isSetUp({ channel: other.id })).toBe(false);
	await switchOn({ channel: other.id });
	expect(standing()).toEqual({ url: SHOP, verified: true });
	expect(other.webhook?.url).toBe(urlOf());
});

test('A channel that does not exist is named as the trouble; one that was deleted is none when switching off', async () => {
	await expect(switchOn({ channel: '6456078759331248741' })).rejects.toThrow('There is no such channel');
	await switchOn(listening());
	await new AmioClient(used.sandbox).delete(`channels/${channel.id}`);
	expect(await isSetUp(listening())).toBe(false);
	await switchOff(listening());
	expect(host.memory.live).toEqual({ 'node:Node under test': {} });
});

test('Without events the workflow does not start', async () => {
	await expect(switchOn({ channel: channel.id, parameters: { events: [] } })).rejects.toThrow(
		"'Events' is empty",
	);
	expect(used.calls().map(({ method }) => method)).not.toContain('PATCH');
});

test('A secret that has changed is read anew: once, however many forged deliveries come', async () => {
	await switchOn(listening());
	const before = secret();
	await enter(urlOf());
	expect(secret()).not.toBe(before);
	used.sandbox.journal.clear();
	await used.sandbox.amio.say(ann.id, 'Hello');
	await used.sandbox.amio.deliver(channel, { sign: 'wrong' });
	expect(await heard()).toEqual(['Hello']);
	expect(used.calls().map(wire)).toEqual([{ method: 'GET', path }]);
	expect(host.lines).toHaveLength(7);
	expect(host.lines[0]).toContain('Amio delivers it again');
	expect(host.lines.join('\n')).not.toContain(secret());
	expect(await isSetUp(listening())).toBe(false);
});
