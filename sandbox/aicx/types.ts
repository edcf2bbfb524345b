/** What a caller may say of a customer (seed 001). */
export const PROFILE_KEYS = [
	'external_customer_id',
	'name',
	'location',
	'email',
	'phone_number',
	'avatar',
] as const;

export type Profile = Readonly<Partial<Record<(typeof PROFILE_KEYS)[number], string>>>;

/**
 * A customer as AICX shows it: all that is known of it, except the values of its custom fields (seed 001). The seed
 * names the path's id and the six keys of the profile. That the other two ids are shown follows from create-ticket,
 * which takes them; the rest is what such a record plausibly holds.
 */
export interface ShownCustomer extends Record<(typeof PROFILE_KEYS)[number], string | null> {
	readonly id: string;
	/** The caller's own id for the customer. */
	readonly provided_unique_id: string;
	readonly gateway_profile_id: string;
	/** Names. */
	tags: readonly string[];
	readonly language: string | null;
	readonly timezone: string | null;
	readonly is_blocked: boolean;
	readonly last_seen_at: string | null;
	/** ISO 8601. */
	readonly created_at: string;
	updated_at: string;
}

export type FieldValue = string | number;

export interface Customer extends ShownCustomer {
	/** By the field's id. */
	readonly customFieldValues: Map<string, FieldValue>;
}

/** Only `select` is documented; the others are assumed. */
export const FIELD_TYPES = ['text', 'number', 'date', 'select'] as const;

export interface CustomField {
	readonly id: string;
	readonly name: string;
	readonly type: (typeof FIELD_TYPES)[number];
	/** If and only if the type is `select`. */
	readonly select_options?: readonly string[];
}

/** The keys by which create-ticket finds the customer (seed 001), and where they stand in one. */
export const REFERENCES = {
	customer_id: 'id',
	external_customer_id: 'external_customer_id',
	gateway_profile_id: 'gateway_profile_id',
	provided_unique_id: 'provided_unique_id',
} as const satisfies Record<string, keyof ShownCustomer>;

export type ReferenceKey = keyof typeof REFERENCES;

/** How a ticket's creator named the customer. */
export interface Reference {
	readonly key: ReferenceKey;
	readonly value: string;
}

/** A conversation in AICX's words. */
export interface Ticket {
	readonly id: string;
	readonly subject: string;
	readonly reference: Reference;
	readonly customer: Customer;
}
