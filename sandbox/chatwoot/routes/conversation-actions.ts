import { json, type Answer } from '../../core/answer.ts';
import { recordOf } from '../../core/record.ts';
import type { Route } from '../../core/service.ts';
import { changeBy, note } from '../activity.ts';
import { crash, done, refuse } from '../answers.ts';
import { modifyContact } from '../contacts.ts';
import { modifyConversation, priorityOf, statusOf } from '../conversations.ts';
import type { Installation } from '../installation.ts';
import { mustExist, usersWith } from '../members.ts';
import type { Conversation, Status, User } from '../types.ts';
import {
	attributesOf,
	flagOrNull,
	isBlank,
	isoOrNull,
	pageOf,
	textOrNull,
	textsOf,
	wholeNumber,
} from '../values.ts';
import { filesOfMessage, shownConversation } from '../views/conversation.ts';
import { rawTeam, shownAgent, shownAssignedBot } from '../views/people.ts';
import { accountRoutes, foundConversation, type Ask, type Endpoint } from './access.ts';

const FILES_A_PAGE = 100;

/** Without a wish: an open conversation is resolved, any other opened. */
const toggled = ({ status }: Conversation): Status => (status === 'open' ? 'resolved' : 'open');

/** Unix seconds. Of a date in another form the digits at its beginning count, so that a year becomes half an hour. */
const snoozeTime = (value: unknown): number => {
	const seconds = wholeNumber(value);
	if (Number.isNaN(seconds)) throw crash();
	return seconds * 1000;
};

