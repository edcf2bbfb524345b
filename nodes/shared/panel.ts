import type { INodeProperties } from 'n8n-workflow';
import type { Field, Fields } from './fields';
import type { Operation, Resource } from './operation';
import type { Paging } from './pagination';
import type { Service } from './service';

/** What a node is made of, besides its description. */
export interface NodeDefinition {
	readonly service: Service;
	readonly resources: readonly Resource[];
	/** What a new node is set to. Default: the first resource. */
	readonly usual?: Resource;
}

/**
 * What stands below a node's name on the canvas, in n8n's usual order, with the names of values as words:
 * `send to contact: message`.
 */
export const SUBTITLE =
	'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}';

/** Return All and Limit, for operations that list. */
export const LIST_FIELDS = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
] as const satisfies Fields;

/** The same for a list whose newest rows stand last. */
const NEWEST_FIELDS: Fields = LIST_FIELDS.map((field) =>
	field.name === 'limit'
		? { ...field, description: `${field.description}: the newest ones, in their order` }
		: field,
);

const listFields = (paging: Paging): Fields =>
	paging.by === 'nothing' && paging.newest !== undefined ? NEWEST_FIELDS : LIST_FIELDS;

/** Simplify, for operations whose answers are large. */
export const SIMPLIFY_FIELDS = [
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
] as const satisfies Fields;

const INCLUDE_SECRETS = {
	displayName: 'Include Secrets',
	name: 'includeSecrets',
	type: 'boolean',
	default: false,
	description:
		'Whether to output tokens and secrets of answers too. n8n stores them with the execution, and an AI agent sees them.',
} as const satisfies Field;

/** How a run treats the service; the same for every operation that sends something. */
export const runOptionFields = ({ parallel }: Pick<Service, 'parallel'>) =>
	[
		INCLUDE_SECRETS,
		{
			displayName: 'Max Parallel Requests',
			name: 'maxParallel',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
			default: parallel,
			description:
				'How many requests may be on the way at the same time. What is written to the same chat, conversation or contact is always sent one after the other.',
		},
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 4,
			description:
				'How often a request is repeated when the service cannot be reached or breaks down. What could be carried out twice is repeated only if it surely was not carried out.',
		},
		{
			displayName: 'Max Wait (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 3600 },
			default: 65,
			description: 'How long a request may wait, in all, while the service limits the rate of requests',
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3600 },
			default: 60,
			description: 'How long one try may take, until the last byte of its answer',
		},
	] as const satisfies Fields;

/**
 * A field, and those within its entries, that depend on another field's value are not required in the panel: if that
 * value is an expression, n8n shows all fields and would not start before those of every variant are filled in. What
 * is missing for an item's own variant is found when its parameters are read.
 */
const startable = (field: Field): Field => {
	const required = field.required === true && field.displayOptions === undefined;
	const options = field.options?.map((option) =>
		'values' in option ? { ...option, values: option.values.map(startable) } : option,
	);
	return options === undefined ? { ...field, required } : { ...field, required, options };
};

/** A field that is shown only at its place. */
const withCondition = (field: Field, show: Readonly<Record<string, readonly string[]>>): Field => ({
	...startable(field),
	displayOptions: { ...field.displayOptions, show: { ...show, ...field.displayOptions?.show } },
});

/** An operation's fields and those that the engine adds to it, in the order of the panel. */
export const fieldsOf = (operation: Operation): Fields => [
	...operation.fields,
	...(operation.paging === undefined ? [] : listFields(operation.paging)),
	...(operation.simplify === undefined ? [] : SIMPLIFY_FIELDS),
];

interface Choice {
	readonly name: string;
	readonly value: string;
}

const valueOf = (choice: Choice | undefined): string => choice?.value ?? '';

const dropdown = (
	displayName: string,
	name: string,
	options: readonly Choice[],
	usual = options[0],
): Field => ({
	displayName,
	name,
	type: 'options',
	noDataExpression: true,
	options,
	default: valueOf(usual),
});

const resourceField = ({ resources, usual }: NodeDefinition): Field =>
	dropdown(
		'Resource',
		'resource',
		resources.map(({ name, value, description }) =>
			description === undefined ? { name, value } : { name, value, description },
		),
		usual,
	);

const operationField = ({ value: resource, operations, usual }: Resource): Field => ({
	...dropdown(
		'Operation',
		'operation',
		operations.map(({ name, value, action, description }) => ({ name, value, action, description })),
		usual,
	),
	displayOptions: { show: { resource: [resource] } },
});

/** Options of a resource's operations; those that send nothing have none. */
const optionsField = (service: Service, { value: resource, operations }: Resource): Field => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: {
		show: {
			resource: [resource],
			operation: operations.filter(({ sendsNothing }) => !sendsNothing).map(({ value }) => value),
		},
	},
	options: [...service.options, ...runOptionFields(service)]
		.filter((field) => field !== INCLUDE_SECRETS || service.secrets !== undefined)
		.sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

/**
 * The properties of a node's panel. Which field belongs to which resource and operation follows from where it
 * stands; nobody writes it by hand.
 */
export function propertiesOf(definition: NodeDefinition): INodeProperties[] {
	const { service, resources } = definition;
	const operationFields = resources.flatMap((resource) =>
		resource.operations.flatMap((operation) =>
			fieldsOf(operation).map((field) =>
				withCondition(field, { resource: [resource.value], operation: [operation.value] }),
			),
		),
	);
	// n8n's type is the mutable twin of ours; n8n does not change what a description holds.
	return [
		resourceField(definition),
		...resources.map(operationField),
		...operationFields,
		...resources.map((resource) => optionsField(resource.service ?? service, resource)),
	] as INodeProperties[];
}
