import { describe, expect, test } from '@jest/globals';
import type { Cable } from '../../../sandbox/index.ts';
import { CableListener, identifierOf } from '../../support/cable-listener.ts';
import { at, ChatwootClient } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);
const cable = (): Cable => use.sandbox.chatwoot.cable;

const user = (id: number, more: object = {}): string => {
	const { pubsub_token, account_id } = use.sandbox.chatwoot.users.get(id) ?? {};
	return identifierOf({ pubsub_token, account_id, user_id: id, ...more });
};

interface Customer {
	readonly path: string;
	readonly identifier: string;
	readonly conversation: number;
}

/** A customer with a conversation in an inbox. */
const customer = async (inbox: number, name: string): Promise<Customer> => {
	const contacts = `${client().publicInbox(inbox)}/contacts`;
	const { body } = await client().post(contacts, { source_id: name, name });
	const opened = await client().post(`${contacts}/${name}/conversations`, {});
	const conversation = at(opened.body, 'id') as number;
	return {
		path: `${contacts}/${name}/conversations/${conversation}`,
		identifier: identifierOf({ pubsub_token: at(body, 'pubsub_token') }),
		conversation,
	};
};

/** What a listener has heard until now: events, and of messages what they say. */
const heard = async (listener: CableListener, identifier: string): Promise<string[]> =>
	(await listener.heard(identifier)).map(({ message }) => {
		const content = at(message, 'data.content');
		return typeof content === 'string' ? `${message?.event ?? ''}: ${content}` : (message?.event ?? '');
	});

describe('subscribing', () => {
	test('a customer is welcomed, confirmed, and told who is there', async () => {
		const { identifier } = await customer(await client().inbox(), 'ann');
		const listener = await CableListener.open(use.sandbox, identifier);
		expect(listener.protocol).toBe('actioncable-v1-json');
		expect(listener.frames).toEqual([
			{ type: 'welcome' },
			{ identifier, type: 'confirm_subscription' },
			{ identifier, message: { event: 'presence.update', data: { account_id: 1, users: {} } } },
		]);
		expect(cable().sockets).toMatchObject([{ protocol: 'actioncable-v1-json', subscriptions: [identifier] }]);
	});

	test('an agent is shown as online, also over HTTP, for a while', async () => {
		const availabilities = async (): Promise<unknown[]> => {
			const { body } = await client().get('agents');
			return (body as Record<string, unknown>[]).map((agent) => agent.availability_status);
		};
		const listener = await CableListener.open(use.sandbox, user(2));
		expect(listener.frames.at(-1)?.message?.data).toEqual({
			account_id: 1,
			users: { 2: 'online' },
			contacts: {},
		});
		expect(await availabilities()).toEqual(['offline', 'online']);
		cable().presenceMs = 1;
		await listener.heard(user(2));
		await use.sandbox.clock.wait(1);
		expect(await availabilities()).toEqual(['offline', 'offline']);
	});

	test.each([
		['a wrong token', () => identifierOf({ pubsub_token: 'nope' })],
		['no token', () => identifierOf({})],
		['a user’s token without the user', () => user(2, { user_id: undefined })],
		['another user’s token', () => user(2, { user_id: 1 })],
		['a wrong account', () => user(2, { account_id: 2 })],
		['another channel', () => user(2, { channel: 'NoChannel' })],
		['no JSON', () => 'RoomChannel'],
	])('%s gets pings and no answer', async (_what, identifier) => {
		cable().pingMs = 5;
		const listener = await CableListener.open(use.sandbox);
		listener.subscribe(identifier());
		await listener.next(({ type }) => type === 'ping');
		listener.frames.length = 0;
		await listener.next(({ type }) => type === 'ping');
		await client().contact();
		const last = await listener.next(({ type, message }) => type === 'ping' && message !== undefined);
		expect(last).toEqual({ type: 'ping', message: expect.any(Number) });
		expect(new Set(listener.frames.map(({ type }) => type))).toEqual(new Set(['ping']));
		expect(cable().sockets[0]?.subscriptions).toEqual([]);
	});

	test('one without the protocol is served all the same, and who is there may come first', async () => {
		cable().presenceFirst = true;
		const listener = new CableListener(use.sandbox, []);
		await listener.next(({ type }) => type === 'welcome');
		listener.subscribe(user(1));
		await listener.next(({ type }) => type === 'confirm_subscription');
		expect(listener.protocol).toBe('');
		expect(listener.frames.map(({ type, message }) => type ?? message?.event)).toEqual([
			'welcome',
			'presence.update',
			'confirm_subscription',
		]);
	});

	test('after unsubscribing nothing comes any more', async () => {
		const listener = await CableListener.open(use.sandbox, user(1));
		const other = user(2);
		listener.subscribe(other);
		await listener.next(({ identifier, type }) => identifier === other && type !== undefined);
		listener.send({ command: 'unsubscribe', identifier: user(1) });
		await listener.heard(other);
		await client().contact();
		const frames = await listener.heard(other);
		expect(frames.map(({ identifier }) => identifier)).toEqual([other]);
	});
});

