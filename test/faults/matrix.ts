import { expect } from '@jest/globals';
import type { NodeDefinition } from '../../nodes/shared/panel';
import type { Request } from '../../nodes/shared/request';
import type { Service } from '../../nodes/shared/service';
import type { Sandbox } from '../../sandbox/index.ts';
import type { NodeToRun } from '../integration/support/n8n.ts';
import { operationsOf, type Named } from '../integration/support/operations.ts';
import { complaintsOf } from './check.ts';
import type { Disturbed } from './disturbed.ts';
import { FAULTS, type FaultColumn } from './faults.ts';
import { CALM, circumstancesOf, mannerOf, MANNERS, type MannerName } from './manners.ts';
import { fateOf } from './model.ts';
import type { Places } from './places.ts';
import { MIDDLE, observe, type Observed, type Things } from './run.ts';
import { requestsOf, type Place } from './watch.ts';

/** Something that is done for three items. */
export interface Row {
	/** Resource and operation, and what is special about it. */
	readonly title: string;
	readonly does: string;
	/** Makes a fresh sandbox ready for it, and the node that does it. */
	readonly prepare: (sandbox: Sandbox) => Promise<NodeToRun>;
}

/** A service, with something to do for each of its operations. */
export interface Subject {
	/** The node's name. */
	readonly title: string;
	readonly definition: NodeDefinition;
	readonly rows: readonly Row[];
	/** Has so many operations that `npm test` only has time for the typical faults. */
	readonly isLarge?: true;
	/** Operations whose answer is documented nowhere: they take any. */
	readonly takeAnything?: readonly string[];
	/** What must stand nowhere. */
	readonly secrets: (sandbox: Sandbox) => readonly string[];
	readonly count: (sandbox: Sandbox) => Things;
}

/** One cell of the matrix: a request, what it meets, and how the node is set. */
interface Cell {
	readonly place: Place;
	readonly request: Request;
	/** The status that it is answered with when all is well. */
	readonly usual: number;
	readonly column: FaultColumn;
	readonly manner: MannerName;
}

/** What came of one cell. */
export interface Finding extends Omit<Disturbed, 'calm' | 'secrets' | 'seen'> {
	readonly complaints: readonly string[];
	/** How often the request was sent. */
	readonly sent: number;
	/** What the user reads first. */
	readonly message: string | undefined;
}

/** What came of a row. */
export interface Findings {
	readonly service: Service;
	readonly calm: Observed;
	readonly findings: readonly Finding[];
}

/** Does a row without a fault, and then with every fault at each of the middle item's requests. */
export async function findingsOf(places: Places, subject: Subject, row: Row): Promise<Findings> {
	const { definition, rows, count, isLarge = false } = subject;
	const named = operationsOf(definition).find(({ does }) => does === row.does);
	const service = named?.resource.service ?? definition.service;
	const calm = await insist(() =>
		places.in(async (spot) => await observe(spot, await row.prepare(spot.sandbox), count, CALM)),
	);
	expect(calm.run.error).toBeUndefined();
	expect(calm.violations).toEqual([]);
	expect(calm.sent.length).toBe(new Set(calm.sent.map(({ gist }) => gist)).size);
	const middle = calm.watch.items[MIDDLE] ?? { rounds: [] };
	const isShort = isLarge && process.env.FAULTS !== 'all';
	const columns = FAULTS.filter(({ isRare = false, isTypical = false }) =>
		isRare ? row === rows[0] : isTypical || !isShort,
	);
	const cells = requestsOf(middle, MIDDLE).flatMap(([place, request]) =>
		columns.flatMap((column) =>
			MANNERS.map((manner): Cell => ({
				place,
				request,
				usual: calm.statuses.get(place) ?? 0,
				column,
				manner,
			})),
		),
	);
	const findings = await Promise.all(
		cells.map((cell) => findingOf(places, subject, { row, named, service, calm }, cell)),
	);
	return { service, calm, findings: findings.flat() };
}

interface Around {
	readonly row: Row;
	readonly named: Named | undefined;
	readonly service: Service;
	readonly calm: Observed;
}

/** What comes of a cell; nothing if there is nothing to be seen in it. */
async function findingOf(
	places: Places,
	{ secrets, count, takeAnything = [] }: Subject,
	{ row: { does, prepare }, named, service, calm }: Around,
	{ place, request, usual, column, manner: name }: Cell,
): Promise<Finding[]> {
	const { elsewhere } = places;
	const circumstances = { service: service.name, usual, stranger: elsewhere.stranger };
	const fate = fateOf(request, column, { ...circumstances, ...circumstancesOf(name, column) });
	const manner = mannerOf(name, column);
	const cell = { place, request, column, manner, fate };
	if (!isWorthWhile(cell)) {
		return [];
	}
	const see = (isPatient: boolean): Promise<Finding> =>
		places.in(async (spot) => {
			const node = await prepare(spot.sandbox);
			const trouble = { place, column, elsewhere };
			const seen = await observe(spot, node, count, mannerOf(name, column, isPatient), trouble);
			const complaints = complaintsOf({
				...cell,
				calm,
				seen,
				lists: listsSomething(named),
				takesAnything: column.saysNothing === true || takeAnything.includes(does),
				secrets: secrets(spot.sandbox),
			});
			const failed = seen.run.items.find(({ json }) => json.error !== undefined);
			return {
				...cell,
				lists: listsSomething(named),
				takesAnything: takeAnything.includes(does),
				complaints,
				sent: seen.sent.filter((one) => one.place === place).length,
				message: seen.run.error?.message ?? (failed?.json.error as string | undefined),
			};
		});
	// A machine that has much to do is silent by itself now and then.
	const finding = await insist(() => see(false));
	const isTooSlow = finding.complaints.length > 0 && column.kind === 'silence';
	return [isTooSlow ? await insist(() => see(true)) : finding];
}

/**
 * n8n gives a regular expression only so long, and does not begin where a machine that has much to do takes longer: then
 * nothing was seen, and it is done again.
 */
async function insist<T>(work: () => Promise<T>, times = 5): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (times > 1) {
			return await insist(work, times - 1);
		}
		throw error;
	}
}

/** Whether an empty list is an answer like others. */
const listsSomething = (named: Named | undefined): boolean =>
	named?.operation.paging !== undefined ||
	named?.operation.fields.some((field) => field.name === 'returnAll') === true;

/**
 * A fault that passes shows something only where the request is repeated; a second try of the node only where the first
 * one failed; and that others go on is the same for all faults of a kind.
 */
function isWorthWhile({
	manner,
	fate,
	request,
	column,
}: Pick<Disturbed, 'column' | 'fate' | 'manner' | 'request'>): boolean {
	// A file is asked for at the address that the service gave, without the credential: nothing of ours can lead it astray.
	const isAstray = 'origin' in column.trouble({ closed: '', cutting: '', stranger: '' });
	if (request.answer === 'file' && isAstray) {
		return false;
	}
	switch (manner.name) {
		case 'stop':
			return true;
		case 'continue':
			return column.isTypical === true;
		case 'passing':
			return fate.ends === 'answered' && fate.sent > 1;
		case 'tries':
			return column.isTypical === true && fate.ends !== 'answered';
	}
}
