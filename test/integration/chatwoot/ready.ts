import type { INodeParameters } from 'n8n-workflow';
import { chatwoot } from '../../../nodes/Chatwoot/definition';
import type { ChatwootClient } from '../../support/chatwoot-client.ts';
import { byId, type Job, type UsedChatwoot } from './support.ts';

/** The session of Ann in the inbox, which the Client API speaks for. */
const ANN = { sourceId: 'app-1' };
const TALK = { ...ANN, conversationId: '1' };

const CONTACT = { contact: byId(1) };
const CONVERSATION = { conversation: byId(1) };
const INBOX = { inbox: byId(1) };
const AGENTS = { ...INBOX, agents: [2] };
const LABELS = { labels: ['vip'] };
const ATTRIBUTES = { attributesMode: 'json', attributesJson: '{"plan":"gold"}' };
const FILTER = {
	conditionsMode: 'json',
	conditionsJson:
		'[{"attribute_key":"labels","filter_operator":"is_present","values":[],"query_operator":null}]',
};

/** What a user sets for each operation of the node, ready to go in the installation of {@link settle}. */
const PARAMETERS: Readonly<Record<string, INodeParameters>> = {
	'agent getMany': {},
	'clientContact create': { identifier: 'user-2', attributesMode: 'fields' },
	'clientContact get': ANN,
	'clientContact update': { ...ANN, name: 'Anna', attributesMode: 'fields' },
	'clientConversation create': { ...ANN, attributesMode: 'fields' },
	'clientConversation get': TALK,
	'clientConversation getMany': ANN,
	'clientConversation markSeen': TALK,
	'clientConversation resolve': TALK,
	'clientConversation setTypingStatus': TALK,
	'clientMessage create': { ...TALK, content: 'Hello' },
	'clientMessage getMany': { ...TALK, returnAll: false, limit: 1 },
	'clientMessage update': {
		...TALK,
		messageId: '1',
		kind: 'form',
		entries: { entry: [{ name: 'email', value: 'ann@example.com' }] },
	},
	'contact addLabels': { ...CONTACT, ...LABELS },
	'contact create': { name: 'Eve', email: 'eve@example.com' },
	'contact createSession': { ...CONTACT, ...INBOX },
	'contact delete': CONTACT,
	'contact filter': FILTER,
	'contact get': CONTACT,
	'contact getContactableInboxes': CONTACT,
	'contact getConversations': CONTACT,
	'contact getLabels': CONTACT,
	'contact getMany': {},
	'contact merge': { ...CONTACT, mergedContact: byId(2) },
	'contact removeLabels': { ...CONTACT, labels: ['old'] },
	'contact search': { text: 'ann' },
	'contact setLabels': { ...CONTACT, ...LABELS },
	'contact update': { ...CONTACT, name: 'Anna' },
	'contact upsert': { email: 'ann@example.com', name: 'Anna' },
	'conversation addLabels': { ...CONVERSATION, ...LABELS },
	'conversation assign': { ...CONVERSATION, agentChange: 'assign', agent: byId(2) },
	'conversation create': { ...CONTACT, ...INBOX },
	'conversation filter': FILTER,
	'conversation get': CONVERSATION,
	'conversation getCounts': {},
	'conversation getLabels': CONVERSATION,
	'conversation getMany': {},
	'conversation markSeen': CONVERSATION,
	'conversation markUnread': CONVERSATION,
	'conversation mergeCustomAttributes': { ...CONVERSATION, ...ATTRIBUTES },
	'conversation mute': CONVERSATION,
	'conversation removeCustomAttributes': { ...CONVERSATION, keys: 'old' },
	'conversation removeLabels': { ...CONVERSATION, labels: ['old'] },
	'conversation setCustomAttributes': { ...CONVERSATION, ...ATTRIBUTES },
	'conversation setLabels': { ...CONVERSATION, ...LABELS },
	'conversation setPriority': { ...CONVERSATION, priority: 'high' },
	'conversation setStatus': { ...CONVERSATION, status: 'resolved' },
	'conversation setTypingStatus': { ...CONVERSATION, typingStatus: 'on' },
	'conversation unmute': CONVERSATION,
	'inbox addMembers': AGENTS,
	'inbox createApi': { name: 'Second shop' },
	'inbox get': INBOX,
	'inbox getAgentBot': INBOX,
	'inbox getMany': {},
	'inbox getMembers': INBOX,
	'inbox removeMembers': AGENTS,
	'inbox resetSecret': INBOX,
	'inbox setAgentBot': { ...INBOX, firstAnswer: 'bot', agentBot: byId(1) },
	'inbox setMembers': AGENTS,
	'inbox update': { ...INBOX, updateFields: { name: 'Renamed' } },
	'label getMany': {},
	'message delete': { ...CONVERSATION, messageId: '1' },
	'message downloadAttachments': { ...CONVERSATION, messageId: '2' },
	'message getMany': CONVERSATION,
	'message send': { ...CONVERSATION, content: 'Hello' },
	'message sendToContact': { ...INBOX, email: 'ann@example.com', content: 'Hello' },
	'message setDeliveryStatus': { ...CONVERSATION, messageId: '1', status: 'delivered' },
	'team getMany': {},
	'webhook create': { url: 'https://n8n.example.com/webhook/new', subscriptions: ['message_created'] },
	'webhook delete': { webhook: byId(1) },
	'webhook getMany': {},
	'webhook update': { webhook: byId(1), updateFields: { name: 'Renamed' } },
};

/** Every operation that the node has. */
export const OPERATIONS = chatwoot.resources.flatMap(({ value, operations }) =>
	operations.map((operation) => `${value} ${operation.value}`),
);

/** The operations for which there is a job. */
export const WITH_JOB = Object.keys(PARAMETERS);

/** A job for each operation; in a table of tests the name of the operation stands in front. */
export const READY: readonly [does: string, job: Job][] = WITH_JOB.map((does) => [
	does,
	{ does, parameters: PARAMETERS[does] ?? {}, inbox: 1 },
]);

/** Inbox, contacts Ann and Bob, Ann's conversation with two messages, team, label and webhook, each number 1. */
async function furnish(client: ChatwootClient): Promise<void> {
	const inbox = await client.inbox();
	const contact = await client.contact({ name: 'Ann', email: 'ann@example.com' });
	await client.contact({ name: 'Bob', email: 'bob@example.com' });
	await client.post(`contacts/${contact}/contact_inboxes`, { inbox_id: inbox, source_id: ANN.sourceId });
	const conversation = await client.conversation({
		inbox_id: inbox,
		contact_id: contact,
		source_id: ANN.sourceId,
		custom_attributes: { old: 'yes' },
	});
	for (const things of ['contacts', 'conversations']) {
		await client.post(`${things}/1/labels`, { labels: ['old'] });
	}
	await client.message(conversation, {
		content: 'Your email?',
		content_type: 'form',
		content_attributes: FORM,
	});
	const form = new FormData();
	form.append('content', 'See this');
	form.append('attachments[]', new Blob(['Invoice'], { type: 'text/plain' }), 'invoice.txt');
	await client.post(`conversations/${conversation}/messages`, form);
	await client.post('teams', { name: 'support' });
	await client.post('labels', { title: 'vip' });
	await client.post('webhooks', { url: 'https://n8n.example.com/webhook/old' });
}

const FORM = { items: [{ name: 'email', type: 'email', label: 'Email' }] };

/** Prepares the installation in which all jobs can be done. */
export async function settle(used: UsedChatwoot): Promise<void> {
	used.chatwoot.signs = true;
	await used.beside(furnish);
}
