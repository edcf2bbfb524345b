/**
 * `npm test`: every check in turn, the quick ones first, until one fails. The last line is "N passed, N failed", of
 * the tests and, one each, of the other checks.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { browserEnvironment } from './browser.ts';

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

/** Runs a tool, or one of our scripts, in the foreground; tells whether it exited 0. */
const succeeds = (command: readonly string[], environment: Record<string, string> = {}): boolean => {
	const [tool = '', ...toolArguments] = command;
	const isScript = tool.includes('/');
	const { status } = spawnSync(
		isScript ? process.execPath : tool,
		isScript ? [...process.execArgv, tool, ...toolArguments] : toolArguments,
		{ stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } },
	);
	return status === 0;
};

/** A check that passes or fails as a whole. */
const check = (title: string, ...command: string[]): Step => ({
	title,
	run: () => (succeeds(command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

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

/** One kind of tests; `environment` is asked for only when its turn has come. */
const jest = (
	project: string,
	environment: () => Record<string, string> = () => ({}),
	...flags: string[]
): Step => ({
	title: `${project} tests`,
	run: () => {
		const report = `.cache/jest-${project}.json`;
		rmSync(report, { force: true });
		const command = ['jest', '--selectProjects', project, '--json', `--outputFile=${report}`, ...flags];
		return counted(report, succeeds(command, environment()));
	},
});

const STEPS: readonly Step[] = [
	check('format', 'prettier', '--check', '--log-level=warn', '.'),
	check('lint', 'eslint', '.', '--max-warnings', '0'),
	check('types', 'tsc'),
	check("types of the page's browser part", 'tsc', '-p', 'sandbox/page/browser'),
	check('build', 'scripts/build.ts'),
	check("n8n's scanner", 'scripts/scan.mjs'),
	check('package', 'scripts/check-package.ts'),
	check('recordings of a real Chatwoot', 'scripts/test-recorded.ts'),
	// The sandbox in place of an installation, also where the environment names one.
	check('every Chatwoot operation', 'test/real/main.ts', '--sandbox'),
	jest('unit'),
	jest('integration'),
	// What a failed test left open must not keep the whole from ending.
	jest('e2e', () => browserEnvironment(print), '--runInBand', '--forceExit'),
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
	print(
		`── ${title}: ${result.failed === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - begin) / 1000).toFixed(1)} s`,
	);
	if (result.failed > 0) break;
}
print(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
