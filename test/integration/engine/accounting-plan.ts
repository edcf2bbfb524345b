import fc from 'fast-check';
import { ACCEPTED, KINDS, type Kind } from './errand';
import type { Reply } from './shelf-server';

/** What may go wrong with one request, and what can be known of it. */
export interface Trouble {
	readonly reply: Reply;
	/** Whether the server does what it was asked. */
	readonly acts: boolean;
	/**
	 * What the client can know: that it was refused, that it has to wait, that it never left, or nothing at all.
	 * `again`: nothing, and what may be sent twice is worth another try.
	 */
	readonly means: 'again' | 'limited' | 'refused' | 'unknown' | 'unsent';
}

const refusal = (status: number): Trouble => ({
	reply: { status, body: { error: 'No' } },
	acts: false,
	means: 'refused',
});

const limit = (status: number, seconds?: string): Trouble => ({
	reply: {
		status,
		body: { error: 'Slow down' },
		headers: seconds === undefined ? {} : { 'retry-after': seconds },
	},
	acts: false,
	means: 'limited',
});

const unclear = (reply: Reply, acts: boolean, means: Trouble['means'] = 'again'): Trouble => ({
	reply,
	acts,
	means,
});

const broken = (status: number): Reply => ({ status, body: { error: 'Broken' } });

const redirect = (status: number): Reply => ({ status, headers: { location: 'http://elsewhere.example/' } });

/** By the name under which it stands in a counterexample. */
export const TROUBLES = {
	'not found': refusal(404),
	unacceptable: refusal(ACCEPTED),
	redirect: { ...refusal(307), reply: redirect(307) },
	'see other, done': unclear(redirect(303), true, 'unknown'),
	limit: limit(429),
	'limit with header': limit(429, '0.02'),
	'busy with header': limit(503, '0.02'),
	'status 500': unclear(broken(500), false),
	'status 500, done': unclear(broken(500), true),
	'status 502, done': unclear(broken(502), true),
	'status 503': unclear(broken(503), false),
	'status 504, done': unclear(broken(504), true),
	'status 520, done': unclear(broken(520), true, 'unknown'),
	cut: unclear({ cut: 'before' }, false),
	'cut, done': unclear({ cut: 'before' }, true),
	'cut midway, done': unclear({ cut: 'midway', body: { long: 'x'.repeat(100) } }, true),
	hang: unclear({ hangs: true }, false),
	'hang, done': unclear({ hangs: true }, true),
	'a page, done': unclear({ text: '<html>' }, true, 'unknown'),
	'nothing, done': unclear({ text: '' }, true, 'unknown'),
	unreachable: { reply: {}, acts: false, means: 'unsent' },
} satisfies Record<string, Trouble>;

export type TroubleName = keyof typeof TROUBLES;

export const troubleOf = (name: TroubleName): Trouble => TROUBLES[name];

/** One request, and what happens to its tries, one after the other; then all goes well. */
export interface PlannedCall {
	readonly kind: Kind;
	/** The step can go on with a refusal. */
	readonly accepts: boolean;
	readonly troubles: readonly TroubleName[];
	/** How long the server thinks about it, in turns of the event loop. */
	readonly slow: number;
}

export interface PlannedItem {
	readonly lanes: readonly string[];
	readonly rounds: readonly (readonly PlannedCall[])[];
}

/** A run of the node, with everything that happens in it. */
export interface Plan {
	readonly items: readonly PlannedItem[];
	readonly maxParallel: number;
	readonly maxRetries: number;
	readonly maxWait: number;
	/** 1: without Retry On Fail. */
	readonly tries: number;
	readonly onError: 'continueErrorOutput' | 'continueRegularOutput' | 'stopWorkflow';
	/** The run is stopped when so many requests have come, or when the last of them was answered. */
	readonly cancel: { readonly at: number; readonly when: 'answered' | 'arrived' } | null;
	/** A run that failed is repeated from the list of executions. */
	readonly byHand: boolean;
}

