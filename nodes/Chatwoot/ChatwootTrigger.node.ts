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
import { getInboxes, searchAgentBots, searchInboxes } from './methods/lists';
import { TRIGGER_FIELDS } from './trigger/fields';
import { receive } from './trigger/receive';
import { isSetUp, setUp, tearDown } from './trigger/set-up';

const AFTER_RUN = '$parameter["source"] === "apiInbox" && $parameter["options"]["reportFailedRuns"] === true';

/** What customers and agents do in a Chatwoot installation, such as Snypto or Chatlake, as it happens. */
export class ChatwootTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Chatwoot Trigger',
		name: 'chatwootTrigger',
		icon: { light: 'file:../../icons/chatwoot.svg', dark: 'file:../../icons/chatwoot.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ { accountWebhook: "account", apiInbox: "API inbox", agentBot: "agent bot" }[$parameter["source"]] }}',
		description:
			'Starts the workflow when something happens in Chatwoot, Snypto or Chatlake: messages, conversations, contacts',
		defaults: { name: 'Chatwoot Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'chatwootInstallationApi',
				required: true,
				displayOptions: { show: { setUp: ['automatic'] } },
			},
			{
				name: 'chatwootWebhookSecretApi',
				required: false,
				testedBy: 'webhookSecretTest',
				// Not `show`: n8n would take Set Up for a choice of credentials, and hide it in their dialog.
				displayOptions: { hide: { setUp: ['automatic'] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'chatwoot',
				responseMode: `={{ ${AFTER_RUN} ? "lastNode" : "onReceived" }}`,
				responseData: 'noData',
			},
		],
		// n8n's type is the mutable twin of ours.
		properties: TRIGGER_FIELDS as unknown as INodeProperties[],
	};

	methods = {
		listSearch: { searchAgentBots, searchInboxes },
		loadOptions: { getInboxes },
		credentialTest: {
			async webhookSecretTest(
				this: ICredentialTestFunctions,
				{ data }: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				const secret = data?.secret;
				return await Promise.resolve(
					typeof secret === 'string' && secret.trim() !== ''
						? {
								status: 'OK',
								message:
									'There is a secret. Whether it is the right one shows with the first delivery: Chatwoot offers no way to ask.',
							}
						: { status: 'Error', message: 'The secret is empty.' },
				);
			},
		},
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
