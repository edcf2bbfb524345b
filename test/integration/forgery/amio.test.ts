import { describe, expect, test } from '@jest/globals';
import { AMIO } from '../../support/forgery/scheme.ts';
import { useTrigger } from '../amio/trigger-support.ts';
import { attack, believed, idsOfTwo, NOW, PATIENCE, RUNS, stopTheClock, type Target } from './attack.ts';

const { used, host, switchOn } = useTrigger();
stopTheClock();

const EVENT = {
	event: 'message_received',
	timestamp: '2026-09-21T13:33:20.000Z',
	data: {
		id: '6456078781510715474',
		channel: { id: '1', type: 'facebook_messenger' },
		contact: { id: '2' },
		content: { type: 'text', payload: 'Grüße \\/ 安 🙂 <b> \ufffd' },
	},
};

const target = async (): Promise<Target> => {
	const channel = used.sandbox.amio.channel();
	await switchOn({ channel: channel.id });
	used.sandbox.journal.clear();
	const secret = channel.webhook?.secret ?? '';
	return {
		host,
		scheme: AMIO,
		original: { secret, body: Buffer.from(JSON.stringify(EVENT)), timestamp: NOW },
	};
};

describe('The Amio Trigger', () => {
	test(
		'believes none of so many deliveries that were tampered with, unless they say the same; and asks Amio once',
		async () => {
			expect(await attack(await target(), RUNS)).toBe(RUNS);
			// For a secret that may have changed: forgers do not use up the requests of the hour.
			expect(used.calls().map(({ method, status }) => [method, status])).toEqual([['GET', 200]]);
		},
		PATIENCE,
	);

	test('believes all that is rightly signed, however it is written', async () => {
		expect(await believed(await target(), 500)).toBe(500);
	});

	test('knows a delivery that comes again', async () => {
		const [first, second] = await idsOfTwo(await target());
		expect(first).toEqual(expect.stringMatching(/./));
		expect(second).toBe(first);
	});
});
