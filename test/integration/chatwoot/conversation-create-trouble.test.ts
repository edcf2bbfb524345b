import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf } from '../support/results.ts';
import { annIn, conversationIn, createIn } from './ann-in.ts';
import { byId, useChatwoot, writes } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const NEW_YEAR = '2035-01-01T00:00:00.000Z';

describe('Nothing is started', () => {
	test.each<[string, INodeParameters, string]>([
		['an agent who does not exist', { agent: byId(99) }, 'There is no agent 99 in this account [item 0]'],
		['an agent of another account', { agent: byId(3) }, 'There is no agent 3 in this account [item 0]'],
		['a team that does not exist', { team: byId(9) }, 'There is no team 9 in this account [item 0]'],
	])('with %s, who is named before', async (_, wanted, message) => {
		const at = await annIn(used, { session: false });
		const { error } = await run(createIn(at, wanted));
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('Nothing was changed.');
		expect(writes(calls())).toEqual([]);
		expect(used.chatwoot.contactInboxes.size).toBe(0);
	});

	test('for a contact or in an inbox that does not exist, while the others are', async () => {
		const at = await annIn(used);
		const job = createIn(
			at,
			{},
			{ contact: byId('={{ $json.contact }}'), inbox: byId('={{ $json.inbox }}') },
		);
		const errors = await errorsOf(job, [
			{ ...at, contact: 99 },
			{ ...at, inbox: 99 },
			{ ...at, contact: 'Ann' },
			{ contact: at.contact },
			{ ...at },
		]);
		expect(errors).toEqual([
			'Resource could not be found [item 0]',
			'Resource could not be found [item 1]',
			"'Contact' must be a number, but is 'Ann' [item 2]",
			"'Inbox' is empty [item 3]",
			undefined,
		]);
		expect(used.chatwoot.conversations.size).toBe(1);
		expect(used.chatwoot.contactInboxes.size).toBe(1);
	});

	test('when one item has a date that is past: not for the others either', async () => {
		const at = await annIn(used);
		const job = createIn(at, { status: 'snoozed', snoozedUntil: '={{ $json.until }}' });
		const { error } = await run(job, [{ until: NEW_YEAR }, { until: '2020-01-01' }]);
		expect(error?.message).toBe("'Snooze Until' is in the past [item 1]");
		expect(error?.description).toContain('Give a date in the future');
		expect(calls()).toEqual([]);
	});

	test('by an agent who is no member of the inbox, who reads why', async () => {
		const at = await annIn(used);
		used.chatwoot.inboxes.get(at.inbox)?.members.clear();
		const { error } = await run({ ...createIn(at), as: 'agent' });
		expect(error?.message).toBe('You are not authorized to do this action [item 0]');
		expect(error?.description).toContain('when an agent is no member of the inbox');
	});

	test('twice, when the answer is lost: the user is told to look', async () => {
		const at = await annIn(used);
		used.sandbox.faults.add({ method: 'POST', times: 1, fault: { cut: 'after' } });
		const { error } = await run(createIn(at));
		expect(error?.message).toContain('It may have been carried out all the same [item 0]');
		expect(used.chatwoot.conversations.size).toBe(1);
		expect(writes(calls())).toHaveLength(1);
	});

	test('twice, when n8n tries the node again: what was made is not made again', async () => {
		const at = await annIn(used, { one: true });
		await conversationIn(used, at, (client, one) =>
			client.post(`conversations/${one}/toggle_status`, { status: 'resolved' }),
		);
		used.sandbox.faults.add({
			path: /toggle_status$/,
			times: 1,
			fault: { status: 422, body: { error: 'Busy' } },
		});
		const done = await run({
			...createIn(at, { status: 'open', message: 'Hello' }),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(jsonOf(done)).toMatchObject([{ status: 'open' }]);
		expect([...used.chatwoot.messages.values()].filter(({ content }) => content === 'Hello')).toHaveLength(1);
	});
});
