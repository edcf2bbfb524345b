import { describe, expect, test } from '@jest/globals';
import { customer } from '../../../nodes/ProtoAicx/resources/customer';
import { PROFILE_KEYS } from '../../../sandbox/aicx/types.ts';
import { operationOf } from '../support/request-of.ts';

const get = operationOf(customer, 'get');

describe('Simplify', () => {
	const row = {
		...Object.fromEntries(PROFILE_KEYS.map((key) => [key, key])),
		is_blocked: false,
		id: '1',
		tags: [],
		provided_unique_id: 'ann',
		created_at: 'today',
		updated_at: 'tomorrow',
	};

	test('keeps at most ten keys, the IDs first', () => {
		expect(Object.keys(get.simplify?.(row as never) ?? {})).toEqual([
			'id',
			'provided_unique_id',
			'external_customer_id',
			'name',
			'email',
			'phone_number',
			'location',
			'avatar',
			'tags',
			'created_at',
		]);
	});

	test('keeps every ID that a ticket can be opened with, and the phone number under either name', () => {
		const given = { customer_id: 'c1', gateway_profile_id: 'g1', name: 'Ann', phone: '+15551234567' };
		expect(get.simplify?.({ ...given, language: 'en' })).toEqual(given);
	});

	test.each([
		['wrapped in its name', { customer: { customer_id: 'c1', name: 'Ann' } }],
		['wrapped in anything else', { data: { id: '1', name: 'Ann' }, success: true }],
		['with an ID of another name', { person_id: 'p1', name: 'Ann', email: 'ann@example.com' }],
	])('hands on whole what it does not know: a customer %s', (_, row) => {
		expect(get.simplify?.(row)).toEqual(row);
	});

	test('adds no keys that the answer does not have', () => {
		expect(get.simplify?.({ id: '1', name: null, language: 'en' })).toEqual({ id: '1', name: null });
	});
});
