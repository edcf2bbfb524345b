import { BadInput } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { filled, made } from '../../../shared/rows';
import { ask } from '../../../shared/steps';
import { INBOX } from '../../fields';
import { normalKeys, personLanes, type ContactKeys } from '../../find-contact';
import { idOf } from '../../ids';
import { reachContact, reachConversation } from '../../reach-contact';
import { compose } from './compose';
import { CONTENT_FIELDS } from './content-fields';
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

/**
 * The three steps of a message to a person (contact, conversation, message) in one. Twice the same makes no second
 * contact and no second conversation; between executions the server cannot prevent it, so the panel says so.
 */
export const sendToContact = operation({
	name: 'Send to Contact',
	value: 'sendToContact',
	action: 'Send message to contact',
	description:
		'Write to a person, who is found or created, in their newest conversation of an inbox that is not resolved, or in a new one. Executions that run at the same time may still make two.',
	fields: [
		INBOX,
		{
			displayName: 'Identifier',
			name: 'identifier',
			type: 'string',
			default: '',
			placeholder: 'e.g. crm-4711',
			description: 'Your own ID of the person. At least one of identifier, email and phone number is needed.',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan@example.com',
			description: 'Email address of the person',
		},
		{
			displayName: 'Phone Number',
			name: 'phoneNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. +491701234567',
			description: 'Phone number of the person, with the code of the country',
		},
		...CONTENT_FIELDS,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Custom Attributes (JSON)',
					name: 'custom_attributes',
					type: 'json',
					default: '{}',
					placeholder: 'e.g. { "plan": "gold" }',
					description: 'Custom attributes of the contact, if it is created, as a JSON object',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Nathan Smith',
					description: 'Name of the contact, if it is created',
				},
				{
					displayName: 'Source ID',
					name: 'sourceId',
					type: 'string',
					default: '',
					placeholder: 'e.g. order-4711-shipped',
					description:
						'Your own ID of the message, which comes back in answers and deliveries. The same one twice makes two messages.',
				},
			],
		},
	],
	steps: function* ({ inbox, identifier, email, phoneNumber, additionalFields, ...content }) {
		const { sourceId, ...beside } = additionalFields;
		const inboxId = idOf('Inbox', inbox);
		const keys = checked({ identifier, email, phoneNumber });
		const message = compose(content, { sourceId });
		const contact = yield* reachContact(keys, filled({ ...beside }), inboxId);
		const conversation = yield* reachConversation(contact, inboxId);
		const { body } = yield* ask(message.into(String(conversation)));
		const sent = made({ message: body ?? null }, 'message');
		return { rows: [{ ...sent, conversation_id: conversation, contact_id: contact.id as number }] };
	},
	simplify: simpleWithContact,
	lane: personLanes,
});
