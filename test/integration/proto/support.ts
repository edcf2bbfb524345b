import { expect } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { ProtoMessagingApi } from '../../../credentials/ProtoMessagingApi.credentials';
import { ProtoMessagingChannelApi } from '../../../credentials/ProtoMessagingChannelApi.credentials';
import { Proto } from '../../../nodes/Proto/Proto.node';
import { ProtoTrigger } from '../../../nodes/Proto/ProtoTrigger.node';
import type { Sandbox } from '../../../sandbox/index.ts';
import { nodeFor, type Job as JobOf, type Run } from '../support/job.ts';
import { runNode, type NodeToRun } from '../support/n8n.ts';
import { placesOf } from '../support/secrets.ts';
import { useSandbox, type UsedSandbox } from '../support/use-sandbox.ts';
import { wireWith } from '../support/wire.ts';

/** What a user sets in the Proto node. */
export type Job = JobOf<'accessToken' | 'channelId' | 'baseUrl'>;

/** What a user sets in the Proto Trigger. */
export interface Listening {
	readonly events?: ('humanProfile' | 'message')[];
	readonly split?: 'event' | 'message';
	readonly options?: INodeParameters;
	readonly secret?: string;
}

/** A sandbox, and runs of the Proto node against it. */
export interface UsedProto extends UsedSandbox {
	readonly toRun: (job: Job) => NodeToRun;
	readonly run: Run<Job>;
	readonly trigger: (listening?: Listening) => NodeToRun;
	/** A customer who has a chat. */
	readonly someone: (name?: string) => Promise<{ humanId: string; chatId: string }>;
}

/** The node that does a job in the sandbox's channel. */
export function nodeIn({ proto: { token: accessToken, channelId, baseUrl } }: Sandbox, job: Job): NodeToRun {
	const data = { accessToken, channelId, baseUrl };
	return nodeFor(job, new Proto(), { type: new ProtoMessagingApi(), data });
}

/**
 * A sandbox for the tests of one file, fresh for each. None may send what Proto does not document, and no run may give
 * the token away, however it ends.
 */
export function useProto(): UsedProto {
	const used = useSandbox();
	const toRun: UsedProto['toRun'] = (job) => nodeIn(used.sandbox, job);
	const run: UsedProto['run'] = async (job, items) => {
		const done = await runNode(toRun(job), items);
		expect(placesOf(used.sandbox.proto.token, done)).toEqual([]);
		return done;
	};
	return {
		get sandbox() {
			return used.sandbox;
		},
		calls: used.calls,
		expectViolations: used.expectViolations,
		toRun,
		run,
		trigger: ({ events = ['message'], split = 'message', options = {}, secret } = {}) => ({
			type: new ProtoTrigger(),
			parameters: { events, split, options },
			credentials: [
				{
					type: new ProtoMessagingChannelApi(),
					data: { channelSecret: secret ?? used.sandbox.proto.channelSecret },
				},
			],
		}),
		someone: async (name = 'Ann') => {
			const parameters = { humanMode: 'profile', profile: { name } };
			const { items } = await run({ does: 'chat create', parameters });
			const chat = items[0]?.json as { id: string; human: { id: string } };
			used.sandbox.journal.clear();
			return { chatId: chat.id, humanId: chat.human.id };
		},
	};
}

/** Method, path below the channel, query and body of a call. */
export const wire = wireWith((path) => path.replace(/^\/webhook/, ''));
