import type { IHookFunctions } from 'n8n-workflow';
import { askOnce } from '../../shared/look-up';
import type { Answer, Request } from '../../shared/request';
import { chatwootService } from '../service';

/** The installation and this node's place in it, while the trigger is set up. */
export interface Installation {
	readonly ask: (request: Request) => Promise<Answer>;
	/** The address of this node: that for tests while the editor listens. */
	readonly url: string;
	/** Whether an address leads to this node, live or for tests. */
	readonly isOwn: (url: string) => boolean;
	/** Whether the editor listens for a test event. */
	readonly isTest: boolean;
	/** Of the workflow, for people who look at the list of webhooks. */
	readonly name: string;
}

export function installationOf(context: IHookFunctions): Installation {
	const url = context.getNodeWebhookUrl('default') ?? '';
	const { webhookId } = context.getNode();
	return {
		ask: async (request) => await askOnce(context, chatwootService, { ...request, keeps: ['secret'] }),
		url,
		isOwn: (other) => other === url || (webhookId !== undefined && other.includes(`/${webhookId}/`)),
		isTest: context.getMode() === 'manual',
		name: `n8n: ${context.getWorkflow().name ?? 'workflow'}`,
	};
}
