import { beforeEach, describe, expect, test } from '@jest/globals';
import { answers, customerIn, inboxSource, registryOf, useTrigger } from './trigger-support.ts';

const { used, host, switchOn, switchOff, isSetUp, heard, urlOf } = useTrigger();

const SHOP = 'https://shop.example.com/hook';

describe('An API inbox', () => {
	let inbox = 0;
	let conversation = 0;

	beforeEach(async () => {
		({ inbox, conversation } = await customerIn(used));
	});

	const callback = (id: number): unknown => used.chatwoot.inboxes.get(id)?.channel.webhook_url;

	test('is given back when another one is chosen', async () => {
		const other = await customerIn(used, { webhook_url: SHOP });
		await used.beside(
			async (client) => await client.patch(`inboxes/${inbox}`, { channel: { webhook_url: SHOP } }),
		);
		await switchOn({ parameters: inboxSource(inbox) });
		expect(await isSetUp({ parameters: inboxSource(other.inbox) })).toBe(false);
		await switchOn({ parameters: inboxSource(other.inbox) });
		expect([callback(inbox), callback(other.inbox)]).toEqual([SHOP, urlOf()]);
		await answers(used, conversation, 'Here');
		await answers(used, other.conversation, 'There');
		expect(await heard()).toEqual(['message_created: There']);
	});

	test('is given back when the source becomes the account', async () => {
		await used.beside(
			async (client) => await client.patch(`inboxes/${inbox}`, { channel: { webhook_url: SHOP } }),
		);
		await switchOn({ parameters: inboxSource(inbox) });
		expect(await isSetUp()).toBe(false);
		await switchOn();
		expect(callback(inbox)).toBe(SHOP);
		expect(registryOf(used)).toMatchObject([{ url: urlOf() }]);
	});

	test('that was deleted is no trouble when the workflow is switched off', async () => {
		await switchOn({ parameters: inboxSource(inbox) });
		await used.beside(async (client) => await client.ask('DELETE', `inboxes/${inbox}`));
		expect(await isSetUp({ parameters: inboxSource(inbox) })).toBe(false);
		await switchOff({ parameters: inboxSource(inbox) });
		expect(host.memory.live).toEqual({ 'node:Node under test': {} });
	});

	test('gets a new secret: n8n reads it when the workflow is switched off and on', async () => {
		await switchOn({ parameters: inboxSource(inbox) });
		await used.beside(async (client) => await client.post(`inboxes/${inbox}/reset_secret`));
		await answers(used, conversation, 'Unheard');
		expect(await heard()).toEqual([]);
		expect(host.lines.at(-1)).toContain('unpublish the workflow and publish it again');
		expect(await isSetUp({ parameters: inboxSource(inbox) })).toBe(false);
		await switchOff({ parameters: inboxSource(inbox) });
		await switchOn({ parameters: inboxSource(inbox) });
		await answers(used, conversation, 'Heard');
		expect(await heard()).toEqual(['message_created: Heard']);
	});
});
