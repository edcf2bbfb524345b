import type { JsonObject } from 'n8n-workflow';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { rowsOf } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { additionalFields, text, updateFields } from '../../../shared/field-kinds';
import { INBOX } from '../../fields';
import { laneOf } from '../../ids';
import { webAddress } from '../../../shared/web-address';
import { INBOX_SETTINGS, inboxBody, notSet, simpleInbox } from './settings';

const NAME = text('Name', 'name', 'e.g. Shop API', 'Name of the inbox, as agents see it');

const CALLBACK_URL = text(
	'Callback URL',
	'callbackUrl',
	'e.g. https://n8n.example.com/webhook/chatwoot',
	'Address to which Chatwoot sends all messages of the inbox. API inboxes only.',
);

export const createApiInbox = operation({
	name: 'Create API Inbox',
	value: 'createApi',
	action: 'Create API inbox',
	description:
		'Make an inbox of the channel API, through which a workflow brings in messages of any other channel. Needs the token of an administrator.',
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
	fields: [
		INBOX,
		updateFields([
			INBOX_SETTINGS[0],
			INBOX_SETTINGS[1],
			INBOX_SETTINGS[2],
			CALLBACK_URL,
			INBOX_SETTINGS[3],
			INBOX_SETTINGS[4],
			INBOX_SETTINGS[5],
			INBOX_SETTINGS[6],
			NAME,
			{
				displayName: 'Remove Callback URL',
				name: 'removeCallback',
				type: 'boolean',
				default: true,
				description: "Whether to take away the inbox's callback, so that nothing is sent any more",
			},
		]),
	],
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
					'Chatwoot passes over settings that the channel of an inbox does not have: only API inboxes have a callback, and not every channel validates identities. Everything else that was sent is done.',
				status: answer.status,
			},
		);
	}
	return { rows: rowsOf(answer.body ?? null) };
}
