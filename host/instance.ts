/** A real n8n of its own, for the end-to-end tests and `npm start`. It runs what `npm ci` installed in this folder. */
import { existsSync, readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Executions, type Execution, type FullExecution } from './executions.ts';
import { packPackage, unpackInto } from './package.ts';
import { runCommand, startServer, stopServer } from './process.ts';
import { publishLive, unpublishLive } from './publication.ts';
import { Rest } from './rest.ts';
import { environmentOf, newSettings, type Settings } from './settings.ts';

export { itemsOf, type Execution, type FullExecution } from './executions.ts';
export { OWNER } from './rest.ts';

export interface InstanceOptions {
	/** Our package: a folder that is packed first, or a tarball of `npm pack`. */
	readonly packageFolder?: string;
	readonly packageTarball?: string;
	/** Where n8n keeps everything; without it a temporary folder that `dispose` removes. */
	readonly folder?: string;
	/** A free one by default. */
	readonly port?: number;
	/** This folder. Found from the working directory, which is the root for every npm script. */
	readonly host?: string;
	/** Further environment of n8n. */
	readonly environment?: Readonly<Record<string, string>>;
	/** Told what takes long. */
	readonly log?: (line: string) => void;
}

/** A credential or workflow as n8n exports it; both need an `id`. */
export interface Importable {
	readonly id: string;
	readonly name: string;
	readonly [property: string]: unknown;
}

/** Order of use: installPackage, import…, publish, start, setUpOwner, then the rest; stop or dispose at the end. */
export class Instance {
	readonly userFolder: string;
	/** All that n8n prints, through all its restarts. */
	readonly logFile: string;
	readonly #host: string;
	readonly #options: InstanceOptions;
	readonly #settings: Settings;
	readonly #rest = new Rest(() => this.url);
	readonly #executions: Executions;
	#server: ChildProcess | undefined;

	constructor(host: string, options: InstanceOptions, settings: Settings) {
		this.#host = host;
		this.#options = options;
		this.#settings = settings;
		this.userFolder = settings.userFolder;
		this.logFile = join(settings.userFolder, 'n8n.log');
		this.#executions = new Executions(this.#rest, host);
	}

	/** Known before the start, and the same after a restart. */
	get url(): string {
		return `http://127.0.0.1:${this.#settings.port}`;
	}

	/** What is in `logFile` so far. */
	logs(): string {
		return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '';
	}

	/** The number of the server's process, while it runs. */
	get pid(): number | undefined {
		return this.#server?.pid;
	}

	/** Puts our package where n8n keeps community packages; it is loaded at the next start. */
	async installPackage(): Promise<void> {
		const { packageFolder, packageTarball } = this.#options;
		const tarball =
			packageTarball ?? (await packPackage(packageFolder ?? '.', join(this.userFolder, 'packed')));
		await unpackInto(this.userFolder, tarball);
	}

	/** `data` of each is in the clear; n8n encrypts it. */
	async importCredentials(credentials: readonly Importable[]): Promise<void> {
		await this.#import('credentials', credentials);
	}

	/** All at once, since each command takes seconds to start. Imported workflows are not published. */
	async importWorkflows(workflows: readonly Importable[]): Promise<void> {
		await this.#import('workflow', workflows);
	}

	/** Makes a workflow's triggers listen: from the next start on, or, while the server runs, before this returns. */
	async publish(workflowId: string): Promise<void> {
		if (this.#server === undefined) {
			await this.#command(['publish:workflow', `--id=${workflowId}`]);
			return;
		}
		await publishLive(this.#rest, workflowId);
	}

	/** The opposite of `publish`; the server must be running. */
	async unpublish(workflowId: string): Promise<void> {
		await unpublishLive(this.#rest, workflowId);
	}

	/** Returns once n8n answers. */
	async start(): Promise<void> {
		if (this.#server !== undefined) throw new Error('n8n runs already');
		this.#options.log?.(`Starting n8n at ${this.url} …`);
		this.#server = await startServer(this.#host, this.#settings, this.logFile);
	}

	async stop(): Promise<void> {
		const server = this.#server;
		this.#server = undefined;
		if (server !== undefined) await stopServer(server);
	}

	/** Same folder, same address; whoever was signed in still is. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Stops n8n, and removes its folder if that was a temporary one. */
	async dispose(): Promise<void> {
		await this.stop();
		if (this.#options.folder === undefined) await rm(this.userFolder, { recursive: true, force: true });
	}

	/** Makes the owner (see OWNER) of a new n8n and signs in. Gives the cookie, for a browser. */
	async setUpOwner(): Promise<string> {
		await this.#rest.setUpOwner();
		return this.#rest.cookie;
	}

	/** Signs in to an n8n that has its owner. Gives the cookie, for a browser. */
	async login(): Promise<string> {
		await this.#rest.login();
		return this.#rest.cookie;
	}

	/** Calls the REST interface of the editor, e.g. `GET /rest/workflows`; gives the `data` of its answer. */
	async api(method: string, path: string, body?: unknown): Promise<unknown> {
		return await this.#rest.call(method, path, body);
	}

	/** The newest hundred runs, newest first. */
	async executions(workflowId?: string): Promise<Execution[]> {
		return await this.#executions.list(workflowId);
	}

	/** One run with its data. */
	async execution(id: string): Promise<FullExecution> {
		return await this.#executions.get(id);
	}

	/** Waits until a workflow has at least so many ended runs; gives them all, oldest first. */
	async waitForExecutions(workflowId: string, atLeast: number): Promise<FullExecution[]> {
		return await this.#executions.count(workflowId, atLeast);
	}

	/** Runs a workflow from its manual trigger (or the one named), as the editor does, and waits for its end. */
	async executeOnce(workflowId: string, trigger?: string): Promise<FullExecution> {
		return await this.#executions.runOnce(workflowId, trigger);
	}

	/** n8n's environment, for whoever wants to run its commands by hand. */
	get environment(): Record<string, string> {
		return environmentOf(this.#settings);
	}

	async #import(kind: 'credentials' | 'workflow', values: readonly Importable[]): Promise<void> {
		const file = join(this.userFolder, `import-${kind}.json`);
		await writeFile(file, JSON.stringify(values));
		await this.#command([`import:${kind}`, `--input=${file}`]);
		// It holds secrets.
		await rm(file);
	}

	async #command(args: readonly string[]): Promise<void> {
		if (this.#server !== undefined) throw new Error(`n8n ${args[0] ?? ''} needs the server stopped`);
		this.#options.log?.(`n8n ${args.join(' ')} …`);
		await runCommand(this.#host, args, this.#settings, this.logFile);
	}
}

/** A new instance; nothing runs yet. */
export const createInstance = async (options: InstanceOptions): Promise<Instance> => {
	const host = resolve(options.host ?? 'host');
	if (!existsSync(join(host, 'node_modules/n8n/bin/n8n'))) {
		throw new Error(`No n8n is installed in ${host}: use the npm scripts, which install it`);
	}
	const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'customer-messaging-n8n-')));
	await mkdir(folder, { recursive: true });
	return new Instance(
		host,
		options,
		await newSettings(resolve(folder), options.port, options.environment ?? {}),
	);
};
