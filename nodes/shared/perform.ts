import { Failure, ServiceFailure, Stopped, UnexpectedAnswer } from './failure';
import type { Remembered } from './memo';
import { isOnceOnly, type Address, type Answer, type Request } from './request';
import type { Result, Steps } from './steps';
import { deliver, type Line } from './transport';

/** An item that is ready to go: its parameters are read and checked, its first requests are made. */
export interface Ready {
	readonly address: Address;
	readonly lane: readonly string[];
	/** The item's files. */
	readonly file: Line['file'];
	readonly store: Line['store'];
	readonly steps: Steps;
	readonly first: IteratorResult<readonly Request[], Result>;
	/** How far it got in an earlier try. */
	readonly remembered: Remembered | undefined;
}

/** How an item ended, and what is worth remembering of it when the node is tried again. */
export type Ending =
	| { readonly state: 'done'; readonly result: Result }
	| { readonly state: 'failed'; readonly failure: Failure; readonly remembered: Remembered | undefined }
	/** The run stopped before this item was through. `begun`: something of it was done, or may have been. */
	| { readonly state: 'stopped'; readonly begun: boolean; readonly remembered: Remembered | undefined };

/** One round of an item's requests; an answer is missing where there was none. */
interface Round {
	readonly requests: readonly Request[];
	readonly answers: readonly (Answer | null)[];
}

/** How an item stands before anything is sent; what an earlier try of the node has settled, stays settled. */
export function standing(remembered: Remembered | undefined): Ending {
	switch (remembered?.state) {
		case 'done':
			return { state: 'done', result: { rows: remembered.rows } };
		case 'maybe': {
			const description =
				'An earlier try of this node sent it; it was not sent again. Look in the service whether it arrived.';
			const details = { description, maybeDelivered: true };
			return { state: 'failed', failure: new ServiceFailure(remembered.message, details), remembered };
		}
		default:
			return { state: 'stopped', begun: (remembered?.answers ?? []).length > 0, remembered };
	}
}

const NOTHING_BEGUN = { answers: [], mayBeGone: false };

/**
 * Does one item: sends what its steps ask for, until they return. Never rejects.
 * What an earlier try of the node has done is not done again.
 */
export async function perform(line: Line, ready: Ready): Promise<Ending> {
	const { remembered } = ready;
	const { answers: earlier, mayBeGone } = remembered?.state === 'begun' ? remembered : NOTHING_BEGUN;
	const rounds: Round[] = [];
	try {
		let step = ready.first;
		while (step.done !== true) {
			const requests = step.value;
			const { answers, failure } = await deliverAll(
				{ ...line, file: ready.file, store: ready.store },
				ready.address,
				requests,
				{ answers: earlier[rounds.length] ?? [], mayBeGone: mayBeGone && rounds.length === earlier.length },
			);
			rounds.push({ requests, answers });
			if (failure !== undefined) {
				return endingOf(failure, rounds);
			}
			step = ready.steps.next(answers.filter((answer) => answer !== null));
		}
		return { state: 'done', result: step.value };
	} catch (error) {
		return endingOf(error, rounds);
	}
}

/** The requests of a round that did something; a refusal that was accepted did nothing. */
const doneIn = ({ requests, answers }: Round): Request[] =>
	requests.filter(({ method }, index) => method !== 'GET' && (answers[index]?.status ?? 500) < 300);

/** Whether a round holds an answer that must not be asked for again. */
const isCarriedOut = (round: Round): boolean => doneIn(round).some(isOnceOnly);

function endingOf(error: unknown, rounds: readonly Round[]): Ending {
	const carriedOut = rounds.findLastIndex(isCarriedOut) + 1;
	const answers = rounds.slice(0, carriedOut).map((round) => round.answers);
	const mayBeGone = error instanceof Failure && error.mayBeGone;
	const begun: Remembered | undefined =
		carriedOut === 0 && !mayBeGone ? undefined : { state: 'begun', answers, mayBeGone };
	if (error instanceof Stopped) {
		const hasBegun = error.mayHaveActed || rounds.some((round) => doneIn(round).length > 0);
		return { state: 'stopped', begun: hasBegun, remembered: begun };
	}
	const failure = error instanceof Failure ? error : new Failure(String(error));
	const isAccepted = failure instanceof UnexpectedAnswer && carriedOut === rounds.length && carriedOut > 0;
	return isAccepted || failure.details.maybeDelivered === true
		? { state: 'failed', failure, remembered: { state: 'maybe', message: failure.message } }
		: { state: 'failed', failure, remembered: begun };
}

/**
 * Sends requests that do not depend on each other, but for those that were answered before. When one fails, no
 * further one of them is started. The failure told is the one that matters most: what may have been delivered.
 */
async function deliverAll(
	line: Line,
	address: Address,
	requests: readonly Request[],
	earlier: { readonly answers: readonly (Answer | null)[]; readonly mayBeGone: boolean },
): Promise<{ answers: (Answer | null)[]; failure: unknown }> {
	const stop = new AbortController();
	const together: Line = {
		...line,
		signal: requests.length === 1 ? line.signal : AbortSignal.any([line.signal, stop.signal]),
		onFailure: () => {
			stop.abort();
			line.onFailure();
		},
	};
	const settled = await Promise.allSettled(
		requests.map(
			async (request, index) =>
				earlier.answers[index] ?? (await deliver(together, address, request, earlier.mayBeGone)),
		),
	);
	const reasons = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
	const failure =
		reasons.find((reason) => reason instanceof Failure && reason.details.maybeDelivered === true) ??
		reasons.find((reason) => !(reason instanceof Stopped)) ??
		reasons.find((reason) => reason instanceof Stopped && reason.mayHaveActed) ??
		reasons[0];
	return { answers: settled.map((one) => (one.status === 'fulfilled' ? one.value : null)), failure };
}
