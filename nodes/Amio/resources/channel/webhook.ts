import type { JsonObject } from 'n8n-workflow';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { requiredText } from '../../../shared/field-kinds';
import { webAddress } from '../../../shared/web-address';
import { CHANNEL } from '../../fields';
import { channelLane } from '../../lanes';

/** Amio's `ssl_verification`: seed 003 calls it text, its samples have a boolean. */
export const VERIFY_CERTIFICATE = {
	displayName: 'Verify Certificate',
	name: 'verifyCertificate',
	type: 'boolean',
	default: true,
	description: 'Whether Amio checks the certificate of the address before it sends anything there',
} as const;

export const webhookOf = (label: string, url: string, verifies: boolean): JsonObject => ({
	url: webAddress(label, url),
	ssl_verification: verifies,
});

/** Changes a channel; what is not in the body stays. */
export const patchOf = (channel: string, body: JsonObject): Request => ({
	method: 'PATCH',
	path: path`/channels/${channel}`,
	body,
	repeatable: true,
});

export const setWebhook = operation({
	name: 'Set Webhook',
	value: 'setWebhook',
	action: 'Set webhook of channel',
	description:
		"Let a channel send its events to an address, in place of the one that it has: what listens there, also an Amio Trigger, hears nothing any more. The secret that signs them is in the output with 'Include Secrets' in Options.",
	fields: [
		CHANNEL,
		requiredText(
			'Webhook URL',
			'webhookUrl',
			'e.g. https://n8n.example.com/webhook/amio',
			'Address to which the events are sent',
		),
		VERIFY_CERTIFICATE,
	],
	request: ({ channel, webhookUrl, verifyCertificate }) =>
		patchOf(channel, { webhook: webhookOf('Webhook URL', webhookUrl, verifyCertificate) }),
	lane: channelLane,
});

export const removeWebhook = operation({
	name: 'Remove Webhook',
	value: 'removeWebhook',
	action: 'Remove webhook of channel',
	description:
		'Stop a channel from sending its events anywhere. What listens to it, also an Amio Trigger, hears nothing any more.',
	fields: [CHANNEL],
	request: ({ channel }) => patchOf(channel, { webhook: null }),
	lane: channelLane,
});
