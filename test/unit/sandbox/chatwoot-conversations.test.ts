import { describe, expect, test } from '@jest/globals';
import { at, ChatwootClient, CRASHED, NOT_FOUND } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

const NEW_YEAR = '2030-01-01T00:00:00.000Z';
const NEW_YEAR_SECONDS = 1_893_456_000;

describe('opening a conversation', () => {
	test('without a source id makes a new session every time, in an inbox with one conversation each too', async () => {
		const inbox = await client().inbox({}, { lock_to_single_conversation: true });
		const contact = await client().contact();
		const body = { contact_id: contact, inbox_id: inbox };
		const ids = [await client().conversation(body), await client().conversation(body)];
		expect(new Set(ids).size).toBe(2);
		expect(use.sandbox.chatwoot.contactInboxes.size).toBe(2);
	});

	test('with the source id finds the one that is there, in such an inbox; it stays resolved', async () => {
		const inbox = await client().inbox({}, { lock_to_single_conversation: true });
		const contact = await client().contact();
		const body = { contact_id: contact, inbox_id: inbox, source_id: 'session' };
		const id = await client().conversation(body);
		await client().post(`conversations/${id}/toggle_status`, { status: 'resolved' });
		const again = await client().post('conversations', { ...body, message: { content: 'Hello again' } });
		expect(again.body).toMatchObject({ id, status: 'resolved', messages: [{ content: 'Hello again' }] });
	});

	test('with the source id makes another in an ordinary inbox, of the same session', async () => {
		const inbox = await client().inbox();
		const body = { contact_id: await client().contact(), inbox_id: inbox, source_id: 'session' };
		expect(await client().conversation(body)).not.toBe(
			await client().conversation({ ...body, contact_id: null }),
		);
		expect(use.sandbox.chatwoot.contactInboxes.size).toBe(1);
	});

	test('with nothing to find it by is not found; with the session of another contact refused', async () => {
		const inbox = await client().inbox();
		const [ann, bob] = [await client().contact({ name: 'Ann' }), await client().contact({ name: 'Bob' })];
		await client().conversation({ contact_id: ann, inbox_id: inbox, source_id: 'session' });
		for (const body of [
			{},
			{ inbox_id: inbox },
			{ source_id: 'unknown' },
			{ contact_id: 99, inbox_id: inbox },
			{ contact_id: ann, inbox_id: 99 },
		]) {
			expect(await client().post('conversations', body)).toMatchObject(NOT_FOUND);
		}
		expect(
			await client().post('conversations', { contact_id: bob, inbox_id: inbox, source_id: 'session' }),
		).toMatchObject({ status: 422, body: { error: 'source_id should be unique' } });
	});

	test('snoozed takes an ISO date; unix seconds are no date', async () => {
		const until = async (date: unknown): Promise<unknown> => {
			const id = await client().conversation({ status: 'snoozed', snoozed_until: date });
			return (await client().shown(id)).snoozed_until;
		};
		expect(await until('2030-01-01T00:00:00Z')).toBe(NEW_YEAR);
		expect(await until(NEW_YEAR_SECONDS)).toBeNull();
	});

	test('takes everything at once', async () => {
		await client().post('teams', { name: 'Billing' });
		const id = await client().conversation({
			status: 'pending',
			assignee_id: 2,
			team_id: 1,
			custom_attributes: { order: 7 },
			message: { content: 'Hello' },
		});
		expect(await client().shown(id)).toMatchObject({
			status: 'pending',
			meta: { assignee: { id: 2 }, assignee_type: 'User', team: { id: 1, name: 'billing' } },
			custom_attributes: { order: 7 },
			last_non_activity_message: { content: 'Hello', sender: { name: 'Ada Admin' } },
		});
	});
});

