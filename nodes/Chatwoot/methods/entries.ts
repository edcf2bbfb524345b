import type { INodeListSearchItems, JsonObject, JsonValue } from 'n8n-workflow';
import { inside, isObject, listOf } from '../../shared/rows';

/** A text or number of an answer; empty if it is none. */
export const textIn = (row: JsonObject | undefined, key: string): string => {
	const value = row?.[key];
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
};

/** A name with what tells it from others of the same name. */
const withRemark = (name: string, remark: string): string =>
	name === remark || remark === '' ? name : `${name} (${remark})`;

const firstOf = (row: JsonObject | undefined, keys: readonly string[]): string =>
	keys.map((key) => textIn(row, key)).find((text) => text !== '') ?? '';

const REACHED_BY = ['email', 'phone_number', 'identifier'];

/** `Jane Doe (jane@example.com)`; contacts need not have a name. */
export function contactEntry(contact: JsonObject): INodeListSearchItems {
	const id = textIn(contact, 'id');
	const name = firstOf(contact, ['name', ...REACHED_BY]) || `Contact ${id}`;
	return { name: withRemark(name, firstOf(contact, REACHED_BY)), value: id };
}

/** `#12 Jane Doe (open)` */
export function conversationEntry(conversation: JsonObject): INodeListSearchItems {
	const id = textIn(conversation, 'id');
	const who = firstOf(inside(inside(conversation, 'meta'), 'sender'), ['name', ...REACHED_BY]);
	const name = who === '' ? `#${id}` : `#${id} ${who}`;
	return { name: withRemark(name, textIn(conversation, 'status')), value: id };
}

/** What agents call the channels; others by the name that the API has for them. */
const CHANNELS: Readonly<Partial<Record<string, string>>> = {
	Api: 'API',
	WebWidget: 'Website',
	TwilioSms: 'Twilio',
	FacebookPage: 'Facebook',
	TwitterProfile: 'Twitter',
	Sms: 'SMS',
};

/** `Shop (API)` */
export function inboxEntry(inbox: JsonObject): INodeListSearchItems {
	const channel = textIn(inbox, 'channel_type').replace(/^Channel::/, '');
	return {
		name: withRemark(textIn(inbox, 'name'), CHANNELS[channel] ?? channel),
		value: textIn(inbox, 'id'),
	};
}

/** `Agnes Agent (agnes@example.com)` */
export const agentEntry = (agent: JsonObject): INodeListSearchItems => ({
	name: withRemark(firstOf(agent, ['name', 'email']), textIn(agent, 'email')),
	value: textIn(agent, 'id'),
});

/** Anything else that has a name. */
export const namedEntry = (row: JsonObject): INodeListSearchItems => ({
	name: textIn(row, 'name') || `#${textIn(row, 'id')}`,
	value: textIn(row, 'id'),
});

/** Webhooks need not have a name, and it says less than where they lead. */
export const webhookEntry = (webhook: JsonObject): INodeListSearchItems => ({
	name: withRemark(textIn(webhook, 'url'), textIn(webhook, 'name')),
	value: textIn(webhook, 'id'),
});

/**
 * The list at the end of a way of keys.
 *
 * @throws UnexpectedAnswer when there is none
 */
export const listAt = (body: JsonValue, ...keys: readonly string[]): JsonObject[] =>
	listOf(
		keys.reduce<JsonValue | undefined>((value, key) => (isObject(value) ? value[key] : undefined), body),
	);
