import type { ServerResponse } from 'node:http';
import type { INodeExecutionData, IWebhookResponseData } from 'n8n-workflow';

/** The rest of the workflow behind the trigger: gives the items of its last node. */
export type Rest = (items: INodeExecutionData[]) => Promise<INodeExecutionData[]> | INodeExecutionData[];

interface Answering {
	readonly mode: unknown;
	readonly data: unknown;
	readonly rest: Rest;
}

/** Answers as n8n does where a trigger leaves it to it, as far as the triggers of this package do that. */
export async function answer(
	response: ServerResponse,
	{ workflowData, webhookResponse }: IWebhookResponseData,
	{ mode, data, rest }: Answering,
): Promise<void> {
	const [items] = workflowData ?? [];
	if (items === undefined) {
		response.end(JSON.stringify((webhookResponse as unknown) ?? { message: 'Webhook call received' }));
		return;
	}
	if (mode === 'onReceived' && data === 'noData') {
		response.end();
		await rest(items);
		return;
	}
	if (mode !== 'lastNode' || (data !== 'firstEntryJson' && data !== 'noData')) {
		throw new Error(`These tests do not know how n8n answers with ${String(mode)} and ${String(data)}`);
	}
	const ended = await Promise.resolve(items)
		.then(rest)
		.catch(() => undefined);
	if (ended === undefined) {
		response.writeHead(500).end(JSON.stringify({ message: 'Error in workflow' }));
		return;
	}
	if (data === 'noData') {
		response.end();
		return;
	}
	const [first] = ended;
	if (first === undefined) {
		response.writeHead(500).end(JSON.stringify({ message: 'No item to return was found' }));
	} else {
		response.setHeader('content-type', 'application/json').end(JSON.stringify(first.json));
	}
}
