import { createHmac } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
	JsonObject,
} from 'n8n-workflow';

/** Where the node asks too, from whatever was copied out of the browser. A host may be called app as well. */
const BASE =
	'={{ $credentials.url.trim().replace(/[?#].*$/, "").replace(/(?<!\\/)\\/(app|api)(\\/.*)?$/, "").replace(/\\/+$/, "") }}';

/** Access to the Client API of an API inbox in a Chatwoot installation, such as Snypto or Chatlake (seed 002). */
export class ChatwootInboxApi implements ICredentialType {
	name = 'chatwootInboxApi';

	displayName = 'Chatwoot Client API';

	icon: Icon = { light: 'file:../icons/chatwoot.svg', dark: 'file:../icons/chatwoot.dark.svg' };

	documentationUrl = 'https://developers.chatwoot.com/api-reference/introduction';

	properties: INodeProperties[] = [
		{
			displayName:
				'Snypto and Chatlake are Chatwoot installations: sign in to yours and copy its address from the browser. The rest stands in the settings of your API inbox, tab Configuration.',
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
			displayName: 'Inbox Identifier',
			name: 'inboxIdentifier',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Ch1PQnrZ7yTEqr8mWqR4nRkB',
			description: 'Letters and digits that name an API inbox; other inboxes have none',
		},
		{
			displayName: 'HMAC Token',
			name: 'hmacToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Needed if the inbox enforces identity validation. With it the node computes the identifier_hash that proves who a contact is.',
		},
		{
			displayName: 'Ignore SSL Issues',
			name: 'ignoreSslIssues',
			type: 'boolean',
			default: false,
			description:
				'Whether to connect even if the certificate of the installation is not trusted, for private installations',
		},
	];

	/**
	 * The API has no token. Whoever names an identifier proves it with a hash of it, under the inbox's HMAC token;
	 * a body that brings its own hash keeps it.
	 */
	authenticate = (
		{ hmacToken }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const key = typeof hmacToken === 'string' ? hmacToken.trim() : '';
		// The node's own requests bring their JSON as text.
		const isText = typeof request.body === 'string';
		const body = (isText ? JSON.parse(request.body as string) : (request.body ?? {})) as JsonObject;
		if (key === '' || typeof body.identifier !== 'string') {
			return Promise.resolve(request);
		}
		const proved = {
			identifier_hash: createHmac('sha256', key).update(body.identifier).digest('hex'),
			...body,
		};
		return Promise.resolve({ ...request, body: isText ? JSON.stringify(proved) : proved });
	};

	/** Reads what anybody may know of the inbox: proves address and identifier, not the HMAC token. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE,
			url: '=/public/api/v1/inboxes/{{encodeURIComponent($credentials.inboxIdentifier.trim())}}',
			disableFollowRedirect: true,
			skipSslCertificateValidation: '={{$credentials.ignoreSslIssues}}',
			timeout: 20_000,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'identifier',
					value: undefined,
					message: 'This address answers, but not as Chatwoot does. Is it the one at which you sign in?',
				},
			},
		],
	};
}
