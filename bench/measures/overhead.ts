import { median, rounded, run, type Bench, type Result } from '../measure.ts';

const MESSAGES = 500;
const ROUNDS = 7;

/** What a message costs beside waiting: CPU time of n8n, our node and the HTTP Request node in turn. */
export async function* overhead(bench: Bench): AsyncGenerator<Result> {
	const rounds = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const ours = await run(bench, 'ours-50', { count: MESSAGES }, { latency: [0, 0] });
		const theirs = await run(bench, 'http-request', { count: MESSAGES }, { latency: [0, 0] });
		rounds.push({ ours: ours.cpuMs / MESSAGES, theirs: theirs.cpuMs / MESSAGES });
	}
	// The first warms up.
	const counted = rounds.slice(1);
	const ratio = median(counted.map(({ ours, theirs }) => ours / theirs));
	yield {
		measure: 'overhead',
		what: "CPU time for a message, against n8n's HTTP Request",
		figures: {
			oursMs: rounded(median(counted.map(({ ours }) => ours))),
			httpRequestMs: rounded(median(counted.map(({ theirs }) => theirs))),
			ratio: rounded(ratio),
		},
		goal: { words: 'at most 1.5 times', reached: ratio <= 1.5 },
	};
}
