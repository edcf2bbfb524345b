import { describe, expect, test } from '@jest/globals';
import { amio } from '../../../nodes/Amio/definition';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';
import type { Operation } from '../../../nodes/shared/operation';

const CH = '6456078759331248741';
const ANN = '6456078781510715474';
const CHANNEL = { channel: CH };
const CONTACT = { channel: CH, contact: ANN };

const named = (does: string): Operation => {
	const [kind, name = ''] = does.split(' ');
	const resource = amio.resources.find(({ value }) => value === kind);
	if (resource === undefined) throw new Error(`There is no ${kind}`);
	return operationOf(resource, name);
};

const patch = (body: object): object => ({
	method: 'PATCH',
	path: `/channels/${CH}`,
	body,
	repeatable: true,
});

const setting = (body: object): object => ({ ...patch(body), path: `/channels/${CH}/settings` });

const notification = (body: object, repeatable: boolean): object => ({
	method: 'POST',
	path: '/notifications',
	body: { channel: { id: CH }, contact: { id: ANN }, ...body },
	repeatable,
});

const created = (body: object): object => ({ method: 'POST', path: '/channels', body });

const FIRST_PAGE = { max: 50, offset: 0 };

const TOKEN = { name: 'Shop', platformToken: 'token ' };

/** What is filled in, and the request that is made of it. */
const TABLE: [title: string, does: string, given: Given, request: object][] = [
	[
		'messages of a contact',
		'message getMany',
		CONTACT,
		{ method: 'GET', path: `/channels/${CH}/contacts/${ANN}/messages`, query: FIRST_PAGE },
	],
	[
		'a message',
		'message send',
		{ ...CONTACT, text: 'Hello' },
		{
			method: 'POST',
			path: '/messages',
			body: { channel: { id: CH }, contact: { id: ANN }, content: { type: 'text', payload: 'Hello' } },
		},
	],
	['typing', 'notification send', CONTACT, notification({ type: 'typing_on' }, true)],
	[
		'no typing any more',
		'notification send',
		{ ...CONTACT, notificationType: 'typing_off' },
		notification({ type: 'typing_off' }, true),
	],
	[
		'messages as read, without a payload that was left from before',
		'notification send',
		{ ...CONTACT, notificationType: 'messages_read', payload: '{"a":1}' },
		notification({ type: 'messages_read' }, true),
	],
	[
		'something of its own, which is not sent twice',
		'notification send',
		{ ...CONTACT, notificationType: 'custom', payload: '{"open":"cart"}' },
		notification({ type: 'custom', payload: { open: 'cart' } }, false),
	],
	[
		'contacts',
		'contact getMany',
		CHANNEL,
		{ method: 'GET', path: `/channels/${CH}/contacts`, query: FIRST_PAGE },
	],
	['a contact', 'contact get', CONTACT, { method: 'GET', path: `/channels/${CH}/contacts/${ANN}` }],
	[
		'a contact to delete',
		'contact delete',
		CONTACT,
		{ method: 'DELETE', path: `/channels/${CH}/contacts/${ANN}`, answer: 'optional' },
	],
	['channels', 'channel getMany', {}, { method: 'GET', path: '/channels', query: FIRST_PAGE }],
	['a channel', 'channel get', CHANNEL, { method: 'GET', path: `/channels/${CH}` }],
	[
		'a channel to delete',
		'channel delete',
		CHANNEL,
		{ method: 'DELETE', path: `/channels/${CH}`, answer: 'optional' },
	],
	[
		'a webhook, whose certificate is checked',
		'channel setWebhook',
		{ ...CHANNEL, webhookUrl: ' https://n8n.example.com/w ' },
		patch({ webhook: { url: 'https://n8n.example.com/w', ssl_verification: true } }),
	],
	[
		'a webhook, whose certificate is not',
		'channel setWebhook',
		{ ...CHANNEL, webhookUrl: 'https://10.0.0.1/w', verifyCertificate: false },
		patch({ webhook: { url: 'https://10.0.0.1/w', ssl_verification: false } }),
	],
	['no webhook', 'channel removeWebhook', CHANNEL, patch({ webhook: null })],
	[
		'a channel of Amio Chat',
		'channel create',
		{ name: 'Shop' },
		created({ type: 'amio_chat', name: 'Shop' }),
	],
	[
		'a channel with mode and webhook',
		'channel create',
		{
			name: 'Shop',
			additionalFields: {
				mode: 'production',
				webhookUrl: 'https://n8n.example.com/w',
				verifyCertificate: false,
			},
		},
		created({
			type: 'amio_chat',
			name: 'Shop',
			mode: 'production',
			webhook: { url: 'https://n8n.example.com/w', ssl_verification: false },
		}),
	],
	[
		'a channel of Messenger',
		'channel create',
		{ ...TOKEN, channelType: 'facebook_messenger', pageId: '1' },
		created({ type: 'facebook_messenger', name: 'Shop', facebook_page: { id: '1', access_token: 'token' } }),
	],
	[
		'a channel of SMS',
		'channel create',
		{ ...TOKEN, channelType: 'mobile', senderId: '420', signingKey: 'key' },
		created({
			type: 'mobile',
			name: 'Shop',
			provider: { type: 'messagebird', sender_id: '420', access_token: 'token', signing_key: 'key' },
		}),
	],
	...['viber', 'telegram'].map((channelType): [string, string, Given, object] => [
		`a channel of ${channelType}`,
		'channel create',
		{ ...TOKEN, channelType },
		created({ type: channelType, name: 'Shop', [channelType]: { access_token: 'token' } }),
	]),
	[
		'a channel of Viber Business, without a token that was left from before',
		'channel create',
		{ ...TOKEN, channelType: 'viber_business_messages', senderId: 'Shop', lifetime: 'PT20M' },
		created({
			type: 'viber_business_messages',
			name: 'Shop',
			viber_business_messages: { sender_id: 'Shop', default_message_ttl: 'PT20M' },
		}),
	],
	[
		'a channel of RCS',
		'channel create',
		{ name: 'Shop', channelType: 'rbm', agentName: 'Shop', region: 'europe', agentState: 'launch_requested' },
		created({
			type: 'rbm',
			name: 'Shop',
			rbm: { agent_name: 'Shop', agent_state: 'launch_requested', region: 'europe' },
		}),
	],
	[
		'a channel of WhatsApp',
		'channel create',
		{ name: 'Shop', channelType: 'whatsapp', phoneNumber: '+15558576309' },
		created({
			type: 'whatsapp',
			name: 'Shop',
			whatsapp_business_account: { phone_number: '+15558576309' },
		}),
	],
	[
		'a channel of email, in the form of the reference',
		'channel create',
		{ ...TOKEN, channelType: 'email', senderEmail: 'shop@example.com', senderName: 'Shop' },
		created({
			type: 'email',
			name: 'Shop',
			provider: {
				type: 'mailgun',
				access_token: 'token',
				sender: { email: 'shop@example.com', name: 'Shop' },
			},
		}),
	],
	[
		'a channel of email, in the form of the samples',
		'channel create',
		{ ...TOKEN, channelType: 'email', senderEmail: 'shop@example.com', domain: 'mg.example.com' },
		created({
			type: 'email',
			name: 'Shop',
			provider: {
				type: 'mailgun',
				access_token: 'token',
				domain: 'mg.example.com',
				default_attributes: { from: { email: 'shop@example.com' } },
			},
		}),
	],
	[
		'a channel as JSON',
		'channel create',
		{ channelMode: 'json', channelJson: '{"type":"new_one","name":"X"}', name: 'left from before' },
		created({ type: 'new_one', name: 'X' }),
	],
	[
		'another name, and nothing else',
		'channel update',
		{ ...CHANNEL, updateFields: { name: 'Store' } },
		patch({ name: 'Store' }),
	],
	[
		'another mode and sender of an SMS channel, and its token stays',
		'channel update',
		{ ...CHANNEL, channelType: 'mobile', senderId: '421', updateFields: { mode: 'test' } },
		patch({ mode: 'test', provider: { type: 'messagebird', sender_id: '421' } }),
	],
	[
		'another token, alone',
		'channel update',
		{ ...CHANNEL, channelType: 'facebook_messenger', platformToken: 'new' },
		patch({ facebook_page: { access_token: 'new' } }),
	],
	[
		'a change as JSON',
		'channel update',
		{ ...CHANNEL, channelMode: 'json', channelJson: { mode: 'test' } },
		patch({ mode: 'test' }),
	],
	['settings', 'settings get', CHANNEL, { method: 'GET', path: `/channels/${CH}/settings` }],
	[
		'settings that are taken away',
		'settings deleteKeys',
		{ ...CHANNEL, keys: ['menu', 'user_inputs', 'get_started_button', 'domains_whitelist'] },
		setting({ menu: null, user_inputs: null, get_started_button: null, domains_whitelist: null }),
	],
	[
		'all settings',
		'settings update',
		{
			...CHANNEL,
			updateFields: {
				domains: 'https://www.example.com, https://shop.example.com:8443',
				getStartedPayload: 'START',
				menu: {
					menu: [
						{
							locale: 'default',
							items: {
								item: [
									{ type: 'url', title: 'Shop', url: 'https://www.example.com', payload: 'left' },
									{ type: 'postback', title: 'Help', payload: 'HELP' },
									{
										type: 'menu',
										title: 'More',
										items: { item: [{ type: 'postback', title: 'Jobs', payload: 'JOBS' }] },
									},
								],
							},
						},
					],
				},
				userInputs: {
					input: [
						{ locale: 'default', enabled: true },
						{ locale: 'cs_CZ', enabled: false },
					],
				},
			},
		},
		setting({
			domains_whitelist: ['https://www.example.com', 'https://shop.example.com:8443'],
			get_started_button: { payload: 'START' },
			menu: [
				{
					locale: 'default',
					items: [
						{ type: 'url', title: 'Shop', payload: 'https://www.example.com' },
						{ type: 'postback', title: 'Help', payload: 'HELP' },
						{
							type: 'menu',
							title: 'More',
							payload: { items: [{ type: 'postback', title: 'Jobs', payload: 'JOBS' }] },
						},
					],
				},
			],
			user_inputs: [
				{ locale: 'default', enabled: true },
				{ locale: 'cs_CZ', enabled: false },
			],
		}),
	],
	[
		'settings as JSON',
		'settings update',
		{ ...CHANNEL, settingsMode: 'json', settingsJson: '{"menu":null}' },
		setting({ menu: null }),
	],
];

