import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { itemsOf, type Execution, type FullExecution } from '../../host/instance.ts';
import { poll } from '../../host/poll.ts';
import { setStage, type Stage } from './stage.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { answeringWorkflow, byId, ours, workflowOf } from './workflow.ts';

const inQueueMode = process.env.EXECUTIONS_MODE === 'queue' ? describe : describe.skip;

/** n8n's own watch over its workers, of minutes shortened to seconds. */
const ATTENTIVE = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

const NUMBERS = 'numbers-to-send';
const DELIVERED = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0021';

const SENDS = workflowOf(
	'queueSends000001',
	'Sends each number that comes in',
	[
		ours('Send', 'chatwoot', {
			resource: 'message',
			operation: 'send',
			conversation: byId('={{ $json.body.conversation }}'),
			content: '={{ $json.body.number }}',
		}),
	],
	{
		name: 'Number',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: NUMBERS,
		parameters: { path: NUMBERS, httpMethod: 'POST' },
	},
);

const ANSWERS = answeringWorkflow('queueAnswers0001', DELIVERED);

inQueueMode("n8n's queue mode, with a worker that is killed", () => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await setStage({ workflows: [SENDS, ANSWERS], environment: ATTENTIVE });
	});

	afterAll(async () => {
		await stage.close();
	});

	const workers = (): number[] =>
		stage.n8n.processes.flatMap(({ role, pid }) => (role === 'worker' && pid !== undefined ? [pid] : []));

	const killOneWorker = (): void => {
		const [pid] = workers();
		if (pid === undefined) throw new Error('There is no worker to kill');
		process.kill(pid, 'SIGKILL');
	};

	/** Waits until so many runs have ended, in whatever way; each hundred has its own time. */
	const ended = async (workflow: string, wanted: number): Promise<Execution[]> => {
		for (let next = Math.min(100, wanted); ; next = Math.min(next + 100, wanted)) {
			const runs = await poll(`${next} runs did not end`, async () => {
				const found = await stage.n8n.endedExecutions(workflow);
				return found.length >= next ? found : undefined;
			});
			if (next === wanted) return runs;
		}
	};

	const limit = pLimit(10);

	const read = async (runs: readonly Execution[]): Promise<FullExecution[]> =>
		await Promise.all(runs.map((run) => limit(async () => await stage.n8n.execution(run.id))));

	test('of 500 numbers none is sent twice, and each that is not sent belongs to a run that n8n shows as failed', async () => {
		const { n8n, sandbox } = stage;
		const client = new ChatwootClient(sandbox);
		const conversation = await client.conversation();
		await n8n.publish(SENDS.id);
		// So that some are on their way when the worker dies.
		sandbox.faults.add({ service: 'chatwoot', path: /messages$/, fault: { latency: 300 } });
		const [main] = n8n.processes;
		expect((await fetch(`${main.url}/webhook/${NUMBERS}`, { method: 'POST' })).status).toBe(404);
		const numbers = Array.from({ length: 500 }, (_, index) => String(index + 1));
		const post = async (number: string): Promise<number> => {
			const answer = await fetch(`${n8n.url}/webhook/${NUMBERS}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ conversation, number }),
			});
			return answer.status;
		};
		const posted = Promise.all(numbers.map((number) => limit(post, number)));
		await sandbox.journal.seen({ service: 'chatwoot', method: 'POST', path: /messages$/ }, 150);
		killOneWorker();
		expect(new Set(await posted)).toEqual(new Set([200]));

		const runs = await ended(SENDS.id, numbers.length);
		const requests = sandbox.journal.entries({ service: 'chatwoot', method: 'POST', path: /messages$/ });
		const sent = requests.map(({ body }) => (body as { content: string }).content);
		expect(new Set(sent).size).toBe(sent.length);

		expect(runs).toHaveLength(numbers.length);
		const failed = runs.filter(({ status }) => status !== 'success');
		expect(failed.length).toBeGreaterThan(0);
		for (const run of await read(failed)) {
			expect(run.data.resultData.error?.message).toContain('will no longer retry');
		}
		const succeeded = await read(runs.filter(({ status }) => status === 'success'));
		const done = succeeded.map((run) => (itemsOf(run, 'Number')[0]?.json.body as { number: string }).number);
		expect(new Set(done).size).toBe(numbers.length - failed.length);
		expect(sent).toEqual(expect.arrayContaining(done));
		for (const worker of n8n.processes.filter(({ role }) => role === 'worker')) {
			expect(worker.log()).toContain('Worker finished execution');
		}
		expect(sandbox.violations.list()).toEqual([]);
		await n8n.unpublish(SENDS.id);
	});

	test('what a killed worker did not acknowledge, Amio delivers again, and it comes to a good end', async () => {
		const { n8n, sandbox } = stage;
		const { amio, faults, journal } = sandbox;
		await n8n.start();
		expect(workers()).toHaveLength(2);
		amio.minuteMs = 1000;
		amio.plan = { perHour: 10_000, connections: 50 };
		const channel = amio.channel();
		const path = `/rest/workflows/${ANSWERS.id}`;
		const stored = JSON.stringify(await n8n.api('GET', path));
		await n8n.api('PATCH', path, JSON.parse(stored.replaceAll('"CHANNEL"', `"${channel.id}"`)));
		await n8n.publish(ANSWERS.id);
		faults.add({ service: 'amio', method: 'POST', path: '/v1/messages', fault: { latency: 500 } });

		const customers = Array.from({ length: 40 }, () => amio.contact(channel));
		const taken = Promise.all(customers.map(async (customer) => await amio.say(customer.id, 'Where is it?')));
		await journal.seen({ service: 'amio', method: 'POST', path: '/v1/messages' }, 10);
		killOneWorker();
		const results = await taken;
		expect(new Set(results.map((result) => result?.status))).toEqual(new Set([200]));
		const attempts = results.reduce((sum, result) => sum + (result?.attempts ?? 0), 0);
		expect(attempts).toBeGreaterThan(customers.length);

		const runs = await ended(ANSWERS.id, attempts);
		const good = await read(runs.filter(({ status }) => status === 'success'));
		const ids = good.map((run) => itemsOf(run, 'Amio Trigger')[0]?.json.deliveryId);
		const messages = customers.map((customer) => amio.seenBy(customer.id).messages[0]?.id ?? '');
		expect([...new Set(ids)].sort()).toEqual(messages.map((message) => `message_received:${message}`).sort());
		expect(runs.length - good.length).toBeGreaterThan(0);
		expect(sandbox.violations.list()).toEqual([]);
		await n8n.unpublish(ANSWERS.id);
	});
});
