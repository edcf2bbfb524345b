import { at, holds, listAt, same, sameSet, Skipped, type Check } from '../check.ts';
import { byId } from '../node.ts';
import { addressOf, type OwnThings } from '../own-things.ts';

/** Another inbox, to be changed: its ID. */
const anotherInbox = async ({ server, word }: OwnThings, channel: object = {}): Promise<number> =>
	at(
		await server.post('inboxes', { name: word('Other'), channel: { type: 'api', ...channel } }),
		'id',
	) as number;

const membersOf = async ({ server }: OwnThings, inbox: number): Promise<unknown[]> =>
	listAt(await server.get(`inbox_members/${inbox}`), 'payload').map((member) => at(member, 'id'));

const botOf = async ({ server }: OwnThings, inbox: number): Promise<unknown> =>
	at(await server.get(`inboxes/${inbox}/agent_bot`), 'agent_bot.id') ?? null;

/** Inboxes of ours, their members and their bot. */
export const inboxChecks: readonly Check[] = [
	{
		does: 'inbox createApi',
		that: 'name, callback and the settings that were given',
		run: async (own) => {
			const name = own.word('Made');
			const callbackUrl = addressOf(own.suffix, 'callback');
			const { id } = await own.node.one('inbox createApi', {
				name,
				callbackUrl,
				additionalFields: {
					lock_to_single_conversation: true,
					hmac_mandatory: true,
					enable_auto_assignment: false,
				},
			});
			const inbox = await own.server.get(`inboxes/${String(id)}`);
			const keys = [
				'name',
				'webhook_url',
				'lock_to_single_conversation',
				'hmac_mandatory',
				'enable_auto_assignment',
			];
			same(
				'inbox',
				keys.map((key) => at(inbox, key)),
				[name, callbackUrl, true, true, false],
			);
			same('channel', at(inbox, 'channel_type'), 'Channel::Api');
		},
	},
	{
		does: 'inbox createApi',
		that: 'a callback that is no URL is refused (the server takes any text), and nothing is made',
		run: async (own) => {
			const name = own.word('Never');
			const said = await own.node.refusal('inbox createApi', { name, callbackUrl: 'not a url' });
			holds(said.includes("'Callback URL'"), `it says: ${said}`);
			const inboxes = listAt(await own.server.get('inboxes'), 'payload');
			holds(!inboxes.some((inbox) => at(inbox, 'name') === name), 'it was made all the same');
		},
	},
	{
		does: 'inbox get',
		that: 'the inbox, with its identifier and without secrets',
		run: async ({ node, inbox }) => {
			const got = await node.one('inbox get', { inbox: byId(inbox.id), simplify: false });
			same('inbox', [got.id, got.inbox_identifier], [inbox.id, inbox.identifier]);
			const secrets = ['hmac_token', 'secret'].filter((key) => typeof got[key] === 'string');
			same('secrets in the output', secrets, []);
		},
	},
	{
		does: 'inbox getMany',
		that: 'our three inboxes',
		run: async ({ node, inbox, singleInbox, provingInbox, suffix }) => {
			const got = await node.run('inbox getMany', {});
			const ids = got.filter(
				({ name }) => /^(Shop|Single|Proving)/.test(String(name)) && String(name).includes(suffix),
			);
			sameSet(
				'inboxes',
				ids.map(({ id }) => id),
				[inbox.id, singleInbox.id, provingInbox.id],
			);
		},
	},
	{
		does: 'inbox update',
		that: 'a new name and callback; the other settings stay',
		run: async (own) => {
			const id = await anotherInbox(own, { hmac_mandatory: true });
			const name = own.word('Renamed');
			const callbackUrl = addressOf(own.suffix, 'changed');
			await own.node.one('inbox update', { inbox: byId(id), updateFields: { name, callbackUrl } });
			const inbox = await own.server.get(`inboxes/${id}`);
			const found = ['name', 'webhook_url', 'hmac_mandatory'].map((key) => at(inbox, key));
			same('inbox', found, [name, callbackUrl, true]);
		},
	},
	{
		does: 'inbox update',
		that: 'the callback is taken away',
		run: async (own) => {
			const id = await anotherInbox(own, { webhook_url: addressOf(own.suffix, 'callback') });
			await own.node.one('inbox update', { inbox: byId(id), updateFields: { removeCallback: true } });
			same('callback', at(await own.server.get(`inboxes/${id}`), 'webhook_url') ?? '', '');
		},
	},
	{
		does: 'inbox getMembers',
		that: "the token's own user",
		run: async ({ node, inbox, me }) => {
			const got = await node.run('inbox getMembers', { inbox: byId(inbox.id) });
			same(
				'members',
				got.map(({ id }) => id),
				[me.id],
			);
		},
	},
	{
		does: 'inbox addMembers',
		that: "the token's own user is a member",
		run: async (own) => {
			const id = await anotherInbox(own);
			await own.node.run('inbox addMembers', { inbox: byId(id), agents: [own.me.id] });
			same('members', await membersOf(own, id), [own.me.id]);
		},
	},
	{
		does: 'inbox addMembers',
		that: 'an agent who does not exist fails the item',
		run: async (own) => {
			const id = await anotherInbox(own);
			await own.node.refusal('inbox addMembers', { inbox: byId(id), agents: [999_999_999] });
			same('members', await membersOf(own, id), []);
		},
	},
	{
		does: 'inbox setMembers',
		that: "exactly the token's own user",
		run: async (own) => {
			const id = await anotherInbox(own);
			await own.node.run('inbox setMembers', { inbox: byId(id), agents: [own.me.id] });
			same('members', await membersOf(own, id), [own.me.id]);
		},
	},
	{
		does: 'inbox removeMembers',
		that: 'nobody is left',
		run: async (own) => {
			const id = await anotherInbox(own);
			await own.server.post('inbox_members', { inbox_id: id, user_ids: [own.me.id] });
			await own.node.run('inbox removeMembers', { inbox: byId(id), agents: [own.me.id] });
			same('members', await membersOf(own, id), []);
		},
	},
	{
		does: 'inbox getAgentBot',
		that: 'null in an inbox without a bot',
		run: async ({ node, inbox }) => {
			same('bot', (await node.one('inbox getAgentBot', { inbox: byId(inbox.id) })).id, null);
		},
	},
	{
		does: 'inbox setAgentBot',
		that: 'our bot, and then none',
		run: async (own) => {
			if (own.bot === undefined) throw new Skipped('the server made no agent bot, or showed no token of it');
			const id = await anotherInbox(own);
			await own.node.one('inbox setAgentBot', { inbox: byId(id), agentBot: byId(own.bot.id) });
			same('bot', await botOf(own, id), own.bot.id);
			const shown = await own.node.one('inbox getAgentBot', { inbox: byId(id), simplify: false });
			same(
				'tokens in the output',
				['access_token', 'secret'].filter((key) => key in shown),
				[],
			);
			await own.node.one('inbox setAgentBot', { inbox: byId(id), firstAnswer: 'none' });
			same('bot', await botOf(own, id), null);
		},
	},
	{
		does: 'inbox resetSecret',
		that: 'another secret, and the server has it',
		run: async (own) => {
			const id = await anotherInbox(own);
			const { status } = await own.server.ask('POST', `inboxes/${id}/reset_secret`);
			if (status === 404) {
				const said = await own.node.refusal('inbox resetSecret', { inbox: byId(id) });
				holds(said.includes('too old'), `it says: ${said}`);
				throw new Skipped('the server is too old to sign, and the node says so');
			}
			const before = at(await own.server.get(`inboxes/${id}`), 'secret');
			const { secret } = await own.node.one('inbox resetSecret', { inbox: byId(id) });
			holds(typeof secret === 'string' && secret !== '', 'there is no secret in the output');
			holds(secret !== before, 'the secret is the old one');
			holds(at(await own.server.get(`inboxes/${id}`), 'secret') === secret, 'the server has another secret');
		},
	},
];
