import { createContact, updateContact } from './contacts.ts';
import { openConversation } from './conversations.ts';
import type { Installation } from './installation.ts';
import { addMessage } from './messages.ts';
import type { ContactInbox, Inbox } from './types.ts';

/** What a visitor does on a website. */
export interface Visit {
	readonly inbox: Inbox;
	/** The page. Default `https://example.com/shop`. */
	readonly referer?: string;
	/** What the visitor enters before the conversation, if anything. */
	readonly profile?: { readonly name?: string; readonly email?: string };
	/** Opens a conversation. Without it the visitor only looks. */
	readonly message?: string;
}

/** A visitor opens the widget, may say who it is, and may write. Widgets have an API of their own, which is not played. */
export const visit = async (
	installation: Installation,
	{ inbox, referer, profile, message }: Visit,
): Promise<ContactInbox> => {
	const { state, events, now } = installation;
	const page = referer ?? 'https://example.com/shop';
	const contact = createContact(installation, { name: 'cold-dream-354' });
	const session = state.addSession(contact, inbox, now());
	events.emit('webwidget_triggered', { session, referer: page });
	// All that follows are calls of their own: what opened the widget has been told by then.
	await Promise.resolve();
	if (profile) updateContact(installation, contact, profile);
	if (message === undefined) return session;
	const { conversation } = openConversation(installation, session, {
		additional_attributes: { referer: page, browser_language: '*' },
	});
	addMessage(installation, {
		conversation,
		sender: contact,
		content: message,
		message_type: 'incoming',
		content_attributes: { in_reply_to: null },
	});
	return session;
};
