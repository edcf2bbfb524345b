import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { PROTO } from '../../support/forgery/scheme.ts';
import { saying, says, useTrigger } from '../proto/trigger-support.ts';
import { attack, believed, idsOfTwo, NOW, PATIENCE, RUNS, stopTheClock, type Target } from './attack.ts';

const { host, listen } = useTrigger();
stopTheClock();

const EVENT = { ...saying('Grüße \\/ 安 🙂 <b> \ufffd'), replyToken: 'reply-1' };

const target = (
	secret: string,
	body: object = { events: [EVENT] },
	options: INodeParameters = {},
): Target => {
	listen({ secret, events: ['message', 'humanProfile'], options });
	return {
		host,
		scheme: PROTO,
		original: { secret, body: Buffer.from(JSON.stringify(body)), timestamp: NOW },
	};
};

describe('The Proto Trigger', () => {
	test(
		'believes none of so many deliveries that were tampered with, unless they say the same',
		async () => {
			expect(await attack(target('sandbox-channel-secret'), RUNS)).toBe(RUNS);
		},
		PATIENCE,
	);

	test.each(['Ünal 安 🙂', 'k'.repeat(200), ' a secret with spaces ', '0'])(
		'believes all that is signed with the secret %j, however it is written',
		async (secret) => {
			expect(await believed(target(secret), 500)).toBe(500);
			expect(await attack(target(secret), 1000)).toBe(1000);
		},
	);

	test('believes no profile request that was tampered with', async () => {
		const body = { human: 'human_1', chatToken: 'token' };
		expect(await attack(target('sandbox-channel-secret', body), 2000)).toBe(2000);
	});

	test("knows the customer's message that comes again", async () => {
		const event = { ...EVENT, messages: [says('human', 'Hi')] };
		const again = target('secret', { events: [event] }, { authors: ['human'] });
		const [first, second] = await idsOfTwo(again);
		expect(first).toEqual(expect.stringMatching(/./));
		expect(second).toBe(first);
	});
});
