import type { JsonObject } from 'n8n-workflow';
import { ServiceFailure } from '../shared/failure';
import type { Answer, Request } from '../shared/request';
import { isObject, listOf } from '../shared/rows';
import type { Asking } from '../shared/steps';

/** What tells one person from all others in an account; empty where it is not known. */
export interface ContactKeys {
	readonly identifier: string;
	readonly email: string;
	readonly phoneNumber: string;
}

/** An email address as the server compares it: upper and lower case are the same. */
const normalEmail = (email: string): string => email.trim().toLowerCase();

/** A country code with the zero behind it that is dialled only at home: +49 (0) 170. */
const ZERO_AT_HOME = /^(\s*(?:\+|00)[\d\s]{1,5})\(0\)/;

/** Digits, what people write between them, and marks of direction that come along with a copied number. */
const ONLY_A_NUMBER = /^(?:tel:)?[\d\s+()[\]./\p{Pd}\p{Cf}]*$/iu;

/**
 * A phone number in the one form that the server takes (E.164, with the plus): without what people write between
 * the digits, with a plus for the leading 00 or for nothing. A text with more in it, such as an extension, stays as it
 * is, for the server to refuse: its digits are another number.
 */
export function normalPhoneNumber(phoneNumber: string): string {
	const digits = phoneNumber.replace(ZERO_AT_HOME, '$1').replace(/\D/g, '').replace(/^00/, '');
	return digits === '' || !ONLY_A_NUMBER.test(phoneNumber) ? phoneNumber.trim() : `+${digits}`;
}

/** The keys as they are compared and sent. */
export const normalKeys = ({ identifier, email, phoneNumber }: ContactKeys): ContactKeys => ({
	identifier: identifier.trim(),
	email: normalEmail(email),
	phoneNumber: normalPhoneNumber(phoneNumber),
});

/** One lane for a person, however few of the keys two items share. */
export function personLanes(keys: ContactKeys): string[] {
	const { identifier, email, phoneNumber } = normalKeys(keys);
	const named = { identifier, email, phone: phoneNumber };
	return Object.entries(named).flatMap(([name, value]) => (value === '' ? [] : [`${name} ${value}`]));
}

interface Key {
	/** As the server calls it. */
	readonly attribute: 'identifier' | 'email' | 'phone_number';
	readonly value: string;
}

const keysIn = (keys: ContactKeys): Key[] => {
	const { identifier, email, phoneNumber } = normalKeys(keys);
	const all: Key[] = [
		{ attribute: 'identifier', value: identifier },
		{ attribute: 'email', value: email },
		{ attribute: 'phone_number', value: phoneNumber },
	];
	return all.filter(({ value }) => value !== '');
};

/**
 * Finds the one contact that has these keys: an exact filter for each (the search takes parts, `%` and `_`), all at
 * the same time, and compared again here. The server may hold a phone number twice (five contacts created at once
 * made four of one number): then the contact that the other keys name too is meant, else the oldest.
 *
 * @param keys at least one; empty ones are not looked up
 * @returns the contact with its `contact_inboxes`, or `undefined`
 * @throws ServiceFailure when the keys belong to different contacts: nobody can know which of them is meant
 */
export function* findContact(keys: ContactKeys): Asking<JsonObject | undefined> {
	const wanted = keysIn(keys);
	const answers = yield wanted.map(lookUp);
	const found = wanted
		.map((key, index) => ({
			key,
			contacts: contactsIn(answers[index]).filter((contact) => has(contact, key)),
		}))
		.filter(({ contacts }) => contacts.length > 0);
	const [first, ...others] = found;
	const common = (first?.contacts ?? []).filter(({ id }) =>
		others.every(({ contacts }) => contacts.some((contact) => contact.id === id)),
	);
	if (first !== undefined && common.length === 0) {
		const owners = found.map(
			({ key, contacts }) => `${key.attribute} of ${contacts.map(({ id }) => Number(id)).join(' and ')}`,
		);
		throw new ServiceFailure(`These belong to different contacts: ${owners.join(', ')}`, {
			description: "Give fewer of them, or make one contact of the two with 'Merge'.",
		});
	}
	return common.sort((one, other) => Number(one.id) - Number(other.id))[0];
}

const lookUp = ({ attribute, value }: Key): Request => ({
	method: 'POST',
	path: '/contacts/filter',
	body: {
		payload: [
			{
				attribute_key: attribute,
				filter_operator: 'equal_to',
				values: [value],
				query_operator: null,
			},
		],
	},
	repeatable: true,
});

/** Nobody is to be taken for found or missing but by the list that was asked for. */
const contactsIn = (answer: Answer | undefined): JsonObject[] =>
	listOf(isObject(answer?.body) ? answer.body.payload : undefined);

function has(contact: JsonObject, { attribute, value }: Key): boolean {
	const own = contact[attribute];
	if (typeof own !== 'string') {
		return false;
	}
	switch (attribute) {
		case 'identifier':
			return own === value;
		case 'email':
			return normalEmail(own) === value;
		case 'phone_number':
			return normalPhoneNumber(own) === value;
	}
}
