import { expect } from '@jest/globals';
import type {
	IBinaryKeyData,
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeParameters,
} from 'n8n-workflow';
import { ChatwootInboxApi } from '../../../credentials/ChatwootInboxApi.credentials';
import { ChatwootInstallationApi } from '../../../credentials/ChatwootInstallationApi.credentials';
import { Chatwoot } from '../../../nodes/Chatwoot/Chatwoot.node';
import type { ChatwootService, JournalEntry, Sandbox } from '../../../sandbox/index.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { nodeFor, type Job as JobOf, type Run } from '../support/job.ts';
import { editorOf, type Editor } from '../support/load-options.ts';
import { runNode, type NodeToRun } from '../support/n8n.ts';
import { errorsWith } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { useSandbox, type UsedSandbox } from '../support/use-sandbox.ts';
import { wireWith } from '../support/wire.ts';

/** A time as Simplify gives it: the sandbox, like a real server, has seconds since 1970. */
export const A_TIME: unknown = expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);

/** What a user sets in the Chatwoot node. */
export interface Job extends JobOf<'accessToken' | 'accountId' | 'hmacToken' | 'inboxIdentifier' | 'url'> {
	/** Files of the items, by item and binary property. */
	readonly files?: readonly IBinaryKeyData[];
	/** Whose token is in the credential. Default: the administrator's. */
	readonly as?: keyof ChatwootService['tokens'];
	/** The API inbox of the Client API's credential. */
	readonly inbox?: number;
}

/** A sandbox, and runs of the Chatwoot node against it. */
export interface UsedChatwoot extends UsedSandbox {
	readonly chatwoot: ChatwootService;
	/**
	 * Prepares the installation, or looks into it, as another program would: none of its calls is in the journal
	 * afterwards, nor any that came before.
	 */
	readonly beside: <T>(work: (client: ChatwootClient) => Promise<T>) => Promise<T>;
	readonly toRun: (job: Job) => NodeToRun;
	readonly run: Run<Job>;
	/** Continue-on-fail: the errors of a run, by item; undefined where all went well. */
	readonly errorsOf: (job: Job, items?: readonly IDataObject[]) => Promise<unknown[]>;
	/** The node, opened in the editor. */
	readonly editor: (job?: Partial<Job>) => Editor;
}

/** How a resource locator stores an ID. */
export const byId = (value: number | string): INodeParameters => ({ __rl: true, mode: 'id', value });

/** How a resource locator stores what was chosen from its list. */
export const fromList = (value: number | string): INodeParameters => ({ __rl: true, mode: 'list', value });

/** A file of an item, as n8n keeps it. */
export const fileOf = (
	text: string,
	fileName = 'note.txt',
	mimeType = 'text/plain',
): IBinaryKeyData[string] => ({
	data: Buffer.from(text).toString('base64'),
	fileName,
	mimeType,
});

/** The node that does a job in the sandbox's installation. */
export function nodeIn({ chatwoot: { baseUrl, accountId, tokens, inboxes } }: Sandbox, job: Job): NodeToRun {
	const isClient = job.does.startsWith('client');
	const { identifier = '' } = inboxes.get(job.inbox ?? 0) ?? {};
	const data: ICredentialDataDecryptedObject = isClient
		? { url: baseUrl, inboxIdentifier: identifier, hmacToken: '' }
		: { url: baseUrl, accountId: String(accountId), accessToken: tokens[job.as ?? 'administrator'] };
	const type = isClient ? new ChatwootInboxApi() : new ChatwootInstallationApi();
	const node = nodeFor(job, new Chatwoot(), { type, data });
	return job.files === undefined ? node : { ...node, files: job.files };
}

/**
 * A sandbox for the tests of one file, fresh for each. None may send what Chatwoot passes over, and no run may give
 * a token away, however it ends.
 */
export function useChatwoot(): UsedChatwoot {
	const used = useSandbox();
	const toRun: UsedChatwoot['toRun'] = (job) => nodeIn(used.sandbox, job);
	const run: UsedChatwoot['run'] = async (job, items) => {
		const done = await runNode(toRun(job), items);
		for (const token of Object.values(used.sandbox.chatwoot.tokens)) {
			expect(placesOf(token, done)).toEqual([]);
		}
		return done;
	};
	return {
		get sandbox() {
			return used.sandbox;
		},
		get chatwoot() {
			return used.sandbox.chatwoot;
		},
		calls: used.calls,
		expectViolations: used.expectViolations,
		beside: async (work) => {
			const result = await work(new ChatwootClient(used.sandbox));
			used.sandbox.journal.clear();
			return result;
		},
		toRun,
		run,
		errorsOf: errorsWith(run),
		editor: (job = {}) => editorOf(toRun({ does: 'agent getMany', ...job })),
	};
}

const ACCOUNT = '/api/v1/accounts/1';

/** Method, path below the account, query and body of a call. */
export const wire = wireWith((path) => (path.startsWith(ACCOUNT) ? path.slice(ACCOUNT.length) : path));

/** The calls that change something, in order: look-ups are left out. */
export const writes = (calls: readonly JournalEntry[]): object[] =>
	calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/filter')).map(wire);
