import { expect, test } from '@jest/globals';
import { openTalk, useRealtime, writes } from '../chatwoot/realtime-support.ts';
import { isUntouched } from './untouched.ts';

const used = useRealtime();

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** With the subscription's own identifier, `OURS`, where only the rest is odd. */
const NO_EVENTS: Readonly<Record<string, Buffer | string>> = {
	'nothing at all': '',
	'no JSON': '{"type":',
	'a page': '<html><body>502 Bad Gateway</body></html>',
	null: 'null',
	'a list': '[{"type":"disconnect"}]',
	'a number': '1e999',
	bytes: Buffer.from([0, 255, 254, 128]),
	'5 MB': JSON.stringify({ type: 'ping', message: 'x'.repeat(5_000_000) }),
	'a hundred thousand lists in each other': nested(100_000),
	'somebody else’s event':
		'{"identifier":"{\\"channel\\":\\"RoomChannel\\"}","message":{"event":"message.created","data":{"id":1,"content":"not yours"}}}',
	'an event without identifier': '{"message":{"event":"message.created","data":{"id":1}}}',
	'a list as identifier': '{"identifier":["OURS"],"message":{"event":"message.created","data":{"id":1}}}',
	'a second welcome': '{"type":"welcome"}',
	'a second confirmation': '{"type":"confirm_subscription","identifier":"OURS"}',
	'a confirmation of another': '{"type":"confirm_subscription","identifier":"{}"}',
	'a rejection of another': '{"type":"reject_subscription","identifier":"{}"}',
	'an unknown type': '{"type":"__proto__","identifier":"OURS"}',
	'a message that is a text': '{"identifier":"OURS","message":"message.created"}',
	'a message that is a list': '{"identifier":"OURS","message":[{"event":"message.created","data":{}}]}',
	'data that is a list': '{"identifier":"OURS","message":{"event":"message.created","data":[]}}',
	'no data': '{"identifier":"OURS","message":{"event":"message.created","data":null}}',
	'an event that is an object': '{"identifier":"OURS","message":{"event":{},"data":{"id":1}}}',
	'an event named as what every object has':
		'{"identifier":"OURS","message":{"event":"constructor","data":{"id":1}}}',
	'keys that are no keys':
		'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"identifier":"OURS","message":{"__proto__":{"event":"message.created","data":{"id":1}}}}',
};

test('Whatever a server or a proxy sends that is no event, the trigger passes over and goes on', async () => {
	const client = used.client();
	const talk = await openTalk(client);
	const trigger = await used.switchedOn();
	const [socket] = used.chatwoot.cable.sockets;
	const ours = JSON.stringify(socket?.subscriptions[0]).slice(1, -1);
	for (const frame of Object.values(NO_EVENTS)) {
		socket?.send(typeof frame === 'string' ? frame.replaceAll('OURS', () => ours) : frame);
	}
	await writes(client, talk, 'Still there?');
	await trigger.until(() => trigger.items.length > 0);
	expect(trigger.items).toMatchObject([{ content: 'Still there?' }]);
	expect(trigger).toMatchObject({ errors: [], failedRuns: [] });
	expect(isUntouched()).toBe(true);
	expect(trigger.lines.filter((line) => line.includes('Next try'))).toEqual([]);
});

/** Incoming messages with all that a customer or another app can bring about, and what the workflow gets of them. */
const ODD_MESSAGES: readonly (readonly [string, object])[] = [
	['{"id":6,"content":"__proto__"}', { content: '__proto__' }],
	['{"id":7,"content":null,"attachments":null,"sender":null}', { content: null, sender: null }],
	['{"id":8,"content":{"not":"a text"},"created_at":"never"}', { content: { not: 'a text' } }],
	['{"id":9,"created_at":1e300,"updated_at":-1e300}', { created_at: 1e300 }],
	['{"id":10,"content":"\\ud800 half, \\u0000 null"}', { content: '\ud800 half, \0 null' }],
	[`{"id":11,"content_attributes":${nested(95)}}`, { event: 'message.created' }],
	[
		'{"id":12,"content_attributes":{"__proto__":{"polluted":1},"constructor":5}}',
		{ event: 'message.created' },
	],
	['{"id":"13","conversation_id":"1; DROP","inbox_id":[]}', { event: 'message.created' }],
	['{"id":9007199254740993}', { event: 'message.created' }],
];

test.each(ODD_MESSAGES)('A message such as %s reaches the workflow', async (text, expected) => {
	const client = used.client();
	const talk = await openTalk(client);
	const trigger = await used.switchedOn();
	const [socket] = used.chatwoot.cable.sockets;
	const data = `{"message_type":0,${text.slice(1)}`;
	const identifier = JSON.stringify(socket?.subscriptions[0]);
	socket?.send(`{"identifier":${identifier},"message":{"event":"message.created","data":${data}}}`);
	await writes(client, talk, 'And a usual one');
	await trigger.until(() => trigger.items.length > 1);
	expect(trigger.items).toMatchObject([expected, { content: 'And a usual one' }]);
	expect(trigger).toMatchObject({ errors: [], failedRuns: [] });
	expect(isUntouched()).toBe(true);
});
