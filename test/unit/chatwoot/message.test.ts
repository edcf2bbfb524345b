import { describe, expect, test } from '@jest/globals';
import { message } from '../../../nodes/Chatwoot/resources/message';
import type { Operation } from '../../../nodes/shared/operation';
import { fieldsOf } from '../../../nodes/shared/panel';
import { readParameters } from '../../../nodes/shared/parameters';
import { operationOf, requestOf, requestsOf, type Given } from '../support/request-of.ts';

const send = operationOf(message, 'send');
const sendToContact = operationOf(message, 'sendToContact');
const getMany = operationOf(message, 'getMany');
const remove = operationOf(message, 'delete');
const setDeliveryStatus = operationOf(message, 'setDeliveryStatus');

const IN_12 = { conversation: '12' };

describe('Send asks whether the message is there that is replied to', () => {
	test('by its ID, from which the list begins, and before the next one, at which it ends', () => {
		const given = { ...IN_12, content: 'Yes', additionalFields: { replyTo: '2048' } };
		expect(requestsOf(send, given)).toEqual([
			{
				method: 'GET',
				path: '/conversations/12/messages',
				query: { after: 2048, before: 2049 },
				accept: [401],
			},
		]);
	});

	test('but not by an ID of the channel, nor when there is none', () => {
		const paths = (additionalFields: Given): string[] =>
			requestsOf(send, { ...IN_12, content: 'Yes', additionalFields }).map(({ method }) => method);
		expect(paths({ replyToSource: 'wamid-1' })).toEqual(['POST']);
		expect(paths({ replyTo: ' ' })).toEqual(['POST']);
	});
});

describe('Get Many asks', () => {
	const asked = (given: Given): unknown => requestOf(getMany, { ...IN_12, ...given });
	const path = '/conversations/12/messages';

	test.each<[string, Given, object]>([
		['for the newest', {}, {}],
		['for what is older than a message', { before: '2048' }, { before: 2048 }],
		['for what is newer than a message', { direction: 'forward', after: ' 2048 ' }, { after: 2048 }],
		['for all there is from the beginning', { direction: 'forward', after: 0 }, { after: 0 }],
		['one way, whatever is left in the field of the other', { after: '1', before: '2' }, { before: 2 }],
	])('%s', (_, given, query) => {
		expect(asked(given)).toEqual({ method: 'GET', path, query });
	});
});

describe('Delete and Set Delivery Status name their message in the path', () => {
	test('Delete', () => {
		expect(requestOf(remove, { ...IN_12, messageId: 2048 })).toEqual({
			method: 'DELETE',
			path: '/conversations/12/messages/2048',
			answer: 'optional',
		});
	});

	test.each<[Given, object]>([
		[{}, { status: 'delivered' }],
		[{ status: 'read' }, { status: 'read' }],
		[{ status: 'failed' }, { status: 'failed' }],
		[
			{ status: 'failed', reason: 'Number unknown' },
			{ status: 'failed', external_error: 'Number unknown' },
		],
		[{ status: 'read', reason: 'left from before' }, { status: 'read' }],
	])('Set Delivery Status with %j', (given, body) => {
		expect(requestOf(setDeliveryStatus, { ...IN_12, messageId: '2048', ...given })).toEqual({
			method: 'PATCH',
			path: '/conversations/12/messages/2048',
			body,
			repeatable: true,
		});
	});
});

test.each<[Operation, Given]>([
	[send, { content: 'Hello' }],
	[getMany, {}],
	[remove, { messageId: ' 1' }],
	[setDeliveryStatus, { messageId: ' 1' }],
])('Spaces around an ID, as they come with copying, do no harm: $action', (operation, given) => {
	const path = requestOf(operation, { ...given, conversation: ' 12\n' }).path;
	expect(path).toMatch(/^\/conversations\/12\/messages(\/1)?$/);
});

describe('What is written keeps its order', () => {
	const lanes = (operation: Operation, given: Given): readonly string[] => {
		const lane = operation.lane?.(
			readParameters(fieldsOf(operation), ({ name, default: fallback }) => given[name] ?? fallback) as never,
		);
		return typeof lane === 'string' ? [lane] : (lane ?? []);
	};

	test.each<[Operation, Given]>([
		[send, { conversation: ' 12', content: 'Hello' }],
		[remove, { ...IN_12, messageId: '1' }],
		[setDeliveryStatus, { conversation: 12, messageId: '1' }],
	])('in the conversation: $action', (operation, given) => {
		expect(lanes(operation, given)).toEqual(['conversation 12']);
	});

	test('and reading waits for nothing', () => {
		expect(getMany.lane).toBeUndefined();
	});

	const to = (keys: Given): readonly string[] => lanes(sendToContact, { inbox: '1', ...keys });

	test.each<[string, Given, Given]>([
		['an email in any case', { email: 'Ann@Example.com ' }, { email: 'ann@example.com' }],
		[
			'a phone number, however it is written',
			{ phoneNumber: '0049 170 123' },
			{ phoneNumber: '+49-170-123' },
		],
		['an identifier', { identifier: ' crm-1' }, { identifier: 'crm-1', email: 'ann@example.com' }],
	])('for a person, who is known by %s', (_, one, other) => {
		expect(to(other)).toEqual(expect.arrayContaining([...to(one)]));
		expect(to(one)).toHaveLength(1);
	});

	test('and two people do not wait for each other, even when one has the identifier that is the email of the other', () => {
		expect(to({ identifier: 'ann@example.com' })).not.toEqual(to({ email: 'ann@example.com' }));
		expect(to({ identifier: 'CRM-1' })).not.toEqual(to({ identifier: 'crm-1' }));
	});
});
