import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** A webhook as it is entered. */
export interface Target {
	readonly url: string;
	/** Whether Amio checks its certificate. */
	readonly verifies: boolean;
}

/** What the node has entered in Amio. */
export interface Registration {
	/** ID of the channel. */
	readonly channel: string;
	readonly url: string;
	/** With which deliveries are signed. n8n keeps it in plain text. */
	readonly secret: string;
	/** What stood there. */
	readonly former: Target | null;
}

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

export const remember = (context: IHookFunctions | IWebhookFunctions, registration: Registration): void => {
	memoryOf(context).registration = registration;
};

export const forget = (context: IHookFunctions): void => {
	delete memoryOf(context).registration;
};
