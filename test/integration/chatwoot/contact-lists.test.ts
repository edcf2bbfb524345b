import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import type { JournalEntry } from '../../../sandbox/index.ts';
import { jsonOf, pairsOf } from '../support/results.ts';
import { useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, calls } = used;

const getMany = (parameters: INodeParameters = {}) => ({ does: 'contact getMany', parameters });

const HOUR = 3_600_000;
const NOW = Date.parse('2026-06-01T12:00:00Z');

/** Contacts 1 to `count`. */
const contacts = (count: number): Promise<void> =>
	used.beside(async (client) => {
		for (let n = 1; n <= count; n += 1) await client.contact({ name: `N ${n}`, identifier: `n-${n}` });
	});

/** The contact was last active so many hours before noon. */
const active = (id: number, hours: number): void => {
	const contact = used.chatwoot.contacts.get(id);
	if (contact !== undefined) contact.last_activity_at = NOW - hours * HOUR;
};

const idsIn = async (parameters: INodeParameters): Promise<unknown[]> =>
	jsonOf(await run(getMany(parameters))).map(({ id }) => id);

/** The whole numbers from one to the other, up or down. */
const range = (from: number, to: number): number[] =>
	Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + Math.sign(to - from) * index);

const pages = (): unknown[] => calls().map(({ query }) => query.page);

/** While a page is read, something happens. */
const during = (page: string, happen: () => void): void => {
	used.sandbox.faults.add({
		times: 1,
		match: ({ query }: JournalEntry) => query.page === page,
		fault: {
			latency: () => {
				happen();
				return 0;
			},
		},
	});
};

/** Someone makes a contact. */
const makeContact = (id: number): void => {
	const [first] = used.chatwoot.contacts.values();
	const made = { ...first, id, name: 'New', identifier: `n-${id}`, created_at: Date.now() };
	used.chatwoot.contacts.set(id, made as NonNullable<typeof first>);
};

describe('Contacts are listed', () => {
	test('newest first, in an order that is stable over the pages', async () => {
		await contacts(34);
		expect(await idsIn({ returnAll: true })).toEqual(range(34, 1));
		expect(calls().map(wire)).toEqual(
			['1', '2', '3'].map((page) => ({
				method: 'GET',
				path: '/contacts',
				query: { sort: '-created_at', page },
			})),
		);
	});

	test('oldest first, if wanted', async () => {
		await contacts(17);
		expect(await idsIn({ filters: { oldestFirst: true } })).toEqual(range(1, 17));
		expect(calls()[0]?.query).toEqual({ sort: 'created_at', page: '1' });
	});

	test('with ten keys at most, or with all', async () => {
		await contacts(1);
		const [short] = jsonOf(await run(getMany()));
		const [long] = jsonOf(await run(getMany({ simplify: false })));
		expect(Object.keys(short ?? {}).slice(0, 5)).toEqual([
			'id',
			'name',
			'email',
			'phone_number',
			'identifier',
		]);
		expect(short).not.toHaveProperty('thumbnail');
		expect(long).toHaveProperty('thumbnail');
	});

	test('50 of them unless asked otherwise, and no more pages than that takes', async () => {
		await contacts(61);
		expect(await idsIn({})).toEqual(range(61, 12));
		expect(pages().sort()).toEqual(['1', '2', '3', '4']);
		used.sandbox.journal.clear();
		expect(await idsIn({ limit: 3 })).toEqual([61, 60, 59]);
		expect(pages()).toEqual(['1']);
	});

	test('without those who have neither email, phone number nor identifier: the server leaves them out', async () => {
		await contacts(1);
		await used.beside((client) => client.contact({ name: 'Visitor' }));
		expect(await idsIn({ returnAll: true })).toEqual([1]);
	});

	test('of one label', async () => {
		await contacts(3);
		await used.beside((client) => client.post('contacts/2/labels', { labels: ['vip', 'Big Customer'] }));
		expect(await idsIn({ filters: { label: 'Big Customer' } })).toEqual([2]);
		expect(await idsIn({ filters: { label: 'gold' } })).toEqual([]);
		expect(calls()[0]?.query).toEqual({ sort: '-created_at', 'labels[]': 'Big Customer', page: '1' });
	});

	test('for each item, none where there are none', async () => {
		expect(jsonOf(await run(getMany()))).toEqual([]);
		await contacts(2);
		const listed = await run(getMany({ limit: '={{ $json.limit }}' }), [{ limit: 1 }, { limit: 2 }]);
		expect(jsonOf(listed).map(({ id }) => id)).toEqual([2, 2, 1]);
		expect(pairsOf(listed)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }]);
	});
});

describe('While the list is read, someone makes a contact', () => {
	test('and none is there twice, and none is missing', async () => {
		await contacts(30);
		during('2', () => {
			makeContact(99);
		});
		expect(await idsIn({ returnAll: true })).toEqual(range(30, 1));
	});

	test('and as many come back as are wanted', async () => {
		await contacts(40);
		during('2', () => {
			makeContact(99);
		});
		expect(await idsIn({ limit: 20 })).toEqual(range(40, 21));
	});
});

