import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
} from 'n8n-workflow';
import { BadInput, type Failure } from './failure';
import type { Fields, ValuesOf } from './fields';
import { fingerprintOf, type Fingerprint } from './fingerprint';
import type { RunOptions } from './line';
import type { Memo } from './memo';
import type { Operation } from './operation';
import {
	fieldsOf,
	runOptionFields,
	type LIST_FIELDS,
	type NodeDefinition,
	type SIMPLIFY_FIELDS,
} from './panel';
import { readParameters, withDefaults, type Lookup } from './parameters';
import { UnusableId } from './path';
import type { Ready } from './perform';
import type { Request } from './request';
import type { Service } from './service';
import type { File } from './transport';
import { asFailure, serviceOptions, valueOf } from './values';

/** The parameters of the fields that the engine adds to an operation's own. */
type EngineParameters = ValuesOf<typeof LIST_FIELDS> & ValuesOf<typeof SIMPLIFY_FIELDS>;

/** An item that is ready, or what is wrong with its input. */
export type Prepared = ReadyItem | Failure;

interface ReadyItem extends Ready {
	/** By what it is known again in the node's next try. */
	readonly fingerprint: () => Fingerprint;
}

/** The run's options, the same for all items; or what is wrong with them, which then is wrong with every item. */
export function runOptions(context: IExecuteFunctions, service: Service): RunOptions | Failure {
	try {
		const given = context.getNodeParameter('options', 0, {});
		return withDefaults(runOptionFields(service), given);
	} catch (error) {
		return asFailure(error);
	}
}

/** What the node is set to do, and with which service. */
export function chosenOperation(
	context: IExecuteFunctions,
	{ service, resources }: NodeDefinition,
): { operation: Operation; service: Service } {
	const kind = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const resource = resources.find(({ value }) => value === kind);
	const operation = resource?.operations.find(({ value }) => value === name);
	if (operation === undefined) {
		throw new NodeOperationError(context.getNode(), `There is no operation '${name}' for '${kind}'`);
	}
	return { operation, service: resource?.service ?? service };
}

const filesIn = (requests: readonly Request[]): string[] =>
	requests.flatMap(({ form }) => form?.files ?? []).map(({ property }) => property);

/** n8n's own words name the file that an item lacks, and the item. */
function requireFiles(context: IExecuteFunctions, item: number, properties: readonly string[]): void {
	for (const property of properties) {
		context.helpers.assertBinaryData(item, property);
	}
}

async function fileOf(context: IExecuteFunctions, property: string, item: number): Promise<File> {
	const { fileName, mimeType } = context.helpers.assertBinaryData(item, property);
	const data = await context.helpers.getBinaryDataBuffer(item, property);
	return { data, name: fileName ?? property, type: mimeType };
}

/** Names the field that a refused ID is from, as it is called in the panel. */
function withField(failure: Failure, fields: Fields, parameters: Readonly<Record<string, unknown>>): Failure {
	if (!(failure instanceof UnusableId)) {
		return failure;
	}
	const field = fields.find(({ name }) => parameters[name] === failure.value);
	return field === undefined
		? failure
		: new BadInput(`'${field.displayName}': ${failure.message}`, failure.details.description);
}

/** Makes the function that prepares an item, with everything in it that is the same for all items. */
export function preparation(
	context: IExecuteFunctions,
	service: Service,
	operation: Operation,
	credential: ICredentialDataDecryptedObject,
	memo: Memo,
): (item: number) => Prepared {
	const fields = fieldsOf(operation);
	return (item) => {
		const lookUp: Lookup = (field) => valueOf(context, field, item);
		let parameters = {} as never;
		let options: Readonly<Record<string, string>> = {};
		try {
			parameters = readParameters(fields, lookUp) as never;
			const { returnAll = true, limit, simplify = false } = parameters as Partial<EngineParameters>;
			options = operation.sendsNothing ? options : serviceOptions(context, service, item);
			const address = operation.sendsNothing ? String : service.address(credential, options);
			const lane = operation.lane?.(parameters) ?? [];
			const steps = operation.start(parameters, { limit: returnAll ? undefined : limit, simplify });
			const first = steps.next([]);
			const requests = first.done === true ? [] : first.value;
			const fingerprint = (): Fingerprint =>
				fingerprintOf(context, service, operation, item, { address, parameters, first: requests });
			const remembered = first.done === true ? undefined : memo.recall(item, fingerprint);
			requireFiles(context, item, [...filesIn(requests), ...(operation.files?.(parameters) ?? [])]);
			const file = (property: string): Promise<File> => fileOf(context, property, item);
			const store: Ready['store'] = ({ data, name, type }) =>
				context.helpers.prepareBinaryData(data, name, type === '' ? undefined : type);
			return {
				address,
				file,
				store,
				lane: typeof lane === 'string' ? [lane] : lane,
				steps,
				first,
				fingerprint,
				remembered,
			};
		} catch (error) {
			const given = { ...options, ...(parameters as object) };
			return withField(asFailure(error), [...fields, ...service.options], given);
		}
	};
}
