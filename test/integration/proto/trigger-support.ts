import type { IDataObject } from 'n8n-workflow';
import type { DeliveryResult, ProtoService } from '../../../sandbox/index.ts';
import { useWebhookHost, type Rest, type WebhookHost } from '../support/webhook.ts';
import { useProto, type Listening, type UsedProto } from './support.ts';

/** How a delivery ends that cannot be believed: nothing is started, and the sender learns nothing. */
export const REFUSED = { status: 401, body: { message: 'Unauthorized' }, started: [] };

export interface UsedTrigger {
	readonly proto: UsedProto;
	readonly host: WebhookHost;
	/** Activates a trigger, and enters its address in Proto, for messages and profile requests. */
	readonly listen: (listening?: Listening, rest?: Rest) => void;
	/** Lets Proto deliver; gives what it was answered. */
	readonly deliver: ProtoService['deliver'];
	/** The items of all executions that were started. */
	readonly items: () => IDataObject[];
	/** What the sender was told, and what was started. */
	readonly outcomeOf: (answer: Pick<DeliveryResult, 'body' | 'status'>) => object;
}

/** The sandbox as Proto, and n8n's way of receiving what it delivers. */
export function useTrigger(): UsedTrigger {
	const proto = useProto();
	const host = useWebhookHost();
	return {
		proto,
		host,
		listen: (listening, rest) => {
			const node = proto.trigger(listening);
			host.activate(rest === undefined ? { node } : { node, rest });
			proto.sandbox.proto.webhook = { url: host.url, profileUrl: host.url };
		},
		deliver: async (options) => await proto.sandbox.proto.deliver(options),
		items: () => host.items(),
		outcomeOf: ({ status, body }) => ({ status, body, started: host.started }),
	};
}

export const BOT = { type: 'bot', id: 'bot_1', name: 'Bot #1' };

/** One event with texts of the bot. */
export const saying = (...texts: string[]): Record<string, unknown> => ({
	type: 'new_messages',
	channel: { id: 'chan_1' },
	chat: { id: 'chat-1', human: { id: 'human_1', name: 'Ann' } },
	messages: texts.map((text) => ({ author: BOT, type: 'text', data: { text } })),
});

/** A text of somebody. */
export const says = (type: string, text: string): Record<string, unknown> => ({
	author: { type, id: `${type}_1` },
	type: 'text',
	data: { text },
});

/** The texts of items. */
export const textsOf = (items: readonly IDataObject[]): unknown[] =>
	items.map(({ data }) => (data as { text?: string } | null)?.text);
