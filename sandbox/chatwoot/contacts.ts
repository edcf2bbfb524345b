import { isFile } from '../core/form.ts';
import { crash, validated, type Problem } from './answers.ts';
import { change } from './events.ts';
import type { Installation } from './installation.ts';
import type { Contact, ContactInbox, Inbox } from './types.ts';
import { attributesOf, flagOrNull, isBlank, textOrNull } from './values.ts';

type Values = Readonly<Record<string, unknown>>;
type Profile = Pick<Contact, 'name' | 'email' | 'phone_number' | 'identifier'>;

const EMAIL = /^[^@\s]+@[^@\s]+$/;
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/;
const LONGEST_NAME = 255;

/** Addresses of these say nothing about the company. */
const FREE_MAIL = new Set([
	'gmail.com',
	'googlemail.com',
	'outlook.com',
	'hotmail.com',
	'yahoo.com',
	'gmx.de',
	'web.de',
]);

/** The four texts of a contact, as they are kept. Keys that are not given are missing. */
const profileOf = (values: Values): Partial<Profile> => {
	const profile: Partial<Profile> = {};
	if ('name' in values) profile.name = textOrNull(values.name) ?? '';
	if ('email' in values) {
		profile.email = isBlank(values.email) ? null : (textOrNull(values.email) ?? '').toLowerCase();
	}
	if ('phone_number' in values) profile.phone_number = textOrNull(values.phone_number);
	if ('identifier' in values) {
		profile.identifier = isBlank(values.identifier) ? null : textOrNull(values.identifier);
	}
	return profile;
};

/** Contacts that can be reached: lists, filters and searches leave out the others. */
export const isListed = ({ email, phone_number, identifier }: Contact): boolean =>
	[email, phone_number, identifier].some((value) => value !== null && value !== '');

/** The contact with this value, which is not empty. */
export const contactWith = (
	{ state }: Installation,
	key: 'email' | 'phone_number' | 'identifier',
	value: string | null | undefined,
): Contact | undefined =>
	isBlank(value) ? undefined : [...state.contacts.values()].find((contact) => contact[key] === value);

const check = (installation: Installation, profile: Partial<Profile>, self?: Contact): void => {
	const { name = '', email, phone_number: phone } = profile;
	const taken = (attribute: 'email' | 'phone_number' | 'identifier'): Problem | undefined => {
		const holder = contactWith(installation, attribute, profile[attribute]);
		return holder && holder !== self ? { attribute, says: 'has already been taken' } : undefined;
	};
	validated(
		taken('email'),
		!isBlank(email) && !EMAIL.test(email ?? '') && { attribute: 'email', says: 'Invalid email' },
		taken('identifier'),
		taken('phone_number'),
		!isBlank(phone) &&
			!PHONE_NUMBER.test(phone ?? '') && { attribute: 'phone_number', says: 'should be in e164 format' },
		name.length > LONGEST_NAME && {
			attribute: 'name',
			says: `is too long (maximum is ${LONGEST_NAME} characters)`,
		},
	);
};

const companyOf = ({ state }: Installation, email: string | null): number | null => {
	const domain = email?.split('@')[1];
	if (domain === undefined || FREE_MAIL.has(domain)) return null;
	const id = state.companies.get(domain) ?? state.next('company');
	state.companies.set(domain, id);
	return id;
};

/** Visitors become leads by an address or a number. */
const typeOf = ({ email, phone_number: phone }: Profile): Contact['contact_type'] =>
	isBlank(email) && isBlank(phone) ? 'visitor' : 'lead';

/** Throws what is wrong with the values of a contact to be made. */
export const checkContact = (installation: Installation, values: Values): void =>
	check(installation, profileOf(values));

