import { describe, expect, test } from '@jest/globals';
import { AmioClient } from '../../support/amio-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AmioClient => new AmioClient(use.sandbox);

describe('settings', () => {
	const MENU = [{ locale: 'default', items: [{ type: 'postback', title: 'Help', payload: 'HELP' }] }];
	const START = { payload: 'START' };

	test("Amio Chat has the domains that may show it, and none of Messenger's", async () => {
		const { amio, violations } = use.sandbox;
		const path = `channels/${amio.channel().id}/settings`;
		expect(await client().get(path)).toMatchObject({ status: 200, body: { domains_whitelist: null } });
		const domains_whitelist = ['https://example.com', 'http://example.com:8080', 'localhost'];
		expect((await client().patch(path, { domains_whitelist })).body).toEqual({ domains_whitelist });
		expect((await client().get(path)).body).toEqual({ domains_whitelist });
		expect(violations.list()).toEqual([]);
		expect((await client().patch(path, { menu: MENU })).status).toBe(422);
		expect(violations.list()).toHaveLength(1);
	});

	test('Messenger has four, which are set one by one and deleted with null', async () => {
		const { amio, violations } = use.sandbox;
		const path = `channels/${amio.channel({ type: 'facebook_messenger' }).id}/settings`;
		const inner = { type: 'menu', title: 'More', payload: { items: MENU[0]?.items } };
		const menu = [
			{ locale: 'default', items: [inner] },
			{ ...MENU[0], locale: 'cs_CZ' },
		];
		const user_inputs = [{ locale: 'default', enabled: false }];
		await client().patch(path, { get_started_button: START, menu });
		expect((await client().patch(path, { user_inputs })).body).toEqual({
			get_started_button: START,
			menu,
			user_inputs,
			domains_whitelist: null,
		});
		expect((await client().patch(path, { menu: null, user_inputs: null })).body).toMatchObject({
			menu: null,
		});
		expect(violations.list()).toEqual([]);
	});

	test('a menu needs the button, and input that is switched off needs a menu', async () => {
		const { amio, violations } = use.sandbox;
		const path = `channels/${amio.channel({ type: 'facebook_messenger' }).id}/settings`;
		expect((await client().patch(path, { menu: MENU })).status).toBe(422);
		const off = { user_inputs: [{ locale: 'default', enabled: false }] };
		expect((await client().patch(path, off)).status).toBe(422);
		expect((await client().patch(path, { get_started_button: START, menu: MENU })).status).toBe(200);
		expect((await client().patch(path, off)).status).toBe(200);
		expect((await client().patch(path, { menu: null })).status).toBe(422);
		expect((await client().patch(path, { get_started_button: null })).status).toBe(422);
		expect((await client().get(path)).body).toMatchObject({ menu: MENU, get_started_button: START });
		expect(violations.list()).toEqual([]);
	});

	test.each([
		[{ menu: [{ locale: 'cs_CZ', items: MENU[0]?.items }] }],
		[{ user_inputs: [] }],
		[{ menu: [{ locale: 'default', items: Array.from({ length: 4 }, () => MENU[0]?.items[0]) }] }],
		[{ menu: [{ locale: 'default', items: [{ type: 'menu', title: 'More', payload: 'MORE' }] }] }],
		[
			{
				menu: [
					{
						locale: 'default',
						items: [
							{
								type: 'menu',
								title: 'More',
								payload: { items: [{ type: 'menu', title: 'Deep', payload: 'DEEP' }] },
							},
						],
					},
				],
			},
		],
		[{ menu: [{ locale: 'default', items: [{ type: 'url', title: 'More', payload: MENU[0] }] }] }],
		[{ domains_whitelist: ['example.com'] }],
		[{ get_started_button: 'START' }],
		[{ greeting: 'Hello' }],
	])('%j is not documented', async (body) => {
		const { amio, violations } = use.sandbox;
		const channel = amio.channel({ type: 'facebook_messenger' });
		Object.assign(channel.settings, { get_started_button: START });
		const before = { ...channel.settings };
		await client().patch(`channels/${channel.id}/settings`, body);
		expect(violations.list().length).toBeGreaterThan(0);
		expect(channel.settings).toEqual(before);
	});

	test('other platforms have none', async () => {
		const { amio, violations } = use.sandbox;
		const { id } = amio.channel({ type: 'viber' });
		expect((await client().get(`channels/${id}/settings`)).status).toBe(422);
		expect(violations.list()).toEqual([]);
	});
});
