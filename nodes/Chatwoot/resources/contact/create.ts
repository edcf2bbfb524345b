import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Field } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { ask, type Steps } from '../../../shared/steps';
import { text } from '../../../shared/field-kinds';
import { INBOX } from '../../fields';
import { normalKeys, personLanes } from '../../find-contact';
import { idOf } from '../../ids';
import { createdContact, reachContact } from '../../reach-contact';
import { askWithSource } from '../../sessions';
import { contactBody, WRITTEN_FIELDS, type Written } from './profile';
import { contactIn, simplifyMade } from './rows';

const SESSION_INBOX = {
	...INBOX,
	required: false,
	description:
		'Inbox in which the contact gets a session, so that a conversation can be started there. Its source ID stands at the top of the output.',
} as const satisfies Field;

const SOURCE_ID = text(
	'Source ID',
	'sourceId',
	'e.g. 1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348',
	"ID that the contact's session in the inbox should have. Whoever knows it can read and write there through the Client API: choose one that nobody can guess. Without it the server makes one.",
);

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create contact',
	description: 'Create a contact, and with it a session in an inbox if one is given',
	fields: [...WRITTEN_FIELDS, SESSION_INBOX, SOURCE_ID],
	steps: function* ({ inbox, sourceId: given, ...written }) {
		const sourceId = given.trim();
		const { body } = yield* askWithSource('contact', sourceId, {
			method: 'POST',
			path: '/contacts',
			body: { ...somebody(written), ...sessionIn(inbox.trim(), sourceId) },
		});
		return { rows: [createdContact(body ?? null)] };
	},
	lane: personLanes,
	simplify: simplifyMade,
});

/** A contact of whom something is known: for an empty body the server makes one without a name. */
function somebody(written: Written): JsonObject {
	const body = contactBody(written);
	if (Object.keys(body).length === 0) {
		throw new BadInput(
			"'Name', 'Email', 'Phone Number' and 'Identifier' are empty",
			'Fill in at least one of them, or check that the expressions give values for this item.',
		);
	}
	return body;
}

function sessionIn(inbox: string, sourceId: string): { inbox_id?: number; source_id?: string } {
	if (inbox !== '') {
		return { inbox_id: idOf('Inbox', inbox), ...(sourceId === '' ? {} : { source_id: sourceId }) };
	}
	if (sourceId !== '') {
		throw new BadInput(
			"'Inbox' is empty",
			"A 'Source ID' is that of a session in an inbox: choose the inbox.",
		);
	}
	return {};
}

export const upsert = operation({
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update contact',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [
		{
			displayName:
				'A contact is found by identifier, email or phone number, exactly. Items of one run never make the same contact twice. Two executions at the same moment can, if all they know is a phone number: the server does not prevent that.',
			name: 'upsertNotice',
			type: 'notice',
			default: '',
		},
		...WRITTEN_FIELDS,
	],
	steps: (written) => createOrUpdate(written),
	lane: personLanes,
	simplify: simplifyMade,
});

function* createOrUpdate(written: Written): Steps {
	const keys = normalKeys(written);
	if (Object.values(keys).every((key: string) => key === '')) {
		throw new BadInput(
			"'Email', 'Phone Number' and 'Identifier' are empty",
			'A contact is found by one of them. Fill in at least one, or check that the expressions give values for this item.',
		);
	}
	const body = contactBody(written);
	const { contact, isNew } = yield* reachContact(keys, body);
	if (isNew) {
		return { rows: [{ is_new: true, ...contact }] };
	}
	const id = String(Number(contact.id));
	const answer = yield* ask({ method: 'PUT', path: path`/contacts/${id}`, body });
	return { rows: [{ is_new: false, ...contactIn(answer.body ?? null) }] };
}
