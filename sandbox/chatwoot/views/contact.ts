import type { Installation } from '../installation.ts';
import type { Contact, ContactInbox } from '../types.ts';
import { iso, isoOrNull, unix } from '../values.ts';
import { thumbnail } from './files.ts';
import { slimInbox } from './inbox.ts';
import { availabilityOf, shownAgent } from './people.ts';

/** Without sessions: in conversations, and where a contact is answered alone. */
export const shownContact = (contact: Contact, { origin }: Installation): object => ({
	additional_attributes: contact.additional_attributes,
	availability_status: availabilityOf(contact),
	email: contact.email,
	id: contact.id,
	name: contact.name,
	phone_number: contact.phone_number,
	blocked: contact.blocked,
	identifier: contact.identifier,
	thumbnail: thumbnail(contact, origin()),
	custom_attributes: contact.custom_attributes,
	...(contact.last_activity_at === null ? {} : { last_activity_at: unix(contact.last_activity_at) }),
	created_at: unix(contact.created_at),
});

export const shownSession = ({ source_id, inbox }: ContactInbox): object => ({
	source_id,
	inbox: slimInbox(inbox),
});

export const contactWithSessions = (contact: Contact, installation: Installation): object => ({
	...shownContact(contact, installation),
	contact_inboxes: installation.state.sessionsOf(contact).map(shownSession),
});

/** What messages and events say of a contact. */
export const contactData = (contact: Contact, { origin }: Installation): object => ({
	additional_attributes: contact.additional_attributes,
	custom_attributes: contact.custom_attributes,
	email: contact.email,
	id: contact.id,
	identifier: contact.identifier,
	name: contact.name,
	phone_number: contact.phone_number,
	thumbnail: thumbnail(contact, origin()),
	blocked: contact.blocked,
});

/** As sender of a message, and in the head of a list of messages. */
export const contactAsSender = (contact: Contact, installation: Installation): object => ({
	...contactData(contact, installation),
	type: contact.kind,
});

/** The record itself, as the Client API shows it. */
export const rawContact = (contact: Contact): object => ({
	id: contact.id,
	name: contact.name,
	email: contact.email,
	phone_number: contact.phone_number,
	account_id: 1,
	created_at: iso(contact.created_at),
	updated_at: iso(contact.updated_at),
	additional_attributes: contact.additional_attributes,
	identifier: contact.identifier,
	custom_attributes: contact.custom_attributes,
	last_activity_at: isoOrNull(contact.last_activity_at),
	contact_type: contact.contact_type,
	middle_name: '',
	last_name: '',
	location: null,
	country_code: null,
	blocked: contact.blocked,
	company_id: contact.company_id,
	label_list: contact.labels,
});

/** A visitor's own view. */
export const publicContact = ({ source_id, pubsub_token, contact }: ContactInbox): object => ({
	source_id,
	pubsub_token,
	id: contact.id,
	name: contact.name,
	email: contact.email,
	phone_number: contact.phone_number,
});

/** The account and the contact are left out, by an oversight of the server. */
export const shownNote = ({ id, content, user, created_at }: Contact['notes'][number]): object => ({
	id,
	content,
	account_id: null,
	contact_id: null,
	user: shownAgent(user),
	created_at: unix(created_at),
	updated_at: unix(created_at),
});
