import { describe, expect, test } from '@jest/globals';
import { contact } from '../../../nodes/Chatwoot/resources/contact';
import { operationOf, requestOf, requestsOf, type Given } from '../support/request-of.ts';

const byId = (value: unknown): object => ({ __rl: true, mode: 'id', value });
const fromList = (value: unknown): object => ({ __rl: true, mode: 'list', value });

const ANN = { contact: byId('42') };
const LANE = { contact: '42' };

describe('A contact is named by the ID', () => {
	const ways: [string, Given, string, string][] = [
		['get', {}, 'GET', '/contacts/…'],
		['update', { name: 'Ann' }, 'PUT', '/contacts/…'],
		['update', { removedAttributes: 'plan' }, 'POST', '/contacts/…/destroy_custom_attributes'],
		['delete', {}, 'DELETE', '/contacts/…'],
		['getConversations', {}, 'GET', '/contacts/…/conversations'],
		['getContactableInboxes', {}, 'GET', '/contacts/…/contactable_inboxes'],
		['createSession', { inbox: byId(3) }, 'POST', '/contacts/…/contact_inboxes'],
		['getLabels', {}, 'GET', '/contacts/…/labels'],
		['addLabels', { labels: ['vip'] }, 'GET', '/contacts/…/labels'],
		['removeLabels', { labels: ['vip'] }, 'GET', '/contacts/…/labels'],
		['setLabels', { labels: ['vip'] }, 'POST', '/contacts/…/labels'],
	];

	const ids: [string, unknown][] = [
		['an ID', byId('42')],
		['a number of an expression', byId(42)],
		['one chosen from the list', fromList('42')],
		['an ID as n8n stores it for an AI tool', '42'],
		['spaces around it', byId(' 42 ')],
	];

	describe.each(ways)('%s', (name, given, method, path) => {
		const operation = operationOf(contact, name);

		test.each(ids)('%s', (_, chosen) => {
			expect(requestsOf(operation, { ...given, contact: chosen })[0]).toMatchObject({
				method,
				path: path.replace('…', '42'),
			});
		});

		test.each<[string, unknown, string]>([
			['nothing', byId(''), "'Contact' is empty"],
			['spaces', byId('  '), "'Contact' is empty"],
			['what an expression left out', byId(undefined), "'Contact' is empty"],
			['null', byId(null), "'Contact' is empty"],
			['a list', byId([42]), "'Contact' must be text, but is a list"],
			['an object', byId({ id: 42 }), "'Contact' must be text, but is an object"],
			...['..', '4/2', '4?sort=name', '../agents', '4%2F2', '#42', '42abc', '4.5', 'é🙂'].map(
				(id): [string, unknown, string] => [id, byId(id), `'Contact' must be a number, but is '${id}'`],
			),
		])('%s is refused', (_, chosen, message) => {
			expect(() => requestsOf(operation, { ...given, contact: chosen })).toThrow(message);
		});

		test('writes to one contact one after the other, and reads in any order', () => {
			const isRead = ['get', 'getConversations', 'getContactableInboxes', 'getLabels'].includes(name);
			expect(operation.lane?.(LANE as never)).toEqual(isRead ? undefined : 'contact 42');
		});
	});
});

test.each<[string, Given, object]>([
	['get', ANN, { method: 'GET', path: '/contacts/42' }],
	['delete', ANN, { method: 'DELETE', path: '/contacts/42', answer: 'optional' }],
	['getConversations', ANN, { method: 'GET', path: '/contacts/42/conversations' }],
	['getContactableInboxes', ANN, { method: 'GET', path: '/contacts/42/contactable_inboxes' }],
	['getLabels', ANN, { method: 'GET', path: '/contacts/42/labels' }],
])('%s sends nothing but the address', (name, given, request) => {
	expect(requestOf(operationOf(contact, name), given)).toEqual(request);
});

describe('Create Session', () => {
	const sent = (given: Given): unknown => {
		const { body } = requestOf(operationOf(contact, 'createSession'), { ...ANN, ...given });
		return body;
	};

	test.each<[string, Given, object]>([
		['the inbox as a number', { inbox: byId('3') }, { inbox_id: 3 }],
		['the source ID', { inbox: fromList(3), sourceId: ' u-1 ' }, { inbox_id: 3, source_id: 'u-1' }],
		['no empty source ID', { inbox: byId(3), sourceId: '  ' }, { inbox_id: 3 }],
	])('sends %s', (_, given, body) => {
		expect(sent(given)).toEqual(body);
	});

	test.each<[string, unknown, string]>([
		['nothing', '', "'Inbox' is empty"],
		['null', null, "'Inbox' is empty"],
		['a name', 'Shop', "'Inbox' must be a number, but is 'Shop'"],
		['zero', 0, "'Inbox' must be a number, but is '0'"],
		['a fraction', 1.5, "'Inbox' must be a number, but is '1.5'"],
	])('refuses %s as inbox', (_, value, message) => {
		expect(() => sent({ inbox: byId(value) })).toThrow(message);
	});

	test('refuses an object as source ID', () => {
		expect(() => sent({ inbox: byId(3), sourceId: {} })).toThrow("'Source ID' must be text");
	});
});

