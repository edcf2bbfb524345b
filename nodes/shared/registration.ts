import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What a trigger has entered in a service, as n8n keeps it for the node. */
export interface RegistrationMemory<T> {
	/** What is kept by the node's name: after a rename it is gone. Listening for a test has one of its own. */
	readonly remembered: (context: IHookFunctions | IWebhookFunctions) => T | undefined;
	readonly remember: (context: IHookFunctions | IWebhookFunctions, registration: T) => void;
	readonly forget: (context: IHookFunctions) => void;
}

/** Keeps registrations in the workflow's static data, which n8n stores in plain text. */
export function registrationMemory<T>(): RegistrationMemory<T> {
	const memoryOf = (context: IHookFunctions | IWebhookFunctions): { registration?: T } =>
		context.getWorkflowStaticData('node');
	return {
		remembered: (context) => memoryOf(context).registration,
		remember: (context, registration) => {
			memoryOf(context).registration = registration;
		},
		forget: (context) => {
			delete memoryOf(context).registration;
		},
	};
}
