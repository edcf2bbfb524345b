import type { Plan } from './accounting-plan';
import type { Told } from './accounting-told';
import { isRepeatable, laneOf, type Visit, type World } from './accounting-world';
import type { Kind } from './errand';

/** What is known of one item in the end. */
interface Case {
	readonly told: Told;
	readonly visits: readonly Visit[];
	/** The visits of each of its requests that must not be sent twice. */
	readonly once: readonly (readonly Visit[])[];
	/** Whether the server has answered all that it was to do. */
	readonly isDone: boolean;
	readonly world: World;
	readonly item: number;
}

/** Whether the client cannot know what the server did. */
const isUnclear = ({ means }: Visit): boolean => means === 'again' || means === 'unknown';

const isSettled = (visits: readonly Visit[]): boolean =>
	['accepted', 'answered', 'gone'].includes(visits.at(-1)?.means ?? '');

/** What must never be true of an item. After a cancel, answers that the server gave may not have been read. */
const WRONGS: readonly [string, (about: Case) => boolean][] = [
	['was done twice', ({ once }) => once.some((visits) => visits.filter(({ acted }) => acted).length > 1)],
	[
		'may have been delivered, and nobody says so',
		({ told, once }) => told !== 'maybe' && once.flat().some(isUnclear),
	],
	[
		'is said to be unclear, and nothing is',
		({ told, once, world }) => told === 'maybe' && !world.cancelled && !once.flat().some(isUnclear),
	],
	['is said to be done, and is not', ({ told, isDone }) => told === 'done' && !isDone],
	[
		'is done, and nobody says so',
		({ told, isDone, world }) => isDone && !['done', 'maybe'].includes(told) && !world.cancelled,
	],
	[
		'is said not to have been started, and the server did something of it',
		({ told, visits, once, world }) =>
			told === 'not started' &&
			// What may be done twice is forgotten from try to try.
			[...once.flat(), ...visits.filter(({ run }) => run === world.run)].some(({ acted }) => acted),
	],
	[
		'is said to be begun, and nothing was sent',
		({ told, world, item }) => told === 'begun' && !world.departed.has(item),
	],
	[
		'is said to have failed, and nothing was wrong',
		({ told, visits, world }) =>
			told === 'failed' &&
			!world.cancelled &&
			!visits.some(({ trouble }) => trouble !== undefined) &&
			!world.visits.some(({ means }) => means === 'limited'),
	],
];

/** What is wrong with a run and what the user is told of it, by the server's own record. */
export function complaints(world: World, plan: Plan, told: readonly Told[]): string[] {
	return [
		...world.surprises,
		...told.flatMap((state, item) => {
			const about = caseOf(world, item, state);
			return WRONGS.filter(([, isSo]) => isSo(about)).map(([words]) => `item ${item} ${words}`);
		}),
		...disorder(world, plan),
	];
}

function caseOf(world: World, item: number, told: Told): Case {
	const visits = world.visits.filter((visit) => visit.item === item);
	const calls = world.callsOf(item);
	const requests = calls.map(({ id }) => visits.filter((visit) => visit.id === id));
	const once = requests.filter((_, index) => calls[index] !== undefined && !isRepeatable(calls[index]));
	const isDone = requests.every(
		(tries, index) => isSettled(tries) || isTakenForGone(world, calls[index]?.kind, tries),
	);
	return { told, visits, once, isDone, world, item };
}

/**
 * A DELETE whose first answer nobody read, for the execution was stopped, may have done its work: that there is nothing
 * to delete now is what was wanted.
 */
const isTakenForGone = (world: World, kind: Kind | undefined, tries: readonly Visit[]): boolean =>
	world.cancelled && kind === 'DELETE' && tries.length > 1 && tries.at(-1)?.trouble === 'not found';

/** Items of a lane go one after the other, in input order, in each run of the node. */
function disorder({ visits }: World, { items }: Plan): string[] {
	return visits.flatMap((visit, at) => {
		const lane = laneOf(items, visit.item);
		const later = visits
			.slice(at + 1)
			.find(({ run, item }) => run === visit.run && item < visit.item && lane.has(item));
		return later === undefined ? [] : [`${later.id} came after ${visit.id} of its lane`];
	});
}
