import { describe, expect, test } from '@jest/globals';
import { idsOf, jsonOf } from '../support/results.ts';
import { annIn, conversationIn, createIn } from './ann-in.ts';
import { byId, useChatwoot, writes } from './support.ts';

const used = useChatwoot();
const { run, calls } = used;

const NEW_YEAR = '2035-01-01T00:00:00.000Z';

const conversationOf = (id: number): unknown => used.chatwoot.conversations.get(id);

describe('In an inbox that keeps to one conversation', () => {
	test('the second one is the first one', async () => {
		const at = await annIn(used, { one: true });
		expect(
			idsOf(await run(createIn(at, { message: '={{ $json.text }}' }), [{ text: 'One' }, { text: 'Two' }])),
		).toEqual([1, 1]);
		expect(used.chatwoot.conversations.size).toBe(1);
		const texts = [...used.chatwoot.messages.values()].map(({ content }) => content);
		expect(texts).toEqual(['One', 'Two']);
	});

	test('a resolved one stays resolved, and takes the message', async () => {
		const at = await annIn(used, { one: true });
		const id = await conversationIn(used, at, (client, one) =>
			client.post(`conversations/${one}/toggle_status`, { status: 'resolved' }),
		);
		expect(jsonOf(await run(createIn(at, { message: 'Hello again' })))).toMatchObject([
			{ id, status: 'resolved', last_message: { content: 'Hello again' } },
		]);
	});

	test('the one that is there gets the status that was asked for, by a call of its own', async () => {
		const at = await annIn(used, { one: true });
		const id = await conversationIn(used, at, (client, one) =>
			client.post(`conversations/${one}/toggle_status`, { status: 'resolved' }),
		);
		expect(jsonOf(await run(createIn(at, { status: 'open' })))).toMatchObject([{ id, status: 'open' }]);
		expect(writes(calls()).at(-1)).toEqual({
			method: 'POST',
			path: `/conversations/${id}/toggle_status`,
			body: { status: 'open' },
		});
		expect(conversationOf(id)).toMatchObject({ status: 'open' });
	});

	test.each([
		['open', {}],
		['snoozed until another day', { status: 'snoozed', snoozed_until: 1_900_000_000 }],
	])('the one that is there, %s, is snoozed until the date that was asked for', async (_, state) => {
		const at = await annIn(used, { one: true });
		const id = await conversationIn(used, at, (client, one) =>
			client.post(`conversations/${one}/toggle_status`, { status: 'open', ...state }),
		);
		const made = await run(createIn(at, { status: 'snoozed', snoozedUntil: NEW_YEAR }, { simplify: false }));
		expect(jsonOf(made)).toMatchObject([{ id, status: 'snoozed', snoozed_until: NEW_YEAR }]);
		expect(writes(calls()).at(-1)).toMatchObject({
			body: { status: 'snoozed', snoozed_until: Date.parse(NEW_YEAR) / 1000 },
		});
		expect(conversationOf(id)).toMatchObject({ status: 'snoozed', snoozed_until: Date.parse(NEW_YEAR) });
	});

	test('the item fails when the one that is there keeps its status all the same', async () => {
		const at = await annIn(used, { one: true });
		await conversationIn(used, at, (client, one) =>
			client.post(`conversations/${one}/toggle_status`, { status: 'resolved' }),
		);
		const payload = { success: true, current_status: 'resolved' };
		used.sandbox.faults.add({ path: /toggle_status$/, fault: { status: 200, body: { payload } } });
		const { error } = await run(createIn(at, { status: 'open' }));
		expect(error?.message).toBe('The conversation is not open, but resolved [item 0]');
	});

	test('the one that is there is told by name what it does not have, and goes on as it was', async () => {
		const at = await annIn(used, { one: true });
		await used.beside((client) => client.post('teams', { name: 'Billing' }));
		const id = await conversationIn(used, at, (client, one) =>
			client.post(`conversations/${one}/assignments`, { assignee_id: 1 }),
		);
		const wanted = {
			agent: byId(2),
			team: byId(1),
			custom_attributes: '{"order":7}',
			additional_attributes: '{"mail_subject":"Order 7"}',
		};
		const { error } = await run(createIn(at, wanted));
		expect(error?.message).toBe(
			`Conversation ${id} does not have what was asked for: the agent, the team, the custom attribute order, the additional attribute mail_subject [item 0]`,
		);
		expect(error?.description).toContain('gave the one that is there');
		expect(error?.description).toContain('Set them with the operations of their own.');
		expect(conversationOf(id)).toMatchObject({ assignee: { id: 1 }, team: null, custom_attributes: {} });
	});

	test('nothing is wrong when the one that is there has it already', async () => {
		const at = await annIn(used, { one: true });
		const wanted = { agent: byId(2), custom_attributes: '{"order":{"id":7,"items":[1]}}' };
		const again = { agent: byId(2), custom_attributes: '{"order":{"items":[1],"id":7}}' };
		jsonOf(await run(createIn(at, wanted)));
		expect(idsOf(await run(createIn(at, again)))).toEqual([1]);
	});
});
