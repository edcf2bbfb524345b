import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { propertiesOf, SUBTITLE } from '../shared/panel';
import { runNode } from '../shared/runner';
import { amio } from './definition';
import { searchChannels, searchContacts } from './methods/lists';

/** Messages, notifications, channels, contacts and settings of Amio. */
export class Amio implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Amio',
		name: 'amio',
		icon: { light: 'file:../../icons/amio.svg', dark: 'file:../../icons/amio.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SUBTITLE,
		description:
			'Send messages through Messenger, WhatsApp, Viber, RCS, SMS, Telegram, email and web chat with Amio, and manage channels, contacts and settings',
		defaults: { name: 'Amio' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'amioMessagingApi', required: true }],
		properties: propertiesOf(amio),
	};

	methods = {
		listSearch: { searchChannels, searchContacts },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, amio);
	}
}
