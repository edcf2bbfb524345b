import { at, holds, same, Skipped, type Check } from '../check.ts';
import { byId } from '../node.ts';
import type { OwnConversation, OwnThings } from '../own-things.ts';
import { NOBODY, secondsOf, shown, tomorrow } from './shown.ts';

/** A conversation that is assigned to the token's own user. */
const assigned = async (own: OwnThings): Promise<OwnConversation> => {
	const talk = await own.conversation();
	await own.server.post(`conversations/${talk.id}/assignments`, { assignee_id: own.me.id });
	return talk;
};

const assigneeOf = async (own: OwnThings, id: number): Promise<unknown> =>
	at(await shown(own, id), 'meta.assignee.id') ?? null;

/** Who has a conversation. */
export const assignmentChecks: readonly Check[] = [
	{
		does: 'conversation assign',
		that: 'agent and team together, both are set',
		run: async (own) => {
			const { id } = await own.conversation();
			const both = {
				agentChange: 'assign',
				agent: byId(own.me.id),
				teamChange: 'assign',
				team: byId(own.team.id),
			};
			await own.node.one('conversation assign', { conversation: byId(id), ...both });
			const conversation = await shown(own, id);
			const found = ['meta.assignee.id', 'meta.team.id'].map((path) => at(conversation, path));
			same('agent and team', found, [own.me.id, own.team.id]);
		},
	},
	{
		does: 'conversation assign',
		that: 'an agent who does not exist is refused, and the present one stays',
		run: async (own) => {
			const { id } = await assigned(own);
			const said = await own.node.refusal('conversation assign', {
				conversation: byId(id),
				agent: byId(NOBODY),
			});
			holds(said.includes(`no agent ${NOBODY}`), `it says: ${said}`);
			same('agent', await assigneeOf(own, id), own.me.id);
		},
	},
	{
		does: 'conversation assign',
		that: 'a team that does not exist is refused, and the present agent stays',
		run: async (own) => {
			const { id } = await assigned(own);
			const change = { agentChange: 'unassign', teamChange: 'assign', team: byId(NOBODY) };
			const said = await own.node.refusal('conversation assign', { conversation: byId(id), ...change });
			holds(said.includes(`no team ${NOBODY}`), `it says: ${said}`);
			same('agent', await assigneeOf(own, id), own.me.id);
		},
	},
	{
		does: 'conversation assign',
		that: 'unassign takes agent and team away',
		run: async (own) => {
			const { id } = await assigned(own);
			await own.server.post(`conversations/${id}/assignments`, { team_id: own.team.id });
			const nobody = { agentChange: 'unassign', teamChange: 'unassign' };
			await own.node.one('conversation assign', { conversation: byId(id), ...nobody });
			const conversation = await shown(own, id);
			const found = ['meta.assignee.id', 'meta.team.id'].map((path) => at(conversation, path) ?? null);
			same('agent and team', found, [null, null]);
		},
	},
	{
		does: 'conversation assign',
		that: "with a bot's token, which may not look: an agent is set, and one who does not exist fails the item",
		run: async (own) => {
			if (own.bot === undefined) throw new Skipped('the server made no agent bot, or showed no token of it');
			const { id } = await own.conversation();
			const beside = { token: own.bot.token };
			await own.node.one('conversation assign', { conversation: byId(id), agent: byId(own.me.id) }, beside);
			same('agent', await assigneeOf(own, id), own.me.id);
			await own.node.refusal('conversation assign', { conversation: byId(id), agent: byId(NOBODY) }, beside);
		},
	},
];

/** Custom attributes, set before as these. */
const BEFORE = { stays: 'yes', plan: 'silver' };

const attributes = (operation: string, that: string, given: object, wanted: object): Check => ({
	does: `conversation ${operation}`,
	that,
	run: async (own) => {
		const { id } = await own.conversation({ custom_attributes: BEFORE });
		await own.node.one(`conversation ${operation}`, { conversation: byId(id), ...given });
		same('attributes', at(await shown(own, id), 'custom_attributes'), wanted);
	},
});

const json = (values: object): object => ({ attributesMode: 'json', attributesJson: JSON.stringify(values) });

export const attributeChecks: readonly Check[] = [
	attributes('setCustomAttributes', 'exactly these', json({ plan: 'gold' }), { plan: 'gold' }),
	attributes('mergeCustomAttributes', 'one changes, the other stays', json({ plan: 'gold' }), {
		stays: 'yes',
		plan: 'gold',
	}),
	attributes('removeCustomAttributes', 'one is away, the other stays', { keys: 'plan' }, { stays: 'yes' }),
];