/** Nothing is answered until the client gives up. */
export const isHang = (name: TroubleName): boolean => troubleOf(name).reply.hangs === true;

/**
 * Timeout in seconds: where the server hangs the least that it can be, because each time costs as much. Else so much
 * that no answer is given up because the machine stood still for a moment.
 */
export const timeoutOf = ({ items }: Plan): number =>
	items.some(({ rounds }) => rounds.flat().some(({ troubles }) => troubles.some(isHang))) ? 1 : 300;

const NAMES = Object.keys(TROUBLES) as TroubleName[];
const HANGS = NAMES.filter(isHang);
const OTHERS = NAMES.filter((name) => !isHang(name));

/** A server that hangs costs a second each time. */
const trouble = fc.oneof(
	{ arbitrary: fc.constantFrom(...OTHERS), weight: 60 },
	{ arbitrary: fc.constantFrom(...HANGS), weight: 1 },
);

const troubles = fc.oneof(
	{ arbitrary: fc.constant<TroubleName[]>([]), weight: 6 },
	{ arbitrary: fc.array(trouble, { minLength: 1, maxLength: 3 }), weight: 1 },
);

/** Objects like all others. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
	fc.record<T>(model, { noNullPrototype: true });

const call: fc.Arbitrary<PlannedCall> = record({
	kind: fc.oneof({ arbitrary: fc.constant<Kind>('POST'), weight: 2 }, fc.constantFrom(...KINDS)),
	accepts: fc.oneof({ arbitrary: fc.constant(false), weight: 7 }, fc.constant(true)),
	troubles,
	slow: fc.nat({ max: 5 }),
});

const rounds = fc.oneof(
	{ arbitrary: call.map((one) => [[one]]), weight: 4 },
	fc.array(fc.array(call, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
);

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');

const lanes = fc.oneof(
	{ arbitrary: fc.constant<string[]>([]), weight: 2 },
	{ arbitrary: key.map((one) => [one]), weight: 5 },
	fc.uniqueArray(key, { minLength: 2, maxLength: 3 }),
);

const item: fc.Arbitrary<PlannedItem> = record({
	lanes,
	rounds,
});

const items = fc.oneof(
	{ arbitrary: fc.array(item, { maxLength: 8, size: 'max' }), weight: 3 },
	fc.array(item, { maxLength: 60, size: 'max' }),
);

const maxParallel = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 50 }));

const cancel = record({
	at: fc.integer({ min: 1, max: 40 }),
	when: fc.constantFrom<'answered' | 'arrived'>('answered', 'arrived'),
});

/** A plan in few words, as a counterexample shows it. */
const inWords = ({ items, cancel: stop, ...settings }: Plan): string =>
	[
		JSON.stringify(settings),
		...(stop === null ? [] : [`cancelled when request ${stop.at} has ${stop.when}`]),
		...items.map(
			({ lanes, rounds: all }, index) =>
				`item ${index} [${lanes.join(' ')}]: ${all.map((calls) => calls.map(callInWords).join(' + ')).join(', then ')}`,
		),
	].join('\n');

const callInWords = ({ kind, accepts, troubles: all, slow }: PlannedCall): string =>
	[
		kind,
		...(accepts ? ['(accepts)'] : []),
		...(slow > 0 ? [`slow ${slow}`] : []),
		...all.map((one) => `<${one}>`),
	].join(' ');

/** Arbitrary runs of the node. */
export const plans: fc.Arbitrary<Plan> = record({
	items,
	maxParallel,
	maxRetries: fc.nat({ max: 2 }),
	maxWait: fc.constantFrom(0, 0.03, 0.1),
	tries: fc.integer({ min: 1, max: 3 }),
	onError: fc.constantFrom<Plan['onError']>('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
	cancel: fc.option(cancel, { freq: 3 }),
	byHand: fc.boolean(),
}).map((plan) => Object.assign(plan, { [fc.toStringMethod]: () => inWords(plan) }));
