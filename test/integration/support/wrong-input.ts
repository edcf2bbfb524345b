import { expect } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { Job, Run } from './job.ts';
import { CONTINUES, errorsIn, pairsOf } from './results.ts';
import type { UsedSandbox } from './use-sandbox.ts';

/** What a field takes that is to be tested: the `x` of the item. */
export const X = '={{ $json.x }}';

/** What holds no text. */
export const EMPTY = [undefined, null, '', '  '];

/** Values that a field refuses, and what is said of each. */
export interface WrongInput {
	readonly wrong: readonly unknown[];
	readonly says: string;
}

/** A job with such a field, and a value that it takes. */
export interface Prepared<J extends Job> {
	readonly job: J;
	readonly right: unknown;
}

/** Two items, the second of which is wrong. */
const both = (right: unknown, wrong: unknown): IDataObject[] => [{ x: right }, { x: wrong }] as IDataObject[];

/** A table's wrong values one by one, to test each: `%s: %s` names it. */
export const casesOf = <W extends WrongInput>(
	table: readonly (readonly [title: string, row: W])[],
): [title: string, shown: string, wrong: unknown, row: W][] =>
	table.flatMap(([title, row]) =>
		row.wrong.map((value): [string, string, unknown, W] => [
			title,
			value === undefined ? 'undefined' : JSON.stringify(value),
			value,
			row,
		]),
	);

/** What is expected of each, by whoever has prepared the job of its row. */
export interface WrongInputChecks<W extends WrongInput> {
	readonly refused: (wrong: unknown, row: W) => Promise<void>;
	/** The same with continue-on-fail: the other item is done. */
	readonly passedOver: (wrong: unknown, row: W) => Promise<void>;
}

/** Checks wrong values against the node that `run` runs. */
export function checksOf<W extends WrongInput, J extends Job>(
	{ run, calls }: Pick<UsedSandbox, 'calls'> & { readonly run: Run<J> },
	prepare: (row: W) => Promise<Prepared<J>>,
): WrongInputChecks<W> {
	return {
		refused: async (wrong, row) => {
			const { job, right } = await prepare(row);
			const { error, items } = await run(job, both(right, wrong));
			expect(error?.message).toContain(row.says);
			expect(error?.message).toMatch(/ \[item 1\]$/);
			expect(error?.context.itemIndex).toBe(1);
			expect(items).toEqual([]);
			expect(calls()).toEqual([]);
		},
		passedOver: async (wrong, row) => {
			const { job, right } = await prepare(row);
			const done = await run({ ...job, settings: CONTINUES }, both(right, wrong));
			const errors = errorsIn(done);
			expect(errors.slice(0, -1)).not.toContainEqual(expect.anything());
			expect(errors.at(-1)).toContain(row.says);
			expect(errors.at(-1)).toContain('[item 1]');
			expect(pairsOf(done).at(-1)).toEqual({ item: 1 });
			expect(calls().map(({ status }) => status)).toEqual([200]);
		},
	};
}
