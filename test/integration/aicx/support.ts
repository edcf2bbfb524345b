import { expect } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ProtoAicxApi } from '../../../credentials/ProtoAicxApi.credentials';
import { ProtoAicx } from '../../../nodes/ProtoAicx/ProtoAicx.node';
import type { AicxService, Customer, CustomField, Sandbox } from '../../../sandbox/index.ts';
import { nodeFor, type Job as JobOf, type Run } from '../support/job.ts';
import { editorOf, type Editor } from '../support/load-options.ts';
import { runNode, type NodeToRun } from '../support/n8n.ts';
import { errorsWith, jsonOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { useSandbox, type UsedSandbox } from '../support/use-sandbox.ts';
import { wireWith } from '../support/wire.ts';

/** What a user sets in the Proto AICX node. */
export type Job = JobOf<'teamspaceId' | 'takeoverSecret' | 'baseUrl'>;

/** A sandbox, and runs of the Proto AICX node against it. */
export interface UsedAicx extends UsedSandbox {
	readonly aicx: AicxService;
	readonly toRun: (job: Job) => NodeToRun;
	readonly run: Run<Job>;
	/** Continue-on-fail: the errors of a run, by item; undefined where all went well. */
	readonly errorsOf: (job: Job, items?: readonly IDataObject[]) => Promise<unknown[]>;
	/** The node, opened in the editor. */
	readonly editor: (credential?: Job['credential']) => Editor;
	/** A customer who is there. */
	readonly customer: (uniqueId?: string, fields?: INodeParameters) => Promise<Customer>;
	/** One of the custom fields that are there. */
	readonly field: (name: string) => CustomField;
	/** What custom fields a customer has, by name. */
	readonly valuesOf: (uniqueId: string) => Record<string, unknown>;
}

/** The node that does a job in the sandbox's teamspace. */
export function nodeIn(
	{ aicx: { secret: takeoverSecret, teamspaceId, baseUrl } }: Sandbox,
	job: Job,
): NodeToRun {
	const data = { takeoverSecret, teamspaceId, baseUrl };
	return nodeFor(job, new ProtoAicx(), { type: new ProtoAicxApi(), data });
}

/**
 * A sandbox for the tests of one file, fresh for each. None may send what AICX does not document, and no run may
 * give the takeover secret away, however it ends.
 */
export function useAicx(): UsedAicx {
	const used = useSandbox();
	const toRun: UsedAicx['toRun'] = (job) => nodeIn(used.sandbox, job);
	const run: UsedAicx['run'] = async (job, items) => {
		const done = await runNode(toRun(job), items);
		expect(placesOf(used.sandbox.aicx.secret, done)).toEqual([]);
		return done;
	};
	return {
		get sandbox() {
			return used.sandbox;
		},
		get aicx() {
			return used.sandbox.aicx;
		},
		calls: used.calls,
		expectViolations: used.expectViolations,
		toRun,
		run,
		errorsOf: errorsWith(run),
		editor: (credential = {}) => editorOf(toRun({ does: 'customer addCustomFields', credential })),
		customer: async (uniqueId = 'ann', fields = {}) => {
			const parameters = { providedUniqueId: uniqueId, customerFields: fields };
			jsonOf(await run({ does: 'customer upsert', parameters }));
			used.sandbox.journal.clear();
			const customer = used.sandbox.aicx.customers.get(uniqueId);
			if (customer === undefined) {
				throw new Error(`The customer ${uniqueId} was not made`);
			}
			return customer;
		},
		field: (name) => {
			const field = [...used.sandbox.aicx.customFields.values()].find((one) => one.name === name);
			if (field === undefined) {
				throw new Error(`There is no custom field ${name}`);
			}
			return field;
		},
		valuesOf: (uniqueId) =>
			Object.fromEntries(
				[...(used.sandbox.aicx.customers.get(uniqueId)?.customFieldValues ?? [])].map(([id, value]) => [
					used.sandbox.aicx.customFields.get(id)?.name ?? id,
					value,
				]),
			),
	};
}

/** Method, path below the teamspace, query and body of a call. */
export const wire = wireWith((path) =>
	path.replace(/^\/api\/platform\/v1\/([^/]+)\/teamspace_sandbox/, '/$1'),
);
