import { describe, expect, test } from '@jest/globals';
import { amio } from '../../../nodes/Amio/definition';
import type { Operation } from '../../../nodes/shared/operation';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';
import { ANN, CH, CHANNEL, CONTACT } from './given.ts';
import { REQUESTS } from './requests.ts';

const named = (does: string): Operation => {
	const [kind, name = ''] = does.split(' ');
	const resource = amio.resources.find(({ value }) => value === kind);
	if (resource === undefined) throw new Error(`There is no ${kind}`);
	return operationOf(resource, name);
};

test.each(REQUESTS)('%s: %s', (_, does, given, request) => {
	expect(requestOf(named(does), given)).toEqual(request);
});

test('Every operation stands in the table', () => {
	const all = amio.resources.flatMap(({ value, operations }) =>
		operations.map((operation) => `${value} ${operation.value}`),
	);
	expect([...new Set(REQUESTS.map(([, does]) => does))].sort()).toEqual(all.sort());
});

describe('An ID', () => {
	const WITH_CONTACT = ['contact get', 'contact delete', 'message getMany'];

	test.each(WITH_CONTACT)('keeps all of its digits: %s', (does) => {
		expect(requestOf(named(does), CONTACT).path).toContain(`/channels/${CH}/contacts/${ANN}`);
	});

	test.each(['Jane Doe', 'a/b', '../settings', '..', 'é', '1?max=2'])('is not %p', (contact) => {
		for (const does of [...WITH_CONTACT, 'notification send']) {
			expect(() =>
				requestOf(named(does), { ...CONTACT, contact: { __rl: true, mode: 'id', value: contact } }),
			).toThrow(`'Contact' must be one long number, e.g. 6456078759331248741, but is '${contact}'`);
		}
	});
});

describe('In one lane is', () => {
	const laneOf = (does: string, given: Given): unknown => named(does).lane?.(given as never);

	test.each(['contact delete', 'notification send'])('what reaches one contact: %s', (does) => {
		expect(laneOf(does, CONTACT)).toBe(`contact ${ANN}`);
	});

	test.each(['delete', 'setWebhook', 'removeWebhook', 'update'].map((name) => `channel ${name}`))(
		'what changes one channel: %s',
		(does) => {
			expect(laneOf(does, CHANNEL)).toBe(`channel ${CH}`);
		},
	);

	test.each(['update', 'delete'])('what changes the settings of one channel: %s', (name) => {
		expect(laneOf(`settings ${name}`, CHANNEL)).toBe(`channel ${CH}`);
	});

	test('not what only reads, nor a new channel', () => {
		const reads = ['channel get', 'channel getMany', 'channel create', 'contact get', 'settings get'];
		expect(reads.map((does) => laneOf(does, CONTACT))).toEqual(reads.map(() => undefined));
	});
});
