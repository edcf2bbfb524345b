import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { ProtoAicxApi } from '../../../credentials/ProtoAicxApi.credentials';
import { ProtoAicx } from '../../../nodes/ProtoAicx/ProtoAicx.node';
import {
	startSandbox,
	type AicxService,
	type Customer,
	type CustomField,
	type JournalEntry,
	type Sandbox,
} from '../../../sandbox/index.ts';
import { placesOf } from '../engine/support';
import { editorOf, type Editor } from '../load-options.ts';
import { runNode, type NodeToRun, type RunOfNode } from '../n8n.ts';
import { jsonOf } from '../proto/support.ts';

/** What a user sets in the Proto AICX node. */
export interface Job {
	/** e.g. `customer addTags` */
	readonly does: string;
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	readonly settings?: Partial<INode>;
	/** What is entered in the credential, where it is not right. */
	readonly credential?: Partial<Record<'teamspaceId' | 'takeoverSecret' | 'baseUrl', string>>;
}

/** A sandbox, and runs of the Proto AICX node against it. */
export interface UsedAicx {
	readonly sandbox: Sandbox;
	readonly aicx: AicxService;
	/** What came in over the wire. */
	readonly calls: () => JournalEntry[];
	readonly toRun: (job: Job) => NodeToRun;
	readonly run: (job: Job, items?: readonly IDataObject[]) => Promise<RunOfNode>;
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
	/** This test sends what AICX does not know, on purpose. */
	readonly expectViolations: (...texts: unknown[]) => void;
}

/**
 * A sandbox for the tests of one file, fresh for each. None may send what AICX does not document, and no run may
 * give the takeover secret away, however it ends.
 */
export function useAicx(): UsedAicx {
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
		const { secret: takeoverSecret, teamspaceId, baseUrl } = sandbox.aicx;
		return {
			type: new ProtoAicx(),
			parameters: { resource, operation, ...parameters, options },
			credentials: [
				{ type: new ProtoAicxApi(), data: { takeoverSecret, teamspaceId, baseUrl, ...credential } },
			],
			settings,
		};
	};
	const run: UsedAicx['run'] = async (job, items) => {
		const done = await runNode(toRun(job), items);
		expect(placesOf(sandbox.aicx.secret, done)).toEqual([]);
		return done;
	};
	return {
		get sandbox() {
			return sandbox;
		},
		get aicx() {
			return sandbox.aicx;
		},
		calls: () => sandbox.journal.entries({ direction: 'in' }),
		toRun,
		run,
		errorsOf: async (job, items) => {
			const settings = { ...job.settings, onError: 'continueRegularOutput' } as const;
			return jsonOf(await run({ ...job, settings }, items)).map(({ error }) => error);
		},
		editor: (credential = {}) => editorOf(toRun({ does: 'customer addCustomFields', credential })),
		customer: async (uniqueId = 'ann', fields = {}) => {
			const parameters = { providedUniqueId: uniqueId, customerFields: fields };
			jsonOf(await run({ does: 'customer upsert', parameters }));
			sandbox.journal.clear();
			const customer = sandbox.aicx.customers.get(uniqueId);
			if (customer === undefined) {
				throw new Error(`The customer ${uniqueId} was not made`);
			}
			return customer;
		},
		field: (name) => {
			const field = [...sandbox.aicx.customFields.values()].find((one) => one.name === name);
			if (field === undefined) {
				throw new Error(`There is no custom field ${name}`);
			}
			return field;
		},
		valuesOf: (uniqueId) =>
			Object.fromEntries(
				[...(sandbox.aicx.customers.get(uniqueId)?.customFieldValues ?? [])].map(([id, value]) => [
					sandbox.aicx.customFields.get(id)?.name ?? id,
					value,
				]),
			),
		expectViolations: (...texts) => {
			expected = texts;
		},
	};
}

/** Method, path below the teamspace, query and body of a call. */
export const wire = ({ method, path, query, body }: JournalEntry): object => ({
	method,
	path: path.replace(/^\/api\/platform\/v1\/([^/]+)\/teamspace_sandbox/, '/$1'),
	...(Object.keys(query).length === 0 ? {} : { query }),
	...(body === undefined ? {} : { body }),
});
