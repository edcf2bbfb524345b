import type { FormFile } from '../core/form.ts';

/** Times are milliseconds since 1970, with fractions; null means never. Names are Chatwoot's where they are shown. */
export type Time = number | null;

export type Attributes = Record<string, unknown>;

export type Status = 'open' | 'resolved' | 'pending' | 'snoozed';
export const STATUSES: readonly Status[] = ['open', 'resolved', 'pending', 'snoozed'];

/** From the least to the most urgent. */
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** In the order of their numbers. */
export const MESSAGE_TYPES = ['incoming', 'outgoing', 'activity', 'template'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const CONTENT_TYPES = [
	'text',
	'input_text',
	'input_textarea',
	'input_email',
	'input_select',
	'cards',
	'form',
	'article',
	'incoming_email',
	'input_csat',
	'integrations',
	'sticker',
	'voice_call',
] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

export const MESSAGE_STATUSES = ['sent', 'delivered', 'read', 'failed'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

export interface Account {
	readonly id: number;
	readonly name: string;
	readonly created_at: number;
}

export interface User {
	readonly kind: 'user';
	readonly id: number;
	readonly account_id: number;
	readonly name: string;
	readonly email: string;
	readonly role: 'administrator' | 'agent';
	readonly token: string;
	readonly pubsub_token: string;
	/** Whether the websocket has shown the user to be there of late. */
	online: boolean;
}

export interface Bot {
	readonly kind: 'agent_bot';
	readonly id: number;
	readonly account_id: number;
	name: string;
	description: string | null;
	/** Where the server tells the bot what happens; null for nowhere. */
	outgoing_url: string | null;
	readonly token: string;
	/** Signs deliveries; shown by newer servers only. */
	readonly secret: string;
	readonly created_at: number;
}

export interface Contact {
	readonly kind: 'contact';
	readonly id: number;
	name: string;
	email: string | null;
	phone_number: string | null;
	identifier: string | null;
	blocked: boolean;
	additional_attributes: Attributes;
	custom_attributes: Attributes;
	/** Names, known to the account or not. */
	labels: string[];
	contact_type: 'visitor' | 'lead';
	company_id: number | null;
	avatar: FormFile | undefined;
	readonly created_at: number;
	updated_at: number;
	last_activity_at: Time;
	/** As of a user. */
	online: boolean;
	readonly notes: Note[];
}

export interface Note {
	readonly id: number;
	content: string;
	readonly user: User;
	readonly created_at: number;
}

export interface Inbox {
	readonly id: number;
	readonly account_id: number;
	readonly type: 'api' | 'web_widget';
	/** Numbered by type. */
	readonly channel_id: number;
	name: string;
	/** All other settings of the inbox, by the names they are shown under. */
	readonly settings: Attributes;
	/** All other settings of its channel, likewise. */
	readonly channel: Attributes;
	readonly identifier: string;
	readonly hmac_token: string;
	/** Signs deliveries; shown by newer servers only. */
	secret: string;
	/** Ids of users. */
	readonly members: Set<number>;
	bot: Bot | undefined;
	readonly created_at: number;
	updated_at: number;
}

/** A contact's session in an inbox. */
export interface ContactInbox {
	readonly id: number;
	contact: Contact;
	readonly inbox: Inbox;
	readonly source_id: string;
	hmac_verified: boolean;
	readonly pubsub_token: string;
	readonly created_at: number;
}

export interface Team {
	readonly id: number;
	name: string;
	description: string | null;
	allow_auto_assign: boolean;
	readonly members: Set<number>;
	readonly created_at: number;
	updated_at: number;
}

export interface Label {
	readonly id: number;
	title: string;
	description: string | null;
	color: string;
	show_on_sidebar: boolean | null;
}

export interface Conversation {
	/** The number within the account, which is the one in paths and answers. */
	readonly id: number;
	readonly uuid: string;
	readonly session: ContactInbox;
	status: Status;
	priority: Priority | null;
	snoozed_until: Time;
	assignee: User | Bot | null;
	team: Team | null;
	labels: string[];
	custom_attributes: Attributes;
	readonly additional_attributes: Attributes;
	readonly created_at: number;
	updated_at: number;
	last_activity_at: number;
	waiting_since: Time;
	first_reply_created_at: Time;
	agent_last_seen_at: Time;
	assignee_last_seen_at: Time;
	contact_last_seen_at: Time;
	/** In order of joining. */
	readonly participants: Set<User>;
}

export interface Attachment {
	readonly id: number;
	readonly file: FormFile;
	readonly file_type: 'image' | 'audio' | 'video' | 'file';
	/** Leads to the file, without any other credentials. */
	readonly signed_id: string;
}

export interface Message {
	readonly id: number;
	readonly conversation: Conversation;
	content: string | null;
	readonly message_type: MessageType;
	readonly content_type: ContentType;
	content_attributes: Attributes;
	readonly private: boolean;
	status: MessageStatus;
	readonly source_id: string | null;
	/** A template and its parameters, for channels that have such. */
	readonly additional_attributes: Attributes;
	/** Null for what the server itself noted down. */
	sender: User | Bot | Contact | null;
	attachments: Attachment[];
	readonly created_at: number;
	updated_at: number;
}

export interface Webhook {
	readonly id: number;
	readonly account_id: number;
	name: string | null;
	url: string;
	subscriptions: string[];
	inbox: Inbox | undefined;
	/** Signs deliveries; shown by newer servers only. */
	secret: string;
}

export interface CannedResponse {
	readonly id: number;
	short_code: string;
	content: string;
	readonly created_at: number;
	updated_at: number;
}

/** A custom attribute that the account knows. */
export interface Definition {
	readonly id: number;
	readonly attribute_key: string;
	readonly attribute_display_name: string;
	readonly attribute_display_type: string;
	readonly attribute_description: string | null;
	readonly attribute_values: readonly unknown[];
	readonly attribute_model: 'conversation_attribute' | 'contact_attribute';
	readonly regex_pattern: string | null;
	readonly regex_cue: string | null;
	readonly created_at: number;
	readonly updated_at: number;
}
