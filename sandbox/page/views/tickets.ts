import type { AicxService } from '../../aicx/service.ts';
import type { Customer } from '../../aicx/types.ts';
import type { TicketCustomer, Tickets } from '../types.ts';

const MOST = 50;

const newest = <T>(all: ReadonlyMap<string, T>): T[] => [...all.values()].slice(-MOST).reverse();

const shownCustomer = (customer: Customer, aicx: AicxService): TicketCustomer => {
	const known: readonly (readonly [string, string | null])[] = [
		['Unique ID', customer.provided_unique_id],
		['External ID', customer.external_customer_id],
		['E-mail', customer.email],
		['Phone', customer.phone_number],
		['Location', customer.location],
	];
	const custom = [...customer.customFieldValues].map(
		([id, value]) => [aicx.customFields.get(id)?.name ?? id, String(value)] as const,
	);
	return {
		id: customer.id,
		name: customer.name ?? 'No name',
		facts: [...known, ...custom].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
		tags: customer.tags,
	};
};

/** Tickets and customers of AICX. */
export const ticketsOf = (aicx: AicxService): Tickets => ({
	tickets: newest(aicx.tickets).map(({ id, subject, reference, customer }) => ({
		id,
		subject,
		customer: customer.name ?? '',
		reference: `${reference.key} ${reference.value}`,
	})),
	customers: newest(aicx.customers).map((customer) => shownCustomer(customer, aicx)),
});
