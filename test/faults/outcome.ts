import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { endOf, type Disturbed } from './disturbed.ts';
import type { FaultColumn } from './faults.ts';
import type { Failed } from './model.ts';
import { MIDDLE, type Observed } from './run.ts';
import { haveSameForm } from './same-form.ts';
import { masked } from './watch.ts';

/** The longest message that a user can be expected to read. */
const LONGEST_MESSAGE = 700;

/** What only whoever wrote the code can read. */
const UNREADABLE = /\n\s+at |node_modules|\.[jt]s:\d|\bundefined\b|\[object|\bNaN\b|<[Hh][Tt][Mm][Ll]/;

/** What is wrong with what the user gets. */
export function* aboutOutcome(disturbed: Disturbed): Generator<string> {
	const { seen, fate, manner } = disturbed;
	const { error } = seen.run;
	const ends = endOf(seen, fate, manner);
	if (manner.name === 'tries') {
		yield* fate.ends === 'failed' && fate.maybe
			? aboutError(disturbed, fate, 'Of 3 items: Done: 2 (item 0, 2). May have been delivered: 1 (item 1).')
			: fate.ends === 'handed'
				? []
				: aboutItems(disturbed, 'done');
	} else if (manner.name === 'continue' || ends === 'done') {
		if (error !== undefined) {
			yield `ended with ${error.message}`;
		}
		yield* aboutItems(disturbed, ends);
	} else {
		const group = fate.ends === 'failed' && fate.maybe ? 'May have been delivered' : 'Not done';
		const account = `Of 3 items: Done: 1 (item 0). Not started: 1 (item 2). ${group}: 1 (item 1).`;
		yield* aboutError(disturbed, fate.ends === 'failed' ? fate : undefined, account);
	}
}

const MAYBE = '. It may have been carried out all the same';

/** The error that ends the run. */
function* aboutError(
	{ seen, manner }: Disturbed,
	fate: Failed | undefined,
	account: string,
): Generator<string> {
	const { error, items } = seen.run;
	if (error === undefined) {
		yield 'ended without an error';
		return;
	}
	const { message, context, httpCode } = error;
	const description = error.description ?? '';
	yield* aboutMessage(message, fate);
	if (context.itemIndex !== MIDDLE || items.length > 0) {
		yield `names item ${JSON.stringify(context.itemIndex)}, gives ${items.length} items`;
	}
	if (fate !== undefined && !description.endsWith(account)) {
		yield `tells of the others: ${description}`;
	}
	const told = manner.name === 'tries' ? ['An earlier try of this node sent it'] : (fate?.told ?? []);
	for (const words of told.filter((one) => !masked(description).includes(masked(one)))) {
		yield `does not tell '${words}': ${description}`;
	}
	if (manner.name === 'stop' && fate?.status !== undefined && httpCode !== String(fate.status)) {
		yield `has the status ${String(httpCode)}`;
	}
	if (UNREADABLE.test(description)) {
		yield `is not to be read: ${description}`;
	}
}

function* aboutMessage(message: string, fate: Failed | undefined): Generator<string> {
	const isWellEnded = message.endsWith(`${fate?.maybe === true ? MAYBE : ''} [item ${MIDDLE}]`);
	const isWellBegun = fate === undefined || message.startsWith(fate.says);
	if (!isWellBegun || !isWellEnded || (fate?.maybe === false && message.includes(MAYBE))) {
		yield `says '${message.slice(0, LONGEST_MESSAGE)}'`;
	}
	if (message.length > LONGEST_MESSAGE || UNREADABLE.test(message)) {
		yield `is not to be read (${message.length} characters): ${message.slice(0, LONGEST_MESSAGE)}`;
	}
}

/** The items that came out, in their order. */
function* aboutItems(disturbed: Disturbed, ends: 'done' | 'failed'): Generator<string> {
	const { seen, calm, fate, column } = disturbed;
	const pairs = seen.run.items.map(pairOf);
	if (pairs.some((item, index) => item < (pairs[index - 1] ?? 0))) {
		yield `gives items in the order ${pairs.join(', ')}`;
	}
	for (const index of calm.watch.items.keys()) {
		const rows = rowsOf(seen, index);
		const shown = JSON.stringify(rows).slice(0, LONGEST_MESSAGE);
		if (index === MIDDLE && ends === 'failed') {
			const [row, ...more] = rows;
			if (typeof row?.error !== 'string' || more.length > 0 || Object.keys(row).length > 1) {
				yield `gives ${shown} for the failed item`;
			} else {
				yield* aboutMessage(row.error, fate.ends === 'failed' ? fate : undefined);
			}
		} else if (!isLimited(rows, column) && !isAsUsual(disturbed, index, rows)) {
			yield `gives ${shown} for item ${index}`;
		}
	}
}

const pairOf = ({ pairedItem }: INodeExecutionData): number => (pairedItem as { item: number }).item;

const rowsOf = ({ run: { items } }: Observed, index: number): IDataObject[] =>
	items.filter((item) => pairOf(item) === index).map(({ json }) => json);

/** Whether an item gives what it gives when all is well, as far as it can after such an answer. */
function isAsUsual(
	{ calm, fate, request, takesAnything, lists }: Disturbed,
	index: number,
	rows: readonly IDataObject[],
): boolean {
	const usual = rowsOf(calm, index);
	if (index !== MIDDLE || fate.ends !== 'handed') {
		// A file is whatever came.
		return (index === MIDDLE && request.answer === 'file') || haveSameForm(rows, usual);
	}
	return takesAnything || (lists && rows.length === 0) || haveSameForm(rows, usual);
}

/** A limit that one request ran into holds for all. */
const isLimited = ([row]: readonly IDataObject[], { kind }: FaultColumn): boolean =>
	kind === 'limit' && typeof row?.error === 'string' && row.error.includes('takes no more requests');
