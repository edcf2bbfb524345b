import { describe, expect, test } from '@jest/globals';
import { CONTINUES, errorsIn, jsonOf, pairsOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { byId, fromList, useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const CALLBACK = 'https://n8n.example.com/webhook/chatwoot';
const WEBSITE = { type: 'web_widget', website_url: 'https://shop.example.com' };

const inbox = async (channel: object = {}): Promise<number> =>
	await used.beside(async (client) => await client.inbox(channel));

const stateOf = (id = 1) => used.chatwoot.inboxes.get(id);

describe('An API inbox is created', () => {
	const create = (parameters: Job['parameters']): Job => ({
		does: 'inbox createApi',
		parameters: parameters ?? {},
	});

	test('with its callback and settings, each where the server looks for it', async () => {
		const additionalFields = {
			lock_to_single_conversation: true,
			enable_auto_assignment: false,
			hmac_mandatory: true,
			additional_attributes: '{"agent_reply_time_window":24}',
		};
		const made = await run(create({ name: 'Shop', callbackUrl: CALLBACK, additionalFields, simplify: true }));
		expect(jsonOf(made)).toEqual([
			{
				id: 1,
				name: 'Shop',
				channel_type: 'Channel::Api',
				inbox_identifier: stateOf()?.identifier,
				webhook_url: CALLBACK,
				website_url: null,
				hmac_mandatory: true,
				lock_to_single_conversation: true,
				enable_auto_assignment: false,
				greeting_enabled: false,
			},
		]);
		expect(pairsOf(made)).toEqual([{ item: 0 }]);
		expect(stateOf()).toMatchObject({
			name: 'Shop',
			channel: {
				webhook_url: CALLBACK,
				hmac_mandatory: true,
				additional_attributes: { agent_reply_time_window: 24 },
			},
			settings: { lock_to_single_conversation: true, enable_auto_assignment: false },
		});
	});

	test('and shows no token that proves identities or signs, unless the user wants it', async () => {
		used.chatwoot.signs = true;
		const plain = await run(create({ name: 'Shop', simplify: false }));
		expect(jsonOf(plain)[0]).toMatchObject({ id: 1, working_hours: expect.any(Array) });
		expect(placesOf(stateOf()?.hmac_token ?? '', plain)).toEqual([]);
		expect(placesOf(stateOf()?.secret ?? '', plain)).toEqual([]);
		const wanted = await run({
			...create({ name: 'Shop', simplify: false }),
			options: { includeSecrets: true },
		});
		expect(jsonOf(wanted)[0]).toMatchObject({
			hmac_token: stateOf(2)?.hmac_token,
			secret: stateOf(2)?.secret,
		});
	});

	test('without a callback, when none is given', async () => {
		const [made] = jsonOf(await run(create({ name: 'Shop' })));
		expect(made?.webhook_url).toBeNull();
		expect(calls().map(wire)).toEqual([
			{ method: 'POST', path: '/inboxes', body: { name: 'Shop', channel: { type: 'api' } } },
		]);
	});

	test('not with a callback that is no web address, which the server would take, and never call', async () => {
		const parameters = { name: 'Shop', callbackUrl: '={{ $json.x }}' };
		const items = [{ x: CALLBACK }, { x: 'n8n.example.com/webhook' }];
		const { error } = await run(create(parameters), items);
		expect(error?.message).toBe("'Callback URL' is not a web address [item 1]");
		expect(error?.description).toContain('It must begin with https://');
		expect(calls()).toEqual([]);
		expect(await errorsOf(create(parameters), items)).toEqual([
			undefined,
			"'Callback URL' is not a web address [item 1]",
		]);
		expect(used.chatwoot.inboxes.size).toBe(1);
	});

	test.each<[string, object, string]>([
		['callback', { webhook_url: null }, "'Callback URL'"],
		['settings', { webhook_url: CALLBACK, greeting_enabled: false }, "'Greeting Enabled'"],
		['callback nor settings', { greeting_enabled: false }, "'Callback URL', 'Greeting Enabled'"],
	])('and the user is told when the server says 200 and kept not the %s', async (_, shown, which) => {
		const raw = JSON.stringify({ id: 1, name: 'Shop', ...shown });
		used.sandbox.faults.add({ fault: { raw, contentType: 'application/json' } });
		const additionalFields = { greeting_enabled: true };
		const { error } = await run(create({ name: 'Shop', callbackUrl: CALLBACK, additionalFields }));
		expect(error?.message).toBe(
			`Chatwoot accepted the request, but the inbox does not have what was given as ${which} [item 0]`,
		);
	});

	test('also on a server that does not show what it knows', async () => {
		const raw = JSON.stringify({ id: 1, name: 'Shop', webhook_url: CALLBACK });
		used.sandbox.faults.add({ fault: { raw, contentType: 'application/json' } });
		const additionalFields = { hmac_mandatory: true };
		const made = await run(create({ name: 'Shop', callbackUrl: CALLBACK, additionalFields }));
		expect(jsonOf(made)).toMatchObject([{ id: 1 }]);
	});
});

describe('An inbox is read', () => {
	test('in few words or in full, never with its secrets', async () => {
		used.chatwoot.signs = true;
		const id = await inbox({ webhook_url: CALLBACK });
		const short = await run({ does: 'inbox get', parameters: { inbox: fromList(id), simplify: true } });
		expect(jsonOf(short)[0]).toMatchObject({
			id,
			inbox_identifier: stateOf()?.identifier,
			webhook_url: CALLBACK,
		});
		expect(Object.keys(jsonOf(short)[0] ?? {}).length).toBeLessThanOrEqual(10);
		const full = await run({ does: 'inbox get', parameters: { inbox: byId(id), simplify: false } });
		expect(jsonOf(full)[0]).toMatchObject({ id, timezone: 'UTC', working_hours: expect.any(Array) });
		for (const secret of [stateOf()?.hmac_token ?? '', stateOf()?.secret ?? '']) {
			expect(placesOf(secret, [short, full])).toEqual([]);
		}
	});

	test('of another channel, without what opens the account behind it', async () => {
		const id = await inbox();
		const behind = { provider_config: { api_key: 'k-1' }, imap_password: 'p-1', smtp_password: 'p-2' };
		used.sandbox.faults.add({
			method: 'GET',
			fault: { alter: (content) => JSON.stringify({ ...JSON.parse(content), imap_login: 'ann', ...behind }) },
		});
		const [full] = jsonOf(await run({ does: 'inbox get', parameters: { inbox: byId(id), simplify: false } }));
		expect(full).toMatchObject({ id, imap_login: 'ann' });
		for (const secret of ['k-1', 'p-1', 'p-2']) expect(placesOf(secret, full)).toEqual([]);
	});

	test('unless there is none, and the user reads what to check', async () => {
		const { error } = await run({ does: 'inbox get', parameters: { inbox: byId(99) } });
		expect(error?.message).toBe('Resource could not be found [item 0]');
		expect(error?.description).toContain('Check the IDs');
	});

	test('with all the others', async () => {
		await inbox();
		await inbox(WEBSITE);
		const all = await run({ does: 'inbox getMany', parameters: { returnAll: true, simplify: true } });
		expect(jsonOf(all)).toMatchObject([
			{ id: 1, channel_type: 'Channel::Api' },
			{ id: 2, channel_type: 'Channel::WebWidget', website_url: 'https://shop.example.com' },
		]);
		expect(pairsOf(all)).toEqual([{ item: 0 }, { item: 0 }]);
		const one = await run({ does: 'inbox getMany', parameters: { limit: 1, simplify: false } });
		expect(jsonOf(one)).toMatchObject([{ id: 1, timezone: 'UTC' }]);
		expect(placesOf(stateOf()?.hmac_token ?? '', [all, one])).toEqual([]);
	});
});

describe('An inbox is updated', () => {
	const update = (updateFields: NonNullable<Job['parameters']>, id: number | string = 1): Job => ({
		does: 'inbox update',
		parameters: { inbox: byId(id), updateFields },
	});

	test('in what was added, and keeps the rest; the callback goes into the channel, for at the top it is passed over', async () => {
		await inbox({ hmac_mandatory: true });
		const done = await run(
			update({ callbackUrl: CALLBACK, greeting_enabled: true, greeting_message: 'Hello' }),
		);
		expect(jsonOf(done)).toMatchObject([{ id: 1, webhook_url: CALLBACK, hmac_mandatory: true }]);
		expect(calls().map(wire)).toEqual([
			{
				method: 'PATCH',
				path: '/inboxes/1',
				body: { greeting_enabled: true, greeting_message: 'Hello', channel: { webhook_url: CALLBACK } },
			},
		]);
		expect(stateOf()).toMatchObject({
			name: 'Shop',
			channel: { webhook_url: CALLBACK, hmac_mandatory: true },
			settings: { greeting_enabled: true, greeting_message: 'Hello' },
		});
	});

	test('and its callback taken away', async () => {
		await inbox({ webhook_url: CALLBACK });
		expect(jsonOf(await run(update({ removeCallback: true })))).toMatchObject([{ webhook_url: null }]);
		expect(stateOf()?.channel.webhook_url).toBeNull();
	});

	test('but a website has no callback: the server says 200, and the item fails', async () => {
		await inbox(WEBSITE);
		const { error } = await run(update({ callbackUrl: CALLBACK }));
		expect(error?.message).toBe(
			"Chatwoot accepted the request, but the inbox does not have what was given as 'Callback URL' [item 0]",
		);
		expect(error?.description).toContain('only API inboxes have a callback');
	});

	test('in the order of the items, so that the last one stays; other inboxes do not wait', async () => {
		await inbox();
		await inbox();
		used.sandbox.faults.add({ times: 1, fault: { latency: 100 } });
		const items = [
			{ id: 1, name: 'A' },
			{ id: 2, name: 'B' },
			{ id: 1, name: 'C' },
		];
		const done = await run(update({ name: '={{ $json.name }}' }, '={{ $json.id }}'), items);
		expect(jsonOf(done).map(({ name }) => name)).toEqual(['A', 'B', 'C']);
		expect([stateOf(1)?.name, stateOf(2)?.name]).toEqual(['C', 'B']);
	});

	test.each<[string, NonNullable<Job['parameters']>, string]>([
		['nothing', {}, "'Update Fields' is empty"],
		['an empty callback', { callbackUrl: '' }, "'Callback URL' is not a web address"],
		[
			'a callback that is set and removed',
			{ callbackUrl: CALLBACK, removeCallback: true },
			"'Callback URL' and 'Remove Callback URL' contradict each other",
		],
	])('but not in %s', async (_, fields, says) => {
		await inbox();
		const { error } = await run(update(fields));
		expect(error?.message).toBe(`${says} [item 0]`);
		expect(calls()).toEqual([]);
	});
});

describe('A new secret', () => {
	const RESET: Job = { does: 'inbox resetSecret', parameters: { inbox: byId(1), simplify: true } };

	test('is made and handed out, for that is what is asked for, and no other token', async () => {
		used.chatwoot.signs = true;
		await inbox({ webhook_url: CALLBACK });
		const old = stateOf()?.secret;
		const done = await run(RESET);
		const { secret } = stateOf() ?? {};
		expect(secret).not.toBe(old);
		expect(jsonOf(done)).toMatchObject([{ secret, id: 1, name: 'Shop', webhook_url: CALLBACK }]);
		expect(placesOf(stateOf()?.hmac_token ?? '', done)).toEqual([]);
		expect(calls().map(wire)).toEqual([{ method: 'POST', path: '/inboxes/1/reset_secret' }]);
		const [full] = jsonOf(await run({ ...RESET, parameters: { inbox: byId(1), simplify: false } }));
		expect(Object.keys(full ?? {})[0]).toBe('secret');
		expect(full).toHaveProperty('timezone');
	});

	test('is not to be had from a server that is too old to sign', async () => {
		await inbox();
		const { error } = await run(RESET);
		expect(error?.message).toBe(
			'This installation is too old to sign what it sends, so it has no secrets to reset [item 0]',
		);
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain('Upgrade Chatwoot');
	});

	test('is not to be had for an inbox that is not there', async () => {
		used.chatwoot.signs = true;
		const { error } = await run(RESET);
		expect(error?.message).toBe('There is no API inbox 1 in this account [item 0]');
	});

	test('is not to be had for a website, which signs nothing', async () => {
		used.chatwoot.signs = true;
		await inbox(WEBSITE);
		const { error } = await run(RESET);
		expect(error?.message).toBe('Inbox 1 was given no secret [item 0]');
		expect(error?.description).toContain('Only inboxes of the channel API sign');
	});
});

test.each<[string, Job, string]>([
	['no inbox', { does: 'inbox get', parameters: { inbox: byId('={{ $json.x }}') } }, "'Inbox' is empty"],
	['no name', { does: 'inbox createApi', parameters: { name: '={{ $json.x }}' } }, "'Name' is empty"],
])(
	'An item with %s is refused before anything is sent; with continue-on-fail the other is done',
	async (_, job, says) => {
		await inbox();
		const items = [{ x: '1' }, { x: '' }];
		const { error } = await run(job, items);
		expect(error?.message).toBe(`${says} [item 1]`);
		expect(error?.context.itemIndex).toBe(1);
		expect(calls()).toEqual([]);
		const continued = await run({ ...job, settings: CONTINUES }, items);
		expect(errorsIn(continued)).toEqual([undefined, `${says} [item 1]`]);
		expect(pairsOf(continued)).toEqual([{ item: 0 }, { item: 1 }]);
	},
);
