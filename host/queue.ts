import { join } from 'node:path';
import { openStores } from './stores.ts';
import type { Deployment, DeploymentOptions } from './deployment.ts';
import { startFront, type Front } from './front.ts';
import { N8nProcess, type Role } from './process.ts';
import { encryptionKeyOf, freePort, localUrl } from './settings.ts';

/** What every process is told: nothing is done by main that another can do, as where one machine is not enough. */
const QUEUE = {
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	// By default a run that ends before n8n begins to wait for its end is forgotten, and its webhook never answered
	// (seen under load, once in 600). Remembered, it is found after five seconds.
	N8N_EXECUTIONS_QUEUE_KEEP_LAST_COMPLETED: '1000',
	N8N_EXECUTIONS_QUEUE_KEEP_LAST_FAILED: '1000',
};

/** n8n's queue mode: main, a webhook processor and two workers, behind one address. */
export const queueDeployment = async (options: DeploymentOptions): Promise<Deployment> => {
	const { host, folder, environment } = options;
	const port = options.port ?? (await freePort());
	const url = localUrl(port);
	const encryptionKey = encryptionKeyOf(folder);
	const stores = await openStores(host);

	/** Each has a folder of its own, as on a machine of its own. */
	const processOf = async (role: Role, name: string): Promise<N8nProcess> => {
		const itsPort = await freePort();
		return new N8nProcess(host, role, {
			userFolder: join(folder, name),
			port: itsPort,
			brokerPort: await freePort(),
			encryptionKey,
			url,
			environment: {
				...QUEUE,
				QUEUE_HEALTH_CHECK_PORT: String(itsPort),
				...stores.environment,
				...environment,
			},
		});
	};
	const main = await processOf('main', 'main');
	const webhook = await processOf('webhook', 'webhook');
	const workers = [await processOf('worker', 'worker-1'), await processOf('worker', 'worker-2')];
	const processes = [main, webhook, ...workers] as const;
	let front: Front | undefined;

	const stop = async (): Promise<void> => {
		await front?.close();
		front = undefined;
		await Promise.all(processes.map(async (one) => await one.stop()));
	};
	return {
		url,
		processes,
		async start() {
			// It brings the database up to date, which is not for four to do at the same time.
			await main.start();
			await Promise.all(processes.map(async (one) => await one.start()));
			front ??= await startFront(port, main.url, webhook.url);
		},
		stop,
		async dispose() {
			await stop();
			await stores.remove();
		},
	};
};
