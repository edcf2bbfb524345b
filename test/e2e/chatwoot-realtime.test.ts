import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { itemsOf, type Execution } from '../../host/instance.ts';
import { poll } from '../../host/poll.ts';
import { setStage, type Stage } from './stage.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { ours, theirs, workflowOf } from './workflow.ts';

const FOLLOWS = workflowOf(
	'chatwootFollows1',
	'Follows what customers write',
	[theirs('Heard', 'noOp', 1, {})],
	ours('Chatwoot Realtime Trigger', 'chatwootRealtimeTrigger', { listenAs: 'agent' }),
);

describe('The Chatwoot Realtime Trigger in a real n8n', () => {
	let stage: Stage;
	let client: ChatwootClient;

	beforeAll(async () => {
		stage = await setStage({ workflows: [FOLLOWS] });
		client = new ChatwootClient(stage.sandbox);
	});

	afterAll(async () => {
		await stage.close();
	});

	/** All runs that have ended well; n8n gives a hundred at a time, the newest first. */
	const runs = async (before?: string): Promise<Execution[]> => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: FOLLOWS.id, status: ['success'] }));
		const from = before === undefined ? '' : `&lastId=${before}`;
		const answer = await stage.n8n.api('GET', `/rest/executions?limit=100&filter=${filter}${from}`);
		const { results } = answer as { results: Execution[] };
		const last = results.at(-1)?.id;
		return last === undefined ? [] : [...results, ...(await runs(last))];
	};

	/** What each run has heard: what was missed comes in one. */
	const heardIn = new Map<string, IDataObject[]>();

	/** What the workflow has heard, in the order of the messages: n8n begins runs of the same moment in any order. */
	const heard = async (atLeast: number): Promise<unknown[]> => {
		const items = await poll(`The workflow did not hear ${atLeast} messages`, async () => {
			for (const { id } of await runs()) {
				if (!heardIn.has(id)) {
					const run = await stage.n8n.execution(id);
					heardIn.set(
						id,
						itemsOf(run, 'Heard').map(({ json }) => json),
					);
				}
			}
			const found = [...heardIn.values()].flat();
			return found.length >= atLeast ? found : undefined;
		});
		items.sort((one, other) => Number(one.messageId) - Number(other.messageId));
		return items.map(({ content }) => content);
	};

	const say = async (conversation: number, content: string): Promise<void> => {
		await client.message(conversation, { content, message_type: 'incoming' });
	};

	test('200 messages come, each once, though the socket is cut ten times; then n8n is restarted', async () => {
		const { n8n, sandbox } = stage;
		const { cable } = sandbox.chatwoot;
		await n8n.publish(FOLLOWS.id);
		const conversation = await client.conversation();
		const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
		for (const [index, line] of lines.entries()) {
			if (index % 20 === 10) {
				await poll(
					'There was no socket to cut',
					async () => await Promise.resolve(cable.sockets.length > 0 ? true : undefined),
				);
				cable.cut();
			}
			await say(conversation, line);
		}
		expect(await heard(200)).toEqual(lines);

		await n8n.stop();
		await say(conversation, 'while n8n was down');
		await n8n.start();
		expect(await heard(201)).toEqual([...lines, 'while n8n was down']);

		await n8n.unpublish(FOLLOWS.id);
		await poll(
			'The socket stays open',
			async () => await Promise.resolve(cable.sockets.length === 0 ? true : undefined),
		);
		expect(sandbox.violations.list()).toEqual([]);
	});
});
