/** Writes indices in few words: `0 to 4, 7, 9 to 12`. Expects them in ascending order. */
export function inWords(indices: readonly number[]): string {
	const ranges: [number, number][] = [];
	for (const index of indices) {
		const last = ranges.at(-1);
		if (last?.[1] === index - 1) {
			last[1] = index;
		} else {
			ranges.push([index, index]);
		}
	}
	return ranges.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
}
