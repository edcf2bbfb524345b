import { describe, expect, test } from '@jest/globals';
import {
	botSource,
	customerIn,
	inboxSource,
	registryOf,
	useTrigger,
	writes,
	type Listening,
} from './trigger-support.ts';

const { used, host, switchOn, switchOff, isSetUp, heard, urlOf } = useTrigger();

const SHOP = 'https://shop.example.com/hook';
const UNSIGNED = { acceptUnsigned: true };

const callback = (inbox: number): unknown => used.chatwoot.inboxes.get(inbox)?.channel.webhook_url;

/** The bodies of what changed something. */
const changes = (): unknown[] =>
	used
		.calls()
		.filter(({ method }) => method !== 'GET')
		.map(({ method, body }) => [method, body]);

describe('A workflow is not switched on', () => {
	test.each<[string, (inbox: number) => Listening]>([
		['an account webhook', () => ({})],
		['an API inbox', (inbox) => ({ parameters: inboxSource(inbox) })],
		['an agent bot', () => ({ parameters: botSource() })],
	])('with the token of an agent, for %s', async (_, listening) => {
		const { inbox } = await customerIn(used, { webhook_url: SHOP });
		await expect(switchOn({ ...listening(inbox), as: 'agent' })).rejects.toMatchObject({
			message: expect.stringContaining('You are not authorized to do this action'),
			description: expect.stringContaining('administrators'),
		});
		expect([registryOf(used), callback(inbox)]).toEqual([[], SHOP]);
	});

	test.each<[string, string, () => Promise<Listening>]>([
		[
			'an inbox that does not exist',
			'There is no such inbox',
			async () => await Promise.resolve({ parameters: inboxSource(99) }),
		],
		[
			'a bot that does not exist',
			'There is no such agent bot',
			async () => await Promise.resolve({ parameters: botSource(99) }),
		],
		[
			'the inbox of a website',
			'Only inboxes of the channel API have a callback',
			async () => {
				const channel = { type: 'web_widget', website_url: 'https://example.com' };
				const inbox = await used.beside(async (client) => await client.inbox(channel));
				return { parameters: inboxSource(inbox) };
			},
		],
	])('for %s', async (_, message, listening) => {
		await expect(switchOn(await listening())).rejects.toThrow(message);
		expect(changes()).toEqual([]);
		expect(host.memory.live).toEqual({ 'node:Node under test': {} });
	});

	test.each<[string, Listening, string]>([
		['events', { parameters: { events: [] } }, "'Events' is empty"],
		[
			'an inbox',
			{ parameters: { source: 'apiInbox', inbox: { __rl: true, mode: 'list', value: '' } } },
			"'Inbox'",
		],
		[
			'a bot',
			{ parameters: { source: 'agentBot', agentBot: { __rl: true, mode: 'list', value: '' } } },
			"'Agent Bot'",
		],
	])('without %s', async (_, listening, message) => {
		await expect(switchOn(listening)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining(message),
		});
		expect(changes()).toEqual([]);
	});

	test('when an older server does not know an event, which is named', async () => {
		const invalid = { message: 'Subscriptions Invalid events', attributes: ['subscriptions'] };
		used.sandbox.faults.add({ method: 'POST', fault: { status: 422, body: invalid } });
		const events = ['message_created', 'conversation_typing_on', 'inbox_created'];
		await expect(switchOn({ parameters: { events } })).rejects.toMatchObject({
			message: expect.stringContaining(
				'does not know the events conversation_typing_on, inbox_created, or some of them. It is older',
			),
			description: expect.stringContaining('Take them out'),
		});
	});

	test('when a server does not know an event that is added later', async () => {
		await switchOn();
		const invalid = { message: 'Subscriptions Invalid events', attributes: ['subscriptions'] };
		used.sandbox.faults.add({ method: 'PATCH', fault: { status: 422, body: invalid } });
		await expect(
			switchOn({ parameters: { events: ['message_created', 'conversation_typing_off'] } }),
		).rejects.toThrow('does not know the events conversation_typing_off');
	});

	test.each([
		['Url is invalid', ['message_created', 'inbox_created']],
		['Subscriptions Invalid events', ['message_created']],
	])('when the server refuses it in other words: %s', async (message, events) => {
		used.sandbox.faults.add({ method: 'POST', fault: { status: 422, body: { message } } });
		await expect(switchOn({ parameters: { events } })).rejects.toThrow(message);
	});

	test('when the server does not show the callback that it has accepted', async () => {
		const { inbox } = await customerIn(used);
		const body = { id: inbox, channel_type: 'Channel::Api', webhook_url: SHOP };
		used.sandbox.faults.add({ method: 'PATCH', fault: { status: 200, body } });
		await expect(switchOn({ parameters: inboxSource(inbox) })).rejects.toThrow('does not show it');
	});
});

describe('A server that is too old to sign', () => {
	const old = (): void => {
		used.chatwoot.signs = false;
	};
	const REFUSED = {
		message: expect.stringContaining(
			'does not sign what it sends, so that anybody could start the workflow. Newer',
		),
		description: expect.stringContaining("'Accept Unsigned Deliveries'"),
	};

	test('is refused, and nothing is left in the registry', async () => {
		old();
		await expect(switchOn()).rejects.toMatchObject(REFUSED);
		expect(registryOf(used)).toEqual([]);
		expect(used.calls().map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'DELETE', 'GET']);
	});

	test.each([SHOP, null])('is refused, and the callback stays %s', async (before) => {
		const { inbox } = await customerIn(used, { webhook_url: before });
		old();
		await expect(switchOn({ parameters: inboxSource(inbox) })).rejects.toMatchObject(REFUSED);
		expect(callback(inbox)).toBe(before);
	});

	test('is believed if the user says so', async () => {
		const { conversation } = await customerIn(used);
		old();
		await switchOn({ options: UNSIGNED });
		expect(await isSetUp({ options: UNSIGNED })).toBe(true);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
		expect(host.items()).toMatchObject([{ deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
	});

	test('is no longer believed when the user takes that back', async () => {
		old();
		await switchOn({ options: UNSIGNED });
		expect(await isSetUp()).toBe(false);
		await expect(switchOn()).rejects.toMatchObject(REFUSED);
		expect(registryOf(used)).toEqual([]);
		await switchOff();
	});

	test('is checked, once it is upgraded and the workflow was switched on again', async () => {
		const { conversation } = await customerIn(used);
		old();
		await switchOn({ options: UNSIGNED });
		used.chatwoot.signs = true;
		expect(await isSetUp({ options: UNSIGNED })).toBe(false);
		await switchOn({ options: UNSIGNED });
		expect(registryOf(used)).toHaveLength(1);
		await writes(used, conversation);
		expect(await heard()).toEqual(['message_created: Hello']);
		const body = { event: 'message_created', id: 1, message_type: 'incoming' };
		const { status } = await used.chatwoot.deliveries.send(urlOf(), { body });
		expect(status).toBe(401);
	});
});
