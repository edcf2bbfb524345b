/** A customer by id and name. */
export interface Known {
	readonly id: string;
	readonly name: string;
}

/**
 * Which customer something is about: the one whose id it holds, else the only one who has that name. The services do
 * not know each other; what joins them is what workflows write into them.
 */
export const whoIn = (
	people: readonly Known[],
	name: string | undefined,
	...values: unknown[]
): string | null => {
	const held = JSON.stringify(values);
	const byId = people.find(({ id }) => held.includes(id));
	if (byId) return byId.id;
	const namesakes = people.filter((person) => person.name === name);
	return namesakes.length === 1 ? (namesakes[0]?.id ?? null) : null;
};
