import type { JsonObject } from 'n8n-workflow';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { made } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { additionalFields, updateFields } from '../../../shared/field-kinds';
import { INBOX } from '../../fields';
import { laneOf } from '../../lanes';
import { webAddress } from '../../../shared/web-address';
import { CALLBACK_URL, INBOX_CHANGES, INBOX_SETTINGS, NAME } from './setting-fields';
import { inboxBody, notSet, simpleInbox } from './settings';

export const createApiInbox = operation({
	name: 'Create API Inbox',
	value: 'createApi',
	action: 'Create API inbox',
	description:
		'Create an inbox of the channel API, through which a workflow brings in messages of any other channel. Needs the token of an administrator.',
	fields: [
		{ ...NAME, required: true },
		{
			...CALLBACK_URL,
			description:
				'Address to which Chatwoot sends all messages of the inbox: those of agents, bots and customers, and private notes. Leave it empty to get none.',
		},
		additionalFields(INBOX_SETTINGS),
	],
	steps: ({ name, callbackUrl, additionalFields: settings }) => {
		const callback =
			callbackUrl.trim() === '' ? {} : { webhook_url: webAddress('Callback URL', callbackUrl) };
		const body = inboxBody(name.trim(), settings, { type: 'api', ...callback });
		return written({ method: 'POST', path: '/inboxes', body }, body);
	},
	simplify: simpleInbox,
});

export const updateInbox = operation({
	name: 'Update',
	value: 'update',
	action: 'Update inbox',
	description:
		'Change the name, callback or settings of an inbox; what is not given stays. Needs the token of an administrator.',
	fields: [INBOX, updateFields(INBOX_CHANGES)],
	steps: ({ inbox, updateFields: changes }) => {
		const { name = '', callbackUrl, removeCallback = false, ...settings } = changes;
		const body = inboxBody(name.trim(), settings, callbackOf(callbackUrl, removeCallback));
		if (Object.keys(body).length === 0) {
			throw new BadInput("'Update Fields' is empty", 'Add at least one field that the inbox is to have.');
		}
		return written({ method: 'PATCH', path: path`/inboxes/${inbox}`, body, repeatable: true }, body);
	},
	lane: ({ inbox }) => laneOf('inbox', inbox),
	simplify: simpleInbox,
});

function callbackOf(callbackUrl: string | undefined, isRemoved: boolean): JsonObject {
	if (isRemoved && callbackUrl !== undefined && callbackUrl.trim() !== '') {
		throw new BadInput(
			"'Callback URL' and 'Remove Callback URL' contradict each other",
			'Take one of them away.',
		);
	}
	if (isRemoved) {
		return { webhook_url: null };
	}
	return callbackUrl === undefined ? {} : { webhook_url: webAddress('Callback URL', callbackUrl) };
}

/** Sends the body and compares the answer with it. */
function* written(request: Request, body: JsonObject): Steps {
	const answer = yield* ask(request);
	const different = notSet(answer.body, body);
	if (different !== undefined) {
		throw new ServiceFailure(
			`Chatwoot accepted the request, but the inbox does not have what was given as ${different}`,
			{
				description:
					'Chatwoot ignores settings that the channel of an inbox does not have: only API inboxes have a callback, and not every channel validates identities. Everything else that was sent is done.',
				status: answer.status,
			},
		);
	}
	return { rows: [made({ inbox: answer.body ?? null }, 'inbox')] };
}
