import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import pLimit from 'p-limit';
import { BadInput, Canceled, Failure, Stopped } from './failure';
import { lanesOf, runInLanes } from './lanes';
import { openLine, type RunOptions } from './line';
import { Memo } from './memo';
import type { Field, ValuesOf } from './fields';
import type { Operation } from './operation';
import {
	fieldsOf,
	runOptionFields,
	type LIST_FIELDS,
	type NodeDefinition,
	type SIMPLIFY_FIELDS,
} from './panel';
import { readParameters, type Lookup } from './parameters';
import { perform, standing, type Ending, type Ready } from './perform';
import { account, messageOf, toNodeError } from './report';
import type { Service } from './service';

/** The parameters of the fields that the engine adds to an operation's own. */
type EngineParameters = ValuesOf<typeof LIST_FIELDS> & ValuesOf<typeof SIMPLIFY_FIELDS>;

/** An item that is ready, or what is wrong with its input. */
type Prepared = Ready | Failure;

/**
 * Runs a node: each input item is one call of the chosen operation. Output items stand in the order of the input.
 *
 * Everything that can be checked without the service is checked for all items before anything is sent.
 */
export async function runNode(
	context: IExecuteFunctions,
	definition: NodeDefinition,
): Promise<INodeExecutionData[][]> {
	const { service } = definition;
	const operation = chosenOperation(context, definition);
	const credential = operation.sendsNothing ? {} : await context.getCredentials(service.credential);
	const memo = new Memo(context.getContext('node'), () => runIndexOf(context));
	const options = runOptions(context, service);
	const prepare =
		options instanceof Failure ? () => options : preparation(context, service, operation, credential, memo);
	const prepared = context.getInputData().map((_, item) => prepare(item));
	const endings =
		options instanceof Failure
			? standings(prepared)
			: await performAll(context, service, credential, options, prepared);
	return [finish(context, memo, prepared, endings)];
}

/** The run's options, the same for all items; or what is wrong with them, which then is wrong with every item. */
function runOptions(context: IExecuteFunctions, service: Service): RunOptions | Failure {
	try {
		const given = context.getNodeParameter('options', 0, {});
		const fields = runOptionFields(service.parallel);
		return readParameters(fields, ({ name, default: fallback }) => given[name] ?? fallback);
	} catch (error) {
		return asFailure(error);
	}
}

function chosenOperation(context: IExecuteFunctions, { resources }: NodeDefinition): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === name);
	if (operation === undefined) {
		throw new NodeOperationError(context.getNode(), `There is no operation '${name}' for '${resource}'`);
	}
	return operation;
}

const runIndexOf = (context: IExecuteFunctions): number =>
	Number((context.getWorkflowDataProxy(0) as IDataObject).$runIndex);

/** Makes the function that prepares an item, with everything in it that is the same for all items. */
function preparation(
	context: IExecuteFunctions,
	service: Service,
	operation: Operation,
	credential: ICredentialDataDecryptedObject,
	memo: Memo,
): (item: number) => Prepared {
	const fields = fieldsOf(operation);
	return (item) => {
		const lookUp: Lookup = (field) => valueOf(context, field, item);
		try {
			const parameters = readParameters(fields, lookUp) as never;
			const { returnAll = true, limit, simplify = false } = parameters as Partial<EngineParameters>;
			const address = operation.sendsNothing
				? String
				: service.address(credential, serviceOptions(context, service, item));
			const lane = operation.lane?.(parameters) ?? [];
			const steps = operation.start(parameters, { limit: returnAll ? undefined : limit, simplify });
			const first = steps.next([]);
			const remembered = first.done === true ? undefined : memo.recall(item, address, first.value);
			return { address, lane: typeof lane === 'string' ? [lane] : lane, steps, first, remembered };
		} catch (error) {
			return asFailure(error);
		}
	};
}

/** The value of a field for an item. */
function valueOf(
	context: IExecuteFunctions,
	{ name, type, default: fallback }: Field,
	item: number,
): unknown {
	if (type !== 'resourceMapper') {
		return context.getNodeParameter(name, item, fallback, { extractValue: type === 'resourceLocator' });
	}
	// n8n checks what is in a form against the form's types, but fails on a form that was never filled in.
	const form = context.getNode().parameters[name] as StoredForm | undefined;
	if (form?.value === null || form?.value === undefined) {
		return {};
	}
	try {
		return context.getNodeParameter(`${name}.value`, item, {});
	} catch (error) {
		throw namedAsInForm(error, form.schema ?? []);
	}
}

/** A form as n8n stores it with the node. */
interface StoredForm {
	readonly value?: unknown;
	readonly schema?: readonly { readonly id: string; readonly displayName: string }[];
}

