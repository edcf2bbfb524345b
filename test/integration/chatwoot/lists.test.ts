import { describe, expect, test } from '@jest/globals';
import type { INodeListSearchItems } from 'n8n-workflow';
import { useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { calls } = used;

const search = async (method: string, filter?: string): Promise<INodeListSearchItems[]> =>
	(await used.editor().search(method, filter)).results;

const namesIn = async (method: string, filter?: string): Promise<string[]> =>
	(await search(method, filter)).map(({ name }) => name);

/** All entries of a list, as a person sees them who scrolls to its end, and how many pages that took. */
async function scrolled(method: string, filter = ''): Promise<{ values: unknown[]; pages: number }> {
	const values: unknown[] = [];
	let page: string | undefined;
	let pages = 0;
	do {
		const { results, paginationToken } = await used.editor().search(method, filter, page);
		values.push(...results.map(({ value }) => value));
		page = paginationToken;
		pages += 1;
	} while (page !== undefined);
	return { values, pages };
}

const contacts = (count: number): Promise<void> =>
	used.beside(async (client) => {
		for (let n = 1; n <= count; n += 1) await client.contact({ name: `N ${n}`, identifier: `n-${n}` });
	});

describe('The list of contacts', () => {
	test('has the newest first, with what tells them apart, and values that are IDs', async () => {
		await used.beside(async (client) => {
			await client.contact({ name: 'Ann', email: 'ann@example.com', identifier: 'crm-1' });
			await client.contact({ name: 'Bob', phone_number: '+491701234567' });
			await client.contact({ name: 'Cem', identifier: 'crm-3' });
			await client.contact({ email: 'dora@example.com' });
		});
		expect(await search('searchContacts')).toEqual([
			{ name: 'dora@example.com', value: '4' },
			{ name: 'Cem (crm-3)', value: '3' },
			{ name: 'Bob (+491701234567)', value: '2' },
			{ name: 'Ann (ann@example.com)', value: '1' },
		]);
		expect(calls().map(wire)).toEqual([
			{
				method: 'GET',
				path: '/contacts',
				query: { page: '1', sort: '-created_at', include_contact_inboxes: 'false' },
			},
		]);
	});

	test.each([
		['', 32],
		['n-', 32],
		['n-1', 11],
	])('filtered by %p is scrolled to its end, without anybody twice', async (filter, count) => {
		await contacts(32);
		// None was ever active, as after an import: an order by activity would be none.
		const { values, pages } = await scrolled('searchContacts', filter);
		expect(new Set(values).size).toBe(count);
		expect(values).toHaveLength(count);
		expect(pages).toBe(Math.ceil(count / 15));
	});

	test('ends at once where a newer server says so, though the page is full', async () => {
		await contacts(15);
		used.chatwoot.signs = true;
		expect(await scrolled('searchContacts', 'n-')).toMatchObject({ pages: 1 });
		expect(await scrolled('searchContacts')).toMatchObject({ pages: 2 });
	});

	test('is searched by the server, in name, email, phone number and identifier', async () => {
		await used.beside(async (client) => {
			await client.contact({ name: 'Ann', email: 'ann@example.com', phone_number: '+491701234567' });
			await client.contact({ name: 'Bob', identifier: 'crm-2' });
		});
		expect(await namesIn('searchContacts', ' ANN ')).toEqual(['Ann (ann@example.com)']);
		expect(await namesIn('searchContacts', '49170')).toEqual(['Ann (ann@example.com)']);
		expect(await namesIn('searchContacts', 'crm-2')).toEqual(['Bob (crm-2)']);
		expect(await namesIn('searchContacts', 'x&y=é#')).toEqual([]);
		expect(calls().map(wire)[0]).toEqual({
			method: 'GET',
			path: '/contacts/search',
			query: { q: 'ANN', page: '1', sort: '-created_at', include_contact_inboxes: 'false' },
		});
	});
});

describe('The list of conversations', () => {
	/** Conversations 1 to 3: Ann's is resolved, Bob's has words, Cem's is open. */
	const conversations = (): Promise<void> =>
		used.beside(async (client) => {
			const inbox = await client.inbox();
			const people = [
				{ name: 'Ann', email: 'ann@example.com' },
				{ name: 'Bob', email: 'bob@example.com' },
				{ identifier: 'crm-3' },
			];
			for (const person of people) {
				await client.conversation({ inbox_id: inbox, contact_id: await client.contact(person) });
			}
			await client.post('conversations/1/toggle_status', { status: 'resolved' });
			await client.message(2, { content: 'Where is my order?' });
		});

	test('has all of them, by number, person and status, newest activity first', async () => {
		await conversations();
		expect(await search('searchConversations')).toEqual([
			{ name: '#2 Bob (open)', value: '2' },
			{ name: '#1 Ann (resolved)', value: '1' },
			{ name: '#3 crm-3 (open)', value: '3' },
		]);
		expect(calls().map(wire)).toEqual([
			{ method: 'GET', path: '/conversations', query: { status: 'all', page: '1' } },
		]);
	});

	test.each(['3', '#3', ' #3 '])('finds by the number: %p', async (filter) => {
		await conversations();
		expect(await search('searchConversations', filter)).toEqual([{ name: '#3 crm-3 (open)', value: '3' }]);
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/conversations/3' }]);
	});

	test.each<[string, string[]]>([
		['my order', ['#2 Bob (open)']],
		['ann@', ['#1 Ann (resolved)']],
		['example.com', ['#2 Bob (open)', '#1 Ann (resolved)']],
		['crm-3', ['#3 crm-3 (open)']],
		['nothing', []],
	])('finds by words of messages and by the person: %p', async (filter, names) => {
		await conversations();
		expect((await namesIn('searchConversations', filter)).sort()).toEqual(names.sort());
	});

	test('finds a number that is no conversation in messages and people', async () => {
		await conversations();
		await used.beside((client) => client.message(1, { content: 'My order 4711' }));
		expect(await namesIn('searchConversations', '4711')).toEqual(['#1 Ann (resolved)']);
	});

	test('has a conversation once that is found in two ways', async () => {
		await conversations();
		await used.beside((client) => client.message(1, { content: 'I am Ann' }));
		expect(await namesIn('searchConversations', 'ann')).toEqual(['#1 Ann (resolved)']);
	});

	test.each([
		['', 60],
		['Hello', 60],
		['Someone', 0],
	])('filtered by %p is scrolled to its end, 25 at a time', async (filter, count) => {
		await used.beside(async (client) => {
			const inbox = await client.inbox();
			for (let n = 1; n <= 60; n += 1) await client.message(await client.conversation({ inbox_id: inbox }));
		});
		const { values, pages } = await scrolled('searchConversations', filter);
		expect(new Set(values).size).toBe(count);
		expect(values).toHaveLength(count);
		expect(pages).toBe(Math.max(1, Math.ceil(count / 25)));
	});

	test('has the conversations of a person on the first page only', async () => {
		await used.beside(async (client) => {
			const inbox = await client.inbox();
			const contact = await client.contact({ identifier: 'Hello' });
			await client.conversation({ inbox_id: inbox, contact_id: contact });
			for (let n = 1; n <= 26; n += 1) await client.message(await client.conversation({ inbox_id: inbox }));
		});
		const { values, pages } = await scrolled('searchConversations', 'hello');
		expect(values[0]).toBe('1');
		expect(new Set(values).size).toBe(27);
		expect(values).toHaveLength(27);
		expect(pages).toBe(2);
	});

	test('looks at no more than three people, for a person waits', async () => {
		await used.beside(async (client) => {
			const inbox = await client.inbox();
			for (let n = 1; n <= 5; n += 1) {
				const contact = await client.contact({ identifier: `n-${n}` });
				await client.conversation({ inbox_id: inbox, contact_id: contact });
			}
		});
		expect(await namesIn('searchConversations', 'n-')).toHaveLength(3);
		expect(calls()).toHaveLength(5);
	});
});

/** An account that has something for each list; what the lists then show, and one entry by which it is searched. */
const account = (): Promise<void> =>
	used.beside(async (client) => {
		await client.inbox();
		const channel = { type: 'web_widget', website_url: 'https://example.com' };
		await client.post('inboxes', { name: 'Desk', channel });
		await client.post('inboxes', { name: 'API', channel: { type: 'api' } });
		for (const name of ['support', 'billing']) await client.post('teams', { name });
		await client.post('webhooks', { url: 'https://example.com/b', subscriptions: ['contact_created'] });
		await client.post('webhooks', {
			url: 'https://example.com/a',
			name: 'CRM',
			subscriptions: ['contact_created'],
		});
		await client.post('labels', { title: 'vip', description: 'Handle with care', color: '#000000' });
		await client.post('labels', { title: 'gold', color: '#000000' });
	});

const LISTS: [string, string, INodeListSearchItems[], string][] = [
	[
		'searchInboxes',
		'/inboxes',
		[
			{ name: 'API', value: '3' },
			{ name: 'Desk (Website)', value: '2' },
			{ name: 'Shop (API)', value: '1' },
		],
		'DESK',
	],
	[
		'searchAgents',
		'/agents',
		[
			{ name: 'Ada Admin (ada@example.com)', value: '1' },
			{ name: 'Agnes Agent (agnes@example.com)', value: '2' },
		],
		'agnes@',
	],
	[
		'searchTeams',
		'/teams',
		[
			{ name: 'billing', value: '2' },
			{ name: 'support', value: '1' },
		],
		' Bill ',
	],
	['searchAgentBots', '/agent_bots', [{ name: 'Bot', value: '1' }], 'bo'],
	[
		'searchWebhooks',
		'/webhooks',
		[
			{ name: 'https://example.com/a (CRM)', value: '2' },
			{ name: 'https://example.com/b', value: '1' },
		],
		'crm',
	],
];

describe.each(LISTS)('%s', (method, path, entries, filter) => {
	test('has everything in the order of the alphabet, in one piece', async () => {
		await account();
		expect(await used.editor().search(method)).toEqual({ results: entries });
		expect(calls().map(wire)).toEqual([{ method: 'GET', path }]);
	});

	test('finds by a part of the text, and by the whole ID', async () => {
		await account();
		const found = await namesIn(method, filter);
		expect(found).toHaveLength(1);
		expect(found[0]?.toLowerCase()).toContain(filter.trim().toLowerCase());
		const [first] = entries;
		expect(await search(method, String(first?.value))).toEqual([first]);
		expect(await search(method, 'there is no such')).toEqual([]);
	});
});

test('The list of agents, to choose several, has IDs as values', async () => {
	expect(await used.editor().dropdown('getAgents')).toEqual([
		{ name: 'Ada Admin (ada@example.com)', value: '1' },
		{ name: 'Agnes Agent (agnes@example.com)', value: '2' },
	]);
});

test('The list of labels has their titles as values, with what they are for', async () => {
	await account();
	expect(await used.editor().dropdown('getLabels')).toEqual([
		{ name: 'gold', value: 'gold', description: '' },
		{ name: 'vip', value: 'vip', description: 'Handle with care' },
	]);
	expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/labels' }]);
});

test('An agent finds the inboxes of which they are a member', async () => {
	await account();
	const { results } = await used.editor({ as: 'agent' }).search('searchInboxes');
	expect(results).toEqual([{ name: 'Shop (API)', value: '1' }]);
});
