import type { Fault } from '../../sandbox/index.ts';

/** What a fault means for whoever sent the request; design: the table of what is repeated. */
export type Kind =
	/** The service said no, and did nothing. */
	| 'refusal'
	/** It takes no more requests for a while, and did nothing. */
	| 'limit'
	/** It, or what stands before it, broke down; nobody knows whether it acted. */
	| 'breakdown'
	/** Nothing came back, or not all of it, until time was up. */
	| 'silence'
	/** The connection broke. */
	| 'cut'
	/** The service never saw the request. */
	| 'unsent'
	/** Success, but a web page. */
	| 'page'
	/** Success, without a body. */
	| 'empty'
	/** Success, with a body that is no JSON. */
	| 'broken'
	/** Success, with JSON of another form than the service's. */
	| 'foreign'
	/** Success, and much too large. */
	| 'large'
	| 'redirect';

/** Where requests go that meet no service. */
export interface Elsewhere {
	/** Nobody listens there. */
	readonly closed: string;
	/** Whoever connects there is cut off at once. */
	readonly cutting: string;
	/** Another server; counts who asks it, and what they bring along. */
	readonly stranger: string;
}

/** What is done to a request: by the sandbox, or by sending it to another origin. */
export type Trouble = { readonly fault: Fault } | { readonly origin: string };

/** One column of the matrix. */
export interface FaultColumn {
	/** As the table in docs/faults.md calls it. */
	readonly name: string;
	readonly kind: Kind;
	/** That of the answer, if the service answers. */
	readonly status?: number;
	readonly trouble: (elsewhere: Elsewhere) => Trouble;
	/** Stands for its kind where a fault is met in a way that makes no difference within the kind. */
	readonly isTypical?: true;
	/** Takes long, and is the same for all: met once for each service. */
	readonly isRare?: true;
	/** The answer could be the service's own, and means nothing: only what is written after it is looked at. */
	readonly saysNothing?: true;
}

/** What the sandbox says when a fault is to be told in a service's own words. */
export const SERVICE_SAYS = 'A fault that was switched on in the sandbox';

/** A second is the least that a rate limit can be told to last. */
const seconds = (): Record<string, string> => ({ 'retry-after': '1' });
const date = (): Record<string, string> => ({ 'retry-after': new Date(Date.now() + 1000).toUTCString() });
const reset = (): Record<string, string> => ({
	'x-ratelimit-limit': '10',
	'x-ratelimit-remaining': '0',
	'x-ratelimit-reset': '1',
});

const refusal = (status: number): FaultColumn => ({
	name: String(status),
	kind: 'refusal',
	status,
	trouble: () => ({ fault: { status } }),
});

const limit = (name: string, headers: () => Record<string, string>, status = 429): FaultColumn => ({
	name,
	kind: 'limit',
	status,
	trouble: () => ({ fault: { status, headers: headers() } }),
});

/** @param acts whether the service did what was asked, and only its answer was lost */
const breakdown = (status: number, acts: boolean): FaultColumn => ({
	name: `${status}, ${acts ? 'after' : 'before'} it acted`,
	kind: 'breakdown',
	status,
	trouble: () => ({ fault: { status, acts } }),
});

const column = (
	name: string,
	kind: Kind,
	trouble: Fault | ((elsewhere: Elsewhere) => Trouble),
): FaultColumn => ({
	name,
	kind,
	trouble: typeof trouble === 'function' ? trouble : () => ({ fault: trouble }),
});

const foreign = (name: string, alter: (content: string) => string): FaultColumn =>
	column(name, 'foreign', { alter });

const redirect = (status: number): FaultColumn => ({
	...column(`redirect to another origin (${status})`, 'redirect', ({ stranger }) => ({
		fault: { redirect: `${stranger}/login`, status },
	})),
	status,
});

const typical = (one: FaultColumn): FaultColumn => ({ ...one, isTypical: true });

/** As far as text can be told from JSON, whatever it was. */
const half = (content: string): string => (content.length < 2 ? '{"' : content.slice(0, content.length / 2));

/** A list for what is no list, else an object. */
const otherForm = (content: string): string => (content.trimStart().startsWith('[') ? '{}' : '[]');

const TEN_MEGABYTES = 10 * 1024 * 1024;

const MANY_WORDS = SERVICE_SAYS + ' and said so'.repeat(TEN_MEGABYTES / 12);
const MANY_BLANKS = Buffer.alloc(TEN_MEGABYTES, ' ');

/** Everything that a request can meet. */
export const FAULTS: readonly FaultColumn[] = [
	typical(refusal(400)),
	...[401, 403, 404, 409, 422].map(refusal),
	{
		...refusal(422),
		name: '422 with 10 MB of words',
		isRare: true,
		trouble: () => ({ fault: { status: 422, body: { message: MANY_WORDS } } }),
	},
	typical(limit('429 that names seconds', seconds)),
	limit('429 that names a date', date),
	limit('429 with a reset header', reset),
	limit('429 that names no time', () => ({})),
	limit('503 with Retry-After', seconds, 503),
	typical(breakdown(500, false)),
	typical(breakdown(502, true)),
	breakdown(503, false),
	breakdown(504, true),
	column('no answer in time, before it acted', 'silence', { hang: 'before' }),
	typical(column('no answer in time, after it acted', 'silence', { hang: 'after' })),
	column('an answer that drips without an end', 'silence', { drip: { everyMs: 100, bytes: 1 } }),
	column('connection cut before it was read', 'cut', ({ cutting }) => ({ origin: cutting })),
	column('connection cut before it acted', 'cut', { cut: 'before' }),
	typical(column('connection cut after it acted', 'cut', { cut: 'after' })),
	column('connection cut in the middle of the answer', 'cut', { cut: 'midway' }),
	typical(column('connection refused', 'unsent', ({ closed }) => ({ origin: closed }))),
	column('host not found', 'unsent', () => ({ origin: 'http://nowhere.invalid' })),
	typical(column('a web page', 'page', { html: true })),
	typical(column('an empty answer', 'empty', { empty: true })),
	typical(column('half of the JSON', 'broken', { alter: half })),
	foreign('a list for an object, or the other way round', otherForm),
	typical(foreign('JSON that is a text', () => '"OK"')),
	foreign('JSON that is null', () => 'null'),
	{ ...foreign('an object that says nothing', () => '{"ok":true}'), saysNothing: true },
	column('an answer of 10 MB', 'large', {
		alter: (content) => Buffer.concat([Buffer.from(content), MANY_BLANKS]),
	}),
	redirect(302),
	typical(redirect(303)),
];
