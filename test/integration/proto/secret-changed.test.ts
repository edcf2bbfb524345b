import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { saying, textsOf, useTrigger } from './trigger-support.ts';

const used = useTrigger();
const { proto, host, items, deliver } = used;

afterEach(() => {
	jest.restoreAllMocks();
});

/** A trigger whose credential somebody edits while it is active. */
const listen = (id: string): { secret: string; reads: number } => {
	const credential = { secret: proto.sandbox.proto.channelSecret, reads: 0 };
	const node = proto.trigger();
	const [entry] = node.credentials ?? [];
	if (entry === undefined) throw new Error('The trigger has no credential');
	const data = {
		get channelSecret() {
			credential.reads += 1;
			return credential.secret;
		},
	};
	host.activate({ node: { ...node, credentials: [{ ...entry, id, data }] } });
	proto.sandbox.proto.webhook = { url: host.url, profileUrl: host.url };
	return credential;
};

const say = async (text: string): Promise<number | undefined> =>
	(await deliver({ events: [saying(text)] })).status;

describe('The channel secret', () => {
	test('is read once for deliveries that come one after the other', async () => {
		const credential = listen('read once');
		const answers = [await say('one'), await say('two'), await say('three')];
		expect(answers).toEqual([200, 200, 200]);
		expect(textsOf(items())).toEqual(['one', 'two', 'three']);
		expect(credential.reads).toBe(1);
	});

	test('counts at once when it was replaced; the one before does not any more', async () => {
		const credential = listen('replaced');
		const channel = proto.sandbox.proto.channel();
		const { secret: first } = channel;
		expect(await say('with the first')).toBe(200);

		credential.secret = 'the-second-secret-of-the-channel';
		channel.secret = credential.secret;
		expect(await say('with the second')).toBe(200);

		channel.secret = first;
		expect(await say('with the first again')).toBe(401);
		expect(textsOf(items())).toEqual(['with the first', 'with the second']);
	});

	test('that was replaced is believed for ten seconds at most, however many deliveries come', async () => {
		const credential = listen('outdated');
		const start = Date.now();
		const now = jest.spyOn(Date, 'now');
		expect(await say('before')).toBe(200);
		credential.secret = 'a-secret-that-the-thief-does-not-have';
		for (const seconds of [3, 6, 9]) {
			now.mockReturnValue(start + seconds * 1000);
			expect(await say(`after ${seconds} seconds`)).toBe(200);
		}
		now.mockReturnValue(start + 10_500);
		expect(await say('after more than ten seconds')).toBe(401);
	});

	test('of one credential opens nothing for another', async () => {
		listen('mine');
		expect(await say('to mine')).toBe(200);
		const other = listen('of somebody else');
		other.secret = 'a-secret-of-somebody-else';
		expect(await say('to the other')).toBe(401);
	});
});
