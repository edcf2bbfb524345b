import { describe, expect, test } from '@jest/globals';
import { idsOf, jsonOf, pairsOf } from '../support/results.ts';
import { annIn, createIn } from './ann-in.ts';
import { byId, fromList, useChatwoot, wire, writes } from './support.ts';

const used = useChatwoot();
const { run, calls } = used;

const NEW_YEAR = '2035-01-01T00:00:00.000Z';

const conversationOf = (id = 1): unknown => used.chatwoot.conversations.get(id);

describe("A conversation is started in the contact's own session", () => {
	test('so that the inbox has no session more than before', async () => {
		const at = await annIn(used);
		const made = await run(createIn(at));
		expect(calls().map(wire)).toEqual([
			{ method: 'GET', path: `/contacts/${at.contact}` },
			{
				method: 'POST',
				path: '/conversations',
				body: { source_id: 'app-1', inbox_id: at.inbox, contact_id: at.contact },
			},
		]);
		expect(jsonOf(made)).toEqual([
			{
				id: 1,
				status: 'open',
				priority: null,
				contact: {
					id: at.contact,
					name: 'Ann',
					email: 'ann@example.com',
					phone_number: null,
					identifier: null,
				},
				inbox_id: at.inbox,
				assignee: null,
				team: null,
				labels: [],
				custom_attributes: {},
				last_message: null,
			},
		]);
		expect(used.chatwoot.contactInboxes.size).toBe(1);
	});

	test('which is made once, when there is none, also for many items at the same time', async () => {
		const at = await annIn(used, { session: false });
		const made = await run(createIn(at), [{}, {}, {}, {}, {}]);
		expect(idsOf(made)).toEqual([1, 2, 3, 4, 5]);
		expect(pairsOf(made)).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
		expect(used.chatwoot.contactInboxes.size).toBe(1);
		expect(writes(calls())[0]).toEqual({
			method: 'POST',
			path: `/contacts/${at.contact}/contact_inboxes`,
			body: { inbox_id: at.inbox },
		});
		const [session] = used.chatwoot.contactInboxes.values();
		for (const conversation of used.chatwoot.conversations.values()) {
			expect(conversation.session).toBe(session);
		}
	});

	test('of that inbox, not of another one', async () => {
		const at = await annIn(used);
		const second = await used.beside(async (client) => {
			const inbox = await client.inbox();
			await client.post(`contacts/${at.contact}/contact_inboxes`, { inbox_id: inbox, source_id: 'app-2' });
			return inbox;
		});
		await run(createIn({ ...at, inbox: second }));
		expect(conversationOf()).toMatchObject({ session: { inbox: { id: second }, source_id: 'app-2' } });
		expect(used.chatwoot.contactInboxes.size).toBe(2);
	});

	test('that the user names, which then is not looked up', async () => {
		const at = await annIn(used);
		await run(createIn(at, { sourceId: 'app-1' }));
		expect(calls()).toHaveLength(1);
		expect(conversationOf()).toMatchObject({ session: { source_id: 'app-1' } });
	});

	test('that the user names, unless it is the session of somebody else', async () => {
		const at = await annIn(used);
		const bob = await used.beside((client) => client.contact({ name: 'Bob', email: 'bob@example.com' }));
		const { error } = await run(createIn({ ...at, contact: bob }, { sourceId: 'app-1' }));
		expect(error?.message).toBe('source_id should be unique [item 0]');
		expect(used.chatwoot.conversations.size).toBe(0);
	});
});

describe('A conversation begins', () => {
	test('with everything that was asked for', async () => {
		const at = await annIn(used);
		await used.beside((client) => client.post('teams', { name: 'Billing' }));
		const made = await run(
			createIn(at, {
				status: 'pending',
				agent: fromList(2),
				team: byId(1),
				message: 'Hello Ann',
				custom_attributes: '{"order":7,"vip":true,"secret":"the customer chose this word"}',
				additional_attributes: '{"mail_subject":"Order 7"}',
			}),
		);
		expect(conversationOf()).toMatchObject({
			status: 'pending',
			assignee: { id: 2 },
			team: { id: 1 },
			custom_attributes: { order: 7, vip: true, secret: 'the customer chose this word' },
			additional_attributes: { mail_subject: 'Order 7' },
		});
		expect(jsonOf(made)).toMatchObject([
			{
				status: 'pending',
				assignee: { id: 2, name: 'Agnes Agent', email: 'agnes@example.com' },
				team: { id: 1, name: 'billing' },
				custom_attributes: { order: 7, secret: 'the customer chose this word' },
				last_message: { content: 'Hello Ann', message_type: 'outgoing', private: false },
			},
		]);
		expect(calls().map(({ method, path }) => `${method} ${path.split('/').at(-1) ?? ''}`)).toEqual([
			'GET agents',
			'GET teams',
			'GET 1',
			'POST conversations',
		]);
	});

	test('snoozed until a date, which this call wants in ISO 8601', async () => {
		const at = await annIn(used);
		await run(createIn(at, { status: 'snoozed', snoozedUntil: '={{ $json.until }}' }), [
			{ until: '2035-01-01T02:00:00+02:00' },
		]);
		expect(conversationOf()).toMatchObject({ status: 'snoozed', snoozed_until: Date.parse(NEW_YEAR) });
		expect(writes(calls())).toMatchObject([{ body: { status: 'snoozed', snoozed_until: NEW_YEAR } }]);
	});

	test('with all that the server shows of it, when Simplify is off', async () => {
		const at = await annIn(used);
		const [row] = jsonOf(await run(createIn(at, { message: 'Hello' }, { simplify: false })));
		expect(row).toMatchObject({
			id: 1,
			uuid: expect.any(String),
			meta: { sender: { id: at.contact }, channel: 'Channel::Api' },
			messages: [{ content: 'Hello' }],
			snoozed_until: null,
		});
	});

	test('by the token of a bot, which may not look, in a session that is named', async () => {
		const at = await annIn(used);
		const job = { ...createIn(at, { sourceId: 'app-1', agent: byId(2) }), as: 'bot' as const };
		expect(jsonOf(await run(job))).toMatchObject([{ id: 1, assignee: { id: 2 } }]);
	});
});
