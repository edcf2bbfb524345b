import { at, listAt, sameSet, type Check } from '../check.ts';
import { byId } from '../node.ts';

/** What both a contact and a conversation can have labels through. */
type Labelled = 'contact' | 'conversation';

/** Which of our two labels are given to the operation, and which are there afterwards; the first was there before. */
const CASES: readonly (readonly [
	operation: string,
	that: string,
	given: readonly number[],
	then: readonly number[],
])[] = [
	['getLabels', 'the label that it has', [], [0]],
	['setLabels', 'the label that was given; the other is away', [1], [1]],
	['addLabels', 'both labels: the one that it had stays', [1], [0, 1]],
	['removeLabels', 'none is left', [0], []],
];

/** Checks of the operations about the labels of one kind of thing. */
export const labelChecksOf = (labelled: Labelled): readonly Check[] =>
	CASES.map(([operation, that, given, then]) => ({
		does: `${labelled} ${operation}`,
		that,
		run: async ({ node, server, labels, ...own }) => {
			const named = (indices: readonly number[]): string[] =>
				labels.filter((_, index) => indices.includes(index));
			const { id } = await own[labelled]();
			const path = `${labelled}s/${id}/labels`;
			await server.post(path, { labels: named([0]) });
			const parameters = { [labelled]: byId(id), ...(given.length === 0 ? {} : { labels: named(given) }) };
			const output = await node.one(`${labelled} ${operation}`, parameters);
			sameSet('output', listAt(output, 'labels'), named(then));
			sameSet('labels', listAt(await server.get(path), 'payload'), named(then));
		},
	}));

/** Checks of the lists that have but one operation: our own entry is in them. */
export const listChecks: readonly Check[] = [
	{
		does: 'agent getMany',
		that: "the token's own user",
		run: async ({ node, me }) => {
			const got = await node.run('agent getMany', {});
			sameSet(
				'own user',
				got.filter(({ id }) => id === me.id).map(({ name }) => name),
				[me.name],
			);
		},
	},
	{
		does: 'team getMany',
		that: 'our team',
		run: async ({ node, team }) => {
			const got = await node.run('team getMany', {});
			sameSet(
				'own team',
				got.filter(({ id }) => id === team.id).map(({ name }) => name),
				[team.name],
			);
		},
	},
	{
		does: 'label getMany',
		that: 'our two labels',
		run: async ({ node, labels, suffix }) => {
			const titles = (await node.run('label getMany', {})).map((row) => at(row, 'title'));
			sameSet(
				'own labels',
				titles.filter((title) => String(title).includes(suffix)),
				labels,
			);
		},
	},
];