describe('changing a conversation', () => {
	test('assigning an agent or a team that is not there removes the present one', async () => {
		const id = await client().conversation({ assignee_id: 2 });
		await client().post('teams', { name: 'Billing' });
		const assign = async (body: object): Promise<unknown> =>
			(await client().post(`conversations/${id}/assignments`, body)).body;
		expect(await assign({ team_id: 1 })).toMatchObject({ id: 1, name: 'billing' });
		expect(await assign({ assignee_id: 99 })).toBeNull();
		expect(at(await client().shown(id), 'meta.assignee')).toBeUndefined();
		expect(at(await client().shown(id), 'meta.team.id')).toBe(1);
		expect(await assign({ team_id: 99 })).toBeNull();
		expect(at(await client().shown(id), 'meta.team')).toBeUndefined();
	});

	test('assigning an agent and a team together sets only the agent', async () => {
		const id = await client().conversation();
		await client().post('teams', { name: 'Billing' });
		const body = { assignee_id: 2, team_id: 1 };
		expect(await client().post(`conversations/${id}/assignments`, body)).toMatchObject({ body: { id: 2 } });
		expect(at(await client().shown(id), 'meta.team')).toBeUndefined();
	});

	test.each([
		[{ snoozed_until: NEW_YEAR_SECONDS }, NEW_YEAR],
		[{ snoozed_until: '2030-01-01T00:00:00Z' }, '1970-01-01T00:33:50.000Z'],
		[{}, null],
	])('snoozing with %j', async (until, result) => {
		const id = await client().conversation();
		const { body } = await client().post(`conversations/${id}/toggle_status`, {
			status: 'snoozed',
			...until,
		});
		expect(at(body, 'payload')).toEqual({
			success: true,
			conversation_id: id,
			current_status: 'snoozed',
			snoozed_until: result,
		});
	});

	test('without a status toggles between open and resolved', async () => {
		const id = await client().conversation();
		const toggle = async (): Promise<unknown> =>
			at((await client().post(`conversations/${id}/toggle_status`)).body, 'payload.current_status');
		expect([await toggle(), await toggle()]).toEqual(['resolved', 'open']);
	});

	test('a patch changes the priority and nothing else', async () => {
		const id = await client().conversation({ custom_attributes: { a: 1 } });
		const { body } = await client().patch(`conversations/${id}`, {
			priority: 'high',
			status: 'resolved',
			labels: ['x'],
			custom_attributes: { b: 2 },
		});
		expect(body).toMatchObject({ priority: 'high', status: 'open', labels: [], custom_attributes: { a: 1 } });
	});

	test('words for status and priority that are none make the server fail', async () => {
		const id = await client().conversation();
		expect(await client().post(`conversations/${id}/toggle_status`, { status: 'asleep' })).toMatchObject(
			CRASHED,
		);
		for (const priority of ['none', 'sky']) {
			expect(await client().post(`conversations/${id}/toggle_priority`, { priority })).toMatchObject(CRASHED);
			expect(await client().patch(`conversations/${id}`, { priority })).toMatchObject(CRASHED);
		}
	});

	test('its custom attributes are replaced by each call', async () => {
		const id = await client().conversation({ custom_attributes: { a: 1 } });
		const set = (body: object): Promise<object> =>
			client().post(`conversations/${id}/custom_attributes`, body);
		expect(await set({ custom_attributes: { b: 2 } })).toMatchObject({
			body: { custom_attributes: { b: 2 } },
		});
		expect((await client().shown(id)).custom_attributes).toEqual({ b: 2 });
		expect(await set({})).toMatchObject(CRASHED);
	});

	test('muting resolves it and blocks the contact; unmuting leaves it resolved', async () => {
		const id = await client().conversation();
		await client().post(`conversations/${id}/mute`);
		expect(await client().shown(id)).toMatchObject({ muted: true, status: 'resolved' });
		await client().post(`conversations/${id}/unmute`);
		expect(await client().shown(id)).toMatchObject({ muted: false, status: 'resolved' });
	});

	test('is seen, and unseen from before the last message of the customer', async () => {
		const id = await client().conversation();
		for (const content of ['One', 'Two']) await client().message(id, { content, message_type: 'incoming' });
		expect(await client().shown(id)).toMatchObject({ unread_count: 2, agent_last_seen_at: 0 });
		await client().post(`conversations/${id}/update_last_seen`);
		expect((await client().shown(id)).unread_count).toBe(0);
		await client().post(`conversations/${id}/unread`);
		expect((await client().shown(id)).unread_count).toBeGreaterThan(0);
	});

	test.each([
		['resolved', 'incoming', 'open'],
		['resolved', 'outgoing', 'resolved'],
		['snoozed', 'incoming', 'open'],
		['snoozed', 'outgoing', 'snoozed'],
		['pending', 'incoming', 'pending'],
		['pending', 'outgoing', 'pending'],
	])('%s, then an %s message: %s', async (status, type, result) => {
		const id = await client().conversation();
		await client().post(`conversations/${id}/toggle_status`, { status });
		await client().message(id, { content: 'Hi', message_type: type });
		expect((await client().shown(id)).status).toBe(result);
	});
});

