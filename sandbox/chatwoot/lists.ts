import type { Call } from '../core/service.ts';
import { isListed } from './contacts.ts';
import { CONTAINS, DATES, EQUAL, PRESENT, type FilterRules } from './filters.ts';
import type { Installation } from './installation.ts';
import { PRIORITIES, STATUSES, type Contact, type Conversation, type Inbox, type User } from './types.ts';
import { inOrder, isBlank, wholeNumber } from './values.ts';

export const CONTACTS_A_PAGE = 15;
export const CONVERSATIONS_A_PAGE = 25;

type Query = Call['query'];
type Key = string | number | null;

export const CONTACT_FILTERS: FilterRules<Contact> = {
	model: 'contact_attribute',
	customAttributes: ({ custom_attributes: attributes }) => attributes,
	attributes: {
		name: { operators: CONTAINS, as: 'text', read: ({ name }) => name },
		phone_number: {
			operators: [...CONTAINS, 'starts_with'],
			as: 'phone',
			read: (contact) => contact.phone_number,
		},
		email: { operators: CONTAINS, as: 'anyCase', read: ({ email }) => email },
		identifier: { operators: CONTAINS, as: 'text', read: ({ identifier }) => identifier },
		country_code: {
			operators: EQUAL,
			as: 'text',
			read: (contact) => contact.additional_attributes.country_code,
		},
		city: { operators: CONTAINS, as: 'text', read: (contact) => contact.additional_attributes.city },
		company: {
			operators: CONTAINS,
			as: 'text',
			read: (contact) => contact.additional_attributes.company_name,
		},
		labels: { operators: PRESENT, as: 'labels', read: ({ labels }) => labels },
		created_at: { operators: DATES, as: 'date', read: (contact) => contact.created_at },
		last_activity_at: { operators: DATES, as: 'date', read: (contact) => contact.last_activity_at },
		blocked: { operators: EQUAL, as: 'text', read: ({ blocked }) => String(blocked) },
	},
};

const assigneeId = ({ assignee }: Conversation): number | null =>
	assignee?.kind === 'user' ? assignee.id : null;

export const CONVERSATION_FILTERS: FilterRules<Conversation> = {
	model: 'conversation_attribute',
	customAttributes: ({ custom_attributes: attributes }) => attributes,
	attributes: {
		status: { operators: EQUAL, as: 'text', read: ({ status }) => status },
		assignee_id: { operators: PRESENT, as: 'text', read: assigneeId },
		inbox_id: { operators: PRESENT, as: 'text', read: ({ session }) => session.inbox.id },
		team_id: { operators: PRESENT, as: 'text', read: ({ team }) => team?.id },
		priority: { operators: EQUAL, as: 'text', read: ({ priority }) => priority },
		display_id: { operators: CONTAINS, as: 'text', read: ({ id }) => id },
		campaign_id: { operators: PRESENT, as: 'text', read: () => null },
		labels: { operators: PRESENT, as: 'labels', read: ({ labels }) => labels },
		browser_language: {
			operators: EQUAL,
			as: 'text',
			read: (thing) => thing.additional_attributes.browser_language,
		},
		conversation_language: {
			operators: EQUAL,
			as: 'text',
			read: (thing) => thing.additional_attributes.conversation_language,
		},
		referer: { operators: CONTAINS, as: 'text', read: (thing) => thing.additional_attributes.referer },
		created_at: { operators: DATES, as: 'date', read: (thing) => thing.created_at },
		last_activity_at: { operators: DATES, as: 'date', read: (thing) => thing.last_activity_at },
		mail_subject: {
			operators: CONTAINS,
			as: 'text',
			read: (thing) => thing.additional_attributes.mail_subject,
		},
	},
};

const extra =
	(name: string) =>
	(contact: Contact): Key => {
		const value = contact.additional_attributes[name];
		return typeof value === 'string' ? value : null;
	};

const CONTACT_SORTS: Readonly<Record<string, (contact: Contact) => Key>> = {
	name: ({ name }) => name,
	email: ({ email }) => email,
	phone_number: (contact) => contact.phone_number,
	last_activity_at: (contact) => contact.last_activity_at,
	created_at: (contact) => contact.created_at,
	company_name: extra('company_name'),
	city: extra('city'),
	country: extra('country'),
};

/** Sorted as asked; otherwise in the order that the recorded server happened to have, which is by email. */
export const sortedContacts = (contacts: readonly Contact[], sort: unknown): Contact[] => {
	const [, minus = '', name = ''] = /^(-?)(.*)$/.exec(typeof sort === 'string' ? sort : '') ?? [];
	const isKnown = Object.hasOwn(CONTACT_SORTS, name);
	const key = (isKnown ? CONTACT_SORTS[name] : undefined) ?? (({ email }: Contact): Key => email);
	const direction = isKnown && minus === '-' ? -1 : 1;
	return [...contacts].sort((one, other) => inOrder(key(one), key(other), direction) || one.id - other.id);
};

export const listedContacts = ({ state }: Installation): Contact[] =>
	[...state.contacts.values()].filter(isListed);

