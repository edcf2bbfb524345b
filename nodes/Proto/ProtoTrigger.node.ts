import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IHookFunctions,
	type INodeCredentialTestResult,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { TRIGGER_FIELDS } from './trigger/fields';
import { receive } from './trigger/receive';
import { isSecret, setUp } from './trigger/set-up';

/** Messages of Proto's bots and agents, and Proto's questions for a customer's profile. */
export class ProtoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Proto Trigger',
		name: 'protoTrigger',
		icon: { light: 'file:../../icons/proto.svg', dark: 'file:../../icons/proto.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'Starts the workflow when a bot or agent of Proto writes to a customer, or Proto asks for a profile',
		defaults: { name: 'Proto Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'protoMessagingChannelApi', required: true, testedBy: 'channelSecretTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'proto',
				responseMode: '={{ $parameter["events"].includes("humanProfile") ? "lastNode" : "onReceived" }}',
				responseData: '={{ $parameter["events"].includes("humanProfile") ? "firstEntryJson" : "noData" }}',
			},
		],
		// n8n's type is the mutable twin of ours.
		properties: TRIGGER_FIELDS as unknown as INodeProperties[],
	};

	methods = {
		credentialTest: {
			async channelSecretTest(
				this: ICredentialTestFunctions,
				{ data }: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				return await Promise.resolve(
					isSecret(data?.channelSecret)
						? {
								status: 'OK',
								message:
									'There is a secret. Whether it is the right one shows with the first delivery: Proto offers no way to ask.',
							}
						: { status: 'Error', message: 'The channel secret is empty, or begins or ends with a space.' },
				);
			},
		},
	};

	webhookMethods = {
		default: {
			/** Proto has no API for webhooks: there is nothing to look up, and `create` must run each time. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(false);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await setUp(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(true);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