test.each(TABLE)('%s: %s', (_, does, given, request) => {
	expect(requestOf(named(does), given)).toEqual(request);
});

test('Every operation stands in the table', () => {
	const all = amio.resources.flatMap(({ value, operations }) =>
		operations.map((operation) => `${value} ${operation.value}`),
	);
	expect([...new Set(TABLE.map(([, does]) => does))].sort()).toEqual(all.sort());
});

describe('An ID', () => {
	const WITH_CONTACT = ['contact get', 'contact delete', 'message getMany'];

	test.each(WITH_CONTACT)('keeps all of its digits: %s', (does) => {
		expect(requestOf(named(does), CONTACT).path).toContain(`/channels/${CH}/contacts/${ANN}`);
	});

	test.each(['Jane Doe', 'a/b', '../settings', '..', 'é', '1?max=2'])('is not %p', (contact) => {
		for (const does of [...WITH_CONTACT, 'notification send']) {
			expect(() =>
				requestOf(named(does), { ...CONTACT, contact: { __rl: true, mode: 'id', value: contact } }),
			).toThrow(`'Contact' must be one long number, e.g. 6456078759331248741, but is '${contact}'`);
		}
	});
});

describe('In one lane is', () => {
	const laneOf = (does: string, given: Given): unknown => named(does).lane?.(given as never);

	test.each(['contact delete', 'notification send'])('what reaches one contact: %s', (does) => {
		expect(laneOf(does, CONTACT)).toBe(`contact ${ANN}`);
	});

	test.each(['delete', 'setWebhook', 'removeWebhook', 'update'].map((name) => `channel ${name}`))(
		'what changes one channel: %s',
		(does) => {
			expect(laneOf(does, CHANNEL)).toBe(`channel ${CH}`);
		},
	);

	test.each(['update', 'deleteKeys'])('what changes the settings of one channel: %s', (name) => {
		expect(laneOf(`settings ${name}`, CHANNEL)).toBe(`channel ${CH}`);
	});

	test('not what only reads, nor a new channel', () => {
		const reads = ['channel get', 'channel getMany', 'channel create', 'contact get', 'settings get'];
		expect(reads.map((does) => laneOf(does, CONTACT))).toEqual(reads.map(() => undefined));
	});
});
