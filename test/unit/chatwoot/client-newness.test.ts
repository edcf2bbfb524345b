import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from 'n8n-workflow';
import { newness } from '../../../nodes/Chatwoot/resources/client/newness';
import type { Answer } from '../../../nodes/shared/request';

const SENT = {
	identifier: 'user-1',
	email: 'ann@example.com',
	name: 'Ann',
	custom_attributes: { plan: 'gold' },
};
const PERSON = { source_id: 'app/1', id: 1, name: 'Ann', email: 'ann@example.com', phone_number: null };
const RECORD = {
	id: 1,
	identifier: 'user-1',
	custom_attributes: { plan: 'gold' },
	created_at: '2026-11-21T07:37:05.012Z',
	updated_at: '2026-11-21T07:37:05.012Z',
	last_activity_at: null,
};

interface Case {
	readonly sent?: JsonObject;
	readonly person?: JsonObject;
	readonly record?: JsonObject;
	readonly status?: number;
	/** The server's clock before the contact was asked for. */
	readonly date?: string;
}

/** What is made of an answer, and what is asked to know it. */
function judge({ sent, person, record, status = 200, date = 'Sat, 21 Nov 2026 07:37:05 GMT' }: Case) {
	const headers = date === '' ? {} : { date };
	const before: Answer = { status: 200, headers, body: {} };
	const steps = newness({ ...SENT, ...sent }, { ...PERSON, ...person }, before);
	const first = steps.next([]);
	if (first.done === true) {
		return { asked: [], isNew: first.value };
	}
	const last = steps.next([{ status, headers, body: { ...RECORD, ...record } }]);
	return { asked: first.value, isNew: last.value };
}

test('The full record is read by a change of nothing, which may be repeated', () => {
	expect(judge({}).asked).toEqual([
		{
			method: 'PATCH',
			path: '/contacts/app%2F1',
			body: {},
			repeatable: true,
			accept: [401, 404, 422, 500],
		},
	]);
});

describe('A contact is', () => {
	test.each<[string, Case, boolean | null]>([
		['new, when it was made after the server was asked', {}, true],
		['new, when it was made a little later', { record: { created_at: '2026-11-21T07:37:09.000Z' } }, true],
		['old, when it is older', { record: { created_at: '2026-11-21T07:37:04.999Z' } }, false],
		['old, when it has another identifier', { record: { identifier: 'user-2' } }, false],
		[
			'old, when it has other custom attributes',
			{ record: { custom_attributes: { plan: 'gold', seats: 2 } } },
			false,
		],
		['old, when it has written', { record: { last_activity_at: '2026-11-21T07:37:05.100Z' } }, false],
		['not known, when the inbox wants proof to be read', { status: 500 }, null],
		['new on a server without a clock, when nothing was edited', { date: '' }, true],
		[
			'old on a server without a clock, when it was edited',
			{ date: '', record: { updated_at: '2026-11-21T07:38:00.000Z' } },
			false,
		],
	])('%s', (_, given, isNew) => {
		expect(judge(given).isNew).toBe(isNew);
	});

	test.each<[string, JsonObject]>([
		['name', { name: 'Anna' }],
		['email', { email: 'other@example.com' }],
	])('old, without another question, when it has another %s', (_, person) => {
		expect(judge({ person })).toEqual({ asked: [], isNew: false });
	});
});
