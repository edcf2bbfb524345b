/** Three items that a job is done for: each says which it is. */
export const THREE = [{ n: 1 }, { n: 2 }, { n: 3 }];

/** The number of the item, from 1; an item that does not say is the first. */
export const N = '{{ $json.n ?? 1 }}';

/** An expression for that number. */
export const NTH = `=${N}`;

/** An expression for the value that belongs to the item. */
export const nth = (values: readonly string[]): string =>
	`={{ ${JSON.stringify(values)}[($json.n ?? 1) - 1] }}`;
