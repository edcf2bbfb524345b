/** What is wrong with a body, and where: `loc` leads from `body` to the value. */
export interface Problem {
	readonly loc: readonly (string | number)[];
	readonly msg: string;
	readonly type: string;
}

/** A value that has the right type and is wrong all the same. */
export const valueError = (loc: Problem['loc'], msg: string): Problem => ({ loc, msg, type: 'value_error' });

/** `[0].value` to `0`, `value`. No documented key has a dot or a bracket in it. */
const keysIn = (where: string): (string | number)[] =>
	where
		.split(/[.[\]]+/)
		.filter((key) => key !== '')
		.map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/** The same for one of the half sentences of `Call.wrong`. */
export const problemOf = (wrong: string): Problem => {
	const [, where = '', what = wrong] = /^body key(?: "(.*?)")? (.*)$/.exec(wrong) ?? [];
	const loc = ['body', ...keysIn(where)];
	if (what.endsWith('is missing')) return { loc, msg: 'Field required', type: 'missing' };
	return valueError(loc, what);
};
