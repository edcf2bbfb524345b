import {
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import pLimit from 'p-limit';
import { Canceled, Failure, Stopped } from './failure';
import type { Fingerprint } from './fingerprint';
import { lanesOf, runInLanes } from './lanes';
import { openLine, type RunOptions } from './line';
import { Memo } from './memo';
import type { NodeDefinition } from './panel';
import { perform, standing, type Ending } from './perform';
import { chosenOperation, preparation, runOptions, type Prepared } from './prepare';
import { account, failedOutput, isTool, toNodeError, toRunError } from './report';
import type { Service } from './service';

/**
 * Runs a node: each input item is one call of the chosen operation. Output items stand in the order of the input.
 *
 * Everything that can be checked without the service is checked for all items before anything is sent.
 */
export async function runNode(
	context: IExecuteFunctions,
	definition: NodeDefinition,
): Promise<INodeExecutionData[][]> {
	const { operation, service } = chosenOperation(context, definition);
	const credential = operation.sendsNothing ? {} : await context.getCredentials(service.credential);
	// n8n sets the workflow's time zone, in which dates without one are meant, only where an expression is worked out.
	const { $runIndex } = context.getWorkflowDataProxy(0) as IDataObject;
	const memo = memoOf(context, Number($runIndex));
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

function memoOf(context: IExecuteFunctions, run: number): Memo {
	const node = context.getNode();
	if (!isTool(node)) {
		return new Memo(context.getContext('node'), run);
	}
	// What a model asks for once more, without n8n's Retry On Fail, it wants.
	return new Memo(node.retryOnFail === true ? contextOfTool(context) : {}, undefined);
}

/** Under an MCP Server Trigger there is no execution in which n8n could keep it. */
function contextOfTool(context: IExecuteFunctions): IDataObject {
	try {
		return context.getContext('node');
	} catch {
		return {};
	}
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
		memo.forget(fingerprintsOf(prepared));
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
		// The failure of a single item says all that there is to say.
		throw toRunError(node, failure, item, endings.length < 2 ? '' : account(endings));
	}
	showHints(context, endings);
	const output = endings.flatMap((ending, item) => outputOf(node, ending, item));
	// Of no items n8n makes an empty text for an agent, which could as well be a failure.
	return isTool(node) && output.length === 0 ? [{ json: { found: 0 }, pairedItem: { item: 0 } }] : output;
}

function remember(memo: Memo, prepared: readonly Prepared[], endings: readonly Ending[]): void {
	memo.keep(
		fingerprintsOf(prepared),
		prepared.flatMap((ready, item) => {
			const ending = endings[item];
			if (ready instanceof Failure || ready.first.done === true || ending === undefined) {
				return [];
			}
			// What fetched a file changed nothing, and is done again rather than kept with it.
			if (ending.state === 'done' && ending.result.files !== undefined) {
				return [];
			}
			const remembered =
				ending.state === 'done' ? { state: ending.state, rows: ending.result.rows } : ending.remembered;
			return remembered === undefined ? [] : [{ item, fingerprint: ready.fingerprint(), remembered }];
		}),
	);
}

const fingerprintsOf = (prepared: readonly Prepared[]): (() => Fingerprint)[] =>
	prepared.flatMap((one) => (one instanceof Failure ? [] : [one.fingerprint]));

function showHints(context: IExecuteFunctions, endings: readonly Ending[]): void {
	const hints = endings.flatMap((ending) =>
		ending.state === 'done' && ending.result.hint !== undefined ? [ending.result.hint] : [],
	);
	for (const message of new Set(hints)) {
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}

function outputOf(node: INode, ending: Ending, item: number): INodeExecutionData[] {
	const pairedItem = { item };
	switch (ending.state) {
		case 'done':
			return ending.result.rows.map((row, index) =>
				index === 0 && ending.result.files !== undefined
					? { json: row, binary: ending.result.files, pairedItem }
					: { json: row, pairedItem },
			);
		case 'failed':
			return [{ json: { error: failedOutput(node, ending.failure, item) }, pairedItem }];
		case 'stopped':
			return [];
	}
}
