import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { itemsOf } from '../../host/instance.ts';
import { poll } from '../../host/poll.ts';
import { forgeries } from '../support/forgery/forgeries.ts';
import {
	AMIO,
	CHATWOOT,
	genuine,
	oracle,
	PROTO,
	type Original,
	type Scheme,
} from '../support/forgery/scheme.ts';
import {
	arrived,
	carry,
	isBroken,
	isSendable,
	journeys,
	post,
	READABLE,
	type Carried,
} from '../support/forgery/travel.ts';
import { setStage, type Stage } from './stage.ts';
import { byId, theirs, trigger, workflowOf } from './workflow.ts';

/** Deliveries that are tampered with, for each trigger; the hundred thousand do without n8n: test/integration/forgery. */
const RUNS = 400;

interface Target {
	readonly name: string;
	readonly workflow: ReturnType<typeof workflowOf>;
	readonly path: string;
	readonly scheme: Scheme;
	readonly event: object;
	/** Known once the trigger listens. */
	readonly secretOf: (stage: Stage, url: string) => string | undefined;
}

const HEARD = theirs('Heard', 'noOp', 1, {});
const WORDS = 'Gr\u00fc\u00dfe \u5b89 \u{1f642} <b>';

const TARGETS: readonly Target[] = [
	{
		name: 'Proto Trigger',
		workflow: workflowOf(
			'forgeryProto0001',
			'Hears Proto',
			[HEARD],
			trigger('Proto Trigger', 'protoTrigger', '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0051', {
				events: ['message'],
				split: 'message',
				options: {},
			}),
		),
		path: '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0051/proto',
		scheme: PROTO,
		event: {
			events: [
				{
					chat: { id: 'chat-1', human: { id: 'human_1', name: 'Ann' } },
					messages: [{ author: { type: 'bot', id: 'bot_1' }, type: 'text', data: { text: WORDS } }],
				},
			],
		},
		secretOf: ({ sandbox }) => sandbox.proto.channelSecret,
	},
	{
		name: 'Chatwoot Trigger',
		workflow: workflowOf(
			'forgeryChatwoot1',
			'Hears Chatwoot',
			[HEARD],
			trigger('Chatwoot Trigger', 'chatwootTrigger', '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0052', {
				source: 'accountWebhook',
				events: ['message_created'],
			}),
		),
		path: '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0052/chatwoot',
		scheme: CHATWOOT,
		event: {
			event: 'message_created',
			id: 7,
			content: WORDS,
			message_type: 'incoming',
			created_at: '2026-09-21T13:33:20.000Z',
			conversation: { id: 3, inbox_id: 1, status: 'open' },
		},
		secretOf: ({ sandbox }, url) =>
			[...sandbox.chatwoot.webhooks.values()].find((one) => one.url === url)?.secret,
	},
	{
		name: 'Amio Trigger',
		workflow: workflowOf(
			'forgeryAmio00001',
			'Hears Amio',
			[HEARD],
			trigger('Amio Trigger', 'amioTrigger', '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0053', {
				channel: byId('CHANNEL'),
			}),
		),
		path: '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0053/amio',
		scheme: AMIO,
		event: {
			event: 'message_received',
			timestamp: '2026-09-21T13:33:20.000Z',
			data: {
				id: '6456078781510715474',
				channel: { id: '1', type: 'facebook_messenger' },
				contact: { id: '2' },
				content: { type: 'text', payload: WORDS },
			},
		},
		secretOf: ({ sandbox }) => [...sandbox.amio.channels.values()].at(-1)?.webhook?.secret,
	},
];

/** n8n's own answers to what it cannot read, and therefore does not hand on. */
const UNREAD = [0, 400, 413, 415, 422, 431];

/** The one to a body that cannot be unpacked. */
const NOT_PACKED = 500;

/** In queue mode they would come through a load balancer, which has its own opinion of odd requests. */
const inOneProcess = process.env.EXECUTIONS_MODE === 'queue' ? describe.skip : describe;

inOneProcess('Deliveries that were tampered with, over HTTP, at a real n8n', () => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await setStage({ workflows: TARGETS.map(({ workflow }) => workflow) });
		const { n8n, sandbox } = stage;
		sandbox.chatwoot.signs = true;
		const channel = sandbox.amio.channel();
		for (const { workflow } of TARGETS) {
			const path = `/rest/workflows/${workflow.id}`;
			const stored = JSON.stringify(await n8n.api('GET', path));
			await n8n.api('PATCH', path, JSON.parse(stored.replaceAll('"CHANNEL"', `"${channel.id}"`)));
			await n8n.publish(workflow.id);
		}
	});

	afterAll(async () => {
		await stage.close();
	});

	test.each(TARGETS)(
		'the $name starts one run for each that says the same, and none for any other',
		async ({ name, workflow, path, scheme, event, secretOf }) => {
			const { n8n } = stage;
			const url = `${n8n.url}/webhook/${path}`;
			const original: Original = {
				secret: secretOf(stage, url) ?? '',
				body: Buffer.from(JSON.stringify(event)),
				timestamp: Math.floor(Date.now() / 1000),
			};
			expect(original.secret).not.toBe('');

			let accepted = 0;
			let refused = 0;
			for (const journey of READABLE) {
				const status = await post(url, carry(genuine(scheme, original), journey));
				const why = status === 200 ? '' : n8n.logs().slice(-5000);
				expect({ journey, status, why }).toEqual({ journey, status: 200, why: '' });
				accepted += 1;
			}
			/** What may be made of it, while the clock goes on: usually one answer, two for one that is just too old. */
			const isGenuine = (carried: Carried, times: readonly number[]): boolean[] =>
				times.map((now) => oracle(scheme, original, now / 1000)(arrived(carried)));
			await fc.assert(
				fc.asyncProperty(forgeries(scheme, original), journeys, async ({ sent }, journey) => {
					const carried = carry(sent, journey);
					fc.pre(isSendable(carried));
					const before = Date.now();
					const status = await post(url, carried);
					const verdicts = isGenuine(carried, [before, Date.now()]);
					accepted += status === 200 ? 1 : 0;
					refused += status === 401 ? 1 : 0;
					const allowed = [...UNREAD, ...verdicts.map((verdict) => (verdict ? 200 : 401))];
					if (isBroken(carried)) allowed.push(NOT_PACKED);
					return allowed.includes(status);
				}),
				{ numRuns: RUNS },
			);
			expect(refused).toBeGreaterThan(RUNS / 4);
			expect(accepted).toBeGreaterThan(READABLE.length);

			const runs = await poll(`There are no ${accepted} runs`, async () => {
				const ended = await n8n.endedExecutions(workflow.id);
				return ended.length >= accepted ? ended : undefined;
			});
			expect(runs).toHaveLength(accepted);
			const items: unknown[] = [];
			for (const { id } of runs) {
				const run = await n8n.execution(id);
				// Chatwoot does not sign the ID.
				items.push(...itemsOf(run, name).map(({ json: { deliveryId: _, ...item } }) => item));
			}
			expect(items).toHaveLength(accepted);
			expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(1);
			expect(JSON.stringify(items[0])).toContain(WORDS);
			expect(n8n.logs()).not.toContain(original.secret);
		},
	);
});
