import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { searchChannels } from './methods/lists';
import { TRIGGER_FIELDS } from './trigger/fields';
import { receive } from './trigger/receive';
import { isSetUp, setUp, tearDown } from './trigger/set-up';

/** What happens on a channel of Amio, as it happens. */
export class AmioTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amio Trigger',
		name: 'amioTrigger',
		icon: { light: 'file:../../icons/amio.svg', dark: 'file:../../icons/amio.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replaceAll("_", " ") }}',
		description:
			'Starts the workflow when a customer writes or taps on a channel of Amio, or a message is delivered, read or fails',
		defaults: { name: 'Amio Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'amioMessagingApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'amio',
				responseMode: '={{ $parameter["acknowledge"] === "afterRun" ? "lastNode" : "onReceived" }}',
				responseData: 'noData',
			},
		],
		// n8n's type is the mutable twin of ours.
		properties: TRIGGER_FIELDS as unknown as INodeProperties[],
	};

	methods = {
		listSearch: { searchChannels },
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isSetUp(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await setUp(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await tearDown(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
