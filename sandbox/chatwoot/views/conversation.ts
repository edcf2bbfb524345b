import type { Installation } from '../installation.ts';
import { authorOf, isUnread } from '../messages.ts';
import { MESSAGE_TYPES, type Conversation, type Message, type User } from '../types.ts';
import { iso, isoOrNull, unix, unixOrNull } from '../values.ts';
import { contactAsSender, rawContact, shownContact } from './contact.ts';
import { dataUrl, shownAttachment, thumbUrl } from './files.ts';
import { channelType } from './inbox.ts';
import { shownAgent, shownAssignedBot, shownSender, shownTeam } from './people.ts';

/** The server counts no further. */
const MOST_UNREAD = 10;

export const unreadCount = (conversation: Conversation, { state }: Installation): number =>
	Math.min(MOST_UNREAD, state.messagesOf(conversation).filter(isUnread).length);

const senderOf = (
	{ sender }: Message,
	installation: Installation,
	hidesAvailability = false,
): { readonly sender?: object } => {
	if (sender === null) return {};
	const isContact = sender.kind === 'contact';
	return {
		sender: isContact ? contactAsSender(sender, installation) : shownSender(sender, hidesAvailability),
	};
};

export const attachmentsOf = (
	{ id, attachments }: Message,
	{ origin, signs }: Installation,
): { attachments?: object[] } =>
	attachments.length === 0
		? {}
		: { attachments: attachments.map((attachment) => shownAttachment(attachment, id, origin(), signs())) };

/** In lists and answers of the Application API. */
export const shownMessage = (message: Message, installation: Installation, echoId?: unknown): object => ({
	id: message.id,
	content: message.content,
	inbox_id: message.conversation.session.inbox.id,
	...(echoId === undefined || echoId === null ? {} : { echo_id: echoId }),
	conversation_id: message.conversation.id,
	message_type: MESSAGE_TYPES.indexOf(message.message_type),
	content_type: message.content_type,
	status: message.status,
	content_attributes: message.content_attributes,
	created_at: unix(message.created_at),
	private: message.private,
	source_id: message.source_id,
	...senderOf(message, installation),
	...attachmentsOf(message, installation),
});

/** Within a conversation, and on the websocket. */
export const messageOfConversation = (message: Message, installation: Installation): object => {
	const { conversation, sender } = message;
	const { assignee, session } = conversation;
	return {
		id: message.id,
		content: message.content,
		account_id: 1,
		inbox_id: session.inbox.id,
		conversation_id: conversation.id,
		message_type: MESSAGE_TYPES.indexOf(message.message_type),
		created_at: unix(message.created_at),
		updated_at: iso(message.updated_at),
		private: message.private,
		status: message.status,
		source_id: message.source_id,
		content_type: message.content_type,
		content_attributes: message.content_attributes,
		sender_type: authorOf(message),
		sender_id: sender?.id ?? null,
		external_source_ids: {},
		additional_attributes: message.additional_attributes,
		processed_message_content: message.content,
		sentiment: {},
		...attachmentsOf(message, installation),
		conversation: {
			assignee_id: assignee?.kind === 'user' ? assignee.id : null,
			unread_count: unreadCount(conversation, installation),
			last_activity_at: unix(conversation.last_activity_at),
			contact_inbox: { source_id: session.source_id },
		},
		...senderOf(message, installation),
	};
};

const metaOf = (
	{ session, assignee, team }: Conversation,
	installation: Installation,
	viewer: User | undefined,
): object => ({
	sender: shownContact(session.contact, installation),
	channel: channelType(session.inbox),
	...(assignee?.kind === 'user' ? { assignee: shownAgent(assignee), assignee_type: 'User' } : {}),
	...(assignee?.kind === 'agent_bot'
		? { assignee: shownAssignedBot(assignee), assignee_type: 'AgentBot' }
		: {}),
	...(team ? { team: shownTeam(team, viewer) } : {}),
	hmac_verified: session.hmac_verified,
});

