import type { INodeParameters } from 'n8n-workflow';
import type { Message } from '../../../sandbox/chatwoot/types.ts';
import type { ChatwootService } from '../../../sandbox/index.ts';
import type { ChatwootClient } from '../../support/chatwoot-client.ts';
import { byId, type Job } from './support.ts';

/** n8n tries the node again when it fails. */
export const TRIES = { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } };

/** A server that refuses once. */
export const NOT_NOW = { times: 1, fault: { status: 422, body: { error: 'Not now' } } };

/** An inbox in which the contact may not write by the API. */
export const WEBSITE = { type: 'web_widget', website_url: 'https://www.example.com' };

/** What was said by people in an installation, or in one conversation of it, in order. */
export const messagesIn = ({ messages }: ChatwootService, conversation?: number): Message[] =>
	[...messages.values()].filter(
		(message) =>
			message.message_type !== 'activity' &&
			(conversation ?? message.conversation.id) === message.conversation.id,
	);

/** How many contacts, sessions, conversations and messages there are. */
export const countsOf = ({
	contacts,
	contactInboxes,
	conversations,
	messages,
}: ChatwootService): number[] => [contacts.size, contactInboxes.size, conversations.size, messages.size];

/** A message to Ann, in an inbox. */
export const toAnn = (inbox: number, more: INodeParameters = {}): Job => ({
	does: 'message sendToContact',
	parameters: { inbox: byId(inbox), email: 'ann@example.com', content: 'Hello', ...more },
});

const DAY = 86_400_000;

/** Ann, who has a session in the inbox, and conversations there in these states, oldest first. */
export async function annIn(
	client: ChatwootClient,
	inbox: number,
	...states: readonly string[]
): Promise<{ ann: number; conversations: number[] }> {
	const ann = await client.contact({ name: 'Ann', email: 'ann@example.com', inbox_id: inbox });
	const { source_id } = [...client.sandbox.chatwoot.contactInboxes.values()].at(-1) ?? {};
	const conversations: number[] = [];
	for (const status of states) {
		const until = status === 'snoozed' ? { snoozed_until: new Date(Date.now() + DAY).toISOString() } : {};
		const ids = { contact_id: ann, inbox_id: inbox, source_id };
		conversations.push(await client.conversation({ ...ids, status, ...until }));
	}
	return { ann, conversations };
}
