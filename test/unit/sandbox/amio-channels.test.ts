import { describe, expect, test } from '@jest/globals';
import { AmioClient } from '../../support/amio-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AmioClient => new AmioClient(use.sandbox);

const HOOK = 'https://example.com/hook';

/** What a user gives for a channel of each type, and what the platform adds to it. */
const TYPES: readonly (readonly [string, object, object])[] = [
	['amio_chat', {}, {}],
	[
		'facebook_messenger',
		{ facebook_page: { id: '12345', access_token: 'page' } },
		{ facebook_page: { id: '12345', access_token: 'page', name: 'Shop', category: expect.any(String) } },
	],
	[
		'mobile',
		{ provider: { type: 'messagebird', sender_id: '420', access_token: 'a', signing_key: 'k' } },
		{ provider: { status_webhook_url: expect.any(String), receive_webhook_url: expect.any(String) } },
	],
	['viber', { viber: { access_token: 'bot' } }, {}],
	[
		'viber_business_messages',
		{ viber_business_messages: { sender_id: '77', default_message_ttl: 'PT20M' }, mode: 'amio' },
		{ viber_business_messages: { approved: false }, mode: 'amio' },
	],
	[
		'viber_business_messages',
		{ viber_business_messages: { sender_id: '77', mode: 'amio' } },
		{ viber_business_messages: { mode: 'amio' }, mode: 'amio' },
	],
	['rbm', { rbm: { agent_name: 'Agent', region: 'EUROPE' }, mode: 'test' }, { rbm: { agent_state: 'new' } }],
	['telegram', { telegram: { access_token: 'bot' } }, { telegram: { username: expect.any(String) } }],
	['email', { provider: { type: 'mailgun', access_token: 'a', sender: { email: 'us@example.com' } } }, {}],
	['whatsapp', { whatsapp_business_account: { phone_number: '420' }, mode: 'sandbox' }, { mode: 'sandbox' }],
];

describe('channels', () => {
	test.each(TYPES)('%s: made, read, listed and deleted', async (type, own, added) => {
		const { amio, violations } = use.sandbox;
		const { status, headers, body } = await client().post('channels', { type, name: 'Shop', ...own });
		const { id } = body as { id: string };
		expect(status).toBe(201);
		expect(headers.get('location')).toBe(`${amio.baseUrl}/channels/${id}`);
		expect(body).toMatchObject({ type, name: 'Shop', mode: 'production', webhook: null, ...own, ...added });
		expect((await client().get(`channels/${id}`)).body).toEqual(body);
		expect((await client().get('channels')).body).toEqual([body]);
		expect(await client().delete(`channels/${id}`)).toMatchObject({ status: 204, body: undefined });
		expect((await client().get(`channels/${id}`)).status).toBe(404);
		expect((await client().delete(`channels/${id}`)).status).toBe(404);
		expect(violations.list()).toEqual([]);
	});

	test.each([
		[{}, 'type'],
		[{ type: 'amio_chat' }, 'name'],
		[{ type: 'fax', name: 'Shop' }, 'type'],
		[{ type: 'amio_chat', name: 'Shop', mode: 'test' }, 'mode'],
		[
			{
				type: 'viber_business_messages',
				name: 'Shop',
				mode: 'test',
				viber_business_messages: { sender_id: '77', mode: 'amio' },
			},
			'viber_business_messages.mode',
		],
		[{ type: 'telegram', name: 'Shop' }, 'telegram'],
		[{ type: 'telegram', name: 'Shop', telegram: {} }, 'telegram.access_token'],
		[{ type: 'email', name: 'Shop', provider: { type: 'messagebird', access_token: 'a' } }, 'provider.type'],
		[{ type: 'amio_chat', name: 'Shop', webhook: {} }, 'webhook.url'],
		[{ type: 'amio_chat', name: 'Shop', webhook: { url: 'nowhere' } }, 'webhook.url'],
		[{ type: 'amio_chat', name: 'Shop', webhook: { url: 'ftp://example.com' } }, 'webhook.url'],
		[
			{ type: 'amio_chat', name: 'Shop', webhook: { url: HOOK, ssl_verification: 'no' } },
			'webhook.ssl_verification',
		],
	])('%j is refused because of %s', async (body, field) => {
		const { status, errors } = await client().refusal(client().post('channels', body));
		expect(status).toBe(422);
		expect(errors[0]?.field).toBe(field);
		expect(use.sandbox.violations.list()).not.toEqual([]);
		expect(use.sandbox.amio.channels.size).toBe(0);
	});

	test('a key of another type is passed over when one is made, and recorded', async () => {
		const body = { type: 'amio_chat', name: 'Shop', viber: { access_token: 'bot' } };
		expect((await client().post('channels', body)).body).not.toHaveProperty('viber');
		expect(use.sandbox.violations.list()).toEqual(['POST /v1/channels: body key "viber" is not documented']);
	});

	test('an update changes what it names and nothing else', async () => {
		const { amio, violations } = use.sandbox;
		const { id } = amio.channel({
			type: 'mobile',
			name: 'SMS',
			details: { provider: { type: 'messagebird', sender_id: '420' } },
			webhook: { url: HOOK },
		});
		const before = (await client().get(`channels/${id}`)).body as object;
		const changes = { name: 'Text messages', mode: 'test', provider: { sender_id: '421' } };
		expect((await client().patch(`channels/${id}`, changes)).body).toEqual({
			...before,
			...changes,
			provider: { type: 'messagebird', sender_id: '421' },
		});
		expect(violations.list()).toEqual([]);
	});

	test.each([
		[{ type: 'viber' }, 'body key "type" is not documented'],
		[{ mode: 'amio' }, 'A amio_chat channel has no mode amio.'],
		[{ viber: { access_token: 'x' } }, 'A amio_chat channel has no viber.'],
		[{}, 'body key must NOT have fewer than 1 properties'],
	])('an update with %j is none', async (body, expected) => {
		const { amio, violations } = use.sandbox;
		const { id } = amio.channel();
		await client().patch(`channels/${id}`, body);
		expect(violations.list()).toEqual([`PATCH /v1/channels/${id}: ${expected}`]);
		expect(amio.channels.get(id)).toMatchObject({ type: 'amio_chat', mode: 'production', details: {} });
	});
});