/** Makes a contact, or throws what is wrong with it. */
export const createContact = (installation: Installation, values: Values): Contact => {
	const { state, events, now } = installation;
	const profile: Profile = {
		name: '',
		email: null,
		phone_number: null,
		identifier: null,
		...profileOf(values),
	};
	check(installation, profile);
	const at = now();
	const contact: Contact = {
		kind: 'contact',
		id: state.next('contact'),
		...profile,
		blocked: flagOrNull(values.blocked) ?? false,
		additional_attributes: attributesOf(values.additional_attributes),
		custom_attributes: attributesOf(values.custom_attributes),
		labels: [],
		contact_type: typeOf(profile),
		company_id: companyOf(installation, profile.email),
		avatar: isFile(values.avatar) ? values.avatar : undefined,
		created_at: at,
		updated_at: at,
		last_activity_at: null,
		online: false,
		notes: [],
	};
	state.contacts.set(contact.id, contact);
	events.emit('contact_created', { contact });
	return contact;
};

/** Sets what is given: texts replace, attributes are merged into those that are there. */
export const updateContact = (installation: Installation, contact: Contact, values: Values): void => {
	const profile = profileOf(values);
	check(installation, profile, contact);
	const blocked = flagOrNull(values.blocked);
	const next: Profile = { ...contact, ...profile };
	modifyContact(installation, contact, {
		...profile,
		...(blocked === null ? {} : { blocked }),
		...(isFile(values.avatar) ? { avatar: values.avatar } : {}),
		additional_attributes: {
			...contact.additional_attributes,
			...attributesOf(values.additional_attributes),
		},
		custom_attributes: { ...contact.custom_attributes, ...attributesOf(values.custom_attributes) },
		contact_type: contact.contact_type === 'lead' ? 'lead' : typeOf(next),
		company_id: contact.company_id ?? companyOf(installation, next.email),
	});
};

/** Sets values that need no check. */
export const modifyContact = (
	{ events, now }: Installation,
	contact: Contact,
	values: Partial<Contact>,
): void => {
	const changes = change(contact, values, now());
	if (Object.keys(changes).length > 0) events.emit('contact_updated', { contact, changes });
};

/** With its sessions and conversations. */
export const removeContact = ({ state, events }: Installation, contact: Contact): void => {
	for (const session of state.sessionsOf(contact)) state.removeSession(session);
	state.contacts.delete(contact.id);
	events.emit('contact_deleted', { contact });
};

/** What the second has goes to the first, whose own values win; the second is no more. */
export const mergeContacts = (installation: Installation, base: Contact, mergee: Contact): void => {
	const { state, events, now } = installation;
	if (base === mergee) return;
	for (const session of state.sessionsOf(mergee)) session.contact = base;
	for (const message of state.messages.values()) if (message.sender === mergee) message.sender = base;
	base.notes.push(...mergee.notes);
	state.contacts.delete(mergee.id);
	events.emit('contact_merged', { contact: base });
	events.emit('contact_deleted', { contact: mergee });
	const kept = <Key extends keyof Profile>(key: Key): Profile[Key] =>
		isBlank(base[key]) ? mergee[key] : base[key];
	const values: Partial<Contact> = {
		name: kept('name'),
		email: kept('email'),
		phone_number: kept('phone_number'),
		identifier: kept('identifier'),
		additional_attributes: { ...mergee.additional_attributes, ...base.additional_attributes },
		custom_attributes: { ...mergee.custom_attributes, ...base.custom_attributes },
		contact_type: mergee.contact_type === 'lead' ? 'lead' : base.contact_type,
		company_id: base.company_id ?? mergee.company_id,
	};
	// Told even when it has changed nothing.
	events.emit('contact_updated', { contact: base, changes: change(base, values, now()) });
};

/** The contact's session with this id, made if it is new; an id that another contact has makes the server fail. */
export const sessionFor = (
	{ state, now }: Installation,
	contact: Contact,
	inbox: Inbox,
	sourceId: string | null,
): ContactInbox => {
	if (sourceId === null || sourceId === '') return state.addSession(contact, inbox, now());
	const present = state.sessionIn(inbox, sourceId);
	if (present && present.contact !== contact) throw crash();
	return present ?? state.addSession(contact, inbox, now(), sourceId);
};
