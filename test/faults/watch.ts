import { AsyncLocalStorage } from 'node:async_hooks';
import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Operation } from '../../nodes/shared/operation';
import type { NodeDefinition } from '../../nodes/shared/panel';
import { urlOf, type Address, type Request } from '../../nodes/shared/request';
import type { Service } from '../../nodes/shared/service';
import type { Steps } from '../../nodes/shared/steps';

/** A request of a run: of which item, in which of its rounds, which of that round. As text, e.g. `1.0.0`. */
export type Place = string;

/** A request that went out. */
export interface Sent {
	readonly place: Place;
	readonly gist: string;
}

/** What one item has asked for so far, in one try of the node. */
export interface WatchedItem {
	readonly address: Address;
	readonly lane: readonly string[];
	readonly rounds: (readonly Request[])[];
}

export const placeOf = (item: number, round: number, index: number): Place => `${item}.${round}.${index}`;

export const itemOf = (place: Place): number => Number(place.split('.', 1)[0]);

/** The requests of an item, with their places. */
export const requestsOf = ({ rounds }: Pick<WatchedItem, 'rounds'>, item: number): [Place, Request][] =>
	rounds.flatMap((requests, round) =>
		requests.map((request, index): [Place, Request] => [placeOf(item, round, index), request]),
	);

/** What a request says, but for the IDs that a service makes up: the same of the same item must not be said twice. */
export const gistOf = (item: number, { method, path, query, body }: Request): string =>
	`${item} ${masked(JSON.stringify({ method, path, query, body }))}`;

/** IDs that a service makes up, and addresses of its files, stand for each other in two runs. */
export const masked = (text: string): string =>
	text.replaceAll(/[0-9a-f-]{12,}|:\d+\/rails\/active_storage\/blobs\/\w+\/[\w-]+/g, '*');

/** Stands behind the address of an item's requests until they go out, and tells whose they are. */
const MARK = '#item-';

/**
 * Watches one run of a node: what the operation asks for, item by item, and what really goes out. Nothing of it is
 * changed; the address of each request carries the item's number from the runner to the credential, where it is
 * taken off again.
 */
export class Watch {
	/** Items, try by try; each try of a node prepares all of them anew. */
	readonly tries: WatchedItem[][] = [];
	/** All requests that went out with the credential, in order. */
	readonly sent: Sent[] = [];
	readonly #items: number;

	constructor(items: number) {
		this.#items = items;
	}

	/** The items of the last try. */
	get items(): readonly WatchedItem[] {
		return this.tries.at(-1) ?? [];
	}

	/** An item is being prepared; gives its marked address. */
	prepare(address: Address): Address {
		const present = this.tries.at(-1);
		const isNewTry = present === undefined || present.length === this.#items;
		const items: WatchedItem[] = isNewTry ? [] : present;
		if (isNewTry) {
			this.tries.push(items);
		}
		const mark = MARK + String(items.length);
		items.push({ address, lane: [], rounds: [] });
		return (path) => address(path) + mark;
	}

	/** The lane of the item that is being prepared. */
	join(lane: readonly string[]): void {
		const items = this.tries.at(-1) ?? [];
		const last = items.pop();
		if (last !== undefined) {
			items.push({ ...last, lane });
		}
	}

	/** The steps of the item that is being prepared, noted down as they go on. */
	*follow(steps: Steps): Steps {
		const { rounds }: Pick<WatchedItem, 'rounds'> = this.items.at(-1) ?? { rounds: [] };
		let step = steps.next([]);
		while (step.done !== true) {
			rounds.push(step.value);
			step = steps.next(yield step.value);
		}
		return step.value;
	}

	/** A request goes out: takes the mark off, and tells the request's place. */
	send(options: IHttpRequestOptions): { options: IHttpRequestOptions; place: Place } {
		const [marked = '', item = ''] = /#item-(\d+)/.exec(options.url) ?? [];
		const url = options.url.replace(marked, '');
		const [place, request] = this.#find(Number(item), { ...options, url });
		this.sent.push({ place, gist: gistOf(Number(item), request) });
		return { options: { ...options, url }, place };
	}

	/** The newest request of the item that is this one. */
	#find(item: number, options: IHttpRequestOptions): [Place, Request] {
		const watched = this.items[item];
		const found =
			watched === undefined
				? undefined
				: requestsOf(watched, item).findLast(([, request]) => isSame(watched.address, request, options));
		if (found === undefined) {
			throw new Error(`Nobody has asked for ${options.method} ${options.url}`);
		}
		return found;
	}
}

const isSame = (address: Address, request: Request, { method, url, body }: IHttpRequestOptions): boolean =>
	request.method === method &&
	urlOf(address, request) === url &&
	(request.form !== undefined || textOf(request.body) === textOf(body));

/** An empty object goes out as text, because n8n would drop it. */
const textOf = (body: unknown): string | undefined =>
	typeof body === 'string' ? body : JSON.stringify(body);

const current = new AsyncLocalStorage<Watch>();

/** Does some work, in which every run is that of this watch. */
export const watching = <T>(watch: Watch, work: () => Promise<T>): Promise<T> => current.run(watch, work);

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Lets the watches see what a node does: its services and operations report, and do what they did before. */
export function makeWatchable({ service, resources }: NodeDefinition): void {
	const services = new Set([service, ...resources.flatMap((resource) => resource.service ?? [])]);
	for (const one of services) {
		watchService(one);
	}
	for (const one of resources.flatMap(({ operations }) => operations)) {
		watchOperation(one);
	}
}

function watchService(service: Writable<Service>): void {
	const { address } = service;
	service.address = (credential, options) => {
		const own = address(credential, options);
		return current.getStore()?.prepare(own) ?? own;
	};
}

function watchOperation(operation: Writable<Operation>): void {
	const { start, lane } = operation;
	operation.start = (parameters, added) => {
		const steps = start(parameters, added);
		return current.getStore()?.follow(steps) ?? steps;
	};
	if (lane !== undefined) {
		operation.lane = (parameters) => {
			const own = lane(parameters);
			current.getStore()?.join(typeof own === 'string' ? [own] : own);
			return own;
		};
	}
}
