import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialTestRequest,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { additionalDataOf, workflowOf, type NodeToRun } from './n8n.ts';

/** Looks like the node, and does nothing but one request. */
const probeOf = (type: INodeType, credential: string, { request }: ICredentialTestRequest): INodeType => {
	const description: INodeTypeDescription = {
		...type.description,
		credentials: [{ name: credential, required: true }],
		properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } }],
	};
	return { description };
};

/** What a rule of the credential's test says of an answer, as n8n applies it; undefined when all is well. */
const objectionTo = (answer: unknown, { rules = [] }: ICredentialTestRequest): string | undefined =>
	rules.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' && valueAt(answer, properties.key) === properties.value,
	)?.properties.message;

/** The value under a key, as n8n looks for it: in a text, which is what a page of HTML is here, a character. */
const valueAt = (answer: unknown, key: string): unknown => (Object(answer) as Record<string, unknown>)[key];

/**
 * Sends the test request of a node's first credential, as n8n does when somebody saves it; n8n shows any status
 * but 2xx as an error. Rejects with n8n's error.
 *
 * @returns what the test says against an answer of 2xx; undefined when the credential passes
 */
export async function testByRequest(toRun: NodeToRun): Promise<string | undefined> {
	const [credential] = toRun.credentials ?? [];
	if (credential?.type.test === undefined) {
		throw new Error(`${toRun.type.description.displayName} has no credential with a test request`);
	}
	const { name, test } = credential.type;
	const type = probeOf(toRun.type, name, test);
	const probe: NodeToRun = { ...toRun, type, parameters: {} };
	const { workflow, node } = workflowOf(probe);
	const context = new ExecuteContext(
		workflow,
		node,
		additionalDataOf(probe),
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const routing = new RoutingNode(context, type, { id: '1', name, type: name, data: credential.data });
	const answers = await routing.runNode();
	return objectionTo(answers?.[0]?.[0]?.json, test);
}
