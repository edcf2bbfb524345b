import { describe, expect, test } from '@jest/globals';
import type { Registration } from '../../../nodes/Chatwoot/trigger/memory';
import { AMIO, CHATWOOT, genuine, PROTO, type Sent } from '../../support/forgery/scheme.ts';
import { useTrigger as useAmio } from '../amio/trigger-support.ts';
import { useTrigger as useChatwoot } from '../chatwoot/trigger-support.ts';
import { deliver, NOW, stopTheClock, type Target } from '../forgery/attack.ts';
import { saying, useTrigger as useProto } from '../proto/trigger-support.ts';
import { NO_DELIVERIES, VALUES } from './bodies.ts';
import { isUntouched } from './untouched.ts';

/** A trigger that is switched on, and how its service writes an event. */
interface Receiver {
	readonly start: () => Promise<Omit<Target, 'original'> & { readonly secret: string }>;
	/** An event with more in it, as JSON: of it, `extra` stands in the item. */
	readonly eventWith: (more: string) => string;
}

const proto = useProto();
const amio = useAmio();
const chatwoot = useChatwoot();
stopTheClock();

const RECEIVERS: [name: string, receiver: Receiver][] = [
	[
		'Proto Trigger',
		{
			start: async () => {
				const secret = 'sandbox-channel-secret';
				proto.listen({ secret, events: ['message', 'humanProfile'] });
				return await Promise.resolve({ host: proto.host, scheme: PROTO, secret });
			},
			eventWith: (more) => `{"events":[${JSON.stringify(saying('Hello')).slice(0, -1)},${more}}]}`,
		},
	],
	[
		'Amio Trigger',
		{
			start: async () => {
				const channel = amio.used.sandbox.amio.channel();
				await amio.switchOn({ channel: channel.id });
				return { host: amio.host, scheme: AMIO, secret: channel.webhook?.secret ?? '' };
			},
			eventWith: (more) => `{"event":"message_received","data":{"id":"6456078781510715474",${more}}}`,
		},
	],
	[
		'Chatwoot Trigger',
		{
			start: async () => {
				await chatwoot.switchOn();
				const { host } = chatwoot;
				const [memory] = Object.values(host.memory.live) as { registration?: Registration }[];
				return { host, scheme: CHATWOOT, secret: memory?.registration?.secret ?? '' };
			},
			eventWith: (more) => `{"event":"message_created","id":7,"message_type":"incoming",${more}}`,
		},
	],
];

/** What a trigger makes of a body that is rightly signed, but for what is changed. */
async function outcomeOf({ start }: Receiver, text: string, changed: Partial<Sent> = {}) {
	const { secret, ...where } = await start();
	const original = { secret, body: Buffer.from(text), timestamp: NOW };
	const target = { ...where, original };
	const outcome = await deliver(target, { ...genuine(target.scheme, original), ...changed });
	if (!isUntouched()) {
		throw new Error('The prototype of all objects is touched');
	}
	return outcome;
}

const UNSIGNED: Partial<Sent> = { headers: { 'content-type': 'application/json' } };

describe.each(RECEIVERS)('The %s', (_, receiver) => {
	test.each(Object.entries(VALUES))('hands on %s as it was sent', async (__, value) => {
		const text = receiver.eventWith(`"__proto__":{"polluted":true},"extra":${value}`);
		const { status, items, lines } = await outcomeOf(receiver, text);
		expect([status, items.length, lines]).toEqual([200, 1, []]);
		const [item = {}] = items;
		expect(item).not.toHaveProperty('polluted');
		// Not compared by the test's own means, which would show all of it.
		expect(JSON.stringify(item.extra) === JSON.stringify(JSON.parse(value))).toBe(true);
	});

	test.each(Object.entries(VALUES))('turns away %s that nobody has signed', async (__, value) => {
		const { status, items, lines } = await outcomeOf(
			receiver,
			receiver.eventWith(`"extra":${value}`),
			UNSIGNED,
		);
		expect([status, items, lines.length]).toEqual([401, [], 1]);
	});

	test.each(Object.entries(NO_DELIVERIES))('passes over %s', async (__, text) => {
		expect(await outcomeOf(receiver, text)).toEqual({ status: 200, items: [], lines: [] });
	});

	test.each(Object.entries(NO_DELIVERIES))('turns away %s that nobody has signed', async (__, text) => {
		expect(await outcomeOf(receiver, text, UNSIGNED)).toMatchObject({ status: 401, items: [] });
	});
});
