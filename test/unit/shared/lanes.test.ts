import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pLimit from 'p-limit';
import { lanesOf, runInLanes } from '../../../nodes/shared/lanes';

const unlimited = async <T>(work: () => Promise<T>): Promise<T> => await work();

const keys = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 3 }), {
	maxLength: 12,
});

/** Whether one can get from one item to the other by shared keys: found by walking, not by joining sets. */
function isReachable(keysOf: readonly (readonly string[])[], from: number, to: number): boolean {
	const reached = new Set([from]);
	for (const index of reached) {
		keysOf.forEach((others, other) => {
			if (others.some((key) => keysOf[index]?.includes(key))) {
				reached.add(other);
			}
		});
	}
	return reached.has(to);
}

describe('lanes', () => {
	test('items of one chat share a lane; items without a key are alone', () => {
		expect(lanesOf([['a'], [], ['b'], ['a'], []])).toEqual([0, 1, 2, 0, 4]);
	});

	test('are joined by an item that belongs to both', () => {
		expect(lanesOf([['a'], ['b'], ['c'], ['b', 'a']])).toEqual([0, 0, 2, 0]);
	});

	test('join exactly the items that share keys, also through others', () => {
		fc.assert(
			fc.property(keys, (keysOf) => {
				const lanes = lanesOf(keysOf);
				expect(lanes).toHaveLength(keysOf.length);
				keysOf.forEach((_, one) =>
					keysOf.forEach((__, other) => {
						expect(lanes[one] === lanes[other]).toBe(isReachable(keysOf, one, other));
					}),
				);
			}),
		);
	});

	test('of a hundred thousand items are found without running out of stack', () => {
		const many = Array.from({ length: 100_000 }, (_, index) => [`${index}`, `${index + 1}`]);
		expect(new Set(lanesOf(many))).toEqual(new Set([0]));
	});
});

describe('work in lanes', () => {
	test('is done once for each item, one after the other within a lane, in order, within the limit', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }),
				fc.integer({ min: 1, max: 5 }),
				fc.scheduler(),
				async (lanes, most, scheduler) => {
					const begun: number[] = [];
					const running = new Set<number>();
					const work = async (index: number): Promise<void> => {
						begun.push(index);
						expect([...running].map((other) => lanes[other])).not.toContain(lanes[index]);
						running.add(index);
						expect(running.size).toBeLessThanOrEqual(most);
						await scheduler.schedule(Promise.resolve());
						running.delete(index);
					};
					await scheduler.waitFor(runInLanes(lanes, pLimit(most), work));
					expect(begun.toSorted((a, b) => a - b)).toEqual([...lanes.keys()]);
					for (const lane of new Set(lanes)) {
						const inLane = begun.filter((index) => lanes[index] === lane);
						expect(inLane).toEqual(inLane.toSorted((a, b) => a - b));
					}
				},
			),
		);
	});

	test('of different lanes runs side by side', async () => {
		const all: (() => void)[] = [];
		await runInLanes([0, 1, 2], unlimited, async () => {
			await new Promise<void>((resolve) => {
				all.push(resolve);
				if (all.length === 3) {
					all.forEach((go) => go());
				}
			});
		});
		expect(all).toHaveLength(3);
	});
});
