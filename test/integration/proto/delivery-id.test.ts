import { describe, expect, test } from '@jest/globals';
import { saying, says, textsOf, useTrigger } from './trigger-support.ts';

const { listen, deliver, items } = useTrigger();

const ID = expect.stringMatching(/^[0-9a-f]{64}$/);

describe('A delivery that comes twice', () => {
	const written = (replyToken: string): Record<string, unknown> => ({
		...saying(),
		messages: [says('human', 'Hi'), says('human', 'Hi')],
		replyToken,
	});
	const idsOfItems = (): unknown[] => items().map(({ deliveryId }) => deliveryId);

	test("has the same IDs twice, so that Remove Duplicates knows the customer's messages", async () => {
		listen({ options: { authors: ['human'] } });
		await deliver({ events: [written('a')] });
		await deliver({ events: [written('a')] });
		const ids = idsOfItems();
		expect(ids).toEqual([ID, ID, ids[0], ids[1]]);
		expect(new Set(ids).size).toBe(2);
	});

	test('is told from the same text written twice, with two reply tokens', async () => {
		listen({ options: { authors: ['human'] } });
		await deliver({ events: [written('a')] });
		await deliver({ events: [written('b')] });
		expect(new Set(idsOfItems()).size).toBe(4);
	});

	test.each(['bot', 'agent'])(
		'has none for the %s, who may say the same twice after one message of the customer',
		async (author) => {
			listen();
			const events = [{ ...saying(), messages: [says(author, 'Still there?')], replyToken: 'a' }];
			await deliver({ events });
			await deliver({ events });
			expect(textsOf(items())).toEqual(['Still there?', 'Still there?']);
			expect(idsOfItems()).toEqual([null, null]);
		},
	);
});
