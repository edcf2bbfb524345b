import type { Changes } from '../events.ts';
import type { Installation } from '../installation.ts';
import type { Account, Bot, Contact, ContactInbox, Conversation, Inbox, Message, User } from '../types.ts';
import { iso, isoOrNull, unix } from '../values.ts';
import { contactAsSender, contactData } from './contact.ts';
import { attachmentsOf, messageOfConversation, unreadCount } from './conversation.ts';
import { thumbnail } from './files.ts';
import { channelType } from './inbox.ts';
import { shownSender } from './people.ts';

const toldAccount = ({ state }: Installation): Pick<Account, 'id' | 'name'> => {
	const name = state.accounts.get(1)?.name ?? '';
	return { id: 1, name };
};

const toldInbox = ({ id, name }: Inbox): object => ({ id, name });

/** The record itself, with the token that lets anyone follow the session. */
const toldSession = (session: ContactInbox): object => ({
	id: session.id,
	contact_id: session.contact.id,
	inbox_id: session.inbox.id,
	source_id: session.source_id,
	created_at: iso(session.created_at),
	updated_at: iso(session.created_at),
	hmac_verified: session.hmac_verified,
	pubsub_token: session.pubsub_token,
});

/** A contact in webhooks. Alone of all senders it has no `type`. */
export const toldContact = (contact: Contact, installation: Installation): object => ({
	account: toldAccount(installation),
	avatar: thumbnail(contact, installation.origin()),
	...contactData(contact, installation),
});

/** Who wrote or types, in webhooks. */
export const toldPerson = (person: User | Bot | Contact, installation: Installation): object => {
	if (person.kind === 'contact') return toldContact(person, installation);
	const { id, name, kind } = person;
	return { id, name, ...(kind === 'user' ? { email: person.email } : {}), type: kind };
};

/** The same on the websocket. */
export const pushedPerson = (person: User | Bot | Contact, installation: Installation): object =>
	person.kind === 'contact' ? contactAsSender(person, installation) : shownSender(person);

const ASSIGNEES = { user: 'User', agent_bot: 'AgentBot' } as const;

/** A conversation in webhooks and on the websocket. Of the messages there is the last that the customer may see. */
export const toldConversation = (conversation: Conversation, installation: Installation): object => {
	const { session, assignee, team } = conversation;
	const last = installation.state
		.messagesOf(conversation)
		.findLast((message) => message.message_type !== 'activity' && !message.private);
	return {
		additional_attributes: conversation.additional_attributes,
		can_reply: true,
		channel: channelType(session.inbox),
		contact_inbox: toldSession(session),
		id: conversation.id,
		inbox_id: session.inbox.id,
		messages: last ? [messageOfConversation(last, installation)] : [],
		labels: conversation.labels,
		meta: {
			sender: contactAsSender(session.contact, installation),
			assignee: assignee && shownSender(assignee),
			assignee_type: assignee && ASSIGNEES[assignee.kind],
			team: team && { id: team.id, name: team.name },
			hmac_verified: session.hmac_verified,
		},
		status: conversation.status,
		custom_attributes: conversation.custom_attributes,
		snoozed_until: isoOrNull(conversation.snoozed_until),
		unread_count: unreadCount(conversation, installation),
		first_reply_created_at: isoOrNull(conversation.first_reply_created_at),
		priority: conversation.priority,
		waiting_since: unix(conversation.waiting_since),
		agent_last_seen_at: unix(conversation.agent_last_seen_at),
		contact_last_seen_at: unix(conversation.contact_last_seen_at),
		last_activity_at: unix(conversation.last_activity_at),
		timestamp: unix(conversation.last_activity_at),
		created_at: unix(conversation.created_at),
		updated_at: conversation.updated_at / 1000,
	};
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Websites get HTML, of which the sandbox makes paragraphs only. */
const renderedContent = ({ content, conversation }: Message): string | null => {
	if (content === null || conversation.session.inbox.type !== 'web_widget') return content;
	const escaped = content.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
	return escaped.replaceAll(/[^\n]+/g, '<p>$&</p>') + '\n';
};

/** A message in webhooks. */
export const toldMessage = (message: Message, installation: Installation): object => ({
	account: toldAccount(installation),
	additional_attributes: message.additional_attributes,
	content_attributes: message.content_attributes,
	content_type: message.content_type,
	content: renderedContent(message),
	conversation: toldConversation(message.conversation, installation),
	created_at: iso(message.created_at),
	id: message.id,
	inbox: toldInbox(message.conversation.session.inbox),
	message_type: message.message_type,
	private: message.private,
	sender: message.sender && toldPerson(message.sender, installation),
	source_id: message.source_id,
	...attachmentsOf(message, installation),
});

/** A website's widget, opened by a visitor with a browser that says nothing of itself. */
export const toldWidget = (session: ContactInbox, referer: string, installation: Installation): object => {
	const current = installation.state.conversationsOf(session).at(-1);
	return {
		id: session.id,
		contact: toldContact(session.contact, installation),
		inbox: toldInbox(session.inbox),
		account: toldAccount(installation),
		current_conversation: current ? toldConversation(current, installation) : null,
		source_id: session.source_id,
		event_info: {
			referer,
			widget_language: null,
			browser_language: '*',
			browser: {
				browser_name: 'Unknown Browser',
				browser_version: '0.0',
				device_name: 'Unknown',
				platform_name: 'Unknown',
				platform_version: '0',
			},
		},
	};
};

const TIMES = new Set([
	'updated_at',
	'last_activity_at',
	'waiting_since',
	'first_reply_created_at',
	'snoozed_until',
]);

/** Kept elsewhere, or found out later. */
const UNTOLD = new Set(['avatar', 'attachments', 'company_id']);

const idOf = (thing: unknown): unknown => (thing as { readonly id: number } | null)?.id ?? null;

type Pair = readonly [name: string, previous: unknown, current: unknown];

/** Changes by the names and in the form of the server's columns; what is no column is left out. */
const columnsOf = (changes: Changes): Pair[] =>
	Object.entries(changes).flatMap(([name, { previous, current }]): Pair[] => {
		if (TIMES.has(name)) return [[name, isoOrNull(previous as number), isoOrNull(current as number)]];
		if (name === 'assignee' || name === 'team') return [[`${name}_id`, idOf(previous), idOf(current)]];
		if (name === 'labels') return [['label_list', previous, current]];
		if (name === 'content') {
			return [
				[name, previous, current],
				['processed_message_content', previous, current],
			];
		}
		return UNTOLD.has(name) ? [] : [[name, previous, current]];
	});

/** As webhooks show changes. Conversations keep their labels a second time, as one text. */
export const toldChanges = (changes: Changes, ofConversation: boolean): object[] => {
	const { labels } = changes;
	const text = (list: unknown): string => (list as readonly string[]).join(', ');
	const cached: Pair[] =
		ofConversation && labels ? [['cached_label_list', text(labels.previous), text(labels.current)]] : [];
	return [...columnsOf(changes), ...cached].map(([name, previous, current]) => ({
		[name]: { previous_value: previous, current_value: current },
	}));
};

/** As the websocket shows them. */
export const pushedChanges = (changes: Changes): object =>
	Object.fromEntries(columnsOf(changes).map(([name, previous, current]) => [name, [previous, current]]));
