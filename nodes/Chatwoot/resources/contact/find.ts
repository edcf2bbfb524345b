import { DateTime } from 'luxon';
import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Field } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { readPages, totalFromBody, type Paging } from '../../../shared/pagination';
import { LIST_FIELDS } from '../../../shared/panel';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { ask, type Steps } from '../../../shared/steps';
import { CONTACT } from '../../fields';
import { listed } from '../../payload';
import { contactIn, distinct, simplifyContact } from './rows';

/** Contacts come 15 at a time (recorded from a real server). */
const A_PAGE = 15;

export const ALL_COUNTED: Paging = {
	by: 'page',
	page: 'page',
	most: A_PAGE,
	total: totalFromBody('meta', 'count'),
};

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
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
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
			],
		},
	],
	steps: ({ returnAll, limit, filters }) => {
		const bounds: Bounds = {
			last_activity_at: secondsOf('Active After', filters.activeAfter),
			created_at: secondsOf('Created After', filters.createdAfter),
		};
		return read(bounds, filters.oldestFirst ?? false, filters.label, returnAll ? undefined : limit);
	},
	simplify: simplifyContact,
});

/** The seconds since 1970 before which a contact's own must not be. */
interface Bounds {
	readonly last_activity_at: number | undefined;
	readonly created_at: number | undefined;
}

/** A date in whatever form an expression gives it; a contact's own times are seconds since 1970. */
function secondsOf(label: string, value: unknown): number | undefined {
	if (value === undefined || value === null || value === '') {
		return undefined;
	}
	const date = momentOf(value);
	if (!date.isValid) {
		throw new BadInput(
			`'${label}' is not a date`,
			'Give one like 2026-01-31T08:00:00Z, or seconds since 1970.',
		);
	}
	return Math.floor(date.toSeconds());
}

function momentOf(value: unknown): DateTime {
	if (DateTime.isDateTime(value)) {
		return value;
	}
	if (value instanceof Date) {
		return DateTime.fromJSDate(value);
	}
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return /^\d{9,10}$/.test(text) ? DateTime.fromSeconds(Number(text)) : DateTime.fromISO(text);
}

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
			labels: label === '' ? undefined : label,
		},
	};
	if (!isBounded) {
		return readAll(request, limit);
	}
	// From the oldest to the newest, all must be there before the first is known.
	const most = oldestFirst ? undefined : limit;
	return readUntil(request, bounds, { most, limit, oldestFirst });
}

export function* readAll(request: Request, limit: number | undefined, paging = ALL_COUNTED): Steps {
	const { rows } = yield* readPages(paging, request, limit, ({ body }) => listed(body ?? null));
	return { rows: distinct(rows) };
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
		const answer = yield* ask({ ...request, query: { ...request.query, page } });
		const contacts = listed(answer.body ?? null);
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
		rows.sort((one, other) => Number(one.created_at) - Number(other.created_at));
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
			displayName: 'Text',
			name: 'text',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. nathan',
			description: 'A part of what is searched for; % stands for any text, _ for any character',
			hint: 'An installation takes 100 searches a minute. Contacts that have neither email, phone number nor identifier may be left out.',
		},
		...LIST_FIELDS,
	],
	// The total is not to be had: newer servers count the page.
	steps: ({ text, returnAll, limit }) =>
		readAll(
			{ method: 'GET', path: '/contacts/search', query: { q: text.trim(), sort: '-created_at' } },
			returnAll ? undefined : limit,
			{ by: 'page', page: 'page', most: A_PAGE },
		),
	simplify: simplifyContact,
});
