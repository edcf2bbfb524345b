import type { IWebhookFunctions, IWebhookResponseData, JsonValue } from 'n8n-workflow';

/**
 * A header of the delivery. Not n8n's own look-up, which hides that a header came more than once.
 *
 * @param name in lower case
 */
export const headerOf = (context: IWebhookFunctions, name: string): string | readonly string[] | undefined =>
	context.getRequestObject().headers[name];

/** The body's bytes as they came in; n8n keeps them for every content type but multipart. */
export const bytesOf = (context: IWebhookFunctions): Buffer | undefined => {
	const raw: unknown = context.getRequestObject().rawBody;
	return Buffer.isBuffer(raw) ? raw : undefined;
};

/** Answers a delivery here and now; the workflow runs only if there are items for it. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	body: JsonValue,
	items?: IWebhookResponseData['workflowData'],
): IWebhookResponseData {
	context.getResponseObject().status(status).json(body).end();
	return items === undefined ? { noWebhookResponse: true } : { noWebhookResponse: true, workflowData: items };
}

/** Turns away a delivery that cannot be believed. The log says why and what to do; the sender learns nothing. */
export function refuse(context: IWebhookFunctions, reason: string, remedy: string): IWebhookResponseData {
	const { name } = context.getNode();
	context.logger.warn(`${name} refused a delivery: ${reason}. ${remedy}`);
	return answer(context, 401, { message: 'Unauthorized' });
}
