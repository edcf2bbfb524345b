import { json, type Answer } from '../../core/answer.ts';
import { recordOf } from '../../core/record.ts';
import { secret } from '../../core/secrets.ts';
import type { Route } from '../../core/service.ts';
import { crash, done, noRoute, notAllowed, validated } from '../answers.ts';
import { change } from '../events.ts';
import type { Installation } from '../installation.ts';
import { mayUse } from '../lists.ts';
import { membersOf, mustExist, usersWith } from '../members.ts';
import { opaque } from '../opaque.ts';
import type { Inbox, User } from '../types.ts';
import { isBlank, textOrNull } from '../values.ts';
import { CHANNEL_DEFAULTS, INBOX_DEFAULTS, shownInbox } from '../views/inbox.ts';
import { shownAgent, shownBot, tokenRecord } from '../views/people.ts';
import { accountRoutes, found, foundInbox, type Ask } from './access.ts';

/** Those of the given values that the defaults know; the rest is not kept. */
const known = (values: Readonly<Record<string, unknown>>, defaults: object): Record<string, unknown> =>
	Object.fromEntries(Object.entries(values).filter(([key]) => key in defaults));

/** Inboxes, their members and bots. */
export const inboxRoutes = (installation: Installation): readonly Route[] => {
	const { state, events, now, signs } = installation;

	const shown = (inbox: Inbox, { user }: Ask): object =>
		shownInbox(inbox, { isAdministrator: user?.role !== 'agent', signs: signs() });

	const create = (ask: Ask): Answer => {
		const { name, channel, ...settings } = ask.values;
		if (channel === undefined || channel === null) throw crash();
		const { type, ...options } = recordOf(channel);
		validated(
			type !== 'api' && type !== 'web_widget' && { attribute: 'channel', says: 'must exist' },
			isBlank(name) && { attribute: 'name', says: "can't be blank" },
		);
		const kind = type === 'api' ? 'api' : 'web_widget';
		const at = now();
		const inbox: Inbox = {
			id: state.next('inbox'),
			account_id: 1,
			type: kind,
			channel_id: state.next(kind),
			name: textOrNull(name) ?? '',
			settings: { ...INBOX_DEFAULTS, ...known(settings, INBOX_DEFAULTS) },
			channel: { ...CHANNEL_DEFAULTS[kind], ...known(options, CHANNEL_DEFAULTS[kind]) },
			identifier: opaque(),
			hmac_token: secret('HMAC token of an inbox', opaque()),
			secret: secret('secret of an inbox', opaque()),
			members: new Set(),
			bot: undefined,
			created_at: at,
			updated_at: at,
		};
		state.inboxes.set(inbox.id, inbox);
		events.emit('inbox_created', { inbox });
		return json(shown(inbox, ask));
	};

	const update = (ask: Ask): Answer => {
		const inbox = foundInbox(installation, ask, ask.call.params.id);
		const { name, channel, ...settings } = recordOf(ask.call.body);
		validated(name !== undefined && isBlank(name) && { attribute: 'name', says: "can't be blank" });
		const changes = change(
			inbox,
			{
				...(name === undefined ? {} : { name: textOrNull(name) ?? '' }),
				settings: { ...inbox.settings, ...known(settings, INBOX_DEFAULTS) },
				channel: { ...inbox.channel, ...known(recordOf(channel), CHANNEL_DEFAULTS[inbox.type]) },
			},
			now(),
		);
		if (Object.keys(changes).length > 0) events.emit('inbox_updated', { inbox, changes });
		return json(shown(inbox, ask));
	};

	const remove = (ask: Ask): Answer => {
		const inbox = foundInbox(installation, ask, ask.call.params.id);
		for (const session of state.contactInboxes.values())
			if (session.inbox === inbox) state.removeSession(session);
		for (const webhook of state.webhooks.values())
			if (webhook.inbox === inbox) state.webhooks.delete(webhook.id);
		state.inboxes.delete(inbox.id);
		return json({ message: 'Your inbox deletion request will be processed in some time.' });
	};

	const changeMembers =
		(apply: (inbox: Inbox, ids: readonly number[]) => void, answer: (inbox: Inbox) => Answer) =>
		(ask: Ask): Answer => {
			const inbox = found(state.inboxes, ask.values.inbox_id, ask);
			if (ask.user?.role === 'agent') throw notAllowed();
			const users = mustExist(usersWith(installation, ask.values.user_ids));
			apply(
				inbox,
				users.map(({ id }) => id),
			);
			return answer(inbox);
		};

	const shownMembers = (inbox: Inbox): Answer =>
		json({ payload: membersOf(installation, inbox).map(shownAgent) });

	const add = (inbox: Inbox, ids: readonly number[]): void => {
		for (const id of ids) inbox.members.add(id);
	};

	/** Members of all these inboxes, then the administrators, who may take any conversation. */
	const assignable = (inboxes: readonly Inbox[]): Answer => {
		const users = [...state.users.values()].filter(({ account_id: account }) => account === 1);
		const isMember = ({ id }: User): boolean => inboxes.every(({ members }) => members.has(id));
		const agents = users.filter(isMember);
		const others = users.filter((user) => user.role === 'administrator' && !isMember(user));
		return json({ payload: [...agents, ...others].map(shownAgent) });
	};

	const setBot = (ask: Ask): Answer => {
		const inbox = foundInbox(installation, ask, ask.call.params.id);
		const { agent_bot: id } = ask.values;
		inbox.bot = isBlank(id) ? undefined : found(state.bots, id, ask);
		return done();
	};

	return accountRoutes(installation, [
		{
			method: 'GET',
			path: '/inboxes',
			handle: (ask) => {
				const own = [...state.inboxes.values()].filter((inbox) => mayUse(ask.user, inbox));
				return json({ payload: own.map((inbox) => shown(inbox, ask)) });
			},
		},
		{ method: 'POST', path: '/inboxes', body: 'inboxCreate', administrator: true, handle: create },
		{
			method: 'GET',
			path: '/inboxes/:id',
			handle: (ask) => json(shown(foundInbox(installation, ask, ask.call.params.id), ask)),
		},
		{
			method: ['PATCH', 'PUT'],
			path: '/inboxes/:id',
			body: 'inboxUpdate',
			administrator: true,
			handle: update,
		},
		{ method: 'DELETE', path: '/inboxes/:id', administrator: true, handle: remove },
		{
			method: 'GET',
			path: '/inboxes/:id/agent_bot',
			handle: (ask) => {
				const { bot } = foundInbox(installation, ask, ask.call.params.id);
				return json(bot ? { agent_bot: shownBot(bot, signs(), tokenRecord(bot)) } : {});
			},
		},
		{
			method: 'POST',
			path: '/inboxes/:id/set_agent_bot',
			body: 'inboxBot',
			administrator: true,
			handle: setBot,
		},
		{
			method: 'GET',
			path: '/inboxes/:id/assignable_agents',
			handle: (ask) => assignable([foundInbox(installation, ask, ask.call.params.id)]),
		},
		{
			method: 'GET',
			path: '/assignable_agents',
			query: 'inboxIds',
			handle: (ask) => {
				const { 'inbox_ids[]': ids, inbox_ids: id } = ask.call.query;
				const wanted = [ids, id].flat().filter((value) => value !== undefined);
				return assignable(wanted.map((value) => foundInbox(installation, ask, value)));
			},
		},
		{
			method: 'POST',
			path: '/inboxes/:id/reset_secret',
			handle: (ask) => {
				// Servers that sign nothing have no such address.
				if (!signs()) throw noRoute();
				if (ask.user?.role === 'agent') throw notAllowed();
				const inbox = foundInbox(installation, ask, ask.call.params.id);
				inbox.secret = secret('secret of an inbox', opaque());
				return json(shown(inbox, ask));
			},
		},
		{
			method: 'GET',
			path: '/inbox_members/:id',
			handle: (ask) => shownMembers(foundInbox(installation, ask, ask.call.params.id)),
		},
		{
			method: 'POST',
			path: '/inbox_members',
			body: 'inboxMembers',
			handle: changeMembers(add, shownMembers),
		},
		{
			method: 'PATCH',
			path: '/inbox_members',
			body: 'inboxMembers',
			handle: changeMembers((inbox, ids) => {
				inbox.members.clear();
				add(inbox, ids);
			}, shownMembers),
		},
		{
			method: 'DELETE',
			path: '/inbox_members',
			body: 'inboxMembers',
			handle: changeMembers(
				(inbox, ids) => ids.forEach((id) => inbox.members.delete(id)),
				() => done(),
			),
		},
	]);
};
