import { describe, expect, test } from '@jest/globals';
import { placesOf } from '../support/secrets.ts';
import { testByRequest } from '../support/credential-test.ts';
import { useAicx, wire, type Job } from './support.ts';

const used = useAicx();

/** Tests the credential, as it is or as it is entered wrongly; gives the error that n8n reports. */
const errorOf = async (credential: Job['credential'] = {}): Promise<unknown> =>
	await testByRequest(used.toRun({ does: 'customField getMany', credential })).then(
		() => undefined,
		(error: unknown) => error,
	);

describe('The test of the credential', () => {
	test.each(['array', 'data'] as const)(
		'lists the custom fields, and changes nothing (%s)',
		async (envelope) => {
			used.aicx.listEnvelope = envelope;
			expect(await errorOf()).toBeUndefined();
			expect(used.calls().map(wire)).toEqual([{ method: 'GET', path: '/custom-fields/list-custom-fields' }]);
		},
	);

	test('is passed by an address with a slash at its end', async () => {
		expect(await errorOf({ baseUrl: `${used.aicx.baseUrl}/` })).toBeUndefined();
	});

	test('is passed by a teamspace with spaces around it, with which the node works too', async () => {
		expect(await errorOf({ teamspaceId: ` ${used.aicx.teamspaceId}\n` })).toBeUndefined();
	});

	test('is not passed with a wrong secret', async () => {
		const takeoverSecret = 'mistyped-secret-of-a-teamspace';
		expect(await errorOf({ takeoverSecret })).toMatchObject({ cause: { response: { status: 401 } } });
	});

	test.each([
		['nowhere', []],
		['..', [expect.anything()]],
		['', []],
	])('is not passed with the teamspace %p', async (teamspaceId, violations) => {
		const error = await errorOf({ teamspaceId });
		expect(error).toMatchObject({ cause: { response: { status: 404 } } });
		used.expectViolations(...violations);
	});

	test('is not passed by a redirect to another host, to which the secret does not go', async () => {
		used.sandbox.faults.add({ fault: { redirect: 'http://127.0.0.1:9/login' } });
		const error = await errorOf();
		expect(error).toMatchObject({ cause: { response: { status: 302 } } });
		expect(placesOf(used.aicx.secret, (error as Error).message)).toEqual([]);
	});
});
