import { describe, expect, test } from '@jest/globals';
import { agent, simpleAgent } from '../../../nodes/Chatwoot/resources/agent';
import { inbox } from '../../../nodes/Chatwoot/resources/inbox';
import { label } from '../../../nodes/Chatwoot/resources/label';
import { team } from '../../../nodes/Chatwoot/resources/team';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const of = (value: string) => operationOf(inbox, value);

const locator = (value: unknown, mode = 'id'): object => ({ __rl: true, mode, value });
const INBOX = { inbox: locator(3) };
const CALLBACK = 'https://n8n.example.com/webhook/chatwoot';

test.each([
	['agents', agent],
	['teams', team],
	['labels', label],
	['inboxes', inbox],
])('All %s come at once: these lists have no pages', (name, resource) => {
	const getMany = operationOf(resource, 'getMany');
	expect(requestOf(getMany)).toMatchObject({ method: 'GET', path: `/${name}` });
	expect(getMany.paging).toEqual({ by: 'nothing' });
});

describe('Create API Inbox sends', () => {
	test.each<[string, Given, object]>([
		['a name', {}, { name: 'Shop', channel: { type: 'api' } }],
		['a name without spaces around it', { name: ' Shop\n' }, { name: 'Shop', channel: { type: 'api' } }],
		[
			'a callback, in the channel',
			{ callbackUrl: ` ${CALLBACK}\n` },
			{ name: 'Shop', channel: { type: 'api', webhook_url: CALLBACK } },
		],
		['no callback of spaces', { callbackUrl: '  ' }, { name: 'Shop', channel: { type: 'api' } }],
		[
			'settings of the inbox beside the channel',
			{
				additionalFields: {
					enable_auto_assignment: false,
					lock_to_single_conversation: true,
					allow_messages_after_resolved: false,
					greeting_enabled: true,
					greeting_message: 'Hello',
				},
			},
			{
				name: 'Shop',
				enable_auto_assignment: false,
				lock_to_single_conversation: true,
				allow_messages_after_resolved: false,
				greeting_enabled: true,
				greeting_message: 'Hello',
				channel: { type: 'api' },
			},
		],
		[
			'settings of the channel within it',
			{
				callbackUrl: CALLBACK,
				additionalFields: { hmac_mandatory: true, additional_attributes: '{"agent_reply_time_window":24}' },
			},
			{
				name: 'Shop',
				channel: {
					type: 'api',
					webhook_url: CALLBACK,
					hmac_mandatory: true,
					additional_attributes: { agent_reply_time_window: 24 },
				},
			},
		],
	])('%s', (_, given, body) => {
		expect(requestOf(of('createApi'), { name: 'Shop', ...given })).toEqual({
			method: 'POST',
			path: '/inboxes',
			body,
		});
	});

	test.each<[string, Given, string]>([
		['no name', { name: ' ' }, "'Name' is empty"],
		['a name that an expression left out', { name: null }, "'Name' is empty"],
		[
			'a callback that is no address',
			{ callbackUrl: 'n8n.example.com' },
			"'Callback URL' is not a web address",
		],
		[
			'an object as callback',
			{ callbackUrl: { url: CALLBACK } },
			"'Callback URL' must be text, but is an object",
		],
		[
			'a setting that is neither yes nor no',
			{ additionalFields: { greeting_enabled: 'perhaps' } },
			"'Greeting Enabled' must be true or false",
		],
		[
			'attributes that are no JSON',
			{ additionalFields: { additional_attributes: '{window: 24}' } },
			"'Additional Attributes (JSON)' is not valid JSON",
		],
		[
			'attributes that are a list',
			{ additionalFields: { additional_attributes: '[24]' } },
			"'Additional Attributes (JSON)' must be a JSON object",
		],
	])('nothing for %s', (_, given, says) => {
		expect(() => requestOf(of('createApi'), { name: 'Shop', ...given })).toThrow(says);
	});
});

describe('Update sends', () => {
	test.each<[string, Given, object]>([
		['the name', { name: 'Renamed' }, { name: 'Renamed' }],
		['the callback, in the channel', { callbackUrl: CALLBACK }, { channel: { webhook_url: CALLBACK } }],
		['no callback any more', { removeCallback: true }, { channel: { webhook_url: null } }],
		[
			'a callback, where it says not to remove it',
			{ removeCallback: false, callbackUrl: CALLBACK },
			{ channel: { webhook_url: CALLBACK } },
		],
		['a setting that is off', { greeting_enabled: false }, { greeting_enabled: false }],
		['a setting of the channel', { hmac_mandatory: false }, { channel: { hmac_mandatory: false } }],
	])('only what was added: %s', (_, updateFields, body) => {
		expect(requestOf(of('update'), { ...INBOX, updateFields })).toEqual({
			method: 'PATCH',
			path: '/inboxes/3',
			body,
			repeatable: true,
		});
	});

	test.each<[string, Given, string]>([
		['no changes', {}, "'Update Fields' is empty"],
		['an empty name and nothing else', { name: ' ' }, "'Update Fields' is empty"],
		['nothing but not to remove the callback', { removeCallback: false }, "'Update Fields' is empty"],
		['an empty callback', { callbackUrl: '' }, "'Callback URL' is not a web address"],
		[
			'a callback that is to be set and removed',
			{ callbackUrl: CALLBACK, removeCallback: true },
			"'Callback URL' and 'Remove Callback URL' contradict each other",
		],
	])('nothing for %s', (_, updateFields, says) => {
		expect(() => requestOf(of('update'), { ...INBOX, updateFields })).toThrow(says);
	});
});

