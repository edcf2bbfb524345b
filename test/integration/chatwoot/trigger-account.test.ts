import { describe, expect, test } from '@jest/globals';
import { wire } from './support.ts';
import { answers, customerIn, inboxSource, registryOf, useTrigger, writes } from './trigger-support.ts';

const { used, host, trigger, switchOn, switchOff, isSetUp, rename, heard, urlOf } = useTrigger();

const CREATED = ['message_created'];
const UPDATED = { parameters: { events: ['message_created', 'message_updated'] } };

/** What the trigger asked of Chatwoot since the last look, in order. */
const asked = (): object[] => {
	const calls = used.calls().map(wire);
	used.sandbox.journal.clear();
	return calls;
};

const LOOK = { method: 'GET', path: '/webhooks' };

/** A webhook of another program. */
const ofOthers = async (url = 'https://shop.example.com/hook'): Promise<void> => {
	await used.beside(async (client) => await client.post('webhooks', { url, subscriptions: CREATED }));
};

const change = async (id: number, values: object): Promise<void> => {
	await used.beside(async (client) => await client.patch(`webhooks/${id}`, values));
};

describe('A workflow that is switched on', () => {
	test('enters its address, hears what customers write, and takes it away when it is switched off', async () => {
		await ofOthers();
		const [other] = registryOf(used);
		const { conversation } = await customerIn(used);
		await switchOn();
		expect(asked()).toEqual([
			LOOK,
			{
				method: 'POST',
				path: '/webhooks',
				body: { url: urlOf(), subscriptions: CREATED, name: 'n8n: Test' },
			},
		]);
		expect(registryOf(used)).toEqual([other, { id: 2, url: urlOf(), subscriptions: CREATED }]);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
		await switchOff();
		expect(registryOf(used)).toEqual([other]);
		await writes(used, conversation, 'Anybody?');
		expect(await heard()).toEqual(['message_created: Hello']);
	});

	test('is found set up when n8n starts again: nothing is changed', async () => {
		const { conversation } = await customerIn(used);
		await switchOn();
		asked();
		const before = structuredClone(host.memory);
		expect(await isSetUp()).toBe(true);
		await switchOn();
		expect(asked()).toEqual([LOOK, LOOK]);
		expect(host.memory).toEqual(before);
		expect(registryOf(used)).toHaveLength(1);
		await writes(used, conversation);
		expect(await heard()).toHaveLength(1);
	});

	test('keeps its secret where n8n keeps it, and no other token of the installation', async () => {
		await switchOn();
		const [webhook] = used.chatwoot.webhooks.values();
		expect(host.memory.live).toEqual({
			'node:Node under test': {
				registration: { kind: 'entry', id: 1, url: urlOf(), secret: webhook?.secret },
			},
		});
	});

	test('twice is not there twice', async () => {
		await switchOn();
		await switchOn();
		await host.step(trigger(), 'create');
		expect(registryOf(used)).toHaveLength(1);
	});

	test('and off twice does no harm', async () => {
		await switchOn();
		await switchOff();
		await switchOff();
		expect(registryOf(used)).toEqual([]);
	});
});

describe('After a change', () => {
	test.each([
		['more', UPDATED, ['message_created', 'message_updated']],
		['other', { parameters: { events: ['contact_created'] } }, ['contact_created']],
	])('of the events to %s, the same entry has them', async (_, changed, subscriptions) => {
		await switchOn();
		asked();
		expect(await isSetUp(changed)).toBe(false);
		expect(asked()).toEqual([LOOK]);
		await switchOn(changed);
		expect(asked()).toEqual([
			LOOK,
			LOOK,
			{ method: 'PATCH', path: '/webhooks/1', body: { url: urlOf(), subscriptions } },
		]);
		expect(registryOf(used)).toEqual([{ id: 1, url: urlOf(), subscriptions }]);
		expect(await isSetUp(changed)).toBe(true);
		const { conversation } = await customerIn(used);
		await writes(used, conversation);
		expect((await heard()).length).toBeGreaterThan(0);
		await switchOff(changed);
		expect(registryOf(used)).toEqual([]);
	});

	test('of the order of the events, nothing is changed', async () => {
		await switchOn(UPDATED);
		expect(await isSetUp({ parameters: { events: ['message_updated', 'message_created'] } })).toBe(true);
	});

	test('of the address, the old entry is gone', async () => {
		await ofOthers();
		const { conversation } = await customerIn(used);
		const before = { webhookId: 'before' };
		await switchOn(before);
		expect(await isSetUp()).toBe(false);
		await switchOn();
		expect(registryOf(used)).toMatchObject([{ id: 1 }, { url: urlOf() }]);
		expect(registryOf(used)).toHaveLength(2);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
	});

	test('of the name of the node, the entry is adopted with its secret, not doubled', async () => {
		const { conversation } = await customerIn(used);
		await switchOn();
		const before = structuredClone(host.memory.live);
		rename();
		expect(await isSetUp()).toBe(false);
		asked();
		await switchOn();
		expect(asked()).toEqual([LOOK]);
		expect(host.memory.live).toEqual(before);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
	});

	test('of the name and the events, the adopted entry has them', async () => {
		await switchOn();
		rename();
		await switchOn(UPDATED);
		expect(registryOf(used)).toEqual([
			{ id: 1, url: urlOf(), subscriptions: ['message_created', 'message_updated'] },
		]);
	});

	test('of the name, switching off takes the entry away all the same, and only that', async () => {
		await ofOthers();
		await switchOn();
		rename();
		await switchOff();
		expect(registryOf(used)).toMatchObject([{ url: 'https://shop.example.com/hook' }]);
	});

	test('of the source to an API inbox, nothing is left in the registry', async () => {
		const { inbox } = await customerIn(used);
		await switchOn();
		await switchOn({ parameters: inboxSource(inbox) });
		expect(registryOf(used)).toEqual([]);
		expect(used.chatwoot.inboxes.get(inbox)?.channel.webhook_url).toBe(urlOf());
	});
});

