import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { propertiesOf, SUBTITLE } from '../shared/panel';
import { runNode } from '../shared/runner';
import { operationsThatSendNothing, proto } from './definition';

/** Humans, chats and messages of Proto Messaging. */
export class Proto implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Proto',
		name: 'proto',
		icon: { light: 'file:../../icons/proto.svg', dark: 'file:../../icons/proto.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SUBTITLE,
		description:
			'Bring customers into Proto chats: create humans and chats, send messages and manual triggers',
		defaults: { name: 'Proto' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'protoMessagingApi',
				required: true,
				displayOptions: { hide: { operation: operationsThatSendNothing() } },
			},
		],
		properties: propertiesOf(proto),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, proto);
	}
}
