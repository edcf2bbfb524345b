/**
 * `npm run test:faults [-- --write]`: lets every request of every operation meet every fault, and compares what it
 * finds with docs/faults.md, or writes that. With --short, as in `npm test`, the many operations of Chatwoot meet only
 * the faults that stand for their kind; all others are met there with the other services.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { documentOf } from '../test/faults/document.ts';
import { RECORDS, type Written } from '../test/faults/written.ts';
import { succeeds } from './run.ts';

const DOCUMENT = 'docs/faults.md';

const OWN = ['--write', '--short'];

const [isWriting, isShort] = OWN.map((own) => process.argv.includes(own));
const forJest = process.argv.slice(2).filter((one) => !OWN.includes(one));

/** The page, of what the tests have written down. */
const found = (): string =>
	documentOf(
		readdirSync(RECORDS)
			.sort()
			.map((name) => JSON.parse(readFileSync(`${RECORDS}/${name}`, 'utf8')) as Written),
	);

/** Whether docs/faults.md is what was found; it is after having been written. */
const isUpToDate = (): boolean => {
	const text = found();
	if (isWriting) {
		writeFileSync(DOCUMENT, text);
		return true;
	}
	if (readFileSync(DOCUMENT, 'utf8') === text) return true;
	console.error(`${DOCUMENT} is not what was found: renew it with 'npm run test:faults -- --write'.`);
	return false;
};

rmSync(RECORDS, { recursive: true, force: true });
// Most of the time is spent waiting: one worker fewer than there are processors would be too few of two.
const isPassed = succeeds(['jest', '--maxWorkers=2', '--selectProjects', 'faults', ...forJest], {
	FAULTS: isShort ? 'short' : 'all',
});
process.exitCode = isPassed && isUpToDate() ? 0 : 1;
