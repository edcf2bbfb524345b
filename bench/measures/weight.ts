import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { median, rounded, type Result } from '../measure.ts';
import packageFile from '../../package.json' with { type: 'json' };

const RUNS = 9;

/** What a fresh process needs for our files, with what n8n has loaded long before. */
const LOADING = `
	for (const shipped of ['n8n-workflow', 'luxon', 'p-limit', 'lodash']) require(shipped);
	const files = ${JSON.stringify([...packageFile.n8n.nodes, ...packageFile.n8n.credentials].map((file) => resolve(file)))};
	const begin = performance.now();
	for (const file of files) for (const Type of Object.values(require(file))) new Type();
	process.stdout.write(String(performance.now() - begin));
`;

/** What our package costs before it does anything. */
export async function* weight(): AsyncGenerator<Result> {
	const times = Array.from({ length: RUNS }, () =>
		Number(execFileSync(process.execPath, ['-e', LOADING], { encoding: 'utf8' })),
	);
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
	) as [{ readonly size: number; readonly unpackedSize: number; readonly entryCount: number }];
	const dependencies = Object.keys((packageFile as { dependencies?: object }).dependencies ?? {}).length;
	const loading = median(times);
	yield await Promise.resolve({
		measure: 'weight',
		what: 'all nodes and credentials',
		figures: {
			loadMs: rounded(loading),
			packedKB: Math.round(packed.size / 1000),
			files: packed.entryCount,
			dependencies,
		},
		goal: {
			words: 'under 40 ms, under 200 kB, no dependencies',
			reached: loading < 40 && packed.size < 200_000 && dependencies === 0,
		},
	});
}