describe('Merge', () => {
	const merge = operationOf(contact, 'merge');

	test('sends who stays and who goes', () => {
		expect(requestOf(merge, { contact: byId('7'), mergedContact: fromList(' 9 ') })).toEqual({
			method: 'POST',
			path: '/actions/contact_merge',
			body: { base_contact_id: 7, mergee_contact_id: 9 },
		});
	});

	test('waits for what is written to either of them', () => {
		expect(merge.lane?.({ contact: '7', mergedContact: '9' } as never)).toEqual(['contact 7', 'contact 9']);
	});

	test.each<[string, unknown, unknown, string]>([
		['nobody to keep', '', 9, "'Contact to Keep' is empty"],
		['nobody to remove', 7, null, "'Contact to Remove' is empty"],
		['a name', 'Ann', 9, "'Contact to Keep' must be a number, but is 'Ann'"],
		['an object', 7, {}, "'Contact to Remove' must be text, but is an object"],
		['a fraction', 7, 1.5, "'Contact to Remove' must be a number, but is '1.5'"],
		['zero', 7, 0, "'Contact to Remove' must be a number, but is '0'"],
		['the same contact twice', 7, '07', "'Contact to Keep' and 'Contact to Remove' are the same"],
	])('refuses %s', (_, kept, merged, message) => {
		expect(() => requestOf(merge, { contact: byId(kept), mergedContact: byId(merged) })).toThrow(message);
	});
});

describe('Labels', () => {
	test('to set are sent tidily, at the same time as those of the account are read', () => {
		const given = { ...ANN, labels: [' vip ', 'vip', '', 7] };
		expect(requestsOf(operationOf(contact, 'setLabels'), given)).toMatchObject([
			{ method: 'POST', path: '/contacts/42/labels', body: { labels: ['vip', '7'] }, repeatable: true },
			{ method: 'GET', path: '/labels' },
		]);
	});

	test('of which none is given take all away', () => {
		const [write] = requestsOf(operationOf(contact, 'setLabels'), { ...ANN, labels: [] });
		expect(write?.body).toEqual({ labels: [] });
	});

	describe.each(['addLabels', 'removeLabels'])('%s refuses', (name) => {
		test.each<[string, unknown, string]>([
			['no label', [], "'Label Names or IDs' is empty"],
			['what an expression left out', undefined, "'Label Names or IDs' is empty"],
			['null', null, "'Label Names or IDs' is empty"],
			['blanks', [' ', ''], "'Label Names or IDs' is empty"],
			['an object', { title: 'vip' }, "'Label Names or IDs' must be a list, but is an object"],
			['objects', [{ title: 'vip' }], "'Label Names or IDs' must be text, but is an object"],
		])('%s', (_, labels, message) => {
			expect(() => requestsOf(operationOf(contact, name), { ...ANN, labels })).toThrow(message);
		});
	});
});

describe('Simplify', () => {
	const keys = [
		'thumbnail',
		'availability_status',
		'blocked',
		'created_at',
		'last_activity_at',
		'contact_inboxes',
		'additional_attributes',
		'custom_attributes',
		'identifier',
		'phone_number',
		'email',
		'name',
		'id',
		'is_new',
		'source_id',
	];
	const row = Object.fromEntries(keys.map((key) => [key, key]));

	test.each(['get', 'getMany', 'search', 'filter', 'update', 'merge'])(
		'%s keeps ten keys, the ID first',
		(name) => {
			expect(Object.keys(operationOf(contact, name).simplify?.(row) ?? {})).toEqual([
				'id',
				'name',
				'email',
				'phone_number',
				'identifier',
				'custom_attributes',
				'additional_attributes',
				'contact_inboxes',
				'last_activity_at',
				'created_at',
			]);
		},
	);

	test.each(['create', 'upsert'])('%s keeps ten keys, the source ID and the news first', (name) => {
		const kept = Object.keys(operationOf(contact, name).simplify?.(row) ?? {});
		expect(kept.slice(0, 4)).toEqual(['source_id', 'is_new', 'id', 'name']);
		expect(kept).toHaveLength(10);
	});

	test('shows times as people write them, and of sessions what names them', () => {
		const inbox = {
			id: 3,
			avatar_url: '',
			channel_id: 1,
			name: 'Shop',
			channel_type: 'Channel::Api',
			provider: null,
		};
		const answer = {
			id: 1,
			last_activity_at: 1795246704,
			created_at: 1795246600,
			custom_attributes: { created_at: 1795246600 },
			contact_inboxes: [{ source_id: 'user-1', inbox }],
		};
		expect(operationOf(contact, 'get').simplify?.(answer)).toEqual({
			id: 1,
			custom_attributes: { created_at: 1795246600 },
			contact_inboxes: [
				{ source_id: 'user-1', inbox: { id: 3, name: 'Shop', channel_type: 'Channel::Api' } },
			],
			last_activity_at: '2026-11-21T07:38:24.000Z',
			created_at: '2026-11-21T07:36:40.000Z',
		});
	});

	test('adds no keys that the answer does not have', () => {
		expect(operationOf(contact, 'get').simplify?.({ id: 1, email: null, blocked: true })).toEqual({
			id: 1,
			email: null,
		});
	});
});
