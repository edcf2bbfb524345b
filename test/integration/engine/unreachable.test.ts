import { describe, expect, test } from '@jest/globals';
import { ShelfServer } from './shelf-server';
import { letters, useShelf } from './support';

const { server, run } = useShelf();

/** An address on this machine where nobody listens. */
const closedAddress = async (): Promise<string> => {
	const passing = new ShelfServer();
	await passing.listen();
	const { url } = passing;
	await passing.close();
	return url;
};

describe('a service where nobody listens', () => {
	test.each(['post', 'patch', 'get', 'replace', 'delete', 'filter'])(
		'is tried again, because nothing was sent, and then gets it: %s',
		async (operation) => {
			const url = await closedAddress();
			const late = new ShelfServer();
			let tries = 0;
			const beforeRequest = async (): Promise<void> => {
				tries += 1;
				if (tries === 2) {
					await late.listen(Number(new URL(url).port));
				}
			};
			try {
				const { error } = await run({ operation, url, beforeRequest, options: { maxRetries: 1 } }, [
					{ id: '1', text: 'letter 0' },
				]);
				expect(error).toBeUndefined();
				expect(late.calls).toHaveLength(1);
			} finally {
				await late.close();
			}
		},
	);

	test('is named as such in the end, and nothing counts as delivered', async () => {
		const url = await closedAddress();
		const { error } = await run(
			{ operation: 'post', url, options: { maxRetries: 1, maxParallel: 1 } },
			letters(3),
		);
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toBe('Shelf cannot be reached [item 0]');
		expect(error?.description).toContain('ECONNREFUSED');
		expect(error?.description).toContain('Nothing was sent.');
		expect(error?.description).toContain('Of 3 items: Not started: 2 (item 1 to 2). Not done: 1 (item 0).');
	});
});

test('a server that does not speak https is tried once, and nothing counts as delivered', async () => {
	const url = server.url.replace('http:', 'https:');
	const { error } = await run({ operation: 'post', url, options: { maxRetries: 1 } }, letters(2));
	expect(error?.message).toMatch(/^Shelf cannot be (called|reached)/);
	expect(`${error?.message} ${error?.description}`).not.toMatch(/may have been (carried out|delivered)/i);
	expect(server.calls).toEqual([]);
});
