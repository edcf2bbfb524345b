import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IHookFunctions,
	IDataObject,
	INode,
	INodeExecutionData,
	IWebhookData,
	IWebhookDescription,
	IWebhookFunctions,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataOf, workflowOf, type NodeToRun } from './n8n.ts';
import { answer, type Rest } from './n8n-answer.ts';
import { readRequest, requestOf, responseLikeExpress, type Delivered, type HttpRequest } from './n8n-http.ts';

/** A trigger that is active, with the workflow behind it. */
export interface ActiveTrigger {
	readonly node: NodeToRun;
	readonly rest?: Rest;
}

export type SetUpStep = 'checkExists' | 'create' | 'delete';

/** `test`: while the editor listens, at an address and with a memory of its own. */
export type Way = 'live' | 'test';

/** Where deliveries come in. */
export interface Reach {
	/** The network interface. Default: this machine only. */
	readonly host: string;
	/** Default: any that is free. */
	readonly port: number;
	/** The URL under which others see it, where it is not simply host and port. */
	readonly url?: string;
}

const NEAR: Reach = { host: '127.0.0.1', port: 0 };
const NO_REQUEST = new http.IncomingMessage(new Socket());
const PATHS = { live: '/webhook', test: '/webhook-test' } as const;

const webhookOf = ({ type }: NodeToRun): IWebhookDescription => {
	const [webhook] = type.description.webhooks ?? [];
	if (webhook === undefined) {
		throw new Error(`${type.description.displayName} has no webhook`);
	}
	return webhook;
};

