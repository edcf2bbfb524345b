import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import pLimit from 'p-limit';
import { textIn } from './credential';
import { BadInput } from './failure';
import { Gate } from './gate';
import { hiding } from './secrets';
import type { Service } from './service';
import type { Line } from './transport';

/** Every kind of n8n's surroundings in which a node may call its service. */
export type Surroundings =
	IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | ITriggerFunctions | IWebhookFunctions;

/** How a run treats the service, in the units of the panel: times in seconds. */
export interface RunOptions {
	readonly maxParallel: number;
	readonly maxRetries: number;
	readonly maxWait: number;
	readonly timeout: number;
	readonly includeSecrets: boolean;
}

/** Where there is no item, there is no file either. */
const noFile = (property: string): Promise<never> =>
	Promise.reject(new BadInput(`There is no file '${property}'`));

const noStore = (): Promise<never> => Promise.reject(new BadInput('There is no item to keep a file with'));

/** Opens the line to a service that all requests of one execution share. */
export function openLine(
	context: Surroundings,
	service: Service,
	credential: ICredentialDataDecryptedObject,
	{ signal, onFailure }: Pick<Line, 'onFailure' | 'signal'>,
	{ maxParallel, maxRetries, maxWait, timeout, includeSecrets }: RunOptions,
): Line {
	const slots = pLimit(maxParallel);
	const uploads = pLimit(1);
	return {
		service,
		signal,
		onFailure,
		gate: new Gate(),
		file: noFile,
		store: noStore,
		includeSecrets,
		token: hiding(textIn(credential, service.tokenField)),
		uploads: (work) => uploads(work),
		slot: (work) => slots(work),
		send: (request) =>
			context.helpers.httpRequestWithAuthentication.call(context, service.credential, request),
		sendOpenly: (request) => context.helpers.httpRequest(request),
		ignoreSslIssues: credential.ignoreSslIssues === true,
		timeout: timeout * 1000,
		maxRetries,
		maxWait: maxWait * 1000,
	};
}
