import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** Access to the Messaging APIs of Proto (seed 000): a Personal Access Token, and the channel that is meant. */
export class ProtoMessagingApi implements ICredentialType {
	name = 'protoMessagingApi';

	displayName = 'Proto API';

	icon: Icon = { light: 'file:../icons/proto.svg', dark: 'file:../icons/proto.dark.svg' };

	documentationUrl = 'https://docs.proto.cx/docs/messaging-apis';

	properties: INodeProperties[] = [
		{
			displayName: 'Personal Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"In Proto: click your avatar (top right), then 'Profile', then 'API', then 'Issue new token'. Whoever has it can act for its owner, so best take that of an account that belongs to no single person.",
		},
		{
			displayName: 'Channel ID',
			name: 'channelId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 5f2b6c1e9d3a',
			description: 'ID of your webhook channel in Proto. A node can name another one in its Options.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://gw.proto.cx/webhook',
			description: 'Leave it as it is, unless Proto gave you another address',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'X-PROTO-TOKEN': '={{$credentials.accessToken}}' } },
	};

	/**
	 * Lists the chats of a human who does not exist. Proto documents no call that asks who one is, and no statuses;
	 * only 401 and 403 speak of the token, so only they turn the test red.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '=/{{encodeURIComponent($credentials.channelId.trim())}}/chats',
			qs: { humanId: 'human_of_the_credential_test', max: 1 },
			ignoreHttpStatusErrors: { ignore: true, except: [401, 403] },
			disableFollowRedirect: true,
			timeout: 20_000,
		},
	};
}
