import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lockFile from '../package-lock.json' with { type: 'json' };
import { createInstance, type Importable, type Instance } from '../host/instance.ts';

const lock = lockFile as {
	readonly packages: Readonly<
		Record<string, { readonly dependencies?: Readonly<Record<string, string>> } | undefined>
	>;
};

/** The credentials of the nodes that are measured, for the service at this address. */
const credentialsFor = (service: string): Importable[] => [
	{
		id: 'benchChatwoot001',
		name: 'Bench Chatwoot',
		type: 'chatwootInstallationApi',
		data: { url: service, accessToken: 'bench', accountId: '1' },
	},
	{
		id: 'benchPeer0000001',
		name: 'Bench peer',
		type: 'chatwootApi',
		data: { url: service, accessToken: 'bench' },
	},
	{
		id: 'benchAmio0000001',
		name: 'Bench Amio',
		type: 'amioMessagingApi',
		data: { accessToken: 'bench', baseUrl: `${service}/v1` },
	},
	{
		id: 'benchSecret00001',
		name: 'Bench secret',
		type: 'chatwootWebhookSecretApi',
		data: { secret: SECRET },
	},
	{
		id: 'benchProto000001',
		name: 'Bench Proto channel',
		type: 'protoMessagingChannelApi',
		data: { channelSecret: SECRET },
	},
];

/** The declarative Chatwoot node that is measured beside ours. */
const PEER = '@devlikeapro/n8n-nodes-chatwoot';

/** With which the triggers' deliveries are signed. */
export const SECRET = 'bench-secret-that-signs-nothing-else';

/** A package and all that it needs, by the lock file of this folder. */
const closureOf = (name: string, found = new Set<string>()): Set<string> => {
	if (found.has(name)) return found;
	found.add(name);
	for (const dependency of Object.keys(lock.packages[`node_modules/${name}`]?.dependencies ?? {})) {
		closureOf(dependency, found);
	}
	return found;
};

export interface Host {
	readonly n8n: Instance;
	/** Ends n8n and removes what it kept. */
	readonly close: () => Promise<void>;
}

/** A new n8n with our package, the peer's and the bench's own nodes; it keeps no data of runs that succeed. */
export const openHost = async (
	service: string,
	workflows: readonly Importable[],
	environment: Readonly<Record<string, string>>,
): Promise<Host> => {
	const folder = await mkdtemp(join(tmpdir(), 'bench-n8n-'));
	const n8n = await createInstance({
		mode: 'regular',
		folder,
		packageFolder: '.',
		environment: {
			EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
			N8N_PAYLOAD_SIZE_MAX: '64',
			...environment,
		},
	});
	await n8n.installPackage();
	const modules = join(folder, '.n8n/nodes/node_modules');
	await mkdir(modules, { recursive: true });
	for (const name of closureOf(PEER)) {
		await cp(join('node_modules', name), join(modules, name), { recursive: true });
	}
	await cp('bench/nodes', join(modules, 'n8n-nodes-bench'), { recursive: true });
	await n8n.importCredentials(credentialsFor(service));
	await n8n.importWorkflows(workflows);
	await n8n.start();
	await n8n.setUpOwner();
	for (const { id } of workflows) await n8n.publish(id);
	return {
		n8n,
		close: async () => {
			await n8n.dispose();
			await rm(folder, { recursive: true, force: true });
		},
	};
};
