import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDelivery } from '../../../nodes/Proto/trigger/delivery';

const read = (text: string) => readDelivery(Buffer.from(text));

describe('A delivery is read as', () => {
	test('messages, when it has events', () => {
		const events = [{ type: 'new_messages', messages: [] }, { type: 'unknown' }];
		expect(read(JSON.stringify({ events }))).toEqual({ kind: 'messages', events });
	});

	test('messages, also when there are none', () => {
		expect(read('{"events":[]}')).toEqual({ kind: 'messages', events: [] });
	});

	test('messages, without what is no event', () => {
		expect(read('{"events":[null,1,"a",[],{"type":"x"}]}')).toEqual({
			kind: 'messages',
			events: [{ type: 'x' }],
		});
	});

	test('messages, when it has both events and a human', () => {
		expect(read('{"events":[],"human":"human_1"}')).toMatchObject({ kind: 'messages' });
	});

	test('a profile request, when it has a human as text', () => {
		const request = { human: 'human_1', chatToken: 'token' };
		expect(read(JSON.stringify(request))).toEqual({ kind: 'humanProfile', request });
	});

	test('what it is, however it is spaced, and with a byte order mark, which n8n passes over too', () => {
		expect(read('\r\n\t { "human" :\n"human_1" } \n')).toMatchObject({ kind: 'humanProfile' });
		expect(read('\uFEFF{"human":"human_1"}')).toMatchObject({ kind: 'humanProfile' });
	});

	test('text of any language', () => {
		expect(read('{"human":"安 Ünal 🙂"}')).toEqual({
			kind: 'humanProfile',
			request: { human: '安 Ünal 🙂' },
		});
	});

	test.each([
		'',
		' ',
		'{',
		'[]',
		'[{"events":[]}]',
		'null',
		'7',
		'"events"',
		'{}',
		'{"events":{}}',
		'{"human":{"id":"human_1"}}',
		'<html>',
	])('unknown: %p', (text) => {
		expect(read(text)).toEqual({ kind: 'unknown' });
	});

	test('something, whatever bytes it has', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.uint8Array(),
					fc.json().map((text) => Buffer.from(text)),
				),
				(bytes) => {
					expect(['messages', 'humanProfile', 'unknown']).toContain(readDelivery(Buffer.from(bytes)).kind);
				},
			),
		);
	});
});
