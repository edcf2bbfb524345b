import { expect } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { AmioMessagingApi } from '../../../credentials/AmioMessagingApi.credentials';
import { Amio } from '../../../nodes/Amio/Amio.node';
import type { Amio as AmioTypes, AmioService, Sandbox } from '../../../sandbox/index.ts';
import { nodeFor, type Job as JobOf, type Run } from '../support/job.ts';
import { editorOf, type Editor } from '../support/load-options.ts';
import { runNode, type NodeToRun } from '../support/n8n.ts';
import { errorsWith } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { useSandbox, type UsedSandbox } from '../support/use-sandbox.ts';
import { wireWith } from '../support/wire.ts';

/** What a user sets in the Amio node. */
export type Job = JobOf<'accessToken' | 'baseUrl'>;

/** A sandbox, and runs of the Amio node against it. */
export interface UsedAmio extends UsedSandbox {
	readonly amio: AmioService;
	readonly toRun: (job: Job) => NodeToRun;
	readonly run: Run<Job>;
	/** Continue-on-fail: the errors of a run, by item; undefined where all went well. */
	readonly errorsOf: (job: Job, items?: readonly IDataObject[]) => Promise<unknown[]>;
	/** The node, opened in the editor. */
	readonly editor: (job?: Partial<Job>) => Editor;
}

/** How a resource locator stores an ID. */
export const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

/** How a resource locator stores what was chosen from its list. */
export const fromList = (value: string): INodeParameters => ({ __rl: true, mode: 'list', value });

/** The node that does a job with the sandbox's account. */
export const nodeIn = ({ amio: { token, baseUrl } }: Sandbox, job: Job): NodeToRun =>
	nodeFor(job, new Amio(), { type: new AmioMessagingApi(), data: { accessToken: token, baseUrl } });

/**
 * A sandbox for the tests of one file, fresh for each. None may send what Amio does not know, and no run may give
 * the token away, however it ends.
 */
export function useAmio(): UsedAmio {
	const used = useSandbox();
	const toRun: UsedAmio['toRun'] = (job) => nodeIn(used.sandbox, job);
	const run: UsedAmio['run'] = async (job, items) => {
		const done = await runNode(toRun(job), items);
		expect(placesOf(used.sandbox.amio.token, done)).toEqual([]);
		return done;
	};
	return {
		get sandbox() {
			return used.sandbox;
		},
		get amio() {
			return used.sandbox.amio;
		},
		calls: used.calls,
		expectViolations: used.expectViolations,
		toRun,
		run,
		errorsOf: errorsWith(run),
		editor: (job = {}) => editorOf(toRun({ does: 'channel getMany', ...job })),
	};
}

/** Makes channels of any type with Ann on them. */
export const annIn =
	(used: UsedAmio) =>
	(type: AmioTypes.Channel['type']): { channel: AmioTypes.Channel; ann: AmioTypes.Contact } => {
		const channel = used.amio.channel({ type, name: 'Shop' });
		return { channel, ann: used.amio.contact(channel, { name: 'Ann', phone_number: '15558576309' }) };
	};

/** A message to her. */
export const sendJob = (
	channel: AmioTypes.Channel,
	ann: AmioTypes.Contact,
	parameters: INodeParameters,
): Job => ({
	does: 'message send',
	parameters: { channel: fromList(channel.id), contact: byId(ann.id), ...parameters },
});

/** Method, path below the base URL, query and body of a call. */
export const wire = wireWith((path) => path.replace(/^\/v1/, ''));
