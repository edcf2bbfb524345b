import { setImmediate } from 'node:timers/promises';
import {
	isHang,
	troubleOf,
	type Plan,
	type PlannedCall,
	type Trouble,
	type TroubleName,
} from './accounting-plan';
import { PLACE, TICKET, type Errand, type Ticket } from './errand';
import type { Arrival, Reply, ShelfServer } from './shelf-server';

/** One try of one request, as the server has seen it; one that never left is noted where it would have gone out. */
export interface Visit {
	readonly id: string;
	readonly item: number;
	/** Which run of the node it belongs to: each try of Retry On Fail is one. */
	readonly run: number;
	readonly trouble: TroubleName | undefined;
	/** Whether the server did what it was asked. */
	readonly acted: boolean;
	/** Tries of the request that came to nothing before, in the same run. */
	readonly failures: number;
	/** How it ended, as far as the client can know. */
	readonly means: Trouble['means'] | 'accepted' | 'answered' | 'gone';
}

const idOf = (item: number, round: number, index: number): string => `${item}.${round}.${index}`;

const itemOf = (id: string): number => Number(id.split('.')[0]);

/** The items' JSON. */
export const errandsOf = ({ items }: Plan): Errand[] =>
	items.map(({ lanes, rounds }, item) => ({
		lanes,
		rounds: rounds.map((calls, round) =>
			calls.map(({ kind, accepts }, index) => ({ id: idOf(item, round, index), kind, accepts })),
		),
	}));

/** What may be sent twice without harm. */
export const isRepeatable = ({ kind }: PlannedCall): boolean => kind !== 'POST' && kind !== 'PATCH';

/** The items that one is to be kept in order with: those that can be reached from it by shared keys. */
export function laneOf(items: Plan['items'], from: number): ReadonlySet<number> {
	const lane = new Set([from]);
	for (const one of lane) {
		items.forEach(({ lanes }, other) => {
			if (lanes.some((key) => items[one]?.lanes.includes(key) === true)) {
				lane.add(other);
			}
		});
	}
	return lane;
}

let worlds = 0;

/** Does to each request what the plan says, and keeps the record by which the node is judged. */
export class World {
	/** In the order in which they came. */
	readonly visits: Visit[] = [];
	/** What should not have happened, seen while it happened. */
	readonly surprises: string[] = [];
	/** Items of which a request was made ready to go. */
	readonly departed = new Set<number>();
	/** The number of the present run of the node, from 1. */
	run = 0;
	/** Whether the user has stopped an execution: then answers may have been lost that the server gave. */
	cancelled = false;
	private readonly number = ++worlds;
	private readonly plan: Plan;
	private readonly server: ShelfServer;
	private readonly calls = new Map<string, PlannedCall>();
	private readonly left = new Map<string, TroubleName[]>();
	private readonly open = new Map<Arrival, Visit>();
	/** Why nothing may start any more: for the run, or for one item of it. */
	private readonly ended = new Map<string, string>();
	private readonly expected = new Set<Promise<unknown>>();
	private arrivals = 0;

	/** @param onCancel stops the execution */
	constructor(server: ShelfServer, plan: Plan, onCancel: () => void) {
		this.server = server;
		this.plan = plan;
		plan.items.forEach(({ rounds }, item) =>
			rounds.forEach((calls, round) =>
				calls.forEach((call, index) => {
					this.calls.set(idOf(item, round, index), call);
					this.left.set(idOf(item, round, index), [...call.troubles]);
				}),
			),
		);
		server.answers('*', async (arrival) => {
			this.arrivals += 1;
			const { cancel } = plan;
			if (cancel !== null && this.arrivals === cancel.at) {
				const stop = (): void => this.stop(onCancel);
				if (cancel.when === 'arrived') stop();
				else this.later(arrival.gone.then(stop));
			}
			return await this.receive(arrival);
		});
	}

	/** n8n begins with the node. */
	begin(): void {
		this.run += 1;
	}

	/** The execution is over, and another one may begin. */
	afresh(): void {
		this.ended.clear();
	}

	/** Fulfilled when everything that was sent has come in and is over. */
	async settled(): Promise<void> {
		await this.server.settled();
		while (this.expected.size > 0) {
			await Promise.all(this.expected);
		}
	}

	/** What is noted on a request that leaves now. */
	ticketFor(id: string): Ticket {
		const { run } = this;
		this.departed.add(itemOf(id));
		const isCutOff = this.left.get(id)?.[0] === 'unreachable';
		if (isCutOff) {
			this.left.get(id)?.shift();
			this.note(id, run, 'unreachable');
		}
		const scopes = ['all', `run ${run}`, `run ${run} item ${itemOf(id)}`];
		const reasons = scopes.flatMap((scope) => this.ended.get(scope) ?? []);
		this.surprises.push(...reasons.map((reason) => `${id} was started after ${reason}`));
		return { world: this.number, run, isCutOff };
	}

