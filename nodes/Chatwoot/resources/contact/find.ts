import type { JsonObject } from 'n8n-workflow';
import type { Field } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { totalFromBody } from '../../../shared/pagination';
import { LIST_FIELDS } from '../../../shared/panel';
import { path } from '../../../shared/path';
import type { Answer, Request } from '../../../shared/request';
import { ask, type Steps } from '../../../shared/steps';
import { filters, requiredText } from '../../../shared/field-kinds';
import { CONTACT } from '../../fields';
import { momentOf } from '../../../shared/instant';
import { listed } from '../../payload';
import { contactIn, distinct, simplifyContact } from './rows';

/** Contacts come 15 at a time (recorded from a real server). */
const A_PAGE = 15;

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get contact',
	description: 'Retrieve one contact, with its attributes and its sessions in inboxes',
	fields: [CONTACT],
	request: ({ contact }) => ({ method: 'GET', path: path`/contacts/${contact}` }),
	rows: (body) => [contactIn(body)],
	simplify: simplifyContact,
});

const moment = <const Name extends string>(displayName: string, name: Name, description: string) =>
	({
		displayName,
		name,
		type: 'dateTime',
		ignoreValidationDuringExecution: true,
		default: '',
		placeholder: 'e.g. 2026-01-31T08:00:00Z',
		description,
	}) as const satisfies Field;

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many contacts',
	description:
		'Retrieve a list of contacts, newest first. Contacts that have neither email, phone number nor identifier are left out by the server.',
	fields: [
		{
			displayName:
				'The server leaves out contacts that have neither email, phone number nor identifier, e.g. visitors of a website who gave nothing but a name. Get them by ID.',
			name: 'leftOutNotice',
			type: 'notice',
			default: '',
		},
		...LIST_FIELDS,
		filters([
			moment(
				'Active After',
				'activeAfter',
				'Only contacts that wrote or were written to after this moment, in whole seconds, the last active first. An edit is no activity.',
			),
			moment(
				'Created After',
				'createdAfter',
				'Only contacts that were made after this moment, in whole seconds',
			),
			{
				displayName: 'Label Name or ID',
				name: 'label',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getLabels' },
				default: '',
				description:
					'Only contacts with this label. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Oldest First',
				name: 'oldestFirst',
				type: 'boolean',
				default: false,
				description: 'Whether to begin with the contact that was made first',
			},
		]),
	],
	steps: ({ returnAll, limit, filters: { activeAfter, createdAfter, oldestFirst = false, label } }) => {
		const bounds: Bounds = {
			last_activity_at: secondsOf('Active After', activeAfter),
			created_at: secondsOf('Created After', createdAfter),
		};
		return read(bounds, oldestFirst, label, returnAll ? undefined : limit);
	},
	simplify: simplifyContact,
});

/** The seconds since 1970 before which a contact's own must not be. */
interface Bounds {
	readonly last_activity_at: number | undefined;
	readonly created_at: number | undefined;
}

/** A contact's own times are whole seconds since 1970. */
const secondsOf = (label: string, value: unknown): number | undefined =>
	value === undefined || value === null || value === ''
		? undefined
		: Math.floor(momentOf(label, value).toSeconds());

/**
 * Orders with few ties, because the default order puts contacts on two pages, and others on none. The list begins
 * with the latest where a bound is to end it. Contacts that were never active stand behind all others.
 */
function read(bounds: Bounds, oldestFirst: boolean, label = '', limit: number | undefined): Steps {
	const newestFirst = bounds.last_activity_at === undefined ? '-created_at' : '-last_activity_at';
	const isBounded = bounds.last_activity_at !== undefined || bounds.created_at !== undefined;
	const request: Request = {
		method: 'GET',
		path: '/contacts',
		query: {
			sort: oldestFirst && !isBounded ? 'created_at' : newestFirst,
			labels: label === '' ? undefined : [label],
		},
	};
	if (!isBounded) {
		return readAll(request, limit);
	}
	// From the oldest to the newest, all must be there before the first is known.
	const most = oldestFirst ? undefined : limit;
	return readUntil(request, bounds, { most, limit, oldestFirst });
}

