/** How a message names its recipient. */
export const RECIPIENTS = ['id', 'phone_number', 'user_ref'] as const;

export type Recipient = (typeof RECIPIENTS)[number];

/** What channels of a type can do. */
export interface Platform {
	/** The key of what only this type has; `amio_chat` has nothing of its own. */
	readonly detail?: string;
	/** The first is taken when none is given; seed 003 calls `production` the default of all platforms. */
	readonly modes: readonly string[];
	readonly recipients: readonly Recipient[];
	/** Whether sent messages come back as `message_echo`. */
	readonly echoes: boolean;
	/** Whether it takes texts only, as an SMS does. */
	readonly textOnly?: true;
	readonly notifications: readonly string[];
	readonly settings: readonly string[];
}

const BY_ID: readonly Recipient[] = ['id'];
const BY_PHONE: readonly Recipient[] = ['id', 'phone_number'];
const TYPING = ['messages_read', 'typing_on', 'typing_off'];
const NONE = { notifications: [], settings: [] };

/**
 * Seed 003 as far as it goes (it ends within Telegram); WhatsApp and what it lacks of Viber and Viber Business from Amio's
 * published Postman collection, SDK and pages. WhatsApp's mode stands in its sample only.
 */
export const PLATFORMS = {
	amio_chat: {
		modes: ['production'],
		recipients: BY_ID,
		echoes: true,
		notifications: [...TYPING, 'custom'],
		settings: ['domains_whitelist'],
	},
	facebook_messenger: {
		detail: 'facebook_page',
		modes: ['production'],
		recipients: ['id', 'phone_number', 'user_ref'],
		echoes: true,
		notifications: TYPING,
		settings: ['get_started_button', 'menu', 'user_inputs', 'domains_whitelist'],
	},
	mobile: {
		detail: 'provider',
		modes: ['production', 'test'],
		recipients: BY_PHONE,
		echoes: true,
		textOnly: true,
		...NONE,
	},
	viber: { detail: 'viber', modes: ['production'], recipients: BY_ID, echoes: true, ...NONE },
	viber_business_messages: {
		detail: 'viber_business_messages',
		modes: ['production', 'test', 'amio'],
		recipients: BY_PHONE,
		echoes: true,
		...NONE,
	},
	rbm: { detail: 'rbm', modes: ['production', 'test'], recipients: BY_PHONE, echoes: false, ...NONE },
	telegram: { detail: 'telegram', modes: ['production'], recipients: BY_ID, echoes: false, ...NONE },
	email: { detail: 'provider', modes: ['production'], recipients: BY_ID, echoes: false, ...NONE },
	whatsapp: {
		detail: 'whatsapp_business_account',
		modes: ['production', 'sandbox'],
		recipients: BY_PHONE,
		echoes: false,
		...NONE,
	},
} as const satisfies Record<string, Platform>;

export type ChannelType = keyof typeof PLATFORMS;

export const CHANNEL_TYPES = Object.keys(PLATFORMS) as ChannelType[];

export const platformOf = (type: ChannelType): Platform => PLATFORMS[type];