describe('After somebody was at the registry by hand', () => {
	test('an entry that was deleted is made again', async () => {
		const { conversation } = await customerIn(used);
		await switchOn();
		await used.beside(async (client) => await client.ask('DELETE', 'webhooks/1'));
		expect(await isSetUp()).toBe(false);
		await switchOn();
		expect(registryOf(used)).toEqual([{ id: 2, url: urlOf(), subscriptions: CREATED }]);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
	});

	test('an entry that was deleted is no trouble when the workflow is switched off', async () => {
		await ofOthers();
		await switchOn();
		await used.beside(async (client) => await client.ask('DELETE', 'webhooks/2'));
		await switchOff();
		expect(registryOf(used)).toMatchObject([{ id: 1 }]);
	});

	test('an entry that somebody deletes at the same moment is gone, which is all that was wanted', async () => {
		await switchOn();
		used.sandbox.faults.add({ method: 'DELETE', fault: { status: 404 } });
		await switchOff();
		expect(host.memory.live).toEqual({ 'node:Node under test': {} });
	});

	test('events that were edited are set right again', async () => {
		await switchOn();
		await change(1, { subscriptions: ['contact_created'] });
		expect(await isSetUp()).toBe(false);
		await switchOn();
		expect(registryOf(used)).toEqual([{ id: 1, url: urlOf(), subscriptions: CREATED }]);
	});

	test('an entry whose address was edited belongs to somebody else now', async () => {
		await switchOn();
		await change(1, { url: 'https://shop.example.com/hook' });
		expect(await isSetUp()).toBe(false);
		await switchOn();
		const edited = { id: 1, url: 'https://shop.example.com/hook', subscriptions: CREATED };
		expect(registryOf(used)).toEqual([edited, { id: 2, url: urlOf(), subscriptions: CREATED }]);
		await switchOff();
		expect(registryOf(used)).toEqual([edited]);
	});

	test('an entry whose address was edited is left alone when the workflow is switched off', async () => {
		await switchOn();
		await change(1, { url: 'https://shop.example.com/hook' });
		await switchOff();
		expect(registryOf(used)).toMatchObject([{ id: 1 }]);
	});

	test('one that was deleted and entered again has another secret, which is read', async () => {
		const { conversation } = await customerIn(used);
		await switchOn();
		await used.beside(async (client) => {
			await client.ask('DELETE', 'webhooks/1');
			await client.post('webhooks', { url: urlOf(), subscriptions: CREATED });
		});
		await switchOn();
		expect(registryOf(used)).toEqual([{ id: 2, url: urlOf(), subscriptions: CREATED }]);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
	});
});

describe('Several at once', () => {
	test('when another process of n8n was faster, its entry is taken', async () => {
		// The look-up finds nothing, because the entry comes in between.
		await used.beside(async (client) => await client.post('webhooks', { url: urlOf() }));
		used.sandbox.faults.add({
			method: 'GET',
			path: '/api/v1/accounts/1/webhooks',
			times: 1,
			fault: { status: 200, body: { payload: { webhooks: [] } } },
		});
		await switchOn();
		expect(registryOf(used)).toEqual([{ id: 1, url: urlOf(), subscriptions: CREATED }]);
	});

	test('the editor listens at another address and leaves the live one alone', async () => {
		const { conversation } = await customerIn(used);
		await switchOn();
		await switchOn({}, 'test');
		expect(registryOf(used)).toMatchObject([{ url: urlOf() }, { url: urlOf('test') }]);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello', 'message_created: Hello']);
		await switchOff({}, 'test');
		expect(registryOf(used)).toMatchObject([{ url: urlOf() }]);
		expect(await isSetUp()).toBe(true);
		await answers(used, conversation);
		await writes(used, conversation, 'Again');
		expect((await heard()).slice(2)).toEqual(['message_created: Again']);
	});

	test('the live one is switched off while the editor listens: that goes on', async () => {
		await switchOn();
		await switchOn({}, 'test');
		await switchOff();
		expect(registryOf(used)).toMatchObject([{ url: urlOf('test') }]);
		await switchOff({}, 'test');
		expect(registryOf(used)).toEqual([]);
	});
});