/** n8n names the field of a form that it refuses by its ID, which nobody sees in the panel. */
function namedAsInForm(error: unknown, schema: NonNullable<StoredForm['schema']>): BadInput {
	const rename = (text: string): string =>
		schema.reduce((renamed, { id, displayName }) => renamed.replaceAll(id, displayName), text);
	const { message, details } = asFailure(error);
	return new BadInput(
		rename(message),
		details.description === undefined ? undefined : rename(details.description),
	);
}

/** What n8n throws when an expression cannot be worked out has a message, and often a description. */
function asFailure(error: unknown): Failure {
	if (error instanceof Failure) {
		return error;
	}
	const { message, description } = error as { message?: string; description?: string | null };
	return new BadInput(message ?? 'A parameter could not be read', description ?? undefined);
}

/** The service's own options for an item; only those that the user added are looked up. */
function serviceOptions(
	context: IExecuteFunctions,
	{ options }: Service,
	item: number,
): Record<string, string> {
	const added = (context.getNode().parameters.options ?? {}) as IDataObject;
	const fields = options.filter(({ name }) => Object.hasOwn(added, name));
	return readParameters(fields, ({ name, default: fallback }) =>
		context.getNodeParameter(`options.${name}`, item, fallback),
	);
}

/** How the items stand before anything is sent. */
const standings = (prepared: readonly Prepared[]): Ending[] =>
	prepared.map((one) =>
		one instanceof Failure
			? { state: 'failed', failure: one, remembered: undefined }
			: standing(one.remembered),
	);

async function performAll(
	context: IExecuteFunctions,
	service: Service,
	credential: ICredentialDataDecryptedObject,
	options: RunOptions,
	prepared: readonly Prepared[],
): Promise<Ending[]> {
	const continues = context.continueOnFail();
	const endings = standings(prepared);
	if (!continues && prepared.some((one) => one instanceof Failure)) {
		return endings;
	}
	const stop = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	const signal = cancelled === undefined ? stop.signal : AbortSignal.any([stop.signal, cancelled]);
	const onFailure = (): void => {
		if (!continues) {
			stop.abort();
		}
	};
	const line = openLine(context, service, credential, { signal, onFailure }, options);
	await runInLanes(
		lanesOf(prepared.map((one) => (one instanceof Failure ? [] : one.lane))),
		pLimit(options.maxParallel),
		async (item) => {
			const ready = prepared[item];
			const isOpen = endings[item]?.state === 'stopped';
			if (ready === undefined || ready instanceof Failure || !isOpen || signal.aborted) {
				return;
			}
			const ending = await perform(line, ready);
			endings[item] = ending;
			if (ending.state === 'failed') {
				onFailure();
			}
		},
	);
	return endings;
}

/** Turns the endings into output, or into the error that ends the run; remembers what a next try must know. */
function finish(
	context: IExecuteFunctions,
	memo: Memo,
	prepared: readonly Prepared[],
	endings: readonly Ending[],
): INodeExecutionData[] {
	const node = context.getNode();
	const continues = context.continueOnFail();
	const isThrough = endings.every(({ state }) => state === 'done' || (state === 'failed' && continues));
	const isTriedAgain = node.retryOnFail === true && endings.some(({ state }) => state === 'failed');
	if (isThrough && !isTriedAgain) {
		memo.forget();
	} else {
		remember(memo, prepared, endings);
	}
	if (!isThrough) {
		const failed = endings.findIndex(({ state }) => state === 'failed');
		const item = failed >= 0 ? failed : endings.findIndex(({ state }) => state === 'stopped');
		const ending = endings[item];
		const failure = ending?.state === 'failed' ? ending.failure : new Stopped();
		if (context.getExecutionCancelSignal()?.aborted === true) {
			throw toNodeError(node, new Canceled(), undefined, account(endings));
		}
		throw toNodeError(node, failure, item, account(endings));
	}
	showHints(context, endings);
	return endings.flatMap(outputOf);
}

function remember(memo: Memo, prepared: readonly Prepared[], endings: readonly Ending[]): void {
	memo.keep(
		prepared.flatMap((ready, item) => {
			const ending = endings[item];
			if (ready instanceof Failure || ready.first.done === true || ending === undefined) {
				return [];
			}
			const remembered =
				ending.state === 'done' ? { state: ending.state, rows: ending.result.rows } : ending.remembered;
			const { address, first } = ready;
			return remembered === undefined ? [] : [{ item, address, first: first.value, remembered }];
		}),
	);
}

function showHints(context: IExecuteFunctions, endings: readonly Ending[]): void {
	const hints = endings.flatMap((ending) =>
		ending.state === 'done' && ending.result.hint !== undefined ? [ending.result.hint] : [],
	);
	for (const message of new Set(hints)) {
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}

function outputOf(ending: Ending, item: number): INodeExecutionData[] {
	const pairedItem = { item };
	switch (ending.state) {
		case 'done':
			return ending.result.rows.map((row) => ({ json: row, pairedItem }));
		case 'failed':
			return [{ json: { error: messageOf(ending.failure, item) }, pairedItem }];
		case 'stopped':
			return [];
	}
}
