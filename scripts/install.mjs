/** Installs the packages of this folder and of host/, visibly, and only when their lock file has changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PROGRESS_EVERY_MS = 10_000;
const SHOWN_OF_A_FAILURE = 20;

/**
 * What an outer `npm start` or `npm test` puts into the environment is about that run and its folder, and would
 * change what our own npm does. Only what says how to reach the registry is kept.
 */
const environment = (bin) => {
	const kept =
		/^npm_config_(.*registry.*|.*proxy|cache|userconfig|globalconfig|ca|cafile|strict_ssl|nodedir)$/i;
	const entries = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name));
	const path = bin === undefined ? process.env.PATH : `${bin}${delimiter}${process.env.PATH}`;
	return { ...Object.fromEntries(entries), NODE_ENV: 'development', PATH: path };
};

/** The folders below `folder` that its lock file will fill on this machine. */
const packagesOf = (folder) => {
	const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
	const fits = (list, value) => {
		if (list === undefined) return true;
		return list.includes(value) || (list.every((one) => one.startsWith('!')) && !list.includes(`!${value}`));
	};
	return Object.entries(packages)
		.filter(([path, { os, cpu }]) => path !== '' && fits(os, process.platform) && fits(cpu, process.arch))
		.map(([path]) => join(folder, path, 'package.json'));
};

/** Runs npm with its output in the log, and says `progress(seconds)` at intervals. Rejects if npm fails. */
const npm = async (npmArguments, { folder, log, bin, progress }) => {
	const begin = Date.now();
	const output = openSync(log, 'a');
	const child = spawn('npm', npmArguments, {
		cwd: folder,
		env: environment(bin),
		stdio: ['ignore', output, output],
		shell: process.platform === 'win32',
	});
	const seconds = () => Math.round((Date.now() - begin) / 1000);
	const timer = setInterval(() => console.log(`  ${progress(seconds())}`), PROGRESS_EVERY_MS);
	const stop = (signal) => child.kill(signal);
	process.once('SIGINT', stop).once('SIGTERM', stop);
	try {
		const code = await new Promise((done, failed) => {
			child.on('error', failed);
			child.on('exit', done);
		});
		if (code === null) throw new Error('Interrupted.');
		if (code !== 0) {
			const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
			// npm says what is wrong first, and its usage at length after that.
			const errors = lines.filter((line) => line.startsWith('npm error')).slice(0, SHOWN_OF_A_FAILURE);
			const shown = errors.length > 0 ? errors : lines.slice(-SHOWN_OF_A_FAILURE);
			throw new Error(
				`${shown.join('\n')}\n\n\`npm ${npmArguments.join(' ')}\` failed in ${folder}. All of it: ${log}`,
			);
		}
	} finally {
		clearInterval(timer);
		process.off('SIGINT', stop).off('SIGTERM', stop);
		closeSync(output);
	}
};

/**
 * Installs one folder, unless the stamp in its node_modules says that its lock file is installed already. The stamp
 * is written last: an installation that was interrupted is begun again.
 */
const install = async ({ folder, root, name, announcement, native, bin }) => {
	const stamp = join(folder, 'node_modules/.installed-lock');
	const lock = createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;

	const begin = Date.now();
	const log = join(root, `.cache/install-${name}.log`);
	mkdirSync(join(root, '.cache'), { recursive: true });
	writeFileSync(log, '');
	console.log(announcement);

	const packages = packagesOf(folder);
	const unpacked = () => packages.filter((file) => existsSync(file)).length;
	await npm(['ci', '--include=dev', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'], {
		folder,
		log,
		bin,
		progress: (seconds) => `${seconds} s: ${unpacked()} of about ${packages.length} packages`,
	});
	await npm(['rebuild', native, '--ignore-scripts=false'], {
		folder,
		log,
		bin,
		progress: (seconds) => `${seconds} s: preparing ${native}`,
	});
	writeFileSync(stamp, lock);
	console.log(`  done in ${Math.round((Date.now() - begin) / 1000)} s`);
};

/** The development tools, and Node.js 24 with its install script. */
export const installRoot = async (root) => {
	await install({
		folder: root,
		root,
		name: 'root',
		announcement: 'Installing the development tools and Node.js 24 (about half a minute) …',
		native: 'node',
	});
};

/** n8n itself. Of all its install scripts it needs only that of its database driver. */
export const installHost = async (folder, bin) => {
	await install({
		folder,
		root: join(folder, '..'),
		name: 'host',
		announcement: 'Installing n8n in host/ (2 to 5 minutes, 2.2 GB; once) …',
		native: 'sqlite3',
		bin,
	});
};

/** The oldest n8n that the package claims to work in. */
export const installOldest = async (folder, bin) => {
	await install({
		folder,
		root: join(folder, '../..'),
		name: 'oldest',
		announcement: 'Installing the oldest n8n in host/oldest/ (2 to 5 minutes, 1.9 GB; once) …',
		native: 'sqlite3',
		bin,
	});
};
