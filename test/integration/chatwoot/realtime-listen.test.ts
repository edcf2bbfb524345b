import { describe, expect, test } from '@jest/globals';
import type { ChatwootClient } from '../../support/chatwoot-client.ts';
import { openTalk, talkPath, useRealtime, writes, type Talk } from './realtime-support.ts';

const used = useRealtime();

type Action = (client: ChatwootClient, talk: Talk) => Promise<unknown>;

const reply =
	(body: object): Action =>
	(client, { conversation }) =>
		client.message(conversation, body);

const act =
	(path: string, body: object): Action =>
	(client, { conversation }) =>
		client.post(`conversations/${conversation}/${path}`, body);

const asContact = ({ sourceId }: Talk) => ({ listenAs: 'contact', contactBy: 'sourceId', sourceId });

const FORM = {
	content: 'Your plan?',
	content_type: 'input_select',
	content_attributes: { items: [{ title: 'Gold', value: 'gold' }] },
};

const submits: Action = async (client, talk) => {
	const id = await client.message(talk.conversation, FORM);
	await client.ask('PATCH', `${talkPath(client, talk)}/messages/${id}`, {
		as: 'nobody',
		body: { submitted_values: [{ title: 'Gold', value: 'gold' }] },
	});
};

/** The customer opens the chat, which marks all messages as read. */
const reads: Action = (client, talk) =>
	client.post(`${talkPath(client, talk)}/update_last_seen`, {}, { as: 'nobody' });

/** Written last: whatever else was to be heard came before it. */
const ENDING = 'That is all';

const heardBy = async (
	parameters: (talk: Talk) => Record<string, unknown>,
	actions: readonly Action[],
): Promise<object[]> => {
	const client = used.client();
	const talk = await openTalk(client);
	const trigger = await used.switchedOn({ parameters: parameters(talk) as never, inbox: talk.inbox });
	for (const action of actions) await action(client, talk);
	const end = (): number => trigger.items.findIndex(({ content }) => content === ENDING);
	await trigger.until(() => end() >= 0);
	return trigger.items.slice(0, end());
};

describe('A customer writes, and the workflow starts at once', () => {
	test('as an agent: with what was written, where and by whom', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const trigger = await used.switchedOn();
		const id = await writes(client, talk, 'Where is my deposit?');
		await trigger.until(() => trigger.items.length > 0);
		expect(trigger.items[0]).toMatchObject({
			event: 'message.created',
			deliveryId: `message.created-${id}`,
			eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
			created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
			messageId: id,
			conversationId: talk.conversation,
			senderType: 'contact',
			content: 'Where is my deposit?',
			message_type: 'incoming',
		});
		expect(used.chatwoot.cable.sockets).toMatchObject([{ protocol: 'actioncable-v1-json' }]);
	});

	test('the token of the contact may be typed in as well', async () => {
		const client = used.client();
		const talk = await openTalk(client);
		const { body } = await client.get(`${client.publicInbox(talk.inbox)}/contacts/${talk.sourceId}`);
		const { pubsub_token: pubsubToken } = body as { pubsub_token: string };
		const parameters = { listenAs: 'contact', contactBy: 'pubsubToken', pubsubToken };
		const trigger = await used.switchedOn({ parameters, inbox: talk.inbox });
		await client.message(talk.conversation, { content: 'We look into it' });
		await trigger.until(() => trigger.items.length > 0);
		expect(trigger.items).toMatchObject([{ content: 'We look into it', message_type: 'outgoing' }]);
		expect(JSON.stringify([trigger.items, trigger.saved, trigger.lines])).not.toContain(pubsubToken);
	});
});

