import { N8nProcess } from './process.ts';
import { encryptionKeyOf, freePort, localUrl } from './settings.ts';

/** How n8n runs: as one process, or as several that share a database and a queue. */
export interface Deployment {
	/** Known before the start, and the same after a restart. */
	readonly url: string;
	/** n8n's commands are run with the settings of the first, and our package belongs into the folder of each. */
	readonly processes: readonly [N8nProcess, ...N8nProcess[]];
	/** Starts what does not run, and returns once all of it answers. */
	start(): Promise<void>;
	stop(): Promise<void>;
	/** Stops, and gives back what n8n used outside its folder. */
	dispose(): Promise<void>;
}

/** What there is to say about a deployment, whatever it consists of. */
export interface DeploymentOptions {
	/** Where n8n is installed. */
	readonly host: string;
	/** Where it keeps everything that is in no database. */
	readonly folder: string;
	readonly port: number | undefined;
	/** Further environment of n8n. */
	readonly environment: Readonly<Record<string, string>>;
}

/** n8n as most people begin with it: one process, and SQLite in its folder. */
export const singleProcess = async (options: DeploymentOptions): Promise<Deployment> => {
	const { host, folder, environment } = options;
	const port = options.port ?? (await freePort());
	const url = localUrl(port);
	const main = new N8nProcess(host, 'main', {
		userFolder: folder,
		port,
		brokerPort: await freePort(),
		encryptionKey: encryptionKeyOf(folder),
		url,
		environment,
	});
	return {
		url,
		processes: [main],
		start: async () => await main.start(),
		stop: async () => await main.stop(),
		dispose: async () => await main.stop(),
	};
};
