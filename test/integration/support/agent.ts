import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Request } from 'express';
import { WebhookContext } from 'n8n-core';
import {
	deepCopy,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookData,
} from 'n8n-workflow';
import { additionalDataOf, chosen, executionOf, type NodeToRun } from './n8n.ts';

/** A tool as an AI agent sees it. */
interface Tool {
	readonly name: string;
	readonly description: string;
	invoke(args: IDataObject): Promise<string>;
}

/** What an agent does with its tool; gives what the agent says in the end. */
export type Thought = (tool: Tool) => Promise<IDataObject>;

/** A parameter that the agent fills in. */
export const fromAi = (key: string, what: string): string => `={{ $fromAI('${key}', '${what}', 'string') }}`;

/** A node's twin, which n8n makes of every node that is usable as a tool. */
const twinOf = (type: INodeType): INodeType => {
	const { usableAsTool, ...description } = deepCopy(type.description);
	if (usableAsTool !== true) {
		throw new Error(`${description.displayName} is not usable as a tool`);
	}
	const outputs = [NodeConnectionTypes.AiTool];
	const twin = { ...description, name: `${description.name}Tool`, inputs: [], outputs };
	return Object.assign(Object.create(type) as INodeType, { description: twin });
};

/** An agent that thinks what the test tells it. */
const agentOf = (think: Thought): INodeType => ({
	description: {
		name: 'agent',
		displayName: 'Agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	} satisfies INodeTypeDescription,
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		if (tool === undefined) {
			throw new Error('The agent got no tool');
		}
		return [[{ json: await think(tool) }]];
	},
});

/** A workflow of an agent, and the node as its tool. */
function workflowWith(toRun: NodeToRun, think: Thought): { workflow: Workflow; agent: INode } {
	const twin = twinOf(toRun.type);
	const types: Record<string, INodeType> = { agent: agentOf(think), [twin.description.name]: twin };
	const typeOf = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) {
			throw new Error(`There is no type ${name}`);
		}
		return type;
	};
	const common = { typeVersion: 1, position: [0, 0] as [number, number] };
	const agent: INode = { ...common, id: '1', name: 'Agent', type: 'agent', parameters: {} };
	const tool: INode = {
		...common,
		id: '2',
		name: 'Tool',
		type: twin.description.name,
		parameters: toRun.parameters,
		credentials: chosen(toRun.credentials ?? []),
		...toRun.settings,
	};
	const workflow = new Workflow({
		id: 'workflow-1',
		name: 'Test',
		nodes: [agent, tool],
		connections: { Tool: { ai_tool: [[{ node: 'Agent', type: NodeConnectionTypes.AiTool, index: 0 }]] } },
		active: false,
		nodeTypes: { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) },
	});
	return { workflow, agent };
}

/** Runs an agent in n8n's own engine, which calls the node as its tool. */
export async function runAgent(toRun: NodeToRun, think: Thought): Promise<IDataObject> {
	const { workflow, agent } = workflowWith(toRun, think);
	const execution = executionOf(toRun, [{ node: agent, data: { main: [[{ json: {} }]] }, source: null }]);
	const { data } = await execution.processRunExecutionData(workflow);
	const [task] = data.resultData.runData.Agent ?? [];
	if (task?.error !== undefined) {
		throw task.error;
	}
	return task?.data?.main?.[0]?.[0]?.json ?? {};
}

const emptyRequest = (): Request => Object.assign(new IncomingMessage(new Socket()), { body: {} }) as Request;

/** Gives the node as a tool that n8n's MCP Server Trigger hands to its clients: there is no execution around it. */
export async function toolOverMcp(toRun: NodeToRun): Promise<Tool> {
	const { workflow, agent } = workflowWith(toRun, () => Promise.resolve({}));
	const additionalData = { ...additionalDataOf(toRun), httpRequest: emptyRequest() };
	const context = new WebhookContext(
		workflow,
		agent,
		additionalData,
		'webhook',
		{} as IWebhookData,
		[],
		null,
	);
	const [tool] = (await context.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
	if (tool === undefined) {
		throw new Error('The trigger got no tool');
	}
	return tool;
}
