import { describe, expect, test } from '@jest/globals';
import { CONTINUES } from '../support/results.ts';
import { letters, useShelf } from './support';

const { server, run } = useShelf();

/** The twin that n8n makes of a node, for AI agents. */
const TOOL = { type: 'n8n-nodes-test.shelfTool' };

describe('an AI agent that calls the node as its tool', () => {
	test('is told what went wrong and the way out in one text, which is all that n8n hands on', async () => {
		server.answers('POST /letters', { status: 409, body: { error: 'The shelf is full.' } });
		const { error } = await run({ operation: 'post', settings: TOOL }, letters(1));
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toBe(
			'The shelf is full. Shelf answered 409 Conflict to POST /letters. Take another shelf.',
		);
	});

	test('is told of arguments that cannot be used, and nothing is sent', async () => {
		const { error } = await run({ operation: 'post', settings: TOOL }, [{ text: '' }]);
		expect(error?.message).toBe(
			"'Text' is empty. Fill it in, or check that its expression gives a value for this item.",
		);
		expect(server.calls).toEqual([]);
	});

	test('is told that a letter may have arrived all the same, so that it does not send it again', async () => {
		server.answers('POST /letters', { cut: 'before' });
		const { error } = await run({ operation: 'post', settings: TOOL }, letters(1));
		expect(error?.message).toMatch(/It may have been carried out all the same\. .*before you repeat it/);
	});

	test('is told the same with "continue on fail"', async () => {
		server.answers('POST /letters', { status: 409, body: { error: 'Full' } });
		const { items, error } = await run(
			{ operation: 'post', settings: { ...TOOL, ...CONTINUES } },
			letters(1),
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{ error: 'Full. Shelf answered 409 Conflict to POST /letters. Take another shelf.' },
		]);
	});

	test('is told that there is nothing, of which n8n would make an empty text', async () => {
		server.answers('GET /list', { body: [] });
		const { items } = await run({ resource: 'list', operation: 'whole', settings: TOOL });
		expect(items.map(({ json }) => json)).toEqual([{ found: 0 }]);
	});
});
