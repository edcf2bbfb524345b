import { describe, expect, test } from '@jest/globals';
import { pairsOf } from '../support/results.ts';
import { byId, fileOf, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, calls, beside } = used;

const download = (conversation: number | string, messageId: number | string, more = {}) => ({
	does: 'message downloadAttachments',
	parameters: { conversation: byId(conversation), messageId, ...more },
});

/** A conversation with a message that has these files. */
const messageWith = async (...names: readonly string[]): Promise<{ conversation: number; id: number }> =>
	await beside(async (client) => {
		const conversation = await client.conversation();
		const form = new FormData();
		form.append('content', 'Here they are');
		names.forEach((name) =>
			form.append('attachments[]', new Blob([`in ${name}`], { type: 'text/plain' }), name),
		);
		const { body } = await client.post(`conversations/${conversation}/messages`, form);
		return { conversation, id: (body as { id: number }).id };
	});

describe('The files of a message', () => {
	test('come into binary fields, and no token goes to where they are', async () => {
		const { conversation, id } = await messageWith('bill.txt', 'Größe.txt');
		const { items, error } = await run(download(conversation, id));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [{ json, binary = {} } = { json: {} }] = items;
		expect(json).toMatchObject({ id, content: 'Here they are' });
		expect(Object.keys(binary)).toEqual(['attachment_0', 'attachment_1']);
		expect(binary.attachment_0).toMatchObject(fileOf('in bill.txt', 'bill.txt'));
		expect(binary.attachment_1).toMatchObject(fileOf('in Größe.txt', 'Größe.txt'));
		const [asked, ...fetched] = calls();
		expect(asked && wire(asked)).toEqual({
			method: 'GET',
			path: `/conversations/${conversation}/messages`,
			query: { after: String(id), before: String(id + 1) },
		});
		expect(fetched).toHaveLength(4);
		expect(fetched.map(({ headers }) => [headers.api_access_token, headers['api-access-token']])).toEqual(
			fetched.map(() => [undefined, undefined]),
		);
	});

	test('have fields that the user names, in each item', async () => {
		const first = await messageWith('a.txt');
		const second = await messageWith('b.txt');
		const job = {
			does: 'message downloadAttachments',
			parameters: {
				conversation: byId('={{ $json.conversation }}'),
				messageId: '={{ $json.id }}',
				prefix: 'file',
			},
		};
		const done = await run(job, [{ ...first }, { ...second }]);
		expect(done.items.map(({ binary }) => binary?.file0?.fileName)).toEqual(['a.txt', 'b.txt']);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('may be none: the message comes alone', async () => {
		const { conversation, id } = await beside(async (client) => {
			const made = await client.conversation();
			return { conversation: made, id: await client.message(made) };
		});
		const { items } = await run(download(conversation, id));
		expect(items).toMatchObject([{ json: { id, content: 'Hello' } }]);
		expect(items[0]).not.toHaveProperty('binary');
	});

	test('are not to be had of a message of another conversation', async () => {
		const { id } = await messageWith('a.txt');
		const other = await beside((client) => client.conversation());
		const { error } = await run(download(other, id));
		expect(error?.message).toBe(`Conversation ${other} has no message ${id} [item 0]`);
		expect(error?.description).toContain("Message 'Get Many'");
	});

	test.each([
		[404, 'Run it again: that asks for a new address.'],
		[500, 'Try again later.'],
	])('that are not given out (%d) fail the item, with what to do about files', async (status, advice) => {
		const { conversation, id } = await messageWith('a.txt');
		used.sandbox.faults.add({ path: /^\/rails/, fault: { status } });
		const job = { ...download(conversation, id), options: { maxRetries: 0 } };
		const { error } = await run(job);
		expect(error?.httpCode).toBe(String(status));
		expect(error?.description).toContain(advice);
		expect(error?.description).not.toContain('a filter of several conditions');
	});
});
