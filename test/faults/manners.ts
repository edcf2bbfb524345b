import { CONTINUES } from '../integration/support/results.ts';
import type { FaultColumn } from './faults.ts';
import type { Circumstances } from './model.ts';
import type { Manner } from './run.ts';

/** Seconds, in which everything is answered that is answered at all, if the machine has not too much else to do. */
const TIMEOUT = 2;

/** So much longer is waited where even that was too short. */
const PATIENCE = 10;

const RETRIES = 1;

/** The ways in which each fault is met. */
export const MANNERS = ['stop', 'continue', 'passing', 'tries'] as const;

export type MannerName = (typeof MANNERS)[number];

type Set = Pick<Circumstances, 'lasts' | 'retries' | 'waits'>;

/** What the model must know of the way in which a fault is met. */
export function circumstancesOf(name: MannerName, { kind }: FaultColumn): Set {
	// That a silent service is asked again is seen where it answers then; to wait twice shows nothing more.
	const retries = kind === 'silence' ? 0 : RETRIES;
	switch (name) {
		case 'stop':
		case 'continue':
			return { lasts: true, retries, waits: false };
		case 'passing':
			return { lasts: false, retries: RETRIES, waits: true };
		case 'tries':
			return { lasts: false, retries: 0, waits: false };
	}
}

const SETTINGS: Readonly<Record<MannerName, Manner['settings']>> = {
	stop: {},
	continue: CONTINUES,
	passing: {},
	tries: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
};

/**
 * How the node is set for that. One after the other shows what came before what; beside each other is how people run it.
 *
 * @param isPatient whether the machine may have been too slow before
 */
export function mannerOf(name: MannerName, column: FaultColumn, isPatient = false): Manner {
	const { lasts, retries, waits } = circumstancesOf(name, column);
	const timeout = column.kind === 'silence' ? { timeout: TIMEOUT * (isPatient ? PATIENCE : 1) } : {};
	const maxParallel = name === 'continue' ? 3 : 1;
	return {
		name,
		settings: SETTINGS[name],
		options: { maxParallel, maxRetries: retries, maxWait: waits ? 10 : 0, ...timeout },
		times: lasts ? Infinity : 1,
	};
}

/** A run without any fault. */
export const CALM: Manner = { name: 'stop', settings: {}, options: { maxParallel: 1 }, times: 0 };