describe('What an agent hears', () => {
	const ends: Action = (client, talk) => writes(client, talk, ENDING);

	test('without our own answers, notes and activities, so that no workflow answers itself', async () => {
		const items = await heardBy(
			() => ({}),
			[
				reply({ content: 'An answer' }),
				reply({ content: 'A note', private: true }),
				act('toggle_status', { status: 'resolved' }),
				ends,
			],
		);
		expect(items).toEqual([]);
	});

	test.each<[string, Record<string, unknown>, Action, object]>([
		[
			'any direction',
			{ direction: 'any' },
			reply({ content: 'An answer' }),
			{ content: 'An answer', senderType: 'user' },
		],
		[
			'notes, if they are wanted',
			{ direction: 'any', options: { includePrivate: true } },
			reply({ content: 'A note', private: true }),
			{ content: 'A note', private: true },
		],
		[
			'choices that customers submit',
			{ events: ['message.created', 'message.updated'] },
			async (client, talk) => {
				await submits(client, talk);
				// Its receipt says the choice again.
				await reads(client, talk);
			},
			{ event: 'message.updated', senderType: 'contact', status: 'sent' },
		],
		[
			'of known senders only, no notes of what happened',
			{ direction: 'any', options: { senderTypes: ['user'] } },
			async (client, talk) => {
				await act('toggle_status', { status: 'resolved' })(client, talk);
				await act('toggle_status', { status: 'open' })(client, talk);
				await reply({ content: 'An answer' })(client, talk);
				await reply({ content: ENDING })(client, talk);
			},
			{ content: 'An answer', senderType: 'user' },
		],
	])('%s', async (_, parameters, action, expected) => {
		expect(await heardBy(() => parameters, [action, ends])).toMatchObject([expected]);
	});

	test.each<[string, Action]>([
		['conversation.status_changed', act('toggle_status', { status: 'resolved' })],
		['conversation.updated', act('labels', { labels: ['vip'] })],
		[
			'conversation.typing_on',
			(client, talk) =>
				client.post(`${talkPath(client, talk)}/toggle_typing`, { typing_status: 'on' }, { as: 'nobody' }),
		],
		[
			'conversation.typing_off',
			(client, talk) =>
				client.post(`${talkPath(client, talk)}/toggle_typing`, { typing_status: 'off' }, { as: 'nobody' }),
		],
		['conversation.read', reads],
		['assignee.changed', act('assignments', { assignee_id: 1 })],
		[
			'team.changed',
			async (client, talk) => {
				await client.post('teams', { name: 'support' });
				await client.post(`conversations/${talk.conversation}/assignments`, { team_id: 1 });
			},
		],
	])('%s, with the conversation it is about', async (event, action) => {
		const items = await heardBy(() => ({ events: [event, 'message.created'] }), [action, ends]);
		expect(items).toMatchObject([
			{ event, conversationId: 1, deliveryId: expect.stringMatching(/^[\da-f-]{36}$/) },
		]);
	});

	test.each<[string, Action]>([
		['contact.created', (client) => client.contact({ name: 'Bob' })],
		['contact.updated', (client) => client.patch('contacts/1', { name: 'Anna' })],
		[
			'contact.deleted',
			async (client) => client.ask('DELETE', `contacts/${await client.contact({ name: 'Bob' })}`),
		],
		[
			'contact.merged',
			async (client) =>
				client.post('actions/contact_merge', {
					base_contact_id: 1,
					mergee_contact_id: await client.contact({ name: 'Bob' }),
				}),
		],
	])('%s', async (event, action) => {
		const items = await heardBy(() => ({ events: [event, 'message.created'] }), [action, ends]);
		expect(items).toContainEqual(expect.objectContaining({ event, name: expect.any(String) }));
	});

	test('a new conversation', async () => {
		const items = await heardBy(
			() => ({ events: ['conversation.created', 'message.created'] }),
			[(client) => client.conversation(), ends],
		);
		expect(items).toMatchObject([{ event: 'conversation.created', conversationId: 2, status: 'open' }]);
	});

	test('only of the inboxes that are wanted', async () => {
		const items = await heardBy(
			({ inbox }) => ({ options: { inboxes: [String(inbox)] } }),
			[async (client) => writes(client, await openTalk(client, 'app-2'), 'Elsewhere'), ends],
		);
		expect(items).toEqual([]);
	});
});

describe('What a contact hears', () => {
	const ends = reply({ content: ENDING });

	test('the words of agents, not their own, and no notes', async () => {
		const items = await heardBy(asContact, [
			(client, talk) => writes(client, talk, 'My own'),
			reply({ content: 'A note', private: true }),
			reply({ content: 'An answer' }),
			ends,
		]);
		expect(items).toMatchObject([{ content: 'An answer', senderType: 'user' }]);
	});

	test('that an agent types, and that the conversation is resolved', async () => {
		const contactEvents = ['conversation.typing_on', 'conversation.status_changed', 'message.created'];
		const items = await heardBy(
			(talk) => ({ ...asContact(talk), contactEvents }),
			[
				act('toggle_typing_status', { typing_status: 'on' }),
				act('toggle_status', { status: 'resolved' }),
				ends,
			],
		);
		expect(items).toMatchObject([
			{ event: 'conversation.typing_on', senderType: 'user' },
			{ event: 'conversation.status_changed', status: 'resolved' },
		]);
	});
});

test('Listening for a test event gives the next one, even if the connection is cut, and none of before', async () => {
	const client = used.client();
	const talk = await openTalk(client);
	await writes(client, talk, 'Before');
	const trigger = used.trigger();
	const listening = trigger.listen(used.toRun());
	const connections = (): number => trigger.lines.filter((line) => line.includes('listens')).length;
	await trigger.until(() => connections() > 0);
	used.chatwoot.cable.cut();
	await trigger.until(() => connections() > 1);
	await writes(client, talk, 'Hello');
	expect(await listening).toMatchObject([{ content: 'Hello' }]);
});
