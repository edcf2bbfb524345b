import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { CredentialTestContext, HookContext, WebhookContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IHookFunctions,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeExecutionData,
	IWebhookData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { additionalDataOf, workflowOf, type NodeToRun } from './n8n.ts';
import { readRequest, responseLikeExpress } from './n8n-http.ts';

/** The rest of the workflow behind the trigger: gives the items of its last node. */
export type Rest = (items: INodeExecutionData[]) => Promise<INodeExecutionData[]> | INodeExecutionData[];

/** A trigger that is active, with the workflow behind it. */
export interface ActiveTrigger {
	readonly node: NodeToRun;
	readonly rest?: Rest;
}

const HOST = '127.0.0.1';

const webhookOf = ({ type }: NodeToRun): IWebhookDescription => {
	const [webhook] = type.description.webhooks ?? [];
	if (webhook === undefined) {
		throw new Error(`${type.description.displayName} has no webhook`);
	}
	return webhook;
};

const webhookDataOf = (node: NodeToRun, additionalData: IWorkflowExecuteAdditionalData): IWebhookData => ({
	httpMethod: 'POST',
	node: 'Node under test',
	path: 'path',
	webhookDescription: webhookOf(node),
	workflowId: 'workflow-1',
	workflowExecuteAdditionalData: additionalData,
});

/** What a context logs, at any level, kept instead of written. */
function listenTo(context: HookContext | WebhookContext, lines: string[]): void {
	const keep = (message: string, metadata?: object): void => {
		lines.push(metadata === undefined ? message : `${message} ${JSON.stringify(metadata)}`);
	};
	const logger = { error: keep, warn: keep, info: keep, debug: keep };
	Object.defineProperty(context, 'logger', { value: logger });
}

/** A field of a webhook's description, worked out as n8n does it. */
const setting = (
	workflow: Workflow,
	node: INode,
	webhook: IWebhookDescription,
	name: 'responseMode' | 'responseData',
) => workflow.expression.getSimpleParameterValue(node, webhook[name], 'webhook', {}) as unknown;

/** The part of n8n that receives webhooks: one active trigger at a time, a real server before it. */
export class WebhookHost {
	/** The items of each execution that was started. */
	readonly started: INodeExecutionData[][] = [];
	/** What the trigger logged. */
	readonly lines: string[] = [];
	/** Whatever went wrong and should not have; n8n would answer 500 and store a failed execution. */
	readonly crashes: unknown[] = [];
	private active: ActiveTrigger | undefined;
	private readonly server = http.createServer((request, response) => {
		void this.receive(request, response).catch((error: unknown) => {
			this.crashes.push(error);
			if (!response.writableEnded) {
				response.writeHead(500).end();
			}
		});
	});

	/** Address of the trigger's webhook. */
	get url(): string {
		return `http://${HOST}:${(this.server.address() as AddressInfo).port}/webhook/proto`;
	}

	/** From now on deliveries go to this trigger. */
	activate(trigger: ActiveTrigger): void {
		this.active = trigger;
	}

	/** All items of all executions that were started. */
	items(): IDataObject[] {
		return this.started.flat().map(({ json }) => json);
	}

	clear(): void {
		this.active = undefined;
		this.started.length = 0;
		this.lines.length = 0;
		this.crashes.length = 0;
	}

	async open(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.server.listen(0, HOST, resolve);
		});
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => {
			this.server.close(resolve);
		});
	}

	private async receive(raw: IncomingMessage, response: ServerResponse): Promise<void> {
		if (this.active === undefined) {
			throw new Error('No trigger is active');
		}
		const { node: toRun, rest = (items: INodeExecutionData[]) => items } = this.active;
		const { workflow, node } = workflowOf(toRun);
		const additionalData: IWorkflowExecuteAdditionalData = {
			...additionalDataOf(toRun),
			httpRequest: await readRequest(raw),
			httpResponse: responseLikeExpress(response),
		};
		const webhookData = webhookDataOf(toRun, additionalData);
		const context = new WebhookContext(workflow, node, additionalData, 'webhook', webhookData, [], null);
		listenTo(context, this.lines);
		// n8n-core is built with laxer types than ours.
		const outcome = await toRun.type.webhook?.call(context as unknown as IWebhookFunctions);
		if (outcome === undefined) {
			throw new Error('The trigger does not receive webhooks');
		}
		if (outcome.noWebhookResponse === true && !response.headersSent) {
			throw new Error('The trigger leaves its caller without an answer');
		}
		const [items] = outcome.workflowData ?? [];
		if (items !== undefined) {
			this.started.push(items);
		}
		if (outcome.noWebhookResponse !== true) {
			const mode = setting(workflow, node, webhookData.webhookDescription, 'responseMode');
			const data = setting(workflow, node, webhookData.webhookDescription, 'responseData');
			await answer(response, outcome, { mode, data, rest });
		}
	}
}

interface Answering {
	readonly mode: unknown;
	readonly data: unknown;
	readonly rest: Rest;
}

/** Answers as n8n does where a trigger leaves it to it, as far as the triggers of this package do that. */
async function answer(
	response: ServerResponse,
	{ workflowData, webhookResponse }: IWebhookResponseData,
	{ mode, data, rest }: Answering,
): Promise<void> {
	const [items] = workflowData ?? [];
	if (items === undefined) {
		response.end(JSON.stringify((webhookResponse as unknown) ?? { message: 'Webhook call received' }));
		return;
	}
	if (mode === 'onReceived' && data === 'noData') {
		response.end();
		return;
	}
	if (mode !== 'lastNode' || data !== 'firstEntryJson') {
		throw new Error(`These tests do not know how n8n answers with ${String(mode)} and ${String(data)}`);
	}
	const [first] = await rest(items);
	if (first === undefined) {
		response.writeHead(500).end(JSON.stringify({ message: 'No item to return was found' }));
	} else {
		response.setHeader('content-type', 'application/json').end(JSON.stringify(first.json));
	}
}

/** Such a host for the tests of one file; each of them ends without a crash. */
export function useWebhookHost(): WebhookHost {
	const host = new WebhookHost();
	beforeAll(() => host.open());
	afterEach(() => {
		const [crash] = host.crashes;
		host.clear();
		if (crash !== undefined) {
			throw crash as Error;
		}
	});
	afterAll(() => host.close());
	return host;
}

/** Runs one of a trigger's own set-up methods, as n8n does on activation and deactivation. */
export async function setUp(toRun: NodeToRun, step: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
	const { workflow, node } = workflowOf(toRun);
	const additionalData = additionalDataOf(toRun);
	const context = new HookContext(
		workflow,
		node,
		additionalData,
		'trigger',
		'activate',
		webhookDataOf(toRun, additionalData),
	);
	const method = toRun.type.webhookMethods?.default?.[step];
	if (method === undefined) {
		throw new Error(`${toRun.type.description.displayName} has no ${step}`);
	}
	return await method.call(context as unknown as IHookFunctions);
}

/** Runs the test of a node's credential that the node itself brings, as the editor does on saving it. */
export async function testCredential(
	{ type, credentials = [] }: NodeToRun,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const [{ type: credential } = {}] = credentials;
	const entry = type.description.credentials?.find(({ name }) => name === credential?.name);
	const method =
		typeof entry?.testedBy === 'string' ? type.methods?.credentialTest?.[entry.testedBy] : undefined;
	if (credential === undefined || method === undefined) {
		throw new Error(`${type.description.displayName} tests no such credential`);
	}
	const { name } = credential;
	return await method.call(new CredentialTestContext(), { id: '1', name, type: name, data });
}
