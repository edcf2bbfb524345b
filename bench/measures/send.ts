import { median, rounded, run, type Bench, type Result, type Run } from '../measure.ts';
import type { Settings } from '../service-types.ts';
import type { Measured } from '../workflows.ts';

export const MESSAGES = 500;
const PARALLEL = 10;
const RUNS = 3;

const WHY =
	"Before anything is sent, the input of all messages is checked: n8n's default engine takes about half a second for their 1,000 expressions (compare the engine legacy). Then n8n's HTTP helper reads and decrypts the credential anew and opens a connection for each request, which adds about 8 ms to each round of ten. Needed would be a helper that keeps both, or to send before all is checked, which we do not want: what is wrong in the last item should be told before the first is sent.";

export const STEADY: Settings = { latency: [50, 50], mostAtOnce: PARALLEL };
const JITTER: Settings = { latency: [10, 90], mostAtOnce: PARALLEL };

const NODES: readonly (readonly [Measured, string])[] = [
	['ours-10', 'ours, 10 parallel'],
	['ours-1', 'ours, 1 at a time'],
	['http-request', "n8n's HTTP Request"],
	['peer', '@devlikeapro/n8n-nodes-chatwoot'],
];

/** How much longer a run took than the service needs for ten at a time. */
export const timesTheLimit = ({ wallMs, busyMs }: Run): number => wallMs / (busyMs / PARALLEL);

/** 500 messages for 50 conversations, interleaved, to a server that takes ten connections. */
export async function* send(bench: Bench): AsyncGenerator<Result> {
	const alone: number[] = [];
	for (const [latency, settings] of [
		['50 ms', STEADY],
		['10 to 90 ms', JITTER],
	] as const) {
		for (const [measured, what] of NODES) {
			const runs = [];
			// The slow one shows in a single run what it is.
			for (let index = 0; index < (measured === 'ours-1' ? 1 : RUNS); index += 1) {
				runs.push(await run(bench, measured, { count: MESSAGES }, settings));
			}
			const worst = (values: readonly number[]): number => Math.max(...values);
			const ratio = median(runs.map(timesTheLimit));
			const delivered = Math.min(...runs.map(({ done }) => done));
			const outOfOrder = worst(runs.map((one) => one.outOfOrder));
			const seconds = median(runs.map(({ wallMs }) => wallMs)) / 1000;
			if (measured === 'ours-1') alone.push(seconds);
			const most = settings === STEADY ? 1.15 : 1.3;
			const isGood =
				delivered === MESSAGES && outOfOrder === 0 && worst(runs.map(({ doubled }) => doubled)) === 0;
			const isOurs = measured === 'ours-10';
			yield {
				measure: `send, ${latency}`,
				what,
				figures: {
					seconds: rounded(seconds),
					...(delivered === MESSAGES && measured !== 'ours-1' ? { timesTheLimit: rounded(ratio) } : {}),
					delivered,
					refused: worst(runs.map(({ refused }) => refused)),
					outOfOrder,
				},
				...(isOurs
					? {
							goal: {
								words: `at most ${most} times the limit, ${MESSAGES} of ${MESSAGES}, none out of order`,
								reached: isGood && ratio <= most,
								why: WHY,
							},
						}
					: {}),
			};
			if (measured === 'ours-1') {
				const ten = await run(bench, 'ours-10', { count: MESSAGES }, settings);
				const faster = seconds / (ten.wallMs / 1000);
				yield {
					measure: `send, ${latency}`,
					what: '10 parallel against 1 at a time',
					figures: { timesFaster: rounded(faster) },
					goal: { words: 'at least 8 times faster', reached: faster >= 8 },
				};
			}
		}
	}
}
