import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** Where the node asks too, from whatever was copied out of the browser. A host may be called app as well. */
const BASE =
	'={{ $credentials.url.trim().replace(/[?#].*$/, "").replace(/(?<!\\/)\\/(app|api)(\\/.*)?$/, "").replace(/\\/+$/, "") }}';

/** Access to the Application API of a Chatwoot installation, such as Snypto or Chatlake (seeds 002 and 004). */
export class ChatwootInstallationApi implements ICredentialType {
	name = 'chatwootInstallationApi';

	displayName = 'Chatwoot API';

	icon: Icon = { light: 'file:../icons/chatwoot.svg', dark: 'file:../icons/chatwoot.dark.svg' };

	documentationUrl = 'https://developers.chatwoot.com/api-reference/introduction';

	properties: INodeProperties[] = [
		{
			displayName:
				'Snypto and Chatlake are Chatwoot installations: sign in to yours and copy its address from the browser. The account ID stands in that address, behind /app/accounts/.',
			name: 'brandNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Installation URL',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://app.example.com',
			description: 'Address at which you sign in. http:// is allowed for a private installation.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"In the installation: click your avatar, then 'Profile settings', and copy the access token from the end of the page. What the token's owner may not do, the node may not do either.",
		},
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1',
			description:
				'The number behind /app/accounts/ in the address. The Chatwoot node can name another one in its Options, triggers cannot.',
		},
		{
			displayName: 'Ignore SSL Issues',
			name: 'ignoreSslIssues',
			type: 'boolean',
			default: false,
			description:
				'Whether to connect even if the certificate of the installation is not trusted, for private installations',
		},
		{
			displayName:
				"The token of an agent bot works too, although n8n's test of the connection fails for it: a bot may write messages, and set a conversation's status, priority, attributes and assignee, but may read nothing.",
			name: 'botNotice',
			type: 'notice',
			default: '',
		},
	];

	/**
	 * Under both names: proxies with their default settings drop a header with underscores (seen with nginx). Not
	 * n8n's generic form, whose expressions n8n cannot work out for a trigger that has been listening for a while.
	 */
	authenticate = (
		{ accessToken }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const headers = { api_access_token: accessToken, 'api-access-token': accessToken };
		return Promise.resolve({ ...request, headers: { ...request.headers, ...headers } });
	};

	/** Counts conversations: proves the token and the account. A page of HTML has no `meta`. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE,
			url: '=/api/v1/accounts/{{encodeURIComponent($credentials.accountId.trim())}}/conversations/meta',
			disableFollowRedirect: true,
			skipSslCertificateValidation: '={{$credentials.ignoreSslIssues}}',
			timeout: 20_000,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'meta',
					value: undefined,
					message: 'This address answers, but not as Chatwoot does. Is it the one at which you sign in?',
				},
			},
		],
	};
}
