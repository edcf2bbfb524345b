import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	JsonObject,
} from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import { askInEditor } from '../../shared/look-up';
import { path } from '../../shared/path';
import { toNodeError } from '../../shared/report';
import { listOf } from '../../shared/rows';
import { LARGEST_PAGE, totalOf } from '../pages';
import { amioService } from '../service';

/** Pages that are looked through for one search: requests are counted by the hour. */
const MOST_PAGES = 10;

type EntryOf = (row: JsonObject) => INodeListSearchItems;

/**
 * The next entries of a list. Amio cannot search, so entries that do not fit are passed over here, until there are
 * some that do.
 *
 * @param offset how many entries came before, as text
 */
async function nextEntries(
	context: ILoadOptionsFunctions,
	listPath: string,
	entryOf: EntryOf,
	filter: string,
	offset: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	let start = Number(offset);
	for (let page = 1; ; page++) {
		const answer = await askInEditor(context, amioService, {
			method: 'GET',
			path: listPath,
			query: { max: LARGEST_PAGE, offset: start },
		});
		const rows = listOf(answer.body);
		const results = rows
			.map(entryOf)
			.filter(({ name, value }) => name.toLowerCase().includes(wanted) || value === wanted);
		start += rows.length;
		const hasMore = rows.length > 0 && start < (totalOf(answer) ?? Infinity);
		if (!hasMore) {
			return { results };
		}
		if (results.length > 0 || page === MOST_PAGES) {
			return { results, paginationToken: String(start) };
		}
	}
}

const textIn = (row: JsonObject, key: string): string =>
	typeof row[key] === 'string' ? row[key].trim() : '';

/** A name with what tells it from others of the same name. */
const withRemark = (name: string, remark: string): string =>
	name === remark || remark === '' ? name : `${name} (${remark})`;

/** `Shop (amio_chat)` */
const channelEntry: EntryOf = (row) => {
	const id = textIn(row, 'id');
	return { name: withRemark(textIn(row, 'name') || id, textIn(row, 'type')), value: id };
};

/** `Jane Doe (15558576309)`; a contact without a name has its phone number or ID for one. */
const contactEntry: EntryOf = (row) => {
	const id = textIn(row, 'id');
	const phone = textIn(row, 'phone_number');
	return { name: withRemark(textIn(row, 'name') || phone || id, phone), value: id };
};

/** The account's channels. */
export async function searchChannels(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	return await nextEntries(this, '/channels', channelEntry, filter, paginationToken);
}

/** The contacts of the channel that is chosen in the node. */
export async function searchContacts(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	const chosen = this.getCurrentNodeParameter('channel', { extractValue: true });
	const channel = typeof chosen === 'string' ? chosen.trim() : '';
	if (channel === '') {
		const failure = new BadInput(
			'Choose the channel first',
			'Contacts belong to a channel. If the channel comes from an expression that has no value yet, give the contact by ID.',
		);
		throw toNodeError(this.getNode(), failure);
	}
	return await nextEntries(this, path`/channels/${channel}/contacts`, contactEntry, filter, paginationToken);
}
