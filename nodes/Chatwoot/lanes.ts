/** The lane of everything that writes to one thing: what is written keeps its order. */
export const laneOf = (kind: string, id: string): string => `${kind} ${id.trim()}`;

/** The lane of everything that writes to one conversation. */
export const conversationLane = ({ conversation }: { readonly conversation: string }): string =>
	laneOf('conversation', conversation);
