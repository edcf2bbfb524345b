import { at } from '../check.ts';
import type { OwnThings } from '../own-things.ts';

/** Whose events were caused. */
export interface Caused {
	readonly contact: number;
	readonly conversation: number;
	readonly message: number;
	/** Of the message. */
	readonly content: string;
}

/**
 * Does what makes a server tell of every event that a call of its API can cause, once and more, in an inbox of ours
 * (recorded from real servers). Not caused: `webwidget_triggered`, which takes a visitor of a website, and those of
 * inboxes, which servers do not deliver.
 */
export async function cause(own: OwnThings, inbox: number): Promise<Caused> {
	const { server, word } = own;
	const contact = await own.contact({ inbox_id: inbox });
	await server.must('PUT', `contacts/${contact.id}`, { name: word('Anna') });
	const ids = { source_id: contact.sourceId, inbox_id: inbox, contact_id: contact.id };
	const conversation = Number(at(await server.post('conversations', ids), 'id'));
	const path = `conversations/${conversation}`;
	const content = word('Hello');
	const message = await own.message(conversation, { content });
	await server.post(`${path}/toggle_typing_status`, { typing_status: 'on', is_private: false });
	await server.post(`${path}/toggle_typing_status`, { typing_status: 'off', is_private: false });
	await server.post(`${path}/toggle_priority`, { priority: 'high' });
	for (const status of ['resolved', 'open']) {
		await server.post(`${path}/toggle_status`, { status });
	}
	// Its own message: the other one is to be heard as it was written.
	const other = await own.message(conversation);
	await server.must('DELETE', `${path}/messages/${other}`);
	return { contact: contact.id, conversation, message, content };
}
