import type { Operation, Resource } from '../../../nodes/shared/operation';
import type { NodeDefinition } from '../../../nodes/shared/panel';

/** An operation of a node, and what a job calls it: resource and operation. */
export interface Named {
	readonly does: string;
	readonly resource: Resource;
	readonly operation: Operation;
}

/** Every operation that a node has. */
export const operationsOf = ({ resources }: NodeDefinition): Named[] =>
	resources.flatMap((resource) =>
		resource.operations.map((operation) => ({
			does: `${resource.value} ${operation.value}`,
			resource,
			operation,
		})),
	);
