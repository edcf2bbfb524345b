import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../../sandbox/chatwoot/types.ts';
import { jsonOf, pairsOf } from '../support/results.ts';
import { WEBSITE } from './message-support.ts';
import { byId, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, errorsOf, calls, beside } = used;

/** A conversation with three messages in it, in an API inbox unless another channel is given. */
const spoken = (channel: object = {}): Promise<{ conversation: number; ids: number[] }> =>
	beside(async (client) => {
		const conversation = await client.conversation({ inbox_id: await client.inbox(channel) });
		const ids: number[] = [];
		for (const content of ['one', 'two', 'three']) {
			ids.push(await client.message(conversation, { content }));
		}
		return { conversation, ids };
	});

const messageOf = (id = 0): Message | undefined => used.chatwoot.messages.get(id);

const FROM_ITEM = { conversation: '={{ $json.conversation }}', messageId: '={{ $json.id }}' };
const REMOVE = { does: 'message delete', parameters: FROM_ITEM };
const REPORT = { does: 'message setDeliveryStatus' };

describe('Delete', () => {
	test('takes away what messages said, and leaves the others', async () => {
		const { conversation, ids } = await spoken();
		const [one, two, three] = ids;
		const done = await run(REMOVE, [
			{ conversation, id: three },
			{ conversation, id: one },
		]);
		expect(jsonOf(done)).toEqual([{ deleted: true }, { deleted: true }]);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 1 }]);
		// One after the other, in the order of the items.
		expect(calls().map(wire)).toEqual([
			{ method: 'DELETE', path: `/conversations/${conversation}/messages/${three}` },
			{ method: 'DELETE', path: `/conversations/${conversation}/messages/${one}` },
		]);
		expect(messageOf(one)).toMatchObject({
			content: 'This message was deleted',
			content_attributes: { deleted: true },
		});
		expect(messageOf(two)).toMatchObject({ content: 'two', content_attributes: {} });
	});

	test('is done, when it was done before', async () => {
		const { conversation, ids } = await spoken();
		const items = [{ conversation, id: ids[0] }];
		jsonOf(await run(REMOVE, items));
		expect(jsonOf(await run(REMOVE, items))).toEqual([{ deleted: true }]);
	});

	test('says of a message of another conversation that it is not there, and the others are done', async () => {
		const [here, elsewhere] = [await spoken(), await spoken()];
		const { conversation } = here;
		const items = [...elsewhere.ids.slice(0, 1), ...here.ids.slice(0, 1)].map((id) => ({ conversation, id }));
		expect(await errorsOf(REMOVE, items)).toEqual(['Resource could not be found [item 0]', undefined]);
		expect(messageOf(elsewhere.ids[0])?.content).toBe('one');
	});

	test('does not take an answer for success that shows the message as it was', async () => {
		const { conversation, ids } = await spoken();
		const body = { id: ids[0], content: 'one', content_attributes: {} };
		used.sandbox.faults.add({ fault: { status: 200, body } });
		expect(await errorsOf(REMOVE, [{ conversation, id: ids[0] }])).toEqual([
			'The message was not deleted [item 0]',
		]);
	});

	test('is done once, though the server breaks down in the middle', async () => {
		const { conversation, ids } = await spoken();
		used.sandbox.faults.add({ times: 1, fault: { status: 502, acts: true } });
		expect(jsonOf(await run(REMOVE, [{ conversation, id: ids[0] }]))).toEqual([{ deleted: true }]);
		expect(calls().map(({ status }) => status)).toEqual([502, 200]);
	});
});

describe('Set Delivery Status', () => {
	const report = (id: number | undefined, conversation: number, more: object) => ({
		...REPORT,
		parameters: { conversation: byId(conversation), messageId: String(id), ...more },
	});

	test('tells what became of messages in a channel of the user', async () => {
		const { conversation, ids } = await spoken();
		const parameters = { ...FROM_ITEM, status: '={{ $json.status }}', reason: '={{ $json.reason }}' };
		const items = ['delivered', 'read', 'failed'].map((status, index) => ({
			conversation,
			id: ids[index],
			status,
			reason: 'Number unknown',
		}));
		const done = await run({ ...REPORT, parameters }, items);
		expect(jsonOf(done)).toMatchObject(
			items.map(({ id, status }) => ({ id, status, conversation_id: conversation })),
		);
		expect(Object.keys(jsonOf(done)[0] ?? {})).not.toContain('inbox_id');
		expect(calls().map(({ body }) => body)).toEqual([
			{ status: 'delivered' },
			{ status: 'read' },
			{ status: 'failed', external_error: 'Number unknown' },
		]);
		expect(ids.map((id) => messageOf(id)?.status)).toEqual(['delivered', 'read', 'failed']);
		expect(messageOf(ids[2])?.content_attributes).toEqual({ external_error: 'Number unknown' });
	});

	test('shows the whole message without Simplify', async () => {
		const { conversation, ids } = await spoken();
		const [message] = jsonOf(await run(report(ids[0], conversation, { simplify: false })));
		expect(message).toMatchObject({ status: 'delivered', content_type: 'text', inbox_id: 1 });
	});

	test('does not go back from read, which the server answers with success', async () => {
		const { conversation, ids } = await spoken();
		jsonOf(await run(report(ids[0], conversation, { status: 'read' })));
		const { error } = await run(report(ids[0], conversation, { status: 'delivered' }));
		expect(error?.message).toBe('The message is not delivered, but read [item 0]');
		expect(messageOf(ids[0])?.status).toBe('read');
	});

	test('is refused in the inbox of a website, in words of the server', async () => {
		const { conversation, ids } = await spoken(WEBSITE);
		const { error } = await run(report(ids[0], conversation, { status: 'read' }));
		expect(error?.message).toBe('Message status update is only allowed for API inboxes [item 0]');
		expect(error?.httpCode).toBe('403');
		expect(messageOf(ids[0])?.status).toBe('sent');
	});

	test('says of a message that is not there what to check', async () => {
		const { conversation } = await spoken();
		const { error } = await run(report(999, conversation, {}));
		expect(error?.message).toBe('Resource could not be found [item 0]');
		expect(error?.description).toContain('Check the IDs');
	});

	test.each(['status', 'messageId'])(
		'sends nothing at all when one of the items has no %s',
		async (field) => {
			const { conversation, ids } = await spoken();
			const parameters = { ...FROM_ITEM, status: '={{ $json.status }}' };
			const item = { conversation, id: ids[0], status: 'read' };
			const { error } = await run({ ...REPORT, parameters }, [
				item,
				{ ...item, [field === 'status' ? 'status' : 'id']: '' },
			]);
			expect(error?.message).toMatch(/'(Delivery Status|Message ID)' .* \[item 1\]$/);
			expect(calls()).toEqual([]);
		},
	);

	test('may be sent again when the server breaks down', async () => {
		const { conversation, ids } = await spoken();
		used.sandbox.faults.add({ times: 1, fault: { status: 500, acts: true } });
		jsonOf(await run(report(ids[0], conversation, { status: 'read' })));
		expect(calls().map(({ status }) => status)).toEqual([500, 200]);
	});
});
