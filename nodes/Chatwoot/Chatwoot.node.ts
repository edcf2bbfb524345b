import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { propertiesOf, SUBTITLE } from '../shared/panel';
import { runNode } from '../shared/runner';
import { chatwoot, resourcesWith } from './definition';
import { searchContacts } from './methods/contacts';
import { searchConversations } from './methods/conversations';
import {
	getAgents,
	getLabels,
	searchAgentBots,
	searchAgents,
	searchInboxes,
	searchTeams,
	searchWebhooks,
} from './methods/lists';

/** Contacts, conversations, messages and inboxes of a Chatwoot installation, such as Snypto or Chatlake. */
export class Chatwoot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Chatwoot',
		name: 'chatwoot',
		icon: { light: 'file:../../icons/chatwoot.svg', dark: 'file:../../icons/chatwoot.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: SUBTITLE,
		description:
			'Hand conversations over to human agents in Chatwoot, Snypto or Chatlake: contacts, conversations, messages, inboxes and webhooks',
		defaults: { name: 'Chatwoot' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'chatwootInstallationApi',
				required: true,
				displayOptions: { show: { resource: resourcesWith('chatwootInstallationApi') } },
			},
			{
				name: 'chatwootInboxApi',
				required: true,
				displayOptions: { show: { resource: resourcesWith('chatwootInboxApi') } },
			},
		],
		properties: propertiesOf(chatwoot),
	};

	methods = {
		listSearch: {
			searchAgentBots,
			searchAgents,
			searchContacts,
			searchConversations,
			searchInboxes,
			searchTeams,
			searchWebhooks,
		},
		loadOptions: { getAgents, getLabels },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, chatwoot);
	}
}
