/**
 * `npm test`: every check in turn, the quick ones first, until one fails. The last line is "N passed, N failed", of
 * the tests and, one each, of the other checks.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { browserEnvironment } from './browser.ts';
import { replayProgram } from './recordings.ts';
import { succeeds } from './run.ts';
import { storePrograms } from './stores.ts';

interface Result {
	readonly passed: number;
	readonly failed: number;
}

interface Step {
	readonly title: string;
	readonly run: () => Result;
}

const print = (line: string): void => {
	console.log(line);
};

/** A check that passes or fails as a whole. */
const check = (title: string, ...command: string[]): Step => ({
	title,
	run: () => (succeeds(command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

/** What cannot be checked here has neither passed nor failed. */
const NOTHING: Result = { passed: 0, failed: 0 };

const recorded = check('recordings of a real Chatwoot', 'scripts/test-recorded.ts');

const recordedIfThere: Step = {
	...recorded,
	run: () => (replayProgram(print) === undefined ? NOTHING : recorded.run()),
};

/** Counts from Jest's report. A file that could not be run, or a Jest that wrote no report, is one failure. */
const counted = (report: string, succeeded: boolean): Result => {
	try {
		const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
			readFileSync(report, 'utf8'),
		) as Record<'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites', number>;
		const failed = numFailedTests + numRuntimeErrorTestSuites;
		return { passed: numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) };
	} catch {
		return { passed: 0, failed: 1 };
	}
};

/** Tests of one kind, in a report of its own; what is to be run is `command` with Jest's arguments after it. */
const tests = (name: string, project: string, command: readonly string[], environment = {}): Result => {
	const report = `.cache/jest-${name}.json`;
	rmSync(report, { force: true });
	const select = ['--selectProjects', project, '--json', `--outputFile=${report}`];
	return counted(report, succeeds([...command, ...select], environment));
};

const jest = (project: string, environment = {}): Step => ({
	title: `${project} tests`,
	// Jest by itself leaves one processor idle.
	run: () => tests(project, project, ['jest', '--maxWorkers=100%'], environment),
});

/** What a failed test left open must not keep the whole from ending. */
const IN_TURN = ['--runInBand', '--forceExit'];

const endToEnd: Step = {
	title: 'e2e tests',
	run: () => {
		const environment = { ...browserEnvironment(print), EXECUTIONS_MODE: 'regular' };
		return tests('e2e', 'e2e', ['jest', ...IN_TURN], environment);
	},
};

/** Panels, and the page without n8n, are the same in either mode. */
const SEEN_ALREADY = ['--testPathIgnorePatterns', 'e2e/(editor|page-alone)'];

/** The same once more. */
const endToEndInQueueMode: Step = {
	title: "e2e tests in n8n's queue mode",
	run: () => {
		if (storePrograms(print) === undefined) return NOTHING;
		return tests(
			'e2e-queue',
			'e2e',
			['scripts/with-stores.ts', 'jest', ...IN_TURN, ...SEEN_ALREADY],
			browserEnvironment(print),
		);
	},
};

const verdictOn = ({ passed, failed }: Result): string => {
	if (failed > 0) return 'FAILED';
	return passed > 0 ? 'passed' : 'skipped';
};

const STEPS: readonly Step[] = [
	check('format', 'prettier', '--check', '--log-level=warn', '.'),
	check('lint', 'eslint', '.', '--max-warnings', '0'),
	check('types', 'tsc'),
	check("types of the page's browser part", 'tsc', '-p', 'sandbox/page/browser'),
	check('build', 'scripts/build.ts'),
	check("n8n's scanner", 'scripts/scan.mjs'),
	check('package', 'scripts/check-package.ts'),
	recordedIfThere,
	// The sandbox in place of an installation, also where the environment names one.
	check('every Chatwoot operation', 'test/real/main.ts', '--sandbox'),
	jest('unit'),
	// A hundred thousand deliveries that were tampered with for each trigger, where it is a matter of minutes anyway.
	jest('integration', { FORGERIES: '100000' }),
	{ title: 'fault matrix', run: () => tests('faults', 'faults', ['scripts/faults.ts', '--short']) },
	endToEnd,
	endToEndInQueueMode,
];

mkdirSync('.cache', { recursive: true });
let passed = 0;
let failed = 0;
for (const { title, run } of STEPS) {
	print(`\n── ${title}`);
	const begin = Date.now();
	const result = run();
	passed += result.passed;
	failed += result.failed;
	print(`── ${title}: ${verdictOn(result)} in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
	if (result.failed > 0) break;
}
print(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
