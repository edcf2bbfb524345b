import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The secret with which a Chatwoot installation signs deliveries, for triggers that are set up by hand (seed 002). */
export class ChatwootWebhookSecretApi implements ICredentialType {
	name = 'chatwootWebhookSecretApi';

	displayName = 'Chatwoot Webhook Secret API';

	icon: Icon = { light: 'file:../icons/chatwoot.svg', dark: 'file:../icons/chatwoot.dark.svg' };

	documentationUrl = 'https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks';

	properties: INodeProperties[] = [
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Administrators find it in Chatwoot (Snypto, Chatlake) beside the address that they entered: for an account in Settings, Integrations, Webhooks; for an API inbox or a bot in its settings. It is not the HMAC token.',
		},
	];
}
