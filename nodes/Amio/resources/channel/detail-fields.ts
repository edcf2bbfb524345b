import type { JsonObject } from 'n8n-workflow';
import type { Field, Fields, ValuesOf } from '../../../shared/fields';
import { filled } from '../../../shared/rows';
import { text } from '../../../shared/field-kinds';

/** The platforms (seed 003; WhatsApp from Amio's Postman collection). */
export const CHANNEL_TYPES = [
	{ name: 'Amio Chat', value: 'amio_chat' },
	{ name: 'Email', value: 'email', description: 'Through Mailgun' },
	{ name: 'Facebook Messenger', value: 'facebook_messenger' },
	{ name: 'Mobile (SMS)', value: 'mobile', description: 'Through MessageBird' },
	{ name: 'RCS (RBM)', value: 'rbm' },
	{ name: 'Telegram', value: 'telegram' },
	{ name: 'Viber', value: 'viber' },
	{ name: 'Viber Business Messages', value: 'viber_business_messages' },
	{ name: 'WhatsApp', value: 'whatsapp' },
] as const;

type ChannelType = (typeof CHANNEL_TYPES)[number]['value'];

/** How messages are treated (seed 003). */
export const MODE = {
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	options: [
		{
			name: 'Amio',
			value: 'amio',
			description: 'Viber Business only: sent by the common sender of Amio, free and limited in number',
		},
		{ name: 'Production', value: 'production', description: 'Messages are sent' },
		{ name: 'Sandbox', value: 'sandbox', description: 'WhatsApp only' },
		{
			name: 'Test',
			value: 'test',
			description: 'SMS, Viber Business and RCS: messages are accepted, but not sent',
		},
	],
	default: 'production',
	description: 'How messages are treated',
} as const satisfies Field;

/**
 * What only some types of channels have.
 *
 * @param isNew whether all must be there that a channel of the type cannot work without
 */
export const detailFields = (isNew: boolean) =>
	[
		{
			...text('Page ID', 'pageId', 'e.g. 108732462501', 'ID of the Facebook page'),
			required: isNew,
			displayOptions: { show: { channelType: ['facebook_messenger'] } },
		},
		{
			...text(
				'Platform Token',
				'platformToken',
				'e.g. EAACEdEose0cBA',
				'Token that the platform gave you: page access token of Messenger, bot token of Telegram or Viber, API key of the email or SMS provider',
			),
			typeOptions: { password: true },
			required: isNew,
			displayOptions: {
				show: { channelType: ['email', 'facebook_messenger', 'mobile', 'telegram', 'viber'] },
			},
		},
		{
			...text('Sender ID', 'senderId', 'e.g. Shop', 'What contacts see as the sender'),
			required: isNew,
			displayOptions: { show: { channelType: ['mobile', 'viber_business_messages'] } },
		},
		{
			...text('Signing Key', 'signingKey', 'e.g. PlLrKaqvZNRR', 'Signing key of MessageBird'),
			typeOptions: { password: true },
			displayOptions: { show: { channelType: ['mobile'] } },
		},
		{
			...text(
				'Message Lifetime',
				'lifetime',
				'e.g. PT20M',
				'How long a message may wait for its delivery, as an ISO 8601 duration',
			),
			displayOptions: { show: { channelType: ['viber_business_messages'] } },
		},
		{
			...text('Agent Name', 'agentName', 'e.g. Shop', 'What contacts see as the sender'),
			required: isNew,
			displayOptions: { show: { channelType: ['rbm'] } },
		},
		{
			displayName: 'Agent State',
			name: 'agentState',
			type: 'options',
			options: [
				{ name: 'Create Requested', value: 'create_requested' },
				{ name: 'Created', value: 'created' },
				{ name: 'Launch Requested', value: 'launch_requested' },
				{ name: 'Launched', value: 'launched' },
				{ name: 'New', value: 'new' },
				{ name: 'Not Given', value: '' },
			],
			default: '',
			description: 'How far the agent has come with its approval',
			displayOptions: { show: { channelType: ['rbm'] } },
		},
		{
			...text('Region', 'region', 'e.g. europe', 'Region of the agent'),
			displayOptions: { show: { channelType: ['rbm'] } },
		},
		{
			...text('Sender Email', 'senderEmail', 'e.g. shop@example.com', 'Address from which emails are sent'),
			displayOptions: { show: { channelType: ['email'] } },
		},
		{
			...text('Sender Name', 'senderName', 'e.g. Shop', 'Name that stands beside that address'),
			displayOptions: { show: { channelType: ['email'] } },
		},
		{
			...text(
				'Mailgun Domain',
				'domain',
				'e.g. mg.example.com',
				'Domain in Mailgun. Amio describes email channels in two ways; with a domain the sender is given as its default attribute.',
			),
			displayOptions: { show: { channelType: ['email'] } },
		},
		{
			...text('Business Phone Number', 'phoneNumber', 'e.g. +15558576309', 'Number of the WhatsApp account'),
			required: isNew,
			displayOptions: { show: { channelType: ['whatsapp'] } },
		},
	] as const satisfies Fields;

type Details = ValuesOf<ReturnType<typeof detailFields>>;

const unlessEmpty = (key: string, values: Parameters<typeof filled>[0]): JsonObject => {
	const given = filled(values);
	return Object.keys(given).length === 0 ? {} : { [key]: given };
};

/**
 * The key and the values of what only this type has, as far as they are given.
 *
 * @param mode the channel's mode, which Viber Business has there too (Amio's Postman collection)
 */
export function detailOf(type: ChannelType, given: Details, mode: string | undefined): JsonObject {
	const token = given.platformToken.trim();
	switch (type) {
		case 'amio_chat':
			return {};
		case 'facebook_messenger':
			return unlessEmpty('facebook_page', { id: given.pageId.trim(), access_token: token });
		case 'telegram':
		case 'viber':
			return unlessEmpty(type, { access_token: token });
		case 'viber_business_messages':
			return unlessEmpty(type, {
				sender_id: given.senderId,
				default_message_ttl: given.lifetime.trim(),
				mode,
			});
		case 'rbm':
			return unlessEmpty(type, {
				agent_name: given.agentName,
				agent_state: given.agentState,
				region: given.region.trim(),
			});
		case 'whatsapp':
			return unlessEmpty('whatsapp_business_account', { phone_number: given.phoneNumber.trim() });
		case 'mobile':
			return ofProvider('messagebird', {
				sender_id: given.senderId,
				access_token: token,
				signing_key: given.signingKey.trim(),
			});
		case 'email':
			return ofProvider('mailgun', { access_token: token, ...senderOf(given) });
	}
}

/** The provider is named only beside what is told of it: alone it would change nothing. */
const ofProvider = (type: string, values: JsonObject): JsonObject => {
	const given = filled(values);
	return Object.keys(given).length === 0 ? {} : { provider: { type, ...given } };
};

/** Seed 003 has `sender`, Amio's Postman collection `domain` with the sender as a default attribute. */
function senderOf({ senderEmail, senderName, domain }: Details): JsonObject {
	const sender = filled({ email: senderEmail.trim(), name: senderName });
	const hasSender = Object.keys(sender).length > 0;
	if (domain.trim() === '') {
		return hasSender ? { sender } : {};
	}
	return { domain: domain.trim(), ...(hasSender ? { default_attributes: { from: sender } } : {}) };
}
