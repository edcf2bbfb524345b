import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { placesOf } from '../support/secrets.ts';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, fromList, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const job = (operation: string, more: INodeParameters = {}) => ({
	does: `contact ${operation}`,
	parameters: { contact: byId(1), ...more },
});

const sessions = (): unknown[] =>
	[...used.chatwoot.contactInboxes.values()].map(({ contact, source_id: source }) => [contact.id, source]);

describe('A session', () => {
	test('is made in an inbox, and its source ID comes back', async () => {
		const inbox = await used.beside(async (client) => {
			await client.contact();
			return client.inbox();
		});
		const made = await run(job('createSession', { inbox: fromList(inbox), sourceId: 'user-4711' }));
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: '/contacts/1/contact_inboxes',
				body: { inbox_id: inbox, source_id: 'user-4711' },
			},
		]);
		expect(jsonOf(made)).toMatchObject([{ source_id: 'user-4711', inbox: { id: inbox, name: 'Shop' } }]);
		expect(sessions()).toEqual([[1, 'user-4711']]);
	});

	test('is another one with each call, unless it has a source ID', async () => {
		const inbox = byId(
			await used.beside(async (client) => {
				await client.contact();
				return client.inbox();
			}),
		);
		const made = await run(job('createSession', { inbox, sourceId: '={{ $json.source }}' }), [
			{ source: '' },
			{},
			{ source: 'user-1' },
			{ source: 'user-1' },
		]);
		const sources = jsonOf(made).map(({ source_id: source }) => source);
		expect(new Set(sources).size).toBe(3);
		expect(sources.slice(2)).toEqual(['user-1', 'user-1']);
		expect(sessions()).toHaveLength(3);
		expect(pairsOf(made)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
	});

	test('is not made when another contact has the source ID: the server breaks down, the message says why', async () => {
		const inbox = await used.beside(async (client) => {
			const id = await client.inbox();
			await client.contact();
			await client.contact({ name: 'Bob', inbox_id: id, source_id: 'user-1' });
			return id;
		});
		const { error } = await run(job('createSession', { inbox: byId(inbox), sourceId: 'user-1' }));
		expect(error?.message).toBe('The session was not made [item 0]');
		expect(error?.description).toContain("another contact has the source ID 'user-1' in this inbox");
		expect(sessions()).toEqual([[2, 'user-1']]);
		expect(calls()).toHaveLength(1);
	});

	test('is not made a second time when its answer was lost: each call makes another', async () => {
		const inbox = await used.beside(async (client) => {
			await client.contact();
			return client.inbox();
		});
		used.sandbox.faults.add({ method: 'POST', fault: { cut: 'after' } });
		const [error] = await errorsOf(job('createSession', { inbox: byId(inbox) }));
		expect(error).toContain('It may have been carried out all the same');
		expect(sessions()).toHaveLength(1);
	});

	test('is not made for nobody, nowhere, or by an agent who is no member', async () => {
		const inbox = await used.beside(async (client) => {
			await client.contact();
			const { body } = await client.post('inboxes', { name: 'Other', channel: { type: 'api' } });
			return (body as { id: number }).id;
		});
		const parameters = { contact: byId('={{ $json.contact }}'), inbox: byId('={{ $json.inbox }}') };
		expect(
			await errorsOf({ does: 'contact createSession', parameters }, [
				{ contact: 99, inbox },
				{ contact: 1, inbox: 99 },
				{ contact: 1, inbox },
			]),
		).toEqual(['Resource could not be found [item 0]', 'Resource could not be found [item 1]', undefined]);
		const asAgent = { ...job('createSession', { inbox: byId(inbox) }), as: 'agent' } as const;
		const { error } = await run(asAgent);
		expect(error?.message).toBe('You are not authorized to do this action [item 0]');
		expect(error?.description).toContain('when an agent is no member of the inbox');
		expect(sessions()).toHaveLength(1);
	});
});

describe('The inboxes through which a contact can be written to', () => {
	test('come with the source ID of the newest session, or with one that is a proposal', async () => {
		const [first, second] = await used.beside(async (client) => {
			const ids = [await client.inbox(), await client.inbox()];
			const website = { type: 'web_widget', website_url: 'https://example.com' };
			await client.post('inboxes', { name: 'Website', channel: website });
			await client.contact({ name: 'Ann', inbox_id: ids[0], source_id: 'older' });
			await client.post('contacts/1/contact_inboxes', { inbox_id: ids[0], source_id: 'newer' });
			return ids;
		});
		const listed = await run(job('getContactableInboxes'));
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/contacts/1/contactable_inboxes' }]);
		expect(jsonOf(listed)).toMatchObject([
			{ source_id: 'newer', inbox: { id: first } },
			{ source_id: expect.stringMatching(/^[\da-f-]{36}$/), inbox: { id: second } },
		]);
		expect(pairsOf(listed)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(sessions()).toHaveLength(2);
		expect(jsonOf(await run(job('getContactableInboxes', { limit: 1 })))).toHaveLength(1);
	});

	test('of nobody are an error', async () => {
		const { error } = await run(job('getContactableInboxes'));
		expect(error?.message).toBe('Resource could not be found [item 0]');
	});
});

describe('The conversations of a contact', () => {
	test('are the newest twenty of all inboxes, and nobody can follow them by what the output holds', async () => {
		await used.beside(async (client) => {
			const contact = await client.contact();
			const inboxes = [await client.inbox(), await client.inbox()];
			for (let n = 0; n < 22; n += 1) {
				await client.conversation({ contact_id: contact, inbox_id: inboxes[n % 2] });
			}
			await client.conversation();
		});
		const listed = await run(job('getConversations', { returnAll: true }));
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/contacts/1/conversations' }]);
		expect(jsonOf(listed).map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => 22 - index));
		expect(Object.keys(jsonOf(listed)[0] ?? {}).length).toBeLessThanOrEqual(10);
		const whole = await run(job('getConversations', { limit: 3, simplify: false }));
		expect(jsonOf(whole)).toHaveLength(3);
		expect(Object.keys(jsonOf(whole)[0] ?? {}).length).toBeGreaterThan(10);
		for (const { pubsub_token: token } of used.chatwoot.contactInboxes.values()) {
			expect(placesOf(token, [listed, whole])).toEqual([]);
		}
	});

	test('are for an agent those of inboxes of which they are a member', async () => {
		await used.beside(async (client) => {
			const contact = await client.contact();
			await client.conversation({ contact_id: contact });
			const { body } = await client.post('inboxes', { name: 'Other', channel: { type: 'api' } });
			await client.conversation({ contact_id: contact, inbox_id: (body as { id: number }).id });
		});
		const seen = async (as: 'administrator' | 'agent'): Promise<unknown[]> =>
			jsonOf(await run({ ...job('getConversations'), as })).map(({ id }) => id);
		expect(await seen('administrator')).toEqual([2, 1]);
		expect(await seen('agent')).toEqual([1]);
	});

	test('are none, for somebody who has none', async () => {
		await used.beside((client) => client.contact());
		expect(jsonOf(await run(job('getConversations')))).toEqual([]);
	});
});
