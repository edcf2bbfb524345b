import { createHash } from 'node:crypto';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IBinaryKeyData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteContextData,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type NodeExecutionHint,
} from 'n8n-workflow';

/** A node to run, as a workflow would hold it. */
export interface NodeToRun {
	readonly type: INodeType;
	readonly parameters: INodeParameters;
	/** The node's credential types, each with the values that a user would have entered. */
	readonly credentials?: readonly {
		type: ICredentialType;
		data: ICredentialDataDecryptedObject;
		/** Under which n8n keeps it; a change of its data leaves it as it is. Default: another for other data. */
		id?: string;
	}[];
	/** Files of the items, by item and binary property. */
	readonly files?: readonly IBinaryKeyData[];
	/** Settings of the workflow, e.g. its `timezone`. */
	readonly workflowSettings?: IWorkflowSettings;
	/** Settings of the node: `retryOnFail`, `maxTries`, `waitBetweenTries`, `onError`. */
	readonly settings?: Partial<INode>;
	/** Sees each request that goes out with the credential, at the last moment; what it gives goes out instead. */
	readonly onRequest?: (request: IHttpRequestOptions) => IHttpRequestOptions;
	/** What n8n kept of an earlier execution that failed, when this one repeats it. */
	readonly contextData?: IExecuteContextData;
}

/** What a run of one node gave. */
export interface RunOfNode {
	readonly items: INodeExecutionData[];
	/** Output of the error branch, if the node has one. */
	readonly errorItems: INodeExecutionData[];
	readonly error:
		| {
				name?: string;
				message: string;
				description?: string | null;
				context: IDataObject;
				httpCode?: string | null;
		  }
		| undefined;
	readonly hints: readonly NodeExecutionHint[];
	/** n8n's record of the execution, as it would be stored. */
	readonly run: IRun;
}

/** A run under way, which can be cancelled as the editor's stop button does. */
export interface RunUnderWay {
	readonly done: Promise<RunOfNode>;
	cancel(): void;
}

const NODE = 'Node under test';

/** Runs one node in n8n's own engine, with these items as its input. */
export const runNode = async (node: NodeToRun, items: readonly IDataObject[] = [{}]): Promise<RunOfNode> =>
	await startNode(node, items).done;

/** Starts such a run. */
export function startNode(toRun: NodeToRun, items: readonly IDataObject[] = [{}]): RunUnderWay {
	const { workflow, node } = workflowOf(toRun);
	const stack: IExecuteData[] = [
		{ node, data: { main: [items.map((json, item) => itemOf(toRun, json, item))] }, source: null },
	];
	const execution = executionOf(toRun, stack, toRun.contextData);
	const running = execution.processRunExecutionData(workflow);
	return { done: running.then(readRun), cancel: () => running.cancel() };
}

const itemOf = ({ files = [] }: NodeToRun, json: IDataObject, item: number): INodeExecutionData => {
	const binary = files[item];
	return { json, pairedItem: { item }, ...(binary === undefined ? {} : { binary }) };
};

/** An execution that begins with these nodes, in the surroundings of this one. */
export const executionOf = (
	surroundings: NodeToRun,
	nodeExecutionStack: IExecuteData[],
	contextData: IExecuteContextData = {},
): WorkflowExecute =>
	new WorkflowExecute(
		additionalDataOf(surroundings),
		'manual',
		createRunExecutionData({
			startData: {},
			resultData: { runData: {} },
			executionData: {
				contextData,
				nodeExecutionStack,
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
			},
		}),
	);

const idOf = (data: ICredentialDataDecryptedObject): string =>
	createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);

/** What a node keeps of its credentials: which are chosen. */
export const chosen = (
	credentials: NonNullable<NodeToRun['credentials']>,
): NonNullable<INode['credentials']> =>
	Object.fromEntries(credentials.map(({ type: { name }, data, id = idOf(data) }) => [name, { id, name }]));

/** A workflow that holds only this node. */
export function workflowOf({
	type,
	parameters,
	credentials = [],
	settings = {},
	workflowSettings = {},
}: NodeToRun): {
	workflow: Workflow;
	node: INode;
} {
	const node: INode = {
		id: 'node-1',
		name: NODE,
		type: type.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: chosen(credentials),
		...settings,
	};
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: 'workflow-1',
		name: 'Test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes,
		settings: workflowSettings,
	});
	const made = workflow.getNode(NODE);
	if (made === null) {
		throw new Error('The workflow has lost its node');
	}
	return { workflow, node: made };
}

/** The surroundings that n8n gives a run; credentials are applied by the credential types themselves. */
export function additionalDataOf({
	credentials = [],
	onRequest = (request) => request,
}: NodeToRun): IWorkflowExecuteAdditionalData {
	const find = (name: string) => {
		const found = credentials.find(({ type }) => type.name === name);
		if (found === undefined) {
			throw new Error(`The test gave no credential of type ${name}`);
		}
		return found;
	};
	const data = {
		currentNodeExecutionIndex: 0,
		executionId: 'execution-1',
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		variables: {},
		hooks: new ExecutionLifecycleHooks('manual', 'execution-1', {
			id: 'workflow-1',
			name: 'Test',
			active: false,
			isArchived: false,
			activeVersionId: null,
			connections: {},
			nodes: [],
			createdAt: new Date(),
			updatedAt: new Date(),
		}),
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			getCredentialsProperties: (name: string) => find(name).type.properties,
			getDecrypted: async (_: unknown, __: unknown, name: string) => Promise.resolve({ ...find(name).data }),
			preAuthentication: async () => Promise.resolve(undefined),
			runPreAuthentication: async () => Promise.resolve(undefined),
			updateCredentials: async () => Promise.resolve(),
			authenticate: async (
				values: ICredentialDataDecryptedObject,
				name: string,
				request: IHttpRequestOptions,
				workflow: Workflow,
				node: INode,
			) => onRequest(await authenticated(find(name).type, values, request, workflow, node)),
		},
	};
	return data as unknown as IWorkflowExecuteAdditionalData;
}

/** Applies a credential type's `authenticate` to a request: a function, or values with expressions. */
async function authenticated(
	{ authenticate }: ICredentialType,
	values: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
	workflow: Workflow,
	node: INode,
): Promise<IHttpRequestOptions> {
	if (typeof authenticate === 'function') {
		return await authenticate(values, request);
	}
	const headers = Object.entries(authenticate?.properties.headers ?? {}).map(([name, value]) => [
		name,
		workflow.expression.getSimpleParameterValue(node, value as string, 'internal', { $credentials: values }),
	]);
	return { ...request, headers: { ...request.headers, ...(Object.fromEntries(headers) as IDataObject) } };
}

function readRun(run: IRun): RunOfNode {
	const task: ITaskData | undefined = run.data.resultData.runData[NODE]?.[0];
	const main = task?.data?.main ?? [];
	const error = (task?.error ?? run.data.resultData.error) as RunOfNode['error'];
	return { items: main[0] ?? [], errorItems: main[1] ?? [], error, hints: task?.hints ?? [], run };
}