describe('Active After', () => {
	test('reads the last active first, and no further than the moment', async () => {
		await contacts(60);
		for (const id of range(1, 50)) active(id, id);
		const ids = await idsIn({ returnAll: true, filters: { activeAfter: '2026-05-31T16:00:00Z' } });
		expect(ids).toEqual(range(1, 20));
		expect(calls().map(wire)).toEqual(
			['1', '2'].map((page) => ({
				method: 'GET',
				path: '/contacts',
				query: { sort: '-last_activity_at', page },
			})),
		);
	});

	test('leaves out who was never active, and ends there', async () => {
		await contacts(40);
		for (const id of range(1, 16)) active(id, id);
		expect(await idsIn({ returnAll: true, filters: { activeAfter: '2020-01-01' } })).toEqual(range(1, 16));
		expect(pages()).toEqual(['1', '2']);
	});

	test.each<[string, unknown]>([
		['a date with its zone', '2026-06-01T10:00:00+02:00'],
		['seconds since 1970', NOW / 1000 - 4 * 3600],
		['a moment of an expression', '={{ DateTime.fromISO("2026-06-01T08:00:00Z") }}'],
		['a date of JavaScript', '={{ new Date("2026-06-01T08:00:00Z") }}'],
	])('is given as %s; the moment itself counts', async (_, activeAfter) => {
		await contacts(10);
		for (const id of range(1, 10)) active(id, id);
		expect(await idsIn({ filters: { activeAfter } as INodeParameters })).toEqual([1, 2, 3, 4]);
	});

	test('does not find who was only edited: an edit is no activity', async () => {
		await contacts(2);
		await used.beside(async (client) => {
			await client.ask('PUT', 'contacts/1', { body: { name: 'Edited' } });
			const conversation = await client.conversation({ contact_id: 2 });
			await client.message(conversation, { content: 'Hello', message_type: 'incoming' });
		});
		expect(await idsIn({ filters: { activeAfter: '2020-01-01' } })).toEqual([2]);
	});

	test('gives nobody twice who becomes active meanwhile', async () => {
		await contacts(40);
		for (const id of range(1, 40)) active(id, id);
		during('2', () => {
			active(40, 0);
		});
		const ids = await idsIn({ returnAll: true, filters: { activeAfter: '2020-01-01' } });
		expect(ids).toEqual(range(1, 39));
	});

	test('reads no more than the limit needs', async () => {
		await contacts(40);
		for (const id of range(1, 40)) active(id, id);
		expect(await idsIn({ limit: 15, filters: { activeAfter: '2020-01-01' } })).toEqual(range(1, 15));
		expect(pages()).toEqual(['1']);
	});

	test('with Oldest First gives the same contacts in the order of their making', async () => {
		await contacts(40);
		for (const id of range(1, 40)) active(id, 41 - id);
		const filters = { activeAfter: '2026-05-31T16:00:00Z', oldestFirst: true };
		expect(await idsIn({ filters, limit: 3 })).toEqual([21, 22, 23]);
		expect(pages()).toEqual(['1', '2']);
	});

	test('reads an end of pages when all were active', async () => {
		await contacts(15);
		for (const id of range(1, 15)) active(id, id);
		expect(await idsIn({ returnAll: true, filters: { activeAfter: '2020-01-01' } })).toHaveLength(15);
		expect(pages()).toEqual(['1', '2']);
	});
});

describe('Created After', () => {
	/** Contact `id` was made so many hours before noon. */
	const made = (id: number, hours: number): void => {
		const contact = used.chatwoot.contacts.get(id);
		if (contact !== undefined) used.chatwoot.contacts.set(id, { ...contact, created_at: NOW - hours * HOUR });
	};

	test('reads the newest first, and no further than the moment', async () => {
		await contacts(40);
		for (const id of range(1, 40)) made(id, id);
		const filters = { createdAfter: '2026-06-01T00:00:00Z' };
		expect(await idsIn({ returnAll: true, filters })).toEqual(range(1, 12));
		expect(calls().map(({ query }) => query)).toEqual([{ sort: '-created_at', page: '1' }]);
		expect(await idsIn({ filters: { ...filters, oldestFirst: true } })).toEqual(range(12, 1));
	});

	test('goes together with Active After and a label', async () => {
		await contacts(6);
		for (const id of range(1, 6)) {
			made(id, id);
			active(id, 7 - id);
		}
		await used.beside(async (client) => {
			for (const id of [2, 3, 4, 6]) await client.post(`contacts/${id}/labels`, { labels: ['vip'] });
		});
		const filters = {
			createdAfter: '2026-06-01T08:00:00Z',
			activeAfter: '2026-06-01T07:00:00Z',
			label: 'vip',
		};
		expect(await idsIn({ filters })).toEqual([4, 3, 2]);
		expect(calls()[0]?.query).toEqual({ sort: '-last_activity_at', 'labels[]': 'vip', page: '1' });
	});
});

test('A list that cannot be read to its end gives nothing of it', async () => {
	await contacts(34);
	used.sandbox.faults.add({
		match: ({ query }) => query.page === '3',
		fault: { status: 500, body: { error: 'Out of order' } },
	});
	const { error, items } = await run({ ...getMany({ returnAll: true }), options: { maxRetries: 0 } });
	expect(error?.message).toBe('Out of order [item 0]');
	expect(items).toEqual([]);
});
