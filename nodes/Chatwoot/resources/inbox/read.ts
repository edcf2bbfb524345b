import type { JsonValue } from 'n8n-workflow';
import { ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { bodyOf, isObject, only } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { INBOX } from '../../fields';
import { laneOf } from '../../lanes';
import { listed } from '../../payload';
import { simpleInbox } from './settings';

export const getInbox = operation({
	name: 'Get',
	value: 'get',
	action: 'Get inbox',
	description:
		'Retrieve the settings of one inbox, with the inbox identifier that the Client API needs. Agents may get the inboxes of which they are members.',
	fields: [INBOX],
	request: ({ inbox }) => ({ method: 'GET', path: path`/inboxes/${inbox}` }),
	simplify: simpleInbox,
});

/** The operation that fills lists too. */
export const getManyInboxes = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many inboxes',
	description:
		'Retrieve a list of the inboxes of the account; for an agent, those of which they are a member',
	fields: [],
	request: () => ({ method: 'GET', path: '/inboxes' }),
	paging: { by: 'nothing' },
	rows: listed,
	simplify: simpleInbox,
});

const SIGNING_KEYS = ['secret', 'id', 'name', 'channel_type', 'inbox_identifier', 'webhook_url'];

export const resetSecret = operation({
	name: 'Reset Secret',
	value: 'resetSecret',
	action: 'Reset secret of inbox',
	description:
		'Create a new secret with which an API inbox signs what it sends to its callback, and output it; the old one stops working at once, so whoever checks signatures with it must be given the new one. Newer servers only. Needs the token of an administrator.',
	fields: [INBOX],
	steps: function* ({ inbox }): Steps {
		const answer = yield* ask({
			method: 'POST',
			path: path`/inboxes/${inbox}/reset_secret`,
			accept: [404],
			keeps: ['secret'],
			// Of two new secrets the second counts, and that one comes back.
			repeatable: true,
		});
		if (answer.status === 404) {
			throw missing(inbox, answer.body);
		}
		const made = bodyOf(answer.body);
		if (typeof made.secret !== 'string' || made.secret === '') {
			throw new ServiceFailure(`Inbox ${inbox} was given no secret`, {
				description: 'Only inboxes of the channel API sign what they send.',
				status: answer.status,
			});
		}
		return { rows: [{ secret: made.secret, ...made }] };
	},
	lane: ({ inbox }) => laneOf('inbox', inbox),
	simplify: (row) => only(row, SIGNING_KEYS),
});

/** A server without this address says 404 in another way than one without this inbox (both recorded). */
function missing(inbox: string, body: JsonValue | undefined): ServiceFailure {
	const isUnknownAddress = isObject(body) && body.status === 404;
	return isUnknownAddress
		? new ServiceFailure(
				'This installation is too old to sign what it sends, so it has no secrets to reset',
				{
					description:
						'Upgrade Chatwoot (it signs for API inboxes from 4.13.0 on), or protect the callback in another way, for example with a secret part in its address.',
					status: 404,
				},
			)
		: new ServiceFailure(`There is no API inbox ${inbox} in this account`, {
				description: 'Check the inbox and the account ID.',
				status: 404,
			});
}
