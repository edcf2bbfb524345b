import {
	NodeApiError,
	NodeOperationError,
	type IHookFunctions,
	type INode,
	type JsonObject,
} from 'n8n-workflow';
import { Failure, ServiceFailure } from './failure';
import type { Ending } from './perform';
import { inWords } from './ranges';

/** What happened, as one line that names the item, if it happened to one. */
function messageOf({ message, details }: Failure, item?: number): string {
	const delivered = details.maybeDelivered === true ? '. It may have been carried out all the same' : '';
	const where = ` [item ${item}]`;
	// Some messages of n8n's own name the item already.
	return message + delivered + (item === undefined || message.endsWith(where) ? '' : where);
}

/**
 * Makes n8n's own class of a failure, with which the editor marks the node and the item.
 * Nothing of the request gets into it: no header, no token, no body.
 */
export function toNodeError(node: INode, failure: Failure, item?: number, account = ''): Error {
	const message = messageOf(failure, item);
	const itemIndex = item === undefined ? {} : { itemIndex: item };
	const description = [failure.details.description, account].filter(Boolean).join(' ');
	if (!(failure instanceof ServiceFailure)) {
		return new NodeOperationError(node, message, { ...itemIndex, description });
	}
	const { status } = failure.details;
	const response: JsonObject = status === undefined ? {} : { status };
	const httpCode = status === undefined ? {} : { httpCode: String(status) };
	const error = new NodeApiError(node, response, { message, description, ...itemIndex, ...httpCode });
	// The class replaces messages in which it finds the name of a system error by advice of its own.
	error.message = message;
	return error;
}

/** Where n8n shows or hands on the message alone, the way out stands in it. */
const inFull = (failure: Failure): string => {
	const message = messageOf(failure);
	const { description } = failure.details;
	return description === undefined ? message : `${message.replace(/\.$/, '')}. ${description}`;
};

/** The same for a trigger that cannot be switched on. What is no failure of ours stays as it is. */
export function toActivationError(node: INode, error: unknown): Error {
	if (!(error instanceof Failure)) {
		return error instanceof Error ? error : new Error(String(error));
	}
	return Object.assign(toNodeError(node, error), { message: inFull(error) });
}

/** Does what switches a trigger on or off; what goes wrong is said as `toActivationError` says it. */
export async function settingUp<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toActivationError(context.getNode(), error);
	}
}

/** Whether the node is a tool of an AI agent: n8n makes it a twin for that, whose type it names so. */
export const isTool = ({ type }: INode): boolean => type.endsWith('Tool');

/** What stands for a failed item in the output. An agent's call is one item, whose number tells it nothing. */
export const failedOutput = (node: INode, failure: Failure, item: number): string =>
	isTool(node) ? inFull(failure) : messageOf(failure, item);

/** The error of a run that ends with this item, of which an agent is handed the message alone. */
export function toRunError(node: INode, failure: Failure, item: number, account: string): Error {
	if (!isTool(node)) {
		return toNodeError(node, failure, item, account);
	}
	const message = inFull(failure);
	// Of any other class n8n would make this one, and replace what names a system error by "You can retry the request".
	return Object.assign(new NodeOperationError(node, message, { itemIndex: item }), { message });
}

const itemsIn = (endings: readonly Ending[], choose: (ending: Ending) => boolean): number[] =>
	endings.flatMap((ending, item) => (choose(ending) ? [item] : []));

/** What became of the items when a run was stopped: counts and indices. */
export function account(endings: readonly Ending[]): string {
	const isMaybe = (ending: Ending): boolean =>
		ending.state === 'failed' && ending.remembered?.state === 'maybe';
	const groups: [string, number[]][] = [
		['Done', itemsIn(endings, ({ state }) => state === 'done')],
		['Not started', itemsIn(endings, (ending) => ending.state === 'stopped' && !ending.begun)],
		['Begun, not finished', itemsIn(endings, (ending) => ending.state === 'stopped' && ending.begun)],
		['May have been delivered', itemsIn(endings, isMaybe)],
		['Not done', itemsIn(endings, (ending) => ending.state === 'failed' && !isMaybe(ending))],
	];
	const lines = groups
		.filter(([, items]) => items.length > 0)
		.map(([words, items]) => `${words}: ${items.length} (item ${inWords(items)}).`);
	return `Of ${endings.length} item${endings.length === 1 ? '' : 's'}: ${lines.join(' ')}`;
}
