const LONGEST_QUOTE = 500;

/** Makes one line of a text that somebody else wrote, short enough for a message. */
export const quote = (text: string, longest = LONGEST_QUOTE): string => {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > longest ? `${line.slice(0, longest)} …` : line;
};
