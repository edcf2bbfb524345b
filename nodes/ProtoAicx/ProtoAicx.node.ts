import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { propertiesOf, SUBTITLE } from '../shared/panel';
import { runNode } from '../shared/runner';
import { protoAicx } from './definition';
import { customFieldsForm, searchCustomFields } from './methods/customFields';

/** Tickets, customers and custom fields of Proto AICX. */
export class ProtoAicx implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Proto AICX',
		name: 'protoAicx',
		icon: { light: 'file:../../icons/protoAicx.svg', dark: 'file:../../icons/protoAicx.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SUBTITLE,
		description: 'Open tickets, keep customers up to date, and manage custom fields in Proto AICX',
		defaults: { name: 'Proto AICX' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'protoAicxApi', required: true }],
		properties: propertiesOf(protoAicx),
	};

	methods = {
		listSearch: { searchCustomFields },
		resourceMapping: { customFieldsForm },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, protoAicx);
	}
}
