import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from 'n8n-workflow';
import { inWords, withIsoTimes, withTypesInWords } from '../../../nodes/Chatwoot/in-words';

describe('What Chatwoot gives as numbers is put in words', () => {
	test.each<[JsonValue, JsonValue]>([
		[0, 'incoming'],
		[1, 'outgoing'],
		[2, 'activity'],
		[3, 'template'],
		[9, 9],
		['incoming', 'incoming'],
		[null, null],
	])('message type %j: %j', (type, words) => {
		expect(inWords({ message_type: type })).toEqual({ message_type: words });
	});

	test.each<[JsonValue, JsonValue]>([
		[1795246600, '2026-11-21T07:36:40.000Z'],
		[1795246600.25, '2026-11-21T07:36:40.250Z'],
		[0, null],
		[8.64e15, 8.64e15],
		['2026-11-21T07:36:40Z', '2026-11-21T07:36:40Z'],
		[null, null],
	])('time %j: %j', (time, words) => {
		expect(inWords({ created_at: time })).toEqual({ created_at: words });
	});

	test('at any depth, but not among what users have named', () => {
		const row = {
			id: 1795246600,
			last_message: { message_type: 1, created_at: 1795246600 },
			list: [{ message_type: 0 }],
			custom_attributes: { message_type: 1, created_at: 7 },
			content_attributes: { created_at: 7 },
		};
		expect(inWords(row)).toEqual({
			...row,
			last_message: { message_type: 'outgoing', created_at: '2026-11-21T07:36:40.000Z' },
			list: [{ message_type: 'incoming' }],
		});
	});

	test('each alone where the other is still needed', () => {
		const row = { message_type: 1, created_at: 1795246600 };
		expect(withTypesInWords(row)).toEqual({ ...row, message_type: 'outgoing' });
		expect(withIsoTimes(row)).toEqual({ ...row, created_at: '2026-11-21T07:36:40.000Z' });
	});
});
