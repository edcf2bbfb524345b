import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { AmioMessagingApi } from '../../../credentials/AmioMessagingApi.credentials';
import { AmioTrigger } from '../../../nodes/Amio/AmioTrigger.node';
import type { NodeToRun } from '../support/n8n.ts';
import { useSandbox, type UsedSandbox } from '../support/use-sandbox.ts';
import {
	useWebhookHost,
	type ActiveTrigger,
	type Rest,
	type Way,
	type WebhookHost,
} from '../support/webhook.ts';
import { byId } from './support.ts';

/** What a user sets in the Amio Trigger. */
export interface Listening {
	/** ID of the channel. */
	readonly channel: string;
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	/** Of the workflow, which n8n makes anew when a workflow is duplicated. */
	readonly webhookId?: string;
	readonly rest?: Rest;
}

export interface UsedTrigger {
	readonly used: UsedSandbox;
	readonly host: WebhookHost;
	/** Activates a workflow with the trigger, or lets the editor listen. */
	readonly switchOn: (listening: Listening, way?: Way) => Promise<void>;
	readonly switchOff: (listening: Listening, way?: Way) => Promise<void>;
	/** Whether n8n finds the trigger set up when it starts again. */
	readonly isSetUp: (listening: Listening) => Promise<boolean>;
	/** The items of all executions, when everything is delivered and every run is over. */
	readonly items: () => Promise<IDataObject[]>;
	/** The address of the trigger, live or for tests. */
	readonly urlOf: (way?: Way) => string;
}

const WEBHOOK_ID = 'b2c1f7a0-0000-4000-8000-000000000002';

/** A sandbox, and n8n's way of activating a trigger and of receiving what is delivered. */
export function useTrigger(): UsedTrigger {
	const used = useSandbox();
	const host = useWebhookHost();
	const activeOf = (listening: Listening): ActiveTrigger => {
		const { channel, parameters = {}, options = {}, webhookId = WEBHOOK_ID, rest } = listening;
		const { token, baseUrl } = used.sandbox.amio;
		const node: NodeToRun = {
			type: new AmioTrigger(),
			parameters: { channel: byId(channel), ...parameters, options },
			credentials: [{ type: new AmioMessagingApi(), data: { accessToken: token, baseUrl } }],
			settings: { webhookId },
		};
		return rest === undefined ? { node } : { node, rest };
	};
	return {
		used,
		host,
		switchOn: async (listening, way) => await host.switchOn(activeOf(listening), way),
		switchOff: async (listening, way) => await host.switchOff(activeOf(listening), way),
		isSetUp: async (listening) => await host.step(activeOf(listening).node, 'checkExists'),
		items: async () => {
			await used.sandbox.amio.settled();
			await host.idle();
			return host.items();
		},
		urlOf: (way = 'live') =>
			`${host.originOf(way)}/${way === 'live' ? 'webhook' : 'webhook-test'}/${WEBHOOK_ID}/amio`,
	};
}
