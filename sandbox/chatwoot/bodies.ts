import type { AnyEvent, ChatwootEvents, EventName } from './events.ts';
import type { Installation } from './installation.ts';
import type { Conversation, Inbox, Message } from './types.ts';
import {
	toldChanges,
	toldContact,
	toldConversation,
	toldMessage,
	toldPerson,
	toldWidget,
} from './views/told.ts';

type Writer<Data> = (data: Data, installation: Installation) => object;

const conversation: Writer<{ readonly conversation: Conversation }> = (data, installation) =>
	toldConversation(data.conversation, installation);

const message: Writer<{ readonly message: Message }> = (data, installation) =>
	toldMessage(data.message, installation);

const typing: Writer<ChatwootEvents['conversation_typing_on']> = (data, installation) => ({
	user: toldPerson(data.user, installation),
	conversation: toldConversation(data.conversation, installation),
	is_private: data.is_private,
});

/** What a delivery says, by event. The events that are missing here are never delivered. */
const WRITERS: { readonly [Name in EventName]?: Writer<ChatwootEvents[Name]> } = {
	message_created: message,
	message_updated: message,
	conversation_created: conversation,
	conversation_updated: (data, installation) => ({
		...conversation(data, installation),
		changed_attributes: toldChanges(data.changes, true),
	}),
	conversation_status_changed: (data, installation) => ({
		...conversation(data, installation),
		changed_attributes: null,
	}),
	conversation_typing_on: typing,
	conversation_typing_off: typing,
	contact_created: (data, installation) => toldContact(data.contact, installation),
	contact_updated: (data, installation) => ({
		...toldContact(data.contact, installation),
		changed_attributes: toldChanges(data.changes, false),
	}),
	webwidget_triggered: ({ session, referer }, installation) => toldWidget(session, referer, installation),
};

/** The body of an event's deliveries; undefined when there are none, as for what the server itself notes down. */
export const bodyOf = ({ name, data }: AnyEvent, installation: Installation): object | undefined => {
	if ('message' in data && data.message.message_type === 'activity') return undefined;
	if (name === 'contact_updated' && Object.keys(data.changes).length === 0) return undefined;
	const write = WRITERS[name] as Writer<typeof data> | undefined;
	return write && { event: name, ...write(data, installation) };
};

/** The inbox in which it happened; undefined for contacts. */
export const inboxOf = ({ data }: AnyEvent): Inbox | undefined => {
	if ('message' in data) return data.message.conversation.session.inbox;
	if ('conversation' in data) return data.conversation.session.inbox;
	return 'session' in data ? data.session.inbox : undefined;
};