describe('The members of an inbox are changed', () => {
	test.each([
		['addMembers', 'POST'],
		['setMembers', 'PATCH'],
		['removeMembers', 'DELETE'],
	])('by numbers, each once: %s', (name, method) => {
		expect(requestOf(of(name), { ...INBOX, agents: ['2', 7, '2'] })).toMatchObject({
			method,
			path: '/inbox_members',
			body: { inbox_id: 3, user_ids: [2, 7] },
		});
	});

	describe.each(['addMembers', 'setMembers', 'removeMembers'])('%s', (name) => {
		test.each<[string, Given, string]>([
			['nobody', { agents: [] }, "'Agent Names or IDs' is empty"],
			['what an expression left out', { agents: undefined }, "'Agent Names or IDs' is empty"],
			['a name', { agents: ['Agnes'] }, "'Agent Names or IDs' must be a number, but is 'Agnes'"],
			['nothing as an ID', { agents: ['2', ''] }, "'Agent Names or IDs' must be a number"],
			['no whole number', { agents: ['2.5'] }, "'Agent Names or IDs' must be a number"],
			['no list', { agents: { id: 2 } }, "'Agent Names or IDs' must be a list"],
			['an inbox that is no number', { inbox: locator('Shop') }, "'Inbox' must be a number, but is 'Shop'"],
			['the inbox 0', { inbox: locator(0) }, "'Inbox' must be a number"],
		])('takes not %s', (_, given, says) => {
			expect(() => requestOf(of(name), { ...INBOX, agents: ['2'], ...given })).toThrow(says);
		});
	});
});

describe('The agent bot of an inbox is set', () => {
	test.each<[string, Given, number | null]>([
		['to one', { firstAnswer: 'bot', agentBot: locator('1', 'list') }, 1],
		['to none, whatever is left in the field', { firstAnswer: 'none', agentBot: locator('x') }, null],
	])('%s', (_, given, bot) => {
		expect(requestOf(of('setAgentBot'), { ...INBOX, ...given })).toMatchObject({
			method: 'POST',
			path: '/inboxes/3/set_agent_bot',
			body: { agent_bot: bot },
		});
	});

	test.each<[string, Given, string]>([
		['nothing', { agentBot: locator('') }, "'Agent Bot' is empty"],
		['a name', { agentBot: locator('Bot') }, "'Agent Bot' must be a number, but is 'Bot'"],
		['0, which would take the bot away', { agentBot: locator(0) }, "'Agent Bot' must be a number"],
		['neither bot nor none', { firstAnswer: 'robot' }, "'Who Answers First' does not have 'robot'"],
	])('but not to %s', (_, given, says) => {
		expect(() => requestOf(of('setAgentBot'), { ...INBOX, agentBot: locator(1), ...given })).toThrow(says);
	});
});

describe('An inbox is named by its ID', () => {
	const ways = [
		['get', 'GET', '/inboxes/…', {}],
		['getMembers', 'GET', '/inbox_members/…', {}],
		['getAgentBot', 'GET', '/inboxes/…/agent_bot', {}],
		['setAgentBot', 'POST', '/inboxes/…/set_agent_bot', { firstAnswer: 'none' }],
		['resetSecret', 'POST', '/inboxes/…/reset_secret', {}],
		['update', 'PATCH', '/inboxes/…', { updateFields: { name: 'Shop' } }],
	] as const;

	describe.each(ways)('in %s', (name, method, path, given) => {
		test.each<[unknown, string]>([
			[locator(3), '3'],
			[locator('3', 'list'), '3'],
			['3', '3'],
		])('%j is one part of the address', (value, segment) => {
			expect(requestOf(of(name), { ...given, inbox: value })).toMatchObject({
				method,
				path: path.replace('…', segment),
			});
		});

		test.each<[unknown, string]>([
			[undefined, "'Inbox' is empty"],
			[null, "'Inbox' is empty"],
			[locator(undefined), "'Inbox' is empty"],
			[locator(' '), "'Inbox' is empty"],
			...['.', '3/members', '3?x#y', '3a', '3.5', '-3', 'Shop', '３'].map((id): [unknown, string] => [
				locator(id),
				`'Inbox' must be a number, but is '${id}'`,
			]),
			[locator([3]), "'Inbox' must be text, but is a list"],
		])('%j is refused', (value, says) => {
			expect(() => requestOf(of(name), { ...given, inbox: value })).toThrow(says);
		});
	});

	test('what is written to one inbox keeps its order; what is read does not wait', () => {
		const writing = ['addMembers', 'setMembers', 'removeMembers', 'setAgentBot', 'resetSecret', 'update'];
		const reading = ['get', 'getMany', 'getMembers', 'getAgentBot'];
		const lanes = (names: readonly string[]) => names.map((name) => of(name).lane?.({ inbox: '3' } as never));
		expect(lanes(writing)).toEqual(writing.map(() => 'inbox 3'));
		expect(lanes(reading)).toEqual(reading.map(() => undefined));
	});
});

test('Simplify keeps of an agent at most ten keys, the ID and the name first', () => {
	const row = { account_id: 1, email: 'a@example.com', id: 2, name: 'Agnes', role: 'agent', thumbnail: '' };
	expect(Object.entries(simpleAgent(row))).toEqual([
		['id', 2],
		['name', 'Agnes'],
		['email', 'a@example.com'],
		['role', 'agent'],
	]);
});