const pageOf = (request: Request, page: number): Request => ({
	...request,
	query: { ...request.query, page },
});

const contactsIn = ({ body }: Answer): JsonObject[] => listed(body ?? null);

const totalIn = totalFromBody('meta', 'count');

/**
 * Reads a list to its end, or until `limit` contacts are there: at the same time as many pages as the first one
 * counts, and then on while full pages come that lack some. Who is made meanwhile pushes others on to the next page;
 * none is given twice, and none is left out.
 *
 * @param isCounted whether answers count all contacts; newer servers count the page of a search
 */
export function* readAll(request: Request, limit = Infinity, isCounted = true): Steps {
	const first = yield* ask(pageOf(request, 1));
	const size = isCounted ? contactsIn(first).length || A_PAGE : A_PAGE;
	const pages = isCounted ? Math.ceil(Math.min(limit, totalIn(first) ?? 0) / size) : 1;
	const answers = [
		first,
		...(yield Array.from({ length: pages - 1 }, (_, index) => pageOf(request, index + 2))),
	];
	let rows = distinct(answers.flatMap(contactsIn));
	let last = answers.at(-1) ?? first;
	const isMore = (): boolean =>
		contactsIn(last).length >= size && (!isCounted || rows.length < (totalIn(last) ?? 0));
	for (let page = answers.length + 1; rows.length < limit && isMore(); page++) {
		last = yield* ask(pageOf(request, page));
		rows = distinct([...rows, ...contactsIn(last)]);
	}
	return { rows: rows.slice(0, limit) };
}

interface Wanted {
	/** Rows after which reading may end. */
	readonly most: number | undefined;
	readonly limit: number | undefined;
	readonly oldestFirst: boolean;
}

/** The server gives whole seconds: what may have been later within the bound's own second is not left out. */
const isLater = (contact: JsonObject, key: keyof Bounds, bound: number | undefined): boolean =>
	bound === undefined || (typeof contact[key] === 'number' && contact[key] >= bound);

/** Page after page, until the first contact that the bound leaves out: all behind it are older. */
function* readUntil(request: Request, bounds: Bounds, { most, limit, oldestFirst }: Wanted): Steps {
	const key = bounds.last_activity_at === undefined ? 'created_at' : 'last_activity_at';
	let rows: JsonObject[] = [];
	for (let page = 1; rows.length < (most ?? Infinity); page++) {
		const contacts = contactsIn(yield* ask(pageOf(request, page)));
		const inside = contacts.filter((contact) => isLater(contact, key, bounds[key]));
		rows = distinct([
			...rows,
			...inside.filter((contact) => isLater(contact, 'created_at', bounds.created_at)),
		]);
		if (contacts.length < A_PAGE || inside.length < contacts.length) {
			break;
		}
	}
	if (oldestFirst) {
		// Of those made in the same second the one with the lower number came first.
		rows.sort(
			(one, other) => Number(one.created_at) - Number(other.created_at) || Number(one.id) - Number(other.id),
		);
	}
	return { rows: rows.slice(0, limit) };
}

export const search = operation({
	name: 'Search',
	value: 'search',
	action: 'Search contacts',
	description:
		'Find contacts by a part of their name, email, phone number, identifier or company. Not exact: to find one person use Filter with Equal To.',
	fields: [
		{
			...requiredText(
				'Text',
				'text',
				'e.g. nathan',
				'A part of what is searched for; % stands for any text, _ for any character',
			),
			hint: 'An installation takes 100 searches a minute. Contacts that have neither email, phone number nor identifier may be left out.',
		},
		...LIST_FIELDS,
	],
	// The total is not to be had: newer servers count the page.
	steps: ({ text, returnAll, limit }) =>
		readAll(
			{ method: 'GET', path: '/contacts/search', query: { q: text.trim(), sort: '-created_at' } },
			returnAll ? undefined : limit,
			false,
		),
	simplify: simplifyContact,
});
