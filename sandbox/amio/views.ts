import type { Channel, Contact, Json, Message, Webhook } from './types.ts';

/** How `ssl_verification` is written: seed 003 says string, Amio's Postman samples have a boolean. */
export type Switch = 'boolean' | 'string';

export const timestamp = (ms: number): string => new Date(ms).toISOString();

/** Keys whose value is undefined left out, as JSON does: for objects that are compared before they are sent. */
const present = <T extends Json>(value: T): T =>
	Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;

/** A channel as messages and events name it. */
export const channelRef = ({ id, type }: Channel): Json => ({ id, type });

/** A contact as messages and events name it; `user_ref` stands in opt-ins only. */
export const contactRef = ({ id, phone_number }: Contact): Json => present({ id, phone_number });

const shownWebhook = (webhook: Webhook, as: Switch): Json => ({
	...webhook,
	ssl_verification: as === 'boolean' ? webhook.ssl_verification : String(webhook.ssl_verification),
});

/** Seed 003 leaves `mode` out for some types; the SDK's tests see it for `amio_chat` all the same. */
export const shownChannel = (channel: Channel, as: Switch): Json => {
	const { id, type, name, mode, webhook, details } = channel;
	return { id, type, name, mode, ...details, webhook: webhook && shownWebhook(webhook, as) };
};

export const shownContact = ({ channelId: _, ...contact }: Contact): Json => contact;

/** What Send Message answers, and what events hold. */
export const sentMessage = (message: Message, channel: Channel, contact: Contact): Json => {
	const { id, content, message_template, metadata } = message;
	return present({
		id,
		channel: channelRef(channel),
		contact: contactRef(contact),
		content,
		message_template,
		metadata,
	});
};

/** An element of a list of messages. */
export const listedMessage = (message: Message, channel: Channel): Json => {
	const { id, sent, delivered, read, direction, contactId, content, message_template, metadata } = message;
	return present({
		id,
		sent,
		delivered,
		read,
		direction,
		channel: channelRef(channel),
		contact: { id: contactId },
		content,
		message_template,
		metadata,
	});
};
