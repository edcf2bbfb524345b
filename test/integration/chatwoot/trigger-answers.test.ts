import { describe, expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';
import { byId } from './support.ts';
import { answers, customerIn, inboxSource, useTrigger, writes } from './trigger-support.ts';

const { used, host, switchOn, settled, heard } = useTrigger();

const REPORTS = { reportFailedRuns: true };

const fail = (): INodeExecutionData[] => {
	throw new Error('The other system is down');
};

/** A message as Chatwoot keeps it. */
const kept = (id: number): object => {
	const { status, content_attributes: attributes } = used.chatwoot.messages.get(id) ?? {};
	return { status, attributes };
};

const SENT = { status: 'sent', attributes: {} };

describe('A run that fails', () => {
	test('lets agents see that their message did not arrive, if the user wants that', async () => {
		const { inbox, conversation } = await customerIn(used);
		await switchOn({ parameters: inboxSource(inbox), options: REPORTS, rest: fail });
		const message = await answers(used, conversation);
		await settled();
		expect(kept(message)).toEqual({
			status: 'failed',
			attributes: { external_error: '500 Internal Server Error' },
		});
		expect(host.started).toHaveLength(1);
	});

	test('is nothing to Chatwoot otherwise', async () => {
		const { inbox, conversation } = await customerIn(used);
		const rest = (): INodeExecutionData[] => [];
		await switchOn({ parameters: inboxSource(inbox), rest });
		const message = await answers(used, conversation);
		expect(await heard()).toEqual(['message_created: Hi']);
		expect(kept(message)).toEqual(SENT);
	});
});

describe('A run that succeeds', () => {
	test.each([
		['with items', (items: INodeExecutionData[]) => items],
		['without any', () => []],
	])('%s leaves the message sent, and tells Chatwoot nothing of the run', async (_, rest) => {
		const { inbox, conversation } = await customerIn(used);
		await switchOn({ parameters: inboxSource(inbox), options: REPORTS, rest });
		const message = await answers(used, conversation);
		expect(await heard()).toEqual(['message_created: Hi']);
		expect(kept(message)).toEqual(SENT);
		const [{ status, answer } = {}] = used.sandbox.journal.entries({ direction: 'out' });
		expect([status, answer]).toEqual([200, '']);
	});
});

describe('Chatwoot is answered', () => {
	/** Something that a test waits for, or lets others wait for. */
	const signal = (): { readonly given: Promise<void>; readonly give: () => void } => {
		let give: () => void = () => undefined;
		const given = new Promise<void>((resolve) => {
			give = resolve;
		});
		return { given, give: () => give() };
	};

	/** A run that goes on until it is told to end. */
	const slow = () => {
		const begun = signal();
		const ended = signal();
		const rest = async (items: INodeExecutionData[]): Promise<INodeExecutionData[]> => {
			begun.give();
			await ended.given;
			return items;
		};
		return { rest, begun: begun.given, end: ended.give };
	};

	test('at once, while the run goes on', async () => {
		const { conversation } = await customerIn(used);
		const { rest, end } = slow();
		await switchOn({ rest, options: REPORTS });
		await writes(used, conversation);
		await used.chatwoot.deliveries.settled();
		const [{ status } = {}] = used.sandbox.journal.entries({ direction: 'out' });
		expect([status, host.started.length]).toEqual([200, 1]);
		end();
		await settled();
	});

	test('only after the run, if an API inbox is to be told of failed ones', async () => {
		const { inbox, conversation } = await customerIn(used);
		const { rest, begun, end } = slow();
		await switchOn({ parameters: inboxSource(inbox), rest, options: REPORTS });
		const order: string[] = [];
		await answers(used, conversation);
		await begun;
		const answered = used.chatwoot.deliveries.settled().then(() => order.push('answered'));
		order.push('the run ends');
		end();
		await answered;
		expect(order).toEqual(['the run ends', 'answered']);
		expect(host.started).toHaveLength(1);
	});

	test('at once where nothing is started, also if failed runs are reported', async () => {
		const { inbox, conversation } = await customerIn(used);
		await switchOn({ parameters: inboxSource(inbox), options: REPORTS, rest: fail });
		const message = await writes(used, conversation);
		await settled();
		expect(kept(message)).toEqual(SENT);
		expect(host.started).toEqual([]);
	});
});

describe('A workflow that answers every message it hears', () => {
	/** The rest of the workflow: the Chatwoot node says something in the conversation. */
	const echo = async (items: INodeExecutionData[]): Promise<INodeExecutionData[]> => {
		const { conversationId, content } = items[0]?.json as { conversationId: number; content: string };
		const conversation = byId(conversationId);
		const parameters = { conversation, content: `You wrote: ${content}` };
		return (await used.run({ does: 'message send', parameters })).items;
	};

	const contents = (): unknown[] => [...used.chatwoot.messages.values()].map(({ content }) => content);

	test('does so once: its own words do not start it', async () => {
		const { conversation } = await customerIn(used);
		await switchOn({ rest: echo, parameters: { events: ['message_created', 'message_updated'] } });
		await writes(used, conversation, 'One');
		await writes(used, conversation, 'Two');
		await answers(used, conversation, 'An agent');
		await settled();
		expect(contents().sort()).toEqual(['An agent', 'One', 'Two', 'You wrote: One', 'You wrote: Two']);
		expect(await heard()).toHaveLength(2);
		const told = used.sandbox.journal.entries({ direction: 'out' }).map(({ status }) => status);
		expect(told).toEqual(told.map(() => 200));
		expect(told.length).toBeGreaterThanOrEqual(5);
	});

	test('and carries the words of agents elsewhere, is not started by what it brings back', async () => {
		const { inbox, conversation } = await customerIn(used);
		const bring = async (items: INodeExecutionData[]): Promise<INodeExecutionData[]> => {
			await writes(used, conversation, 'The customer replies');
			return items;
		};
		await switchOn({ parameters: inboxSource(inbox), rest: bring });
		await answers(used, conversation, 'An agent');
		await settled();
		expect(contents()).toEqual(['An agent', 'The customer replies']);
		expect(await heard()).toEqual(['message_created: An agent']);
	});
});
