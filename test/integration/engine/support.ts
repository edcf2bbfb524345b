import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { afterEach } from '@jest/globals';
import { startNode, type NodeToRun, type RunOfNode, type RunUnderWay } from '../support/n8n.ts';
import { placesOf } from '../support/secrets.ts';
import { Shelf, shelfApi } from './shelf';
import { useShelfServer, type ShelfServer } from './shelf-server';

/** Easy to find, wherever it should not be. */
export const TOKEN = 'a-token-that-nobody-may-read';

/** What a user sets in the node. */
export interface Job {
	/** `letter` or `list`; `letter` unless told. */
	readonly resource?: string;
	readonly operation: string;
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	readonly settings?: Partial<INode>;
	/** Address in the credential; that of the test's server unless told. */
	readonly url?: string;
	readonly token?: string;
	/** Awaited before each request goes out. */
	readonly beforeRequest?: () => Promise<void>;
	/** Files of the items, by item and binary property. */
	readonly files?: NodeToRun['files'];
	/** What n8n still knows of the node from an earlier execution. */
	readonly contextData?: NodeToRun['contextData'];
}

/** Every text field takes its value from the item, as users do it. */
const FROM_ITEM: INodeParameters = {
	id: '={{ $json.id }}',
	chatId: '={{ $json.chatId }}',
	text: '={{ $json.text }}',
};

export interface UsedShelf {
	readonly server: ShelfServer;
	readonly run: (job: Job, items?: readonly IDataObject[]) => Promise<RunOfNode>;
	readonly start: (job: Job, items?: readonly IDataObject[]) => RunUnderWay;
}

/** The service with its server, and runs of its node; no run may give the token away, however it ends. */
export function useShelf(): UsedShelf {
	const server = useShelfServer();
	const toRun = ({ resource = 'letter', operation, parameters, options = {}, ...job }: Job): NodeToRun => ({
		type: new Shelf(),
		parameters: { resource, operation, ...FROM_ITEM, ...parameters, options },
		credentials: [
			{ type: shelfApi(job.beforeRequest), data: { url: job.url ?? server.url, token: job.token ?? TOKEN } },
		],
		...(job.settings === undefined ? {} : { settings: job.settings }),
		...(job.contextData === undefined ? {} : { contextData: job.contextData }),
		...(job.files === undefined ? {} : { files: job.files }),
	});
	const checked = (run: RunOfNode): RunOfNode => {
		const places = placesOf(TOKEN, run);
		if (places.length > 0) {
			throw new Error(`The token stands in ${places.join(', ')}`);
		}
		return run;
	};
	const underWay = new Set<RunUnderWay>();
	const start: UsedShelf['start'] = (job, items) => {
		const run = startNode(toRun(job), items);
		underWay.add(run);
		const done = run.done.finally(() => underWay.delete(run)).then(checked);
		return { done, cancel: () => run.cancel() };
	};
	// A test that failed leaves its run waiting, which must not reach into the next one.
	afterEach(async () => {
		for (const run of underWay) {
			run.cancel();
			await run.done;
		}
	});
	return { server, start, run: async (job, items) => await start(job, items).done };
}

/** Items with one text each: `letter 0`, `letter 1`, … */
export const letters = (count: number): { text: string }[] =>
	Array.from({ length: count }, (_, index) => ({ text: `letter ${index}` }));

/** The text in a request's body. */
export const textOf = ({ body }: { readonly body: unknown }): string => (body as { text: string }).text;