describe('lists of conversations', () => {
	test('have 25 a page, newest activity first; with updated_within everything is on one', async () => {
		const inbox = await client().inbox();
		const contact = await client().contact();
		const ids: number[] = [];
		for (let n = 0; n < 27; n += 1) {
			ids.push(await client().conversation({ contact_id: contact, inbox_id: inbox }));
		}
		await client().message(ids[0] ?? 0);
		const newest = [ids[0], ...ids.slice(1).toReversed()];
		expect(await client().listed('')).toEqual(newest.slice(0, 25));
		expect(await client().listed('?page=2')).toEqual(newest.slice(25));
		expect(await client().listed('?updated_within=60')).toEqual(newest);
		const ofContact = await client().get(`contacts/${contact}/conversations`);
		expect(at(ofContact.body, 'payload')).toHaveLength(20);
	});

	test('are of the open ones unless asked otherwise; an unknown status is an empty list', async () => {
		const open = await client().conversation();
		const resolved = await client().conversation({ status: 'resolved' });
		expect(await client().listed('')).toEqual([open]);
		expect(await client().listed('?status=all')).toEqual([resolved, open]);
		for (const query of ['?status=asleep', '?inbox_id=99']) expect(await client().listed(query)).toEqual([]);
		for (const query of ['?sort_by=latest', '?assignee_type=nobody', '?page=abc']) {
			expect(await client().listed(query)).toEqual([open]);
		}
	});

	test('find a session by its source id', async () => {
		const inbox = await client().inbox();
		const contact = await client().contact();
		const ids = { contact_id: contact, inbox_id: inbox };
		await client().conversation({ ...ids, source_id: 'other' });
		const id = await client().conversation({ ...ids, source_id: 'session', status: 'snoozed' });
		const query = `?source_id=session&inbox_id=${inbox}&status=all`;
		expect(await client().listed(query)).toEqual([id]);
		expect(await client().listed('?source_id=session&inbox_id=99&status=all')).toEqual([]);
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test('count mine, assigned, unassigned and all', async () => {
		for (const assignee of [1, 2, null]) await client().conversation({ assignee_id: assignee });
		const counts = { mine_count: 1, assigned_count: 2, unassigned_count: 1, all_count: 3 };
		expect((await client().get('conversations/meta')).body).toEqual({ meta: counts });
		expect(await client().listed('?assignee_type=me')).toHaveLength(1);
		expect(await client().listed('?assignee_type=unassigned')).toHaveLength(1);
	});

	test('hold for an agent only what is in the own inboxes', async () => {
		await client().conversation();
		const { body } = await client().post('inboxes', { name: 'Other', channel: { type: 'api' } });
		await client().conversation({ inbox_id: at(body, 'id') });
		const counts = async (as: 'agent' | 'administrator'): Promise<unknown> =>
			at((await client().get('conversations/meta', { as })).body, 'meta.all_count');
		expect([await counts('administrator'), await counts('agent')]).toEqual([2, 1]);
	});
});
