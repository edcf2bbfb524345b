import type { INodeParameters } from 'n8n-workflow';
import { protoAicx } from '../../../nodes/ProtoAicx/definition';
import type { Sandbox } from '../../../sandbox/index.ts';
import { runNode } from '../support/n8n.ts';
import { nth, THREE } from '../support/nth.ts';
import { operationsOf } from '../support/operations.ts';
import { jsonOf } from '../support/results.ts';
import { nodeIn, type Job } from './support.ts';

/** Three who may be customers. */
const IDS = ['ann', 'bob', 'cid'];

const CUSTOMER = { providedUniqueId: nth(IDS) };

/** Three custom fields that every teamspace of the sandbox has. */
const FIELDS = ['1', '2', '3'].map((last) => `a1b6f0c2-5d3e-4f7a-8b9c-0d1e2f3a4b0${last}`);

/** What a user sets for each operation of the node, ready to go once {@link settle} has made the customers. */
const PARAMETERS: Readonly<Record<string, INodeParameters>> = {
	'conversation createTicket': { subject: 'Help', customerReference: nth(IDS) },
	'customer addCustomFields': {
		...CUSTOMER,
		valuesMode: 'json',
		valuesJson: '[{"name":"Plan","value":"Pro"}]',
	},
	'customer addTags': { ...CUSTOMER, tags: 'vip' },
	'customer get': CUSTOMER,
	'customer upsert': CUSTOMER,
	'customField create': { name: nth(['Level', 'Region', 'Birthday']) },
	'customField delete': { customField: { __rl: true, mode: 'id', value: nth(FIELDS) } },
	'customField getMany': {},
};

/** Every operation that the node has. */
export const OPERATIONS = operationsOf(protoAicx).map(({ does }) => does);

/** The operations for which there is a job. */
export const WITH_JOB = Object.keys(PARAMETERS);

/** A job for each operation; in a table of tests the name of the operation stands in front. */
export const READY: readonly [does: string, job: Job][] = WITH_JOB.map((does) => [
	does,
	{ does, parameters: PARAMETERS[does] ?? {} },
]);

/** Makes the three customers of the jobs. */
export async function settle(sandbox: Sandbox): Promise<void> {
	jsonOf(await runNode(nodeIn(sandbox, { does: 'customer upsert', parameters: CUSTOMER }), THREE));
	sandbox.journal.clear();
}
