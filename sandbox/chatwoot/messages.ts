import { isFile, type FormFile } from '../core/form.ts';
import { refuse } from './answers.ts';
import { checkContent, sentAttributes, sentFiles, withReply } from './content.ts';
import { modifyContact } from './contacts.ts';
import { modifyConversation } from './conversations.ts';
import { change } from './events.ts';
import type { Installation } from './installation.ts';
import { opaque } from './opaque.ts';
import {
	CONTENT_TYPES,
	MESSAGE_STATUSES,
	MESSAGE_TYPES,
	type Attachment,
	type Bot,
	type Contact,
	type Conversation,
	type Message,
	type User,
} from './types.ts';
import { flagOrNull, isBlank, textOrNull, wholeNumber } from './values.ts';

type Values = Readonly<Record<string, unknown>>;
type NewMessage = Pick<Message, 'conversation' | 'sender' | 'content' | 'message_type'> &
	Partial<
		Pick<Message, 'content_type' | 'content_attributes' | 'additional_attributes' | 'private' | 'source_id'>
	> & {
		readonly files?: readonly unknown[];
	};

const oneOf = <Word extends string>(words: readonly Word[], name: string, value: unknown): Word => {
	const word = words.find((other) => other === value);
	if (word === undefined) throw refuse(422, `'${textOrNull(value) ?? ''}' is not a valid ${name}`);
	return word;
};

const kindOf = ({ type }: FormFile): Attachment['file_type'] =>
	(['image', 'audio', 'video'] as const).find((kind) => type.startsWith(`${kind}/`)) ?? 'file';

const keep = ({ state }: Installation, file: FormFile): Attachment => {
	const attachment = {
		id: state.next('attachment'),
		file,
		file_type: kindOf(file),
		signed_id: opaque() + opaque(),
	};
	state.attachments.set(attachment.signed_id, attachment);
	return attachment;
};

/** A reply takes the wait from the customer; the first one of a human is remembered. */
const afterOutgoing = (installation: Installation, { conversation, sender, created_at: at }: Message): void =>
	modifyConversation(installation, conversation, {
		waiting_since: null,
		...(sender?.kind === 'user' && conversation.first_reply_created_at === null
			? { first_reply_created_at: at }
			: {}),
	});

/** A customer who writes begins to wait, and opens what was resolved or put off, unless muted. */
const afterIncoming = (installation: Installation, { conversation, created_at: at }: Message): void => {
	const { session, status } = conversation;
	const reopens = (status === 'resolved' || status === 'snoozed') && !session.contact.blocked;
	const bot = status === 'resolved' ? session.inbox.bot : undefined;
	modifyConversation(installation, conversation, {
		waiting_since: conversation.waiting_since ?? at,
		...(reopens ? { status: bot ? 'pending' : 'open' } : {}),
	});
};

/** Puts a message into its conversation and lets everything follow that follows on a real server. */
export const addMessage = (installation: Installation, values: NewMessage): Message => {
	const { state, events, now } = installation;
	const { conversation, sender } = values;
	const at = now();
	const message: Message = {
		id: state.next('message'),
		conversation,
		content: values.content,
		message_type: values.message_type,
		content_type: values.content_type ?? 'text',
		content_attributes: values.content_attributes ?? {},
		private: values.private ?? false,
		status: 'sent',
		source_id: values.source_id ?? null,
		additional_attributes: values.additional_attributes ?? {},
		sender,
		attachments: (values.files ?? []).filter(isFile).map((file) => keep(installation, file)),
		created_at: at,
		updated_at: at,
	};
	state.messages.set(message.id, message);
	conversation.last_activity_at = at;
	events.emit('message_created', { message });
	if (sender?.kind === 'contact') modifyContact(installation, sender, { last_activity_at: at });
	if (message.message_type === 'outgoing' && !message.private) afterOutgoing(installation, message);
	if (message.message_type === 'incoming') afterIncoming(installation, message);
	return message;
};

/** The bot in whose name a user writes. */
const botNamed = ({ state }: Installation, { sender_type: type, sender_id: id }: Values): Bot | undefined =>
	type === 'AgentBot' ? state.bots.get(wholeNumber(id)) : undefined;

/** A message as the Application API takes it, from whoever asks. */
export const buildMessage = (
	installation: Installation,
	conversation: Conversation,
	author: User | Bot,
	values: Values,
): Message => {
	const { session } = conversation;
	const type = oneOf(MESSAGE_TYPES, 'message_type', values.message_type ?? 'outgoing');
	const contentType = oneOf(CONTENT_TYPES, 'content_type', values.content_type ?? 'text');
	if (type === 'incoming' && session.inbox.type !== 'api') {
		throw refuse(422, 'Incoming messages are only allowed in Api inboxes');
	}
	const content = textOrNull(values.content);
	const attributes = sentAttributes(values.content_attributes);
	const files = sentFiles(values.attachments);
	checkContent(contentType, content, attributes);
	return addMessage(installation, {
		conversation,
		sender: type === 'outgoing' ? (botNamed(installation, values) ?? author) : session.contact,
		content,
		message_type: type,
		content_type: contentType,
		content_attributes: withReply(installation, conversation, attributes),
		private: flagOrNull(values.private) ?? false,
		source_id: textOrNull(values.source_id),
		additional_attributes: isBlank(values.template_params) ? {} : { template_params: values.template_params },
		files,
	});
};

/** Emits only when a value differs. */
export const modifyMessage = (
	{ events, now }: Installation,
	message: Message,
	values: Partial<Message>,
): void => {
	const changes = change(message, values, now());
	if (Object.keys(changes).length > 0) events.emit('message_updated', { message, changes });
};

/** The status a channel reports. An unknown one, and a step back from read, change nothing. */
export const reportStatus = (
	installation: Installation,
	message: Message,
	reported: unknown,
	error: unknown,
): void => {
	const status = MESSAGE_STATUSES.find((word) => word === reported);
	if (status === undefined || (message.status === 'read' && status === 'delivered')) return;
	const attributes = { ...message.content_attributes };
	delete attributes.external_error;
	modifyMessage(installation, message, {
		status,
		content_attributes: status === 'failed' ? { ...attributes, external_error: error ?? null } : attributes,
	});
};

/** Leaves the place of the message, without what it said. */
export const deleteMessage = (installation: Installation, message: Message): void =>
	modifyMessage(installation, message, {
		content: 'This message was deleted',
		content_attributes: { deleted: true },
		attachments: [],
	});

export const isUnread = (message: Message): boolean => {
	const { agent_last_seen_at: seen } = message.conversation;
	return message.message_type === 'incoming' && (seen === null || message.created_at > seen);
};

export const authorOf = (message: Message): 'User' | 'Contact' | 'AgentBot' | null => {
	const names = { user: 'User', contact: 'Contact', agent_bot: 'AgentBot' } as const;
	const sender: User | Bot | Contact | null = message.sender;
	return sender === null ? null : names[sender.kind];
};
