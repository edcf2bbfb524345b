import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, useChatwoot, wire, writes, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const NEW_YEAR = '2035-01-01T00:00:00.000Z';
const SECONDS = 2_051_222_400;

const one = (does: string, parameters: Job['parameters'] = {}): Job => ({
	does: `conversation ${does}`,
	parameters: { conversation: byId('={{ $json.id ?? 1 }}'), ...parameters },
});

const prepare = async (more: object = {}): Promise<number> =>
	await used.beside((client) => client.conversation(more));

const stateOf = (id = 1): unknown => used.chatwoot.conversations.get(id);

describe('The status is set', () => {
	test.each([
		['open', 'resolved'],
		['resolved', 'open'],
		['open', 'pending'],
		['snoozed', 'open'],
		['resolved', 'resolved'],
	])('from %s to %s', async (before, status) => {
		await prepare({ status: before });
		const done = await run(one('setStatus', { status }));
		expect(calls().map(wire)).toEqual([
			{ method: 'POST', path: '/conversations/1/toggle_status', body: { status } },
		]);
		expect(jsonOf(done)).toEqual([
			{ success: true, conversation_id: 1, current_status: status, snoozed_until: null },
		]);
		expect(stateOf()).toMatchObject({ status, snoozed_until: null });
	});

	test.each([
		['chosen in the panel', NEW_YEAR],
		['of an expression', "={{ DateTime.fromISO('2035-01-01T00:00:00Z') }}"],
		['of another time zone', '2035-01-01T02:00:00+02:00'],
		['in seconds', '={{ 2051222400 }}'],
	])('to snoozed until a date %s, which this call wants in seconds', async (_, snoozedUntil) => {
		await prepare();
		const done = await run(one('setStatus', { status: 'snoozed', snoozedUntil }));
		expect(writes(calls())).toMatchObject([{ body: { status: 'snoozed', snoozed_until: SECONDS } }]);
		expect(jsonOf(done)).toMatchObject([{ current_status: 'snoozed', snoozed_until: NEW_YEAR }]);
		expect(stateOf()).toMatchObject({ status: 'snoozed', snoozed_until: SECONDS * 1000 });
	});

	test('for each item as it says, in the order of the items', async () => {
		await prepare();
		used.sandbox.faults.add({
			fault: { latency: ({ body }) => (JSON.stringify(body).includes('pending') ? 50 : 5) },
		});
		const items = ['pending', 'resolved', 'pending', 'open'].map((status) => ({ status }));
		const done = await run(one('setStatus', { status: '={{ $json.status }}' }), items);
		expect(jsonOf(done).map((row) => row.current_status)).toEqual(items.map(({ status }) => status));
		expect(pairsOf(done)).toEqual(items.map((_, item) => ({ item })));
		expect(stateOf()).toMatchObject({ status: 'open' });
	});

	test('but not when the server answers with another one: the item fails', async () => {
		await prepare();
		const answer = (current_status: unknown): object => ({ payload: { success: true, current_status } });
		used.sandbox.faults.add({ times: 1, fault: { status: 200, body: answer('open') } });
		used.sandbox.faults.add({ fault: { status: 200, body: {} } });
		expect(await errorsOf(one('setStatus', { status: 'resolved' }))).toEqual([
			'The conversation is not resolved, but open [item 0]',
		]);
		expect(await errorsOf(one('setStatus', { status: 'resolved' }))).toEqual([
			'The conversation is not resolved, but as it was [item 0]',
		]);
	});

	test('but not when it was snoozed until another date', async () => {
		await prepare();
		const payload = { success: true, current_status: 'snoozed', snoozed_until: '1970-01-01T00:33:55.000Z' };
		used.sandbox.faults.add({ fault: { status: 200, body: { payload } } });
		const [error] = await errorsOf(one('setStatus', { status: 'snoozed', snoozedUntil: NEW_YEAR }));
		expect(error).toBe(
			'The conversation is not snoozed until 2035-01-01T00:00:00.000Z, but until 1970-01-01T00:33:55.000Z [item 0]',
		);
	});

	test('but not of one that does not exist, nor until a date that is none or past', async () => {
		await prepare();
		const job = one('setStatus', { status: 'snoozed', snoozedUntil: '={{ $json.until }}' });
		expect(
			await errorsOf(job, [
				{ until: 'tomorrow' },
				{ until: '2020-01-01' },
				{ until: null },
				{ until: NEW_YEAR, id: 99 },
				{ until: NEW_YEAR },
			]),
		).toEqual([
			"'Snooze Until' is not a date [item 0]",
			"'Snooze Until' is in the past [item 1]",
			"'Snooze Until' is empty [item 2]",
			'Resource could not be found [item 3]',
			undefined,
		]);
		expect(writes(calls())).toHaveLength(2);
	});
});

describe('The priority is set', () => {
	test.each(['low', 'medium', 'high', 'urgent'])('to %s', async (priority) => {
		await prepare();
		expect(jsonOf(await run(one('setPriority', { priority })))).toEqual([{ id: 1, priority }]);
		expect(stateOf()).toMatchObject({ priority });
	});

	test('to none: null goes out, for the word breaks the server', async () => {
		const id = await prepare();
		await used.beside((client) => client.post(`conversations/${id}/toggle_priority`, { priority: 'high' }));
		expect(jsonOf(await run(one('setPriority', { priority: 'none' })))).toEqual([{ id, priority: null }]);
		expect(writes(calls())).toMatchObject([{ body: { priority: null } }]);
		expect(stateOf()).toMatchObject({ priority: null });
	});

	test('for each item as it says; one that cannot be is named, and the others are done', async () => {
		await prepare();
		const second = await prepare();
		const job = one('setPriority', { priority: '={{ $json.priority }}' });
		expect(
			await errorsOf(job, [
				{ id: 1, priority: 'high' },
				{ id: 1, priority: 'sky' },
				{ id: second, priority: 'low' },
				{ id: 99, priority: 'low' },
			]),
		).toEqual([
			undefined,
			"'Priority' does not have 'sky' [item 1]",
			undefined,
			'Resource could not be found [item 3]',
		]);
		expect([stateOf(), stateOf(second)]).toMatchObject([{ priority: 'high' }, { priority: 'low' }]);
	});
});

describe('The contact sees', () => {
	test.each([
		['that somebody writes', { typingStatus: 'on' }, 'conversation_typing_on', false],
		['that nobody writes any more', { typingStatus: 'off' }, 'conversation_typing_off', false],
		[
			'nothing of a note that is written',
			{ typingStatus: 'on', isPrivate: true },
			'conversation_typing_on',
			true,
		],
	] as const)('%s', async (_, parameters, name, isPrivate) => {
		await prepare();
		const told: unknown[] = [];
		const stop = used.chatwoot.events.on(name, ({ is_private, user }) => told.push([user.name, is_private]));
		const done = await run(one('setTypingStatus', parameters));
		stop();
		expect(told).toEqual([['Ada Admin', isPrivate]]);
		expect(jsonOf(done)).toEqual([{ id: 1, typing_status: parameters.typingStatus }]);
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: '/conversations/1/toggle_typing_status',
				body: { typing_status: parameters.typingStatus, ...(isPrivate ? { is_private: true } : {}) },
			},
		]);
	});

	test('nothing of a word that the server passes over: it is refused before', async () => {
		await prepare();
		const { error } = await run(one('setTypingStatus', { typingStatus: '={{ "maybe" }}' }));
		expect(error?.message).toBe("'Typing Status' does not have 'maybe' [item 0]");
		expect(error?.description).toContain('Use one of these: on, off.');
		expect(calls()).toEqual([]);
	});
});
