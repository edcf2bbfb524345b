import type { Importable } from '../host/instance.ts';

interface Node {
	readonly name: string;
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: object;
	readonly credentials?: object;
	readonly webhookId?: string;
}

const workflowOf = (id: string, nodes: readonly Node[]): Importable => ({
	id,
	name: id,
	nodes: nodes.map((node, index) => ({ typeVersion: 1, ...node, id: node.name, position: [220 * index, 0] })),
	connections: Object.fromEntries(
		nodes
			.slice(1)
			.map(({ name: to }, index) => [
				nodes[index]?.name ?? '',
				{ main: [[{ node: to, type: 'main', index: 0 }]] },
			]),
	),
	settings: { executionOrder: 'v1' },
});

const CHATWOOT = { chatwootInstallationApi: { id: 'benchChatwoot001', name: 'Bench Chatwoot' } };

const ours = (type: string, parameters: object, credentials: object): Node => ({
	name: 'Measured',
	type: `n8n-nodes-customer-messaging.${type}`,
	parameters,
	credentials,
});

const byId = (value: string): object => ({ __rl: true, mode: 'id', value });

/** Chatwoot: Message: Send, with so many requests at the same time. */
const send = (parallel: number): Node =>
	ours(
		'chatwoot',
		{
			resource: 'message',
			operation: 'send',
			conversation: byId('={{ $json.conversation }}'),
			content: '={{ $json.content }}',
			options: { maxParallel: parallel },
		},
		CHATWOOT,
	);

/** n8n's HTTP Request node, set up as a person would for the same call. */
const httpRequest = (service: string): Node => ({
	name: 'Measured',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `=${service}/api/v1/accounts/1/conversations/{{ $json.conversation }}/messages`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'chatwootInstallationApi',
		sendBody: true,
		contentType: 'json',
		specifyBody: 'keypair',
		bodyParameters: { parameters: [{ name: 'content', value: '={{ $json.content }}' }] },
		options: {},
	},
	credentials: CHATWOOT,
});

/** The peer's node for the same call. */
const PEER: Node = {
	name: 'Measured',
	type: '@devlikeapro/n8n-nodes-chatwoot.chatWoot',
	parameters: {
		resource: 'Messages',
		operation: 'Create A New Message In A Conversation',
		account_id: 1,
		conversation_id: '={{ $json.conversation }}',
		content: '={{ $json.content }}',
		message_type: 'outgoing',
		private: false,
		content_type: 'text',
		content_attributes: '{}',
		template_params: '{}',
		requestOptions: {},
	},
	credentials: { chatwootApi: { id: 'benchPeer0000001', name: 'Bench peer' } },
};

const NOTHING: Node = { name: 'Measured', type: 'n8n-nodes-base.noOp', parameters: {} };

const contacts = (parallel: number): Node =>
	ours(
		'amio',
		{
			resource: 'contact',
			operation: 'getMany',
			channel: byId('1'),
			returnAll: true,
			options: { maxParallel: parallel },
		},
		{ amioMessagingApi: { id: 'benchAmio0000001', name: 'Bench Amio' } },
	);

/** The path of a measurement's webhook, and the name of its node for the table. */
export const MEASURED = {
	'ours-1': (): Node => send(1),
	'ours-10': (): Node => send(10),
	'ours-50': (): Node => send(50),
	'http-request': httpRequest,
	peer: (): Node => PEER,
	nothing: (): Node => NOTHING,
	'contacts-3': (): Node => contacts(3),
	'contacts-10': (): Node => contacts(10),
} as const satisfies Record<string, (service: string) => Node>;

export type Measured = keyof typeof MEASURED;

/** Called with `{count, conversations}`, answers with what the clock shows. */
const measuring = (name: Measured, service: string): Importable =>
	workflowOf(`bench-${name}`.padEnd(16, '-'), [
		{
			name: 'Start',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: `bench-${name}`,
			parameters: { httpMethod: 'POST', path: `bench-${name}`, responseMode: 'lastNode', options: {} },
		},
		{
			name: 'Items',
			type: 'n8n-nodes-bench.benchItems',
			parameters: {
				count: '={{ $json.body.count }}',
				conversations: '={{ $json.body.conversations }}',
			},
		},
		MEASURED[name](service),
		{ name: 'End', type: 'n8n-nodes-bench.benchEnd', parameters: {} },
	]);

export const measuringWorkflows = (service: string): Importable[] =>
	(Object.keys(MEASURED) as Measured[]).map((name) => measuring(name, service));

/** Paths below `/webhook/` of the triggers that are measured. */
export const TRIGGERS = {
	bare: 'bench-trigger-bare/bench',
	webhook: 'bench-trigger-webhook',
	chatwoot: 'bench-trigger-chatwoot/chatwoot',
	proto: 'bench-trigger-proto/proto',
} as const;

export type Trigger = keyof typeof TRIGGERS;

const triggerNodes: Readonly<Record<Trigger, Omit<Node, 'name' | 'webhookId'>>> = {
	bare: { type: 'n8n-nodes-bench.benchTrigger', parameters: {} },
	webhook: {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path: TRIGGERS.webhook, responseMode: 'onReceived', options: {} },
	},
	chatwoot: {
		type: 'n8n-nodes-customer-messaging.chatwootTrigger',
		parameters: { source: 'accountWebhook', setUp: 'byHand', events: ['message_created'], options: {} },
		credentials: { chatwootWebhookSecretApi: { id: 'benchSecret00001', name: 'Bench secret' } },
	},
	proto: {
		type: 'n8n-nodes-customer-messaging.protoTrigger',
		parameters: { events: ['message'], split: 'message', options: {} },
		credentials: { protoMessagingChannelApi: { id: 'benchProto000001', name: 'Bench Proto channel' } },
	},
};

export const triggerWorkflows = (): Importable[] =>
	(Object.keys(TRIGGERS) as Trigger[]).map((name) =>
		workflowOf(`trigger-${name}`.padEnd(16, '-'), [
			{ ...triggerNodes[name], name: 'Trigger', webhookId: `bench-trigger-${name}` },
			{ name: 'Done', type: 'n8n-nodes-base.noOp', parameters: {} },
		]),
	);
