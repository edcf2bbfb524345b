import { median, rounded, run, type Bench, type Result } from '../measure.ts';
import type { Measured } from '../workflows.ts';

const PAGE = 100;
const LATENCY = 50;
const RUNS = 5;

const WHY =
	'For each request n8n reads and decrypts the credential anew and opens a connection, and 5,000 contacts become items: about 80 ms in all, which matter only where all is done in 300 ms. With 3 at a time it is within the goal.';

/** Amio's contacts, read to the last one. */
export async function* sync(bench: Bench): AsyncGenerator<Result> {
	const read = async (measured: Measured, contacts: number) =>
		await run(bench, measured, { count: 1 }, { latency: [LATENCY, LATENCY], contacts });
	for (const parallel of [3, 10] as const) {
		const runs = [];
		for (let index = 0; index < RUNS; index += 1) runs.push(await read(`contacts-${parallel}`, 5000));
		// The first page tells how many there are; the others follow at the same time.
		const limit = LATENCY * (1 + Math.ceil((5000 / PAGE - 1) / parallel));
		const ratio = median(runs.map(({ wallMs }) => wallMs)) / limit;
		const isWhole = runs.every(({ items }) => items === 5000);
		yield {
			measure: 'sync',
			what: `5,000 contacts, ${parallel} parallel`,
			figures: {
				seconds: rounded((ratio * limit) / 1000),
				limitSeconds: limit / 1000,
				timesTheLimit: rounded(ratio),
			},
			goal: { words: 'at most 1.2 times the limit', reached: isWhole && ratio <= 1.2, why: WHY },
		};
	}
}