const webhookDataOf = (
	node: NodeToRun,
	additionalData: IWorkflowExecuteAdditionalData,
	isTest = false,
): IWebhookData => ({
	httpMethod: 'POST',
	node: 'Node under test',
	path: 'path',
	webhookDescription: webhookOf(node),
	workflowId: 'workflow-1',
	workflowExecuteAdditionalData: additionalData,
	isTest,
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

/** With which n8n calls a set-up method. When it takes something away, it does not say whether that was for a test. */
const surroundingsOfStep = (
	step: SetUpStep,
	isTest: boolean,
): [WorkflowExecuteMode, WorkflowActivateMode] => {
	if (step === 'delete') {
		return ['internal', 'update'];
	}
	return isTest ? ['manual', 'manual'] : ['trigger', 'activate'];
};

/** The part of n8n that has to do with webhooks: one workflow with one trigger, a real server before it. */
export class WebhookHost {
	/** The items of each execution that was started. */
	readonly started: INodeExecutionData[][] = [];
	/** What the trigger logged. */
	readonly lines: string[] = [];
	/** Whatever went wrong and should not have; n8n would answer 500 and store a failed execution. */
	readonly crashes: unknown[] = [];
	/** What n8n keeps for the nodes, by their names: a renamed node has lost it. */
	readonly memory: Record<Way, IDataObject> = { live: {}, test: {} };
	/** Whether people, and with them the addresses for tests, have another host name than webhooks. */
	hasEditorElsewhere = false;
	private readonly reach: Reach;
	private active: Partial<Record<Way, ActiveTrigger>> = {};
	private readonly underWay = new Set<Promise<void>>();
	private readonly server = http.createServer((request, response) => {
		const received = this.receive(request, response).catch((error: unknown) => {
			this.crashes.push(error);
			if (!response.writableEnded) {
				response.writeHead(500).end();
			}
		});
		this.underWay.add(received);
		void received.finally(() => this.underWay.delete(received));
	});

	constructor(reach = NEAR) {
		this.reach = reach;
	}

	/** Its URL on this machine. */
	get near(): string {
		const address = this.server.address() as AddressInfo | null;
		return `http://${NEAR.host}:${address?.port ?? 0}`;
	}

	/** Its URL as others see it. */
	get origin(): string {
		return this.reach.url ?? this.near;
	}

	/** The URL below which the addresses of a way are. */
	originOf(way: Way): string {
		return way === 'test' && this.hasEditorElsewhere
			? this.origin.replace('127.0.0.1', 'localhost')
			: this.origin;
	}

	/** Address of the trigger's webhook, for those who enter it by hand. */
	get url(): string {
		return `${this.origin}${PATHS.live}/proto`;
	}

	/** From now on deliveries go to this trigger. */
	activate(trigger: ActiveTrigger, way: Way = 'live'): void {
		this.active[way] = trigger;
	}

	/** Activates a trigger as n8n does, also when it starts again; a trigger that refuses is cleaned up after. */
	async switchOn(trigger: ActiveTrigger, way: Way = 'live'): Promise<void> {
		const { node } = trigger;
		if (way === 'test') {
			this.memory.test = {};
		}
		try {
			if (!(await this.step(node, 'checkExists', way))) {
				await this.step(node, 'create', way);
			}
		} catch (error) {
			await this.step(node, 'delete', way).catch(() => false);
			throw error;
		}
		this.activate(trigger, way);
	}

	/** Deactivates it. */
	async switchOff({ node }: ActiveTrigger, way: Way = 'live'): Promise<void> {
		await this.step(node, 'delete', way);
		this.active = { ...this.active, [way]: undefined };
	}

	/** Runs one of a trigger's own set-up methods; what it keeps is kept, unless it fails. */
	async step(toRun: NodeToRun, step: SetUpStep, way: Way = 'live'): Promise<boolean> {
		const { workflow, node } = workflowOf(toRun);
		workflow.staticData = structuredClone(this.memory[way]);
		const additionalData = this.surroundingsOf(toRun);
		const isTest = way === 'test';
		const webhookData = webhookDataOf(toRun, additionalData, isTest);
		const [mode, activation] = surroundingsOfStep(step, isTest);
		const context = new HookContext(workflow, node, additionalData, mode, activation, webhookData);
		listenTo(context, this.lines);
		const method = toRun.type.webhookMethods?.default?.[step];
		if (method === undefined) {
			throw new Error(`${toRun.type.description.displayName} has no ${step}`);
		}
		const result = await method.call(context as unknown as IHookFunctions);
		this.memory[way] = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		return result;
	}

	/** Resolves when all deliveries that came in are answered and their runs are over. */
	async idle(): Promise<void> {
		while (this.underWay.size > 0) {
			await Promise.all(this.underWay);
		}
	}

	/** All items of all executions that were started. */
	items(): IDataObject[] {
		return this.started.flat().map(({ json }) => json);
	}

	clear(): void {
		this.active = {};
		this.hasEditorElsewhere = false;
		this.memory.live = {};
		this.memory.test = {};
		this.started.length = 0;
		this.lines.length = 0;
		this.crashes.length = 0;
	}

	async open(): Promise<void> {
		const { host, port } = this.reach;
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject).listen(port, host, resolve);
		});
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => {
			this.server.close(resolve);
		});
	}

	private surroundingsOf(toRun: NodeToRun): IWorkflowExecuteAdditionalData {
		const { live, test } = PATHS;
		const editor = this.originOf('test');
		const addresses = { webhookBaseUrl: this.origin + live, webhookTestBaseUrl: editor + test };
		return { ...additionalDataOf(toRun), ...addresses, instanceBaseUrl: editor };
	}

	/** Hands the trigger a delivery as n8n does when it has read it, without a wire; gives the status of the answer. */
	async hand(delivered: Delivered, way: Way = 'live'): Promise<number> {
		// Written to nobody.
		const response = new http.ServerResponse(NO_REQUEST);
		await this.take(requestOf(delivered), response, way);
		return response.statusCode;
	}

	private async receive(raw: IncomingMessage, response: ServerResponse): Promise<void> {
		const way = raw.url?.startsWith(`${PATHS.test}/`) === true ? 'test' : 'live';
		await this.take(await readRequest(raw), response, way);
	}

	private async take(httpRequest: HttpRequest, response: ServerResponse, way: Way): Promise<void> {
		const active = this.active[way];
		if (active === undefined) {
			throw new Error(`No trigger is active (${way})`);
		}
		const { node: toRun, rest = (items: INodeExecutionData[]) => items } = active;
		const { workflow, node } = workflowOf(toRun);
		workflow.staticData = structuredClone(this.memory[way]);
		const additionalData: IWorkflowExecuteAdditionalData = {
			...this.surroundingsOf(toRun),
			httpRequest,
			httpResponse: responseLikeExpress(response),
		};
		const webhookData = webhookDataOf(toRun, additionalData, way === 'test');
		const mode = way === 'test' ? 'manual' : 'webhook';
		const context = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
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
			const responseMode = setting(workflow, node, webhookData.webhookDescription, 'responseMode');
			const data = setting(workflow, node, webhookData.webhookDescription, 'responseData');
			await answer(response, outcome, { mode: responseMode, data, rest });
		}
	}
}
