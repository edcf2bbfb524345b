import type { RunOfNode } from '../support/n8n.ts';
import type { Plan } from './accounting-plan';

/** What the user is told about an item. */
export type Told = 'begun' | 'done' | 'failed' | 'maybe' | 'not started';

const GROUPS: Readonly<Record<string, Told>> = {
	Done: 'done',
	'Not started': 'not started',
	'Begun, not finished': 'begun',
	'May have been delivered': 'maybe',
	'Not done': 'failed',
};

const MAYBE = 'It may have been carried out all the same';

const indicesIn = (words: string): number[] =>
	words.split(', ').flatMap((range) => {
		const [from = NaN, to = from] = range.split(' to ').map(Number);
		return Array.from({ length: to - from + 1 }, (_, index) => from + index);
	});

/** Reads the account in an error's description. */
function accountIn(description: string): Map<number, Told> {
	const told = new Map<number, Told>();
	for (const [, group = '', count, words = ''] of description.matchAll(
		/([A-Z][a-z ,]+): (\d+) \(item ([^)]*)\)/g,
	)) {
		const state = GROUPS[group];
		const items = indicesIn(words);
		if (state === undefined || items.length !== Number(count)) {
			throw new Error(`What does this mean? ${description}`);
		}
		items.forEach((item) => {
			if (told.has(item)) throw new Error(`Item ${item} is told of twice: ${description}`);
			told.set(item, state);
		});
	}
	return told;
}

/** What a run tells about its items, in input order. */
export function toldBy(run: RunOfNode, plan: Plan): Told[] {
	// n8n has an error of its own for an execution that was cancelled; the node may have come through all the same.
	const [task] = Object.values(run.run.data.resultData.runData).flat();
	const told = task?.error === undefined ? toldByOutput(run, plan) : toldByError(task.error, plan);
	return plan.items.map((_, item) => {
		const state = told.get(item);
		if (state === undefined) {
			throw new Error(`Nothing is said about item ${item}: ${run.error?.message} ${run.error?.description}`);
		}
		return state;
	});
}

/** There is no account of a single item, of which the message speaks. */
function toldByError(
	{ message, description }: { readonly message: string; readonly description?: string | null | undefined },
	{ items }: Plan,
): Map<number, Told> {
	const account = accountIn(description ?? '');
	return account.size === 0 && items.length === 1 && message.endsWith('[item 0]')
		? new Map([[0, message.includes(MAYBE) ? 'maybe' : 'failed']])
		: account;
}

/** @throws Error when items are out of order, doubled, or at the wrong place */
function toldByOutput({ items, errorItems }: RunOfNode, { onError }: Plan): Map<number, Told> {
	const told = new Map<number, Told>();
	for (const branch of [items, errorItems]) {
		let last = -1;
		for (const { json, pairedItem } of branch) {
			const { item } = pairedItem as { item: number };
			const words = typeof json.error === 'string' ? json.error : '';
			const isDone = Array.isArray(json.did) && String(json.did[0]).startsWith(`${item}.`);
			const isFailed = words.endsWith(` [item ${item}]`);
			const isAtPlace = (branch === errorItems) === (isFailed && onError === 'continueErrorOutput');
			if (isDone === isFailed || !isAtPlace || item <= last) {
				throw new Error(`After item ${last} comes ${item}: ${JSON.stringify(json)}`);
			}
			last = item;
			told.set(item, isDone ? 'done' : words.includes(MAYBE) ? 'maybe' : 'failed');
		}
	}
	return told;
}
