import { beforeEach } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ChatwootInstallationApi } from '../../../credentials/ChatwootInstallationApi.credentials';
import { ChatwootWebhookSecretApi } from '../../../credentials/ChatwootWebhookSecretApi.credentials';
import { ChatwootTrigger } from '../../../nodes/Chatwoot/ChatwootTrigger.node';
import type { ChatwootService } from '../../../sandbox/index.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { type NodeToRun } from '../support/n8n.ts';
import {
	useWebhookHost,
	type ActiveTrigger,
	type Rest,
	type Way,
	type WebhookHost,
} from '../support/webhook.ts';
import { byId, useChatwoot, type UsedChatwoot } from './support.ts';

/** What a user sets in the Chatwoot Trigger. */
export interface Listening {
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	/** Whose token is in the credential. Default: the administrator's. */
	readonly as?: keyof ChatwootService['tokens'];
	/** The secret that was typed in, for By Hand. */
	readonly secret?: string;
	/** Of the workflow, which n8n makes anew when a workflow is duplicated. */
	readonly webhookId?: string;
	readonly rest?: Rest;
}

export interface UsedTrigger {
	readonly used: UsedChatwoot;
	readonly host: WebhookHost;
	readonly trigger: (listening?: Listening) => NodeToRun;
	/** Activates a workflow with the trigger, or lets the editor listen. */
	readonly switchOn: (listening?: Listening, way?: Way) => Promise<void>;
	readonly switchOff: (listening?: Listening, way?: Way) => Promise<void>;
	/** Whether n8n finds the trigger set up when it starts again; everything it asks is in the journal. */
	readonly isSetUp: (listening?: Listening) => Promise<boolean>;
	/** The node is renamed: n8n keeps what it remembers under the old name. */
	readonly rename: () => void;
	/** Resolves when everything is delivered and every run is over, also what runs themselves caused. */
	readonly settled: () => Promise<void>;
	/** The items of all executions, when all has settled. */
	readonly items: () => Promise<IDataObject[]>;
	/** The events that started the workflow, when all has settled, e.g. `message_created: Hello`. */
	readonly heard: () => Promise<string[]>;
	/** The address of the trigger, live or for tests. */
	readonly urlOf: (way?: Way, webhookId?: string) => string;
}

const WEBHOOK_ID = 'b2c1f7a0-0000-4000-8000-000000000001';

/** What makes the trigger listen to an API inbox, or to a bot. */
export const inboxSource = (inbox: number): INodeParameters => ({ source: 'apiInbox', inbox: byId(inbox) });
export const botSource = (bot = 1): INodeParameters => ({ source: 'agentBot', agentBot: byId(bot) });

/** A sandbox that signs, and n8n's way of activating a trigger and of receiving what is delivered. */
export function useTrigger(): UsedTrigger {
	const used = useChatwoot();
	const host = useWebhookHost();
	const trigger: UsedTrigger['trigger'] = (listening = {}) => {
		const { parameters = {}, options = {}, as = 'administrator', secret, webhookId = WEBHOOK_ID } = listening;
		const { baseUrl, accountId, tokens } = used.chatwoot;
		const data = { url: baseUrl, accountId: String(accountId), accessToken: tokens[as] };
		const typed = secret === undefined ? [] : [{ type: new ChatwootWebhookSecretApi(), data: { secret } }];
		return {
			type: new ChatwootTrigger(),
			parameters: { ...parameters, options },
			credentials: [{ type: new ChatwootInstallationApi(), data }, ...typed],
			settings: { webhookId },
		};
	};
	const activeOf = (listening: Listening = {}): ActiveTrigger => {
		const { rest } = listening;
		const node = trigger(listening);
		return rest === undefined ? { node } : { node, rest };
	};
	const settled = async (): Promise<void> => {
		const { journal, chatwoot } = used.sandbox;
		for (let before = -1; before !== journal.entries({}).length;) {
			before = journal.entries({}).length;
			await chatwoot.deliveries.settled();
			await host.idle();
		}
	};
	const items = async (): Promise<IDataObject[]> => {
		await settled();
		return host.items();
	};
	beforeEach(() => {
		used.chatwoot.signs = true;
	});
	return {
		used,
		host,
		trigger,
		switchOn: async (listening, way) => await host.switchOn(activeOf(listening), way),
		switchOff: async (listening, way) => await host.switchOff(activeOf(listening), way),
		isSetUp: async (listening) => await host.step(trigger(listening), 'checkExists'),
		rename: () => {
			host.memory.live = {};
		},
		settled,
		items,
		heard: async () =>
			(await items()).map(({ event, content }) =>
				[event, content].filter((part) => typeof part === 'string').join(': '),
			),
		urlOf: (way = 'live', webhookId = WEBHOOK_ID) =>
			`${host.originOf(way)}/${way === 'live' ? 'webhook' : 'webhook-test'}/${webhookId}/chatwoot`,
	};
}

/** The registry of webhooks, without what is nobody's business. */
export const registryOf = ({ chatwoot }: UsedChatwoot): object[] =>
	[...chatwoot.webhooks.values()].map(({ id, url, subscriptions }) => ({ id, url, subscriptions }));

/** A customer who has a conversation in an API inbox of its own. */
export const customerIn = async (
	used: UsedChatwoot,
	channel: object = {},
): Promise<{ inbox: number; conversation: number }> =>
	await used.beside(async (client) => {
		const inbox = await client.inbox(channel);
		const conversation = await client.conversation({ inbox_id: inbox });
		return { inbox, conversation };
	});

/** A customer writes. */
export const writes = async (used: UsedChatwoot, conversation: number, content = 'Hello'): Promise<number> =>
	await new ChatwootClient(used.sandbox).message(conversation, { content, message_type: 'incoming' });

/** An agent answers. */
export const answers = async (used: UsedChatwoot, conversation: number, content = 'Hi'): Promise<number> =>
	await new ChatwootClient(used.sandbox).message(conversation, { content });
