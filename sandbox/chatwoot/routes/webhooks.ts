import { json, type Answer } from '../../core/answer.ts';
import { secret } from '../../core/secrets.ts';
import type { Route } from '../../core/service.ts';
import { done, validated } from '../answers.ts';
import type { Installation } from '../installation.ts';
import { opaque } from '../opaque.ts';
import type { Webhook } from '../types.ts';
import { textOrNull, textsOf, wholeNumber } from '../values.ts';
import { shownWebhook } from '../views/inbox.ts';
import { accountRoutes, found, unwrapped, type Ask } from './access.ts';

/** What a webhook gets unless it says otherwise. */
const DEFAULT_SUBSCRIPTIONS = [
	'conversation_status_changed',
	'conversation_updated',
	'conversation_created',
	'contact_created',
	'contact_updated',
	'message_created',
	'message_updated',
	'webwidget_triggered',
];

const SUBSCRIPTIONS = new Set([
	...DEFAULT_SUBSCRIPTIONS,
	'inbox_created',
	'inbox_updated',
	'conversation_typing_on',
	'conversation_typing_off',
]);

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:\/\/[^\s]+$/i.test(url);

/** The registry of an account's webhooks. One alone cannot be asked for. */
export const webhookRoutes = (installation: Installation): readonly Route[] => {
	const { state, signs } = installation;

	/** The values as they would be kept, checked against all other webhooks. */
	const checked = (
		values: Readonly<Record<string, unknown>>,
		present?: Webhook,
	): Pick<Webhook, 'url' | 'name' | 'subscriptions'> => {
		const url = 'url' in values ? (textOrNull(values.url) ?? '') : (present?.url ?? '');
		const wanted = values.subscriptions ?? undefined;
		const subscriptions =
			wanted === undefined ? (present?.subscriptions ?? DEFAULT_SUBSCRIPTIONS) : textsOf(wanted);
		const isTaken = [...state.webhooks.values()].some((other) => other !== present && other.url === url);
		const isKnown = subscriptions.length > 0 && subscriptions.every((event) => SUBSCRIPTIONS.has(event));
		validated(
			isTaken && { attribute: 'url', says: 'has already been taken' },
			!isWebAddress(url) && { attribute: 'url', says: 'is invalid' },
			!isKnown && { attribute: 'subscriptions', says: 'Invalid events' },
		);
		const name = 'name' in values ? textOrNull(values.name) : (present?.name ?? null);
		return { url, name, subscriptions: [...subscriptions] };
	};

	const answer = (webhook: Webhook): Answer => json({ payload: { webhook: shownWebhook(webhook, signs()) } });

	const create = (ask: Ask): Answer => {
		const values = unwrapped(ask, 'webhook');
		const webhook: Webhook = {
			...checked(values),
			id: state.next('webhook'),
			account_id: 1,
			inbox: state.inboxes.get(wholeNumber(values.inbox_id)),
			secret: secret('secret of a webhook', opaque()),
		};
		state.webhooks.set(webhook.id, webhook);
		return answer(webhook);
	};

	const update = (ask: Ask): Answer => {
		const webhook = found(state.webhooks, ask.call.params.id, ask);
		const values = unwrapped(ask, 'webhook');
		Object.assign(webhook, checked(values, webhook));
		if ('inbox_id' in values) webhook.inbox = state.inboxes.get(wholeNumber(values.inbox_id));
		return answer(webhook);
	};

	return accountRoutes(installation, [
		{
			method: 'GET',
			path: '/webhooks',
			administrator: true,
			handle: () => {
				const webhooks = [...state.webhooks.values()].map((webhook) => shownWebhook(webhook, signs()));
				return json({ payload: { webhooks } });
			},
		},
		{ method: 'POST', path: '/webhooks', body: 'webhook', administrator: true, handle: create },
		{ method: ['PATCH', 'PUT'], path: '/webhooks/:id', body: 'webhook', administrator: true, handle: update },
		{
			method: 'DELETE',
			path: '/webhooks/:id',
			administrator: true,
			handle: (ask) => {
				state.webhooks.delete(found(state.webhooks, ask.call.params.id, ask).id);
				return done();
			},
		},
	]);
};
