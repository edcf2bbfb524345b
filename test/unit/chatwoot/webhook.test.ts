import { describe, expect, test } from '@jest/globals';
import { webhook } from '../../../nodes/Chatwoot/resources/webhook';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const create = operationOf(webhook, 'create');
const getMany = operationOf(webhook, 'getMany');
const update = operationOf(webhook, 'update');
const remove = operationOf(webhook, 'delete');

const URL = 'https://n8n.example.com/webhook/chatwoot';

const locator = (value: unknown, mode = 'id'): object => ({ __rl: true, mode, value });

describe('Create sends', () => {
	test.each<[string, Given, object]>([
		['the address and the events', {}, { url: URL, subscriptions: ['message_created'] }],
		[
			'the address without spaces around it',
			{ url: ` ${URL}\n` },
			{ url: URL, subscriptions: ['message_created'] },
		],
		[
			'several events',
			{ subscriptions: ['message_created', 'conversation_typing_on', 'inbox_updated'] },
			{ url: URL, subscriptions: ['message_created', 'conversation_typing_on', 'inbox_updated'] },
		],
		[
			'a name',
			{ additionalFields: { name: ' Our bot ' } },
			{ url: URL, subscriptions: ['message_created'], name: 'Our bot' },
		],
		[
			'no name that is empty',
			{ additionalFields: { name: ' ' } },
			{ url: URL, subscriptions: ['message_created'] },
		],
	])('%s', (_, given, body) => {
		expect(requestOf(create, { url: URL, ...given })).toMatchObject({
			method: 'POST',
			path: '/webhooks',
			body,
		});
		expect(requestOf(create, { url: URL, ...given }).body).toEqual(body);
	});

	test.each<[string, Given, string]>([
		['no address', { url: '' }, "'URL' is empty"],
		['what an expression left out', { url: undefined }, "'URL' is empty"],
		['an object as address', { url: { href: URL } }, "'URL' must be text, but is an object"],
		['no web address', { url: 'n8n.example.com' }, "'URL' is not a web address"],
		['no events', { subscriptions: [] }, "'Events' is empty"],
		['events that an expression left out', { subscriptions: undefined }, "'Events' is empty"],
		[
			'an object in place of a list',
			{ subscriptions: { event: 'message_created' } },
			"'Events' must be a list",
		],
		[
			'an event that there is not',
			{ subscriptions: ['message_sent'] },
			"'Events' does not have 'message_sent'",
		],
	])('nothing for %s', (_, given, says) => {
		expect(() => requestOf(create, { url: URL, ...given })).toThrow(says);
	});

	test('no second time what may have been done', () => {
		expect(requestOf(create, { url: URL }).repeatable).toBeUndefined();
	});
});

test('Get Many asks for all at once: the registry has no pages', () => {
	expect(requestOf(getMany)).toMatchObject({ method: 'GET', path: '/webhooks' });
	expect(getMany.paging).toEqual({ by: 'nothing' });
});

describe('Update sends', () => {
	test.each<[string, Given, object]>([
		['the address', { url: URL }, { url: URL }],
		['the events', { subscriptions: ['contact_created'] }, { subscriptions: ['contact_created'] }],
		['the name', { name: 'Our bot' }, { name: 'Our bot' }],
	])('only what was added: %s', (_, updateFields, body) => {
		expect(requestOf(update, { webhook: locator(5), updateFields })).toEqual({
			method: 'PATCH',
			path: '/webhooks/5',
			body,
			repeatable: true,
		});
	});

	test.each<[string, Given, string]>([
		['no webhook', { webhook: locator('') }, "'Webhook' is empty"],
		['no changes', { updateFields: {} }, "'Update Fields' is empty"],
		['an empty name and nothing else', { updateFields: { name: ' ' } }, "'Update Fields' is empty"],
		['an address that was emptied', { updateFields: { url: '' } }, "'URL' is not a web address"],
		['no events', { updateFields: { subscriptions: [] } }, "'Events' is empty"],
	])('nothing for %s', (_, given, says) => {
		const updateFields = { name: 'Our bot' };
		expect(() => requestOf(update, { webhook: locator(5), updateFields, ...given })).toThrow(says);
	});
});

describe('A webhook is named by its ID', () => {
	const both = [
		['Update', update, { updateFields: { name: 'Our bot' } }],
		['Delete', remove, {}],
	] as const;

	describe.each(both)('in %s', (_, operation, given) => {
		test.each<[unknown, string]>([
			[locator(5), '5'],
			[locator('5', 'list'), '5'],
			['5', '5'],
			[5, '5'],
		])('%j is one part of the address', (value, segment) => {
			expect(requestOf(operation, { ...given, webhook: value }).path).toBe(`/webhooks/${segment}`);
		});

		test.each<[unknown, string]>([
			[undefined, "'Webhook' is empty"],
			[null, "'Webhook' is empty"],
			[locator(null), "'Webhook' is empty"],
			[locator('  '), "'Webhook' is empty"],
			...['..', '5/../6', '5?x=1#y', '5a', '-5'].map((id): [unknown, string] => [
				locator(id),
				`'Webhook' must be a number, but is '${id}'`,
			]),
			[locator({ id: 5 }), "'Webhook' must be text, but is an object"],
		])('%j is refused', (value, says) => {
			expect(() => requestOf(operation, { ...given, webhook: value })).toThrow(says);
		});

		test('what is written to one webhook keeps its order', () => {
			const lanes = ['5', '5', '6'].map((value) => operation.lane?.({ webhook: value } as never));
			expect(lanes).toEqual(['webhook 5', 'webhook 5', 'webhook 6']);
		});
	});
});
