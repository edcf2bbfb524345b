import { describe, expect, test } from '@jest/globals';
import { testByRequest } from '../support/credential-test.ts';
import { runNode, workflowOf, type NodeToRun } from '../support/n8n.ts';
import { jsonOf } from '../support/results.ts';
import { expectNotBegun } from '../support/wrong-credential.ts';
import { useChatwoot, type Job } from './support.ts';
import { withUntrusted } from './tls.ts';

const used = useChatwoot();
const { run, calls } = used;

const AGENTS: Job = { does: 'agent getMany' };
const CONVERSATIONS: Job = {
	does: 'clientConversation getMany',
	parameters: { sourceId: 'app-1' },
	inbox: 1,
};

/** A job for each credential, with the call by which n8n tests it. */
const BOTH: [string, Job, string][] = [
	['the installation', AGENTS, '/api/v1/accounts/1/conversations/meta'],
	['an inbox', CONVERSATIONS, '/public/api/v1/inboxes/…'],
];

/** An API inbox with the session app-1, which has no conversation. */
const inbox = async (channel: object = {}): Promise<string> =>
	await used.beside(async (client) => {
		const id = await client.inbox(channel);
		const contact = await client.contact();
		await client.post(`contacts/${contact}/contact_inboxes`, { inbox_id: id, source_id: 'app-1' });
		return used.chatwoot.inboxes.get(id)?.identifier ?? '';
	});

/** Tests the credential as n8n does; gives what n8n would say against it, or the status that came back. */
const objection = async (job: Job | NodeToRun): Promise<unknown> =>
	await testByRequest('type' in job ? job : used.toRun(job)).catch((error: unknown) => {
		const { cause, message } = error as { cause?: { response?: { status: number } }; message: string };
		return cause?.response?.status ?? message;
	});

const NOT_CHATWOOT = 'This address answers, but not as Chatwoot does. Is it the one at which you sign in?';

describe.each(BOTH)('The test of the credential for %s', (_, job, path) => {
	test('reads one thing, and changes nothing', async () => {
		const identifier = await inbox();
		expect(await objection(job)).toBeUndefined();
		expect(calls().map(({ method, path: asked, body }) => [method, asked, body])).toEqual([
			['GET', path.replace('…', identifier), undefined],
		]);
	});

	test.each([
		'…/',
		'  …\n',
		'…/app',
		'…/app/login',
		'…/app/accounts/1/dashboard',
		'…/app/accounts/1/settings/inboxes/list?page=2',
		'…/api/v1',
	])(
		'is passed by an address as it is copied from the browser, with which the node works too: %j',
		async (form) => {
			await inbox();
			const credential = { url: form.replace('…', used.chatwoot.baseUrl) };
			expect(await objection({ ...job, credential })).toBeUndefined();
			expect((await run({ ...job, credential })).error).toBeUndefined();
		},
	);

	test.each([
		['https://chat.example.com/app/accounts/1?page=2#top', 'https://chat.example.com'],
		['https://chat.example.com/?locale=de', 'https://chat.example.com'],
		['https://example.com/chat/app/login', 'https://example.com/chat'],
		['https://app.example.com/app', 'https://app.example.com'],
		['http://app/app/accounts/1', 'http://app'],
		['http://api', 'http://api'],
	])('asks the same host as the node: %s', (url, begin) => {
		const toRun = used.toRun({ ...job, credential: { url } });
		const { workflow, node } = workflowOf(toRun);
		const base = toRun.credentials?.[0]?.type.test?.request.baseURL ?? '';
		const values = { $credentials: { url } };
		expect(workflow.expression.getSimpleParameterValue(node, base, 'internal', values)).toBe(begin);
	});

	test('says so, where another page than Chatwoot answers with 200', async () => {
		await inbox();
		used.sandbox.faults.add({ fault: { html: true } });
		expect(await objection(job)).toBe(NOT_CHATWOOT);
	});

	test.each<[string, unknown]>([
		['another API', { status: 'ok' }],
		['another list', [{ id: 1 }]],
		['a text', 'OK'],
	])('says so, where there is %s', async (__, body) => {
		await inbox();
		const raw = JSON.stringify(body);
		used.sandbox.faults.add({ fault: { raw, contentType: 'application/json' } });
		expect(await objection(job)).toBe(NOT_CHATWOOT);
	});

	test('is not passed by a redirect to another host, to which no token goes', async () => {
		await inbox();
		used.sandbox.faults.add({ fault: { redirect: 'http://127.0.0.1:9/login' } });
		expect(await objection(job)).toBe(302);
	});

	test.each(['', 'chat.example.com', 'localhost:3000', 'ftp://chat.example.com'])(
		'is not passed by what is no web address, of which the node says so before it sends anything: %j',
		async (url) => {
			await inbox();
			const credential = { url };
			expect(await objection({ ...job, credential })).toEqual(expect.any(String));
			await expectNotBegun(
				{ ...job, credential },
				"'Installation URL' in the credential is not a web address",
				used,
			);
		},
	);

	test('is not passed by a certificate that is not trusted, unless the user wants it so; nor does the node work', async () => {
		await inbox();
		await withUntrusted(used.chatwoot.baseUrl, async (url) => {
			const wary = used.toRun({ ...job, credential: { url } });
			const { type, data } = wary.credentials?.[0] ?? {};
			if (type === undefined) {
				throw new Error('The node has no credential');
			}
			const careless: NodeToRun = {
				...wary,
				credentials: [{ type, data: { ...data, ignoreSslIssues: true } }],
			};
			expect(await objection(wary)).toMatch(/certificate/);
			const { error } = await runNode(wary);
			expect(error?.message).toMatch(/certificate is not trusted.*\[item 0\]$/);
			expect(calls()).toEqual([]);
			expect(await objection(careless)).toBeUndefined();
			expect((await runNode(careless)).error).toBeUndefined();
			expect(calls().map(({ status }) => status)).toEqual([200, 200]);
		});
	});
});

