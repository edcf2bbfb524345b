import { describe, expect, test } from '@jest/globals';
import { testByRequest } from '../support/credential-test.ts';
import { jsonOf } from '../support/results.ts';
import { expectNotBegun } from '../support/wrong-credential.ts';
import { useAmio, wire, type Job } from './support.ts';

const used = useAmio();
const { run, calls } = used;

const CHANNELS: Job = { does: 'channel getMany' };

/** Tests the credential as n8n does; gives what n8n would say against it, or the status that came back. */
const objection = async (credential: Job['credential'] = {}): Promise<unknown> =>
	await testByRequest(used.toRun({ ...CHANNELS, credential })).catch((error: unknown) => {
		const { cause, message } = error as { cause?: { response?: { status: number } }; message: string };
		return cause?.response?.status ?? message;
	});

const NOT_AMIO = 'This address answers, but not as Amio does. Is the base URL right?';

describe('The test of the credential', () => {
	test.each([0, 1, 2])('passes and changes nothing, in an account with %d channels', async (count) => {
		for (let n = 0; n < count; n += 1) used.amio.channel();
		expect(await objection()).toBeUndefined();
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/channels', query: { max: '1' } }]);
		expect(calls()[0]?.headers.authorization).toBeDefined();
	});

	test('does not pass with a wrong token', async () => {
		expect(await objection({ accessToken: 'mistyped' })).toBe(401);
	});

	test.each<[string, string, string]>([
		['a web page', '<!doctype html><title>Log in</title>', 'text/html'],
		['a web page that begins with an empty line', '\n<html></html>', 'text/html'],
		['another API', '{"status":"ok"}', 'application/json'],
		['a text of JSON', '"OK"', 'application/json'],
		['nothing', '', 'application/json'],
	])('says so, where %s answers with 200', async (_, raw, contentType) => {
		used.sandbox.faults.add({ fault: { raw, contentType } });
		expect(await objection()).toBe(NOT_AMIO);
	});

	test('is not passed by a redirect to another host, to which no token goes', async () => {
		used.sandbox.faults.add({ fault: { redirect: 'http://127.0.0.1:9/login' } });
		expect(await objection()).toBe(302);
	});
});

test.each(['', 'api.amio.io/v1', 'ftp://api.amio.io'])(
	'A base URL that is none is refused before anything is sent: %j',
	async (baseUrl) => {
		expect.hasAssertions();
		await expectNotBegun(
			{ ...CHANNELS, credential: { baseUrl } },
			"'Base URL' in the credential is not a web address",
			used,
		);
	},
);

test('A slash at the end of the base URL does no harm', async () => {
	const { id } = used.amio.channel();
	const credential = { baseUrl: `${used.amio.baseUrl}/` };
	expect(jsonOf(await run({ ...CHANNELS, credential }))).toMatchObject([{ id }]);
});
