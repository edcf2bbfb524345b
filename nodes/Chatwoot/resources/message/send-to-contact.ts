import { BadInput } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { filled, made } from '../../../shared/rows';
import { ask } from '../../../shared/steps';
import { CUSTOM_ATTRIBUTES_JSON } from '../../custom-attributes';
import { additionalFields } from '../../../shared/field-kinds';
import { attachmentsOf } from '../../attachment';
import { INBOX } from '../../fields';
import { normalKeys, personLanes, type ContactKeys } from '../../find-contact';
import { idOf } from '../../ids';
import { EMAIL, IDENTIFIER, NAME, PHONE_NUMBER } from '../../person-fields';
import { completeContact, reachContact, reachConversation } from '../../reach-contact';
import { compose } from './compose';
import { CONTENT_FIELDS, SOURCE_ID } from './content-fields';
import { simpleWithContact } from './simple';

/** International form, the only one that the server takes. */
const E164 = /^\+[1-9]\d{1,14}$/;

function checked(keys: ContactKeys): ContactKeys {
	const { identifier, email, phoneNumber } = normalKeys(keys);
	if (identifier === '' && email === '' && phoneNumber === '') {
		throw new BadInput(
			"'Identifier', 'Email' and 'Phone Number' are all empty",
			'Give at least one of them: the contact is found by it.',
		);
	}
	if (phoneNumber !== '' && !E164.test(phoneNumber)) {
		throw new BadInput(
			"'Phone Number' is not in international form",
			'Begin with the code of the country, e.g. +491701234567.',
		);
	}
	return { identifier, email, phoneNumber };
}

const resolvedHint = (conversation: number): string =>
	`The message is in conversation ${conversation}, which is resolved and stays so: the inbox keeps to one conversation with each contact, or the contact is blocked. To have agents see it, open it with Conversation 'Set Status'.`;

/**
 * The three steps of a message to a person (contact, conversation, message) in one. Twice the same makes no second
 * contact and no second conversation; between executions the server cannot prevent it, so the panel says so.
 */
export const sendToContact = operation({
	name: 'Send to Contact',
	value: 'sendToContact',
	action: 'Send message to contact',
	description:
		'Write to a person, who is found or created, in their newest conversation of an inbox that is not resolved, or in a new one. A contact who is found gets an identifier, email or phone number that they did not have. Executions at the same time, and items that name one person by different keys, may still create the contact twice.',
	fields: [
		INBOX,
		EMAIL,
		PHONE_NUMBER,
		{
			...IDENTIFIER,
			description:
				'Your own ID of the contact. At least one of email, phone number and identifier is needed.',
		},
		...CONTENT_FIELDS,
		additionalFields([
			{
				...CUSTOM_ATTRIBUTES_JSON,
				description: 'Custom attributes of the contact, if it is created, as a JSON object',
			},
			{ ...NAME, description: 'Name of the contact, if it is created' },
			SOURCE_ID,
		]),
	],
	files: attachmentsOf,
	steps: function* ({ inbox, identifier, email, phoneNumber, additionalFields: beside, ...content }) {
		const { sourceId, name, custom_attributes } = beside;
		const inboxId = idOf('Inbox', inbox);
		const keys = checked({ identifier, email, phoneNumber });
		const message = compose(content, { sourceId });
		const known = filled({
			identifier: keys.identifier,
			email: keys.email,
			phone_number: keys.phoneNumber,
		});
		const { contact, isNew } = yield* reachContact(keys, {
			inbox_id: inboxId,
			...known,
			...filled({ name, custom_attributes }),
		});
		if (!isNew) {
			yield* completeContact(contact, known);
		}
		const { id, isResolved } = yield* reachConversation(contact, inboxId);
		const { body } = yield* ask(message.into(String(id)));
		const sent = made({ message: body ?? null }, 'message');
		const result = { rows: [{ ...sent, conversation_id: id, contact_id: contact.id as number }] };
		// A message of the contact opens it again; one to the contact, and a note, do not.
		return isResolved && content.messageType !== 'incoming' ? { ...result, hint: resolvedHint(id) } : result;
	},
	simplify: simpleWithContact,
	lane: personLanes,
});
