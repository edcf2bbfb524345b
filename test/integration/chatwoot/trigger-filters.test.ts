import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { answers, botSource, customerIn, inboxSource, useTrigger, writes } from './trigger-support.ts';

const { used, host, switchOn, heard, settled, urlOf } = useTrigger();

type Source = 'accountWebhook' | 'agentBot' | 'apiInbox';

const MESSAGES = ['message_created', 'message_updated'];
const TYPING = ['conversation_typing_on', 'conversation_typing_off'];
const CONVERSATIONS = ['conversation_created', 'conversation_updated', 'conversation_status_changed'];

/** Which parameter has the events of a source. */
const EVENTS = { accountWebhook: 'events', apiInbox: 'inboxEvents', agentBot: 'botEvents' } as const;

interface Wanted {
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	readonly source?: Source;
	readonly events?: string[];
}

/** An inbox with the agent and the bot, and a customer in it; the trigger listens to the source. */
async function listening(wanted: Wanted): Promise<{ inbox: number; conversation: number }> {
	const { source = 'accountWebhook', events, parameters = {}, options = {} } = wanted;
	const customer = await customerIn(used);
	await used.beside(async (client) => {
		await client.post(`inboxes/${customer.inbox}/set_agent_bot`, { agent_bot: 1 });
		await client.patch('agent_bots/1', { outgoing_url: null });
	});
	const sources = {
		accountWebhook: {},
		apiInbox: inboxSource(customer.inbox),
		agentBot: botSource(),
	};
	const chosen = events === undefined ? {} : { [EVENTS[source]]: events };
	await switchOn({ parameters: { ...sources[source], ...chosen, ...parameters }, options });
	return customer;
}

/** A message of everybody who can write one, in this order. */
async function everybodyWrites(conversation: number): Promise<void> {
	await writes(used, conversation, 'by the customer');
	await answers(used, conversation, 'by an agent');
	const client = new ChatwootClient(used.sandbox);
	const messages = `conversations/${conversation}/messages`;
	await client.post(messages, { content: 'by the bot' }, { as: 'bot' });
	await client.post(messages, { content: 'a note', private: true }, { as: 'agent' });
	await settled();
}

/** What Chatwoot was answered, delivery by delivery; nothing where a run was started. */
const answered = (): string[] =>
	used.sandbox.journal
		.entries({ direction: 'out' })
		.map(({ status, answer }) => `${status} ${answer ?? ''}`.trim());

const CUSTOMER = 'message_created: by the customer';
const AGENT = 'message_created: by an agent';
const BOT = 'message_created: by the bot';
const NOTE = 'message_created: a note';

describe('Of what everybody writes, the workflow hears', () => {
	test.each<[string, Wanted, string[]]>([
		['what customers write, of an account', {}, [CUSTOMER]],
		['what agents and bots write, of an API inbox', { source: 'apiInbox' }, [AGENT, BOT]],
		['what customers write, of an agent bot', { source: 'agentBot' }, [CUSTOMER]],
		['all but notes, if the direction is any', { parameters: { direction: 'any' } }, [CUSTOMER, AGENT, BOT]],
		['the other direction, of an account', { parameters: { direction: 'outgoing' } }, [AGENT, BOT]],
		[
			'the other direction, of a bot',
			{ source: 'agentBot', parameters: { direction: 'outgoing' } },
			[AGENT, BOT],
		],
		[
			'the other direction, of an API inbox',
			{ source: 'apiInbox', parameters: { inboxDirection: 'incoming' } },
			[CUSTOMER],
		],
		[
			'both directions, of an API inbox',
			{ source: 'apiInbox', parameters: { inboxDirection: 'any' } },
			[CUSTOMER, AGENT, BOT],
		],
		[
			'its own direction, whatever another source had',
			{ source: 'apiInbox', parameters: { direction: 'incoming' } },
			[AGENT, BOT],
		],
		[
			'notes too, if the user wants them',
			{ parameters: { direction: 'any' }, options: { includePrivate: true } },
			[CUSTOMER, AGENT, BOT, NOTE],
		],
		['notes too, but no other direction', { options: { includePrivate: true } }, [CUSTOMER]],
		['contacts', { parameters: { direction: 'any' }, options: { senderTypes: ['contact'] } }, [CUSTOMER]],
		['agents', { parameters: { direction: 'any' }, options: { senderTypes: ['user'] } }, [AGENT]],
		[
			'bots and contacts',
			{ parameters: { direction: 'any' }, options: { senderTypes: ['agent_bot', 'contact'] } },
			[CUSTOMER, BOT],
		],
		['nobody, if direction and sender exclude each other', { options: { senderTypes: ['user'] } }, []],
		['nobody, if other events are chosen', { events: ['contact_created'] }, []],
	])('%s', async (_, wanted, expected) => {
		const { conversation } = await listening(wanted);
		await everybodyWrites(conversation);
		expect((await heard()).sort()).toEqual([...expected].sort());
		const started = answered().filter((said) => said === '200');
		expect(started).toHaveLength(expected.length);
		expect(answered().filter((said) => said !== '200')).toEqual(
			answered()
				.slice(expected.length)
				.map(() => '200 {}'),
		);
	});
});

