import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { casesOf, EMPTY, X, type WrongInput } from '../support/wrong-input.ts';
import { byId, useAmio, type Job } from './support.ts';

const used = useAmio();
const { run, calls } = used;

interface Wrong extends WrongInput {
	/** What is set beside the channel and the contact. */
	readonly parameters: INodeParameters;
	readonly right: unknown;
}

const wrong = (
	parameters: INodeParameters,
	right: unknown,
	values: readonly unknown[],
	says: string,
): Wrong => ({
	parameters,
	right,
	wrong: values,
	says,
});

const JSON_CONTACT = { sendTo: 'json', contactJson: X };
const TITLE = {
	quickReplies: { reply: [{ type: 'text', title: X }] },
	additionalFields: { cutLongTitles: false },
};
const REPLIES = { repliesMode: 'json', repliesJson: X };

const replies = (count: number): object[] => Array.from({ length: count }, () => ({ type: 'email' }));

/** `ANN` stands for the contact who is there. */
const CASES = casesOf<Wrong>([
	['no recipient', wrong({ contact: byId(X) }, 'ANN', EMPTY, "'Contact' is empty")],
	['no recipient in JSON', wrong(JSON_CONTACT, { id: 'ANN' }, [{}, '{}', { id: '' }], 'names no recipient')],
	[
		'two recipients',
		wrong(
			JSON_CONTACT,
			{ id: 'ANN' },
			[{ id: '7', phone_number: '15558576309' }, '{"phone_number":"1","user_ref":"2"}'],
			'names the recipient in 2 ways',
		),
	],
	[
		'an ID that has become a number',
		wrong(
			JSON_CONTACT,
			{ id: 'ANN' },
			['{"id":6456078781510715474}'],
			"'id' in 'Contact (JSON)' must be text",
		),
	],
	['12 quick replies', wrong(REPLIES, replies(11), [replies(12)], "'Quick Replies' has 12 entries")],
	[
		'a title of 21 characters',
		wrong(TITLE, 'x'.repeat(20), ['x'.repeat(21)], 'The title of quick reply 1 has 21 characters'),
	],
	['no text', wrong({ text: X }, 'Hello', EMPTY, "'Text' is empty")],
	['an object for a text', wrong({ text: X }, 'Hello', [{ a: 1 }], "'Text' must be text, but is an object")],
	['no JSON', wrong(REPLIES, [], ['[{', 'Yes', '{}'], "'Quick Replies (JSON)'")],
	['an unknown form', wrong({ contentType: X }, 'text', ['sticker', ''], "'Content Type' does not have")],
]);

/** A message to Ann, and the two items for it, the second of which is wrong. */
const prepare = (value: unknown, { parameters, right }: Wrong): { job: Job; items: { x: never }[] } => {
	const channel = used.amio.channel({ type: 'facebook_messenger' });
	const ann = used.amio.contact(channel);
	const given = JSON.parse(JSON.stringify(right).replace('ANN', ann.id)) as never;
	return {
		job: {
			does: 'message send',
			parameters: { channel: byId(channel.id), contact: byId(ann.id), text: 'Hello', ...parameters },
		},
		items: [{ x: given }, { x: value as never }],
	};
};

describe('Nothing is sent, and the user reads which field of which item to mend, with', () => {
	test.each(CASES)('%s: %s', async (_, __, value, row) => {
		const { job, items } = prepare(value, row);
		const { error } = await run(job, items);
		expect(error?.message).toContain(row.says);
		expect(error?.message).toMatch(/ \[item 1]$/);
		expect(calls()).toEqual([]);
	});
});

describe('With continue-on-fail the other item is sent, whatever is wrong with this one:', () => {
	test.each(CASES)('%s: %s', async (_, __, value, row) => {
		const { job, items } = prepare(value, row);
		expect(await used.errorsOf(job, items)).toEqual([undefined, expect.stringContaining(row.says)]);
		expect(used.amio.messages.size).toBe(1);
	});
});
