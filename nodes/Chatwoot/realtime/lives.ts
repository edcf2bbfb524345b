import type { ITriggerFunctions } from 'n8n-workflow';
import type { Kept } from './memory';

/** How a trigger ended in this process, and what it knew then. */
interface Life {
	readonly kept: Kept;
	/** It failed: n8n activates it again by itself. Else it was closed. */
	readonly hasFailed: boolean;
}

/**
 * By workflow and node; one of each at most. n8n's own storage does not do for this: n8n saves it only when a run
 * starts, and when it activates a workflow again after a failure it goes on with the copy it read at first, which is
 * empty for a new workflow. It also says then that a person has switched the workflow on.
 */
const lives = new Map<string, Life>();

const keyOf = (context: ITriggerFunctions): string =>
	JSON.stringify([context.getWorkflow().id, context.getNode().id]);

/** How this trigger ended the last time, if that was in this process. It may be active again. */
export const lastLife = (context: ITriggerFunctions): Life | undefined => lives.get(keyOf(context));

export const endLife = (context: ITriggerFunctions, life: Life): void => {
	lives.set(keyOf(context), life);
};

/** Those that hear now, each with what ends it. */
const living = new Map<string, () => Promise<void>>();

/**
 * One begins to hear, and any other of the same trigger ends. There are two when n8n, after a failure, tries by itself
 * again and meanwhile finds the trigger missing; it keeps hold of one of them only.
 */
export async function startLiving(context: ITriggerFunctions, end: () => Promise<void>): Promise<void> {
	const other = living.get(keyOf(context));
	living.set(keyOf(context), end);
	await other?.();
}

/** Ends the one that hears, whichever n8n keeps hold of. */
export async function endLiving(context: ITriggerFunctions): Promise<void> {
	const end = living.get(keyOf(context));
	living.delete(keyOf(context));
	await end?.();
}
