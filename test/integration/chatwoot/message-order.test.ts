import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { Message } from '../../../sandbox/chatwoot/types.ts';
import type { JournalEntry } from '../../../sandbox/index.ts';
import { jsonOf, pairsOf } from '../support/results.ts';
import { messagesIn, NOT_NOW, TRIES } from './message-support.ts';
import { byId, useChatwoot } from './support.ts';

const used = useChatwoot();
const { run, errorsOf, calls, beside } = used;

const SEND = { does: 'message send' };

const open = (): Promise<number> => beside((client) => client.conversation());

const said = (conversation: number): Message[] => messagesIn(used.chatwoot, conversation);

describe('Many messages', () => {
	const early = (entries: readonly JournalEntry[]): JournalEntry[] =>
		entries.filter(({ startedAt }, index) => startedAt < (entries[index - 1]?.finishedAt ?? 0));

	test('keep their order in each conversation, while other conversations go on beside it', async () => {
		const conversations = [await open(), await open(), await open()];
		const items: IDataObject[] = Array.from({ length: 6 }, (_, index) =>
			conversations.map((conversation) => ({ conversation, text: `${index} of ${conversation}` })),
		).flat();
		// The first of each conversation takes longest, so that a later one would overtake it.
		used.sandbox.faults.add({
			fault: { latency: ({ body }) => (JSON.stringify(body).includes('"0 of') ? 60 : 15) },
		});
		const parameters = { conversation: '={{ $json.conversation }}', content: '={{ $json.text }}' };
		const sent = await run({ ...SEND, parameters }, items);
		expect(jsonOf(sent).map(({ content }) => content)).toEqual(items.map(({ text }) => text));
		expect(pairsOf(sent)).toEqual(items.map((_, item) => ({ item })));
		for (const conversation of conversations) {
			const texts = said(conversation).map(({ content }) => content);
			expect(texts).toEqual([0, 1, 2, 3, 4, 5].map((index) => `${index} of ${conversation}`));
			expect(early(calls().filter(({ path }) => path.includes(`/conversations/${conversation}/`)))).toEqual(
				[],
			);
		}
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(3);
	});

	test('of which some fail: the others are sent, and each says what became of it', async () => {
		const conversation = await open();
		const items = [
			{ conversation, text: 'one' },
			{ conversation: 999, text: 'two' },
			{ conversation, text: '' },
			{ conversation, text: 'four' },
		];
		const parameters = { conversation: '={{ $json.conversation }}', content: '={{ $json.text }}' };
		expect(await errorsOf({ ...SEND, parameters }, items)).toEqual([
			undefined,
			'Resource could not be found [item 1]',
			"'Text' is empty [item 2]",
			undefined,
		]);
		expect(said(conversation).map(({ content }) => content)).toEqual(['one', 'four']);
	});

	test('are each sent once, though one fails and the node is tried again', async () => {
		const conversation = await open();
		const items = Array.from({ length: 10 }, (_, index) => ({ text: `line ${index}` }));
		used.sandbox.faults.add({
			match: ({ body }) => JSON.stringify(body).includes('line 7'),
			...NOT_NOW,
		});
		const parameters = { conversation: byId(conversation), content: '={{ $json.text }}' };
		expect(jsonOf(await run({ ...SEND, parameters, ...TRIES }, items))).toHaveLength(10);
		expect(said(conversation).map(({ content }) => content)).toEqual(items.map(({ text }) => text));
	});

	test('are not sent again when the server broke down over one, which may have arrived', async () => {
		const conversation = await open();
		used.sandbox.faults.add({ times: 1, fault: { status: 500, acts: true } });
		const parameters = { conversation: byId(conversation), content: 'Hello' };
		const { error } = await run({ ...SEND, parameters, ...TRIES });
		expect(error?.message).toContain('It may have been carried out all the same');
		expect(said(conversation)).toHaveLength(1);
		expect(calls()).toHaveLength(1);
	});

	test('that the installation limits are sent again once it lets them, each once', async () => {
		const conversation = await open();
		// As Chatwoot refuses: text, and no word of how long.
		const fault = { status: 429, body: 'Retry later', contentType: 'text/plain' };
		used.sandbox.faults.add({ times: 1, fault });
		const parameters = { conversation: byId(conversation), content: '={{ $json.text }}' };
		jsonOf(await run({ ...SEND, parameters }, [{ text: 'one' }, { text: 'two' }]));
		expect(said(conversation).map(({ content }) => content)).toEqual(['one', 'two']);
		expect(calls().map(({ status }) => status)).toEqual([429, 200, 200]);
	});
});
