import type { INodeParameters } from 'n8n-workflow';
import { chatwoot } from '../../../nodes/Chatwoot/definition';
import type { Sandbox } from '../../../sandbox/index.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { N, nth, NTH } from '../support/nth.ts';
import { operationsOf } from '../support/operations.ts';
import { byId, type Job } from './support.ts';

/** A person's session in the first inbox, which the Client API speaks for. */
const SESSION = { sourceId: `=app-${N}` };
const TALK = { ...SESSION, conversationId: NTH };

const CONTACT = { contact: byId(NTH) };
const CONVERSATION = { conversation: byId(NTH) };
const INBOX = { inbox: byId(NTH) };
const EMAIL = { email: nth(['ann@example.com', 'bob@example.com', 'cid@example.com']) };
/** The two messages in each conversation, behind what the server itself noted down there. */
const FORM_MESSAGE = { messageId: nth(['2', '5', '8']) };
const FILE_MESSAGE = { messageId: nth(['3', '6', '9']) };
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
	'clientContact create': { identifier: `=user-${N}`, attributesMode: 'fields' },
	'clientContact get': SESSION,
	'clientContact update': { ...SESSION, name: 'Renamed', attributesMode: 'fields' },
	'clientConversation create': { ...SESSION, attributesMode: 'fields' },
	'clientConversation get': TALK,
	'clientConversation getMany': SESSION,
	'clientConversation markSeen': TALK,
	'clientConversation resolve': TALK,
	'clientConversation setTypingStatus': TALK,
	'clientMessage create': { ...TALK, content: 'Hello' },
	'clientMessage getMany': { ...TALK, returnAll: false, limit: 1 },
	'clientMessage update': {
		...TALK,
		...FORM_MESSAGE,
		kind: 'form',
		entries: { entry: [{ name: 'email', value: 'ann@example.com' }] },
	},
	'contact addLabels': { ...CONTACT, ...LABELS },
	'contact create': { name: 'Eve', email: `=eve-${N}@example.com` },
	'contact createSession': { ...CONTACT, inbox: byId(1) },
	'contact delete': CONTACT,
	'contact filter': FILTER,
	'contact get': CONTACT,
	'contact getContactableInboxes': CONTACT,
	'contact getConversations': CONTACT,
	'contact getLabels': CONTACT,
	'contact getMany': {},
	'contact merge': { ...CONTACT, mergedContact: byId(nth(['4', '5', '6'])) },
	'contact removeLabels': { ...CONTACT, labels: ['old'] },
	'contact search': { text: 'ann' },
	'contact setLabels': { ...CONTACT, ...LABELS },
	'contact update': { ...CONTACT, name: 'Renamed' },
	'contact upsert': { ...EMAIL, name: 'Renamed' },
	'conversation addLabels': { ...CONVERSATION, ...LABELS },
	'conversation assign': { ...CONVERSATION, agentChange: 'assign', agent: byId(2) },
	'conversation create': { ...CONTACT, inbox: byId(1) },
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
	'inbox createApi': { name: `=Another shop ${N}` },
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
	'message delete': { ...CONVERSATION, ...FORM_MESSAGE },
	'message downloadAttachments': { ...CONVERSATION, ...FILE_MESSAGE },
	'message getMany': CONVERSATION,
	'message send': { ...CONVERSATION, content: 'Hello' },
	'message sendToContact': { inbox: byId(1), ...EMAIL, content: 'Hello' },
	'message setDeliveryStatus': { ...CONVERSATION, ...FORM_MESSAGE, status: 'delivered' },
	'team getMany': {},
	'webhook create': {
		url: `=https://n8n.example.com/webhook/new-${N}`,
		subscriptions: ['webwidget_triggered'],
	},
	'webhook delete': { webhook: byId(NTH) },
	'webhook getMany': {},
	'webhook update': { webhook: byId(NTH), updateFields: { name: 'Renamed' } },
};

/** Every operation that the node has. */
export const OPERATIONS = operationsOf(chatwoot).map(({ does }) => does);

/** The operations for which there is a job. */
export const WITH_JOB = Object.keys(PARAMETERS);

/** A job for each operation; in a table of tests the name of the operation stands in front. */
export const READY: readonly [does: string, job: Job][] = WITH_JOB.map((does) => [
	does,
	{ does, parameters: PARAMETERS[does] ?? {}, inbox: 1 },
]);

const FORM = { items: [{ name: 'email', type: 'email', label: 'Email' }] };

/** Sent to nobody: what else happens in these tests is no event of theirs. */
const NOBODY = { subscriptions: ['webwidget_triggered'] };

/** What each of the three has in the first inbox: a session, and a conversation of a form and a file. */
async function conversationWith(client: ChatwootClient, contact: number): Promise<void> {
	const source_id = `app-${contact}`;
	await client.post(`contacts/${contact}/contact_inboxes`, { inbox_id: 1, source_id });
	const conversation = await client.conversation({
		inbox_id: 1,
		contact_id: contact,
		source_id,
		custom_attributes: { old: 'yes' },
	});
	for (const things of ['contacts', 'conversations']) {
		await client.post(`${things}/${contact}/labels`, { labels: ['old'] });
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
}

/**
 * Three of everything that an item may be about, numbers 1 to 3: contacts Ann, Bob and Cid, their conversations,
 * inboxes and webhooks; a second contact of each, numbers 4 to 6; one team and one label.
 */
async function furnish(client: ChatwootClient): Promise<void> {
	for (let inbox = 1; inbox <= 3; inbox++) await client.inbox();
	for (const prefix of ['', 'old-']) {
		for (const name of ['Ann', 'Bob', 'Cid']) {
			await client.contact({ name, email: `${prefix}${name.toLowerCase()}@example.com` });
		}
	}
	for (let contact = 1; contact <= 3; contact++) await conversationWith(client, contact);
	await client.post('teams', { name: 'support' });
	await client.post('labels', { title: 'vip' });
	for (let webhook = 1; webhook <= 3; webhook++) {
		await client.post('webhooks', { url: `https://n8n.example.com/webhook/old-${webhook}`, ...NOBODY });
	}
}

const furnished = new WeakMap<Sandbox, () => void>();

/** Prepares the installation in which all jobs can be done, for three items too. */
export async function settle(sandbox: Sandbox): Promise<void> {
	const { chatwoot: installation, journal } = sandbox;
	installation.signs = true;
	const restore = furnished.get(sandbox);
	if (restore === undefined) {
		await furnish(new ChatwootClient(sandbox));
		furnished.set(sandbox, installation.save());
	} else {
		restore();
	}
	journal.clear();
}
