import { BadInput } from '../shared/failure';
import { httpUrl, textIn } from '../shared/credential';
import { path } from '../shared/path';
import { quote } from '../shared/quote';
import type { Service } from '../shared/service';

/** Enough of a text to recognise it by. */
const LONGEST = 100;

/**
 * The beginning of an installation's address, from whatever its users copy out of the browser: with a slash, with
 * the path of the dashboard, with that of the API. A host may be called app as well.
 */
export const installation = (url: string): string =>
	httpUrl('Installation URL', url).replace(/(?<!\/)\/(app|api)(\/.*)?$/, '');

/** The Application API of a Chatwoot installation (Snypto, Chatlake). Paths stand below the account. */
export const chatwootService: Service = {
	name: 'Chatwoot',
	credential: 'chatwootInstallationApi',
	tokenField: 'accessToken',
	// The threads of one server process: more requests at once only wait, and keep agents waiting (measured).
	parallel: 5,
	options: [
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2',
			description: 'Another account than the one in the credential',
		},
	],
	address: (credential, { accountId }) => {
		const account = (accountId ?? textIn(credential, 'accountId')).trim();
		if (account === '') {
			throw new BadInput(
				"'Account ID' is empty",
				'Enter the number behind /app/accounts/ in the address of your installation, in the credential.',
			);
		}
		if (!/^\d+$/.test(account)) {
			throw new BadInput(
				`'Account ID' must be a number, but is '${quote(account, LONGEST)}'`,
				'It stands behind /app/accounts/ in the address of your installation. Chatwoot would take another text for the number that it begins with.',
			);
		}
		const base = installation(textIn(credential, 'url')) + path`/api/v1/accounts/${account}`;
		return (below) => base + below;
	},
	// What proves identities, signs deliveries, is a bot's whole access, and follows a conversation; and what opens the
	// accounts behind inboxes of other channels, which administrators are shown (Chatwoot's own source).
	secrets: {
		keys: [
			'hmac_token',
			'secret',
			'access_token',
			'pubsub_token',
			'provider_config',
			'imap_password',
			'smtp_password',
		],
		notIn: ['custom_attributes', 'additional_attributes', 'content_attributes'],
	},
	advice: {
		401: 'Check the access token and the account ID in the credential. Chatwoot answers 401 too when the role of the token is too low (contacts are deleted, inboxes and webhooks managed by administrators), when an agent is no member of the inbox, and for most calls with the token of an agent bot.',
		404: 'Check the IDs: what they name does not exist in this account. Conversations are named by the number that people see.',
		429: 'Chatwoot limits requests a minute (3,000 in all, 100 contact searches). Send less at once, or raise Max Wait in Options.',
		500: 'Chatwoot answers so to many plain mistakes: a status, priority or date it does not know, a filter of several conditions without an operator. Check the values.',
	},
};
