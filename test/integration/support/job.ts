import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { NodeToRun, RunOfNode } from './n8n.ts';

/** What a user sets in a node. */
export interface Job<CredentialField extends string = string> {
	/** Resource and operation, e.g. `message send` */
	readonly does: string;
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	readonly settings?: Partial<INode>;
	/** What is entered in the credential, where it is not right. */
	readonly credential?: Partial<Record<CredentialField, string>>;
}

/** Does a job for each item. */
export type Run<J extends Job> = (job: J, items?: readonly IDataObject[]) => Promise<RunOfNode>;

/** The node that does a job, with a credential that is right but for what the job says. */
export function nodeFor(
	{ does, parameters = {}, options = {}, settings = {}, credential = {} }: Job,
	type: NodeToRun['type'],
	{ type: credentialType, data }: NonNullable<NodeToRun['credentials']>[number],
): NodeToRun {
	const [resource = '', operation = ''] = does.split(' ');
	const entered = { ...data, ...(credential as Record<string, string>) };
	return {
		type,
		parameters: { resource, operation, ...parameters, options },
		credentials: [{ type: credentialType, data: entered }],
		settings,
	};
}
