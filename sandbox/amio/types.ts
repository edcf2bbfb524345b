import type { ChannelType } from './platforms.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Where a channel's events go. `secret` is Amio's own; it signs them. */
export interface Webhook {
	readonly id: string;
	readonly url: string;
	readonly secret: string;
	readonly ssl_verification: boolean;
}

/** A medium through which messages go in and out. */
export interface Channel {
	/** Digits, more than a number holds exactly. So is every id. */
	readonly id: string;
	readonly type: ChannelType;
	name: string;
	mode: string;
	webhook: Webhook | null;
	/** What only its type has, by key, e.g. `facebook_page`. */
	readonly details: Record<string, Json>;
	/** By key, e.g. `menu`; what is not set is `null`. */
	readonly settings: Record<string, unknown>;
}

/** An end user on one channel. */
export interface Contact {
	readonly id: string;
	readonly channelId: string;
	readonly name: string;
	/** E.164 without the plus, e.g. `15558576309` (seed 003). */
	phone_number?: string;
	/** From Messenger's checkbox plugin. */
	user_ref?: string;
	readonly gender?: string;
	readonly locale?: string;
	readonly time_zone?: string;
	readonly photo_url?: string;
}

export interface QuickReply {
	readonly type: 'text' | 'location' | 'email' | 'phone_number';
	readonly title?: string;
	readonly payload?: string;
	readonly image_url?: string;
}

export interface Button {
	readonly type: 'url' | 'postback' | 'phone';
	readonly title: string;
	readonly payload: string;
}

/** A card: title, text, picture, link and buttons, in any combination. */
export interface Structure {
	readonly title?: string;
	readonly text?: string;
	readonly image_url?: string;
	readonly item_url?: string;
	readonly buttons?: readonly Button[];
}

export interface Content {
	readonly type: string;
	/** A text, `{url}`, or what the type needs. */
	readonly payload: unknown;
	readonly quick_replies?: readonly QuickReply[];
	/** On a received message whose quick reply was tapped. */
	readonly quick_reply?: { readonly payload: string };
}

export interface Message {
	readonly id: string;
	readonly channelId: string;
	readonly contactId: string;
	readonly direction: 'received' | 'sent';
	/** ISO 8601, as the next two. */
	readonly sent: string;
	delivered: string | null;
	read: string | null;
	/** Every message but a WhatsApp template has it. */
	readonly content?: Content;
	readonly message_template?: Json;
	readonly metadata?: Json;
}

/** What an NLP service makes of a text. */
export interface Intent {
	readonly id: string;
	/** 0 to 1 */
	readonly confidence: number;
}

/** What an end user has in front of them. */
export interface Seen {
	/** Oldest first, both directions. */
	readonly messages: readonly Message[];
	/** Only below the newest message, and gone when the user has answered (seed 003). */
	readonly quickReplies: readonly QuickReply[];
	readonly typing: boolean;
	/** Payloads of custom notifications, which a web chat's own program gets. */
	readonly notifications: readonly unknown[];
}

export type AmioEventName =
	| 'message_received'
	| 'messages_delivered'
	| 'messages_read'
	| 'message_echo'
	| 'message_failed'
	| 'postback'
	| 'opt_in'
	| 'notification';