/** What is done to a conversation: status, priority, assignment, labels, attributes and what was seen. */
export const conversationActionRoutes = (installation: Installation): readonly Route[] => {
	const { state, events, now } = installation;

	const conversationOf = (ask: Ask): Conversation => foundConversation(installation, ask);

	const toggleStatus = (ask: Ask): Answer => {
		const conversation = conversationOf(ask);
		const { status: wish, snoozed_until: until } = ask.values;
		const status = isBlank(wish) ? toggled(conversation) : statusOf(wish);
		const agent = ask.user?.role === 'agent' ? ask.user : undefined;
		changeBy(installation, conversation, ask.author, {
			status,
			...(isBlank(until) ? {} : { snoozed_until: snoozeTime(until) }),
			// An agent who opens a conversation takes it.
			...(status === 'open' && agent ? { assignee: agent } : {}),
		});
		return json({
			payload: {
				success: true,
				conversation_id: conversation.id,
				current_status: conversation.status,
				snoozed_until: isoOrNull(conversation.snoozed_until),
			},
		});
	};

	/** Nobody, when there is no such agent; then the present one is removed as well. */
	const assignAgent = (ask: Ask, conversation: Conversation): Answer => {
		const { assignee_id: id, assignee_type: type } = ask.values;
		const number = wholeNumber(id);
		const user = [...state.users.values()].find((other) => other.id === number && other.account_id === 1);
		const assignee = (type === 'AgentBot' ? state.bots.get(number) : user) ?? null;
		changeBy(installation, conversation, ask.author, { assignee });
		if (assignee === null) return json(null);
		return json(assignee.kind === 'user' ? shownAgent(assignee) : shownAssignedBot(assignee));
	};

	/** The agent is looked at first; a team beside it is passed over. */
	const assign = (ask: Ask): Answer => {
		const conversation = conversationOf(ask);
		if ('assignee_id' in ask.values) {
			if ('team_id' in ask.values) ask.call.violate('team_id is passed over beside assignee_id');
			return assignAgent(ask, conversation);
		}
		if (!('team_id' in ask.values)) return json(null);
		const team = state.teams.get(wholeNumber(ask.values.team_id)) ?? null;
		changeBy(installation, conversation, ask.author, { team });
		return json(team && rawTeam(team));
	};

	/** Replaces all attributes. */
	const setAttributes = (ask: Ask): Answer => {
		const conversation = conversationOf(ask);
		const { custom_attributes: attributes } = ask.values;
		if (typeof attributes !== 'object' || attributes === null) throw crash();
		modifyConversation(installation, conversation, { custom_attributes: attributesOf(attributes) });
		return json({ custom_attributes: conversation.custom_attributes });
	};

	const setLabels = (ask: Ask): Answer => {
		const conversation = conversationOf(ask);
		const labels = [...new Set(textsOf(ask.values.labels))];
		changeBy(installation, conversation, ask.author, { labels });
		return json({ payload: conversation.labels });
	};

	/** Any other word than on and off does nothing. */
	const type = (ask: Ask): Answer => {
		const conversation = conversationOf(ask);
		const { typing_status: status, is_private: secret } = ask.values;
		const data = { conversation, user: ask.author, is_private: flagOrNull(secret) ?? false };
		if (status === 'on') events.emit('conversation_typing_on', data);
		if (status === 'off') events.emit('conversation_typing_off', data);
		return done();
	};

	/** Muting resolves the conversation and blocks the contact; unmuting only lets the contact in again. */
	const mute =
		(blocked: boolean) =>
		(ask: Ask): Answer => {
			const conversation = conversationOf(ask);
			if (blocked) changeBy(installation, conversation, ask.author, { status: 'resolved' });
			modifyContact(installation, conversation.session.contact, { blocked });
			note(
				installation,
				conversation,
				`${ask.author.name} has ${blocked ? 'muted' : 'unmuted'} the conversation`,
			);
			return done();
		};

	/** Without an event: only who looks at it again sees it. */
	const see = (ask: Ask, time: number | null, isUnseen: boolean): Answer => {
		const conversation = conversationOf(ask);
		conversation.agent_last_seen_at = time;
		if (isUnseen || conversation.assignee === ask.author) conversation.assignee_last_seen_at = time;
		return json(shownConversation(conversation, installation, ask.user));
	};

	/** From before the customer's last message. */
	const unsee = (ask: Ask): Answer => {
		const messages = state.messagesOf(conversationOf(ask));
		const last = messages.findLast((message) => message.message_type === 'incoming');
		return see(ask, last ? last.created_at - 1000 : null, true);
	};

	const files = (ask: Ask): Answer => {
		const all = state
			.messagesOf(conversationOf(ask))
			.flatMap((message) => filesOfMessage(message, installation));
		return json({
			meta: { total_count: all.length },
			payload: pageOf(all, ask.call.query.page, FILES_A_PAGE),
		});
	};

	/** Who was there already is not answered. */
	const join = (ask: Ask): Answer => {
		const { participants } = conversationOf(ask);
		const users = mustExist(usersWith(installation, ask.values.user_ids));
		const added = users.filter((user) => !participants.has(user));
		for (const user of added) participants.add(user);
		return json(added.map(shownAgent));
	};

	const setParticipants = (ask: Ask, apply: (present: Set<User>, users: readonly User[]) => void): Answer => {
		const { participants } = conversationOf(ask);
		apply(participants, mustExist(usersWith(installation, ask.values.user_ids)));
		return json([...participants].map(shownAgent));
	};

	const changes: readonly Endpoint[] = [
		{ method: 'POST', path: '/toggle_status', body: 'status', bots: true, handle: toggleStatus },
		{
			method: 'POST',
			path: '/toggle_priority',
			body: 'priority',
			bots: true,
			handle: (ask) => {
				const priority = priorityOf(recordOf(ask.call.body).priority);
				changeBy(installation, conversationOf(ask), ask.author, { priority });
				return done();
			},
		},
		{ method: 'POST', path: '/assignments', body: 'assignment', bots: true, handle: assign },
		{
			method: 'POST',
			path: '/custom_attributes',
			body: 'conversationAttributes',
			bots: true,
			handle: setAttributes,
		},
		{ method: 'GET', path: '/labels', handle: (ask) => json({ payload: conversationOf(ask).labels }) },
		{ method: 'POST', path: '/labels', body: 'labels', handle: setLabels },
		{ method: 'POST', path: '/mute', handle: mute(true) },
		{ method: 'POST', path: '/unmute', handle: mute(false) },
	];
	const others: readonly Endpoint[] = [
		{ method: 'POST', path: '/toggle_typing_status', body: 'typing', query: 'typing', handle: type },
		{ method: 'POST', path: '/update_last_seen', handle: (ask) => see(ask, now(), false) },
		{ method: 'POST', path: '/unread', handle: unsee },
		{ method: 'GET', path: '/attachments', query: 'files', handle: files },
		{
			method: 'POST',
			path: '/transcript',
			body: 'transcript',
			handle: (ask) => {
				conversationOf(ask);
				if (isBlank(textOrNull(ask.values.email))) throw refuse(422, 'email param missing');
				return done();
			},
		},
		{
			method: 'GET',
			path: '/participants',
			handle: (ask) => json([...conversationOf(ask).participants].map(shownAgent)),
		},
		{ method: 'POST', path: '/participants', body: 'members', handle: join },
		{
			method: ['PATCH', 'PUT'],
			path: '/participants',
			body: 'members',
			handle: (ask) =>
				setParticipants(ask, (present, users) => {
					present.clear();
					for (const user of users) present.add(user);
				}),
		},
		{
			method: 'DELETE',
			path: '/participants',
			body: 'members',
			handle: (ask) => {
				setParticipants(ask, (present, users) => users.forEach((user) => present.delete(user)));
				return done();
			},
		},
	];
	return accountRoutes(
		installation,
		[...changes, ...others].map((endpoint) => ({
			...endpoint,
			path: `/conversations/:id${endpoint.path}`,
		})),
	);
};
