import { describe, expect, test } from '@jest/globals';
import CryptoJS from 'crypto-js';
import { ChatwootInboxApi } from '../../../credentials/ChatwootInboxApi.credentials';
import { ChatwootInstallationApi } from '../../../credentials/ChatwootInstallationApi.credentials';
import { chatwootClientService } from '../../../nodes/Chatwoot/client-service';
import { chatwoot, resourcesWith } from '../../../nodes/Chatwoot/definition';
import { chatwootService } from '../../../nodes/Chatwoot/service';

const CREDENTIAL = {
	url: 'https://chat.example.com',
	accountId: '1',
	inboxIdentifier: 'abc',
	accessToken: 't',
};

const accountOf = (credential: object, options: Record<string, string> = {}): string =>
	chatwootService.address({ ...CREDENTIAL, ...credential }, options)('/agents');

const inboxOf = (credential: object): string =>
	chatwootClientService.address({ ...CREDENTIAL, ...credential }, {})('/contacts');

describe('The address of every request begins with the installation', () => {
	test.each<[string, string, string]>([
		['as it is', 'https://chat.example.com', 'https://chat.example.com'],
		['without the last slash', 'https://chat.example.com/', 'https://chat.example.com'],
		['without spaces around it', ' https://chat.example.com\n', 'https://chat.example.com'],
		['without the path of the dashboard', 'https://chat.example.com/app', 'https://chat.example.com'],
		[
			'without the path of a conversation',
			'https://chat.example.com/app/accounts/1/conversations/42?messageId=7#top',
			'https://chat.example.com',
		],
		[
			'without the path of the API',
			'https://chat.example.com/api/v1/accounts/1/',
			'https://chat.example.com',
		],
		['with a path of its own', 'https://example.com/chat/app/login', 'https://example.com/chat'],
		['on a private network, with a port', 'http://10.0.0.1:3000/app', 'http://10.0.0.1:3000'],
		['whose host begins with app', 'https://app.example.com/app/login', 'https://app.example.com'],
		['whose host is app', 'http://app/app/accounts/1', 'http://app'],
		['whose host is api, without more', 'http://api', 'http://api'],
		['in which a folder only begins with app', 'https://example.com/apps', 'https://example.com/apps'],
	])('%s', (_, url, base) => {
		expect(accountOf({ url })).toBe(`${base}/api/v1/accounts/1/agents`);
		expect(inboxOf({ url })).toBe(`${base}/public/api/v1/inboxes/abc/contacts`);
	});

	test.each(['', '  ', 'chat.example.com', 'localhost:3000', 'file:///etc', undefined])(
		'but not with %p',
		(url) => {
			const says = "'Installation URL' in the credential is not a web address";
			expect(() => accountOf({ url })).toThrow(says);
			expect(() => inboxOf({ url })).toThrow(says);
		},
	);
});

describe('The account is', () => {
	test.each<[string, object, Record<string, string>, string]>([
		['that of the credential', {}, {}, '1'],
		['without spaces around it', { accountId: ' 1\n' }, {}, '1'],
		['that of Options, when one is named', {}, { accountId: '2' }, '2'],
	])('%s', (_, credential, options, segment) => {
		expect(accountOf(credential, options)).toBe(`https://chat.example.com/api/v1/accounts/${segment}/agents`);
	});

	test.each<[string, object, Record<string, string>, string]>([
		['empty', { accountId: '' }, {}, "'Account ID' is empty"],
		['never filled in', { accountId: undefined }, {}, "'Account ID' is empty"],
		['empty in Options', {}, { accountId: ' ' }, "'Account ID' is empty"],
		['a step elsewhere', { accountId: '..' }, {}, "'Account ID' must be a number, but is '..'"],
		['a way elsewhere', { accountId: '1/../2' }, {}, "'Account ID' must be a number, but is '1/../2'"],
		['taken for another', {}, { accountId: '2e3' }, "'Account ID' must be a number, but is '2e3'"],
	])('refused when it is %s', (_, credential, options, says) => {
		expect(() => accountOf(credential, options)).toThrow(says);
	});
});

