import type { Request } from '../../nodes/shared/request';
import { placesOf } from '../integration/support/secrets.ts';
import { endOf, type Disturbed } from './disturbed.ts';
import { isHarmless, type Fate } from './model.ts';
import { aboutOutcome } from './outcome.ts';
import { MIDDLE, type Observed } from './run.ts';
import { gistOf, itemOf, requestsOf, type Place } from './watch.ts';

/** Everything that is wrong with what was seen, in words. */
export const complaintsOf = (disturbed: Disturbed): string[] => [
	...aboutSending(disturbed),
	...aboutLanes(disturbed),
	...aboutOthers(disturbed),
	...aboutOutcome(disturbed),
	...aboutWrites(disturbed),
	...aboutThings(disturbed),
	...aboutSafety(disturbed),
];

const timesOf = ({ sent }: Observed, place: Place): number =>
	sent.filter((one) => one.place === place).length;

/** The request that met the fault, and those that must never be sent twice. */
function* aboutSending({ seen, fate, manner, request }: Disturbed): Generator<string> {
	const gist = gistOf(MIDDLE, request);
	const times = seen.sent.filter((one) => one.gist === gist).length;
	const [least, most] = manner.name === 'tries' ? timesInTries(fate, request) : [fate.sent, fate.sent];
	if (times < least || times > most) {
		yield `sent ${times} times, not ${least}${most === least ? '' : ` to ${most}`}`;
	}
	for (const other of new Set(seen.arrived)) {
		const count = seen.arrived.filter((one) => one === other).length;
		if (count > timesOf(seen, other)) {
			yield `${other} was sent ${timesOf(seen, other)} times and arrived ${count} times`;
		}
	}
	const others = seen.watch.items.flatMap(({ rounds }, item) =>
		rounds.flat().flatMap((one) => (isHarmless(one) ? [] : [gistOf(item, one)])),
	);
	for (const other of new Set(others.filter((one) => one !== gist))) {
		const count = seen.sent.filter((one) => one.gist === other).length;
		if (count > 1) {
			yield `${other} was sent ${count} times`;
		}
	}
}

/**
 * n8n tries the node a second time. What may have arrived, or was taken, is not sent again; what was not, is, unless
 * something that was asked before shows that it is done. A refusal that the operation has looked into may be tried again.
 */
function timesInTries(fate: Fate, request: Request): [least: number, most: number] {
	if (isHarmless(request)) {
		return [1, 2];
	}
	switch (fate.ends) {
		case 'answered':
			return [1, 1];
		case 'handed':
			return fate.isRefusal ? [1, 2] : [1, 1];
		case 'failed':
			return fate.maybe ? [1, 1] : fate.found ? [1, 2] : [2, 2];
	}
}

/** Items of one lane are sent strictly one after the other. */
function* aboutLanes({ seen }: Disturbed): Generator<string> {
	const order = seen.watch.sent.map(({ place }) => itemOf(place));
	for (const [later, { lane }] of seen.watch.items.entries()) {
		for (const [earlier, other] of seen.watch.items.slice(0, later).entries()) {
			const shares = other.lane.some((key) => lane.includes(key));
			if (shares && order.includes(later) && order.lastIndexOf(earlier) > order.indexOf(later)) {
				yield `item ${later} was sent before item ${earlier} was through`;
			}
		}
	}
}

/** Whether the others are done, and the rest of the middle item is left undone where it must be. */
function* aboutOthers({ seen, calm, place, fate, manner, column }: Disturbed): Generator<string> {
	const { name } = manner;
	const ends = endOf(seen, fate, manner);
	for (const [index, item] of calm.watch.items.entries()) {
		const places = requestsOf(item, index).map(([one]) => one);
		for (const one of places.filter((one) => one !== place)) {
			const times = timesOf(seen, one);
			if (roundOf(one) === roundOf(place) && times <= 1) {
				// They may be on their way already.
				continue;
			}
			const isBefore = index < MIDDLE || (index === MIDDLE && places.indexOf(one) < places.indexOf(place));
			const isLimited = name === 'continue' && column.kind === 'limit' && ends === 'failed';
			// What an operation makes of an answer that it was handed is its own affair.
			const isOwn = index === MIDDLE && fate.ends === 'handed';
			const isLeft = ends === 'failed' && name === 'stop' && !isBefore && !isOwn;
			// A file is rather fetched again in the next try than kept until then.
			const isFetched = name === 'tries' && item.rounds.flat().some(({ answer }) => answer === 'file');
			if (isLeft ? times > 0 : index !== MIDDLE && times !== 1 && !isLimited && !isFetched) {
				yield `${one} was sent ${times} times`;
			}
			if (index === MIDDLE && isBefore && times < 1) {
				yield `${one}, which comes before, was not sent`;
			}
		}
	}
}

const roundOf = (place: Place): string => place.slice(0, place.lastIndexOf('.'));

/** After an answer that says something else, nothing else may be written. */
function* aboutWrites({ calm, seen, manner, request }: Disturbed): Generator<string> {
	// Items that run beside each other are given their IDs in any order.
	if (manner.name === 'continue') {
		return;
	}
	// What the first try made is there for the second one, which then changes it.
	if (manner.name === 'tries' && request.findable === true) {
		return;
	}
	const wanted = writesIn(calm);
	for (const one of writesIn(seen).filter((one) => !wanted.includes(one))) {
		yield `wrote something else: ${one}`;
	}
}

/** What the middle item asked for that is no mere question. */
const writesIn = ({ watch }: Observed): string[] =>
	watch.tries
		.flatMap((items) => items[MIDDLE]?.rounds.flat() ?? [])
		.filter(({ method }) => method !== 'GET')
		.map((request) => gistOf(MIDDLE, request));

/** Nothing is there twice. */
function* aboutThings({ calm, seen }: Disturbed): Generator<string> {
	for (const [kind, count] of Object.entries(seen.after)) {
		const most = Math.max(calm.before[kind] ?? 0, calm.after[kind] ?? 0);
		if (count > most) {
			yield `left ${count} ${kind}, not ${most}`;
		}
	}
}

/** No secret anywhere, and nothing that the service does not know. */
function* aboutSafety({ seen, secrets }: Disturbed): Generator<string> {
	for (const place of secrets.flatMap((secret) => placesOf(secret, seen.run))) {
		yield `gives a secret away in ${place}`;
	}
	for (const violation of seen.violations) {
		yield `did what is documented nowhere: ${violation}`;
	}
}
