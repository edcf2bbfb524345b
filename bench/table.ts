import type { Result } from './measure.ts';

/** `timesTheLimit` reads `times the limit`. */
const words = (key: string): string =>
	key.replace(/[A-Z]+/g, (upper) => (upper.length > 1 ? ` ${upper}` : ` ${upper.toLowerCase()}`));

const figuresOf = ({ figures }: Result): string =>
	Object.entries(figures)
		.map(([key, value]) => `${words(key)} ${value.toLocaleString('en')}`)
		.join(', ');

const goalOf = ({ goal }: Result): string =>
	goal === undefined ? '' : `${goal.words}: ${goal.reached ? 'yes' : '**no**'}`;

/** The results as a table in Markdown. */
export const tableOf = (results: readonly Result[]): string =>
	[
		'| measurement | what | figures | goal |',
		'| --- | --- | --- | --- |',
		...results.map((one) => `| ${one.measure} | ${one.what} | ${figuresOf(one)} | ${goalOf(one)} |`),
	].join('\n');

/** The goals that were not reached, and why. */
export const missedOf = (results: readonly Result[]): string =>
	results
		.flatMap(({ measure, what, goal }) =>
			goal?.reached === false ? [`\n**Missed: ${measure}, ${what}.** ${goal.why ?? ''}\n`] : [],
		)
		.join('');
