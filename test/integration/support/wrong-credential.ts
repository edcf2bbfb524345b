import { expect } from '@jest/globals';
import type { Job, Run } from './job.ts';
import { CONTINUES, jsonOf } from './results.ts';
import type { UsedSandbox } from './use-sandbox.ts';

/** Expects that a job is not begun, with or without continue-on-fail, for its credential cannot be right. */
export async function expectNotBegun<J extends Job>(
	job: J,
	says: string,
	{ run, calls }: Pick<UsedSandbox, 'calls'> & { readonly run: Run<J> },
): Promise<void> {
	const { error } = await run(job, [{}, {}]);
	expect(error?.message).toBe(`${says} [item 0]`);
	expect(error?.description).toMatch(/Enter|must begin/);
	const continued = await run({ ...job, settings: CONTINUES }, [{}, {}]);
	expect(jsonOf(continued)).toEqual([{ error: `${says} [item 0]` }, { error: `${says} [item 1]` }]);
	expect(calls()).toEqual([]);
}