const status = (wanted: string, before: string): Check => ({
	does: 'conversation setStatus',
	that: wanted,
	run: async (own) => {
		const { id } = await own.conversation({ status: before });
		await own.node.one('conversation setStatus', { conversation: byId(id), status: wanted });
		same('status', at(await shown(own, id), 'status'), wanted);
	},
});

/** How a conversation stands. */
export const stateChecks: readonly Check[] = [
	status('resolved', 'open'),
	status('open', 'resolved'),
	status('pending', 'open'),
	{
		does: 'conversation setStatus',
		that: 'snoozed until the date that was given',
		run: async (own) => {
			const { id } = await own.conversation();
			const until = tomorrow();
			const parameters = { conversation: byId(id), status: 'snoozed', snoozedUntil: until.text };
			await own.node.one('conversation setStatus', parameters);
			const conversation = await shown(own, id);
			same('status', at(conversation, 'status'), 'snoozed');
			same('snoozed until', secondsOf(at(conversation, 'snoozed_until')), until.seconds);
		},
	},
	{
		does: 'conversation setStatus',
		that: 'snoozing until a date that is past is refused, and the status stays',
		run: async (own) => {
			const { id } = await own.conversation();
			const parameters = { conversation: byId(id), status: 'snoozed', snoozedUntil: '2020-01-31T09:00:00Z' };
			const said = await own.node.refusal('conversation setStatus', parameters);
			holds(said.includes('in the past'), `it says: ${said}`);
			same('status', at(await shown(own, id), 'status'), 'open');
		},
	},
	{
		does: 'conversation setPriority',
		that: 'urgent, and then none',
		run: async (own) => {
			const { id } = await own.conversation();
			const priorities: unknown[] = [];
			for (const priority of ['urgent', 'none']) {
				await own.node.one('conversation setPriority', { conversation: byId(id), priority });
				priorities.push(at(await shown(own, id), 'priority'));
			}
			same('priorities', priorities, ['urgent', null]);
		},
	},
	{
		does: 'conversation setTypingStatus',
		that: 'on and off are accepted (nothing shows it over HTTP)',
		run: async (own) => {
			const { id } = await own.conversation();
			for (const typingStatus of ['on', 'off']) {
				await own.node.one('conversation setTypingStatus', { conversation: byId(id), typingStatus });
			}
		},
	},
	{
		does: 'conversation setTypingStatus',
		that: 'another word is refused (the server would answer 200)',
		run: async (own) => {
			const { id } = await own.conversation();
			const parameters = { conversation: byId(id), typingStatus: '={{ "dancing" }}' };
			const said = await own.node.refusal('conversation setTypingStatus', parameters);
			holds(said.includes("'Typing Status'"), `it says: ${said}`);
		},
	},
	{
		does: 'conversation markSeen',
		that: 'nothing of the conversation is unread',
		run: async (own) => {
			const { id } = await own.conversation();
			await own.message(id, { message_type: 'incoming' });
			await own.node.one('conversation markSeen', { conversation: byId(id) });
			const seen = await shown(own, id);
			same('unread messages', at(seen, 'unread_count'), 0);
			holds(Number(at(seen, 'agent_last_seen_at')) > 0, 'no agent has seen it');
		},
	},
	{
		does: 'conversation markUnread',
		that: 'the last message of the contact is unread again',
		run: async (own) => {
			const { id } = await own.conversation();
			await own.message(id, { message_type: 'incoming' });
			await own.server.post(`conversations/${id}/update_last_seen`, {});
			await own.node.one('conversation markUnread', { conversation: byId(id) });
			same('unread messages', at(await shown(own, id), 'unread_count'), 1);
		},
	},
	{
		does: 'conversation mute',
		that: 'the contact is blocked, the conversation resolved',
		run: async (own) => {
			const { id, contact } = await own.conversation();
			await own.node.one('conversation mute', { conversation: byId(id) });
			same('status', at(await shown(own, id), 'status'), 'resolved');
			same('blocked', at(await own.server.get(`contacts/${contact.id}`), 'payload.blocked'), true);
		},
	},
	{
		does: 'conversation unmute',
		that: 'the contact is blocked no longer',
		run: async (own) => {
			const { id, contact } = await own.conversation();
			await own.server.post(`conversations/${id}/mute`, {});
			await own.node.one('conversation unmute', { conversation: byId(id) });
			same('blocked', at(await own.server.get(`contacts/${contact.id}`), 'payload.blocked'), false);
		},
	},
];
