import { json, text, type Answer } from '../../core/answer.ts';
import type { Route } from '../../core/service.ts';
import { filterTest } from '../filters.ts';
import type { Installation } from '../installation.ts';
import { CONTACT_FILTERS, CONTACTS_A_PAGE, foundContacts, listedContacts, sortedContacts } from '../lists.ts';
import type { Contact } from '../types.ts';
import { isBlank, pageOf, wholeNumber } from '../values.ts';
import { contactWithSessions, shownContact } from '../views/contact.ts';
import { accountRoutes, type Ask } from './access.ts';

const SEARCHES_A_MINUTE = 100;
const MINUTE = 60_000;

/** Counts searches, in a minute that begins with its first one. */
export class SearchLimit {
	#begin = -Infinity;
	#count = 0;

	/** False when this search is one too many. */
	allows(now: number): boolean {
		if (now >= this.#begin + MINUTE) {
			this.#begin = now;
			this.#count = 0;
		}
		this.#count += 1;
		return this.#count <= SEARCHES_A_MINUTE;
	}

	reset(): void {
		this.#begin = -Infinity;
	}
}

/** Lists of contacts. Those without email, phone number and identifier are in none of them. */
export const contactListRoutes = (
	installation: Installation,
	isSearchAllowed: () => boolean,
): readonly Route[] => {
	const paged = ({ call }: Ask, contacts: readonly Contact[]): object[] => {
		const { page, sort, include_contact_inboxes: include } = call.query;
		return pageOf(sortedContacts(contacts, sort), page, CONTACTS_A_PAGE).map((contact) =>
			include === 'false' ? shownContact(contact, installation) : contactWithSessions(contact, installation),
		);
	};

	/** One page. The page's number comes back as it was sent: as text. */
	const answer = (ask: Ask, contacts: readonly Contact[]): Answer =>
		json({
			meta: { count: contacts.length, current_page: ask.call.query.page ?? 1 },
			payload: paged(ask, contacts),
		});

	const list = (ask: Ask): Answer => {
		const { labels, 'labels[]': more } = ask.call.query;
		const wanted = [labels, more].flat().filter((label) => label !== undefined);
		const contacts = listedContacts(installation);
		if (wanted.length === 0) return answer(ask, contacts);
		return answer(
			ask,
			contacts.filter((contact) => wanted.some((label) => contact.labels.includes(label))),
		);
	};

	/** A newer server counts this page instead of all, and says whether there is another. */
	const search = (ask: Ask): Answer => {
		const { q, page = 1 } = ask.call.query;
		const isEmpty = isBlank(q) || typeof q !== 'string';
		const contacts = isEmpty ? [] : foundContacts(installation, q);
		const payload = paged(ask, contacts);
		const before = (Math.max(1, wholeNumber(page) || 1) - 1) * CONTACTS_A_PAGE;
		const hasMore = contacts.length > before + payload.length;
		const count = installation.signs() ? payload.length : contacts.length;
		return json({
			meta: {
				count: isEmpty ? null : count,
				current_page: page,
				...(installation.signs() ? { has_more: isEmpty ? null : hasMore } : {}),
			},
			payload,
		});
	};

	const routes = accountRoutes(installation, [
		{ method: 'GET', path: '/contacts', query: 'contacts', handle: list },
		{ method: 'GET', path: '/contacts/search', query: 'contactSearch', handle: search },
		{
			method: 'POST',
			path: '/contacts/filter',
			body: 'contactFilter',
			query: 'page',
			handle: (ask) => {
				const test = filterTest(installation, CONTACT_FILTERS, ask.call);
				return answer(ask, listedContacts(installation).filter(test));
			},
		},
	]);
	// The limit stands before everything else, the token too.
	return routes.map((route) => ({
		...route,
		handle: (call) => {
			const isLimited = route.path.endsWith('/search') && !isSearchAllowed();
			return isLimited ? text('Retry later\n', 'text/plain', 429) : route.handle(call);
		},
	}));
};
