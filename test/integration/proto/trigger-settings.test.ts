import { describe, expect, test } from '@jest/globals';
import { saying, says, textsOf, useTrigger } from './trigger-support.ts';

const { proto, host, listen, deliver, items } = useTrigger();

describe('What an expression puts in the panel', () => {
	test('counts like what is chosen there', async () => {
		listen({ split: '={{ "event" }}' as never, options: { authors: '={{ ["agent"] }}' } });
		const mixed = { ...saying(), messages: [says('bot', 'a'), says('agent', 'b')] };
		await deliver({ events: [mixed] });
		expect(items()).toMatchObject([{ messages: [{ data: { text: 'b' } }] }]);
	});

	test('means the usual authors where it gives none', async () => {
		listen({ options: { authors: '={{ [] }}' } });
		await deliver({ events: [{ ...saying(), messages: [says('bot', 'a'), says('human', 'b')] }] });
		expect(textsOf(items())).toEqual(['a']);
	});

	test('is refused when the workflow is published, where the panel would not take it: no delivery comes twice', async () => {
		const node = proto.trigger({ options: { messageTypes: '={{ ["text", "smoke signal"] }}' } });
		await expect(host.switchOn({ node })).rejects.toThrow('smoke signal');
	});
});
