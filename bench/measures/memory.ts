import { inN8n } from '../in-n8n.ts';
import { rounded, run, type Bench, type Result } from '../measure.ts';

/** Reads a list once before, so that all is loaded. */
const listOf = (contacts: number) =>
	async function* (bench: Bench): AsyncGenerator<Result> {
		const read = async (amount: number) =>
			await run(bench, 'contacts-10', { count: 1 }, { latency: [0, 0], contacts: amount });
		await read(100);
		const { rssBefore, rssPeak, items } = await read(contacts);
		yield {
			measure: 'sync, memory',
			what: `${items.toLocaleString('en')} contacts`,
			figures: {
				peakMB: Math.round(rssPeak / 1e6),
				moreThanBeforeMB: Math.round((rssPeak - rssBefore) / 1e6),
				bytesEach: rounded((rssPeak - rssBefore) / contacts, 2),
			},
		};
	};

/** What a list holds of n8n's memory, in a fresh n8n for each length. */
export async function* memory(): AsyncGenerator<Result> {
	for (const contacts of [5000, 50_000]) yield* inN8n({}, listOf(contacts));
}
