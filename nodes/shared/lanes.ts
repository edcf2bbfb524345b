/** The keys of one item's lanes; none for an item that may run beside all others. */
export type LaneKeys = readonly string[];

/**
 * Puts items that share a key, also through other items, into one lane.
 *
 * @param keysOf each item's keys, in input order
 * @returns for each item the number of the lane it belongs to; items without a key are alone in theirs
 */
export function lanesOf(keysOf: readonly LaneKeys[]): number[] {
	// Each item points to an earlier one of its lane, and in the end to the lane's first.
	const earlier = keysOf.map((_, index) => index);
	const first = (index: number): number => {
		let root = index;
		while (earlier[root] !== root) {
			root = earlier[root] ?? root;
		}
		earlier[index] = root;
		return root;
	};
	const seen = new Map<string, number>();
	keysOf.forEach((keys, index) => {
		for (const key of keys) {
			const other = seen.get(key);
			if (other === undefined) {
				seen.set(key, index);
			} else {
				const [low, high] = [first(other), first(index)].sort((a, b) => a - b) as [number, number];
				earlier[high] = low;
			}
		}
	});
	return keysOf.map((_, index) => first(index));
}

/**
 * Runs work for every index: one after the other within a lane, in order; at most as many at once as `limit` lets.
 */
export async function runInLanes(
	lanes: readonly number[],
	limit: <T>(work: () => Promise<T>) => Promise<T>,
	work: (index: number) => Promise<void>,
): Promise<void> {
	const tails = new Map<number, Promise<void>>();
	const all = lanes.map((lane, index) => {
		const before = tails.get(lane);
		const run = (): Promise<void> => limit(() => work(index));
		const done = before === undefined ? run() : before.then(run);
		tails.set(lane, done);
		return done;
	});
	await Promise.all(all);
}
