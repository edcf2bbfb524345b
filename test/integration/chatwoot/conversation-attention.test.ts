import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const one = (does: string, more: Job['parameters'] = {}): Job => ({
	does: `conversation ${does}`,
	parameters: { conversation: byId('={{ $json.id ?? 1 }}'), ...more },
});

/** A conversation in which the contact wrote twice. */
const prepare = async (): Promise<number> =>
	await used.beside(async (client) => {
		const id = await client.conversation();
		for (const content of ['Hello?', 'Anybody?']) {
			await client.message(id, { content, message_type: 'incoming' });
		}
		return id;
	});

const unread = async (id: number): Promise<unknown> =>
	(await used.beside((client) => client.shown(id))).unread_count;

describe('A conversation is', () => {
	test('seen, so that nothing in it is unread, and shown in short', async () => {
		const id = await prepare();
		const done = await run(one('markSeen'));
		expect(calls().map(wire)).toEqual([{ method: 'POST', path: '/conversations/1/update_last_seen' }]);
		expect(jsonOf(done)).toMatchObject([{ id, status: 'open', last_message: { content: 'Anybody?' } }]);
		expect(Object.keys(jsonOf(done)[0] ?? {})).toHaveLength(10);
		expect(await unread(id)).toBe(0);
	});

	test('unread again, from the last message of the contact', async () => {
		const id = await prepare();
		await run(one('markSeen'));
		used.sandbox.journal.clear();
		const done = await run(one('markUnread', { simplify: false }));
		expect(calls().map(wire)).toEqual([{ method: 'POST', path: '/conversations/1/unread' }]);
		expect(jsonOf(done)).toMatchObject([{ id, unread_count: expect.any(Number), meta: { sender: {} } }]);
		expect(await unread(id)).toBeGreaterThan(0);
	});

	test('muted: resolved, its contact blocked', async () => {
		const id = await prepare();
		const done = await run(one('mute'));
		expect(calls().map(wire)).toEqual([{ method: 'POST', path: '/conversations/1/mute' }]);
		expect(jsonOf(done)).toEqual([{ id, muted: true }]);
		expect(used.chatwoot.conversations.get(id)).toMatchObject({
			status: 'resolved',
			session: { contact: { blocked: true } },
		});
	});

	test('no longer muted: the contact may write again, and the status stays', async () => {
		const id = await prepare();
		await run(one('mute'));
		used.sandbox.journal.clear();
		expect(jsonOf(await run(one('unmute')))).toEqual([{ id, muted: false }]);
		expect(calls().map(wire)).toEqual([{ method: 'POST', path: '/conversations/1/unmute' }]);
		expect(used.chatwoot.conversations.get(id)).toMatchObject({
			status: 'resolved',
			session: { contact: { blocked: false } },
		});
	});
});

describe.each(['markSeen', 'markUnread', 'mute', 'unmute'])('%s', (does) => {
	test('is done for each item; one that does not exist is named, the others are done', async () => {
		await prepare();
		const second = await prepare();
		const errors = await errorsOf(one(does), [{ id: 1 }, { id: 99 }, { id: ' ' }, { id: second }]);
		expect(errors).toEqual([
			undefined,
			'Resource could not be found [item 1]',
			"'Conversation' is empty [item 2]",
			undefined,
		]);
	});

	test('is done once for each item, in order, behind its own input', async () => {
		await prepare();
		const second = await prepare();
		const done = await run(one(does), [{ id: second }, { id: 1 }, { id: second }]);
		expect(jsonOf(done).map(({ id }) => id)).toEqual([second, 1, second]);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(calls()).toHaveLength(3);
	});

	test('is done again when the server broke down before its answer', async () => {
		await prepare();
		used.sandbox.faults.add({ times: 1, fault: { status: 502, acts: true } });
		expect(jsonOf(await run(one(does)))).toHaveLength(1);
		expect(calls().map(({ status }) => status)).toEqual([502, 200]);
	});
});