describe('The inbox of the Client API is', () => {
	test.each([
		['abc', 'abc'],
		[' abc\n', 'abc'],
		['a/b', 'a%2Fb'],
	])('one part of the address: %j', (inboxIdentifier, segment) => {
		expect(inboxOf({ inboxIdentifier })).toBe(
			`https://chat.example.com/public/api/v1/inboxes/${segment}/contacts`,
		);
	});

	test.each<[unknown, string]>([
		['', "'Inbox Identifier' in the credential is empty"],
		[' ', "'Inbox Identifier' in the credential is empty"],
		[undefined, "'Inbox Identifier' in the credential is empty"],
		['..', "'..' cannot be used as an ID"],
	])('refused when it is %j', (inboxIdentifier, says) => {
		expect(() => inboxOf({ inboxIdentifier })).toThrow(says);
	});
});

describe('The credentials', () => {
	const installation = new ChatwootInstallationApi();
	const inbox = new ChatwootInboxApi();
	const passwords = ({ properties }: ChatwootInstallationApi | ChatwootInboxApi): string[] =>
		properties.filter(({ typeOptions }) => typeOptions?.password === true).map(({ name }) => name);

	test('are those that the services ask for; each resource needs one of them', () => {
		expect(chatwootService.credential).toBe(installation.name);
		expect(chatwootClientService.credential).toBe(inbox.name);
		const clients = ['clientContact', 'clientConversation', 'clientMessage'];
		const all = chatwoot.resources.map(({ value }) => value);
		expect(resourcesWith(inbox.name)).toEqual(clients);
		expect(resourcesWith(installation.name)).toEqual(all.filter((value) => !clients.includes(value)));
	});

	test('hide what is secret', () => {
		expect(passwords(installation)).toEqual(['accessToken']);
		expect(passwords(inbox)).toEqual(['hmacToken']);
	});

	test('say what to do for users of Snypto and Chatlake, and for the token of a bot', () => {
		for (const { properties } of [installation, inbox]) {
			expect(properties[0]?.displayName).toContain('Snypto and Chatlake are Chatwoot installations');
		}
		expect(installation.properties.at(-1)?.displayName).toContain(
			"although n8n's test of the connection fails for it",
		);
	});

	test('send the token under both names, and in headers only', async () => {
		const request = {
			url: 'https://chat.example.com',
			headers: { accept: 'application/json' },
			body: { a: 1 },
		};
		expect(await installation.authenticate({ accessToken: 'T' }, request)).toEqual({
			...request,
			headers: { accept: 'application/json', api_access_token: 'T', 'api-access-token': 'T' },
		});
	});

	const proved = async (hmacToken: unknown, body?: unknown): Promise<unknown> => {
		const request = { url: 'https://chat.example.com', ...(body === undefined ? {} : { body }) };
		return (await inbox.authenticate({ hmacToken } as never, request)).body;
	};

	test.each(['user-4711', 'Ünï 🙂', ' spaced ', ''])(
		'prove the identifier %j by its hash',
		async (identifier) => {
			expect(await proved('key', { identifier, name: 'Ann' })).toEqual({
				identifier,
				name: 'Ann',
				identifier_hash: CryptoJS.HmacSHA256(identifier, 'key').toString(),
			});
		},
	);

	test('prove it in JSON that is sent as text', async () => {
		const text = (await proved('key', '{"identifier":"user-1","__proto__":1}')) as string;
		const hash = CryptoJS.HmacSHA256('user-1', 'key').toString();
		expect(text).toBe(`{"identifier_hash":"${hash}","identifier":"user-1","__proto__":1}`);
	});

	test('leave a hash alone that is there', async () => {
		const body = { identifier: 'user-1', identifier_hash: 'of another program' };
		expect(await proved('key', body)).toEqual(body);
	});

	test.each<[string, unknown, unknown]>([
		['there is no token', '', { identifier: 'user-1' }],
		['the token was never filled in', undefined, { identifier: 'user-1' }],
		['nobody is named', 'key', { name: 'Ann' }],
		['nothing is sent', 'key', undefined],
		['nobody is named in JSON that is sent as text', 'key', '{}'],
		['a form is sent', 'key', new FormData()],
	])('change nothing where %s', async (_, token, body) => {
		expect(await proved(token, body)).toBe(body);
	});
});