describe('Of several inboxes and conversations, the workflow hears', () => {
	test.each<[string, INodeParameters, string[]]>([
		['all', {}, ['message_created: here', 'message_created: there']],
		['the chosen inbox', { inboxes: ['INBOX'] }, ['message_created: here']],
		[
			'the chosen inboxes',
			{ inboxes: ['INBOX', 'OTHER'] },
			['message_created: here', 'message_created: there'],
		],
		['none, if neither is chosen', { inboxes: ['99'] }, []],
		['open ones', { statuses: ['open'] }, ['message_created: there']],
		['pending and resolved ones', { statuses: ['pending', 'resolved'] }, ['message_created: here']],
		['the chosen inbox in the chosen state', { inboxes: ['INBOX'], statuses: ['open'] }, []],
	])('%s', async (_, options, expected) => {
		const here = await customerIn(used);
		const there = await customerIn(used);
		const ids: Record<string, string> = { INBOX: String(here.inbox), OTHER: String(there.inbox) };
		const { inboxes = [] } = options as { inboxes?: string[] };
		await used.beside(
			async (client) =>
				await client.post(`conversations/${here.conversation}/toggle_status`, { status: 'pending' }),
		);
		await switchOn({ options: { ...options, inboxes: inboxes.map((id) => ids[id] ?? id) } });
		await writes(used, here.conversation, 'here');
		await writes(used, there.conversation, 'there');
		expect((await heard()).sort()).toEqual(expected);
	});

	test('of conversations and typing, those of the chosen inbox', async () => {
		const events = [...CONVERSATIONS, ...TYPING];
		const { inbox, conversation } = await listening({ events });
		const elsewhere = await customerIn(used);
		await settled();
		host.started.length = 0;
		await switchOn({ parameters: { events }, options: { inboxes: [String(inbox)] } });
		for (const id of [conversation, elsewhere.conversation]) {
			await used.beside(async (client) => {
				await client.post(`conversations/${id}/toggle_status`, { status: 'resolved' });
				await client.post(`conversations/${id}/toggle_typing_status`, { typing_status: 'on' });
			});
		}
		await heard();
		expect(new Set(host.items().map(({ conversationId }) => conversationId))).toEqual(
			new Set([conversation]),
		);
		expect(await heard()).toEqual(
			expect.arrayContaining([
				'conversation_typing_on',
				'conversation_status_changed',
				'conversation_updated',
			]),
		);
	});

	test('of contacts, who belong to no inbox and are in no state, all', async () => {
		const options = { inboxes: ['99'], statuses: ['snoozed'], senderTypes: ['user'] };
		await listening({ events: ['contact_created'], options });
		await used.beside(async (client) => await client.contact());
		expect(await heard()).toEqual(['contact_created']);
	});
});

