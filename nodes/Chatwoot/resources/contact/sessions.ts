import { ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { filled, rowsOf } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { CONTACT, INBOX } from '../../fields';
import { listed } from '../../payload';
import { idOf } from '../../ids';
import { simpleConversation } from '../conversation/simple';

export const getConversations = operation({
	name: 'Get Conversations',
	value: 'getConversations',
	action: 'Get conversations of contact',
	description: 'Retrieve the newest 20 conversations of a contact, in all inboxes that you may see',
	fields: [CONTACT],
	request: ({ contact }) => ({ method: 'GET', path: path`/contacts/${contact}/conversations` }),
	paging: { by: 'nothing' },
	rows: listed,
	simplify: simpleConversation,
});

export const createSession = operation({
	name: 'Create Session',
	value: 'createSession',
	action: 'Create session of contact',
	description:
		'Make a contact reachable in an inbox, and get the source ID that a conversation there needs. Each call makes another session.',
	fields: [
		CONTACT,
		INBOX,
		{
			displayName: 'Source ID',
			name: 'sourceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. user-4711',
			description:
				'ID that the session should have, of your own choice; no other contact may have it. Without it the server makes one.',
		},
	],
	steps: ({ contact, inbox, sourceId }) => open(contact, idOf('Inbox', inbox), sourceId.trim()),
	lane: ({ contact }) => `contact ${contact}`,
});

/** A source ID that another contact has makes the server fail, without a word of why. */
function* open(contact: string, inbox: number, sourceId: string): Steps {
	const answer = yield* ask({
		method: 'POST',
		path: path`/contacts/${contact}/contact_inboxes`,
		body: filled({ inbox_id: inbox, source_id: sourceId }),
		accept: sourceId === '' ? [] : [500],
	});
	if (answer.status >= 400) {
		throw new ServiceFailure('The session was not made', {
			status: answer.status,
			description: `Most likely another contact has the source ID '${sourceId}' in this inbox. Choose another one, or leave it empty.`,
		});
	}
	return { rows: rowsOf(answer.body ?? null) };
}

export const getContactableInboxes = operation({
	name: 'Get Contactable Inboxes',
	value: 'getContactableInboxes',
	action: 'Get contactable inboxes of contact',
	description:
		'Retrieve the inboxes through which a contact can be written to, each with a source ID. Where the contact has no session yet, that source ID is a proposal and no session has it.',
	fields: [CONTACT],
	request: ({ contact }) => ({ method: 'GET', path: path`/contacts/${contact}/contactable_inboxes` }),
	paging: { by: 'nothing' },
	rows: listed,
});
