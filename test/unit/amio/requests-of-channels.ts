import type { Given } from '../support/request-of.ts';
import { CH, CHANNEL, FIRST_PAGE, patch } from './given.ts';

const created = (body: object): object => ({ method: 'POST', path: '/channels', body });

const TOKEN = { name: 'Shop', platformToken: 'token ' };

/** What is filled in, and the request that is made of it. */
export const CHANNEL_REQUESTS: [title: string, does: string, given: Given, request: object][] = [
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
		'a channel of Viber Business with its mode, which Amio has in both places',
		'channel create',
		{
			name: 'Shop',
			channelType: 'viber_business_messages',
			senderId: 'Shop',
			additionalFields: { mode: 'amio' },
		},
		created({
			type: 'viber_business_messages',
			name: 'Shop',
			mode: 'amio',
			viber_business_messages: { sender_id: 'Shop', mode: 'amio' },
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
		'another mode of a channel of Viber Business, in both places',
		'channel update',
		{ ...CHANNEL, channelType: 'viber_business_messages', updateFields: { mode: 'test' } },
		patch({ mode: 'test', viber_business_messages: { mode: 'test' } }),
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
];
