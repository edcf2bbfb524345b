import type {
	ICredentialType,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	JsonObject,
} from 'n8n-workflow';
import { operation, type Resource } from '../../../nodes/shared/operation';
import { propertiesOf, type NodeDefinition } from '../../../nodes/shared/panel';
import { path } from '../../../nodes/shared/path';
import type { Method, Request } from '../../../nodes/shared/request';
import { runNode } from '../../../nodes/shared/runner';
import { shelfApi, shelfService } from './shelf';

/** How a request is sent; `FILTER` is a POST that may be sent twice. */
export const KINDS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'FILTER'] as const;
export type Kind = (typeof KINDS)[number];

/** Statuses with which a step that accepts a refusal goes on. */
export const ACCEPTED = 422;

/** One request of an item, as the item's JSON holds it. */
export interface Call {
	readonly id: string;
	readonly kind: Kind;
	readonly accepts: boolean;
}

/** What one item is to do: rounds of requests, those of a round at the same time. */
export interface Errand {
	readonly lanes: readonly string[];
	readonly rounds: readonly (readonly Call[])[];
}

/** Where the requests go; the last part of the path is the call's ID. */
export const PLACE = '/errands/';

const requestOf = ({ id, kind, accepts }: Call): Request => {
	const method: Method = kind === 'FILTER' ? 'POST' : kind;
	return {
		method,
		path: path`/errands/${id}`,
		...(method === 'GET' || method === 'DELETE' ? {} : { body: { id } }),
		...(kind === 'FILTER' ? { repeatable: true } : {}),
		...(accepts ? { accept: [ACCEPTED] } : {}),
	};
};

/** n8n hands the item's JSON on as it is. */
const errandIn = (plan: JsonObject): Errand => plan as unknown as Errand;

const errand: Resource = {
	name: 'Errand',
	value: 'errand',
	operations: [
		operation({
			name: 'Run',
			value: 'run',
			action: 'Run an errand',
			description: 'Does what the plan says',
			fields: [{ displayName: 'Plan', name: 'plan', type: 'json', required: true, default: '{}' }],
			lane: ({ plan }) => errandIn(plan).lanes,
			steps: function* ({ plan }) {
				const { rounds } = errandIn(plan);
				for (const calls of rounds) {
					yield calls.map(requestOf);
				}
				return { rows: [{ did: rounds.flat().map(({ id }) => id) }] };
			},
		}),
	],
};

const definition: NodeDefinition = { service: shelfService, resources: [errand] };

/** A node that does any errand. */
export class Errands implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Errands',
		name: 'errands',
		group: ['output'],
		version: 1,
		description: 'Runs errands',
		defaults: { name: 'Errands' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'shelfApi', required: true }],
		properties: propertiesOf(definition),
	};

	/** @param onTry is called each time that n8n begins with the node */
	constructor(onTry: () => void) {
		this.execute = async function (this: IExecuteFunctions) {
			onTry();
			return await runNode(this, definition);
		};
	}

	execute: (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** What is noted on a request as it leaves, for the server to read. */
export interface Ticket {
	/** The number of the world that it belongs to. */
	readonly world: number;
	/** The number of the present run of the node. */
	readonly run: number;
	/** There is no way to the server just now. */
	readonly isCutOff: boolean;
}

export const TICKET = 'x-ticket';

/** The service's credential, on a network that sometimes has no way to the server. */
export const errandApi = (ticketFor: (id: string) => Ticket): ICredentialType => ({
	...shelfApi(),
	authenticate: async (_, request): Promise<IHttpRequestOptions> => {
		const id = request.url.slice(request.url.lastIndexOf('/') + 1);
		const ticket = ticketFor(id);
		const url = ticket.isCutOff ? `${NOWHERE}${PLACE}${id}` : request.url;
		const headers = { ...request.headers, [TICKET]: JSON.stringify(ticket) };
		return await Promise.resolve({ ...request, url, headers });
	},
});
