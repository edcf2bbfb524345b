import type { UsedChatwoot } from './support.ts';

/**
 * So many conversations of one contact in one inbox; gives their numbers, newest first.
 *
 * @param more what the nth of them has, counted from 1
 */
export const conversationsIn = async (
	{ beside }: UsedChatwoot,
	count: number,
	more: (n: number) => object = () => ({}),
): Promise<number[]> =>
	await beside(async (client) => {
		const ids = { inbox_id: await client.inbox(), contact_id: await client.contact() };
		const numbers: number[] = [];
		for (let n = 1; n <= count; n += 1) numbers.unshift(await client.conversation({ ...ids, ...more(n) }));
		return numbers;
	});
