import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf } from '../support/results.ts';
import { annIn, countsOf, messagesIn, toAnn } from './message-support.ts';
import { A_TIME, fromList, useChatwoot, wire, writes } from './support.ts';

const used = useChatwoot();
const { run, calls, beside } = used;

const shop = (more: object = {}): Promise<number> => beside((client) => client.inbox({}, more));

/** What was said, and where. */
const said = (): unknown[] =>
	messagesIn(used.chatwoot).map(({ content, conversation }) => [conversation.id, content]);

/** How many contacts, sessions and conversations there are. */
const counts = (): number[] => countsOf(used.chatwoot).slice(0, 3);

describe('A person whom nobody knows', () => {
	test('is made, with a session, a conversation and the message', async () => {
		const inbox = await shop();
		const additionalFields = {
			name: 'Ann Archer',
			custom_attributes: '{"plan":"gold"}',
			sourceId: 'order-4711',
		};
		const keys = { identifier: ' crm-1 ', email: 'Ann@Example.com', phoneNumber: '0049 170 123 45 67' };
		const done = await run(toAnn(inbox, { inbox: fromList(inbox), ...keys, additionalFields }));
		const [session] = used.chatwoot.contactInboxes.values();
		expect(writes(calls())).toEqual([
			{
				method: 'POST',
				path: '/contacts',
				body: {
					inbox_id: inbox,
					identifier: 'crm-1',
					email: 'ann@example.com',
					phone_number: '+491701234567',
					name: 'Ann Archer',
					custom_attributes: { plan: 'gold' },
				},
			},
			{
				method: 'POST',
				path: '/conversations',
				body: { source_id: session?.source_id, inbox_id: inbox, contact_id: 1 },
			},
			{
				method: 'POST',
				path: '/conversations/1/messages',
				body: { content: 'Hello', message_type: 'outgoing', source_id: 'order-4711' },
			},
		]);
		expect(counts()).toEqual([1, 1, 1]);
		expect(jsonOf(done)).toEqual([
			{
				id: expect.any(Number),
				content: 'Hello',
				conversation_id: 1,
				contact_id: 1,
				message_type: 'outgoing',
				private: false,
				status: 'sent',
				created_at: A_TIME,
				sender: { id: 1, name: 'Ada Admin', type: 'user' },
			},
		]);
	});

	test('is looked up by each key exactly, all at the same time', async () => {
		const inbox = await shop();
		const { ann } = await beside((client) => annIn(client, inbox));
		jsonOf(await run(toAnn(inbox, { phoneNumber: '+491701234567' })));
		const condition = { filter_operator: 'equal_to', query_operator: null };
		expect(calls().slice(0, 2).map(wire)).toEqual([
			{
				method: 'POST',
				path: '/contacts/filter',
				body: { payload: [{ ...condition, attribute_key: 'email', values: ['ann@example.com'] }] },
			},
			{
				method: 'POST',
				path: '/contacts/filter',
				body: { payload: [{ ...condition, attribute_key: 'phone_number', values: ['+491701234567'] }] },
			},
		]);
		expect(used.chatwoot.contacts.get(ann)?.email).toBe('ann@example.com');
	});

	test('is not taken for one whose identifier is longer, or has a sign for any letters in it', async () => {
		const inbox = await shop();
		await beside(async (client) => {
			await client.contact({ name: 'Bob', identifier: 'crm-10' });
			await client.contact({ name: 'Cem', identifier: 'crmX1' });
		});
		const [sent] = jsonOf(await run(toAnn(inbox, { email: '', identifier: 'crm_1' })));
		expect(used.chatwoot.contacts.get(sent?.contact_id as number)?.identifier).toBe('crm_1');
		expect(used.chatwoot.contacts.size).toBe(3);
	});
});

