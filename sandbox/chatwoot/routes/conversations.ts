import { json, type Answer } from '../../core/answer.ts';
import { recordOf } from '../../core/record.ts';
import type { Route } from '../../core/service.ts';
import { done, notAllowed, notFound, refuse } from '../answers.ts';
import { changeBy, noteFirst } from '../activity.ts';
import { sessionFor } from '../contacts.ts';
import { openConversation, priorityOf } from '../conversations.ts';
import { filterTest } from '../filters.ts';
import type { Installation } from '../installation.ts';
import {
	CONVERSATION_FILTERS,
	CONVERSATIONS_A_PAGE,
	countsOf,
	isAssigned,
	likePattern,
	mayUse,
	selectedConversations,
	sortedConversations,
	visibleConversations,
} from '../lists.ts';
import { buildMessage } from '../messages.ts';
import type { ContactInbox, Conversation } from '../types.ts';
import { isBlank, pageOf, textOrNull, wholeNumber } from '../values.ts';
import { foundConversation as shownFound, shownConversation } from '../views/conversation.ts';
import { accountRoutes, foundContact, foundConversation, foundInbox, type Ask } from './access.ts';

/** Conversations: lists, and one as a whole. */
export const conversationRoutes = (installation: Installation): readonly Route[] => {
	const { state } = installation;

	const shown = (conversation: Conversation, { user }: Ask): object =>
		shownConversation(conversation, installation, user);

	/**
	 * The session of contact and inbox, new unless its id is given and there; without these two, whichever has the id.
	 */
	const sessionOf = (ask: Ask): ContactInbox => {
		const { inbox_id: inboxId, contact_id: contactId, source_id: sourceId } = ask.values;
		const source = textOrNull(sourceId);
		const inbox = isBlank(inboxId) ? undefined : foundInbox(installation, ask, inboxId);
		const contact = isBlank(contactId) ? undefined : foundContact(installation, ask, contactId);
		if (inbox && contact) {
			const present = source === null ? undefined : state.sessionIn(inbox, source);
			if (present && present.contact !== contact) throw refuse(422, 'source_id should be unique');
			return sessionFor(installation, contact, inbox, source);
		}
		const session = [...state.contactInboxes.values()].find((other) => other.source_id === source);
		if (!session) throw notFound();
		if (!mayUse(ask.user, session.inbox)) throw notAllowed();
		return session;
	};

	const create = (ask: Ask): Answer => {
		const { values, author } = ask;
		const { conversation, isNew } = openConversation(installation, sessionOf(ask), values, {
			assignee: state.users.get(wholeNumber(values.assignee_id)) ?? null,
			team: state.teams.get(wholeNumber(values.team_id)) ?? null,
		});
		const message = recordOf(values.message);
		if (Object.keys(message).length > 0) buildMessage(installation, conversation, author, message);
		if (isNew) noteFirst(installation, conversation, author);
		return json(shown(conversation, ask));
	};

	const list = (ask: Ask): Answer => {
		const { query } = ask.call;
		const { assignee_type: type, sort_by: sortBy, page } = query;
		const all = selectedConversations(installation, ask.user, query);
		const mine = ({ assignee }: Conversation): boolean => assignee !== null && assignee === ask.user;
		const tests: Readonly<Record<string, (conversation: Conversation) => boolean>> = {
			me: mine,
			assigned: isAssigned,
			unassigned: (conversation) => !isAssigned(conversation),
		};
		const test = typeof type === 'string' && Object.hasOwn(tests, type) ? tests[type] : undefined;
		const sorted = sortedConversations(test ? all.filter(test) : all, sortBy);
		const payload = isBlank(query.updated_within) ? pageOf(sorted, page, CONVERSATIONS_A_PAGE) : sorted;
		return json({
			data: {
				meta: countsOf(all, ask.user),
				payload: payload.map((conversation) => shown(conversation, ask)),
			},
		});
	};

	/** Filter and search do not count the assigned ones. */
	const counted = (conversations: readonly Conversation[], { user }: Ask): object => {
		const { mine_count, unassigned_count, all_count } = countsOf(conversations, user);
		return { mine_count, unassigned_count, all_count };
	};

	const filter = (ask: Ask): Answer => {
		const test = filterTest(installation, CONVERSATION_FILTERS, ask.call);
		const fitting = visibleConversations(installation, ask.user).filter(test);
		const page = pageOf(sortedConversations(fitting), ask.call.query.page, CONVERSATIONS_A_PAGE);
		return json({
			meta: counted(fitting, ask),
			payload: page.map((conversation) => shown(conversation, ask)),
		});
	};

	const search = (ask: Ask): Answer => {
		const { q, page } = ask.call.query;
		const pattern = likePattern(typeof q === 'string' ? q : '');
		const fitting = sortedConversations(visibleConversations(installation, ask.user))
			.map((conversation) => ({
				conversation,
				messages: state.messagesOf(conversation).filter(({ content }) => pattern.test(content ?? '')),
			}))
			.filter(({ messages }) => messages.length > 0);
		return json({
			meta: counted(
				fitting.map(({ conversation }) => conversation),
				ask,
			),
			payload: pageOf(fitting, page, CONVERSATIONS_A_PAGE).map(({ conversation, messages }) =>
				shownFound(conversation, messages),
			),
		});
	};

	/** Of all keys only the priority counts. */
	const update = (ask: Ask): Answer => {
		const conversation = foundConversation(installation, ask);
		const { priority } = recordOf(ask.call.body);
		if (priority !== undefined) {
			changeBy(installation, conversation, ask.author, { priority: priorityOf(priority) });
		}
		return json(shown(conversation, ask));
	};

	return accountRoutes(installation, [
		{ method: 'GET', path: '/conversations', query: 'conversations', handle: list },
		{
			method: 'GET',
			path: '/conversations/meta',
			query: 'conversations',
			handle: (ask) =>
				json({
					meta: countsOf(selectedConversations(installation, ask.user, ask.call.query), ask.user),
				}),
		},
		{ method: 'GET', path: '/conversations/search', query: 'conversationSearch', handle: search },
		{
			method: 'POST',
			path: '/conversations/filter',
			body: 'conversationFilter',
			query: 'page',
			handle: filter,
		},
		{ method: 'POST', path: '/conversations', body: 'conversationCreate', bots: true, handle: create },
		{
			method: 'GET',
			path: '/conversations/:id',
			handle: (ask) => json(shown(foundConversation(installation, ask), ask)),
		},
		{
			method: ['PATCH', 'PUT'],
			path: '/conversations/:id',
			body: 'conversationUpdate',
			bots: true,
			handle: update,
		},
		{
			method: 'DELETE',
			path: '/conversations/:id',
			administrator: true,
			handle: (ask) => {
				state.removeConversation(foundConversation(installation, ask));
				return done();
			},
		},
	]);
};
