import { describe, expect, test } from '@jest/globals';
import { CONTINUES, errorsIn, jsonOf, pairsOf } from '../support/results.ts';
import { useChatwoot, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

/** An inbox with two sessions, app-1 of Ann and app-2 of Bob. */
const sessions = async (more: object = {}): Promise<void> => {
	await used.beside(async (client) => {
		const inbox = await client.inbox({}, more);
		for (const [index, name] of ['ann', 'bob'].entries()) {
			const contact = await client.contact({ name, email: `${name}@example.com` });
			const body = { inbox_id: inbox, source_id: `app-${index + 1}` };
			await client.post(`contacts/${contact}/contact_inboxes`, body);
		}
	});
};

const client = (operation: string, parameters: NonNullable<Job['parameters']> = {}): Job => ({
	does: `clientConversation ${operation}`,
	parameters: { sourceId: 'app-1', ...parameters },
	inbox: 1,
});

/** Ann's conversation, number 1, in which Agnes has answered with message 1 and a private note. */
const talk = async (): Promise<void> => {
	await sessions();
	await used.beside(async (other) => {
		await other.conversation({ contact_id: 1, inbox_id: 1, source_id: 'app-1' });
		await other.message(1, { content: 'Hello, this is Agnes' });
		await other.message(1, { content: 'secret', private: true });
	});
};

const TALK = { conversationId: '1' };

describe('A conversation is started by an app', () => {
	test('for each item another one, with its attributes', async () => {
		await sessions();
		const parameters = {
			sourceId: '={{ $json.id }}',
			attributesMode: 'json',
			attributesJson: '={{ { order: $json.order } }}',
		};
		const done = await run(client('create', parameters), [
			{ id: 'app-1', order: 1 },
			{ id: 'app-1', order: 2 },
			{ id: 'app-2', order: 3 },
		]);
		expect(jsonOf(done).map(({ inbox_id: inbox, status }) => [inbox, status])).toEqual([
			[1, 'open'],
			[1, 'open'],
			[1, 'open'],
		]);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		const made = jsonOf(done).map(({ id }) => used.chatwoot.conversations.get(id as number));
		expect(made.map((one) => [one?.session.source_id, one?.custom_attributes])).toEqual([
			['app-1', { order: 1 }],
			['app-1', { order: 2 }],
			['app-2', { order: 3 }],
		]);
	});

	test('once, where the inbox keeps to one conversation with each contact', async () => {
		await sessions({ lock_to_single_conversation: true });
		const done = await run(client('create', { attributesMode: 'fields' }), [{}, {}]);
		expect(jsonOf(done).map(({ id }) => id)).toEqual([1, 1]);
		expect(used.chatwoot.conversations.size).toBe(1);
	});

	test('not for somebody who has no session here; the others are started', async () => {
		await sessions();
		const job = client('create', { sourceId: '={{ $json.id }}', attributesMode: 'fields' });
		expect(await errorsOf(job, [{ id: 'none' }, { id: 'app-2' }])).toEqual(['Not Found [item 0]', undefined]);
		expect(used.chatwoot.conversations.size).toBe(1);
	});
});

describe('A conversation is read by an app', () => {
	test('with its messages, without private notes and without the token of the contact', async () => {
		await talk();
		const done = await run(client('get', TALK));
		expect(jsonOf(done)).toMatchObject([
			{ id: 1, status: 'open', messages: [{ content: 'Hello, this is Agnes' }], contact: { name: 'ann' } },
		]);
		expect(JSON.stringify(jsonOf(done))).not.toContain('secret');
		expect(JSON.stringify(jsonOf(done))).not.toContain('pubsub_token');
	});

	test('only by the contact whose it is', async () => {
		await talk();
		const { error } = await run(client('get', { ...TALK, sourceId: 'app-2' }));
		expect(error?.message).toBe('Not Found [item 0]');
		expect(error?.description).toContain('sees only its own conversations');
	});

	test('with all the others of the session, up to Limit', async () => {
		await talk();
		await used.beside(async (other) => {
			await other.conversation({ contact_id: 1, inbox_id: 1, source_id: 'app-1' });
			await other.conversation({ contact_id: 2, inbox_id: 1, source_id: 'app-2' });
		});
		const all = await run(client('getMany', { returnAll: true }));
		expect(jsonOf(all).map(({ id }) => id)).toEqual([1, 2]);
		expect(pairsOf(all)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(jsonOf(await run(client('getMany', { limit: 1 }))).map(({ id }) => id)).toEqual([1]);
		expect(jsonOf(await run(client('getMany', { sourceId: 'app-2' }))).map(({ id }) => id)).toEqual([3]);
	});
});

describe('A conversation is ended by an app', () => {
	test('and stays so, however often it is ended', async () => {
		await talk();
		const done = await run(client('resolve', TALK), [{}, {}]);
		expect(jsonOf(done)).toMatchObject([
			{ id: 1, status: 'resolved' },
			{ id: 1, status: 'resolved' },
		]);
		expect(used.chatwoot.conversations.get(1)?.status).toBe('resolved');
		expect(calls().map(({ method, path, body }) => [method, path.split('/').at(-1), body])).toEqual([
			['POST', 'toggle_status', {}],
			['POST', 'toggle_status', {}],
		]);
	});

	test('and the item fails, when the server says 200 and the conversation is open', async () => {
		await talk();
		used.sandbox.faults.add({ fault: { raw: '{"id":1,"status":"open"}', contentType: 'application/json' } });
		const { error } = await run(client('resolve', TALK));
		expect(error?.message).toBe('The conversation is not resolved [item 0]');
	});
});

describe('Agents see', () => {
	test.each(['on', 'off'])('that the contact is typing: %s', async (typingStatus) => {
		await talk();
		const names = await used.beside(
			async (other) =>
				await other.eventsOf(async () => {
					expect(jsonOf(await run(client('setTypingStatus', { ...TALK, typingStatus })))).toEqual([
						{ success: true },
					]);
				}),
		);
		expect(names).toEqual([`conversation_typing_${typingStatus}`]);
	});

	test('that the contact has read what they wrote', async () => {
		await talk();
		const done = await run(client('markSeen', TALK));
		expect(jsonOf(done)).toEqual([{ success: true }]);
		expect(used.chatwoot.conversations.get(1)?.contact_last_seen_at).not.toBeNull();
		expect(used.chatwoot.messages.get(1)?.status).toBe('read');
	});
});

test.each(['resolve', 'setTypingStatus', 'markSeen', 'get'])(
	'Nothing is done in a conversation of somebody else, or in none: %s',
	async (operation) => {
		await talk();
		const job = client(operation, { sourceId: '={{ $json.source }}', conversationId: '={{ $json.id }}' });
		const items = [
			{ source: 'app-2', id: 1 },
			{ source: 'app-1', id: 99 },
			{ source: 'app-1', id: null },
			{ source: 'app-1', id: '..' },
			{ source: 'app-1', id: 1 },
		];
		const continued = await run({ ...job, settings: CONTINUES }, items);
		expect(errorsIn(continued)).toEqual([
			'Not Found [item 0]',
			'Not Found [item 1]',
			"'Conversation ID' is empty [item 2]",
			"'Conversation ID': '..' cannot be used as an ID [item 3]",
			undefined,
		]);
		expect(pairsOf(continued)).toEqual(items.map((_, item) => ({ item })));
		expect(calls()).toHaveLength(3);
		used.sandbox.journal.clear();
		const { error } = await run(job, [items[4] ?? {}, items[2] ?? {}] as never);
		expect(error?.message).toBe("'Conversation ID' is empty [item 1]");
		expect(calls()).toEqual([]);
	},
);
