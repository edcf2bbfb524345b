import type { INodeParameters } from 'n8n-workflow';
import type { ChatwootClient } from '../../support/chatwoot-client.ts';
import { byId, fromList, type Job, type UsedChatwoot } from './support.ts';

/** A contact and an inbox, by their IDs. */
export interface Place {
	readonly contact: number;
	readonly inbox: number;
}

/**
 * Ann, and an inbox in which she has a session.
 *
 * @param options `session`: whether she has one; `one`: whether the inbox keeps to one conversation with each contact
 */
export const annIn = async ({ beside }: UsedChatwoot, { session = true, one = false } = {}): Promise<Place> =>
	await beside(async (client) => {
		const inbox = await client.inbox({}, one ? { lock_to_single_conversation: true } : {});
		const contact = await client.contact();
		if (session) {
			await client.post(`contacts/${contact}/contact_inboxes`, { inbox_id: inbox, source_id: 'app-1' });
		}
		return { contact, inbox };
	});

/** Ann's conversation there, in this state. */
export const conversationIn = async (
	{ beside }: UsedChatwoot,
	{ contact, inbox }: Place,
	then: (client: ChatwootClient, id: number) => Promise<unknown>,
): Promise<number> =>
	await beside(async (client) => {
		const id = await client.conversation({ contact_id: contact, inbox_id: inbox, source_id: 'app-1' });
		await then(client, id);
		return id;
	});

/** Starts a conversation there. */
export const createIn = (
	{ contact, inbox }: Place,
	additionalFields: INodeParameters = {},
	more: INodeParameters = {},
): Job => ({
	does: 'conversation create',
	parameters: { contact: byId(contact), inbox: fromList(inbox), additionalFields, ...more },
});