describe('who hears what', () => {
	test('customers hear their own conversation, without notes and activities', async () => {
		const inbox = await client().inbox();
		const ann = await customer(inbox, 'ann');
		const bob = await customer(inbox, 'bob');
		const listener = await CableListener.open(use.sandbox, ann.identifier);
		await client().message(ann.conversation, { content: 'For Ann' });
		await client().message(ann.conversation, { content: 'A note', private: true });
		await client().message(bob.conversation, { content: 'For Bob' });
		await client().post(`conversations/${ann.conversation}/toggle_priority`, { priority: 'high' });
		expect(await heard(listener, ann.identifier)).toEqual([
			'message.created: For Ann',
			'conversation.updated',
			'conversation.updated',
		]);
	});

	test('a customer who has proved to be the one hears all such sessions', async () => {
		const first = await customer(await client().inbox(), 'ann');
		const second = await customer(await client().inbox(), 'ann2');
		const sessions = [...use.sandbox.chatwoot.contactInboxes.values()];
		for (const session of sessions) {
			session.hmac_verified = true;
			if (sessions[0]) session.contact = sessions[0].contact;
		}
		const listener = await CableListener.open(use.sandbox, first.identifier);
		await client().message(second.conversation, { content: 'There' });
		expect(await heard(listener, first.identifier)).toContain('message.created: There');
	});

	test('agents hear the inboxes they are in, administrators all, and everybody hears of contacts', async () => {
		const { body } = await client().post('inboxes', { name: 'Back room', channel: { type: 'api' } });
		const hidden = await client().conversation({ inbox_id: at(body, 'id') });
		const open = await client().conversation();
		const agent = await CableListener.open(use.sandbox, user(2));
		const administrator = await CableListener.open(use.sandbox, user(1));
		const outsider = await CableListener.open(use.sandbox, user(3));
		await client().message(hidden, { content: 'Hidden' });
		await client().message(open, { content: 'Open', private: true });
		await client().contact();
		expect(await heard(agent, user(2))).toEqual(['message.created: Open', 'contact.created']);
		expect(await heard(administrator, user(1))).toEqual([
			'message.created: Hidden',
			'first.reply.created: Hidden',
			'conversation.updated',
			'message.created: Open',
			'contact.created',
		]);
		expect(await heard(outsider, user(3))).toEqual([]);
	});

	test('nobody hears of the own typing', async () => {
		const ann = await customer(await client().inbox(), 'ann');
		const listener = await CableListener.open(use.sandbox, ann.identifier);
		const agent = await CableListener.open(use.sandbox, user(2));
		await client().post(`${ann.path}/toggle_typing`, { typing_status: 'on' });
		await client().post(
			`conversations/${ann.conversation}/toggle_typing_status`,
			{ typing_status: 'off' },
			{ as: 'agent' },
		);
		expect(await heard(agent, user(2))).toEqual(['conversation.typing_on']);
		expect(await heard(listener, ann.identifier)).toEqual(['conversation.typing_off']);
	});

	test('a newer notification takes the place of the older one', async () => {
		const id = await client().conversation();
		const agent = await CableListener.open(use.sandbox, user(2));
		await client().post(`conversations/${id}/assignments`, { assignee_id: 2 });
		await client().message(id, { content: 'Hi', message_type: 'incoming' });
		await client().post(`conversations/${id}/messages`, { content: 'Hello' }, { as: 'agent' });
		const frames = await agent.heard(user(2));
		const notes = frames.filter(({ message }) => message?.event.startsWith('notification'));
		expect(notes.map(({ message }) => [message?.event, at(message, 'data.notification.id')])).toEqual([
			['notification.created', 1],
			['notification.created', 2],
			['notification.deleted', 1],
		]);
		expect(notes.map(({ message }) => at(message, 'data.unread_count'))).toEqual([1, 2, 1]);
	});

	test('a frame says who did it when it was a call of the Application API', async () => {
		const ann = await customer(await client().inbox(), 'ann');
		const listener = await CableListener.open(use.sandbox, ann.identifier);
		await client().message(ann.conversation, { content: 'From the agent' });
		await client().post(`${ann.path}/messages`, { content: 'From Ann' });
		const frames = await listener.heard(ann.identifier);
		const messages = frames.filter(({ message }) => message?.event === 'message.created');
		expect(messages.map(({ message }) => at(message, 'data.performer.name'))).toEqual([
			'Ada Admin',
			undefined,
		]);
	});
});

describe('trouble on command', () => {
	test('cut sockets close without a word, and new ones may be refused', async () => {
		const listener = await CableListener.open(use.sandbox, user(1));
		cable().cut();
		expect(await listener.closed).toMatchObject({ code: 1006, reason: '' });
		expect(cable().sockets).toEqual([]);
		cable().refuses = true;
		const refused = new CableListener(use.sandbox);
		expect(await refused.closed).toMatchObject({ code: 1006 });
		expect(refused.frames).toEqual([]);
		cable().refuses = false;
		const again = await CableListener.open(use.sandbox, user(1));
		expect(again.frames).toHaveLength(3);
	});

	test('pings can stop while all else goes on', async () => {
		cable().pingMs = 5;
		const listener = await CableListener.open(use.sandbox, user(1));
		await listener.next(({ type }) => type === 'ping');
		cable().pings = false;
		await client().contact();
		listener.frames.length = 0;
		// Two beats by the sandbox's own clock.
		await use.sandbox.clock.wait(2 * cable().pingMs);
		await client().contact({ name: 'Bea' });
		expect(await heard(listener, user(1))).toEqual(['contact.created']);
		expect(listener.frames).toEqual([]);
	});

	test('a reset closes all, and makes everybody go', async () => {
		const listener = await CableListener.open(use.sandbox, user(2));
		use.sandbox.reset();
		expect(await listener.closed).toMatchObject({ code: 1006 });
		expect(use.sandbox.chatwoot.users.get(2)?.online).toBe(false);
		expect(cable().sockets).toEqual([]);
	});

	test('the journal shows the connection and counts it as no open request', async () => {
		await CableListener.open(use.sandbox, user(1));
		await client().get('agents');
		const [opened, asked] = use.sandbox.journal.entries({ service: 'chatwoot' });
		expect(opened).toMatchObject({ path: '/cable', status: 101 });
		expect(asked).toMatchObject({ inFlight: 1 });
		expect((await client().get('/cable')).status).toBe(404);
	});
});
