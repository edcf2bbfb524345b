import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IHookFunctions,
	type INodeCredentialTestResult,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { BadInput } from '../shared/failure';
import { toActivationError } from '../shared/report';
import { receive } from './trigger/receive';

/** Messages of Proto's bots and agents, and Proto's questions for a customer's profile. */
export class ProtoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Proto Trigger',
		name: 'protoTrigger',
		icon: { light: 'file:../../icons/proto.svg', dark: 'file:../../icons/proto.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
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
		properties: [
			{
				displayName:
					"In Proto, open the settings of your webhook channel: paste the Production URL from above there as the webhook URL, and copy the channel secret from there into this node's credential. The Test URL works only while this editor listens.",
				name: 'setUpNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: [
					{
						name: 'Human Profile Request',
						value: 'humanProfile',
						description: 'Proto asks for the name, email and tags of a customer, and waits for the answer',
					},
					{
						name: 'Message for Customer',
						value: 'message',
						description: 'A bot or an agent has written something that the customer should get',
					},
				],
				default: ['message'],
				description: 'What starts the workflow',
			},
			{
				displayName:
					"Proto gets what the last node of this workflow outputs. Let that be Proto's 'Build Profile Reply', with 'Always Output Data' on in its settings: a workflow that ends without an item is answered with status 500. The bot goes on in any case.",
				name: 'profileNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { events: ['humanProfile'] } },
			},
			{
				displayName: 'Output',
				name: 'split',
				type: 'options',
				options: [
					{
						name: 'One Item per Event',
						value: 'event',
						description: 'All messages that Proto sends together for one chat',
					},
					{
						name: 'One Item per Message',
						value: 'message',
						description: 'Each message by itself, in their order',
					},
				],
				default: 'message',
				description: 'How messages become items',
				displayOptions: { show: { events: ['message'] } },
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				displayOptions: { show: { events: ['message'] } },
				options: [
					{
						displayName: 'Authors',
						name: 'authors',
						type: 'multiOptions',
						options: [
							{ name: 'Agent', value: 'agent' },
							{ name: 'Bot', value: 'bot' },
							{
								name: 'Human',
								value: 'human',
								description: "The customer's own messages. With these, take care not to build a loop.",
							},
						],
						default: ['agent', 'bot'],
						description: 'Whose messages start the workflow',
					},
					{
						displayName: 'Message Types',
						name: 'messageTypes',
						type: 'multiOptions',
						options: [
							{ name: 'Agent Takeover', value: 'thirdparty_agent_takeover' },
							{ name: 'Carousel', value: 'carousel' },
							{ name: 'Hyperlink', value: 'hyperlink' },
							{ name: 'Image', value: 'image' },
							{ name: 'Media', value: 'media' },
							{ name: 'Text', value: 'text' },
						],
						default: [],
						description:
							'Which messages start the workflow. With none chosen all do, also of types that are not in this list.',
					},
				],
			},
			{
				displayName:
					"Each item has a 'deliveryId' for n8n's Remove Duplicates node, made from what Proto sent. It is empty for messages without a reply token, and for those of agents: Proto gives messages no ID and no time, so that the same text written twice could not be told from one delivery that came twice.",
				name: 'deliveryNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { events: ['message'] } },
			},
		],
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
			/** Refuses to start without a secret: deliveries could not be told from forged ones. */
			async create(this: IHookFunctions): Promise<boolean> {
				const { channelSecret } = await this.getCredentials('protoMessagingChannelApi');
				if (!isSecret(channelSecret)) {
					throw toActivationError(
						this.getNode(),
						new BadInput(
							"'Channel Secret' in the credential is empty, or begins or ends with a space",
							'Without it no delivery can be trusted. You find it in Proto, in the settings of your webhook channel.',
						),
					);
				}
				return true;
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

const isSecret = (secret: unknown): boolean =>
	typeof secret === 'string' && secret !== '' && secret.trim() === secret;
