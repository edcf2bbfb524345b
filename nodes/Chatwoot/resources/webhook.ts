import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import type { Field } from '../../shared/fields';
import { operation, type Resource } from '../../shared/operation';
import { path } from '../../shared/path';
import { filled, inside, isObject, made } from '../../shared/rows';
import { listed } from '../payload';
import { webAddress } from '../web-address';

/** Events of an account, as a webhook subscribes them. */
const EVENTS = {
	displayName: 'Events',
	name: 'subscriptions',
	type: 'multiOptions',
	options: [
		{ name: 'Contact Created', value: 'contact_created' },
		{
			name: 'Contact Updated',
			value: 'contact_updated',
			description: 'Also whenever a contact writes, because their last activity changes',
		},
		{ name: 'Conversation Created', value: 'conversation_created' },
		{ name: 'Conversation Status Changed', value: 'conversation_status_changed' },
		{ name: 'Conversation Typing Off', value: 'conversation_typing_off' },
		{ name: 'Conversation Typing On', value: 'conversation_typing_on' },
		{ name: 'Conversation Updated', value: 'conversation_updated' },
		{
			name: 'Inbox Created',
			value: 'inbox_created',
			description:
				'Servers accept this event and seldom deliver it: it is off unless the installation says otherwise',
		},
		{
			name: 'Inbox Updated',
			value: 'inbox_updated',
			description:
				'Servers accept this event and seldom deliver it: it is off unless the installation says otherwise',
		},
		{ name: 'Message Created', value: 'message_created' },
		{
			name: 'Message Updated',
			value: 'message_updated',
			description: 'Delivery, reading, deletion, and choices and forms that customers submit',
		},
		{
			name: 'Web Widget Triggered',
			value: 'webwidget_triggered',
			description: 'A visitor opens the chat on a website',
		},
	],
	default: ['message_created'],
	description: 'What is sent to the address. One action often causes several events, in any order.',
} as const satisfies Field;

const URL_FIELD = {
	displayName: 'URL',
	name: 'url',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/chatwoot',
	description: 'Address to which the events are sent. An account has each address only once.',
} as const satisfies Field;

const NAME = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. n8n: new messages',
	description: 'Name of the webhook, as administrators see it in the settings of newer installations',
} as const satisfies Field;

const WEBHOOK = {
	displayName: 'Webhook',
	name: 'webhook',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The webhook. By ID for expressions.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a webhook…',
			typeOptions: { searchListMethod: 'searchWebhooks', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 5' },
	],
} as const satisfies Field;

/** The server refuses an empty list in words that nobody understands. */
function someEvents(events: readonly string[]): string[] {
	if (events.length === 0) {
		throw new BadInput("'Events' is empty", 'Choose at least one event that is to be sent.');
	}
	return [...events];
}

/** One webhook in an answer. The published description of the API knows nothing of what it is wrapped in. */
const webhookIn = (body: JsonValue): JsonObject => {
	const payload = inside(body, 'payload') ?? body;
	return made(isObject(payload) && isObject(payload.webhook) ? payload : { webhook: payload }, 'webhook');
};

/** Whether two lists hold the same, in any order. */
const haveSame = (one: JsonValue, other: JsonValue | undefined): boolean =>
	Array.isArray(one) &&
	Array.isArray(other) &&
	new Set(one).size === new Set(other).size &&
	one.every((entry) => other.includes(entry));

/** Why the webhook that came back is not the one that was sent. */
function notAsSent(body: JsonValue | undefined, sent: JsonObject): string | undefined {
	const { url, subscriptions } = webhookIn(body ?? null);
	const isOther =
		(sent.url !== undefined && sent.url !== url) ||
		(sent.subscriptions !== undefined && !haveSame(sent.subscriptions, subscriptions));
	return isOther
		? 'Chatwoot accepted the request, but the webhook has another URL or other events'
		: undefined;
}

const createBody = (url: string, events: readonly string[], name: string): JsonObject =>
	filled({ url: webAddress('URL', url), subscriptions: someEvents(events), name: name.trim() });

const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create webhook',
	description:
		'Let Chatwoot send events of the whole account to an address. Needs the token of an administrator.',
	fields: [
		URL_FIELD,
		EVENTS,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				NAME,
				{
					displayName: 'Output Secret',
					name: 'outputSecret',
					type: 'boolean',
					default: true,
					description:
						'Whether to output the secret with which newer servers sign what they send. n8n stores it with the execution.',
				},
			],
		},
	],
	request: ({ url, subscriptions, additionalFields: { name = '', outputSecret = false } }) => ({
		method: 'POST',
		path: '/webhooks',
		body: createBody(url, subscriptions, name),
		keeps: outputSecret ? ['secret'] : [],
	}),
	objection: (body, { url, subscriptions }) => notAsSent(body, createBody(url, subscriptions, '')),
	rows: (body) => [webhookIn(body)],
});

/** The operation that fills lists too. */
export const getManyWebhooks = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many webhooks',
	description:
		'Retrieve a list of the webhooks of the account, with their addresses and events. Needs the token of an administrator.',
	fields: [],
	request: () => ({ method: 'GET', path: '/webhooks' }),
	paging: { by: 'nothing' },
	rows: (body) => {
		const payload = isObject(body) ? (body.payload ?? body) : body;
		return listed(isObject(payload) ? (payload.webhooks ?? null) : payload);
	},
});

interface Changes {
	readonly url?: string;
	readonly subscriptions?: readonly string[];
	readonly name?: string;
}

const updateBody = ({ url, subscriptions, name = '' }: Changes): JsonObject => {
	const body = filled({
		url: url === undefined ? undefined : webAddress('URL', url),
		subscriptions: subscriptions === undefined ? undefined : someEvents(subscriptions),
		name: name.trim(),
	});
	if (Object.keys(body).length === 0) {
		throw new BadInput("'Update Fields' is empty", 'Add at least one field that the webhook is to have.');
	}
	return body;
};

const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update webhook',
	description:
		'Change the address, events or name of a webhook; what is not given stays. Needs the token of an administrator.',
	fields: [
		WEBHOOK,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [EVENTS, NAME, { ...URL_FIELD, required: false }],
		},
	],
	request: ({ webhook, updateFields }) => ({
		method: 'PATCH',
		path: path`/webhooks/${webhook}`,
		body: updateBody(updateFields),
		repeatable: true,
	}),
	objection: (body, { updateFields }) => notAsSent(body, updateBody(updateFields)),
	rows: (body) => [webhookIn(body)],
	lane: ({ webhook }) => `webhook ${webhook}`,
});

const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete webhook',
	description: 'Send nothing more to an address. Needs the token of an administrator.',
	fields: [WEBHOOK],
	request: ({ webhook }) => ({
		method: 'DELETE',
		path: path`/webhooks/${webhook}`,
		answer: 'optional',
	}),
	rows: () => [{ deleted: true }],
	lane: ({ webhook }) => `webhook ${webhook}`,
});

/** An address to which the events of an account are sent. */
export const webhook: Resource = {
	name: 'Webhook',
	value: 'webhook',
	operations: [create, remove, getManyWebhooks, update],
};
