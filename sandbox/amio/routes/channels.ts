import { empty, json } from '../../core/answer.ts';
import { quoted } from '../../core/log.ts';
import { recordOf, textOf } from '../../core/record.ts';
import type { Call, Route } from '../../core/service.ts';
import { forbidden } from '../problems.ts';
import { platformOf, type ChannelType } from '../platforms.ts';
import {
	CREATE_CONTRACT,
	UPDATE_CONTRACT,
	type CreateBody,
	type UpdateBody,
	type WebhookBody,
} from '../schemas/channels.ts';
import { LIST, PLAIN } from '../schemas/common.ts';
import type { Channel, Json, Webhook } from '../types.ts';
import { shownChannel } from '../views.ts';
import { channelOf, created, page, type Handler, type Surroundings } from './around.ts';

/** For the log, e.g. `amio_chat "Shop", webhook`. */
const describe = ({ body }: Call): string => {
	const { type, name, webhook } = recordOf(body);
	const named = [textOf(type), textOf(name) && quoted(textOf(name))].filter((part) => part !== '').join(' ');
	const hooked = webhook === undefined ? '' : webhook === null ? 'no webhook' : 'webhook';
	return [named, hooked].filter((part) => part !== '').join(', ');
};

/** What the other side adds to what only this type has. */
const detailsOf = ({ type, name }: CreateBody, given: Json, baseUrl: string): Json => {
	switch (type) {
		case 'facebook_messenger':
			return { ...given, name, category: 'Shopping & Retail' };
		case 'mobile':
			return {
				...given,
				status_webhook_url: `${baseUrl}/webhooks/messagebird/status`,
				receive_webhook_url: `${baseUrl}/webhooks/messagebird/receive`,
			};
		case 'telegram':
			return { ...given, name, username: 'sandbox_bot' };
		case 'viber_business_messages':
			return { ...given, approved: false };
		case 'rbm':
			return { agent_state: 'new', ...given };
		default:
			return given;
	}
};

/** Viber Business has its mode in what is its own too (Amio's Postman collection): both say the same. */
const modeIn = (type: ChannelType, mode: string | undefined, own: Json): string | undefined => {
	if (type !== 'viber_business_messages' || typeof own.mode !== 'string') return mode;
	if (mode !== undefined && mode !== own.mode) {
		throw forbidden(`${type}.mode`, own.mode, `The channel is to have the mode ${mode}.`);
	}
	return own.mode;
};

const checkUrl = (url: string): void => {
	if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
	throw forbidden('webhook.url', url, 'The webhook URL is not valid.');
};

/** Channels, with their webhooks. */
export const channelRoutes = (around: Surroundings): readonly Route[] => {
	const { state, settings } = around;
	const shown = (channel: Channel): Json => shownChannel(channel, settings.sslVerificationAs);
	const ofChannel = ({ params }: Call): Channel => channelOf(state, params.channelId ?? '');

	/** A webhook as it is after an update. Keys that are left out stay; whether id and secret do, is switched. */
	const hooked = (before: Webhook | null, given: WebhookBody): Webhook => {
		const { url = before?.url, ssl_verification: ssl = before?.ssl_verification ?? true } = given;
		if (url === undefined) throw forbidden('webhook.url', null, "Property 'webhook.url' cannot be null.");
		checkUrl(url);
		const made = state.webhook({ url, ssl_verification: ssl });
		if (!before || settings.webhookUpdate === 'renew') return made;
		return { ...made, id: before.id, secret: before.secret };
	};

	const create: Handler = ({ body }) => {
		const given = body as CreateBody;
		const { type, name, webhook } = given;
		const { detail } = platformOf(type);
		const own = detail === undefined ? undefined : recordOf((body as Json)[detail]);
		const mode = modeIn(type, given.mode, own ?? {});
		const hook = webhook ? hooked(null, webhook) : null;
		const channel = state.addChannel({
			type,
			name,
			...(mode === undefined ? {} : { mode }),
			...(detail === undefined || !own
				? {}
				: { details: { [detail]: detailsOf(given, own, around.baseUrl()) } }),
		});
		channel.webhook = hook;
		return created(shown(channel), `${around.baseUrl()}/channels/${channel.id}`);
	};

	const update: Handler = (call) => {
		const channel = ofChannel(call);
		const { name, mode: given, webhook, ...details } = call.body as UpdateBody;
		const { detail, modes } = platformOf(channel.type);
		const strange = Object.keys(details).find((key) => key !== detail);
		if (strange !== undefined) {
			throw forbidden(strange, null, `A ${channel.type} channel has no ${strange}.`);
		}
		const mode = modeIn(channel.type, given, recordOf(Object.values(details)[0]));
		if (mode !== undefined && !modes.includes(mode)) {
			throw forbidden('mode', mode, `A ${channel.type} channel has no mode ${mode}.`);
		}
		if (webhook !== undefined) channel.webhook = webhook && hooked(channel.webhook, webhook);
		if (name !== undefined) channel.name = name;
		if (mode !== undefined) channel.mode = mode;
		for (const [key, value] of Object.entries(details)) {
			channel.details[key] = { ...channel.details[key], ...recordOf(value) };
		}
		return json(shown(channel));
	};

	const remove: Handler = (call) => {
		state.removeChannel(ofChannel(call).id);
		return empty(204);
	};

	const one = '/v1/channels/:channelId';
	return [
		{
			method: 'GET',
			path: '/v1/channels',
			contract: LIST,
			handle: (call) => page([...state.channels.values()], call, shown),
		},
		{ method: 'POST', path: '/v1/channels', contract: CREATE_CONTRACT, describe, handle: create },
		{ method: 'GET', path: one, contract: PLAIN, handle: (call) => json(shown(ofChannel(call))) },
		{ method: 'PATCH', path: one, contract: UPDATE_CONTRACT, describe, handle: update },
		{ method: 'DELETE', path: one, contract: PLAIN, handle: remove },
	];
};
