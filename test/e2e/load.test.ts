import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { itemsOf } from '../../host/instance.ts';
import { poll } from '../../host/poll.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { heldBy, INSPECTED } from './heap.ts';
import { setStage, type Stage } from './stage.ts';
import { answeringWorkflow, ours, trigger, workflowOf } from './workflow.ts';

/** The queue mode's own trouble is that of its workers: queue.test.ts. */
const inOneProcess = process.env.EXECUTIONS_MODE === 'queue' ? describe.skip : describe;

const FLOODED = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0031';
const KILLED = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0032';

/** Leaves a trace outside of n8n: a human for each message. */
const COUNTS = workflowOf(
	'loadCounts000001',
	'Leaves a trace of every message',
	[
		ours('Trace', 'proto', {
			resource: 'human',
			operation: 'create',
			name: '={{ $json.content }}',
			additionalFields: {},
		}),
	],
	trigger('Chatwoot Trigger', 'chatwootTrigger', FLOODED, {
		source: 'accountWebhook',
		events: ['message_created'],
		options: {},
	}),
);

const ANSWERS = answeringWorkflow('loadAnswers00001', KILLED);

const MEGABYTE = 1024 * 1024;

inOneProcess('Under load', () => {
	let stage: Stage;
	let client: ChatwootClient;

	beforeAll(async () => {
		stage = await setStage({
			workflows: [COUNTS, ANSWERS],
			// The engine that takes the most deliveries.
			environment: {
				N8N_EXPRESSION_ENGINE: 'legacy',
				// Log lines of thousands of deliveries would be measured with them.
				N8N_LOG_LEVEL: 'info',
				...INSPECTED,
			},
		});
		client = new ChatwootClient(stage.sandbox);
	});

	afterAll(async () => {
		await stage.close();
	});

	const traces = (): (string | undefined)[] =>
		[...stage.sandbox.proto.humans.values()].map(({ name }) => name);

	const write = async (conversation: number, texts: readonly string[]): Promise<void> => {
		for (const content of texts) await client.message(conversation, { content, message_type: 'incoming' });
		await stage.sandbox.chatwoot.deliveries.settled();
	};

	/** Waits until there are so many traces; each hundred has its own time. */
	const traced = async (count: number): Promise<void> => {
		for (let next = traces().length; next < count; next = Math.min(count, next + 100)) {
			await poll(`There are no ${next} traces`, async () =>
				Promise.resolve(traces().length >= next ? true : undefined),
			);
		}
		await poll(`There are no ${count} traces`, async () =>
			Promise.resolve(traces().length >= count ? true : undefined),
		);
	};

	test('of 5,000 deliveries each genuine one starts one run, the 500 forged ones none, and the memory is given back', async () => {
		const { n8n, sandbox } = stage;
		const { chatwoot, journal } = sandbox;
		chatwoot.signs = true;
		chatwoot.deliveries.timeoutMs = 120_000;
		chatwoot.deliveries.mostAtOnce = 20;
		const conversation = await client.conversation();
		await n8n.publish(COUNTS.id);
		const warm = Array.from({ length: 300 }, (_, index) => `warm ${index}`);
		await write(conversation, warm);
		await traced(warm.length);
		const before = await heldBy(n8n);

		journal.clear();
		const url = `${n8n.url}/webhook/${FLOODED}/chatwoot`;
		const secret = [...chatwoot.webhooks.values()].find((one) => one.url === url)?.secret ?? '';
		const now = Math.floor(Date.now() / 1000);
		const forgeries = [
			{ secret, sign: 'wrong' },
			{ secret, sign: 'none' },
			{ secret, timestamp: now - 3600 },
			{ secret: 'a guess' },
			{},
		] as const;
		const limit = pLimit(5);
		const forged: Promise<number>[] = [];
		const genuine: string[] = [];
		for (let index = 0; index < 5000; index += 1) {
			if (index % 10 !== 0) {
				genuine.push(`message ${index}`);
				await client.message(conversation, {
					content: `message ${index}`,
					message_type: 'incoming',
				});
				continue;
			}
			const body = {
				event: 'message_created',
				id: index,
				content: `forged ${index}`,
				message_type: 'incoming',
				private: false,
				conversation: { id: conversation, inbox_id: 1, status: 'open' },
			};
			const how = forgeries[(index / 10) % forgeries.length];
			forged.push(limit(async () => (await chatwoot.deliveries.send(url, { body, ...how })).status));
		}
		expect(new Set(await Promise.all(forged))).toEqual(new Set([401]));
		await chatwoot.deliveries.settled();
		const taken = journal
			.entries({ service: 'chatwoot', direction: 'out' })
			.filter(({ status }) => status === 200);
		expect(taken).toHaveLength(genuine.length);
		await traced(warm.length + genuine.length);
		await n8n.unpublish(COUNTS.id);
		expect(traces().sort()).toEqual([...warm, ...genuine].sort());
		expect(await heldBy(n8n)).toBeLessThan(before + 32 * MEGABYTE);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('n8n is killed in the middle: Amio delivers again, until every event has had its run', async () => {
		const { n8n, sandbox } = stage;
		const { amio, faults, journal } = sandbox;
		amio.plan = { perHour: 100_000, connections: 50 };
		amio.minuteMs = 400;
		const channel = amio.channel();
		const path = `/rest/workflows/${ANSWERS.id}`;
		const stored = JSON.stringify(await n8n.api('GET', path));
		await n8n.api('PATCH', path, JSON.parse(stored.replaceAll('"CHANNEL"', `"${channel.id}"`)));
		await n8n.publish(ANSWERS.id);
		faults.add({ service: 'amio', method: 'POST', path: '/v1/messages', fault: { latency: 200 } });
		const customers = Array.from({ length: 200 }, () => amio.contact(channel));
		const limit = pLimit(20);
		const said = Promise.all(
			customers.map((customer) => limit(async () => await amio.say(customer.id, 'Where is it?'))),
		);
		await journal.seen({ service: 'amio', method: 'POST', path: '/v1/messages' }, 60);
		const [{ pid = 0 }] = n8n.processes;
		process.kill(-pid, 'SIGKILL');
		await poll('n8n lives on', async () =>
			Promise.resolve(n8n.processes[0].pid === undefined ? true : undefined),
		);
		await n8n.start();
		const results = await said;
		expect(new Set(results.map((result) => result?.status))).toEqual(new Set([200]));
		expect(results.some((result) => (result?.attempts ?? 0) > 1)).toBe(true);

		const reader = pLimit(10);
		const runs = await n8n.endedExecutions(ANSWERS.id);
		const good = runs.filter(({ status }) => status === 'success');
		const ids = await Promise.all(
			good.map((run) =>
				reader(async () => itemsOf(await n8n.execution(run.id), 'Amio Trigger')[0]?.json.deliveryId),
			),
		);
		const messages = customers.map((customer) => amio.seenBy(customer.id).messages[0]?.id ?? '');
		expect([...new Set(ids)].sort()).toEqual(messages.map((message) => `message_received:${message}`).sort());
		for (const { id: customer } of customers) {
			expect(amio.seenBy(customer).messages.length).toBeGreaterThan(1);
		}
		await n8n.unpublish(ANSWERS.id);
	});
});
