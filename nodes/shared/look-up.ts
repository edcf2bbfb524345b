import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	ILoadOptionsFunctions,
	JsonObject,
	JsonValue,
} from 'n8n-workflow';
import { BadInput } from './failure';
import { openLine, type Surroundings } from './line';
import type { Operation } from './operation';
import { fieldsOf } from './panel';
import { withDefaults } from './parameters';
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
	return await inEditor(
		context,
		async () => await askOnce(context, service, request, optionsInPanel(context, service)),
	);
}

/** Does what fills a list or a form; what goes wrong is shown in its place. */
async function inEditor<T>(context: ILoadOptionsFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), asFailure(error));
	}
}

/**
 * Sends one request where no items are run: for the editor, and while a trigger is set up.
 *
 * @param options the service's own, where the node has them
 * @throws Failure in the service's own words
 */
export async function askOnce(
	context: Surroundings,
	service: Service,
	request: Request,
	options: Readonly<Record<string, string>> = {},
): Promise<Answer> {
	const credential = await context.getCredentials(service.credential);
	return await deliver(lineOf(context, service, credential), service.address(credential, options), request);
}

/**
 * The service's own options as the panel has them: a list must show what the run will work with.
 *
 * @throws BadInput when the editor cannot work one out yet
 */
function optionsInPanel(context: ILoadOptionsFunctions, { options }: Service): Record<string, string> {
	const added = context.getCurrentNodeParameter('options') as IDataObject | null | undefined;
	const fields = options.filter(({ name }) => added === null || Object.hasOwn(added ?? {}, name));
	for (const { name, displayName } of fields) {
		const value = added?.[name] ?? null;
		if (value === null || (typeof value === 'string' && value.startsWith('='))) {
			throw new BadInput(
				// The editor gives nothing at all when it cannot work out any one of them.
				added === null
					? 'A value in Options is not known yet'
					: `'${displayName}' in Options has no value yet`,
				'It is an expression that works only in a run. Until then choose nothing from the list, but enter the ID.',
			);
		}
	}
	return withDefaults(fields, added ?? {});
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
	const parameters = withDefaults(fieldsOf(operation), given) as never;
	const steps = operation.start(parameters, { limit: undefined, simplify: false });
	const line = lineOf(context, service, credential);
	return await inEditor(context, async () => {
		const address = service.address(credential, optionsInPanel(context, service));
		const { file, store } = line;
		const ready = { address, lane: [], file, store, steps, first: steps.next([]), remembered: undefined };
		const ending = await perform(line, ready);
		if (ending.state === 'failed') {
			throw ending.failure;
		}
		return ending.state === 'done' ? ending.result.rows : [];
	});
}
