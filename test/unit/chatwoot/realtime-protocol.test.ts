import { describe, expect, test } from '@jest/globals';
import { identifierOf, pauseAfter, signalIn } from '../../../nodes/Chatwoot/realtime/protocol';

describe('Who listens', () => {
	test('is named as the dashboard does it, byte for byte', () => {
		expect(identifierOf({ pubsubToken: 'abc', agent: { accountId: 1, userId: 2 } })).toBe(
			'{"channel":"RoomChannel","pubsub_token":"abc","account_id":1,"user_id":2}',
		);
		expect(identifierOf({ pubsubToken: 'abc' })).toBe('{"channel":"RoomChannel","pubsub_token":"abc"}');
	});
});

describe('A frame means', () => {
	const OURS = 'ours';
	test.each<[string, unknown, object]>([
		['welcome', { type: 'welcome' }, { kind: 'welcome' }],
		['a sign of life', { type: 'ping', message: 1795246626 }, { kind: 'other' }],
		['confirmed', { type: 'confirm_subscription', identifier: OURS }, { kind: 'confirmed' }],
		[
			'nothing, for another subscription',
			{ type: 'confirm_subscription', identifier: 'x' },
			{ kind: 'other' },
		],
		['rejected', { type: 'reject_subscription', identifier: OURS }, { kind: 'rejected' }],
		[
			'the end',
			{ type: 'disconnect', reason: 'unauthorized', reconnect: false },
			{ kind: 'disconnect', reason: 'unauthorized', isFinal: true },
		],
		[
			'the end for now',
			{ type: 'disconnect', reason: 'server_restart', reconnect: true },
			{ kind: 'disconnect', reason: 'server_restart', isFinal: false },
		],
		[
			'the end, in words that may hold the token',
			{ type: 'disconnect', reason: 'unknown token Kf3Tz0pQ', reconnect: false },
			{ kind: 'disconnect', reason: 'for a reason of its own', isFinal: true },
		],
		[
			'an event',
			{ identifier: OURS, message: { event: 'a.b', data: { id: 1 } } },
			{ kind: 'event', event: 'a.b', data: { id: 1 } },
		],
		[
			'nothing, of another subscription',
			{ identifier: 'x', message: { event: 'a.b', data: {} } },
			{ kind: 'other' },
		],
		['nothing, without data', { identifier: OURS, message: { event: 'a.b' } }, { kind: 'other' }],
		['nothing, in another form', [1], { kind: 'other' }],
	])('%s', (_, frame, expected) => {
		expect(signalIn(JSON.stringify(frame), OURS)).toMatchObject(expected);
	});

	test('nothing, when it is no JSON', () => {
		expect(signalIn('<html>', OURS)).toEqual({ kind: 'other' });
	});
});

test.each([
	[1, 1000],
	[2, 2000],
	[6, 32_000],
	[7, 60_000],
	[50, 60_000],
])('After %i failures the pause is anything up to %i ms', (failures, most) => {
	const times = { firstPause: 1000, longestPause: 60_000 };
	expect(pauseAfter(failures, times, 1)).toBe(most);
	expect(pauseAfter(failures, times, 0.25)).toBe(most / 4);
});
