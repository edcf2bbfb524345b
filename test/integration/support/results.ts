import { expect } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { Job, Run } from './job.ts';
import type { RunOfNode } from './n8n.ts';

/** Continue-on-fail, as the editor calls it. */
export const CONTINUES = { onError: 'continueRegularOutput' } as const;

/** The items' JSON. */
export const jsonOf = ({ items, error }: RunOfNode): IDataObject[] => {
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
};

/** The IDs in the items. */
export const idsOf = (run: RunOfNode): string[] => jsonOf(run).map(({ id }) => id as string);

/** The errors of a run that continued, by item; undefined where all went well. */
export const errorsIn = (run: RunOfNode): unknown[] => jsonOf(run).map(({ error }) => error);

/** Which input item each output item comes from. */
export const pairsOf = ({ items }: RunOfNode): unknown[] => items.map(({ pairedItem }) => pairedItem);

/** Runs jobs with continue-on-fail; gives the errors. */
export const errorsWith =
	<J extends Job>(run: Run<J>) =>
	async (job: J, items?: readonly IDataObject[]): Promise<unknown[]> =>
		errorsIn(await run({ ...job, settings: { ...job.settings, ...CONTINUES } }, items));