describe('A person who is known', () => {
	test.each<[string, INodeParameters]>([
		['email, in any case', { email: ' ANN@example.com' }],
		['identifier', { email: '', identifier: 'crm-1' }],
		['phone number, however it is written', { email: '', phoneNumber: '+49 (170) 123-4567' }],
		['any of them', { email: 'ann@example.com', identifier: 'crm-2' }],
	])('is found by %s', async (_, keys) => {
		const inbox = await shop();
		const ann = await beside((client) =>
			client.contact({ email: 'ann@example.com', identifier: 'crm-1', phone_number: '+491701234567' }),
		);
		const [sent] = jsonOf(await run(toAnn(inbox, keys)));
		expect(sent?.contact_id).toBe(ann);
		expect(counts()).toEqual([1, 1, 1]);
	});

	test('is written to without being changed', async () => {
		const inbox = await shop();
		const { ann, conversations } = await beside((client) => annIn(client, inbox, 'open'));
		jsonOf(
			await run(toAnn(inbox, { additionalFields: { name: 'Other', custom_attributes: '{"plan":"gold"}' } })),
		);
		expect(used.chatwoot.contacts.get(ann)).toMatchObject({ name: 'Ann', custom_attributes: {} });
		expect(said()).toEqual([[conversations[0], 'Hello']]);
	});

	test.each(['open', 'pending', 'snoozed'])('is written to in a conversation that is %s', async (status) => {
		const inbox = await shop();
		const { conversations } = await beside((client) => annIn(client, inbox, status, 'resolved'));
		const [sent] = jsonOf(await run(toAnn(inbox)));
		expect(sent?.conversation_id).toBe(conversations[0]);
		expect(said()).toEqual([[conversations[0], 'Hello']]);
		expect(counts()).toEqual([1, 1, 2]);
		expect(used.chatwoot.conversations.get(conversations[0] ?? 0)?.status).toBe(status);
	});

	test('is written to in the newest of several conversations', async () => {
		const inbox = await shop();
		const { conversations } = await beside((client) =>
			annIn(client, inbox, 'open', 'pending', 'snoozed', 'open', 'resolved'),
		);
		// The latest activity is elsewhere.
		await beside((client) => client.message(conversations[0] ?? 0, { content: 'old' }));
		const { hints } = await run(toAnn(inbox));
		expect(said().at(-1)).toEqual([conversations[3], 'Hello']);
		expect(hints).toEqual([]);
	});

	test('is written to in a new conversation, when all are resolved', async () => {
		const inbox = await shop();
		const { ann, conversations } = await beside((client) => annIn(client, inbox, 'resolved', 'resolved'));
		const [sent] = jsonOf(await run(toAnn(inbox)));
		expect(conversations).not.toContain(sent?.conversation_id);
		expect(sent?.contact_id).toBe(ann);
		// In the session that was there: the server would make a new one each time.
		expect(counts()).toEqual([1, 1, 3]);
	});

	describe('in an inbox that has but one conversation for each', () => {
		const resolved = async (): Promise<{ inbox: number; conversation: number }> => {
			const inbox = await shop({ lock_to_single_conversation: true });
			return await beside(async (client) => {
				const [conversation = 0] = (await annIn(client, inbox, 'open')).conversations;
				await client.post(`conversations/${conversation}/toggle_status`, { status: 'resolved' });
				return { inbox, conversation };
			});
		};
		const statusOf = (conversation: number): unknown => used.chatwoot.conversations.get(conversation)?.status;

		test('is written to in that one, and the user is told that it stays resolved', async () => {
			const { inbox, conversation } = await resolved();
			const done = await run(toAnn(inbox), [{}, {}]);
			expect(jsonOf(done).map((sent) => sent.conversation_id)).toEqual([conversation, conversation]);
			expect(counts()).toEqual([1, 1, 1]);
			expect(statusOf(conversation)).toBe('resolved');
			expect(done.hints.map(({ message }) => message)).toEqual([
				expect.stringContaining(`conversation ${conversation}, which is resolved and stays so`),
			]);
		});

		test('opens it again by a message of their own, and there is nothing to tell', async () => {
			const { inbox, conversation } = await resolved();
			const done = await run(toAnn(inbox, { messageType: 'incoming' }));
			expect(jsonOf(done)).toHaveLength(1);
			expect(counts()).toEqual([1, 1, 1]);
			expect(statusOf(conversation)).toBe('open');
			expect(done.hints).toEqual([]);
		});
	});

	test('and is blocked gets a conversation that is resolved, of which the user is told', async () => {
		const inbox = await shop();
		await beside((client) => client.contact({ email: 'ann@example.com', blocked: true }));
		const done = await run(toAnn(inbox));
		expect(jsonOf(done)).toHaveLength(1);
		expect(done.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('the contact is blocked'),
		]);
	});

	test('is written to in the conversation of any session, if there are several', async () => {
		const inbox = await shop();
		const { ann, conversations } = await beside((client) => annIn(client, inbox, 'open'));
		// Without a source ID the server makes a session each time.
		const other = await beside((client) => client.conversation({ contact_id: ann, inbox_id: inbox }));
		expect(counts()).toEqual([1, 2, 2]);
		jsonOf(await run(toAnn(inbox)));
		await beside((client) => client.post(`conversations/${other}/toggle_status`, { status: 'resolved' }));
		jsonOf(await run(toAnn(inbox)));
		expect(said()).toEqual([
			[other, 'Hello'],
			[conversations[0], 'Hello'],
		]);
		expect(counts()).toEqual([1, 2, 2]);
	});

	test('has conversations in other inboxes, which are left alone', async () => {
		const [inbox, elsewhere] = [await shop(), await shop()];
		const { ann, conversations } = await beside((client) => annIn(client, elsewhere, 'open'));
		const [sent] = jsonOf(await run(toAnn(inbox)));
		expect(conversations).not.toContain(sent?.conversation_id);
		expect(counts()).toEqual([1, 2, 2]);
		// A session of its own, whose ID the server gives.
		expect(writes(calls())[0]).toEqual({
			method: 'POST',
			path: `/contacts/${ann}/contact_inboxes`,
			body: { inbox_id: inbox },
		});
	});

	test('has the same ID in two inboxes, and a conversation in one of them', async () => {
		const [inbox, elsewhere] = [await shop(), await shop()];
		const other = await beside(async (client) => {
			const contact_id = await client.contact();
			await client.post(`contacts/${contact_id}/contact_inboxes`, { inbox_id: inbox, source_id: 'crm-1' });
			return await client.conversation({ contact_id, inbox_id: elsewhere, source_id: 'crm-1' });
		});
		const [sent] = jsonOf(await run(toAnn(inbox)));
		expect(sent?.conversation_id).not.toBe(other);
		expect(counts()).toEqual([1, 2, 2]);
	});

	test('has more conversations elsewhere than a list of theirs would show', async () => {
		const [inbox, elsewhere] = [await shop(), await shop()];
		const { ann, conversations } = await beside((client) => annIn(client, inbox, 'open'));
		await beside(async (client) => {
			const { body } = await client.post(`contacts/${ann}/contact_inboxes`, { inbox_id: elsewhere });
			const { source_id } = body as { source_id: string };
			for (let count = 0; count < 21; count++) {
				await client.conversation({ contact_id: ann, inbox_id: elsewhere, source_id });
			}
		});
		const [sent] = jsonOf(await run(toAnn(inbox)));
		expect(sent?.conversation_id).toBe(conversations[0]);
	});
});
