import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../sandbox/index.ts';
import { READY as AICX } from '../aicx/ready.ts';
import { useAicx } from '../aicx/support.ts';
import { settle as settleAmio, WITH_JOB as AMIO } from '../amio/ready.ts';
import { useAmio } from '../amio/support.ts';
import { useTrigger as useAmioTrigger } from '../amio/trigger-support.ts';
import { READY as CHATWOOT, settle as settleChatwoot } from '../chatwoot/ready.ts';
import { useRealtime } from '../chatwoot/realtime-support.ts';
import { useChatwoot } from '../chatwoot/support.ts';
import { useTrigger as useChatwootTrigger } from '../chatwoot/trigger-support.ts';
import { settle as settleProto, WITH_JOB as PROTO } from '../proto/ready.ts';
import { useProto } from '../proto/support.ts';
import type { Job, Run } from '../support/job.ts';
import { CONTINUES } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import type { UsedSandbox } from '../support/use-sandbox.ts';

/** A service that repeats what it was sent, in every place where such a thing might stand. */
const faultsOf = (token: string): readonly Fault[] => {
	const words = `The token ${token} is not what was expected`;
	const headers = { authorization: `Bearer ${token}`, [token]: [token] };
	const row = { id: 1, name: words, headers };
	const refusal = { message: words, error: words, errors: [{ field: token, message: words }] };
	return [
		{ status: 401, body: refusal, headers: { 'x-your-token': token } },
		{ status: 422, body: { errors: { [token]: [words] }, request: { headers } } },
		{ status: 500, body: [words, row] },
		{ status: 400, body: words },
		{ status: 200, body: { ...row, payload: [row], meta: headers, message: words } },
		{ raw: `<title>${words}</title>`, contentType: 'text/html' },
		{ redirect: `https://login.example.com/${token}?token=${token}` },
	];
};

const IMPATIENT = { maxRetries: 0, maxWait: 0 };

/** Does a job with each of these services, with and without continue-on-fail; gives where the token stands then. */
async function placesAfter<J extends Job>(
	job: J,
	token: string,
	{ used, run, settle }: { used: UsedSandbox; run: Run<J>; settle?: () => Promise<void> | void },
): Promise<string[]> {
	const places: string[] = [];
	let failures = 0;
	await settle?.();
	for (const fault of faultsOf(token)) {
		used.sandbox.faults.clear();
		used.sandbox.faults.add({ fault });
		for (const settings of [{}, CONTINUES]) {
			const done = await run({ ...job, settings, options: IMPATIENT });
			places.push(...placesOf(token, done));
			failures += done.error === undefined ? 0 : 1;
		}
	}
	used.sandbox.faults.clear();
	expect(failures).toBeGreaterThanOrEqual(job.does === 'human buildProfileReply' ? 0 : 5);
	return places;
}

describe('A service that repeats the token has it shown nowhere:', () => {
	const proto = useProto();
	const aicx = useAicx();
	const chatwoot = useChatwoot();
	const amio = useAmio();

	test.each(PROTO)('Proto, %s', async (does) => {
		const { run, sandbox } = proto;
		const job = (await settleProto(sandbox))(does);
		expect(await placesAfter(job, sandbox.proto.token, { used: proto, run })).toEqual([]);
	});

	test.each(AICX)('Proto AICX, %s', async (_, job) => {
		const { run } = aicx;
		expect(await placesAfter(job, aicx.aicx.secret, { used: aicx, run })).toEqual([]);
	});

	test.each(CHATWOOT)('Chatwoot, %s', async (does, job) => {
		const { run } = chatwoot;
		const settle = async (): Promise<void> => await settleChatwoot(chatwoot.sandbox);
		const isClient = does.startsWith('client');
		const hmacToken = 'an-hmac-token-that-proves-anybody';
		const token = isClient ? hmacToken : chatwoot.chatwoot.tokens.administrator;
		const entered = isClient ? { ...job, credential: { hmacToken } } : job;
		expect(await placesAfter(entered, token, { used: chatwoot, run, settle })).toEqual([]);
	});

	test.each(AMIO)('Amio, %s', async (does) => {
		const { run } = amio;
		const job = settleAmio(amio.amio, does);
		expect(await placesAfter(job, amio.amio.token, { used: amio, run })).toEqual([]);
	});
});

/** An error as people see it, and as n8n stores it. */
const failed = async (work: Promise<unknown>): Promise<unknown> =>
	await work.then(
		() => expect('no error').toBe('an error'),
		(error: unknown) => error,
	);

describe('No trigger shows it either, when it cannot be switched on:', () => {
	const chatwoot = useChatwootTrigger();
	const amio = useAmioTrigger();
	const realtime = useRealtime();

	test('the Chatwoot Trigger', async () => {
		const { administrator } = chatwoot.used.chatwoot.tokens;
		for (const fault of faultsOf(administrator)) {
			chatwoot.used.sandbox.faults.clear();
			chatwoot.used.sandbox.faults.add({ fault });
			const error = await failed(chatwoot.switchOn());
			expect(placesOf(administrator, [error, chatwoot.host.lines])).toEqual([]);
		}
	});

	test('the Amio Trigger', async () => {
		const { amio: service, faults } = amio.used.sandbox;
		const { id: channel } = service.channel();
		for (const fault of faultsOf(service.token)) {
			faults.clear();
			faults.add({ fault });
			const error = await failed(amio.switchOn({ channel }));
			expect(placesOf(service.token, [error, amio.host.lines])).toEqual([]);
		}
	});

	test('the Chatwoot Realtime Trigger', async () => {
		const { agent } = realtime.chatwoot.tokens;
		// What may pass, it tries again for minutes.
		for (const fault of faultsOf(agent).filter((one) => !('status' in one) || one.status !== 500)) {
			realtime.sandbox.faults.clear();
			realtime.sandbox.faults.add({ fault });
			const trigger = realtime.trigger();
			const error = await failed(trigger.activate(realtime.toRun()));
			expect(placesOf(agent, [error, trigger.lines, trigger.failedRuns])).toEqual([]);
		}
	});
});

describe('Nor does the editor, where a list cannot be filled:', () => {
	const chatwoot = useChatwoot();

	test.each(['searchConversations', 'searchContacts', 'searchInboxes', 'searchAgents'])(
		'%s',
		async (list) => {
			const token = chatwoot.chatwoot.tokens.administrator;
			for (const fault of faultsOf(token)) {
				chatwoot.sandbox.faults.clear();
				chatwoot.sandbox.faults.add({ fault });
				const shown = await chatwoot
					.editor()
					.search(list)
					.catch((error: unknown) => error);
				expect(placesOf(token, shown)).toEqual([]);
			}
		},
	);
});
