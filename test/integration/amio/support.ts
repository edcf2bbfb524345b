import { expect } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { AmioMessagingApi } from '../../../credentials/AmioMessagingApi.credentials';
import { Amio } from '../../../nodes/Amio/Amio.node';
import type { AmioService } from '../../../sandbox/index.ts';
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

/**
 * A sandbox for the tests of one file, fresh for each. None may send what Amio does not know, and no run may give
 * the token away, however it ends.
 */
export function useAmio(): UsedAmio {
	const used = useSandbox();
	const toRun: UsedAmio['toRun'] = (job) => {
		const { token, baseUrl } = used.sandbox.amio;
		return nodeFor(job, new Amio(), {
			type: new AmioMessagingApi(),
			data: { accessToken: token, baseUrl },
		});
	};
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

/** Method, path below the base URL, query and body of a call. */
export const wire = wireWith((path) => path.replace(/^\/v1/, ''));
