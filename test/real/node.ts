import type { IBinaryKeyData, ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { ChatwootInboxApi } from '../../credentials/ChatwootInboxApi.credentials.ts';
import { ChatwootInstallationApi } from '../../credentials/ChatwootInstallationApi.credentials.ts';
import { Chatwoot } from '../../nodes/Chatwoot/Chatwoot.node.ts';
import { nodeFor } from '../integration/support/job.ts';
import { startNode, type RunOfNode } from '../integration/support/n8n.ts';
import { NotHeld } from './check.ts';
import type { Installation } from './server.ts';

/** A field of an output item. */
export type Row = Readonly<Record<string, unknown>>;

/** How a resource locator stores an ID. */
export const byId = (value: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: String(value) });

/** An inbox, as the Client API's credential names it. */
export interface ClientInbox {
	readonly identifier: string;
	readonly hmacToken: string;
}

/** What a job has beside its parameters. */
export interface Beside {
	/** Files of the item. */
	readonly files?: IBinaryKeyData;
	/** The token in the credential; default: the installation's. */
	readonly token?: string;
	/** The inbox in the Client API's credential, with an HMAC token or without. */
	readonly inbox?: ClientInbox;
	/** The node's Options. */
	readonly options?: INodeParameters;
	/** How many times over the item is given. Default: once. */
	readonly items?: number;
}

/** Runs the Chatwoot node in n8n's own engine, against the installation. */
export class NodeRunner {
	readonly #installation: Installation;
	readonly #stop: AbortSignal;

	constructor(installation: Installation, stop: AbortSignal) {
		this.#installation = installation;
		this.#stop = stop;
	}

	/**
	 * Does a job for one item; gives its output.
	 *
	 * @throws NotHeld with the node's own words, when it failed
	 */
	async run(does: string, parameters: INodeParameters, beside?: Beside): Promise<Row[]> {
		return (await this.items(does, parameters, beside)).map(({ json }) => json);
	}

	/** The same, with the files of the output. */
	async items(does: string, parameters: INodeParameters, beside?: Beside): Promise<RunOfNode['items']> {
		const { error, items } = await this.#start(does, parameters, beside);
		if (error !== undefined) {
			throw new NotHeld(`the node failed: ${error.message} ${error.description ?? ''}`.trim());
		}
		return items;
	}

	/** The first item of the output. */
	async one(does: string, parameters: INodeParameters, beside?: Beside): Promise<Row> {
		const [row] = await this.run(does, parameters, beside);
		if (row === undefined) {
			throw new NotHeld('the node gave no item');
		}
		return row;
	}

	/**
	 * Does a job that must fail; gives what is said of it.
	 *
	 * @throws NotHeld when it did not fail
	 */
	async refusal(does: string, parameters: INodeParameters, beside?: Beside): Promise<string> {
		const { error } = await this.#start(does, parameters, beside);
		if (error === undefined) {
			throw new NotHeld('the node reported it as done');
		}
		return error.message;
	}

	async #start(
		does: string,
		parameters: INodeParameters,
		{ files, token, inbox, options = {}, items = 1 }: Beside = {},
	): Promise<RunOfNode> {
		const { url, accountId, token: own } = this.#installation;
		const data: ICredentialDataDecryptedObject =
			inbox === undefined
				? { url, accountId, accessToken: token ?? own }
				: { url, inboxIdentifier: inbox.identifier, hmacToken: inbox.hmacToken };
		const type = inbox === undefined ? new ChatwootInstallationApi() : new ChatwootInboxApi();
		const node = nodeFor({ does, parameters, options }, new Chatwoot(), { type, data });
		const run = startNode(files === undefined ? node : { ...node, files: [files] }, Array(items).fill({}));
		const cancel = (): void => run.cancel();
		this.#stop.addEventListener('abort', cancel);
		try {
			return await run.done;
		} finally {
			this.#stop.removeEventListener('abort', cancel);
		}
	}
}
