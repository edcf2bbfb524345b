import { describe, expect, test } from '@jest/globals';
import { setUp, testCredential } from '../support/webhook.ts';
import { useProto } from './support.ts';

const proto = useProto();

describe('A trigger starts', () => {
	test('with a secret, and asks Proto nothing, which has no API for webhooks', async () => {
		const node = proto.trigger();
		expect(await setUp(node, 'checkExists')).toBe(false);
		expect(await setUp(node, 'create')).toBe(true);
		expect(await setUp(node, 'delete')).toBe(true);
		expect(await setUp(node, 'create')).toBe(true);
		expect(proto.calls()).toEqual([]);
	});

	test.each([
		['is empty', ''],
		['is only spaces', '   '],
		['was copied with a space', 'secret '],
		['was copied with a line break', '\nsecret'],
	])('not when the secret %s, and says where to find it', async (_, secret) => {
		await expect(setUp(proto.trigger({ secret }), 'create')).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining("'Channel Secret'"),
			description: expect.stringContaining('in the settings of your webhook channel'),
		});
	});

	test('not without a credential', async () => {
		await expect(setUp({ ...proto.trigger(), credentials: [] }, 'create')).rejects.toThrow('credentials');
	});

	test('and stops without a secret too', async () => {
		expect(await setUp(proto.trigger({ secret: '' }), 'delete')).toBe(true);
	});
});

describe('The test of the credential', () => {
	const check = async (data: { channelSecret?: string }) => await testCredential(proto.trigger(), data);

	test('is green for a secret, and says honestly what that proves', async () => {
		expect(await check({ channelSecret: 'a secret' })).toEqual({
			status: 'OK',
			message: expect.stringContaining('shows with the first delivery'),
		});
	});

	test.each([{ channelSecret: '' }, { channelSecret: ' secret' }, { channelSecret: 'secret\n' }, {}])(
		'is red for %j',
		async (data) => {
			expect(await check(data)).toMatchObject({
				status: 'Error',
				message: expect.stringContaining('channel secret'),
			});
		},
	);
});
