import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { CONTINUES, errorsIn, jsonOf, pairsOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { byId, fromList, useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const URL = 'https://n8n.example.com/webhook/chatwoot';
const EVENTS = ['message_created', 'conversation_status_changed'];
const DEFAULTS = [
	'conversation_status_changed',
	'conversation_updated',
	'conversation_created',
	'contact_created',
	'contact_updated',
	'message_created',
	'message_updated',
	'webwidget_triggered',
];

/** The ID of a webhook that is there. */
const webhook = async (body: object = {}): Promise<number> =>
	await used.beside(async (client) => {
		await client.post('webhooks', { url: 'https://n8n.example.com/webhook/old', ...body });
		return used.chatwoot.webhooks.size;
	});

const registered = (): object[] =>
	[...used.chatwoot.webhooks.values()].map(({ id, url, subscriptions }) => ({ id, url, subscriptions }));

const CREATE: Job = { does: 'webhook create', parameters: { url: URL, subscriptions: EVENTS } };

describe('A webhook is created', () => {
	test('with its events, and comes out of the two objects that the server wraps it in', async () => {
		const made = await run({
			...CREATE,
			parameters: { ...CREATE.parameters, additionalFields: { name: 'n8n' } },
		});
		expect(jsonOf(made)).toEqual([{ id: 1, name: 'n8n', url: URL, account_id: 1, subscriptions: EVENTS }]);
		expect(pairsOf(made)).toEqual([{ item: 0 }]);
		expect(calls().map(wire)).toEqual([
			{ method: 'POST', path: '/webhooks', body: { url: URL, subscriptions: EVENTS, name: 'n8n' } },
		]);
		expect(registered()).toEqual([{ id: 1, url: URL, subscriptions: EVENTS }]);
	});

	test('for each item', async () => {
		const parameters = { url: '={{ $json.url }}', subscriptions: '={{ $json.events }}' };
		const made = await run({ ...CREATE, parameters, options: { maxParallel: 1 } }, [
			{ url: `${URL}/1`, events: ['contact_created'] },
			{ url: `${URL}/2`, events: ['message_updated', 'inbox_updated'] },
		]);
		expect(pairsOf(made)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(registered()).toEqual([
			{ id: 1, url: `${URL}/1`, subscriptions: ['contact_created'] },
			{ id: 2, url: `${URL}/2`, subscriptions: ['message_updated', 'inbox_updated'] },
		]);
	});

	test('unless the account has the address already, and the others are created', async () => {
		await webhook({ url: URL });
		const parameters = { url: '={{ $json.url }}', subscriptions: EVENTS };
		const items = [{ url: URL }, { url: `${URL}/2` }];
		const { error } = await run({ ...CREATE, parameters, options: { maxParallel: 1 } }, items);
		expect(error?.message).toBe('Url has already been taken [item 0]');
		expect(error?.httpCode).toBe('422');
		expect(await errorsOf({ ...CREATE, parameters }, items)).toEqual([
			'Url has already been taken [item 0]',
			undefined,
		]);
	});

	test('and its secret, with which newer servers sign, is in the output only for who wants it', async () => {
		used.chatwoot.signs = true;
		const plain = await run(CREATE);
		const secret = used.chatwoot.webhooks.get(1)?.secret ?? '';
		expect(placesOf(secret, plain)).toEqual([]);
		const parameters = { ...CREATE.parameters, url: `${URL}/2` };
		const wanted = await run({ ...CREATE, parameters, options: { includeSecrets: true } });
		expect(jsonOf(wanted)[0]?.secret).toBe(used.chatwoot.webhooks.get(2)?.secret);
	});

	test.each<[string, object, string]>([
		[
			'another address',
			{ url: 'https://other.example.com', subscriptions: EVENTS },
			'another URL or other events',
		],
		['other events', { url: URL, subscriptions: DEFAULTS }, 'another URL or other events'],
		['fewer events', { url: URL, subscriptions: ['message_created'] }, 'another URL or other events'],
		['no events', { url: URL }, 'another URL or other events'],
	])('and the user is told when the server says 200 and has %s', async (_, webhookMade, says) => {
		const raw = JSON.stringify({ payload: { webhook: { id: 1, ...webhookMade } } });
		used.sandbox.faults.add({ fault: { raw, contentType: 'application/json' } });
		const { error } = await run(CREATE);
		expect(error?.message).toContain('Chatwoot accepted the request, but the webhook has');
		expect(error?.message).toContain(says);
	});

	test.each<[string, object]>([
		['in another order', { payload: { webhook: { id: 1, url: URL, subscriptions: [...EVENTS].reverse() } } }],
		['in one object', { payload: { id: 1, url: URL, subscriptions: EVENTS } }],
		['bare, as the description of the API has it', { id: 1, url: URL, subscriptions: EVENTS }],
	])('also where the answer holds it %s', async (_, body) => {
		used.sandbox.faults.add({ fault: { raw: JSON.stringify(body), contentType: 'application/json' } });
		expect(jsonOf(await run(CREATE))).toMatchObject([{ id: 1, url: URL }]);
	});
});

describe('Webhooks are listed', () => {
	const LIST: Job = { does: 'webhook getMany' };

	test('all of them, without secrets', async () => {
		used.chatwoot.signs = true;
		await webhook();
		await webhook({ url: URL, subscriptions: EVENTS });
		const listed = await run({ ...LIST, parameters: { returnAll: true } });
		expect(jsonOf(listed)).toMatchObject([
			{ id: 1, subscriptions: DEFAULTS },
			{ id: 2, url: URL },
		]);
		expect(pairsOf(listed)).toEqual([{ item: 0 }, { item: 0 }]);
		expect(jsonOf(listed).some((row) => 'secret' in row)).toBe(false);
		const [first] = jsonOf(await run({ ...LIST, options: { includeSecrets: true } }));
		expect(first?.secret).toBe(used.chatwoot.webhooks.get(1)?.secret);
	});

	test('up to Limit', async () => {
		await webhook();
		await webhook({ url: URL });
		expect(jsonOf(await run({ ...LIST, parameters: { limit: 1 } })).map(({ id }) => id)).toEqual([1]);
	});

	test('none, where there are none', async () => {
		expect(jsonOf(await run(LIST))).toEqual([]);
	});

	test.each<[string, unknown]>([
		['a list', [{ id: 7 }]],
		['a list in a payload', { payload: [{ id: 7 }] }],
		['what an older server gives', { webhooks: [{ id: 7 }] }],
	])('also from %s', async (_, body) => {
		used.sandbox.faults.add({ fault: { raw: JSON.stringify(body), contentType: 'application/json' } });
		expect(jsonOf(await run(LIST))).toEqual([{ id: 7 }]);
	});
});

describe('A webhook is updated', () => {
	test('in what was added, and keeps the rest', async () => {
		const id = await webhook({ subscriptions: EVENTS });
		const done = await run({
			does: 'webhook update',
			parameters: { webhook: fromList(id), updateFields: { url: URL } },
		});
		expect(jsonOf(done)).toMatchObject([{ id, url: URL, subscriptions: EVENTS }]);
		expect(calls().map(wire)).toEqual([{ method: 'PATCH', path: `/webhooks/${id}`, body: { url: URL } }]);
		expect(registered()).toEqual([{ id, url: URL, subscriptions: EVENTS }]);
	});

	test('in the order of the items, so that the last one stays', async () => {
		const id = await webhook();
		used.sandbox.faults.add({ times: 1, fault: { latency: 100 } });
		const items = ['contact_created', 'contact_updated', 'message_created'].map((event) => ({ event }));
		const parameters = { webhook: byId(id), updateFields: { subscriptions: '={{ [$json.event] }}' } };
		const done = await run({ does: 'webhook update', parameters }, items);
		expect(jsonOf(done).map(({ subscriptions }) => subscriptions)).toEqual(items.map(({ event }) => [event]));
		expect(registered()).toMatchObject([{ subscriptions: ['message_created'] }]);
	});

	test('but not to an address of another one, nor one that is not there', async () => {
		await webhook({ url: URL });
		const id = await webhook();
		const parameters = { webhook: byId('={{ $json.id }}'), updateFields: { url: URL } };
		const errors = await errorsOf({ does: 'webhook update', parameters }, [{ id }, { id: 99 }]);
		expect(errors).toEqual(['Url has already been taken [item 0]', 'Resource could not be found [item 1]']);
	});

	test('and the user is told when the server says 200 and has other events', async () => {
		const id = await webhook();
		const body = { payload: { webhook: { id, url: URL, subscriptions: ['contact_created'] } } };
		used.sandbox.faults.add({ fault: { raw: JSON.stringify(body), contentType: 'application/json' } });
		const parameters = { webhook: byId(id), updateFields: { subscriptions: EVENTS } };
		const { error } = await run({ does: 'webhook update', parameters });
		expect(error?.message).toContain('the webhook has another URL or other events');
	});
});

describe('A webhook is deleted', () => {
	test('and says so', async () => {
		const id = await webhook();
		const done = await run({ does: 'webhook delete', parameters: { webhook: byId(id) } });
		expect(jsonOf(done)).toEqual([{ deleted: true }]);
		expect(pairsOf(done)).toEqual([{ item: 0 }]);
		expect(calls().map(wire)).toEqual([{ method: 'DELETE', path: `/webhooks/${id}` }]);
		expect(registered()).toEqual([]);
	});

	test('unless it is not there, and the others are deleted', async () => {
		await webhook();
		const job: Job = { does: 'webhook delete', parameters: { webhook: byId('={{ $json.id }}') } };
		expect(await errorsOf(job, [{ id: 99 }, { id: 1 }])).toEqual([
			'Resource could not be found [item 0]',
			undefined,
		]);
		expect(registered()).toEqual([]);
	});
});

test.each<[string, Job, IDataObject, string]>([
	[
		'no address',
		{ ...CREATE, parameters: { url: '={{ $json.x }}', subscriptions: EVENTS } },
		{},
		"'URL' is empty",
	],
	[
		'an address that is none',
		{ ...CREATE, parameters: { url: '={{ $json.x }}', subscriptions: EVENTS } },
		{ x: 'n8n.example.com/webhook' },
		"'URL' is not a web address",
	],
	[
		'no events',
		{
			...CREATE,
			parameters: { url: `=${URL}/{{ $itemIndex }}`, subscriptions: '={{ $json.x ?? ["message_created"] }}' },
		},
		{ x: [] },
		"'Events' is empty",
	],
	[
		'no webhook',
		{ does: 'webhook delete', parameters: { webhook: byId('={{ $json.x }}') } },
		{ x: ' ' },
		"'Webhook' is empty",
	],
])(
	'An item with %s is refused before anything is sent; with continue-on-fail the other is done',
	async (_, job, wrong, says) => {
		await webhook();
		const right =
			job.does === 'webhook delete'
				? { x: '1' }
				: { x: job.parameters?.url === '={{ $json.x }}' ? URL : undefined };
		const items = [right, wrong] as IDataObject[];
		const { error } = await run(job, items);
		expect(error?.message).toBe(`${says} [item 1]`);
		expect(error?.context.itemIndex).toBe(1);
		expect(calls()).toEqual([]);
		const continued = await run({ ...job, settings: CONTINUES }, items);
		expect(errorsIn(continued)).toEqual([undefined, `${says} [item 1]`]);
		expect(pairsOf(continued)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(calls().map(({ status }) => status)).toEqual([200]);
	},
);
