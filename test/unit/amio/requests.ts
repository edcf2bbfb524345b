import type { Given } from '../support/request-of.ts';
import { ANN, CH, CHANNEL, CONTACT, FIRST_PAGE, patch } from './given.ts';
import { CHANNEL_REQUESTS } from './requests-of-channels.ts';

const setting = (body: object): object => ({ ...patch(body), path: `/channels/${CH}/settings` });

const notification = (body: object, repeatable: boolean): object => ({
	method: 'POST',
	path: '/notifications',
	body: { channel: { id: CH }, contact: { id: ANN }, ...body },
	repeatable,
});

/** What is filled in, and the request that is made of it. */
export const REQUESTS: [title: string, does: string, given: Given, request: object][] = [
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
	...CHANNEL_REQUESTS,
	['settings', 'settings get', CHANNEL, { method: 'GET', path: `/channels/${CH}/settings` }],
	[
		'settings that are taken away',
		'settings delete',
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
