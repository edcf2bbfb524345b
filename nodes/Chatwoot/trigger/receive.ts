import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonIn } from '../../shared/json';
import { isObject } from '../../shared/rows';
import { answer, bytesOf, refuse } from '../../shared/webhook';
import { judgeDelivery } from './authentic';
import { factsOf, isWanted } from './facts';
import { itemOf, submissionId } from './item';
import { judgeWithSecret } from './secret';
import { settingsOf } from './settings';

const REMEDY =
	'Chatwoot does not deliver it again. If it was genuine, unpublish the workflow and publish it again, so that the node reads the secret anew; with By Hand, compare the secret in the credential with that in Chatwoot, and the clocks of both servers.';

/**
 * Takes a delivery: nothing is looked at before its signature is found right. What no one wants is answered with
 * 200 at once; the rest is answered by n8n, when it has noted the run or, if the user wants it, when the run is over.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = settingsOf(context);
	const bytes = bytesOf(context);
	const { headers } = context.getRequestObject();
	const { acceptUnsigned, maxAge } = settings;
	const verdict = await judgeWithSecret(context, settings, (secret) =>
		judgeDelivery(headers, bytes, { secret, acceptUnsigned, maxAge, now: Date.now() }),
	);
	if (verdict.reason !== undefined) {
		return refuse(context, verdict.reason, REMEDY);
	}
	const body = jsonIn(bytes?.toString('utf8') ?? '');
	if (!isObject(body)) {
		return answer(context, 200, {});
	}
	const facts = factsOf(body);
	if (!isWanted(facts, settings)) {
		return answer(context, 200, {});
	}
	const envelope = { ...verdict, deliveryId: submissionId(facts) ?? verdict.deliveryId };
	return { workflowData: [[{ json: itemOf(body, facts, envelope, settings.includeSecrets) }]] };
}
