import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Fields, ValuesOf } from '../../../shared/fields';
import { filled } from '../../../shared/rows';
import { requiredText, text } from '../../../shared/field-kinds';
import { CONTACT } from '../../fields';
import { contactLane } from '../../lanes';

const BY_PHONE = { displayOptions: { show: { sendTo: ['phoneNumber'] } } } as const;

/** Whom a message goes to. */
export const RECIPIENT_FIELDS = [
	{
		displayName: 'Send To',
		name: 'sendTo',
		type: 'options',
		options: [
			{ name: 'Contact', value: 'contact', description: 'Somebody whom the channel knows already' },
			{ name: 'JSON', value: 'json', description: "The contact in the form of Amio's API" },
			{
				name: 'Phone Number',
				value: 'phoneNumber',
				description:
					'On Messenger, SMS, Viber Business, RCS and WhatsApp (there the first message must be a template)',
			},
			{
				name: 'User Ref',
				value: 'userRef',
				description: "Somebody who has ticked Messenger's checkbox on a website",
			},
		],
		default: 'contact',
		description: 'How the recipient is named',
	},
	{ ...CONTACT, displayOptions: { show: { sendTo: ['contact'] } } },
	{
		...requiredText(
			'Phone Number',
			'phoneNumber',
			'e.g. +15558576309',
			'Phone number of the recipient, with the code of the country',
		),
		...BY_PHONE,
	},
	{
		...text('First Name', 'firstName', 'e.g. Jane', 'First name of the recipient; Messenger only'),
		...BY_PHONE,
	},
	{
		...text('Last Name', 'lastName', 'e.g. Doe', 'Last name of the recipient; Messenger only'),
		...BY_PHONE,
	},
	{
		...requiredText(
			'User Ref',
			'userRef',
			'e.g. 7c2f1e90',
			"What the event Opt In of the Amio Trigger gives as 'user_ref' of the contact",
		),
		displayOptions: { show: { sendTo: ['userRef'] } },
	},
	{
		displayName: 'Contact (JSON)',
		name: 'contactJson',
		type: 'json',
		required: true,
		default: '{}',
		placeholder: 'e.g. { "phone_number": "+15558576309" }',
		description:
			"The contact as a JSON object, in the form of Amio's API; it names the contact in exactly one way",
		displayOptions: { show: { sendTo: ['json'] } },
	},
] as const satisfies Fields;

/** Each names a contact by itself; Amio takes one of them (seed 003). */
const KEYS = ['id', 'phone_number', 'user_ref'] as const;

const contactIn = (given: ValuesOf<typeof RECIPIENT_FIELDS>): JsonObject => {
	switch (given.sendTo) {
		case 'contact':
			return { id: given.contact };
		case 'phoneNumber':
			return filled({
				phone_number: given.phoneNumber.trim(),
				first_name: given.firstName.trim(),
				last_name: given.lastName.trim(),
			});
		case 'userRef':
			return { user_ref: given.userRef.trim() };
		case 'json':
			return filled(given.contactJson);
	}
};

/**
 * The recipient of a message as Amio's API has it.
 *
 * @throws BadInput unless exactly one of the keys that name somebody is there, as text
 */
export function recipientOf(given: ValuesOf<typeof RECIPIENT_FIELDS>): JsonObject {
	const contact = contactIn(given);
	const found = KEYS.filter((key) => contact[key] !== undefined && contact[key] !== null);
	const [key] = found;
	if (key === undefined) {
		throw new BadInput(
			"'Contact (JSON)' names no recipient",
			'Give one of id, phone_number and user_ref; or check that the expression gives a contact for this item.',
		);
	}
	if (found.length > 1) {
		throw new BadInput(
			`'Contact (JSON)' names the recipient in ${found.length} ways: ${found.join(', ')}`,
			"Amio takes exactly one of them. To answer somebody, choose 'Contact' and give the ID alone.",
		);
	}
	if (typeof contact[key] !== 'string') {
		throw new BadInput(
			`'${key}' in 'Contact (JSON)' must be text`,
			'Put it between double quotes: IDs have more digits than a number keeps.',
		);
	}
	return contact;
}

/**
 * The lane of a message: whoever is written to in the same way gets what is sent in its order. A phone number is
 * the same however it is written.
 *
 * @param contact made by {@link recipientOf}
 */
export function recipientLane(
	channel: string,
	{ id, phone_number: phone, user_ref: ref }: JsonObject,
): string {
	if (typeof id === 'string') {
		return contactLane({ contact: id });
	}
	const name = typeof phone === 'string' ? phone.replace(/\D/g, '').replace(/^00/, '') : JSON.stringify(ref);
	return `channel ${channel} contact ${name}`;
}
