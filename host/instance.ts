/** A real n8n of its own, for the end-to-end tests and `npm start`. It runs what `npm ci` installed in this folder. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { singleProcess, type Deployment } from './deployment.ts';
import { Executions, type Execution, type FullExecution } from './executions.ts';
import { packPackage, unpackInto } from './package.ts';
import { publishLive, unpublishLive } from './publication.ts';
import { queueDeployment } from './queue.ts';
import { Rest } from './rest.ts';

export { itemsOf, type Execution, type FullExecution } from './executions.ts';
export { OWNER } from './rest.ts';

/** n8n's own names for: all in one process, on SQLite; and several processes on PostgreSQL and Redis. */
export type ExecutionsMode = 'regular' | 'queue';

export interface InstanceOptions {
	/** By default what EXECUTIONS_MODE in our environment says, else `regular`. */
	readonly mode?: ExecutionsMode;
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
	readonly #folder: string;
	readonly #options: InstanceOptions;
	readonly #deployment: Deployment;
	readonly #rest = new Rest(() => this.url);
	readonly #executions: Executions;

	constructor(host: string, folder: string, options: InstanceOptions, deployment: Deployment) {
		this.#folder = folder;
		this.#options = options;
		this.#deployment = deployment;
		this.#executions = new Executions(this.#rest, host);
	}

	/** Known before the start, and the same after a restart. */
	get url(): string {
		return this.#deployment.url;
	}

	/** What n8n consists of; each has a number (`pid`) and can be ended by it. */
	get processes(): Deployment['processes'] {
		return this.#deployment.processes;
	}

	/** All that n8n has printed so far, through all its restarts, process by process. */
	logs(): string {
		return this.processes.map((one) => one.log()).join('\n');
	}

	/** Puts our package where n8n keeps community packages; it is loaded at the next start. */
	async installPackage(): Promise<void> {
		const { packageFolder, packageTarball } = this.#options;
		const tarball = packageTarball ?? (await packPackage(packageFolder ?? '.', join(this.#folder, 'packed')));
		for (const { settings } of this.processes) {
			await unpackInto(settings.userFolder, tarball);
		}
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
		if (!this.#runs) {
			await this.#command(['publish:workflow', `--id=${workflowId}`]);
			return;
		}
		await publishLive(this.#rest, workflowId);
	}

	/** The opposite of `publish`; the server must be running. */
	async unpublish(workflowId: string): Promise<void> {
		await unpublishLive(this.#rest, workflowId);
	}

	/** Starts what does not run, e.g. a worker that was killed, and returns once all of n8n answers. */
	async start(): Promise<void> {
		this.#options.log?.(`Starting n8n at ${this.url} …`);
		await this.#deployment.start();
		if (this.processes.length === 1) return;
		const parts = this.processes.map(({ role, pid }) => `${role} ${pid ?? ''}`);
		this.#options.log?.(`n8n's processes: ${parts.join(', ')}`);
	}

	async stop(): Promise<void> {
		await this.#deployment.stop();
	}

	/** Same folder, same address; whoever was signed in still is. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Stops n8n, and removes its folder if that was a temporary one. */
	async dispose(): Promise<void> {
		await this.#deployment.dispose();
		if (this.#options.folder === undefined) await rm(this.#folder, { recursive: true, force: true });
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

	/** Every run of a workflow that has ended, newest first. */
	async endedExecutions(workflowId: string): Promise<Execution[]> {
		return await this.#executions.ended(workflowId);
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

	get #runs(): boolean {
		return this.processes.some(({ runs }) => runs);
	}

	async #import(kind: 'credentials' | 'workflow', values: readonly Importable[]): Promise<void> {
		const file = join(this.#folder, `import-${kind}.json`);
		await writeFile(file, JSON.stringify(values));
		await this.#command([`import:${kind}`, `--input=${file}`]);
		// It holds secrets.
		await rm(file);
	}

	async #command(args: readonly string[]): Promise<void> {
		if (this.#runs) throw new Error(`n8n ${args[0] ?? ''} needs the server stopped`);
		this.#options.log?.(`n8n ${args.join(' ')} …`);
		await this.processes[0].command(args);
	}
}

/** A new instance; nothing runs yet. */
export const createInstance = async (options: InstanceOptions): Promise<Instance> => {
	const host = resolve(options.host ?? 'host');
	if (!existsSync(join(host, 'node_modules/n8n/bin/n8n'))) {
		throw new Error(`No n8n is installed in ${host}: use the npm scripts, which install it`);
	}
	const folder = resolve(options.folder ?? (await mkdtemp(join(tmpdir(), 'customer-messaging-n8n-'))));
	await mkdir(folder, { recursive: true });
	const { mode = process.env.EXECUTIONS_MODE, port, environment = {} } = options;
	const deploy = mode === 'queue' ? queueDeployment : singleProcess;
	try {
		return new Instance(host, folder, options, await deploy({ host, folder, port, environment }));
	} catch (error) {
		if (options.folder === undefined) await rm(folder, { recursive: true });
		throw error;
	}
};
