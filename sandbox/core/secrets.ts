const known = new Map<string, string>();

/** A value that opens something to whoever has it; it is remembered as such. `what`: in words, e.g. `token of a bot`. */
export const secret = (what: string, value: string): string => {
	known.set(value, what);
	return value;
};

/** Every secret that this program's sandboxes have ever had, and what it is: none may stand where it does not belong. */
export const knownSecrets = (): ReadonlyMap<string, string> => known;
