import type { MessageBody } from './schemas/messages.ts';
import { forbidden, notFound, unprocessable } from './problems.ts';
import { platformOf, RECIPIENTS } from './platforms.ts';
import type { AmioState } from './state.ts';
import type { Channel, Contact } from './types.ts';

/** E.164: 7 to 15 digits. The plus is left out in answers (seed 003); anything else may stand between the digits. */
const digitsOf = (phone: string): string => {
	const digits = phone.replace(/\D/g, '').replace(/^00/, '');
	if (/[a-z]/i.test(phone) || digits.length < 7 || digits.length > 15) {
		throw unprocessable('contact.phone_number', phone, 'The phone number is not valid.');
	}
	return digits;
};

/** WhatsApp takes a phone number only for a template, or after one was sent there (Amio's page on WhatsApp). */
const checkTemplate = (
	state: AmioState,
	{ type }: Channel,
	contact: Contact | undefined,
	phone: string,
): void => {
	if (type !== 'whatsapp') return;
	const sent =
		contact && state.messagesOf(contact.id).some((message) => message.message_template !== undefined);
	if (sent === true) return;
	throw unprocessable(
		'contact.phone_number',
		phone,
		'A template must be sent to this phone number before any other message.',
	);
};

/** Whom a message goes to. A phone number makes the contact if there is none (seed 003). */
export const recipientOf = (
	state: AmioState,
	channel: Channel,
	{ contact: given, message_template: template }: MessageBody,
): Contact => {
	const [key, ...others] = RECIPIENTS.filter((name) => given[name] !== undefined);
	if (key === undefined || others.length > 0) {
		throw forbidden('contact', given, `Exactly one of ${RECIPIENTS.join(', ')} must be given.`);
	}
	const { first_name: first, last_name: last } = given;
	const hasName = first !== undefined || last !== undefined;
	if (hasName && (key !== 'phone_number' || channel.type !== 'facebook_messenger')) {
		throw forbidden(
			'contact',
			given,
			'first_name and last_name go with a phone number on Facebook Messenger.',
		);
	}
	if (!platformOf(channel.type).recipients.includes(key)) {
		throw unprocessable(
			`contact.${key}`,
			given[key],
			`A ${channel.type} channel does not find contacts by ${key}.`,
		);
	}
	const value = given[key] ?? '';
	const wanted = key === 'phone_number' ? digitsOf(value) : value;
	const contact = state.contactWith(channel.id, key, wanted);
	if (key === 'phone_number') {
		if (template === undefined) checkTemplate(state, channel, contact, value);
		const name = [first, last].filter((part) => part !== undefined).join(' ');
		return (
			contact ?? state.addContact(channel.id, { phone_number: wanted, ...(name === '' ? {} : { name }) })
		);
	}
	if (!contact) throw notFound('Contact', wanted);
	return contact;
};
