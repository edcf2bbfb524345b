import { expect, test } from '@jest/globals';
import { channel } from '../../../nodes/Amio/resources/channel';
import { settings } from '../../../nodes/Amio/resources/settings';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const CHANNEL = { channel: '1' };
const HTTPS = "'Webhook URL' is not a web address";
const URLS = ['n8n.example.com/w', 'ftp://n8n.example.com', 'https://', 'https:///w'];

const item = (more: object = {}): object => ({ type: 'postback', title: 'Help', payload: 'HELP', ...more });

const menu = (count: number, locale = 'default'): Given => ({
	updateFields: {
		menu: { menu: [{ locale, items: { item: Array.from({ length: count }, () => item()) } }] },
	},
});

test.each<[string, Given, string]>([
	['create', {}, "'Name' is empty"],
	['create', { name: 'A', channelType: 'facebook_messenger', platformToken: 't' }, "'Page ID' is empty"],
	...['email', 'facebook_messenger', 'mobile', 'telegram', 'viber'].map(
		(channelType): [string, Given, string] => [
			'create',
			{ name: 'A', channelType, pageId: '1' },
			"'Platform Token' is empty",
		],
	),
	['create', { name: 'A', channelType: 'viber_business_messages' }, "'Sender ID' is empty"],
	['create', { name: 'A', channelType: 'rbm' }, "'Agent Name' is empty"],
	['create', { name: 'A', channelType: 'whatsapp' }, "'Business Phone Number' is empty"],
	['create', { name: 'A', channelType: 'instagram' }, "'Channel Type' does not have 'instagram'"],
	['create', { channelMode: 'json' }, "'Channel (JSON)' is empty"],
	['create', { name: 'A', additionalFields: { webhookUrl: 'n8n' } }, HTTPS],
	['update', CHANNEL, "'Update Fields' is empty"],
	['update', { ...CHANNEL, updateFields: { name: '' } }, "'Update Fields' is empty"],
	['update', { ...CHANNEL, channelMode: 'json' }, "'Channel (JSON)' is empty"],
	['setWebhook', CHANNEL, "'Webhook URL' is empty"],
	...URLS.map((webhookUrl): [string, Given, string] => ['setWebhook', { ...CHANNEL, webhookUrl }, HTTPS]),
])('Channel %s is not sent with %j', (name, given, says) => {
	expect(() => requestOf(operationOf(channel, name), given)).toThrow(says);
});

test.each<[string, Given, string]>([
	['delete', {}, "'Settings' is empty"],
	['delete', { keys: ['name'] }, "'Settings' does not have 'name'"],
	['update', {}, "'Update Fields' is empty"],
	['update', { settingsMode: 'json' }, "'Settings (JSON)' is empty"],
	['update', { updateFields: { domains: '' } }, "'Domain Whitelist' is empty"],
	['update', { updateFields: { getStartedPayload: ' ' } }, "'Get Started Payload' is empty"],
	['update', menu(0), "The menu for 'default' has 0 items, and Messenger shows 1 to 3"],
	['update', menu(4), "The menu for 'default' has 4 items, and Messenger shows 1 to 3"],
	['update', menu(1, 'cs_CZ'), "'Menu' has no entry with the locale 'default'"],
	[
		'update',
		{ updateFields: { userInputs: { input: [{ locale: 'cs_CZ' }] } } },
		"'User Inputs' has no entry with the locale 'default'",
	],
	['update', { updateFields: { userInputs: {} } }, "'User Inputs' has no entry with the locale 'default'"],
])('Settings %s is not sent with %j', (name, given, says) => {
	expect(() => requestOf(operationOf(settings, name), { ...CHANNEL, ...given })).toThrow(says);
});
