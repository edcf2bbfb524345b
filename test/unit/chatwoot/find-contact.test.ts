import { describe, expect, test } from '@jest/globals';
import { findContact, normalPhoneNumber, type ContactKeys } from '../../../nodes/Chatwoot/find-contact';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Answer } from '../../../nodes/shared/request';

type Row = JsonObject;

const NOBODY: ContactKeys = { identifier: '', email: '', phoneNumber: '' };

const answerOf = (body: JsonValue | undefined): Answer => ({ status: 200, headers: {}, body });

/** What is found when the server answers these lists, one for each key that is given. */
function found(keys: Partial<ContactKeys>, ...lists: readonly (readonly Row[])[]): unknown {
	const steps = findContact({ ...NOBODY, ...keys });
	const first = steps.next([]);
	expect(first.value).toHaveLength(lists.length);
	const answers = lists.map((payload) => answerOf({ payload: [...payload] }));
	const last = steps.next(answers);
	expect(last.done).toBe(true);
	return last.value;
}

const ann = { id: 7, identifier: 'crm-1', email: 'ann@example.com', phone_number: '+491701234567' };
const bob = { id: 9, identifier: 'crm-2', email: 'bob@example.com', phone_number: '+491709999999' };

const ALL = { identifier: 'crm-1', email: 'ann@example.com', phoneNumber: '+491701234567' };

describe('A contact is found', () => {
	test.each<[string, Partial<ContactKeys>]>([
		['by identifier', { identifier: 'crm-1' }],
		['by email in other letters', { email: 'ANN@example.com ' }],
		['by phone number as people write it', { phoneNumber: '0049 170 / 123 45 67' }],
	])('%s', (_, keys) => {
		expect(found(keys, [ann])).toBe(ann);
	});

	test('by all of them, which name the same', () => {
		expect(found(ALL, [ann], [ann], [ann])).toBe(ann);
	});

	test('by one of them, when the server knows only that', () => {
		expect(found(ALL, [], [ann], [])).toBe(ann);
	});

	test('among several with a number, by the other keys', () => {
		const twin = { ...bob, phone_number: ann.phone_number };
		expect(found(ALL, [], [ann], [twin, ann])).toBe(ann);
	});

	test('as the oldest of several with a number', () => {
		const twins = [12, 8, 101].map((id) => ({ id, phone_number: ann.phone_number }));
		expect(found({ phoneNumber: ann.phone_number }, twins)).toBe(twins[1]);
	});
});

describe('Nobody is found', () => {
	test('where the server finds nobody', () => {
		expect(found(ALL, [], [], [])).toBeUndefined();
	});

	test.each<[string, Partial<ContactKeys>, Row]>([
		['an identifier in other letters', { identifier: 'CRM-1' }, ann],
		['a part of an email', { email: 'ann@example.co' }, ann],
		['a pattern', { email: 'a%@example.com' }, ann],
		['another phone number', { phoneNumber: '+4917012345678' }, ann],
		['a contact that has no such value', { email: 'ann@example.com' }, { id: 7, email: null }],
	])('when the server gives someone else: %s', (_, keys, row) => {
		expect(found(keys, [row])).toBeUndefined();
	});
});

test('Keys of different people are an error, which says whose each is', () => {
	expect(() => found(ALL, [ann], [{ ...bob, email: ann.email }], [])).toThrow(
		'These belong to different contacts: identifier of 7, email of 9',
	);
	const twins = [9, 11].map((id) => ({ id, phone_number: ann.phone_number }));
	expect(() => found(ALL, [ann], [], twins)).toThrow('identifier of 7, phone_number of 9 and 11');
});

test.each([{ payload: 'none' }, {}, undefined])(
	'An answer of another form is an error, and not nobody: %j',
	(body) => {
		const steps = findContact({ ...NOBODY, email: 'ann@example.com' });
		steps.next([]);
		expect(() => steps.next([answerOf(body)])).toThrow('The answer is not a list');
	},
);

test.each([
	['+491701234567', '+491701234567'],
	['+49 (0) 170', '+49170'],
	['0049(0)170', '+49170'],
	['(0)170 1', '+01701'],
	['0049170', '+49170'],
	['49170', '+49170'],
	['  ', ''],
	['', ''],
	['unknown', 'unknown'],
])('The phone number %p is compared as %p', (written, compared) => {
	expect(normalPhoneNumber(written)).toBe(compared);
});