describe('Of typing, the workflow hears', () => {
	test.each<[string, INodeParameters, string[]]>([
		['customers and agents', {}, ['contact', 'user']],
		['agents', { senderTypes: ['user'] }, ['user']],
		['customers', { senderTypes: ['contact'] }, ['contact']],
	])('%s', async (_, options, expected) => {
		const { inbox } = await listening({ events: TYPING, options });
		await used.beside(async (client) => {
			const contacts = `${client.publicInbox(inbox)}/contacts`;
			await client.post(contacts, { source_id: 'app-1', name: 'Ann' });
			const { body } = await client.post(`${contacts}/app-1/conversations`, {});
			const { id } = body as { id: number };
			await client.post(`${contacts}/app-1/conversations/${id}/toggle_typing`, { typing_status: 'on' });
			await client.post(`conversations/${id}/toggle_typing_status`, { typing_status: 'on' }, { as: 'agent' });
		});
		await settled();
		expect(host.items().map(({ senderType }) => senderType)).toEqual(expected);
	});

	test.each([
		[false, []],
		[true, ['conversation_typing_on']],
	])('on a note: %s', async (includePrivate, expected) => {
		const { conversation } = await listening({
			source: 'apiInbox',
			events: TYPING,
			options: { includePrivate },
		});
		await used.beside(async (client) => {
			const typing = { typing_status: 'on', is_private: true };
			await client.post(`conversations/${conversation}/toggle_typing_status`, typing, { as: 'agent' });
		});
		expect(await heard()).toEqual(expected);
	});
});

describe('A choice that a customer submits', () => {
	const PICK = { content: 'Pick', content_type: 'input_select' };

	/** An agent lets the customer choose, who does, perhaps several times, and reads in between. */
	async function choose(inbox: number, times = 1): Promise<void> {
		const client = new ChatwootClient(used.sandbox);
		const customer = `${client.publicInbox(inbox)}/contacts/app-1`;
		await client.post(`${client.publicInbox(inbox)}/contacts`, { source_id: 'app-1', name: 'Ann' });
		const { body } = await client.post(`${customer}/conversations`, {});
		const { id } = body as { id: number };
		const items = ['yes', 'no'].map((value) => ({ title: value, value }));
		const message = await client.message(id, { ...PICK, content_attributes: { items } });
		for (const choice of items.slice(0, times)) {
			const submitted = { submitted_values: [choice] };
			await client.patch(`${customer}/conversations/${id}/messages/${message}`, submitted);
			await settled();
			if (times > 1) await client.post(`${customer}/conversations/${id}/update_last_seen`);
			await settled();
		}
	}

	test.each<[string, Wanted, (string | null)[][]]>([
		['counts as incoming', { events: MESSAGES }, [['message_updated', 'contact']]],
		[
			'is from a contact',
			{ events: MESSAGES, options: { senderTypes: ['contact'] } },
			[['message_updated', 'contact']],
		],
		[
			'is not from an agent',
			{ events: MESSAGES, parameters: { direction: 'any' }, options: { senderTypes: ['user'] } },
			[['message_created', 'user']],
		],
		['is no outgoing message', { source: 'apiInbox', events: MESSAGES }, [['message_created', 'user']]],
		['is not heard without updates', {}, []],
	])('%s', async (_, wanted, expected) => {
		const { inbox } = await listening(wanted);
		await choose(inbox);
		expect(host.items().map(({ event, senderType }) => [event, senderType])).toEqual(expected);
	});

	test('is told again when the customer reads, under the same ID; another choice has another', async () => {
		const { inbox } = await listening({ events: MESSAGES });
		await choose(inbox, 2);
		const [yes, read, no] = host.items();
		expect([yes, read, no]).toMatchObject([
			{ content_attributes: { submitted_values: [{ value: 'yes' }] } },
			{ content_attributes: { submitted_values: [{ value: 'yes' }] } },
			{ content_attributes: { submitted_values: [{ value: 'no' }] } },
		]);
		expect(read?.deliveryId).toBe(yes?.deliveryId);
		expect(no?.deliveryId).not.toBe(yes?.deliveryId);
		expect(host.items()).toHaveLength(3);
	});
});

test('A greeting has no sender, and is of none that is wanted', async () => {
	used.chatwoot.signs = false;
	const options = { acceptUnsigned: true, senderTypes: ['contact', 'user', 'agent_bot'] };
	await switchOn({ parameters: { direction: 'any' }, options });
	const message = { event: 'message_created', message_type: 'template', content: 'We write back soon' };
	const { deliveries } = used.chatwoot;
	await deliveries.send(urlOf(), { body: { ...message, id: 7, sender: null } });
	await deliveries.send(urlOf(), { body: { ...message, id: 8, sender: { id: 1, type: 'agent_bot' } } });
	expect(host.items().map(({ messageId }) => messageId)).toEqual([8]);
});