describe('The test of the credential for the installation', () => {
	test.each(['administrator', 'agent'] as const)('is passed with the token of an %s', async (as) => {
		expect(await objection({ ...AGENTS, as })).toBeUndefined();
	});

	test.each<[string, Partial<Job>, number]>([
		['a wrong token', { credential: { accessToken: 'mistyped' } }, 401],
		['no token', { credential: { accessToken: '' } }, 401],
		['the token of somebody else’s account', { as: 'outsider' }, 401],
		['an account that is not there', { credential: { accountId: '99' } }, 404],
		['another account than its own', { credential: { accountId: '2' } }, 401],
		['an account that is no number', { credential: { accountId: 'northwind' } }, 404],
		['an account that leads elsewhere', { credential: { accountId: '../1' } }, 404],
		['the token of a bot, which may not look', { as: 'bot' }, 401],
	])('is not passed with %s', async (_, more, status) => {
		expect(await objection({ ...AGENTS, ...more })).toBe(status);
	});

	test('sends the token under both names, so that it passes proxies that drop underscores', async () => {
		await objection(AGENTS);
		await run(AGENTS);
		expect(calls().map(({ headers }) => headers)).toEqual([
			expect.objectContaining({ api_access_token: '***', 'api-access-token': '***' }),
			expect.objectContaining({ api_access_token: '***', 'api-access-token': '***' }),
		]);
		used.chatwoot.dropsUnderscores = true;
		expect(await objection(AGENTS)).toBeUndefined();
		expect(jsonOf(await run(AGENTS))).toHaveLength(2);
	});

	test.each([' 1', '1\n'])(
		'is passed by an account that was copied with space around it: %j',
		async (accountId) => {
			const job = { ...AGENTS, credential: { accountId } };
			expect(await objection(job)).toBeUndefined();
			expect(jsonOf(await run(job))).toHaveLength(2);
		},
	);
});

describe('The test of the credential for an inbox', () => {
	test.each(['nowhere', '', '../1'])('is not passed with the identifier %j', async (inboxIdentifier) => {
		await inbox();
		expect(await objection({ ...CONVERSATIONS, credential: { inboxIdentifier } })).toBe(404);
	});

	test('is not passed with the token of a website, which is no API inbox', async () => {
		const website = { type: 'web_widget', website_url: 'https://shop.example.com' };
		const id = await used.beside(async (client) => await client.inbox(website));
		expect(await objection({ ...CONVERSATIONS, inbox: id })).toBe(404);
	});
});

describe('Nothing is sent with', () => {
	test.each<[string, Job, string]>([
		['no account', { ...AGENTS, credential: { accountId: ' ' } }, "'Account ID' is empty"],
		[
			'no inbox identifier',
			{ ...CONVERSATIONS, credential: { inboxIdentifier: '' } },
			"'Inbox Identifier' in the credential is empty",
		],
	])('%s', async (_, job, says) => {
		await inbox();
		const { error } = await run(job, [{}, {}]);
		expect(error?.message).toBe(`${says} [item 0]`);
		expect(error?.description).not.toBe('');
		expect(calls()).toEqual([]);
	});
});
