import { readFile } from 'node:fs/promises';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { createInstance, type Importable, type Instance } from './instance.ts';

/** The example workflows, by what they are for; each is a file in `examples/`. */
const EXAMPLES = {
	startConversation: 'proto-start-conversation',
	botAnswers: 'proto-bot-answers',
	profileRequest: 'proto-profile-request',
	aicxTicket: 'aicx-ticket-for-customer',
} as const;

/** A workflow as it is exported. */
export interface Workflow extends Importable {
	readonly nodes: readonly { readonly name: string; readonly type: string; readonly webhookId?: string }[];
}

/** A sandbox and a real n8n with our package, wired to each other. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly n8n: Instance;
	readonly workflows: Readonly<Record<keyof typeof EXAMPLES, Workflow>>;
	close(): Promise<void>;
}

export interface StageOptions {
	/** Told what takes long. */
	readonly log?: (line: string) => void;
	/** Gets the sandbox's line per call. */
	readonly sandboxLog?: (line: string) => void;
	/** Workflows beside the examples. */
	readonly workflows?: readonly Importable[];
}

const readExample = async (name: string): Promise<Workflow> =>
	JSON.parse(await readFile(`examples/${name}.json`, 'utf8')) as Workflow;

/** The credentials that the examples name, with the sandbox's own tokens. */
const sandboxCredentials = ({ proto, aicx, chatwoot, amio }: Sandbox): Importable[] => [
	{
		id: 'protoSandbox0001',
		name: 'Proto (sandbox)',
		type: 'protoMessagingApi',
		data: { accessToken: proto.token, channelId: proto.channelId, baseUrl: proto.baseUrl },
	},
	{
		id: 'protoSandbox0002',
		name: 'Proto channel (sandbox)',
		type: 'protoMessagingChannelApi',
		data: { channelSecret: proto.channelSecret },
	},
	{
		id: 'aicxSandbox00001',
		name: 'Proto AICX (sandbox)',
		type: 'protoAicxApi',
		data: { takeoverSecret: aicx.secret, teamspaceId: aicx.teamspaceId, baseUrl: aicx.baseUrl },
	},
	{
		id: 'chatwootSandbox1',
		name: 'Chatwoot (sandbox)',
		type: 'chatwootInstallationApi',
		data: {
			url: chatwoot.baseUrl,
			accessToken: chatwoot.tokens.administrator,
			accountId: String(chatwoot.accountId),
		},
	},
	{
		id: 'amioSandbox00001',
		name: 'Amio (sandbox)',
		type: 'amioMessagingApi',
		data: { accessToken: amio.token, baseUrl: amio.baseUrl },
	},
];

/** Whether something from outside can start the workflow; n8n publishes no others. */
const listens = ({ nodes }: Workflow): boolean => nodes.some(({ webhookId }) => webhookId !== undefined);

/** The production URL of a workflow's Proto Trigger. */
const protoWebhook = ({ url }: Instance, { nodes }: Workflow): string => {
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-customer-messaging.protoTrigger');
	return `${url}/webhook/${trigger?.webhookId ?? ''}/proto`;
};

/**
 * Starts a sandbox and a new n8n: our package is packed and installed as a user's n8n has it, the examples are
 * imported with their credentials and published, and the sandbox knows the addresses of their webhooks.
 */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
	const { log, sandboxLog } = options;
	const sandbox = await startSandbox(sandboxLog === undefined ? {} : { log: sandboxLog });
	const n8n = await createInstance({ packageFolder: '.', ...(log === undefined ? {} : { log }) });
	const close = async (): Promise<void> => {
		await n8n.dispose();
		await sandbox.close();
	};
	try {
		const read = Object.entries(EXAMPLES).map(async ([key, file]) => [key, await readExample(file)] as const);
		const workflows = Object.fromEntries(await Promise.all(read)) as Stage['workflows'];
		await n8n.installPackage();
		await n8n.importCredentials(sandboxCredentials(sandbox));
		await n8n.importWorkflows([...Object.values(workflows), ...(options.workflows ?? [])]);
		await n8n.start();
		await n8n.setUpOwner();
		for (const { id } of Object.values(workflows).filter(listens)) {
			await n8n.publish(id);
		}
		sandbox.proto.webhook = {
			url: protoWebhook(n8n, workflows.botAnswers),
			profileUrl: protoWebhook(n8n, workflows.profileRequest),
		};
		return { sandbox, n8n, workflows, close };
	} catch (error) {
		await close();
		throw error;
	}
}
