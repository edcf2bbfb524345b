import { describe, expect, test } from '@jest/globals';
import { Chatwoot } from '../../../nodes/Chatwoot/Chatwoot.node';
import { at } from '../../support/chatwoot-client.ts';
import { placesOf } from '../support/secrets.ts';
import { useChatwoot, type Job } from './support.ts';

const used = useChatwoot();
const { calls } = used;

const METHODS = [
	'searchContacts',
	'searchConversations',
	'searchInboxes',
	'searchAgents',
	'searchTeams',
	'searchAgentBots',
	'searchWebhooks',
	'getAgents',
	'getLabels',
];

const open = async (method: string, job: Partial<Job> = {}): Promise<unknown[]> => {
	const editor = used.editor(job);
	return method.startsWith('get') ? await editor.dropdown(method) : (await editor.search(method)).results;
};

const failureOf = async (method: string, job: Partial<Job> = {}): Promise<Error> => {
	const error: unknown = await open(method, job).catch((thrown: unknown) => thrown);
	if (error instanceof Error) return error;
	throw new Error('It did not fail');
};

test('These are all lists of the node', () => {
	const { listSearch, loadOptions } = new Chatwoot().methods;
	expect([...Object.keys(listSearch), ...Object.keys(loadOptions)].sort()).toEqual([...METHODS].sort());
});

describe.each(METHODS)('When %s cannot be opened, the editor shows', (method) => {
	test('that the token is wrong and where to look, and not the token', async () => {
		const accessToken = 'mistyped-token-of-an-agent';
		const error = await failureOf(method, { credential: { accessToken } });
		expect(error.message).toBe('Invalid Access Token');
		expect(at(error, 'description')).toContain('Check the access token and the account ID in the credential');
		expect(placesOf(accessToken, error)).toEqual([]);
		expect(calls().map(({ status }) => status)).toEqual([401]);
	});

	test('what the account in Options has, which is what the run works with', async () => {
		await failureOf(method, { options: { accountId: '2' } });
		const paths = calls().map(({ path }) => path);
		expect(paths.length).toBeGreaterThan(0);
		expect(paths.filter((path) => !path.startsWith('/api/v1/accounts/2/'))).toEqual([]);
	});

	test('that the account in Options is not known yet', async () => {
		const error = await failureOf(method, { options: { accountId: '={{ $json.account }}' } });
		expect(error.message).toBe("'Account ID' in Options has no value yet");
		expect(calls()).toEqual([]);
	});

	test('that something in Options is not known yet, of which the editor cannot even tell what', async () => {
		// What the editor sends where a node that has not run is needed for any one of them.
		const error = await failureOf(method, { options: null as never });
		expect(error.message).toBe('A value in Options is not known yet');
		expect(calls()).toEqual([]);
	});

	test('that the token is of another account', async () => {
		const error = await failureOf(method, { as: 'outsider' });
		expect(error.message).toBe('You are not authorized to access this account');
		expect(placesOf(used.chatwoot.tokens.outsider, error)).toEqual([]);
	});

	test.each<[string, Job['credential'], string]>([
		['the account is empty', { accountId: ' ' }, "'Account ID' is empty"],
		[
			'the URL is none',
			{ url: 'app.example.com' },
			"'Installation URL' in the credential is not a web address",
		],
	])('that %s, and nothing goes out', async (_, credential = {}, message) => {
		expect((await failureOf(method, { credential })).message).toBe(message);
		expect(calls()).toEqual([]);
	});

	test('that a login page came back', async () => {
		used.sandbox.faults.add({ fault: { html: true } });
		expect((await failureOf(method)).message).toBe('Chatwoot gave a web page instead of JSON');
	});

	test('that it is something else that came back, and not an empty list', async () => {
		used.sandbox.faults.add({ fault: { raw: '{"success":true}', contentType: 'application/json' } });
		expect((await failureOf(method)).message).toBe('The answer is not a list');
	});

	test('nothing of a breakdown that one more try gets over', async () => {
		used.sandbox.faults.add({ times: 1, fault: { status: 502 } });
		await open(method);
		expect(calls().map(({ status }) => status)).toEqual([502, 200]);
	});
});

test.each(METHODS.filter((method) => !['searchAgents', 'searchAgentBots', 'getAgents'].includes(method)))(
	'%s is empty in a new account',
	async (method) => {
		expect(await open(method)).toEqual([]);
	},
);
