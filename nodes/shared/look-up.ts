import type {
	ICredentialDataDecryptedObject,
	ILoadOptionsFunctions,
	JsonObject,
	JsonValue,
} from 'n8n-workflow';
import { openLine, type Surroundings } from './line';
import type { Operation } from './operation';
import { fieldsOf } from './panel';
import { readParameters } from './parameters';
import { perform } from './perform';
import { toNodeError } from './report';
import type { Answer, Request } from './request';
import type { Service } from './service';
import { deliver, type Line } from './transport';
import { asFailure } from './values';

/** A person waits in front of the panel: rather a quick message than many tries. */
const IN_THE_EDITOR = { maxParallel: 3, maxRetries: 1, maxWait: 5, timeout: 20, includeSecrets: false };

/** Sends one request for the editor; gives what the service answered. */
export const readOnce = async (
	context: ILoadOptionsFunctions,
	service: Service,
	request: Request,
): Promise<JsonValue> => (await askInEditor(context, service, request)).body ?? null;

/** The same with the answer's headers. */
export async function askInEditor(
	context: ILoadOptionsFunctions,
	service: Service,
	request: Request,
): Promise<Answer> {
	try {
		return await askOnce(context, service, request);
	} catch (error) {
		throw toNodeError(context.getNode(), asFailure(error));
	}
}

/**
 * Sends one request where no items are run: for the editor, and while a trigger is set up.
 *
 * @throws Failure in the service's own words
 */
export async function askOnce(context: Surroundings, service: Service, request: Request): Promise<Answer> {
	const credential = await context.getCredentials(service.credential);
	return await deliver(lineOf(context, service, credential), service.address(credential, {}), request);
}

const lineOf = (
	context: Surroundings,
	service: Service,
	credential: ICredentialDataDecryptedObject,
): Line => {
	const alone = { signal: new AbortController().signal, onFailure: () => undefined };
	return openLine(context, service, credential, alone, IN_THE_EDITOR);
};

/**
 * Runs one of a node's operations for the editor, to fill a list or a form; gives its rows.
 *
 * @param given parameters of the operation, by field name; others have their defaults
 */
export async function lookUp(
	context: ILoadOptionsFunctions,
	service: Service,
	operation: Operation,
	given: Readonly<Record<string, unknown>> = {},
): Promise<readonly JsonObject[]> {
	const credential = await context.getCredentials(service.credential);
	const parameters = readParameters(
		fieldsOf(operation),
		({ name, default: fallback }) => given[name] ?? fallback,
	) as never;
	const steps = operation.start(parameters, { limit: undefined, simplify: false });
	const line = lineOf(context, service, credential);
	const ending = await perform(line, {
		address: service.address(credential, {}),
		lane: [],
		file: line.file,
		store: line.store,
		steps,
		first: steps.next([]),
		remembered: undefined,
	});
	if (ending.state === 'failed') {
		throw toNodeError(context.getNode(), ending.failure);
	}
	return ending.state === 'done' ? ending.result.rows : [];
}
