import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { JournalEntry } from '../../../sandbox/index.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { placesOf } from '../support/secrets.ts';
import { begin, story, type Cast } from '../../unit/sandbox/chatwoot-story.ts';
import { inboxSource, useTrigger, type Listening } from './trigger-support.ts';

const { used, host, switchOn, settled, urlOf } = useTrigger();

const ACCOUNT = {
	events: [
		'contact_created',
		'contact_updated',
		'conversation_created',
		'conversation_status_changed',
		'conversation_typing_off',
		'conversation_typing_on',
		'conversation_updated',
		'message_created',
		'message_updated',
		'webwidget_triggered',
	],
	direction: 'any',
};

const EVERYTHING: Listening = { parameters: ACCOUNT, options: { includePrivate: true } };

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The values of a key, however deep they stand. */
function valuesOf(key: string, value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) {
		return [];
	}
	return Object.entries(value).flatMap(([name, inner]) => [
		...(name === key ? [inner as unknown] : []),
		...valuesOf(key, inner),
	]);
}

/** The keys with numbers that could be times of our days, in seconds. */
function timesIn(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) {
		return [];
	}
	return Object.entries(value).flatMap(([key, inner]) =>
		typeof inner === 'number' && inner > 1.6e9 && inner < 4e9 ? [key] : timesIn(inner),
	);
}

describe('Of everything that happens in an installation', () => {
	let cast: Cast;

	/** Plays it; gives what was sent, and the item for each. */
	async function play(listening: Listening): Promise<[JournalEntry, IDataObject][]> {
		const client = new ChatwootClient(used.sandbox);
		cast = await begin(client, 'https://shop.example.com/');
		await switchOn(listening);
		await settled();
		used.sandbox.journal.clear();
		for (const [, act] of story(client, cast)) {
			await act();
			await settled();
		}
		const sent = used.sandbox.journal.entries({ direction: 'out', path: new URL(urlOf()).pathname });
		const byId = new Map(host.items().map((item) => [item.deliveryId, item]));
		const submitted = host.items().find((item) => valuesOf('submitted_values', item).length > 0);
		return sent.flatMap((entry): [JournalEntry, IDataObject][] => {
			const isSubmitted = valuesOf('submitted_values', entry.body).length > 0;
			const item = isSubmitted ? submitted : byId.get(entry.headers['x-chatwoot-delivery']);
			return item === undefined ? [] : [[entry, item]];
		});
	}

	let heard: [JournalEntry, IDataObject][];
	beforeEach(async () => {
		heard = await play(EVERYTHING);
	});

	test('each delivery is an item, with the same fields, but what opens something', () => {
		const sent = used.sandbox.journal.entries({ direction: 'out', path: new URL(urlOf()).pathname });
		expect(sent.length).toBeGreaterThan(40);
		expect(heard).toHaveLength(sent.length);
		expect([...new Set(heard.map(([, { event }]) => event))].sort()).toEqual(ACCOUNT.events);
		for (const [{ body }, item] of heard) {
			const { deliveryId, eventTime, messageId, conversationId, senderType, ...event } = item;
			expect(Object.keys(event).sort()).toEqual(Object.keys(body as object).sort());
			const name = event.event as string;
			// A submitted choice has one of its own.
			expect(deliveryId).toMatch(/^([0-9a-f-]{36}|[0-9a-f]{64})$/);
			expect(eventTime).toMatch(ISO);
			expect([typeof messageId, typeof conversationId, typeof senderType]).toEqual([
				name.startsWith('message_') ? 'number' : 'object',
				// Whoever opens the widget has no conversation yet.
				/^contact|^webwidget/.test(name) ? 'object' : 'number',
				/^message|typing/.test(name) ? 'string' : 'object',
			]);
		}
	});

	test('no item holds a key to a conversation, though almost every delivery does', () => {
		const tokens = new Set(heard.flatMap(([{ body }]) => valuesOf('pubsub_token', body)));
		expect(tokens.size).toBeGreaterThan(1);
		for (const token of tokens) {
			expect(placesOf(String(token), host.items())).toEqual([]);
		}
		expect(valuesOf('pubsub_token', host.items())).toEqual([]);
	});

	test('all times are ISO texts, and what never was is null', () => {
		expect(timesIn(heard.map(([{ body }]) => body))).not.toEqual([]);
		expect(timesIn(host.items())).toEqual([]);
		const seen = valuesOf('agent_last_seen_at', host.items());
		expect(seen.filter((time) => time !== null).every((time) => ISO.test(time as string))).toBe(true);
		expect(seen).toContain(null);
		expect(seen).not.toContain(0);
	});

	test('who did it is told, also where Chatwoot leaves it open', () => {
		const senders = (event: string): unknown[] => [
			...new Set(heard.filter(([, item]) => item.event === event).map(([, { senderType }]) => senderType)),
		];
		expect(senders('message_created').sort()).toEqual(['agent_bot', 'contact', 'user']);
		expect(senders('conversation_typing_on').sort()).toEqual(['contact', 'user']);
		const submitted = heard.find(([{ body }]) => valuesOf('submitted_values', body).length > 0)?.[1];
		expect(submitted).toMatchObject({
			event: 'message_updated',
			senderType: 'contact',
			message_type: 'outgoing',
		});
	});

	test('the messages of a conversation are told by its number and theirs', () => {
		const messages = heard.flatMap(([, item]) => (item.event === 'message_created' ? [item] : []));
		const known = messages.map(({ messageId }) => used.chatwoot.messages.get(messageId as number));
		expect(messages.length).toBeGreaterThan(5);
		expect(messages.map(({ conversationId }) => conversationId)).toEqual(
			known.map((message) => message?.conversation.id),
		);
		expect(messages.map(({ eventTime }) => eventTime)).toEqual(messages.map((message) => message.created_at));
	});

	test('a change has the time of the change', () => {
		const changed = heard.flatMap(([, item]) => (item.event === 'conversation_updated' ? [item] : []));
		expect(changed.length).toBeGreaterThan(5);
		for (const { eventTime, changed_attributes: changes } of changed) {
			expect(valuesOf('updated_at', changes)).toMatchObject([{ current_value: eventTime }]);
		}
	});
});

