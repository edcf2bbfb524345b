import { randomUUID } from 'node:crypto';
import {
	PROFILE_KEYS,
	REFERENCES,
	type Customer,
	type CustomField,
	type Profile,
	type Reference,
	type Ticket,
} from './types.ts';

/** What a teamspace has to begin with, so that a form has something to show. The ids stay the same over resets. */
const FIRST_FIELDS: readonly CustomField[] = [
	{ id: 'a1b6f0c2-5d3e-4f7a-8b9c-0d1e2f3a4b01', name: 'Nickname', type: 'text' },
	{ id: 'a1b6f0c2-5d3e-4f7a-8b9c-0d1e2f3a4b02', name: 'Seats', type: 'number' },
	{ id: 'a1b6f0c2-5d3e-4f7a-8b9c-0d1e2f3a4b03', name: 'Customer since', type: 'date' },
	{
		id: 'a1b6f0c2-5d3e-4f7a-8b9c-0d1e2f3a4b04',
		name: 'Plan',
		type: 'select',
		select_options: ['Free', 'Pro', 'Enterprise'],
	},
];

const FIRST_TAGS = ['vip', 'newsletter', 'complaint'];

const timestamp = (ms: number): string => new Date(ms).toISOString();

/** The teamspace. No form of an id is documented: these are UUIDs. */
export class AicxState {
	/** By provided unique ID, in order of creation. */
	readonly customers = new Map<string, Customer>();
	/** By id, in order of creation. */
	readonly tickets = new Map<string, Ticket>();
	readonly customFields = new Map<string, CustomField>();
	/** Names. */
	readonly tags = new Set<string>();

	constructor() {
		this.reset();
	}

	/** The first customer that has this id. */
	customer({ key, value }: Reference): Customer | undefined {
		return [...this.customers.values()].find((customer) => customer[REFERENCES[key]] === value);
	}

	addCustomer(uniqueId: string, profile: Profile, now: number): Customer {
		const customer: Customer = {
			id: randomUUID(),
			provided_unique_id: uniqueId,
			external_customer_id: null,
			gateway_profile_id: randomUUID(),
			name: null,
			location: null,
			email: null,
			phone_number: null,
			avatar: null,
			language: null,
			timezone: null,
			is_blocked: false,
			last_seen_at: null,
			created_at: timestamp(now),
			updated_at: timestamp(now),
			...profile,
			tags: [],
			customFieldValues: new Map(),
		};
		this.customers.set(uniqueId, customer);
		return customer;
	}

	/** The given keys change; the others stay. */
	update(customer: Customer, changes: Partial<Pick<Customer, 'tags'>> & Profile, now: number): void {
		Object.assign(customer, changes, { updated_at: timestamp(now) });
	}

	/** The given keys change; the others become null. */
	replace(customer: Customer, profile: Profile, now: number): void {
		for (const key of PROFILE_KEYS) customer[key] = null;
		this.update(customer, profile, now);
	}

	addTicket(subject: string, reference: Reference, customer: Customer): Ticket {
		const ticket: Ticket = { id: randomUUID(), subject, reference, customer };
		this.tickets.set(ticket.id, ticket);
		return ticket;
	}

	/** The field with this id, or this name. */
	field({ id, name }: { readonly id?: string; readonly name?: string }): CustomField | undefined {
		if (id !== undefined) return this.customFields.get(id);
		return [...this.customFields.values()].find((field) => field.name === name);
	}

	addField(body: Omit<CustomField, 'id'>): CustomField {
		const field: CustomField = { id: randomUUID(), ...body };
		this.customFields.set(field.id, field);
		return field;
	}

	/** With its value of every customer. False when there is no such field. */
	removeField(id: string): boolean {
		for (const { customFieldValues } of this.customers.values()) customFieldValues.delete(id);
		return this.customFields.delete(id);
	}

	reset(): void {
		for (const part of [this.customers, this.tickets, this.customFields, this.tags]) part.clear();
		for (const field of FIRST_FIELDS) this.customFields.set(field.id, { ...field });
		for (const tag of FIRST_TAGS) this.tags.add(tag);
	}
}
