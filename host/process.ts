import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { environmentOf, localUrl, type Settings } from './settings.ts';

/** The first start of all runs n8n's migrations; on a busy machine that takes a while. */
const START_WITHIN_MS = 180_000;
/** Longer than n8n allows itself for a graceful end. */
const STOP_WITHIN_MS = 20_000;
const POLL_EVERY_MS = 200;
const SHOWN_OF_A_FAILURE = 40;

/** What a process is to n8n: the editor and all else, live webhooks only, or the runs of workflows only. */
export type Role = 'main' | 'webhook' | 'worker';

/** n8n's names for the three. */
const COMMANDS: Readonly<Record<Role, string>> = { main: 'start', webhook: 'webhook', worker: 'worker' };

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Ends the process and, with SIGKILL, its children (n8n has some), which form a group of their own. */
const kill = (child: ChildProcess, signal: NodeJS.Signals): void => {
	if (child.pid === undefined || hasEnded(child)) return;
	process.kill(signal === 'SIGKILL' ? -child.pid : child.pid, signal);
};

/** One process of n8n, with a folder, a port and a log of its own. */
export class N8nProcess {
	readonly role: Role;
	readonly settings: Settings;
	/** All that it prints, through all its restarts. */
	readonly logFile: string;
	readonly #host: string;
	#child: ChildProcess | undefined;

	constructor(host: string, role: Role, settings: Settings) {
		this.#host = host;
		this.role = role;
		this.settings = settings;
		this.logFile = join(settings.userFolder, 'n8n.log');
	}

	get url(): string {
		return localUrl(this.settings.port);
	}

	/** The number of the process, while it runs. */
	get pid(): number | undefined {
		return this.runs ? this.#child?.pid : undefined;
	}

	get runs(): boolean {
		return this.#child !== undefined && !hasEnded(this.#child);
	}

	/** What is in `logFile` so far. */
	log(): string {
		return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '';
	}

	/** Runs one of n8n's commands, e.g. `publish:workflow`, to its end with this process's settings. */
	async command(args: readonly string[]): Promise<void> {
		const before = this.#logSize();
		const child = this.#spawn(args);
		await once(child, 'close');
		if (child.exitCode !== 0) {
			throw new Error(`n8n ${args[0] ?? ''} failed:\n${this.#lastLines(before)}`);
		}
	}

	/** Returns once it answers; a process that does not is stopped again. Does nothing if it runs. */
	async start(): Promise<void> {
		if (this.runs) return;
		const before = this.#logSize();
		const command = COMMANDS[this.role];
		const child = this.#spawn([command]);
		this.#child = child;
		const until = Date.now() + START_WITHIN_MS;
		while (!(await this.#isReady())) {
			if (hasEnded(child) || Date.now() > until) {
				await this.stop();
				throw new Error(`n8n ${command} did not start:\n${this.#lastLines(before)}`);
			}
			await wait(POLL_EVERY_MS);
		}
		// A process that somebody forgot to stop keeps nobody from ending, and then ends itself.
		child.unref();
		child.channel?.unref();
	}

	/**
	 * Asks the process to end, and insists after a while. SIGKILL goes to its whole group, so that no task runner of
	 * it stays.
	 */
	async stop(): Promise<void> {
		const child = this.#child;
		if (child === undefined || hasEnded(child)) return;
		const closed = once(child, 'close');
		kill(child, 'SIGTERM');
		const timer = setTimeout(() => {
			kill(child, 'SIGKILL');
		}, STOP_WITHIN_MS);
		await closed;
		clearTimeout(timer);
	}

	/**
	 * Starts `n8n <args>`. What it prints is appended to the log, not piped to us: an n8n that outlives us for a moment
	 * would stumble over the broken pipe.
	 */
	#spawn(args: readonly string[]): ChildProcess {
		const { userFolder } = this.settings;
		mkdirSync(userFolder, { recursive: true });
		const output = openSync(this.logFile, 'a');
		const follow = ['--require', resolve('host/follow-parent.cjs')];
		const child = spawn(
			// An n8n of older days is run by the Node.js that its users had.
			process.env.N8N_NODE ?? process.execPath,
			[...follow, join(this.#host, 'node_modules/n8n/bin/n8n'), ...args],
			{
				// A folder of its own, so that no .env of ours is read.
				cwd: userFolder,
				env: environmentOf(this.settings),
				stdio: ['ignore', output, output, 'ipc'],
				// Ctrl+C in a terminal goes to us alone; we stop n8n in order.
				detached: true,
			},
		);
		closeSync(output);
		return child;
	}

	/** /healthz answers before the database is migrated; its readiness page and the REST interface come after. */
	async #isReady(): Promise<boolean> {
		try {
			const { status } = await fetch(`${this.url}/healthz/readiness`);
			return status === 200;
		} catch {
			return false;
		}
	}

	#logSize(): number {
		return statSync(this.logFile, { throwIfNoEntry: false })?.size ?? 0;
	}

	/** The end of what n8n has logged since the log had `from` bytes, for an error's text. */
	#lastLines(from: number): string {
		const text = readFileSync(this.logFile).subarray(from).toString();
		return text.trimEnd().split('\n').slice(-SHOWN_OF_A_FAILURE).join('\n');
	}
}
