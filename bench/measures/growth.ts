import { rounded, run, type Bench, type Result } from '../measure.ts';

const COUNTS = [1, 10, 100, 1000, 10_000];
/** So many items at least are measured of each count, so that one of them is no accident. */
const ITEMS = 500;

/** Whether an item costs the same however many there are. */
export async function* growth(bench: Bench): AsyncGenerator<Result> {
	for (const count of COUNTS) {
		const times = Math.max(1, Math.ceil(ITEMS / count / 10));
		let wall = 0;
		let cpu = 0;
		for (let index = 0; index < times; index += 1) {
			const one = await run(bench, 'ours-10', { count }, { latency: [0, 0] });
			wall += one.wallMs;
			cpu += one.cpuMs;
		}
		yield {
			measure: 'growth',
			what: `${count.toLocaleString('en')} items`,
			figures: { msEach: rounded(wall / times / count), cpuMsEach: rounded(cpu / times / count) },
		};
	}
}
