import { randomUUID } from 'node:crypto';
import { json, type Answer } from '../../core/answer.ts';
import type { Route } from '../../core/service.ts';
import { crash, done, notFound } from '../answers.ts';
import {
	checkContact,
	createContact,
	mergeContacts,
	modifyContact,
	removeContact,
	sessionFor,
	updateContact,
} from '../contacts.ts';
import type { Installation } from '../installation.ts';
import { mayUse, sortedConversations } from '../lists.ts';
import type { Contact, Inbox } from '../types.ts';
import { attributesOf, isBlank, textOrNull, textsOf, wholeNumber } from '../values.ts';
import { contactWithSessions, shownContact, shownNote, shownSession } from '../views/contact.ts';
import { shownConversation } from '../views/conversation.ts';
import { rawInbox, slimInbox } from '../views/inbox.ts';
import { accountRoutes, foundContact, foundInbox, userOf, type Ask, type Endpoint } from './access.ts';

/** A contact's conversations are cut here, whatever their inboxes. */
const MOST_CONVERSATIONS = 20;

/** Contacts, one by one. */
export const contactRoutes = (installation: Installation): readonly Route[] => {
	const { state, now } = installation;

	const contactOf = (ask: Ask): Contact => foundContact(installation, ask, ask.call.params.id);

	const withSessions = (contact: Contact): Answer =>
		json({ payload: contactWithSessions(contact, installation) });

	/** Contact and session are made both, or none. */
	const create = (ask: Ask): Answer => {
		const { values } = ask;
		checkContact(installation, values);
		const inbox = isBlank(values.inbox_id) ? undefined : foundInbox(installation, ask, values.inbox_id);
		const sourceId = textOrNull(values.source_id);
		if (inbox && sourceId !== null && state.sessionIn(inbox, sourceId)) throw crash();
		const contact = createContact(installation, values);
		const session = inbox && sessionFor(installation, contact, inbox, sourceId);
		return json({
			payload: {
				contact: contactWithSessions(contact, installation),
				contact_inbox: {
					inbox: inbox ? rawInbox(inbox) : null,
					source_id: session?.source_id ?? null,
				},
			},
		});
	};

	const destroyAttributes = (ask: Ask): Answer => {
		const contact = contactOf(ask);
		const names = textsOf(ask.values.custom_attributes);
		const kept = Object.entries(contact.custom_attributes).filter(([name]) => !names.includes(name));
		modifyContact(installation, contact, { custom_attributes: Object.fromEntries(kept) });
		return withSessions(contact);
	};

	/** The contact's newest session of an API inbox, or the id a new one would have; others need a conversation. */
	const reachableBy = (contact: Contact, inbox: Inbox): { inbox: object; source_id: string } | undefined => {
		const session = state.sessionsOf(contact).findLast((other) => other.inbox === inbox);
		const isReachable = inbox.type === 'api' || (session && state.conversationsOf(session).length > 0);
		if (!isReachable) return undefined;
		return { inbox: slimInbox(inbox), source_id: session?.source_id ?? randomUUID() };
	};

	const contactableInboxes = (ask: Ask): Answer => {
		const contact = contactOf(ask);
		const inboxes = [...state.inboxes.values()].filter((inbox) => mayUse(ask.user, inbox));
		const reachable = inboxes.map((inbox) => reachableBy(contact, inbox));
		return json({ payload: reachable.filter((entry) => entry !== undefined) });
	};

	const conversations = (ask: Ask): Answer => {
		const contact = contactOf(ask);
		const own = [...state.conversations.values()].filter(
			({ session }) => session.contact === contact && mayUse(ask.user, session.inbox),
		);
		const newest = sortedConversations(own).slice(0, MOST_CONVERSATIONS);
		return json({ payload: newest.map((thing) => shownConversation(thing, installation, ask.user)) });
	};

	const merge = (ask: Ask): Answer => {
		const base = foundContact(installation, ask, ask.values.base_contact_id);
		const mergee = foundContact(installation, ask, ask.values.mergee_contact_id);
		mergeContacts(installation, base, mergee);
		return json(shownContact(base, installation));
	};

	const findSession = (ask: Ask): Answer => {
		const inbox = foundInbox(installation, ask, ask.values.inbox_id);
		const session = state.sessionIn(inbox, textOrNull(ask.values.source_id) ?? '');
		return session ? json(contactWithSessions(session.contact, installation)) : done(404);
	};

	const single: readonly Endpoint[] = [
		{ method: 'POST', path: '/contacts', body: 'contactCreate', handle: create },
		{
			method: 'GET',
			path: '/contacts/:id',
			query: 'contact',
			handle: (ask) => {
				const contact = contactOf(ask);
				if (ask.call.query.include_contact_inboxes !== 'false') return withSessions(contact);
				return json({ payload: shownContact(contact, installation) });
			},
		},
		{
			method: ['PUT', 'PATCH'],
			path: '/contacts/:id',
			body: 'contactUpdate',
			handle: (ask) => {
				const contact = contactOf(ask);
				updateContact(installation, contact, attributesOf(ask.call.body));
				return withSessions(contact);
			},
		},
		{
			method: 'DELETE',
			path: '/contacts/:id',
			administrator: true,
			handle: (ask) => {
				removeContact(installation, contactOf(ask));
				return done();
			},
		},
		{
			method: 'DELETE',
			path: '/contacts/:id/avatar',
			handle: (ask) => {
				const contact = contactOf(ask);
				modifyContact(installation, contact, { avatar: undefined });
				return json({ payload: shownContact(contact, installation) });
			},
		},
		{
			method: 'POST',
			path: '/contacts/:id/destroy_custom_attributes',
			body: 'contactAttributes',
			handle: destroyAttributes,
		},
		{ method: 'POST', path: '/actions/contact_merge', body: 'contactMerge', handle: merge },
	];

	const around: readonly Endpoint[] = [
		{
			method: 'GET',
			path: '/contacts/:id/labels',
			handle: (ask) => json({ payload: contactOf(ask).labels }),
		},
		{
			method: 'POST',
			path: '/contacts/:id/labels',
			body: 'labels',
			// Any words: that the account has such labels is not asked.
			handle: (ask) => {
				const contact = contactOf(ask);
				modifyContact(installation, contact, { labels: [...new Set(textsOf(ask.values.labels))] });
				return json({ payload: contact.labels });
			},
		},
		{
			method: 'POST',
			path: '/contacts/:id/contact_inboxes',
			body: 'session',
			handle: (ask) => {
				const contact = contactOf(ask);
				const inbox = foundInbox(installation, ask, ask.values.inbox_id);
				return json(shownSession(sessionFor(installation, contact, inbox, textOrNull(ask.values.source_id))));
			},
		},
		{ method: 'GET', path: '/contacts/:id/contactable_inboxes', handle: contactableInboxes },
		{ method: 'GET', path: '/contacts/:id/conversations', handle: conversations },
		{
			method: 'GET',
			path: '/contacts/:id/notes',
			handle: (ask) => json(contactOf(ask).notes.toReversed().map(shownNote)),
		},
		{
			method: 'POST',
			path: '/contacts/:id/notes',
			body: 'note',
			handle: (ask) => {
				const content = textOrNull(ask.values.content) ?? '';
				if (content === '') throw crash();
				const note = { id: state.next('note'), content, user: userOf(ask), created_at: now() };
				contactOf(ask).notes.push(note);
				return json(shownNote(note));
			},
		},
		{
			method: 'DELETE',
			path: '/contacts/:id/notes/:noteId',
			handle: (ask) => {
				const { notes } = contactOf(ask);
				const index = notes.findIndex(({ id }) => id === wholeNumber(ask.call.params.noteId));
				if (index < 0) throw notFound();
				notes.splice(index, 1);
				return done();
			},
		},
		{ method: 'POST', path: '/contact_inboxes/filter', body: 'sessionFilter', handle: findSession },
	];
	return accountRoutes(installation, [...single, ...around]);
};