/** A database pattern: `%` is any text and `_` any character, in what the user typed as well. */
export const likePattern = (text: string): RegExp => {
	const pattern = text
		.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
		.replaceAll('%', '[^]*')
		.replaceAll('_', '[^]');
	return new RegExp(pattern, 'iu');
};

/**
 * Contacts with the text in name, email, phone number or identifier. An older server looks at the company too, and
 * passes over contacts that cannot be reached.
 */
export const foundContacts = (installation: Installation, text: string): Contact[] => {
	const isNewer = installation.signs();
	const pattern = likePattern(text.trim());
	const contacts = isNewer ? [...installation.state.contacts.values()] : listedContacts(installation);
	return contacts.filter((contact) => {
		const company = isNewer ? null : extra('company_name')(contact);
		return [contact.name, contact.email, contact.phone_number, contact.identifier, company].some(
			(value) => typeof value === 'string' && pattern.test(value),
		);
	});
};

export const mayUse = (user: User | undefined, { members }: Inbox): boolean =>
	user?.role !== 'agent' || members.has(user.id);

/** Those of inboxes that the user may see. */
export const visibleConversations = ({ state }: Installation, user: User | undefined): Conversation[] =>
	[...state.conversations.values()].filter(({ session }) => mayUse(user, session.inbox));

const CONVERSATION_SORTS: Readonly<Record<string, (conversation: Conversation) => Key>> = {
	last_activity_at: (conversation) => conversation.last_activity_at,
	created_at: (conversation) => conversation.created_at,
	priority: ({ priority }) => (priority === null ? null : PRIORITIES.indexOf(priority)),
	waiting_since: (conversation) => conversation.waiting_since,
};

/** Newest activity first, unless asked otherwise. */
export const sortedConversations = (
	conversations: readonly Conversation[],
	sortBy?: unknown,
): Conversation[] => {
	const [, name = '', direction = 'desc'] =
		/^(.*)_(asc|desc)$/.exec(typeof sortBy === 'string' ? sortBy : '') ?? [];
	const key = Object.hasOwn(CONVERSATION_SORTS, name) ? CONVERSATION_SORTS[name] : undefined;
	const newest = (one: Conversation, other: Conversation): number =>
		other.last_activity_at - one.last_activity_at || other.id - one.id;
	if (key === undefined) return [...conversations].sort(newest);
	const sign = direction === 'asc' ? 1 : -1;
	return [...conversations].sort((one, other) => inOrder(key(one), key(other), sign) || newest(one, other));
};

/** What the parameters of a list of conversations leave, without `assignee_type`. */
export const selectedConversations = (
	installation: Installation,
	user: User | undefined,
	query: Query,
): Conversation[] => {
	const { state, now } = installation;
	const labels = [query.labels, query['labels[]']].flat().filter((label) => label !== undefined);
	const {
		status = 'open',
		inbox_id: inbox,
		team_id: team,
		source_id: source,
		q,
		updated_within: within,
	} = query;
	const type = query.conversation_type;
	const since = now() - wholeNumber(within) * 1000;
	const pattern = typeof q === 'string' && q !== '' ? likePattern(q) : undefined;
	const tests: readonly (false | ((conversation: Conversation) => boolean))[] = [
		pattern === undefined &&
			status !== 'all' &&
			((thing) => STATUSES.some((word) => word === status && word === thing.status)),
		pattern !== undefined &&
			((thing) => state.messagesOf(thing).some(({ content }) => pattern.test(content ?? ''))),
		!isBlank(inbox) && (({ session }) => session.inbox.id === wholeNumber(inbox)),
		!isBlank(team) && ((thing) => thing.team?.id === wholeNumber(team)),
		!isBlank(source) && (({ session }) => session.source_id === source),
		labels.length > 0 && ((thing) => labels.some((label) => thing.labels.includes(label))),
		!isBlank(within) && ((thing) => thing.updated_at >= since),
		// Nobody mentions anybody here.
		type === 'mention' && (() => false),
		type === 'unattended' &&
			((thing) => thing.first_reply_created_at === null || thing.waiting_since !== null),
		type === 'participating' && ((thing) => user !== undefined && thing.participants.has(user)),
	];
	const active = tests.filter((test) => test !== false);
	return visibleConversations(installation, user).filter((thing) => active.every((test) => test(thing)));
};

/** A conversation counts as assigned when an agent has it; a bot is none. */
export const isAssigned = (conversation: Conversation): boolean => conversation.assignee?.kind === 'user';

export const countsOf = (
	conversations: readonly Conversation[],
	user: User | undefined,
): Record<'mine_count' | 'assigned_count' | 'unassigned_count' | 'all_count', number> => {
	const count = (test: (conversation: Conversation) => boolean): number => conversations.filter(test).length;
	return {
		mine_count: count(({ assignee }) => assignee !== null && assignee === user),
		assigned_count: count(isAssigned),
		unassigned_count: count((thing) => !isAssigned(thing)),
		all_count: conversations.length,
	};
};