test('Of an API inbox, its key is handed on if the user asks for it', async () => {
	const client = new ChatwootClient(used.sandbox);
	const inbox = await client.inbox();
	await switchOn({ parameters: inboxSource(inbox), options: { includeSecrets: true } });
	await client.message(await client.conversation({ inbox_id: inbox }));
	await settled();
	const [session] = [...used.chatwoot.contactInboxes.values()].slice(-1);
	expect(host.items()).toMatchObject([
		{ conversation: { contact_inbox: { pubsub_token: session?.pubsub_token } } },
	]);
});

test('What users name themselves stays as it is, also where it looks like ours', async () => {
	const own = {
		timestamp: 1_700_000_000,
		created_at: 0,
		secret: 'of the user',
		pubsub_token: 'mine',
		in: { updated_at: 1 },
	};
	const client = new ChatwootClient(used.sandbox);
	const contact = await client.contact({ name: 'Ann', custom_attributes: own, additional_attributes: own });
	const conversation = await client.conversation({ contact_id: contact, custom_attributes: own });
	await switchOn({ parameters: { direction: 'any' } });
	await client.message(conversation, { content: 'Hi', content_attributes: own });
	await settled();
	const [item] = host.items();
	expect(item).toMatchObject({
		content_attributes: own,
		conversation: {
			custom_attributes: own,
			meta: { sender: { custom_attributes: own } },
		},
	});
});

describe('An item of a server that does not sign', () => {
	test('has a digest of the body as its ID, the same for the same bytes, and the time of the event', async () => {
		used.chatwoot.signs = false;
		await switchOn({ options: { acceptUnsigned: true } });
		const { deliveries } = used.chatwoot;
		const body = (created: string): object => ({
			event: 'message_created',
			id: 7,
			message_type: 'incoming',
			created_at: created,
		});
		for (const time of ['2026-11-21T07:40:44.800Z', '2026-11-21T07:40:44.800Z', '2026-11-21T07:40:45.000Z']) {
			await deliveries.send(urlOf(), { body: body(time) });
		}
		const ids = host.items().map(({ deliveryId }) => deliveryId);
		expect(ids).toEqual([ids[0], ids[0], ids[2]]);
		expect(new Set(ids).size).toBe(2);
		expect(host.items()[2]).toMatchObject({
			messageId: 7,
			conversationId: null,
			senderType: null,
			eventTime: '2026-11-21T07:40:45.000Z',
		});
	});

	test('has no time where the event tells none', async () => {
		used.chatwoot.signs = false;
		await switchOn({ parameters: { events: ['contact_created'] }, options: { acceptUnsigned: true } });
		await used.chatwoot.deliveries.send(urlOf(), { body: { event: 'contact_created', id: 7 } });
		expect(host.items()).toMatchObject([{ event: 'contact_created', id: 7, eventTime: null }]);
	});

	test.each([
		{ timestamp: 1e300 },
		{ created_at: -1e18 },
		{ conversation: 'none', sender: 7, content_attributes: null },
		{ sender: { type: null }, inbox: [], conversation: { id: '7', messages: [null, 0] } },
		{ id: 'seven', changed_attributes: [null, 7, { updated_at: null }], updated_at: {} },
	])('does no harm, whatever it says: %j', async (odd) => {
		used.chatwoot.signs = false;
		await switchOn({ parameters: { direction: 'any' }, options: { acceptUnsigned: true } });
		const body = { event: 'message_created', ...odd };
		expect((await used.chatwoot.deliveries.send(urlOf(), { body })).status).toBe(200);
		expect(host.items()).toHaveLength(1);
	});
});
