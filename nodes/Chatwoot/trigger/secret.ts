import type { ICredentialDataDecryptedObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { textIn } from '../../shared/credential';
import { judgeBySecret, readSecret } from '../../shared/held-secret';
import { remembered } from './memory';
import type { Settings } from './settings';

/** The type of the credential that holds a secret which was typed in. */
export const SECRET_CREDENTIAL = 'chatwootWebhookSecretApi';

const TYPED_IN = {
	credential: SECRET_CREDENTIAL,
	secretIn: (data: ICredentialDataDecryptedObject): string => textIn(data, 'secret').trim(),
};

/** Whether there is anything to check deliveries by. */
export const isSecretKnown = async (
	context: IHookFunctions,
	{ setUp }: Pick<Settings, 'setUp'>,
): Promise<boolean> =>
	setUp === 'automatic'
		? remembered(context)?.secret !== undefined
		: (await readSecret(context, TYPED_IN)) !== '';

/** Judges a delivery by what it is signed with; by `undefined` where no secret is known. */
export const judgeWithSecret = async <V extends { readonly reason: string | undefined }>(
	context: IWebhookFunctions,
	{ setUp }: Pick<Settings, 'setUp'>,
	judge: (secret: string | undefined) => V,
): Promise<V> =>
	setUp === 'automatic'
		? judge(remembered(context)?.secret)
		: await judgeBySecret(context, TYPED_IN, (secret) => judge(secret === '' ? undefined : secret));
