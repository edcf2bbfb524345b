import type { ILoadOptionsFunctions, INodeListSearchResult, JsonObject } from 'n8n-workflow';
import { readOnce } from '../../shared/look-up';
import { path } from '../../shared/path';
import { isObject } from '../../shared/rows';
import { chatwootService } from '../service';
import { readContacts } from './contacts';
import { conversationEntry, listAt, textIn } from './entries';

/** Conversations in a page; the server gives no other number (recorded). */
const PAGE = 25;

/** Contacts whose conversations are looked at: a person waits, and searches are few a minute. */
const MOST_CONTACTS = 3;

/**
 * The account's conversations, newest activity first. The number of a conversation finds just that one; other text
 * finds conversations of contacts who have it in their name, email, phone number or identifier, and conversations
 * with messages that hold it.
 */
export async function searchConversations(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	const wanted = filter.trim();
	const page = Number(paginationToken);
	const number = /^#?(\d+)$/.exec(wanted)?.[1];
	const exact = number === undefined || page > 1 ? [] : await numbered(this, number);
	if (exact.length > 0) {
		return { results: exact.map(conversationEntry) };
	}
	const [written, contacts] = await Promise.all([
		listed(this, wanted, page),
		wanted === '' || page > 1 ? [] : ofContacts(this, wanted),
	]);
	const found = new Map([...contacts, ...written].map((row) => [row.id, row]));
	return {
		results: [...found.values()].map(conversationEntry),
		...(written.length >= PAGE ? { paginationToken: String(page + 1) } : {}),
	};
}

/** The conversation of a number, if there is one. */
async function numbered(context: ILoadOptionsFunctions, number: string): Promise<JsonObject[]> {
	const body = await readOnce(context, chatwootService, {
		method: 'GET',
		path: path`/conversations/${number}`,
		accept: [404],
	});
	return isObject(body) && textIn(body, 'id') !== '' ? [body] : [];
}

/** One page of all conversations, or of those with a text in their messages. */
async function listed(context: ILoadOptionsFunctions, text: string, page: number): Promise<JsonObject[]> {
	const body = await readOnce(context, chatwootService, {
		method: 'GET',
		path: '/conversations',
		query: { status: 'all', page, q: text === '' ? undefined : text },
	});
	return listAt(body, 'data', 'payload');
}

/** The newest conversations of the first contacts that a text finds. */
async function ofContacts(context: ILoadOptionsFunctions, text: string): Promise<JsonObject[]> {
	const { contacts } = await readContacts(context, text, 1);
	const lists = await Promise.all(
		contacts.slice(0, MOST_CONTACTS).map(
			async (contact) =>
				await readOnce(context, chatwootService, {
					method: 'GET',
					path: path`/contacts/${textIn(contact, 'id')}/conversations`,
				}),
		),
	);
	return lists.flatMap((body) => listAt(body, 'payload'));
}
