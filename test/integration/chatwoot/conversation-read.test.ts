import { describe, expect, test } from '@jest/globals';
import { idsOf, jsonOf, pairsOf } from '../support/results.ts';
import { conversationsIn } from './conversations-in.ts';
import { A_TIME, byId, fromList, useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

describe('A conversation is read', () => {
	test('in short', async () => {
		await used.beside(async (client) => {
			await client.message(await client.conversation({ assignee_id: 2 }), { content: 'Hello' });
		});
		const done = await run({ does: 'conversation get', parameters: { conversation: fromList(1) } });
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/conversations/1' }]);
		expect(jsonOf(done)).toEqual([
			{
				id: 1,
				status: 'open',
				priority: null,
				contact: { id: 1, name: 'Someone', email: null, phone_number: null, identifier: null },
				inbox_id: 1,
				assignee: { id: 2, name: 'Agnes Agent', email: 'agnes@example.com' },
				team: null,
				labels: [],
				custom_attributes: {},
				last_message: {
					id: expect.any(Number),
					content: 'Hello',
					message_type: 'outgoing',
					private: false,
					created_at: A_TIME,
				},
			},
		]);
	});

	test('with all that the server shows, when Simplify is off, for each item as it says', async () => {
		await conversationsIn(used, 3);
		const parameters = { conversation: byId('={{ $json.id }}'), simplify: '={{ $json.short }}' };
		const done = await run({ does: 'conversation get', parameters }, [
			{ id: 3, short: false },
			{ id: '1', short: true },
		]);
		expect(idsOf(done)).toEqual([3, 1]);
		expect(jsonOf(done).map((row) => 'uuid' in row)).toEqual([true, false]);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('but not what opens the door to it, wherever that stands', async () => {
		await conversationsIn(used, 1);
		const open = { pubsub_token: 'opens', contact_inbox: { pubsub_token: 'opens', hmac_token: 'opens' } };
		const inner = { meta: { sender: { id: 1, ...open }, assignee: { id: 2, access_token: 'opens' } } };
		used.sandbox.faults.add({ fault: { status: 200, body: { id: 1, secret: 'opens', ...open, ...inner } } });
		for (const simplify of [true, false]) {
			const done = await run({ does: 'conversation get', parameters: { conversation: byId(1), simplify } });
			expect(JSON.stringify(jsonOf(done))).not.toContain('opens');
		}
	});

	test('but not one that does not exist, nor one that the agent must not see; the others are', async () => {
		await conversationsIn(used, 2);
		used.chatwoot.inboxes.get(1)?.members.clear();
		const job: Job = { does: 'conversation get', parameters: { conversation: byId('={{ $json.id }}') } };
		expect(await errorsOf(job, [{ id: 99 }, { id: '' }, { id: 1 }])).toEqual([
			'Resource could not be found [item 0]',
			"'Conversation' is empty [item 1]",
			undefined,
		]);
		const { error } = await run({ ...job, as: 'agent' }, [{ id: 1 }]);
		expect(error?.message).toBe('You are not authorized to do this action [item 0]');
		expect(error?.description).toContain('no member of the inbox');
	});
});
