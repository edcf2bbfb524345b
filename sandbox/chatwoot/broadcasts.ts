import type { AnyEvent, ChatwootEvents, EventName } from './events.ts';
import type { Installation } from './installation.ts';
import type { Broadcast } from './notifications.ts';
import type { Bot, Contact, ContactInbox, Conversation, Inbox, Message, User } from './types.ts';
import { unix } from './values.ts';
import { contactAsSender } from './views/contact.ts';
import { messageOfConversation } from './views/conversation.ts';
import { pushedChanges, pushedPerson, toldConversation } from './views/told.ts';

/** The stream that all users of the account follow. */
export const ACCOUNT_STREAM = 'account_1';

type Performer = User | Bot | undefined;
type Writer<Data> = (data: Data, installation: Installation, performer: Performer) => Broadcast[];

const performed = (performer: Performer, installation: Installation): { readonly performer?: object } =>
	performer ? { performer: pushedPerson(performer, installation) } : {};

/** The inbox's agents and all administrators of the account. */
const usersOf = ({ members }: Inbox, { state }: Installation): string[] =>
	[...state.users.values()]
		.filter((user) => user.account_id === 1 && (user.role === 'administrator' || members.has(user.id)))
		.map((user) => user.pubsub_token);

/** The session; of a contact who has proved to be the one, all such sessions. */
const sessionsOf = (session: ContactInbox, { state }: Installation): string[] => {
	const all = session.hmac_verified ? state.sessionsOf(session.contact) : [session];
	return all
		.filter((other) => other.hmac_verified === session.hmac_verified)
		.map((other) => other.pubsub_token);
};

const everybody = ({ session }: Conversation, installation: Installation): string[] => [
	...usersOf(session.inbox, installation),
	...sessionsOf(session, installation),
];

/** Notes and activities are not for the customer. */
const readersOf = (message: Message, installation: Installation): string[] => {
	const { conversation } = message;
	return message.private || message.message_type === 'activity'
		? usersOf(conversation.session.inbox, installation)
		: everybody(conversation, installation);
};

/** Whether the message is the first that the customer heard of a human. */
const isFirstReply = ({ sender, private: secret, conversation, created_at: at }: Message): boolean =>
	sender?.kind === 'user' && !secret && conversation.first_reply_created_at === at;

const messageCreated: Writer<ChatwootEvents['message_created']> = ({ message }, installation, performer) => {
	const data = {
		...messageOfConversation(message, installation),
		...performed(message.sender === null ? undefined : performer, installation),
	};
	const users = usersOf(message.conversation.session.inbox, installation);
	return [
		{ streams: readersOf(message, installation), event: 'message.created', data },
		...(isFirstReply(message) ? [{ streams: users, event: 'first.reply.created', data }] : []),
	];
};

const messageUpdated: Writer<ChatwootEvents['message_updated']> = (
	{ message, changes },
	installation,
	performer,
) => [
	{
		streams: readersOf(message, installation),
		event: 'message.updated',
		data: {
			...messageOfConversation(message, installation),
			previous_changes: pushedChanges(changes),
			...performed(performer, installation),
		},
	},
];

const conversationData = (conversation: Conversation, installation: Installation): object => ({
	...toldConversation(conversation, installation),
	account_id: 1,
});

/** Changes say nothing of who made them. */
const conversationUpdated: Writer<ChatwootEvents['conversation_updated']> = (
	{ conversation, changes },
	installation,
) => {
	const data = conversationData(conversation, installation);
	const users = usersOf(conversation.session.inbox, installation);
	return [
		{ streams: everybody(conversation, installation), event: 'conversation.updated', data },
		...('assignee' in changes ? [{ streams: users, event: 'assignee.changed', data }] : []),
		...('team' in changes ? [{ streams: users, event: 'team.changed', data }] : []),
	];
};

/** To all but who types. */
const typing =
	(event: string): Writer<ChatwootEvents['conversation_typing_on']> =>
	({ conversation, user, is_private: secret }, installation, performer) => {
		const { session } = conversation;
		const own = user.kind === 'contact' ? session.pubsub_token : 'pubsub_token' in user && user.pubsub_token;
		return [
			{
				streams: everybody(conversation, installation).filter((stream) => stream !== own),
				event,
				data: {
					conversation: toldConversation(conversation, installation),
					user: pushedPerson(user, installation),
					is_private: secret,
					account_id: 1,
					...performed(performer, installation),
				},
			},
		];
	};

const ofContact =
	(event: string): Writer<{ readonly contact: Contact }> =>
	({ contact }, installation, performer) => [
		{
			streams: [ACCOUNT_STREAM],
			event,
			data: {
				...contactAsSender(contact, installation),
				account_id: 1,
				...performed(performer, installation),
			},
		},
	];

/** Screens keep lists of inboxes and such, and are told that theirs are old. */
const cacheInvalidated: Writer<{ readonly inbox: Inbox }> = (_data, installation, performer) => {
	const at = String(unix(installation.now()));
	const data = { cache_keys: { label: at, inbox: at, team: at }, account_id: 1 };
	const streams = [...installation.state.users.values()]
		.filter((user) => user.account_id === 1)
		.map((user) => user.pubsub_token);
	return [
		{
			streams,
			event: 'account.cache_invalidated',
			data: { ...data, ...performed(performer, installation) },
		},
	];
};

const WRITERS: { readonly [Name in EventName]?: Writer<ChatwootEvents[Name]> } = {
	message_created: messageCreated,
	message_updated: messageUpdated,
	conversation_created: ({ conversation }, installation, performer) => [
		{
			streams: everybody(conversation, installation),
			event: 'conversation.created',
			data: { ...conversationData(conversation, installation), ...performed(performer, installation) },
		},
	],
	conversation_updated: conversationUpdated,
	conversation_status_changed: ({ conversation }, installation) => [
		{
			streams: everybody(conversation, installation),
			event: 'conversation.status_changed',
			data: conversationData(conversation, installation),
		},
	],
	conversation_read: ({ conversation }, installation) => [
		{
			streams: usersOf(conversation.session.inbox, installation),
			event: 'conversation.read',
			data: conversationData(conversation, installation),
		},
	],
	conversation_typing_on: typing('conversation.typing_on'),
	conversation_typing_off: typing('conversation.typing_off'),
	contact_created: ofContact('contact.created'),
	contact_updated: ofContact('contact.updated'),
	contact_merged: ofContact('contact.merged'),
	contact_deleted: ofContact('contact.deleted'),
	inbox_created: cacheInvalidated,
	inbox_updated: cacheInvalidated,
};

/** What the websocket says of an event, and to whom. */
export const broadcastsOf = (
	{ name, data, performer }: AnyEvent,
	installation: Installation,
): Broadcast[] => {
	const write = WRITERS[name] as Writer<typeof data> | undefined;
	return write?.(data, installation, performer) ?? [];
};