/** In full. Of the messages there is the last one. */
export const shownConversation = (
	conversation: Conversation,
	installation: Installation,
	viewer?: User,
): object => {
	const messages = installation.state.messagesOf(conversation);
	const shown = (message: Message | undefined): object[] =>
		message ? [messageOfConversation(message, installation)] : [];
	const spoken = messages.findLast((message) => message.message_type !== 'activity');
	return {
		meta: metaOf(conversation, installation, viewer),
		id: conversation.id,
		messages: shown(messages.at(-1)),
		account_id: 1,
		uuid: conversation.uuid,
		additional_attributes: conversation.additional_attributes,
		agent_last_seen_at: unix(conversation.agent_last_seen_at),
		assignee_last_seen_at: unix(conversation.assignee_last_seen_at),
		can_reply: true,
		contact_last_seen_at: unix(conversation.contact_last_seen_at),
		custom_attributes: conversation.custom_attributes,
		inbox_id: conversation.session.inbox.id,
		labels: conversation.labels,
		muted: conversation.session.contact.blocked,
		snoozed_until: isoOrNull(conversation.snoozed_until),
		status: conversation.status,
		created_at: unix(conversation.created_at),
		updated_at: conversation.updated_at / 1000,
		timestamp: unix(conversation.last_activity_at),
		first_reply_created_at: unix(conversation.first_reply_created_at),
		unread_count: unreadCount(conversation, installation),
		last_non_activity_message: shown(spoken)[0] ?? null,
		last_activity_at: unix(conversation.last_activity_at),
		priority: conversation.priority,
		waiting_since: unix(conversation.waiting_since),
		sla_policy_id: null,
	};
};

/** The head of a list of messages. */
export const messagesMeta = (conversation: Conversation, installation: Installation): object => {
	const { assignee, session } = conversation;
	return {
		labels: conversation.labels,
		additional_attributes: conversation.additional_attributes,
		contact: contactAsSender(session.contact, installation),
		...(assignee?.kind === 'user' ? { assignee: shownSender(assignee) } : {}),
		agent_last_seen_at: isoOrNull(conversation.agent_last_seen_at),
		assignee_last_seen_at: isoOrNull(conversation.assignee_last_seen_at),
	};
};

/** All files of a message, as the list of a conversation's files shows them. */
export const filesOfMessage = (message: Message, installation: Installation): object[] =>
	message.attachments.map((attachment) => ({
		message_id: message.id,
		thumb_url: thumbUrl(attachment, installation.origin()),
		data_url: dataUrl(attachment, installation.origin()),
		file_size: attachment.file.bytes.length,
		file_type: attachment.file_type,
		extension: null,
		width: null,
		height: null,
		created_at: unix(message.created_at),
		...senderOf(message, installation),
	}));

/** What the search for conversations finds. */
export const foundConversation = (
	{ id, uuid, created_at, session }: Conversation,
	messages: readonly Message[],
): object => ({
	id,
	uuid,
	created_at: unixOrNull(created_at),
	contact: { id: session.contact.id, name: session.contact.name },
	inbox: { id: session.inbox.id, name: session.inbox.name, channel_type: channelType(session.inbox) },
	messages: messages.map((message) => ({
		content: message.content,
		id: message.id,
		sender_name: message.sender?.name ?? null,
		message_type: MESSAGE_TYPES.indexOf(message.message_type),
		created_at: unix(message.created_at),
	})),
	account_id: 1,
});

/** A visitor sees neither notes nor what the server noted down. */
export const isPublic = (message: Message): boolean =>
	!message.private && message.message_type !== 'activity';

export const publicMessage = (message: Message, installation: Installation): object => ({
	id: message.id,
	content: message.content,
	message_type: MESSAGE_TYPES.indexOf(message.message_type),
	content_type: message.content_type,
	content_attributes: message.content_attributes,
	created_at: unix(message.created_at),
	conversation_id: message.conversation.id,
	...attachmentsOf(message, installation),
	...senderOf(message, installation, true),
});

export const publicConversation = (conversation: Conversation, installation: Installation): object => ({
	id: conversation.id,
	uuid: conversation.uuid,
	inbox_id: conversation.session.inbox.id,
	contact_last_seen_at: unix(conversation.contact_last_seen_at),
	status: conversation.status,
	agent_last_seen_at: unix(conversation.agent_last_seen_at),
	messages: installation.state
		.messagesOf(conversation)
		.filter(isPublic)
		.map((message) => publicMessage(message, installation)),
	contact: rawContact(conversation.session.contact),
});
