import type { IHookFunctions } from 'n8n-workflow';
import { askOnce } from '../../shared/look-up';
import { placeOf, type Place } from '../../shared/own-address';
import type { Answer, Request } from '../../shared/request';
import { chatwootService } from '../service';

/** The installation and this node's place in it, while the trigger is set up. */
export interface Installation extends Place {
	readonly ask: (request: Request) => Promise<Answer>;
	/** Of the workflow, for people who look at the list of webhooks. */
	readonly name: string;
}

export function installationOf(context: IHookFunctions): Installation {
	return {
		...placeOf(context),
		ask: async (request) => await askOnce(context, chatwootService, { ...request, keeps: ['secret'] }),
		name: `n8n: ${context.getWorkflow().name ?? 'workflow'}`,
	};
}
