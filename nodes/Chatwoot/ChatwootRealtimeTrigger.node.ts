import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { getInboxes } from './methods/lists';
import { REALTIME_FIELDS } from './realtime/fields';
import { listen } from './realtime/listen';

/** What happens in a Chatwoot installation, over a connection that n8n opens: it need not be reachable itself. */
export class ChatwootRealtimeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Chatwoot Realtime Trigger',
		name: 'chatwootRealtimeTrigger',
		icon: { light: 'file:../../icons/chatwoot.svg', dark: 'file:../../icons/chatwoot.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "as " + $parameter["listenAs"] }}',
		description:
			'Starts the workflow as soon as something happens in Chatwoot, Snypto or Chatlake, over a WebSocket: n8n need not be reachable from outside',
		defaults: { name: 'Chatwoot Realtime Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'chatwootInstallationApi',
				required: true,
				displayOptions: { show: { listenAs: ['agent'] } },
			},
			{
				name: 'chatwootInboxApi',
				required: true,
				// Not `show`: n8n would take Listen As for a choice of credentials, and hide it in their dialog.
				displayOptions: { hide: { listenAs: ['agent'] } },
			},
		],
		// n8n's type is the mutable twin of ours.
		properties: REALTIME_FIELDS as unknown as INodeProperties[],
	};

	methods = { loadOptions: { getInboxes } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await listen(this);
	}
}
