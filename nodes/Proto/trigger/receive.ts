import type {
	ICredentialDataDecryptedObject,
	IWebhookFunctions,
	IWebhookResponseData,
	JsonObject,
} from 'n8n-workflow';
import { textIn } from '../../shared/credential';
import { judgeBySecret } from '../../shared/held-secret';
import { distrust, type Distrust } from '../../shared/signature';
import { answer, bytesOf, headerOf, refuse } from '../../shared/webhook';
import { readDelivery } from './delivery';
import { itemsOf, profileItem } from './items';
import { settingsOf, type Settings } from './settings';

const CHANNEL_SECRET = {
	credential: 'protoMessagingChannelApi',
	secretIn: (data: ICredentialDataDecryptedObject): string => textIn(data, 'channelSecret'),
};

/**
 * Takes a delivery of Proto's: nothing is looked at before its signature is found right.
 * Messages are answered 200 at once; for a profile request n8n answers with the workflow's result.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const bytes = bytesOf(context);
	const { reason } = await judgeBySecret(context, CHANNEL_SECRET, judge(context, bytes));
	if (reason !== undefined || bytes === undefined) {
		return refuse(
			context,
			reason ?? 'the body did not arrive as it was sent',
			"Check that 'Channel Secret' in its credential is the one in the settings of the channel in Proto.",
		);
	}
	const settings = settingsOf(context);
	const { events } = settings;
	const delivery = readDelivery(bytes);
	switch (delivery.kind) {
		case 'humanProfile':
			return events.includes('humanProfile')
				? { workflowData: [asItems([profileItem(delivery.request)])] }
				: answer(context, 200, {});
		case 'messages': {
			const items = events.includes('message') ? itemsOf(delivery.events, settings, bytes) : [];
			return start(context, events, items);
		}
		case 'unknown':
			return answer(context, 200, {});
	}
}

const judge =
	(context: IWebhookFunctions, message: Buffer | undefined) =>
	(secret: string): { readonly reason: Distrust | undefined } => ({
		reason: distrust({
			algorithm: 'sha1',
			secret,
			message,
			signature: headerOf(context, 'x-proto-signature'),
			// Seed 000 names the algorithm and leaves the encoding open.
			prefix: 'sha1=',
			prefixIs: 'optional',
			base64: true,
		}),
	});

function start(
	context: IWebhookFunctions,
	events: Settings['events'],
	items: JsonObject[],
): IWebhookResponseData {
	if (items.length === 0) {
		return answer(context, 200, {});
	}
	// n8n answers by itself once the run is on record; only where it would wait for the run's end, for a profile
	// request that may come to the same address, the answer is given here.
	return events.includes('humanProfile')
		? answer(context, 200, {}, [asItems(items)])
		: { workflowData: [asItems(items)] };
}

const asItems = (rows: readonly JsonObject[]): { json: JsonObject }[] => rows.map((json) => ({ json }));
