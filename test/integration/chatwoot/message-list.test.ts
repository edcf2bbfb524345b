import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf, pairsOf } from '../support/results.ts';
import { A_TIME, byId, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, errorsOf, calls, beside } = used;

/** A conversation of so many messages, between which others were written elsewhere; gives their IDs. */
const spoken = (messages: number): Promise<{ conversation: number; ids: number[] }> =>
	beside(async (client) => {
		const [elsewhere, conversation] = [await client.conversation(), await client.conversation()];
		const ids: number[] = [];
		for (let count = 0; count < messages; count++) {
			if (count % 10 === 0) {
				await client.message(elsewhere);
			}
			ids.push(await client.message(conversation, { content: `line ${count}`, message_type: 'incoming' }));
		}
		return { conversation, ids };
	});

const list = async (conversation: number, more: INodeParameters): Promise<unknown[]> => {
	const parameters = { conversation: byId(conversation), ...more };
	return jsonOf(await run({ does: 'message getMany', parameters })).map(({ id }) => id);
};

const queries = (): unknown[] => calls().map(({ query }) => query);

describe('The messages of a conversation are listed', () => {
	test('from the newest back, over all pages, each once', async () => {
		const { conversation, ids } = await spoken(59);
		expect(await list(conversation, { returnAll: true })).toEqual(ids.toReversed());
		// The last page has one less than a full one.
		expect(queries()).toEqual([{}, { before: String(ids[39]) }, { before: String(ids[19]) }]);
	});

	test('from the newest back up to Limit, and no page more is read', async () => {
		const { conversation, ids } = await spoken(45);
		expect(await list(conversation, { limit: 21 })).toEqual(ids.toReversed().slice(0, 21));
		expect(calls()).toHaveLength(2);
	});

	test('back from a message, which is not among them', async () => {
		const { conversation, ids } = await spoken(30);
		expect(await list(conversation, { returnAll: true, before: String(ids[22]) })).toEqual(
			ids.slice(0, 22).toReversed(),
		);
	});

	test('forward from a message, which is not among them, over all pages', async () => {
		const { conversation, ids } = await spoken(204);
		const forward = { direction: 'forward', after: String(ids[4]), returnAll: true };
		expect(await list(conversation, forward)).toEqual(ids.slice(5));
		expect(queries()).toEqual([{ after: String(ids[4]) }, { after: String(ids[104]) }]);
	});

	test('forward from the very beginning, with the first message of the installation', async () => {
		const [conversation, id] = await beside(async (client) => {
			const conversation = await client.conversation();
			return [conversation, await client.message(conversation)];
		});
		expect(id).toBe(1);
		expect(await list(conversation, { direction: 'forward', after: '0' })).toEqual([1]);
	});

	test('to the end also when the last page is full', async () => {
		const { conversation, ids } = await spoken(20);
		expect(await list(conversation, { returnAll: true })).toEqual(ids.toReversed());
		expect(calls()).toHaveLength(2);
	});

	test('as none, when there are none newer', async () => {
		const { conversation, ids } = await spoken(3);
		expect(await list(conversation, { direction: 'forward', after: String(ids[2]) })).toEqual([]);
	});

	test('of several conversations, each message with the item it was asked for', async () => {
		const [one, two] = [await spoken(2), await spoken(1)];
		const parameters = { conversation: '={{ $json.conversation }}', returnAll: true };
		const done = await run({ does: 'message getMany', parameters }, [one, two]);
		expect(jsonOf(done).map(({ id }) => id)).toEqual([...one.ids.toReversed(), ...two.ids]);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }]);
		expect(calls().map(wire)).toEqual(
			expect.arrayContaining([
				{ method: 'GET', path: `/conversations/${one.conversation}/messages` },
				{ method: 'GET', path: `/conversations/${two.conversation}/messages` },
			]),
		);
	});
});

describe('A message of a list', () => {
	const shown = async (simplify: boolean): Promise<object | undefined> => {
		const { conversation } = await spoken(1);
		const parameters = { conversation: byId(conversation), simplify };
		return jsonOf(await run({ does: 'message getMany', parameters }))[0];
	};

	test('is simplified to what is decided by', async () => {
		expect(await shown(true)).toEqual({
			id: 2,
			content: 'line 0',
			conversation_id: 2,
			message_type: 'incoming',
			private: false,
			status: 'sent',
			created_at: A_TIME,
			sender: { id: 2, name: 'Someone', email: null, type: 'contact' },
			content_attributes: {},
		});
	});

	test('is whole without Simplify, but for what opens something', async () => {
		const message = await shown(false);
		expect(message).toMatchObject({ id: 2, inbox_id: 2, content_type: 'text', source_id: null });
		expect(JSON.stringify(message)).not.toMatch(/pubsub_token|hmac_token|access_token/);
	});
});

test('A conversation that is not there is named, and the others are read', async () => {
	const { conversation, ids } = await spoken(1);
	const parameters = { conversation: '={{ $json.conversation }}' };
	const job = { does: 'message getMany', parameters };
	expect(await errorsOf(job, [{ conversation: 999 }, { conversation }])).toEqual([
		'Resource could not be found [item 0]',
		undefined,
	]);
	expect(ids).toHaveLength(1);
});
