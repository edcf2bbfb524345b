import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What the node has entered in Chatwoot: an entry of the account's registry, or the one address of a thing. */
export type Registration = {
	/** The address that was entered. */
	readonly url: string;
	/** With which deliveries are signed; older servers have none. n8n keeps it in plain text. */
	readonly secret?: string;
} & (
	| { readonly kind: 'entry'; readonly id: number }
	/** `former`: what stood there, empty for nothing. */
	| { readonly kind: 'slot'; readonly path: string; readonly former: string }
);

interface Memory {
	registration?: Registration;
}

const memoryOf = (context: IHookFunctions | IWebhookFunctions): Memory =>
	context.getWorkflowStaticData('node');

/**
 * What n8n keeps for the node, by its name: after a rename it is gone. Listening for a test has one of its own.
 */
export const remembered = (context: IHookFunctions | IWebhookFunctions): Registration | undefined =>
	memoryOf(context).registration;

export const remember = (context: IHookFunctions, registration: Registration): void => {
	memoryOf(context).registration = registration;
};

export const forget = (context: IHookFunctions): void => {
	delete memoryOf(context).registration;
};
