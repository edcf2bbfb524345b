import type { ICredentialDataDecryptedObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { textIn } from '../../shared/credential';
import { judgeBySecret, readSecret } from '../../shared/held-secret';
import type { Verdict } from './authentic';
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

/** Whether the node has a credential for it, be it deleted, empty or out of reach. */
export const isSecretMeant = (
	context: IHookFunctions | IWebhookFunctions,
	{ setUp }: Pick<Settings, 'setUp'>,
): boolean => setUp === 'byHand' && context.getNode().credentials?.[SECRET_CREDENTIAL] !== undefined;

/** Judges a delivery by what it is signed with; by `undefined` where there is no secret. */
export async function judgeWithSecret(
	context: IWebhookFunctions,
	settings: Pick<Settings, 'setUp'>,
	judge: (secret: string | undefined) => Verdict,
): Promise<Verdict> {
	if (settings.setUp === 'automatic') {
		return judge(remembered(context)?.secret);
	}
	return await judgeBySecret(context, TYPED_IN, (secret): Verdict => {
		if (secret !== '') {
			return judge(secret);
		}
		// Where one is meant, unsigned deliveries are not believed because it is lost.
		return isSecretMeant(context, settings)
			? { reason: 'the secret in the credential is empty or cannot be read' }
			: judge(undefined);
	});
}
