/**
 * `npm run bench [-- send overhead …] [-- --write]`: measures in a real n8n, prints a line of JSON for each result and
 * a table in the end. With `--write` the results go into bench/RESULTS.md, and plots into docs/pictures.
 */
import { cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { inN8n } from './in-n8n.ts';
import type { Result } from './measure.ts';
import { growth } from './measures/growth.ts';
import { largeBody } from './measures/large-body.ts';
import { legacySend } from './measures/legacy-send.ts';
import { memory } from './measures/memory.ts';
import { overhead } from './measures/overhead.ts';
import { rateLimit } from './measures/rate-limit.ts';
import { send } from './measures/send.ts';
import { sync } from './measures/sync.ts';
import { trigger } from './measures/trigger.ts';
import { weight } from './measures/weight.ts';
import { plots } from './plots.ts';
import { missedOf, tableOf } from './table.ts';

/** In one n8n with one service. */
const IN_RUNS = { overhead, send, sync, rateLimit, growth } as const;
/** Without, or in an n8n of their own. */
const BY_THEMSELVES = { weight, largeBody, trigger, legacySend, memory } as const;

const ALL = [...Object.keys(BY_THEMSELVES), ...Object.keys(IN_RUNS)];

const { values, positionals } = parseArgs({
	options: { write: { type: 'boolean', default: false } },
	allowPositionals: true,
});
const unknown = positionals.find((name) => !ALL.includes(name));
if (unknown !== undefined) throw new Error(`There is no measurement ${unknown}; there are ${ALL.join(', ')}`);
const isWanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);

const results: Result[] = [];

const collect = async (measurement: AsyncGenerator<Result>): Promise<void> => {
	for await (const result of measurement) {
		console.log(JSON.stringify(result));
		results.push(result);
	}
};

for (const [name, measurement] of Object.entries(BY_THEMSELVES)) {
	if (isWanted(name)) await collect(measurement());
}
const wanted = Object.entries(IN_RUNS).flatMap(([name, one]) => (isWanted(name) ? [one] : []));
if (wanted.length > 0) await collect(inN8n({}, ...wanted));

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Linux ${release()}, Node.js ${process.versions.node}`;
console.log(`\n${tableOf(results)}`);
if (values.write) {
	const date = new Date().toISOString().slice(0, 10);
	await writeFile(
		'bench/RESULTS.md',
		`# Results\n\nMade by \`npm run bench -- --write\` on ${date}, ${machine}, with the n8n of host/.\n\n${tableOf(results)}\n${missedOf(results)}`,
	);
	for (const [file, svg] of plots(results)) await writeFile(`docs/pictures/${file}`, svg);
}
console.log(missedOf(results));
