import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { filled } from '../../../shared/rows';
import { text } from '../../../shared/field-kinds';
import { CONTACT, INBOX } from '../../fields';
import { idOf } from '../../ids';
import { laneOf } from '../../lanes';
import { listed } from '../../payload';
import { askWithSource, sessionIn } from '../../sessions';
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
		text(
			'Source ID',
			'sourceId',
			'e.g. 1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348',
			'ID that the session should have; no other contact may have it. Whoever knows it can read and write there through the Client API: choose one that nobody can guess. Without it the server makes one.',
		),
	],
	steps: function* ({ contact, inbox, sourceId: given }) {
		const sourceId = given.trim();
		const { body } = yield* askWithSource('session', sourceId, {
			method: 'POST',
			path: path`/contacts/${contact}/contact_inboxes`,
			body: filled({ inbox_id: idOf('Inbox', inbox), source_id: sourceId }),
		});
		return { rows: [sessionIn(body)] };
	},
	lane: ({ contact }) => laneOf('contact', contact),
});

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
