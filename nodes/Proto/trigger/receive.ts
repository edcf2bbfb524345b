import type { IWebhookFunctions, IWebhookResponseData, JsonObject } from 'n8n-workflow';
import { textIn } from '../../shared/credential';
import { distrust, type Distrust } from '../../shared/signature';
import { answer, bytesOf, headerOf, refuse } from '../../shared/webhook';
import { readDelivery } from './delivery';
import { itemsOf, profileItem, type Wanted } from './items';

type Event = 'humanProfile' | 'message';

/**
 * Takes a delivery of Proto's: nothing is looked at before its signature is found right.
 * Messages are answered 200 at once; for a profile request n8n answers with the workflow's result.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const bytes = bytesOf(context);
	const reason = await distrustOf(context, bytes);
	if (reason !== undefined || bytes === undefined) {
		return refuse(
			context,
			reason ?? 'the body did not arrive as it was sent',
			"Check that 'Channel Secret' in its credential is the one in the settings of the channel in Proto.",
		);
	}
	const events = context.getNodeParameter('events', []) as Event[];
	const delivery = readDelivery(bytes);
	switch (delivery.kind) {
		case 'humanProfile':
			return events.includes('humanProfile')
				? { workflowData: [asItems([profileItem(delivery.request)])] }
				: answer(context, 200, {});
		case 'messages': {
			const items = events.includes('message') ? itemsOf(delivery.events, wantedOf(context), bytes) : [];
			return start(context, events, items);
		}
		case 'unknown':
			return answer(context, 200, {});
	}
}

/** A secret that cannot be read is like a wrong one: nobody gets in. */
async function distrustOf(
	context: IWebhookFunctions,
	message: Buffer | undefined,
): Promise<Distrust | undefined> {
	try {
		const credential = await context.getCredentials('protoMessagingChannelApi');
		return distrust({
			algorithm: 'sha1',
			secret: textIn(credential, 'channelSecret'),
			message,
			signature: headerOf(context, 'x-proto-signature'),
			// Seed 000 names the algorithm and leaves the encoding open.
			prefix: 'sha1=',
			prefixIs: 'optional',
			base64: true,
		});
	} catch {
		return 'no secret is known';
	}
}

function start(
	context: IWebhookFunctions,
	events: readonly Event[],
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

function wantedOf(context: IWebhookFunctions): Wanted {
	const options = context.getNodeParameter('options', {}) as Partial<Wanted>;
	return {
		split: context.getNodeParameter('split', 'message') as Wanted['split'],
		authors: options.authors?.length ? options.authors : ['agent', 'bot'],
		messageTypes: options.messageTypes ?? [],
	};
}
