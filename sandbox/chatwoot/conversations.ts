import { randomUUID } from 'node:crypto';
import { crash } from './answers.ts';
import { change } from './events.ts';
import type { Installation } from './installation.ts';
import {
	PRIORITIES,
	STATUSES,
	type ContactInbox,
	type Conversation,
	type Priority,
	type Status,
} from './types.ts';
import { attributesOf, isBlank } from './values.ts';

type Values = Readonly<Record<string, unknown>>;

/** The status, or a failing server. */
export const statusOf = (value: unknown): Status => {
	const status = STATUSES.find((word) => word === value);
	if (status === undefined) throw crash();
	return status;
};

/** The priority or none; a failing server for another word, `none` among them. */
export const priorityOf = (value: unknown): Priority | null => {
	if (isBlank(value)) return null;
	const priority = PRIORITIES.find((word) => word === value);
	if (priority === undefined) throw crash();
	return priority;
};

/** A date as creating takes it: ISO 8601. Numbers are passed over. */
const dateOf = (value: unknown): number | null => {
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
	const time = Date.parse(value);
	return Number.isNaN(time) ? null : time;
};

/** Sets values, and what hangs together with them; tells what changed. */
export const modifyConversation = (
	{ events, now }: Installation,
	conversation: Conversation,
	values: Partial<Conversation>,
): void => {
	const status = values.status ?? conversation.status;
	const more: Partial<Conversation> = {
		...(status === 'snoozed' ? {} : { snoozed_until: null }),
		...(values.status === 'resolved' ? { waiting_since: null } : {}),
	};
	const changes = change(conversation, { ...values, ...more }, now());
	if (values.assignee?.kind === 'user') conversation.participants.add(values.assignee);
	if (Object.keys(changes).length === 0) return;
	if ('status' in changes) events.emit('conversation_status_changed', { conversation });
	events.emit('conversation_updated', { conversation, changes });
};

/** The session's conversation in an inbox that has but one for each; else a new one. */
export const openConversation = (
	installation: Installation,
	session: ContactInbox,
	values: Values,
	{ assignee = null, team = null }: Partial<Pick<Conversation, 'assignee' | 'team'>> = {},
): { readonly conversation: Conversation; readonly isNew: boolean } => {
	const { state, events, now } = installation;
	const present = state.conversationsOf(session).at(-1);
	if (present && session.inbox.settings.lock_to_single_conversation === true) {
		return { conversation: present, isNew: false };
	}
	const status = isBlank(values.status) ? firstStatus(session) : statusOf(values.status);
	const at = now();
	const conversation: Conversation = {
		id: state.next('conversation'),
		uuid: randomUUID(),
		session,
		status,
		priority: null,
		snoozed_until: status === 'snoozed' ? dateOf(values.snoozed_until) : null,
		assignee,
		team,
		labels: [],
		custom_attributes: attributesOf(values.custom_attributes),
		additional_attributes: attributesOf(values.additional_attributes),
		created_at: at,
		updated_at: at,
		last_activity_at: at,
		waiting_since: at,
		first_reply_created_at: null,
		agent_last_seen_at: null,
		assignee_last_seen_at: null,
		contact_last_seen_at: null,
		participants: new Set(assignee?.kind === 'user' ? [assignee] : []),
	};
	state.conversations.set(conversation.id, conversation);
	events.emit('conversation_created', { conversation });
	return { conversation, isNew: true };
};

/** Blocked contacts stay out of the way, and a bot looks first where there is one. */
const firstStatus = ({ contact, inbox }: ContactInbox): Status => {
	if (contact.blocked) return 'resolved';
	return inbox.bot ? 'pending' : 'open';
};
