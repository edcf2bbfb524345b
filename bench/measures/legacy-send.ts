import { inN8n } from '../in-n8n.ts';
import { median, rounded, run, type Bench, type Result } from '../measure.ts';
import { MESSAGES, STEADY, timesTheLimit } from './send.ts';

const RUNS = 3;

async function* ours(bench: Bench): AsyncGenerator<Result> {
	const ratios: number[] = [];
	for (let index = 0; index < RUNS; index += 1) {
		ratios.push(timesTheLimit(await run(bench, 'ours-10', { count: MESSAGES }, STEADY)));
	}
	yield {
		measure: 'send, 50 ms, engine legacy',
		what: 'ours, 10 parallel',
		figures: { timesTheLimit: rounded(median(ratios)) },
	};
}

/** How much of the time for sending is n8n's default engine for expressions, which works out two for each message. */
export const legacySend = (): AsyncGenerator<Result> => inN8n({ N8N_EXPRESSION_ENGINE: 'legacy' }, ours);
