import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf, pairsOf } from '../support/results.ts';
import { A_TIME, byId, fromList, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const get = (parameters: INodeParameters) => ({ does: 'contact get', parameters });
const search = (text: string, more: INodeParameters = {}) => ({
	does: 'contact search',
	parameters: { text, ...more },
});

const ANN = { name: 'Ann', email: 'ann@example.com', phone_number: '+491701234567', identifier: 'crm-1' };

describe('One contact', () => {
	test('is read with ten keys at most, the sessions among them', async () => {
		const inbox = await used.beside(async (client) => {
			const id = await client.inbox();
			await client.contact({ ...ANN, inbox_id: id, source_id: 'user-1' });
			return id;
		});
		const found = await run(get({ contact: fromList('1') }));
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/contacts/1' }]);
		expect(jsonOf(found)).toEqual([
			{
				id: 1,
				...ANN,
				custom_attributes: {},
				additional_attributes: {},
				contact_inboxes: [
					{ source_id: 'user-1', inbox: { id: inbox, name: 'Shop', channel_type: 'Channel::Api' } },
				],
				created_at: A_TIME,
			},
		]);
	});

	test('is read with all that the server gives, when Simplify is off', async () => {
		await used.beside((client) => client.contact(ANN));
		const [item] = jsonOf(await run(get({ contact: byId(1), simplify: false })));
		expect(item).toMatchObject({ availability_status: 'offline', thumbnail: '', blocked: false });
	});

	test('is read for each item, whether there or not', async () => {
		await used.beside(async (client) => {
			await client.contact(ANN);
			await client.contact({ name: 'Visitor' });
		});
		const job = get({ contact: byId('={{ $json.id }}') });
		const found = await run(job, [{ id: 2 }, { id: '1' }]);
		expect(jsonOf(found).map(({ name }) => name)).toEqual(['Visitor', 'Ann']);
		expect(pairsOf(found)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(await errorsOf(job, [{ id: 99 }, { id: 'abc' }, { id: 1 }])).toEqual([
			'Resource could not be found [item 0]',
			"'Contact' must be a number, but is 'abc' [item 1]",
			undefined,
		]);
	});

	test('that is not there: the user is told to check the ID', async () => {
		const { error } = await run(get({ contact: byId(99) }));
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain('what they name does not exist in this account');
	});
});

describe('A search', () => {
	const namesFound = async (text: string): Promise<unknown[]> =>
		jsonOf(await run(search(text))).map(({ name }) => name);

	test('finds a part of anything, and more than was meant where % and _ stand for any text', async () => {
		await used.beside(async (client) => {
			await client.contact(ANN);
			await client.contact({
				name: 'Bob',
				identifier: 'a_b',
				additional_attributes: { company_name: 'Acme' },
			});
			await client.contact({ name: 'Cem', identifier: 'axb' });
			await client.contact({ name: 'Nobody Known' });
		});
		expect(await namesFound('EXAMPLE')).toEqual(['Ann']);
		expect(await namesFound('49170')).toEqual(['Ann']);
		expect(await namesFound('acme')).toEqual(['Bob']);
		expect(await namesFound('a_b')).toEqual(['Cem', 'Bob']);
		expect(await namesFound('%')).toEqual(['Cem', 'Bob', 'Ann']);
		expect(await namesFound('é&page=2#')).toEqual([]);
		expect(calls().map(wire)[3]).toEqual({
			method: 'GET',
			path: '/contacts/search',
			query: { q: 'a_b', sort: '-created_at', page: '1' },
		});
	});

	test('leaves out who has no email, phone number and identifier; a newer server does not', async () => {
		await used.beside((client) => client.contact({ name: 'Nobody Known' }));
		expect(await namesFound('known')).toEqual([]);
		used.chatwoot.signs = true;
		expect(await namesFound('known')).toEqual(['Nobody Known']);
	});

	test.each([false, true])(
		'goes on to the last page, whatever the server counts (newer: %p)',
		async (isNewer) => {
			await used.beside(async (client) => {
				for (let n = 1; n <= 32; n += 1) await client.contact({ identifier: `n-${n}` });
			});
			used.chatwoot.signs = isNewer;
			const all = jsonOf(await run(search('n-', { returnAll: true })));
			expect(all.map(({ id }) => id)).toEqual(Array.from({ length: 32 }, (_, index) => 32 - index));
			expect(calls().map(({ query }) => query.page)).toEqual(['1', '2', '3']);
		},
	);

	test('ends when there are as many as were wanted', async () => {
		await used.beside(async (client) => {
			for (let n = 1; n <= 32; n += 1) await client.contact({ identifier: `n-${n}` });
		});
		const some = await run(search('n-', { limit: 17 }));
		expect(jsonOf(some).map(({ id }) => id)).toEqual(Array.from({ length: 17 }, (_, index) => 32 - index));
		expect(calls()).toHaveLength(2);
		expect(pairsOf(some)).toEqual(Array(17).fill({ item: 0 }));
	});

	test('is one too many in a minute: the user reads how many there may be', async () => {
		await used.beside(async (client) => {
			for (let n = 1; n <= 100; n += 1) await client.get('contacts/search?q=x');
		});
		const { error } = await run({ ...search('ann'), options: { maxWait: 0 } });
		expect(error?.message).toBe('Chatwoot takes no more requests [item 0]');
		expect(error?.description).toContain('raise Max Wait');
		expect(calls().map(({ status }) => status)).toEqual([429]);
		used.sandbox.clock.advance(60_000);
		jsonOf(await run({ ...search('ann'), options: { maxWait: 0 } }));
	});
});

describe('A filter', () => {
	const filter = (condition: object[], more: INodeParameters = {}) => ({
		does: 'contact filter',
		parameters: { conditions: { condition } as unknown as INodeParameters, ...more },
	});
	const is = (attribute: string, operator: string, values: unknown = ''): object => ({
		attribute,
		operator,
		values,
	});
	const namesFound = async (condition: object[], more?: INodeParameters): Promise<unknown> =>
		jsonOf(await run(filter(condition, more)))
			.map(({ name }) => name)
			.sort();

	const people = (): Promise<void> =>
		used.beside(async (client) => {
			await client.contact({ ...ANN, additional_attributes: { city: 'Berlin', company_name: 'Acme' } });
			const bob = await client.contact({
				name: 'Bob',
				email: 'bob@example.com',
				additional_attributes: { city: 'Bonn', country_code: 'DE' },
			});
			await client.post(`contacts/${bob}/labels`, { labels: ['vip'] });
			await client.contact({ name: 'Cem', identifier: 'crm-3', blocked: true });
			await client.contact({ name: 'Visitor', additional_attributes: { city: 'Berlin' } });
		});

	test.each<[string, object, string[]]>([
		['email, in any case', is('email', 'equal_to', 'ANN@example.com'), ['Ann']],
		['phone number without plus', is('phone_number', 'equal_to', 491701234567), ['Ann']],
		['beginning of a phone number', is('phone_number', 'starts_with', '+4917'), ['Ann']],
		['identifier', is('identifier', 'equal_to', 'crm-3'), ['Cem']],
		['another name', is('name', 'not_equal_to', 'Ann'), ['Bob', 'Cem']],
		['part of a city', is('city', 'contains', 'b'), ['Ann', 'Bob']],
		['several cities', is('city', 'equal_to', 'Berlin, Bonn'), ['Ann', 'Bob']],
		['company', is('company', 'equal_to', 'Acme'), ['Ann']],
		['country code', is('country_code', 'equal_to', 'DE'), ['Bob']],
		['label', is('labels', 'equal_to', ['vip']), ['Bob']],
		['no label', is('labels', 'is_not_present'), ['Ann', 'Cem']],
		['being blocked', is('blocked', 'equal_to', 'true'), ['Cem']],
		['date of making', is('created_at', 'is_greater_than', '2020-01-01'), ['Ann', 'Bob', 'Cem']],
		['days since', is('created_at', 'days_before', 1), []],
		['last activity', is('last_activity_at', 'is_greater_than', '2020-01-01'), []],
	])('finds by %s, of those who can be reached', async (_, condition, names) => {
		await people();
		expect(await namesFound([condition])).toEqual(names);
	});

	test('joins conditions as chosen', async () => {
		await people();
		const both = [is('city', 'equal_to', 'Berlin'), is('name', 'equal_to', 'Ann')];
		const either = [is('city', 'equal_to', 'Bonn'), is('identifier', 'equal_to', 'crm-3')];
		expect(await namesFound(both)).toEqual(['Ann']);
		expect(await namesFound(either)).toEqual([]);
		expect(await namesFound(either, { combine: 'or' })).toEqual(['Bob', 'Cem']);
		expect(calls().map(({ body }) => body)).toMatchObject([
			{ payload: [{ query_operator: 'and' }, { query_operator: null }] },
			{ payload: [{ query_operator: 'and' }, { query_operator: null }] },
			{ payload: [{ query_operator: 'or' }, { query_operator: null }] },
		]);
	});

	test('takes conditions as JSON', async () => {
		await people();
		const conditionsJson = JSON.stringify([
			{ attribute_key: 'city', filter_operator: 'equal_to', values: ['Bonn'], query_operator: 'OR' },
			{ attribute_key: 'name', filter_operator: 'equal_to', values: ['Ann'], query_operator: null },
		]);
		expect(await namesFound([], { conditionsMode: 'json', conditionsJson })).toEqual(['Ann', 'Bob']);
	});

	test('knows custom attributes that are defined', async () => {
		await used.beside(async (client) => {
			await client.contact({ ...ANN, custom_attributes: { plan: 'gold' } });
			await client.contact({ name: 'Bob', identifier: 'b', custom_attributes: { plan: 'silver' } });
		});
		const plan = { ...is('custom', 'equal_to', 'gold'), customKey: ' plan ' };
		const { error } = await run(filter([plan]));
		expect(error?.message).toContain('Invalid attribute key - [plan]');
		await used.beside((client) =>
			client.post('custom_attribute_definitions', {
				attribute_display_name: 'Plan',
				attribute_display_type: 'text',
				attribute_key: 'plan',
				attribute_model: 'contact_attribute',
			}),
		);
		expect(await namesFound([plan])).toEqual(['Ann']);
	});

	test('that the server does not take: the message names what it takes', async () => {
		const { error } = await run(filter([is('name', 'is_present')]));
		expect(error?.message).toBe(
			'Invalid operator. The allowed operators for name are [equal_to,not_equal_to,contains,does_not_contain]. [item 0]',
		);
		expect(error?.httpCode).toBe('422');
	});

	test('reads page after page, and is sent again when the server breaks down, for it changes nothing', async () => {
		await used.beside(async (client) => {
			for (let n = 1; n <= 32; n += 1) await client.contact({ identifier: `n-${n}` });
		});
		used.sandbox.faults.add({ times: 1, fault: { status: 502 } });
		const job = filter([is('identifier', 'contains', 'n-')], { returnAll: true });
		const ids = jsonOf(await run(job)).map(({ id }) => id);
		expect(new Set(ids).size).toBe(32);
		expect(calls().map(({ status }) => status)).toEqual([502, 200, 200, 200]);
		expect(
			calls()
				.slice(1)
				.map(({ query }) => query.page)
				.sort(),
		).toEqual(['1', '2', '3']);
	});
});
