import type { ILoadOptionsFunctions, INodeListSearchResult, JsonObject } from 'n8n-workflow';
import { readOnce } from '../../shared/look-up';
import type { Request } from '../../shared/request';
import { inside } from '../../shared/rows';
import { chatwootService } from '../service';
import { contactEntry, listAt } from './entries';

/** Contacts in a page; the server gives no other number (recorded). */
const PAGE = 15;

/**
 * Contacts with the text in their name, email, phone number or identifier; without one, all. The newest come first:
 * by their last activity, which imported contacts never had, the server would put some on two pages, others on none.
 */
const contactsPage = (filter: string, page: number): Request => {
	const query = { page, sort: '-created_at', include_contact_inboxes: false };
	return filter === ''
		? { method: 'GET', path: '/contacts', query }
		: { method: 'GET', path: '/contacts/search', query: { q: filter, ...query } };
};

/** One page of contacts, which may be the last. */
export async function readContacts(
	context: ILoadOptionsFunctions,
	filter: string,
	page: number,
): Promise<{ contacts: JsonObject[]; hasMore: boolean }> {
	const body = await readOnce(context, chatwootService, contactsPage(filter, page));
	const contacts = listAt(body, 'payload');
	// Newer servers say it; older ones count all contacts, newer ones those of the page.
	const said = inside(body, 'meta')?.has_more;
	return { contacts, hasMore: typeof said === 'boolean' ? said : contacts.length >= PAGE };
}

/** The account's contacts. The server leaves out those without email, phone number and identifier. */
export async function searchContacts(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	const page = Number(paginationToken);
	const { contacts, hasMore } = await readContacts(this, filter.trim(), page);
	return {
		results: contacts.map(contactEntry),
		...(hasMore ? { paginationToken: String(page + 1) } : {}),
	};
}
