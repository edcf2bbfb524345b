import { rounded, run, type Bench, type Result } from '../measure.ts';

const REQUESTS = 300;
const WINDOW = { requests: 100, ms: 2000 };

/** More messages than the service takes at once. The first window begins with the first request. */
export async function* rateLimit(bench: Bench): AsyncGenerator<Result> {
	const free = await run(bench, 'ours-10', { count: WINDOW.requests }, { latency: [0, 0] });
	const { wallMs, refused, mostRefusals, done, doubled } = await run(
		bench,
		'ours-10',
		{ count: REQUESTS },
		{ latency: [0, 0], perWindow: WINDOW },
	);
	// Two windows are waited for; what fits into the third takes what it takes without a limit.
	const ideal = (REQUESTS / WINDOW.requests - 1) * WINDOW.ms + free.wallMs;
	const ratio = wallMs / ideal;
	yield {
		measure: 'rate limit',
		what: '300 messages, 100 in 2 s',
		figures: {
			seconds: rounded(wallMs / 1000),
			idealSeconds: rounded(ideal / 1000),
			timesTheIdeal: rounded(ratio),
			done,
			refused,
			refusedMostOften: mostRefusals,
		},
		goal: {
			words: 'all done, none refused twice, at most 1.1 times the ideal',
			reached: done === REQUESTS && doubled === 0 && mostRefusals <= 1 && ratio <= 1.1,
		},
	};
}
