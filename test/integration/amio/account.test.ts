import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import type { Amio } from '../../../sandbox/index.ts';
import { jsonOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { byId, fromList, useAmio } from './support.ts';

const used = useAmio();
const { run, calls } = used;

const HOOK = 'https://n8n.example.com/webhook/amio';

const channelOf = (id: unknown): Amio.Channel | undefined => used.amio.channels.get(id as string);

describe('A channel', () => {
	const TYPES: [string, INodeParameters, object][] = [
		['amio_chat', {}, {}],
		[
			'facebook_messenger',
			{ pageId: '1', platformToken: 'token' },
			{ facebook_page: { id: '1', access_token: 'token' } },
		],
		[
			'mobile',
			{ platformToken: 'token', senderId: '420', signingKey: 'key' },
			{ provider: { type: 'messagebird', sender_id: '420', access_token: 'token', signing_key: 'key' } },
		],
		['viber', { platformToken: 'token' }, { viber: { access_token: 'token' } }],
		['telegram', { platformToken: 'token' }, { telegram: { access_token: 'token' } }],
		[
			'viber_business_messages',
			{ senderId: 'Shop', lifetime: 'PT20M' },
			{ viber_business_messages: { sender_id: 'Shop', default_message_ttl: 'PT20M' } },
		],
		[
			'rbm',
			{ agentName: 'Shop', agentState: 'created', region: 'europe' },
			{ rbm: { agent_name: 'Shop', agent_state: 'created', region: 'europe' } },
		],
		[
			'email',
			{ platformToken: 'token', senderEmail: 'shop@example.com', senderName: 'Shop' },
			{
				provider: {
					type: 'mailgun',
					access_token: 'token',
					sender: { email: 'shop@example.com', name: 'Shop' },
				},
			},
		],
		[
			'whatsapp',
			{ phoneNumber: '+15558576309' },
			{ whatsapp_business_account: { phone_number: '+15558576309' } },
		],
	];

	test.each(TYPES)(
		'of type %s is made with what it needs, read and deleted',
		async (channelType, more, details) => {
			const parameters = { name: 'Shop', channelType, ...more };
			const [made] = jsonOf(await run({ does: 'channel create', parameters }));
			expect(channelOf(made?.id)).toMatchObject({ type: channelType, name: 'Shop', details });

			const channel = fromList(made?.id as string);
			expect(jsonOf(await run({ does: 'channel get', parameters: { channel } }))).toEqual([made]);
			expect(jsonOf(await run({ does: 'channel delete', parameters: { channel } }))).toEqual([
				{ deleted: true },
			]);
			expect(used.amio.channels.size).toBe(0);
		},
	);

	test('is given another name and mode; its connection stays', async () => {
		const provider = { type: 'messagebird', sender_id: '420' };
		const { id } = used.amio.channel({ type: 'mobile', name: 'SMS', details: { provider } });
		const parameters = { channel: byId(id), updateFields: { name: 'Texts', mode: 'test' } };
		const [row] = jsonOf(await run({ does: 'channel update', parameters }));
		expect(row).toMatchObject({ id, name: 'Texts', mode: 'test', provider });
		expect(channelOf(id)).toMatchObject({ name: 'Texts', mode: 'test', details: { provider } });
	});

	test('of Viber Business has its mode in both places where Amio has it', async () => {
		const business = { channelType: 'viber_business_messages', senderId: 'Shop' };
		const parameters = { name: 'Shop', ...business, additionalFields: { mode: 'amio' } };
		const [made] = jsonOf(await run({ does: 'channel create', parameters }));
		const shown = (mode: string): object => ({ mode, viber_business_messages: { sender_id: 'Shop', mode } });
		expect(made).toMatchObject(shown('amio'));
		const change = { channel: byId(made?.id as string), ...business, updateFields: { mode: 'test' } };
		const [row] = jsonOf(await run({ does: 'channel update', parameters: change }));
		expect(row).toMatchObject(shown('test'));
	});

	test('sends its events where the user wants them, and then nowhere', async () => {
		const { id } = used.amio.channel();
		const parameters = { channel: byId(id), webhookUrl: HOOK, verifyCertificate: false };
		jsonOf(await run({ does: 'channel setWebhook', parameters }));
		expect(channelOf(id)?.webhook).toMatchObject({ url: HOOK, ssl_verification: false });
		const [row] = jsonOf(await run({ does: 'channel removeWebhook', parameters: { channel: byId(id) } }));
		expect(row?.webhook).toBeNull();
		expect(channelOf(id)?.webhook).toBeNull();
	});
});

describe('Secrets of a channel', () => {
	const channel = (): Amio.Channel =>
		used.amio.channel({
			type: 'mobile',
			details: { provider: { type: 'messagebird', access_token: 'the-token', signing_key: 'the-key' } },
			webhook: { url: HOOK },
		});

	test.each<[string, INodeParameters]>([
		['channel get', {}],
		['channel getMany', {}],
		['channel update', { updateFields: { name: 'New' } }],
		['channel setWebhook', { webhookUrl: HOOK }],
	])('come out only when the user wants them: %s', async (does, more) => {
		const { id } = channel();
		const parameters = { channel: byId(id), ...more };
		const done = await run({ does, parameters });
		const secrets = ['the-token', 'the-key', channelOf(id)?.webhook?.secret ?? 'missing'];
		expect(secrets.flatMap((secret) => placesOf(secret, done))).toEqual([]);
		expect(jsonOf(done)).toMatchObject([{ id, webhook: { url: HOOK }, provider: { type: 'messagebird' } }]);

		const [row] = jsonOf(await run({ does, parameters, options: { includeSecrets: true } }));
		expect(row).toMatchObject({
			webhook: { secret: channelOf(id)?.webhook?.secret },
			provider: { access_token: 'the-token', signing_key: 'the-key' },
		});
	});

	test('are no keys that the user has chosen for metadata', async () => {
		const shop = used.amio.channel();
		const ann = used.amio.contact(shop);
		const additionalFields = { metadataJson: '{"secret":"a","access_token":"b"}' };
		const parameters = { channel: byId(shop.id), contact: byId(ann.id), text: 'Hello', additionalFields };
		const [sent] = jsonOf(await run({ does: 'message send', parameters }));
		expect(sent?.metadata).toEqual({ secret: 'a', access_token: 'b' });
	});
});

test('Contacts are listed to the end, read and deleted with their messages', async () => {
	const shop = used.amio.channel();
	const people = Array.from({ length: 230 }, (_, n) => used.amio.contact(shop, { name: `Person ${n}` }));
	await used.amio.say(people[0]?.id ?? '', 'Hello');
	const channel = byId(shop.id);
	const ids = async (more: INodeParameters): Promise<unknown[]> =>
		jsonOf(await run({ does: 'contact getMany', parameters: { channel, ...more } })).map(({ id }) => id);
	expect(await ids({ returnAll: true })).toEqual(people.map(({ id }) => id));
	expect(await ids({})).toHaveLength(50);
	expect(await ids({ limit: 101 })).toHaveLength(101);

	const parameters = { channel, contact: byId(people[0]?.id ?? '') };
	expect(jsonOf(await run({ does: 'contact get', parameters }))).toMatchObject([{ name: 'Person 0' }]);
	expect(jsonOf(await run({ does: 'contact delete', parameters }))).toEqual([{ deleted: true }]);
	expect([used.amio.contacts.size, used.amio.messages.size]).toEqual([229, 0]);
});

describe('A contact', () => {
	test('sees that somebody types, and that what they wrote was read', async () => {
		const shop = used.amio.channel();
		const ann = used.amio.contact(shop);
		await used.amio.say(ann.id, 'Hello?');
		const notify = async (notificationType: string): Promise<void> => {
			const parameters = { channel: byId(shop.id), contact: byId(ann.id), notificationType };
			jsonOf(await run({ does: 'notification send', parameters }));
		};
		await notify('typing_on');
		expect(used.amio.seenBy(ann.id).typing).toBe(true);
		await notify('typing_off');
		expect(used.amio.seenBy(ann.id).typing).toBe(false);
		await notify('messages_read');
		expect(used.amio.seenBy(ann.id).messages[0]?.read).toEqual(expect.any(String));
	});

	test('of a web chat is told things that only its program understands', async () => {
		const shop = used.amio.channel();
		const ann = used.amio.contact(shop);
		const parameters = { channel: byId(shop.id), contact: byId(ann.id), notificationType: 'custom' };
		const payload = '={{ { open: "cart", secret: "word" } }}';
		const rows = jsonOf(await run({ does: 'notification send', parameters: { ...parameters, payload } }));
		expect(used.amio.seenBy(ann.id).notifications).toEqual([{ open: 'cart', secret: 'word' }]);
		expect(rows).toMatchObject([{ type: 'custom', payload: { open: 'cart', secret: 'word' } }]);
	});

	test('cannot be shown on a platform what that does not have, and the field is named', async () => {
		const sms = used.amio.channel({ type: 'mobile' });
		const ann = used.amio.contact(sms);
		const parameters = { channel: byId(sms.id), contact: byId(ann.id) };
		const { error } = await run({ does: 'notification send', parameters });
		expect(error?.message).toBe('type: Notification typing_on is not supported by mobile. [item 0]');
		expect(error?.httpCode).toBe('422');
		expect(error?.description).toContain('Check the field that is named.');
	});
});

describe('Settings', () => {
	const ITEM = { type: 'postback', title: 'Help', payload: 'HELP' };
	const MENU = { menu: [{ locale: 'default', items: { item: [ITEM] } }] };

	test('of Messenger are set, read and taken away, and what is not named stays', async () => {
		const { id } = used.amio.channel({ type: 'facebook_messenger' });
		const channel = byId(id);
		const updateFields = {
			domains: 'https://www.example.com',
			getStartedPayload: 'START',
			menu: MENU,
			userInputs: { input: [{ locale: 'default', enabled: false }] },
		};
		jsonOf(await run({ does: 'settings update', parameters: { channel, updateFields } }));
		jsonOf(await run({ does: 'settings delete', parameters: { channel, keys: ['domains_whitelist'] } }));
		const left = {
			get_started_button: { payload: 'START' },
			menu: [{ locale: 'default', items: [ITEM] }],
			user_inputs: [{ locale: 'default', enabled: false }],
			domains_whitelist: null,
		};
		expect(channelOf(id)?.settings).toEqual(left);
		expect(jsonOf(await run({ does: 'settings get', parameters: { channel } }))).toEqual([left]);
	});

	test('that need others are refused by Amio in words that name them', async () => {
		const { id } = used.amio.channel({ type: 'facebook_messenger' });
		const parameters = { channel: byId(id), updateFields: { menu: MENU } };
		const { error } = await run({ does: 'settings update', parameters });
		expect(error?.message).toBe('menu: The menu requires the get started button. [item 0]');
		expect(calls()).toHaveLength(1);
	});
});

test.each(['string', 'number'] as const)(
	'What Amio refuses is told with its field and message, with the code as %s',
	async (errorCodeAs) => {
		used.amio.errorCodeAs = errorCodeAs;
		used.expectViolations('POST /v1/channels: body key "type" has a value that is not documented');
		const parameters = { channelMode: 'json', channelJson: '{"type":"fax","name":"Shop"}' };
		const { error } = await run({ does: 'channel create', parameters });
		expect(error?.message).toBe("type: Property 'type' has a value that is not documented. [item 0]");
		expect(error?.httpCode).toBe('422');
	},
);
