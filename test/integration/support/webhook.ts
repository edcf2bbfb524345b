import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import type { NodeToRun } from './n8n.ts';
import { WebhookHost, type SetUpStep } from './webhook-host.ts';

export type { Rest } from './n8n-answer.ts';
export { WebhookHost, type ActiveTrigger, type Way } from './webhook-host.ts';

/** Such a host for the tests of one file; each of them ends without a crash. */
export function useWebhookHost(): WebhookHost {
	const host = new WebhookHost();
	beforeAll(() => host.open());
	afterEach(() => {
		const [crash] = host.crashes;
		host.clear();
		if (crash !== undefined) {
			throw crash as Error;
		}
	});
	afterAll(() => host.close());
	return host;
}

/** Runs one of a trigger's own set-up methods where nothing is delivered. */
export const setUp = async (toRun: NodeToRun, step: SetUpStep): Promise<boolean> =>
	await new WebhookHost().step(toRun, step);

/** Runs the test of a node's credential that the node itself brings, as the editor does on saving it. */
export async function testCredential(
	{ type, credentials = [] }: NodeToRun,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const [{ type: credential } = {}] = credentials;
	const entry = type.description.credentials?.find(({ name }) => name === credential?.name);
	const method =
		typeof entry?.testedBy === 'string' ? type.methods?.credentialTest?.[entry.testedBy] : undefined;
	if (credential === undefined || method === undefined) {
		throw new Error(`${type.description.displayName} tests no such credential`);
	}
	const { name } = credential;
	return await method.call(new CredentialTestContext(), { id: '1', name, type: name, data });
}
