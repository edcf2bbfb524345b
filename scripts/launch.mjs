/**
 * `node scripts/launch.mjs [--host] [--oldest] [--build] <script or tool> [arguments]`: installs what is missing, then runs the
 * script with the Node.js 24 that the devDependency "node" brings, whatever Node.js the machine has.
 *
 *   --host    also installs the n8n in host/
 *   --oldest  also installs the n8n in host/oldest/
 *   --build   also builds dist/
 *
 * The first other argument is a file (has a slash) or the name of a tool in node_modules/.bin. Needs nothing
 * installed, so it uses only Node.js itself.
 */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installHost, installOldest, installRoot } from './install.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const BIN = join(ROOT, 'node_modules/.bin');
const NODE = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const KNOWN_OPTIONS = ['--host', '--oldest', '--build'];
const OLDEST_NODE = [20, 19];
const WATCH_EVERY_MS = 500;
/** Our scripts are ES modules in a package that n8n loads as CommonJS: Node.js sees that, and need not say so. */
const NODE_OPTIONS = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];

/** The launcher's own options end at the first argument that is none. */
const readArguments = (given) => {
	const options = new Set();
	let next = 0;
	while (given[next]?.startsWith('--')) options.add(given[next++]);
	const unknown = [...options].find((option) => !KNOWN_OPTIONS.includes(option));
	if (unknown !== undefined || next === given.length) {
		throw new Error(
			'Usage: node scripts/launch.mjs [--host] [--oldest] [--build] <script or tool> [arguments]',
		);
	}
	return { options, target: given[next], rest: given.slice(next + 1) };
};

const requireNode = () => {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
	throw new Error(
		`This needs Node.js ${OLDEST_NODE.join('.')} or newer to begin with, and this is ${process.versions.node}. ` +
			'Get one from https://nodejs.org. (Node.js 24, which does the work, is then installed in this folder.)',
	);
};

/**
 * Runs a program to its end in the foreground and gives its exit code. Signals are passed on, so that a service
 * manager that knows only this process stops the right one.
 */
const run = async (program, programArguments) => {
	const path = `${BIN}${delimiter}${process.env.PATH}`;
	const child = spawn(program, programArguments, {
		stdio: 'inherit',
		env: { ...process.env, PATH: path, LAUNCHED_WITH: process.execPath },
	});
	const pass = (signal) => {
		// A terminal sends Ctrl+C to the child as well: once is enough.
		if (signal === 'SIGINT' && process.stdin.isTTY) return;
		child.kill(signal);
	};
	process.on('SIGINT', pass).on('SIGTERM', pass);
	// npm hands a signal to the shell that it started us with, and that shell ends without a word to us.
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) child.kill('SIGTERM');
	}, WATCH_EVERY_MS);
	try {
		return await new Promise((done, failed) => {
			child.on('error', failed);
			child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
		});
	} finally {
		clearInterval(watch);
		process.off('SIGINT', pass).off('SIGTERM', pass);
	}
};

const main = async () => {
	requireNode();
	const { options, target, rest } = readArguments(process.argv.slice(2));
	process.chdir(ROOT);
	await installRoot(ROOT);
	if (options.has('--host')) await installHost(join(ROOT, 'host'), BIN);
	if (options.has('--oldest')) await installOldest(join(ROOT, 'host/oldest'), BIN);
	if (options.has('--build')) {
		const code = await run(NODE, [...NODE_OPTIONS, 'scripts/build.ts']);
		if (code !== 0) return code;
	}
	const file = /[\\/]/.test(target) ? target : realpathSync(join(BIN, target));
	return await run(NODE, [...NODE_OPTIONS, file, ...rest]);
};

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
