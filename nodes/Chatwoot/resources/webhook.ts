import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import type { Field } from '../../shared/fields';
import { operation, type Resource } from '../../shared/operation';
import { path } from '../../shared/path';
import { filled, inside, isObject, made } from '../../shared/rows';
import { ACCOUNT_EVENTS } from '../events';
import { additionalFields, requiredText, text, updateFields } from '../../shared/field-kinds';
import { chosen } from '../fields';
import { laneOf } from '../lanes';
import { listed } from '../payload';
import { webAddress } from '../../shared/web-address';

/** Events of an account, as a webhook subscribes them. */
const EVENTS = {
	displayName: 'Events',
	name: 'subscriptions',
	type: 'multiOptions',
	options: ACCOUNT_EVENTS,
	default: ['message_created'],
	description: 'What is sent to the address. One action often causes several events, in any order.',
} as const satisfies Field;

const URL_FIELD = requiredText(
	'URL',
	'url',
	'e.g. https://n8n.example.com/webhook/chatwoot',
	'Address to which the events are sent. An account has each address only once.',
);

const NAME = text(
	'Name',
	'name',
	'e.g. n8n: new messages',
	'Name of the webhook, as administrators see it in the settings of newer installations',
);

const WEBHOOK = chosen('Webhook', 'webhook', {
	description: "The webhook. Its ID is a number; it comes from Webhook 'Get Many'.",
	searchListMethod: 'searchWebhooks',
	placeholder: 'e.g. 5',
});

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
		"Let Chatwoot send events of the whole account to an address. The secret with which newer servers sign what they send is in the output with 'Include Secrets' in Options. Needs the token of an administrator.",
	fields: [URL_FIELD, EVENTS, additionalFields([NAME])],
	request: ({ url, subscriptions, additionalFields: { name = '' } }) => ({
		method: 'POST',
		path: '/webhooks',
		body: createBody(url, subscriptions, name),
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
	fields: [WEBHOOK, updateFields([EVENTS, NAME, { ...URL_FIELD, required: false }])],
	request: ({ webhook, updateFields: changes }) => ({
		method: 'PATCH',
		path: path`/webhooks/${webhook}`,
		body: updateBody(changes),
		repeatable: true,
	}),
	objection: (body, { updateFields: changes }) => notAsSent(body, updateBody(changes)),
	rows: (body) => [webhookIn(body)],
	lane: ({ webhook }) => laneOf('webhook', webhook),
});

const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete webhook',
	description:
		'Delete a webhook: what listens at its address hears nothing any more, and a new one has another secret. Needs the token of an administrator.',
	fields: [WEBHOOK],
	request: ({ webhook }) => ({
		method: 'DELETE',
		path: path`/webhooks/${webhook}`,
		answer: 'optional',
	}),
	rows: () => [{ deleted: true }],
	lane: ({ webhook }) => laneOf('webhook', webhook),
});

/** An address to which the events of an account are sent. */
export const webhook: Resource = {
	name: 'Webhook',
	value: 'webhook',
	operations: [create, remove, getManyWebhooks, update],
};
