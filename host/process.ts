import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { environmentOf, type Settings } from './settings.ts';

/** The first start of all runs n8n's migrations; on a busy machine that takes a while. */
const START_WITHIN_MS = 180_000;
/** Longer than n8n allows itself for a graceful end. */
const STOP_WITHIN_MS = 20_000;
const POLL_EVERY_MS = 200;
const SHOWN_OF_A_FAILURE = 40;

const sizeOf = (log: string): number => statSync(log, { throwIfNoEntry: false })?.size ?? 0;

/** The end of what n8n has logged since the log had `from` bytes, for an error's text. */
const lastLines = (log: string, from: number): string => {
	const text = readFileSync(log).subarray(from).toString();
	return text.trimEnd().split('\n').slice(-SHOWN_OF_A_FAILURE).join('\n');
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Kills the process and its children (n8n has some), which form a group of their own. */
const kill = (child: ChildProcess, signal: NodeJS.Signals): void => {
	if (child.pid === undefined || hasEnded(child)) return;
	process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
};

/**
 * Starts `n8n <args>` from `host`. What it prints is appended to the file `log`, not piped to us: an n8n that outlives
 * us for a moment would stumble over the broken pipe.
 */
const spawnN8n = (host: string, args: readonly string[], settings: Settings, log: string): ChildProcess => {
	const output = openSync(log, 'a');
	const child = spawn(
		process.execPath,
		['--require', join(host, 'follow-parent.cjs'), join(host, 'node_modules/n8n/bin/n8n'), ...args],
		{
			// A folder of its own, so that no .env of ours is read.
			cwd: settings.userFolder,
			env: environmentOf(settings),
			stdio: ['ignore', output, output, 'ipc'],
			// Ctrl+C in a terminal goes to us alone; we stop n8n in order.
			detached: true,
		},
	);
	closeSync(output);
	return child;
};

/** Runs one of n8n's commands to its end. Only while no server runs on the same folder. */
export const runCommand = async (
	host: string,
	args: readonly string[],
	settings: Settings,
	log: string,
): Promise<void> => {
	const before = sizeOf(log);
	const child = spawnN8n(host, args, settings, log);
	await once(child, 'close');
	if (child.exitCode !== 0) {
		throw new Error(`n8n ${args[0] ?? ''} failed:\n${lastLines(log, before)}`);
	}
};

/** Starts the server and returns once it answers; a server that does not is stopped again. */
export const startServer = async (host: string, settings: Settings, log: string): Promise<ChildProcess> => {
	const before = sizeOf(log);
	const child = spawnN8n(host, ['start'], settings, log);
	const until = Date.now() + START_WITHIN_MS;
	while (!(await isReady(settings.port))) {
		if (hasEnded(child) || Date.now() > until) {
			await stopServer(child);
			throw new Error(`n8n did not start:\n${lastLines(log, before)}`);
		}
		await wait(POLL_EVERY_MS);
	}
	// A server that somebody forgot to stop keeps nobody from ending, and then ends itself.
	child.unref();
	child.channel?.unref();
	return child;
};

/**
 * Asks the server to end, and insists after a while. SIGKILL goes to its whole group, so that no task runner of it
 * stays.
 */
export const stopServer = async (child: ChildProcess): Promise<void> => {
	if (hasEnded(child)) return;
	const closed = once(child, 'close');
	kill(child, 'SIGTERM');
	const timer = setTimeout(() => {
		kill(child, 'SIGKILL');
	}, STOP_WITHIN_MS);
	await closed;
	clearTimeout(timer);
};

/** /healthz answers before the database is migrated; its readiness page and the REST interface come after. */
const isReady = async (port: number): Promise<boolean> => {
	try {
		const { status } = await fetch(`http://127.0.0.1:${port}/healthz/readiness`);
		return status === 200;
	} catch {
		return false;
	}
};
