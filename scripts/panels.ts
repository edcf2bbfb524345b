/** The workflow whose nodes' panels stand in the README, filled in as people would. */
import type { Importable } from '../host/instance.ts';
import { byId, ours, trigger, workflowOf } from '../test/e2e/workflow.ts';

const byName = (value: string, cachedResultName: string): object => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName,
});

/** What is chosen from lists. */
export interface Chosen {
	readonly inbox: string;
	readonly channel: string;
}

/** The node whose panel is photographed, by the name of its picture. */
export const PANELS = {
	proto: 'Tell the Bot',
	aicx: 'Fill in Fields',
	chatwoot: 'Send to Contact',
	'chatwoot-trigger': 'Conversations',
	amio: 'Show a Card',
} as const;

export const panelWorkflow = ({ inbox, channel }: Chosen): Importable =>
	workflowOf(
		'panelsInPictures',
		'Panels',
		[
			ours(PANELS.proto, 'proto', {
				resource: 'message',
				operation: 'send',
				chatId: 'e0fdaa11427340d08527ce0a39939b7d',
				humanId: 'human_4361a99d71fa3',
				messageType: 'text',
				text: 'Where is my order?',
				additionalFields: {},
				options: {},
			}),
			ours(PANELS.aicx, 'protoAicx', {
				resource: 'customer',
				operation: 'addCustomFields',
				providedUniqueId: 'customer-4711',
				valuesMode: 'form',
				valuesForm: { mappingMode: 'defineBelow', value: null },
				options: {},
			}),
			ours(PANELS.chatwoot, 'chatwoot', {
				resource: 'message',
				operation: 'sendToContact',
				inbox: byName(inbox, 'Shop'),
				email: 'jane@example.com',
				content: 'Your parcel has left us this morning.',
				options: {},
			}),
			ours(PANELS.amio, 'amio', {
				resource: 'message',
				operation: 'send',
				channel: byName(channel, 'Shop'),
				contact: byId('6456078759331248741'),
				contentType: 'structure',
				cards: {
					card: [
						{
							title: 'Blue shirt',
							text: '100 % cotton',
							buttons: { button: [{ type: 'postback', title: 'I want it', payload: 'BUY_SHIRT' }] },
						},
					],
				},
				options: {},
			}),
		],
		trigger(PANELS['chatwoot-trigger'], 'chatwootTrigger', 'panels-in-pictures', {
			source: 'accountWebhook',
			events: ['message_created', 'conversation_status_changed'],
			options: {},
		}),
	);
