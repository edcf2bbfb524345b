import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Distrust } from '../../shared/signature';
import { answer, bytesOf, headerOf, refuse } from '../../shared/webhook';
import { distrustOf } from './authentic';
import { isWanted, readEvent } from './facts';
import { itemOf } from './item';
import { remember, remembered } from './memory';
import { readAnew } from './secret';
import { settingsOf } from './settings';

const REMEDY =
	"If it was genuine, nothing is lost: Amio delivers it again after 1, 5, 20, 60, 180 and 480 minutes, and it is taken once the secret is right. The node reads the secret of the channel's webhook anew by itself; if that fails, check the access token in the credential.";

/**
 * Takes a delivery: nothing is looked at before its signature is found right. What no one wants is answered with
 * 200 at once; the rest is answered by n8n, when it has noted the run or, if the user wants it, when the run is over.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const bytes = bytesOf(context);
	const doubt = await doubtOf(context, bytes);
	if (doubt !== undefined || bytes === undefined) {
		return refuse(context, doubt ?? 'the body did not arrive as it was sent', REMEDY);
	}
	const event = readEvent(bytes);
	return event !== undefined && isWanted(event, settingsOf(context))
		? { workflowData: [[{ json: itemOf(event, bytes) }]] }
		: answer(context, 200, {});
}

/** Why a delivery is not believed, with the secret that is known nor with one that Amio has made since. */
async function doubtOf(context: IWebhookFunctions, bytes: Buffer | undefined): Promise<Distrust | undefined> {
	const signature = headerOf(context, 'x-hub-signature');
	const registration = remembered(context);
	if (registration === undefined) {
		return 'no secret is known';
	}
	const doubt = distrustOf(registration.secret, bytes, signature);
	if (doubt !== 'the signature does not match the body and the secret') {
		return doubt;
	}
	const secret = await readAnew(context, registration);
	if (secret === undefined || distrustOf(secret, bytes, signature) !== undefined) {
		return doubt;
	}
	remember(context, { ...registration, secret });
	return undefined;
}