describe("a channel's webhook", () => {
	interface Hook {
		readonly id: string;
		readonly secret: string;
	}
	const hookOf = (body: unknown): Hook => (body as { webhook: Hook }).webhook;

	test('comes with an id and a secret, is shown again and removed', async () => {
		const made = await client().post('channels', { type: 'amio_chat', name: 'Shop', webhook: { url: HOOK } });
		const { id } = made.body as { id: string };
		expect(hookOf(made.body)).toEqual({
			id: expect.stringMatching(/^\d{19}$/),
			url: HOOK,
			secret: expect.stringMatching(/^.{32}$/),
			ssl_verification: true,
		});
		expect(hookOf((await client().get(`channels/${id}`)).body)).toEqual(hookOf(made.body));
		expect((await client().patch(`channels/${id}`, { name: 'Other' })).body).toMatchObject({
			webhook: hookOf(made.body),
		});
		expect((await client().patch(`channels/${id}`, { webhook: null })).body).toMatchObject({ webhook: null });
		expect(use.sandbox.violations.list()).toEqual([]);
	});

	test.each(['renew', 'keep'] as const)('%s: id and secret when it is changed', async (webhookUpdate) => {
		const { amio } = use.sandbox;
		amio.webhookUpdate = webhookUpdate;
		const { id, webhook: before } = amio.channel({ webhook: { url: HOOK } });
		const { body } = await client().patch(`channels/${id}`, { webhook: { ssl_verification: false } });
		const after = hookOf(body);
		expect(after).toMatchObject({ url: HOOK, ssl_verification: false });
		expect(after.id === before?.id).toBe(webhookUpdate === 'keep');
		expect(after.secret === before?.secret).toBe(webhookUpdate === 'keep');
	});

	test("its id and secret are Amio's to make", async () => {
		const { amio, violations } = use.sandbox;
		const { id } = amio.channel();
		const webhook = { url: HOOK, secret: 'mine', id: '1' };
		expect(hookOf((await client().patch(`channels/${id}`, { webhook })).body).secret).not.toBe('mine');
		expect(violations.list()).toEqual([
			`PATCH /v1/channels/${id}: body key "webhook.secret" is not documented`,
			`PATCH /v1/channels/${id}: body key "webhook.id" is not documented`,
		]);
	});

	test('its check of the certificate is taken and shown as a boolean or as text', async () => {
		const { amio, violations } = use.sandbox;
		const { id } = amio.channel();
		const webhook = { url: HOOK, ssl_verification: 'false' };
		expect((await client().patch(`channels/${id}`, { webhook })).body).toMatchObject({
			webhook: { ssl_verification: false },
		});
		amio.sslVerificationAs = 'string';
		expect((await client().get(`channels/${id}`)).body).toMatchObject({
			webhook: { ssl_verification: 'false' },
		});
		expect(violations.list()).toEqual([]);
	});
});

describe('contacts', () => {
	test('are listed and read on their own channel, and deleted with their messages', async () => {
		const { amio, violations } = use.sandbox;
		const channel = amio.channel({ type: 'facebook_messenger' });
		const other = amio.channel();
		const ann = amio.contact(channel, { name: 'Ann', gender: 'female', locale: 'cs_CZ' });
		const bob = amio.contact(channel, { phone_number: '15558576309' });
		const stranger = amio.contact(amio.channel());
		await amio.say(ann.id, 'Hello');
		await amio.say(bob.id, 'Hello');
		const shown = [
			{ id: ann.id, name: 'Ann', gender: 'female', locale: 'cs_CZ' },
			{ id: bob.id, name: '15558576309', phone_number: '15558576309' },
		];
		expect((await client().get(`channels/${channel.id}/contacts`)).body).toEqual(shown);
		expect((await client().get(`channels/${channel.id}/contacts/${ann.id}`)).body).toEqual(shown[0]);
		expect((await client().get(`channels/${other.id}/contacts`)).body).toEqual([]);
		expect((await client().get(`channels/${other.id}/contacts/${ann.id}`)).status).toBe(404);
		expect((await client().delete(`channels/${channel.id}/contacts/${ann.id}`)).status).toBe(204);
		expect([...amio.contacts.keys()]).toEqual([bob.id, stranger.id]);
		expect([...amio.messages.values()].map(({ contactId }) => contactId)).toEqual([bob.id]);
		expect((await client().delete(`channels/${channel.id}`)).status).toBe(204);
		expect([...amio.contacts.keys()]).toEqual([stranger.id]);
		expect(amio.messages.size).toBe(0);
		expect(violations.list()).toEqual([]);
	});
});
