import type { Request } from '../../nodes/shared/request';
import { SERVICE_SAYS, type FaultColumn, type Kind } from './faults.ts';

/** What must become of a request that meets a fault. */
export type Fate =
	/** It is answered in the end, as if nothing had happened. */
	| { readonly ends: 'answered'; readonly sent: number }
	/** Its answer is the operation's to judge: it goes on, or fails. */
	| { readonly ends: 'handed'; readonly sent: 1; readonly isRefusal: boolean }
	| Failed;

export interface Failed {
	readonly ends: 'failed';
	readonly sent: number;
	/** The user is told that it may have been carried out. */
	readonly maybe: boolean;
	/** It may have been carried out, and is found by who begins anew. */
	readonly found: boolean;
	/** How the message begins. */
	readonly says: string;
	/** What the description tells. */
	readonly told: readonly string[];
	/** As n8n shows it. */
	readonly status?: number;
}

/** How a run is set, and how long the fault lasts. */
export interface Circumstances {
	/** The service's name, as in messages. */
	readonly service: string;
	/** Whether the request meets the fault each time; else only the first time. */
	readonly lasts: boolean;
	/** Max Retries. */
	readonly retries: number;
	/** Whether Max Wait is long enough for the limits that are played. */
	readonly waits: boolean;
	/** Where a redirect leads. */
	readonly stranger: string;
	/** The status that the request is answered with when all is well: what is refused on purpose has no body to speak of. */
	readonly usual: number;
}

/** Whether it may be sent twice; the second opinion on that. */
export const isHarmless = ({ method, repeatable }: Request): boolean =>
	repeatable ?? (method !== 'POST' && method !== 'PATCH');

const LOOK = 'look there before you repeat it';
const FINDS = 'it looks first, and takes what is there then';

/** What each kind is repeated for: nothing, only what may be done twice, anything. */
const REPEATED: Readonly<Partial<Record<Kind, 'all' | 'harmless'>>> = {
	breakdown: 'harmless',
	silence: 'harmless',
	cut: 'harmless',
	unsent: 'all',
};

/**
 * The table of what is repeated and what is told, as the design has it: written down a second time, and shorter, to be
 * held against the code.
 */
export function fateOf(request: Request, column: FaultColumn, circumstances: Circumstances): Fate {
	const { kind, status } = column;
	if (status !== undefined && request.accept?.includes(status) === true) {
		return { ends: 'handed', sent: 1, isRefusal: true };
	}
	if (isUsable(request, kind)) {
		return { ends: 'answered', sent: 1 };
	}
	if (isForOperation(request, kind, circumstances)) {
		return { ends: 'handed', sent: 1, isRefusal: false };
	}
	const { lasts, retries, waits } = circumstances;
	const repeated = REPEATED[kind];
	const isRepeated = repeated === 'all' || (repeated === 'harmless' && isHarmless(request));
	const tries = isRepeated ? retries + 1 : kind === 'limit' && waits ? Infinity : 1;
	if (!lasts && tries > 1) {
		return { ends: 'answered', sent: 2 };
	}
	return {
		ends: 'failed',
		sent: tries,
		maybe: !isHarmless(request) && request.findable !== true && mayHaveActed(column),
		found: request.findable === true && mayHaveActed(column),
		...wordsFor(request, column, circumstances),
	};
}

/** Whether an answer is as good as any: padded JSON, and whatever is a file. */
const isUsable = ({ answer }: Request, kind: Kind): boolean =>
	kind === 'large' ||
	(answer === 'file' && ['page', 'empty', 'broken', 'foreign', 'redirect'].includes(kind));

const isForOperation = ({ answer }: Request, kind: Kind, { usual }: Circumstances): boolean =>
	kind === 'foreign' || ((answer === 'optional' || usual >= 400) && ['empty', 'broken'].includes(kind));

/** Whether the service may have acted on a request that failed so. */
const mayHaveActed = ({ kind, status }: FaultColumn): boolean =>
	kind === 'redirect'
		? status === 303
		: ['breakdown', 'silence', 'cut', 'page', 'empty', 'broken'].includes(kind);

type Words = Pick<Failed, 'says' | 'status' | 'told'>;

/** What the user reads: the service's own words first, if there are any, and what was asked. */
function wordsFor(
	request: Request,
	{ kind, status: number }: FaultColumn,
	{ service, stranger }: Circumstances,
): Words {
	const call = `${request.method} ${request.path}`;
	const status = number === undefined ? {} : { status: number };
	const look = isHarmless(request) ? [] : [request.findable === true ? FINDS : LOOK];
	switch (kind) {
		case 'refusal':
			return { says: SERVICE_SAYS, told: [`${service} answered ${number}`, call], ...status };
		case 'breakdown':
			return { says: SERVICE_SAYS, told: [`${service} answered ${number}`, call, ...look], ...status };
		case 'limit':
			return { says: `${service} takes no more requests`, told: ['It was not carried out.'], status: 429 };
		case 'silence':
		case 'cut':
			return { says: `${service} did not answer: `, told: [call, ...look] };
		case 'unsent':
			return { says: `${service} cannot be reached`, told: [call, 'Nothing was sent.'] };
		case 'page':
			return { says: `${service} gave a web page instead of JSON`, told: [call, ...look], status: 200 };
		case 'empty':
			return { says: `${service} gave an empty answer`, told: [call, ...look] };
		case 'broken':
			return { says: `${service} gave an answer that is not JSON`, told: [call, ...look] };
		case 'redirect':
			return { says: `${service} redirects to ${stranger}/login`, told: [call], ...status };
		case 'foreign':
		case 'large':
			throw new Error('These do not fail by themselves');
	}
}
