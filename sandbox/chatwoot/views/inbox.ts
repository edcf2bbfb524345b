import type { Inbox, Webhook } from '../types.ts';
import { iso } from '../values.ts';

export const channelType = ({ type }: Inbox): string =>
	type === 'api' ? 'Channel::Api' : 'Channel::WebWidget';

/** Monday to Friday from nine to five; switched off unless the inbox says otherwise. */
const workingHours = (): object[] =>
	Array.from({ length: 7 }, (_, day) => {
		const closed = day === 0 || day === 6;
		return {
			day_of_week: day,
			closed_all_day: closed,
			open_hour: closed ? null : 9,
			open_minutes: closed ? null : 0,
			close_hour: closed ? null : 17,
			close_minutes: closed ? null : 0,
			open_all_day: false,
		};
	});

/** Settings of every inbox, with what they are at first. */
export const INBOX_DEFAULTS = {
	greeting_enabled: false,
	greeting_message: null,
	working_hours_enabled: false,
	enable_email_collect: true,
	csat_survey_enabled: false,
	csat_config: {},
	enable_auto_assignment: true,
	auto_assignment_config: {},
	out_of_office_message: null,
	timezone: 'UTC',
	allow_messages_after_resolved: true,
	lock_to_single_conversation: false,
	sender_name_type: 'friendly',
	business_name: null,
} as const;

const PRE_CHAT_FIELDS = [
	['Email Id', 'emailAddress', 'email', true],
	['Full name', 'fullName', 'text', false],
	['Phone number', 'phoneNumber', 'text', false],
] as const;

/** Settings of a channel, by type, with what they are at first. Others are not kept. */
export const CHANNEL_DEFAULTS: Readonly<Record<Inbox['type'], Readonly<Record<string, unknown>>>> = {
	api: { webhook_url: null, hmac_mandatory: false, additional_attributes: {} },
	web_widget: {
		website_url: null,
		welcome_title: null,
		welcome_tagline: null,
		widget_color: '#1f93ff',
		allowed_domains: '',
		hmac_mandatory: false,
		reply_time: 'in_a_few_minutes',
		selected_feature_flags: ['attachments', 'emoji_picker', 'end_conversation'],
		pre_chat_form_enabled: false,
		pre_chat_form_options: {
			pre_chat_message: 'Share your queries or comments here.',
			pre_chat_fields: PRE_CHAT_FIELDS.map(([label, name, type, required]) => ({
				field_type: 'standard',
				label,
				name,
				type,
				required,
				enabled: false,
			})),
		},
		continuity_via_email: true,
	},
};

/** Channel settings that every inbox shows, its own or not. */
const SHOWN_OF_ALL = [
	'allowed_domains',
	'widget_color',
	'website_url',
	'hmac_mandatory',
	'welcome_title',
	'welcome_tagline',
	'selected_feature_flags',
	'reply_time',
] as const;

/** In full. Only administrators see what proves identities and signs. */
export const shownInbox = (inbox: Inbox, { isAdministrator = true, signs = false } = {}): object => {
	const { channel } = inbox;
	const { csat_config: csat, ...settings } = inbox.settings;
	const isApi = inbox.type === 'api';
	const ofAll = Object.fromEntries(SHOWN_OF_ALL.map((key) => [key, channel[key] ?? null]));
	return {
		...slimInbox(inbox),
		...settings,
		csat_config: csat,
		working_hours: workingHours(),
		callback_webhook_url: null,
		...ofAll,
		web_widget_script: isApi ? null : `<script>/* website token ${inbox.identifier} */</script>`,
		website_token: isApi ? null : inbox.identifier,
		messaging_service_sid: null,
		phone_number: null,
		...(isAdministrator ? { hmac_token: inbox.hmac_token } : {}),
		...(isAdministrator && signs && isApi ? { secret: inbox.secret } : {}),
		...(isApi
			? {
					webhook_url: channel.webhook_url,
					inbox_identifier: inbox.identifier,
					additional_attributes: channel.additional_attributes,
				}
			: {
					pre_chat_form_enabled: channel.pre_chat_form_enabled,
					pre_chat_form_options: channel.pre_chat_form_options,
					continuity_via_email: channel.continuity_via_email,
				}),
	};
};

/** Within contacts and sessions. */
export const slimInbox = (inbox: Inbox): object => ({
	id: inbox.id,
	avatar_url: '',
	channel_id: inbox.channel_id,
	name: inbox.name,
	channel_type: channelType(inbox),
	provider: null,
});

/** The record itself, as creating a contact answers it. */
export const rawInbox = (inbox: Inbox): object => ({
	id: inbox.id,
	channel_id: inbox.channel_id,
	account_id: inbox.account_id,
	name: inbox.name,
	created_at: iso(inbox.created_at),
	updated_at: iso(inbox.updated_at),
	channel_type: channelType(inbox),
	...inbox.settings,
	email_address: null,
	portal_id: null,
});

/** To a visitor's program. */
export const publicInbox = ({ identifier, channel, name, settings }: Inbox): object => ({
	identifier,
	identity_validation_enabled: channel.hmac_mandatory,
	name,
	timezone: settings.timezone,
	working_hours: workingHours(),
	working_hours_enabled: settings.working_hours_enabled,
	csat_survey_enabled: settings.csat_survey_enabled,
	greeting_enabled: settings.greeting_enabled,
});

export const shownWebhook = (webhook: Webhook, signs: boolean): object => ({
	id: webhook.id,
	name: webhook.name,
	url: webhook.url,
	account_id: webhook.account_id,
	subscriptions: webhook.subscriptions,
	...(webhook.inbox ? { inbox: { id: webhook.inbox.id, name: webhook.inbox.name } } : {}),
	...(signs ? { secret: webhook.secret } : {}),
});
