import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { textIn } from '../../shared/credential';
import { remembered } from './memory';
import type { Settings } from './settings';

/** The type of the credential that holds a secret which was typed in. */
export const SECRET_CREDENTIAL = 'chatwootWebhookSecretApi';

/** With which deliveries are signed; `undefined` where none is known. A credential that cannot be read has none. */
export async function secretOf(
	context: IHookFunctions | IWebhookFunctions,
	{ setUp }: Pick<Settings, 'setUp'>,
): Promise<string | undefined> {
	if (setUp === 'automatic') {
		return remembered(context)?.secret;
	}
	try {
		const secret = textIn(await context.getCredentials(SECRET_CREDENTIAL), 'secret').trim();
		return secret === '' ? undefined : secret;
	} catch {
		return undefined;
	}
}
