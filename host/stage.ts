import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { sandboxCredentials } from './credentials.ts';
import { hasSetUp, readExample, SET_UP, type Choices, type ExampleName, type Workflow } from './examples.ts';
import { createInstance, type Importable, type Instance } from './instance.ts';
import { openShop, type Shop } from './shop.ts';

export type { Workflow } from './examples.ts';

/** A sandbox with a shop in it and a real n8n with our package, wired to each other. */
export interface Stage<Name extends ExampleName = never> {
	readonly sandbox: Sandbox;
	/** What the examples are connected to; without examples the sandbox is empty. */
	readonly shop: [Name] extends [never] ? undefined : Shop;
	readonly n8n: Instance;
	/** The examples that were asked for, published. */
	readonly workflows: Readonly<Record<Name, Workflow>>;
	close(): Promise<void>;
}

export interface StageOptions<Name extends ExampleName = never> {
	/** Told what takes long. */
	readonly log?: (line: string) => void;
	/** Gets the sandbox's line per call. */
	readonly sandboxLog?: (line: string) => void;
	/** Examples to import, to set up and to publish. Default: none. */
	readonly examples?: readonly Name[];
	/** Further workflows, imported only. */
	readonly workflows?: readonly Importable[];
	/** Further environment of n8n. */
	readonly environment?: Readonly<Record<string, string>>;
}

const PROTO_TRIGGER = 'n8n-nodes-customer-messaging.protoTrigger';

/** The production URL of a workflow's Proto Trigger. */
export const protoWebhook = ({ url }: Instance, { nodes }: Workflow): string => {
	const trigger = nodes.find(({ type }) => type === PROTO_TRIGGER);
	return `${url}/webhook/${trigger?.webhookId ?? ''}/proto`;
};

/** What the user of an example would choose from lists. */
const choicesFor = (name: ExampleName, { messenger, botOnly, inbox }: Shop): Choices => ({
	channel: name === 'bot' ? botOnly.id : messenger.id,
	inbox,
});

const readExamples = async <Name extends ExampleName>(
	names: readonly Name[],
	shop: Shop | undefined,
): Promise<Record<Name, Workflow>> => {
	const read = names.map(
		async (name) => [name, await readExample(name, shop ? choicesFor(name, shop) : {})] as const,
	);
	return Object.fromEntries(await Promise.all(read)) as Record<Name, Workflow>;
};

/** Enters the addresses of Proto Triggers, as people do in Proto by hand. */
const enterInProto = (
	{ proto }: Sandbox,
	n8n: Instance,
	{ bot, escalation, profile }: Partial<Record<ExampleName, Workflow>>,
): void => {
	const settings = (workflow: Workflow | undefined, key: 'profileUrl' | 'url'): object =>
		workflow === undefined ? {} : { [key]: protoWebhook(n8n, workflow) };
	proto.webhook = { ...settings(escalation, 'url'), ...settings(profile, 'profileUrl') };
	proto.channel(proto.otherChannelId).webhook = settings(bot, 'url');
};

/** Does what the sticky notes of the examples ask for, before and after they are switched on. */
export const putOnStage = async (
	n8n: Instance,
	sandbox: Sandbox,
	workflows: Partial<Record<ExampleName, Workflow>>,
): Promise<void> => {
	for (const workflow of Object.values(workflows)) {
		if (hasSetUp(workflow)) await n8n.executeOnce(workflow.id, SET_UP);
		await n8n.publish(workflow.id);
	}
	enterInProto(sandbox, n8n, workflows);
};

/**
 * Starts a sandbox and a new n8n: our package is packed and installed as a user's n8n has it, the examples are
 * imported with their credentials and published, and the sandbox knows the addresses of their webhooks.
 */
export async function setStage<Name extends ExampleName = never>(
	options: StageOptions<Name> = {},
): Promise<Stage<Name>> {
	const { log, sandboxLog, examples = [], environment = {} } = options;
	const sandbox = await startSandbox(sandboxLog === undefined ? {} : { log: sandboxLog });
	const n8n = await createInstance({
		packageFolder: '.',
		environment,
		...(log === undefined ? {} : { log }),
	});
	const close = async (): Promise<void> => {
		await n8n.dispose();
		await sandbox.close();
	};
	try {
		const shop = examples.length === 0 ? undefined : await openShop(sandbox);
		const workflows = await readExamples(examples, shop);
		await n8n.installPackage();
		await n8n.importCredentials(sandboxCredentials(sandbox));
		const all = [...Object.values<Workflow>(workflows), ...(options.workflows ?? [])];
		if (all.length > 0) await n8n.importWorkflows(all);
		await n8n.start();
		await n8n.setUpOwner();
		await putOnStage(n8n, sandbox, workflows);
		return { sandbox, shop: shop as Stage<Name>['shop'], n8n, workflows, close };
	} catch (error) {
		await close();
		throw error;
	}
}
