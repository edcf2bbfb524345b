import type { Importable } from '../../host/instance.ts';

/** A node of a workflow. */
export interface Step {
	readonly name: string;
	readonly type: string;
	readonly parameters?: object;
	readonly credentials?: object;
	readonly typeVersion?: number;
	readonly executeOnce?: boolean;
	readonly alwaysOutputData?: boolean;
	readonly webhookId?: string;
}

/** The credentials of the stage that our nodes are given. */
const CREDENTIALS: Readonly<Record<string, object>> = {
	proto: { protoMessagingApi: { id: 'protoSandbox0001', name: 'Proto (sandbox)' } },
	protoTrigger: {
		protoMessagingChannelApi: { id: 'protoSandbox0002', name: 'Proto channel (sandbox)' },
	},
	protoAicx: { protoAicxApi: { id: 'aicxSandbox00001', name: 'Proto AICX (sandbox)' } },
	chatwootTrigger: { chatwootInstallationApi: { id: 'chatwootSandbox1', name: 'Chatwoot (sandbox)' } },
	amio: { amioMessagingApi: { id: 'amioSandbox00001', name: 'Amio (sandbox)' } },
	amioTrigger: { amioMessagingApi: { id: 'amioSandbox00001', name: 'Amio (sandbox)' } },
	chatwootRealtimeTrigger: {
		chatwootInstallationApi: { id: 'chatwootSandbox1', name: 'Chatwoot (sandbox)' },
	},
	chatwootTool: { chatwootInstallationApi: { id: 'chatwootSandbox1', name: 'Chatwoot (sandbox)' } },
	chatwoot: { chatwootInstallationApi: { id: 'chatwootSandbox1', name: 'Chatwoot (sandbox)' } },
};

/** A step with one of our nodes. */
export const ours = (name: string, type: string, parameters: object, settings: object = {}): Step => ({
	name,
	type: `n8n-nodes-customer-messaging.${type}`,
	parameters,
	credentials: CREDENTIALS[type] ?? {},
	...settings,
});

/** A step with one of n8n's own nodes. */
export const theirs = (name: string, type: string, typeVersion: number, parameters: object): Step => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters,
});

/** A step that starts a workflow when a webhook comes to it. */
export const trigger = (name: string, type: string, webhookId: string, parameters: object): Step =>
	ours(name, type, parameters, { webhookId });

/** A workflow that does one step after the other, and is started by hand unless it has a trigger. */
export function workflowOf(
	id: string,
	name: string,
	steps: readonly Step[],
	start: Step = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
): Importable {
	const nodes = [start, ...steps].map((step, index) => ({
		typeVersion: 1,
		parameters: {},
		...step,
		id: step.name,
		position: [220 * index, 0],
	}));
	const connections = Object.fromEntries(
		steps.map(({ name: to }, index) => [
			nodes[index]?.name ?? '',
			{ main: [[{ node: to, type: 'main', index: 0 }]] },
		]),
	);
	return { id, name, nodes, connections, settings: { executionOrder: 'v1' } };
}

/** What a field with a list holds when an ID was typed in. */
export const byId = (value: unknown): object => ({ __rl: true, mode: 'id', value });

/** Answers customers of Amio; a delivery counts as taken only when that is done. */
export const answeringWorkflow = (id: string, webhookId: string): Importable => {
	const channel = byId('CHANNEL');
	return workflowOf(
		id,
		'Answers, and only then takes the delivery',
		[
			ours('Answer', 'amio', {
				resource: 'message',
				operation: 'send',
				channel,
				sendTo: 'contact',
				contact: byId('={{ $json.contact.id }}'),
				contentType: 'text',
				text: 'We are looking into it',
			}),
		],
		trigger('Amio Trigger', 'amioTrigger', webhookId, { channel, acknowledge: 'afterRun' }),
	);
};
