import type { IHookFunctions, IWebhookFunctions, JsonValue } from 'n8n-workflow';
import { askOnce } from '../../shared/look-up';
import { path } from '../../shared/path';
import type { Answer, Request } from '../../shared/request';
import { inside } from '../../shared/rows';
import { patchOf } from '../resources/channel/webhook';
import { amioService } from '../service';
import type { Target } from './memory';

/** A channel's webhook as Amio shows it. */
export interface Webhook {
	readonly url: string;
	/** `undefined` where Amio does not say. */
	readonly verifies: boolean | undefined;
	readonly secret: string | undefined;
}

const ask = async (context: IHookFunctions | IWebhookFunctions, request: Request): Promise<Answer> =>
	await askOnce(context, amioService, { ...request, keeps: ['secret'] });

/** `null` for a channel without a webhook. */
function webhookIn(body: JsonValue | undefined): Webhook | null {
	const { url, ssl_verification: verifies, secret } = inside(body, 'webhook') ?? {};
	if (typeof url !== 'string' || url === '') {
		return null;
	}
	return {
		url,
		// Seed 003 calls it text, its samples have a boolean.
		verifies:
			verifies === undefined || verifies === null ? undefined : verifies === true || verifies === 'true',
		secret: typeof secret === 'string' && secret !== '' ? secret : undefined,
	};
}

/** The webhook of a channel; `undefined` if there is no such channel. */
export async function look(
	context: IHookFunctions | IWebhookFunctions,
	channel: string,
): Promise<Webhook | null | undefined> {
	const { status, body } = await ask(context, {
		method: 'GET',
		path: path`/channels/${channel}`,
		accept: [404],
	});
	return status === 404 ? undefined : webhookIn(body);
}

/** Enters a webhook in place of the one that a channel has; gives what Amio shows then. */
export async function enter(
	context: IHookFunctions,
	channel: string,
	target: Target | null,
): Promise<Webhook | null> {
	const webhook = target && { url: target.url, ssl_verification: target.verifies };
	return webhookIn((await ask(context, patchOf(channel, { webhook }))).body);
}
