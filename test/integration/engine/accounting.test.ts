import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { IExecuteContextData } from 'n8n-workflow';
import { startNode, type RunOfNode } from '../support/n8n.ts';
import { Sleeps } from '../support/sleeps.ts';
import { complaints } from './accounting-judge';
import { plans, timeoutOf, type Plan } from './accounting-plan';
import { toldBy, type Told } from './accounting-told';
import { errandsOf, World } from './accounting-world';
import { errandApi, Errands } from './errand';
import { useShelfServer } from './shelf-server';

const server = useShelfServer();

/** As many runs as fit into a time, unless a number is asked for: `FUZZ_RUNS=100000`. */
const { FUZZ_RUNS, FUZZ_SEED, FUZZ_PATH } = process.env;
const TIME = FUZZ_RUNS === undefined ? 50_000 : Infinity;
const HOURS = 12 * 3_600_000;

const SETTINGS: fc.Parameters<[Plan]> = {
	numRuns: Number(FUZZ_RUNS ?? 3_000),
	...(FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) }),
	...(FUZZ_PATH === undefined ? {} : { path: FUZZ_PATH, endOnFailure: true }),
};

let sleeps: Sleeps;

beforeEach(() => {
	sleeps = new Sleeps();
	// Waits between tries are drawn at random from 0 on; here they are drawn from the short ones.
	const random = Math.random.bind(Math);
	jest.spyOn(Math, 'random').mockImplementation(() => random() / 50);
});

afterEach(() => {
	sleeps.end();
	jest.restoreAllMocks();
});

/** Whether all connections are closed; those that are just closing have some turns of the event loop. */
async function isQuiet(): Promise<boolean> {
	const connections = (): number =>
		process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
	for (let turns = 1_000; turns > 0 && connections() > 0; turns--) {
		await setImmediate();
	}
	return connections() === 0;
}

/** Carries a plan out in n8n's own engine, and once more by hand if it is planned so. */
async function carryOut(plan: Plan): Promise<void> {
	server.reset();
	let cancel = (): void => undefined;
	const world = new World(server, plan, () => cancel());
	const errands = errandsOf(plan).map((errand) => ({ plan: { ...errand } }));
	const execute = async (contextData: IExecuteContextData): Promise<RunOfNode> => {
		const { maxParallel, maxRetries, maxWait, tries, onError } = plan;
		const run = startNode(
			{
				type: new Errands(() => world.begin()),
				parameters: {
					resource: 'errand',
					operation: 'run',
					plan: '={{ $json.plan }}',
					options: { maxParallel, maxRetries, maxWait, timeout: timeoutOf(plan) },
				},
				credentials: [
					{ type: errandApi((id) => world.ticketFor(id)), data: { url: server.url, token: 'token' } },
				],
				settings: {
					onError,
					...(tries === 1 ? {} : { retryOnFail: true, maxTries: tries, waitBetweenTries: 1 }),
				},
				contextData,
			},
			errands,
		);
		cancel = () => run.cancel();
		return await run.done;
	};
	let contextData: IExecuteContextData = {};
	for (let execution = 0; execution <= (plan.byHand ? 1 : 0); execution++) {
		world.afresh();
		const done = await execute(contextData);
		await world.settled();
		const told: Told[] = toldBy(done, plan);
		const wrong = complaints(world, plan, told);
		if ((await sleeps.count()) > 0) {
			wrong.push('a timer is left');
		}
		if (!(await isQuiet())) {
			wrong.push('a connection is left');
		}
		if (wrong.length > 0) {
			throw new Error(
				[...wrong, `Told: ${told.join(', ')}`, ...world.visits.map((v) => JSON.stringify(v))].join('\n'),
			);
		}
		const { nodeExecutionStack = [], contextData: kept = {} } = done.run.data.executionData ?? {};
		if (nodeExecutionStack.length === 0) {
			return;
		}
		contextData = JSON.parse(JSON.stringify(kept)) as IExecuteContextData;
	}
}

test(
	'Every item is delivered once, or reported as failed, or as one that may have been delivered',
	async () => {
		expect.hasAssertions();
		let runs = 0;
		const end = Date.now() + TIME;
		await fc.assert(
			fc.asyncProperty(plans, async (plan) => {
				if (Date.now() < end) {
					runs += 1;
					await carryOut(plan);
				}
			}),
			SETTINGS,
		);
		expect(runs).toBeGreaterThan(0);
	},
	HOURS,
);
