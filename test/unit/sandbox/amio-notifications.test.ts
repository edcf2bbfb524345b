import { describe, expect, test } from '@jest/globals';
import type { Amio } from '../../../sandbox/index.ts';
import { AmioClient } from '../../support/amio-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AmioClient => new AmioClient(use.sandbox);

describe('notifications', () => {
	const notify = (
		channel: Amio.Channel,
		contact: Amio.Contact,
		more: object,
	): ReturnType<AmioClient['post']> =>
		client().post('notifications', { channel: { id: channel.id }, contact: { id: contact.id }, ...more });

	test('typing is seen until it stops or a message comes', async () => {
		const { amio, violations } = use.sandbox;
		const { channel, ann } = client().someone();
		const { status, body } = await notify(channel, ann, { type: 'typing_on' });
		expect([status, body]).toEqual([
			200,
			{ channel: { id: channel.id }, contact: { id: ann.id }, type: 'typing_on' },
		]);
		expect(amio.seenBy(ann.id).typing).toBe(true);
		await notify(channel, ann, { type: 'typing_off' });
		expect(amio.seenBy(ann.id).typing).toBe(false);
		await notify(channel, ann, { type: 'typing_on' });
		await client().send(channel, { id: ann.id }, 'Hello');
		expect(amio.seenBy(ann.id).typing).toBe(false);
		expect(violations.list()).toEqual([]);
	});

	test('messages_read marks what the contact wrote', async () => {
		const { amio } = use.sandbox;
		const { channel, ann } = client().someone();
		await amio.say(ann.id, 'Hello');
		await client().send(channel, { id: ann.id }, 'Hello Ann');
		await notify(channel, ann, { type: 'messages_read' });
		const { body } = await client().get(`channels/${channel.id}/contacts/${ann.id}/messages`);
		expect(body).toMatchObject([{ read: null }, { read: expect.stringMatching(/Z$/) }]);
	});

	test("a custom one reaches Amio Chat's own program", async () => {
		const { amio, violations } = use.sandbox;
		const { channel, ann } = client().someone('amio_chat');
		const payload = { open: ['cart'] };
		expect((await notify(channel, ann, { type: 'custom', payload })).body).toEqual({
			channel: { id: channel.id, type: 'amio_chat' },
			contact: { id: ann.id },
			type: 'custom',
			payload,
		});
		expect(amio.seenBy(ann.id).notifications).toEqual([payload]);
		expect(violations.list()).toEqual([]);
	});

	test.each([
		['facebook_messenger', { type: 'custom', payload: {} }, 0],
		['viber', { type: 'typing_on' }, 0],
		['amio_chat', { type: 'typing_on', payload: {} }, 1],
		['amio_chat', { type: 'waving' }, 1],
	] as const)('%s does not take %j', async (type, more, violations) => {
		const { channel, ann } = client().someone(type);
		expect((await notify(channel, ann, more)).status).toBe(422);
		expect(use.sandbox.amio.seenBy(ann.id)).toMatchObject({ typing: false, notifications: [] });
		expect(use.sandbox.violations.list()).toHaveLength(violations);
	});
});
