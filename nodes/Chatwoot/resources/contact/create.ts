import type { JsonObject } from 'n8n-workflow';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import type { Field } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { ask, type Steps } from '../../../shared/steps';
import { wordsIn } from '../../../shared/words';
import { INBOX } from '../../fields';
import { findContact, normalKeys, personLanes } from '../../find-contact';
import { idOf } from '../../ids';
import { contactBody, WRITTEN_FIELDS, type Written } from './profile';
import { contactIn, createdContact, simplifyMade } from './rows';

const SESSION_INBOX = {
	...INBOX,
	required: false,
	description:
		'Inbox in which the contact gets a session, so that a conversation can be started there. Its source ID stands at the top of the output.',
} as const satisfies Field;

const SOURCE_ID = {
	displayName: 'Source ID',
	name: 'sourceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. user-4711',
	description:
		"ID that the contact's session in the inbox should have, of your own choice. Without it the server makes one.",
} as const satisfies Field;

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create contact',
	description: 'Make a contact, and with it a session in an inbox if one is given',
	fields: [SESSION_INBOX, SOURCE_ID, ...WRITTEN_FIELDS],
	request: ({ inbox, sourceId, ...written }) => ({
		method: 'POST',
		path: '/contacts',
		body: { ...somebody(written), ...sessionIn(inbox.trim(), sourceId.trim()) },
	}),
	rows: (body) => [createdContact(body)],
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
	const present = yield* findContact(keys);
	if (present !== undefined) {
		return yield* update(present, body);
	}
	const answer = yield* ask({ method: 'POST', path: '/contacts', body, accept: [422, 500] });
	if (answer.status < 400) {
		return { rows: [{ is_new: true, ...createdContact(answer.body ?? null) }] };
	}
	// Another execution may have been faster: then the server answers 422 or 500 (recorded from a real server).
	const faster = yield* findContact(keys);
	if (faster === undefined) {
		throw new ServiceFailure(wordsIn(answer.body) ?? 'The contact was not created', {
			status: answer.status,
			description: `The server answered ${answer.status} to the creation of the contact, and there is none with these values afterwards. Check them: a phone number begins with plus and country code.`,
		});
	}
	return yield* update(faster, body);
}

function* update({ id }: JsonObject, body: JsonObject): Steps {
	const answer = yield* ask({ method: 'PUT', path: path`/contacts/${String(Number(id))}`, body });
	return { rows: [{ is_new: false, ...contactIn(answer.body ?? null) }] };
}
