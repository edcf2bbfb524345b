import { describe, expect, test } from '@jest/globals';
import { conversation } from '../../../nodes/ProtoAicx/resources/conversation';
import { REFERENCES } from '../../../sandbox/aicx/types.ts';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const createTicket = operationOf(conversation, 'createTicket');

const TICKET = { subject: 'Cannot log in', customerReference: 'user-4711' };

const sent = (given: Given): unknown => {
	const { body, ...request } = requestOf(createTicket, given);
	expect(request).toEqual({ method: 'POST', path: '/v1/conversations/{teamspace}/create-ticket' });
	return body;
};

describe('Create Ticket names its customer', () => {
	test.each(Object.keys(REFERENCES))('by the one ID that was chosen: %s', (customerKey) => {
		expect(sent({ ...TICKET, customerKey })).toEqual({
			subject: 'Cannot log in',
			[customerKey]: 'user-4711',
		});
	});

	test('by the provided unique ID, unless told otherwise', () => {
		expect(sent(TICKET)).toEqual({ subject: 'Cannot log in', provided_unique_id: 'user-4711' });
	});

	test('in the body as it is, whatever characters the ID has', () => {
		const odd = 'a/b?c#d%2Fe é 🙂';
		expect(sent({ ...TICKET, customerReference: odd })).toMatchObject({ provided_unique_id: odd });
	});

	test('by an ID that an expression gives as a number, as text', () => {
		expect(sent({ subject: 4711, customerReference: 4711 })).toEqual({
			subject: '4711',
			provided_unique_id: '4711',
		});
	});
});

describe('Create Ticket is refused before anything is sent', () => {
	test.each<[string, Given, string]>([
		['without a subject', { ...TICKET, subject: '' }, "'Subject' is empty"],
		['with a subject of spaces', { ...TICKET, subject: ' \n' }, "'Subject' is empty"],
		['with a subject that an expression left out', { ...TICKET, subject: undefined }, "'Subject' is empty"],
		['without a customer', { ...TICKET, customerReference: '' }, "'Customer' is empty"],
		[
			'with no customer, as an expression says',
			{ ...TICKET, customerReference: null },
			"'Customer' is empty",
		],
		[
			'with an object as the customer',
			{ ...TICKET, customerReference: { id: 1 } },
			"'Customer' must be text, but is an object",
		],
		[
			'with an ID of no known kind',
			{ ...TICKET, customerKey: 'email' },
			"'Find Customer By' does not have 'email'",
		],
	])('%s', (_, given, message) => {
		expect(() => requestOf(createTicket, given)).toThrow(message);
	});
});

test('Tickets of one customer are opened one after the other', () => {
	const laneOf = (parameters: object): unknown => createTicket.lane?.(parameters as never);
	const [ann, bob] = ['ann', 'bob'].map((customerReference) => ({
		customerKey: 'customer_id',
		customerReference,
	}));
	expect(laneOf({ ...ann })).toBe(laneOf({ ...ann, subject: 'Another one' }));
	expect(laneOf({ ...ann })).not.toBe(laneOf({ ...bob }));
});
