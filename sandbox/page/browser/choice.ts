/** Something that belongs to a customer, or to nobody who is known. */
export interface Owned {
	readonly id: string | number;
	readonly who: string | null;
}

/**
 * The one to show of a list, newest first: the one that was picked, while it is the present customer's or nobody's;
 * else the newest of the customer; else the newest of nobody.
 */
export const chosen = <T extends Owned>(
	all: readonly T[],
	picked: T['id'] | undefined,
	customer: string | undefined,
): T | undefined => {
	const fitting = all.filter(({ who }) => who === null || who === customer);
	return fitting.find(({ id }) => id === picked) ?? fitting.find(({ who }) => who !== null) ?? fitting[0];
};

interface Speaking {
	readonly talk: readonly { readonly at: number | null }[];
}

/** Whose conversation has the newest message; the first one while nobody has said anything. */
export const lastToSpeak = <T extends Speaking>(people: readonly T[]): T | undefined => {
	const last = ({ talk }: T): number => talk.at(-1)?.at ?? 0;
	return people.reduce<T | undefined>(
		(best, person) => (best === undefined || last(person) > last(best) ? person : best),
		undefined,
	);
};
