import { describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../../sandbox/index.ts';
import { jsonOf, pairsOf } from '../support/results.ts';
import { useAicx } from './support.ts';

const used = useAicx();
const { run, calls } = used;

const PEOPLE = ['ann', 'bob', 'cem'];

/** Seven rounds, each with one item for everybody. */
const ROUNDS = Array.from({ length: 7 }, (_, round) =>
	PEOPLE.map((id) => ({ id, text: `${round} of ${id}` })),
).flat();

/** Calls that came in before the one before them had been answered. */
const early = (entries: readonly JournalEntry[]): JournalEntry[] =>
	entries.filter(({ startedAt }, index) => startedAt < (entries[index - 1]?.finishedAt ?? 0));

describe('Many items', () => {
	test.each([
		['customer upsert', { customerFields: { name: '={{ $json.text }}' } }],
		['customer addTags', { tags: '={{ $json.text }}', createIfNotExists: true }],
		[
			'customer addCustomFields',
			{ valuesMode: 'json', valuesJson: '={{ [{ name: "Nickname", value: $json.text }] }}' },
		],
		['conversation createTicket', { subject: '={{ $json.text }}', customerReference: '={{ $json.id }}' }],
	])('for one customer keep their order, while others go on beside them: %s', async (does, more) => {
		for (const id of PEOPLE) await used.customer(id);
		// The first of each customer takes longest, so that a later one would overtake it.
		used.sandbox.faults.add({
			fault: { latency: ({ body }) => (JSON.stringify(body).includes('"0 of') ? 60 : 15) },
		});
		const done = await run({ does, parameters: { providedUniqueId: '={{ $json.id }}', ...more } }, ROUNDS);

		expect(jsonOf(done)).toHaveLength(ROUNDS.length);
		expect(pairsOf(done)).toEqual(ROUNDS.map((_, item) => ({ item })));
		for (const id of PEOPLE) {
			const entries = calls().filter(({ body }) => JSON.stringify(body).includes(`of ${id}`));
			expect(entries.map(({ body }) => /\d of \w+/.exec(JSON.stringify(body))?.[0])).toEqual(
				ROUNDS.filter((one) => one.id === id).map(({ text }) => text),
			);
			expect(early(entries)).toEqual([]);
		}
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(3);
	});

	test('that only ask need no order, and are never more at a time than the default or the option says', async () => {
		await used.customer('ann');
		used.sandbox.faults.add({ fault: { latency: 20 } });
		const most = async (options: { maxParallel?: number }): Promise<number> => {
			used.sandbox.journal.clear();
			const job = { does: 'customer get', parameters: { providedUniqueId: 'ann' }, options };
			expect(
				jsonOf(
					await run(
						job,
						PEOPLE.flatMap(() => [{}, {}, {}]),
					),
				),
			).toHaveLength(9);
			return Math.max(...calls().map(({ inFlight }) => inFlight));
		};
		expect(await most({})).toBe(5);
		expect(await most({ maxParallel: 2 })).toBe(2);
	});

	test('of which one fails: the others of that customer are done all the same, in their order', async () => {
		await used.customer('ann');
		const parameters = { providedUniqueId: 'ann', tags: '={{ $json.tags }}' };
		const errors = await used.errorsOf(
			{ does: 'customer addTags', parameters },
			['vip', 'gold', 'newsletter'].map((tags) => ({ tags })),
		);
		expect(errors.map((error) => error !== undefined)).toEqual([false, true, false]);
		expect(used.aicx.customers.get('ann')?.tags).toEqual(['vip', 'newsletter']);
	});
});
