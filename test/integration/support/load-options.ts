import { LoadOptionsContext } from 'n8n-core';
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import { additionalDataOf, workflowOf, type NodeToRun } from './n8n.ts';

type Methods = NonNullable<NodeToRun['type']['methods']>;
type Kind = 'listSearch' | 'loadOptions' | 'resourceMapping';
type Method<K extends Kind> = NonNullable<Methods[K]>[string];

/** What the editor shows to a person who has chosen the node's credential and opens a list or a form. */
export interface Editor {
	/**
	 * The entries of a list with a search field; all of them without a filter.
	 *
	 * @param page what the page before gave as `paginationToken`
	 */
	readonly search: (method: string, filter?: string, page?: string) => Promise<INodeListSearchResult>;
	/** The entries of a dropdown that is loaded from the service. */
	readonly dropdown: (method: string) => Promise<INodePropertyOptions[]>;
	/** The fields of a resource mapper's form. */
	readonly form: (method: string) => Promise<ResourceMapperFields>;
}

/**
 * Opens a node in the editor: n8n's own context for its list methods, around the node's present parameters.
 *
 * @param path of the field whose list is opened, as the editor gives it
 */
export function editorOf(toRun: NodeToRun, path = 'parameters'): Editor {
	const { workflow, node } = workflowOf(toRun);
	// As the editor sends them: null is what it could not work out, where n8n would fill in the default.
	const currentNodeParameters = { ...node.parameters, ...toRun.parameters };
	const additionalData = { ...additionalDataOf(toRun), currentNodeParameters };
	const context: unknown = new LoadOptionsContext(workflow, node, additionalData, path);
	const methodOf = <K extends Kind>(kind: K, name: string): OmitThisParameter<Method<K>> => {
		const method = toRun.type.methods?.[kind]?.[name];
		if (method === undefined) {
			throw new Error(`${toRun.type.description.displayName} has no ${kind} ${name}`);
		}
		return method.bind(context as ILoadOptionsFunctions) as OmitThisParameter<Method<K>>;
	};
	return {
		search: async (method, filter, page) => await methodOf('listSearch', method)(filter, page),
		dropdown: async (method) => await methodOf('loadOptions', method)(),
		form: async (method) => await methodOf('resourceMapping', method)(),
	};
}
