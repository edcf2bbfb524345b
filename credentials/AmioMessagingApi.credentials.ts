import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** Access to the API of Amio (seed 003). */
export class AmioMessagingApi implements ICredentialType {
	name = 'amioMessagingApi';

	displayName = 'Amio Messaging API';

	icon: Icon = { light: 'file:../icons/amio.svg', dark: 'file:../icons/amio.dark.svg' };

	documentationUrl = 'https://docs.amio.io/reference';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: "In Amio (app.amio.io): open 'API settings' and copy the access token",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.amio.io/v1',
			description: 'Leave it as it is, unless Amio gave you another address',
		},
	];

	/** In the header only: Amio takes the token in the query too, where it would end up in logs. */
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
	};

	/**
	 * Lists one channel: proves the token, and changes nothing. The answer is a list, which may be empty; n8n cannot
	 * apply rules to an empty list. So it is read as text, and the rules look at its first character.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/channels',
			qs: { max: 1 },
			encoding: 'text',
			disableFollowRedirect: true,
			timeout: 20_000,
		},
		rules: ['<', '\n', '{', '"', undefined].map((value) => ({
			type: 'responseSuccessBody',
			properties: {
				key: '0',
				value,
				message: 'This address answers, but not as Amio does. Is the base URL right?',
			},
		})),
	};
}
