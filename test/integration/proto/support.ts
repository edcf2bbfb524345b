import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { ProtoMessagingApi } from '../../../credentials/ProtoMessagingApi.credentials';
import { ProtoMessagingChannelApi } from '../../../credentials/ProtoMessagingChannelApi.credentials';
import { Proto } from '../../../nodes/Proto/Proto.node';
import { ProtoTrigger } from '../../../nodes/Proto/ProtoTrigger.node';
import { startSandbox, type JournalEntry, type Sandbox } from '../../../sandbox/index.ts';
import { runNode, type NodeToRun, type RunOfNode } from '../n8n.ts';

/** What a user sets in the Proto node. */
export interface Job {
	/** e.g. `message send` */
	readonly does: string;
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	readonly settings?: Partial<INode>;
	/** What is entered in the credential, where it is not right. */
	readonly credential?: Partial<Record<'accessToken' | 'channelId' | 'baseUrl', string>>;
}

/** What a user sets in the Proto Trigger. */
export interface Listening {
	readonly events?: ('humanProfile' | 'message')[];
	readonly split?: 'event' | 'message';
	readonly options?: INodeParameters;
	readonly secret?: string;
}

/** Continue-on-fail, as the editor calls it. */
export const CONTINUES = { onError: 'continueRegularOutput' } as const;

/** A sandbox, and runs of the Proto node against it. */
export interface UsedProto {
	readonly sandbox: Sandbox;
	/** What came in over the wire. */
	readonly calls: () => JournalEntry[];
	readonly toRun: (job: Job) => NodeToRun;
	readonly run: (job: Job, items?: readonly IDataObject[]) => Promise<RunOfNode>;
	readonly trigger: (listening?: Listening) => NodeToRun;
	/** A customer who has a chat. */
	readonly someone: (name?: string) => Promise<{ humanId: string; chatId: string }>;
	/** This test sends what Proto does not know, on purpose. */
	readonly expectViolations: (...texts: unknown[]) => void;
}

/** A sandbox for the tests of one file, fresh for each; none may send what Proto does not document. */
export function useProto(): UsedProto {
	let sandbox: Sandbox;
	let expected: unknown[] = [];
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterEach(() => {
		const violations = sandbox.violations.list();
		const wanted = expected;
		expected = [];
		sandbox.reset();
		expect(violations).toEqual(wanted);
	});
	afterAll(() => sandbox.close());

	const toRun = ({ does, parameters = {}, options = {}, settings = {}, credential = {} }: Job): NodeToRun => {
		const [resource = '', operation = ''] = does.split(' ');
		const { token: accessToken, channelId, baseUrl } = sandbox.proto;
		return {
			type: new Proto(),
			parameters: { resource, operation, ...parameters, options },
			credentials: [
				{ type: new ProtoMessagingApi(), data: { accessToken, channelId, baseUrl, ...credential } },
			],
			settings,
		};
	};
	const run: UsedProto['run'] = async (job, items) => await runNode(toRun(job), items);
	return {
		get sandbox() {
			return sandbox;
		},
		calls: () => sandbox.journal.entries({ direction: 'in' }),
		toRun,
		run,
		trigger: ({ events = ['message'], split = 'message', options = {}, secret } = {}) => ({
			type: new ProtoTrigger(),
			parameters: { events, split, options },
			credentials: [
				{
					type: new ProtoMessagingChannelApi(),
					data: { channelSecret: secret ?? sandbox.proto.channelSecret },
				},
			],
		}),
		someone: async (name = 'Ann') => {
			const parameters = { humanMode: 'profile', profile: { name } };
			const { items } = await run({ does: 'chat create', parameters });
			const chat = items[0]?.json as { id: string; human: { id: string } };
			sandbox.journal.clear();
			return { chatId: chat.id, humanId: chat.human.id };
		},
		expectViolations: (...texts) => {
			expected = texts;
		},
	};
}

/** The items' JSON. */
export const jsonOf = ({ items, error }: RunOfNode): IDataObject[] => {
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
};

/** The IDs in the items. */
export const idsOf = (run: RunOfNode): string[] => jsonOf(run).map(({ id }) => id as string);

/** Which input item each output item comes from. */
export const pairsOf = ({ items }: RunOfNode): unknown[] => items.map(({ pairedItem }) => pairedItem);

/** Method, path below the channel, query and body of a call. */
export const wire = ({ method, path, query, body }: JournalEntry): object => ({
	method,
	path: path.replace(/^\/webhook/, ''),
	...(Object.keys(query).length === 0 ? {} : { query }),
	...(body === undefined ? {} : { body }),
});
