import type { IHttpRequestOptions, INode, INodeParameters } from 'n8n-workflow';
import { DISK } from '../../sandbox/chatwoot/views/files.ts';
import type { JournalEntry, Sandbox } from '../../sandbox/index.ts';
import { runNode, type NodeToRun, type RunOfNode } from '../integration/support/n8n.ts';
import { THREE } from '../integration/support/nth.ts';
import type { Elsewhere, FaultColumn } from './faults.ts';
import type { MannerName } from './manners.ts';
import { RUN_HEADER, type Spot } from './places.ts';
import { gistOf, itemOf, requestsOf, Watch, watching, type Place, type Sent } from './watch.ts';

/** How the node is set, and for how long a request meets the fault. */
export interface Manner {
	/** As findings call it. */
	readonly name: MannerName;
	readonly settings: Partial<INode>;
	readonly options: INodeParameters;
	/** How often the fault is played; Infinity for always. */
	readonly times: number;
}

/** What came of a run. */
export interface Observed {
	readonly run: RunOfNode;
	readonly watch: Watch;
	/** Every request that was sent, as often as it was. */
	readonly sent: readonly Sent[];
	/** The places of those that arrived, as often as they did. */
	readonly arrived: readonly Place[];
	/** What the service answered to each. */
	readonly statuses: ReadonlyMap<Place, number>;
	/** How many things there were in the service, before and after. */
	readonly before: Things;
	readonly after: Things;
	/** What the sandbox saw that no documentation allows. */
	readonly violations: readonly string[];
}

/** How many things of each kind there are in a service. */
export type Things = Readonly<Record<string, number>>;

/** The middle one of the three items. */
export const MIDDLE = 1;

const HEADER = 'x-place';

/** A file is asked for without the credential; who asks is told by its address. */
function fileIn(watch: Watch, { path }: JournalEntry): Sent | undefined {
	const end = path.startsWith(DISK) ? path.slice(DISK.length) : undefined;
	const all = watch.items.flatMap((item, index) => requestsOf(item, index));
	const [place, request] =
		all.find(([, { answer, path }]) => end !== undefined && answer === 'file' && path.endsWith(end)) ?? [];
	return place === undefined || request === undefined
		? undefined
		: { place, gist: gistOf(itemOf(place), request) };
}

/**
 * Runs a node for three items.
 *
 * @param count counts what there is in the service
 * @param trouble what the request at a place meets; without it all goes well
 */
export async function observe(
	{ sandbox, run: id }: Spot,
	node: NodeToRun,
	count: (sandbox: Sandbox) => Things,
	{ settings, options, times }: Manner,
	trouble?: { readonly place: Place; readonly column: FaultColumn; readonly elsewhere: Elsewhere },
): Promise<Observed> {
	const watch = new Watch(THREE.length);
	const isMet = (place: Place | undefined): boolean => place !== undefined && place === trouble?.place;
	const played = trouble?.column.trouble(trouble.elsewhere);
	let left = times;
	const onRequest = (request: IHttpRequestOptions): IHttpRequestOptions => {
		const { options, place } = watch.send(request);
		const leaves = played !== undefined && 'origin' in played && isMet(place) && left-- > 0;
		const url = leaves ? options.url.replace(sandbox.url, played.origin) : options.url;
		return { ...options, url, headers: { ...options.headers, [HEADER]: place, [RUN_HEADER]: id } };
	};
	if (played !== undefined && 'fault' in played) {
		const match = (entry: JournalEntry): boolean =>
			isMet(entry.headers[HEADER] ?? fileIn(watch, entry)?.place);
		sandbox.faults.add({ match, times, fault: played.fault });
	}
	const toRun: NodeToRun = {
		...node,
		settings: { ...node.settings, ...settings },
		parameters: {
			...node.parameters,
			options: { ...(node.parameters.options as INodeParameters), ...options },
		},
		onRequest,
	};
	const before = count(sandbox);
	const run = await watching(watch, () => runNode(toRun, THREE));
	const isOwn = ({ headers }: JournalEntry): boolean => (headers[RUN_HEADER] ?? id) === id;
	const entries = sandbox.journal.entries({ direction: 'in', where: isOwn });
	return {
		run,
		watch,
		sent: [...watch.sent, ...entries.flatMap((entry) => fileIn(watch, entry) ?? [])],
		arrived: entries.flatMap(({ headers }) => headers[HEADER] ?? []),
		statuses: new Map(entries.map((entry) => [entry.headers[HEADER] ?? '', entry.status])),
		before,
		after: count(sandbox),
		violations: sandbox.violations.list(),
	};
}