	/** The requests of an item. */
	callsOf(item: number): (PlannedCall & { readonly id: string })[] {
		return [...this.calls].flatMap(([id, call]) => (itemOf(id) === item ? [{ id, ...call }] : []));
	}

	private call(id: string): PlannedCall {
		const call = this.calls.get(id);
		if (call === undefined) {
			throw new Error(`Nobody has planned ${id}`);
		}
		return call;
	}

	private later(work: Promise<unknown>): void {
		this.expected.add(work);
		void work.finally(() => this.expected.delete(work));
	}

	private stop(onCancel: () => void): void {
		this.cancelled = true;
		this.ended.set('all', 'the execution was cancelled');
		onCancel();
	}

	private note(id: string, run: number, trouble: TroubleName | undefined): Visit {
		const call = this.call(id);
		const item = itemOf(id);
		const { acts = true, means = 'answered' } = trouble === undefined ? {} : troubleOf(trouble);
		const earlier = this.visits.filter((visit) => visit.id === id);
		const before = earlier.filter((visit) => visit.run === run);
		// What is to be deleted and is not found, after a try of which nothing is known, is deleted.
		const isGone =
			call.kind === 'DELETE' && trouble === 'not found' && earlier.some((visit) => visit.means === 'again');
		const isAccepted = call.accepts && trouble === 'unacceptable';
		const visit: Visit = {
			id,
			item,
			run,
			trouble,
			acted: acts && call.kind !== 'GET',
			means: isAccepted ? 'accepted' : isGone ? 'gone' : means,
			failures: before.filter((visit) => visit.means === 'again' || visit.means === 'unsent').length,
		};
		this.visits.push(visit);
		return visit;
	}

	private async receive(arrival: Arrival): Promise<Reply> {
		const id = arrival.path.slice(PLACE.length);
		const { world, run } = JSON.parse(String(arrival.headers[TICKET])) as Ticket;
		if (world !== this.number) {
			this.surprises.push(`${id} of an earlier plan came when that was over`);
			return {};
		}
		const trouble = this.left.get(id)?.shift();
		const visit = this.note(id, run, trouble);
		this.open.set(arrival, visit);
		await this.lookAround(visit);
		for (let turn = 0; turn < this.call(id).slow; turn++) {
			await setImmediate();
		}
		if (this.isEnd(visit)) {
			const scope = this.plan.onError === 'stopWorkflow' ? '' : ` item ${visit.item}`;
			this.later(arrival.gone.then(() => this.ended.set(`run ${visit.run}${scope}`, `${id} had failed`)));
		}
		if (trouble !== undefined && isHang(trouble)) {
			await arrival.gone;
		}
		this.open.delete(arrival);
		return trouble === undefined ? { body: { id } } : troubleOf(trouble).reply;
	}

	/** Items of one lane never meet, and never more are on the way than may be. */
	private async lookAround({ id, item }: Visit): Promise<void> {
		const { items, maxParallel } = this.plan;
		const lane = laneOf(items, item);
		const troubling = (present: readonly [Arrival, Visit][]): string[] => [
			...(present.length > maxParallel ? [`${present.length} requests were on the way when ${id} came`] : []),
			...present
				.filter(([, other]) => other.item !== item && lane.has(other.item))
				.map(([, other]) => `${id} came while ${other.id} of its lane was not answered`),
		];
		const present = [...this.open];
		if (troubling(present).length > 0) {
			// Those that the client has given up may still look open for a moment.
			const waited = present.filter(([, { trouble }]) => trouble !== undefined && isHang(trouble));
			await this.server.settled();
			await this.server.settled();
			const gone = new Set(waited.map(([arrival]) => arrival).filter((arrival) => !this.open.has(arrival)));
			this.surprises.push(...troubling(present.filter(([arrival]) => !gone.has(arrival))));
		}
	}

	/** Whether the client can only give up after this: the design's table of what is repeated. */
	private isEnd({ id, means, failures }: Visit): boolean {
		switch (means) {
			case 'accepted':
			case 'answered':
			case 'gone':
			case 'limited':
				return false;
			case 'refused':
			case 'unknown':
				return true;
			case 'again':
				return !isRepeatable(this.call(id)) || failures === this.plan.maxRetries;
			case 'unsent':
				return failures === this.plan.maxRetries;
		}
	}
}
