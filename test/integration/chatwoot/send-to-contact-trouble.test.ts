import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import type { ContactInbox } from '../../../sandbox/chatwoot/types.ts';
import { jsonOf } from '../support/results.ts';
import { countsOf, NOT_NOW, toAnn, TRIES, WEBSITE } from './message-support.ts';
import { useChatwoot, writes } from './support.ts';

const used = useChatwoot();
const { run, errorsOf, calls, beside } = used;

const ANN = { email: 'ann@example.com' };

const shop = (channel: object = {}): Promise<number> => beside((client) => client.inbox(channel));

const counts = (): number[] => countsOf(used.chatwoot);

/** Statuses of the calls that make something, in order. */
const made = (): [string | undefined, number][] =>
	calls()
		.filter(({ method, path }) => method === 'POST' && !path.endsWith('/filter'))
		.map(({ path, status }) => [path.split('/').at(-1), status]);

/** Another execution is faster: it makes the contact after ours has looked, and before ours makes it. */
async function isFaster(inbox: number, contact: object = ANN): Promise<number> {
	const { contacts, contactInboxes } = used.chatwoot;
	const id = await beside((client) => client.contact({ ...contact, inbox_id: inbox }));
	const theirs = contacts.get(id);
	const [session] = [...contactInboxes.values()].slice(-1) as [ContactInbox];
	contacts.delete(id);
	contactInboxes.delete(session.id);
	used.sandbox.faults.add({
		method: 'POST',
		path: /\/contacts$/,
		times: 1,
		match: () => {
			if (theirs !== undefined) {
				contacts.set(id, theirs);
				contactInboxes.set(session.id, session);
			}
			return true;
		},
		fault: { latency: 0 },
	});
	return id;
}

describe('Another execution was faster with the same person', () => {
	test('and the server says so: a second look finds the contact, and nothing is made twice', async () => {
		const inbox = await shop();
		const theirs = await isFaster(inbox);
		const [sent] = jsonOf(await run(toAnn(inbox)));
		expect(made()).toEqual([
			['contacts', 422],
			['conversations', 200],
			['messages', 200],
		]);
		expect(sent?.contact_id).toBe(theirs);
		expect(counts()).toEqual([1, 1, 1, 1]);
	});

	test('and the server breaks down over it, as it does too', async () => {
		const inbox = await shop();
		used.sandbox.faults.add({ path: /\/contacts$/, times: 1, fault: { status: 500, acts: true } });
		jsonOf(await run(toAnn(inbox)));
		expect(made()).toEqual([
			['contacts', 500],
			['conversations', 200],
			['messages', 200],
		]);
		expect(counts()).toEqual([1, 1, 1, 1]);
	});

	test('and with the other of two keys: the message goes to the one whom that key names', async () => {
		const inbox = await shop();
		const theirs = await isFaster(inbox, { phone_number: '+491701234567' });
		const [sent] = jsonOf(await run(toAnn(inbox, { phoneNumber: '+491701234567' })));
		expect(sent?.contact_id).toBe(theirs);
		expect(counts()).toEqual([1, 1, 1, 1]);
	});
});

describe.each([
	['a contact', /\/contacts$/, false],
	['a session', /\/contact_inboxes$/, true],
	['a conversation', /\/conversations$/, false],
	['a conversation, behind a session', /\/conversations$/, true],
])('What is made on the way is made, but its answer lost: %s', (_, path, isKnown) => {
	const lost = [{ status: 502, acts: true } as const, { cut: 'after' } as const];

	test.each(lost)("n8n's next try finds it, and the message is sent once (%j)", async (fault) => {
		const inbox = await shop();
		if (isKnown) {
			await beside((client) => client.contact(ANN));
		}
		used.sandbox.faults.add({ method: 'POST', path, times: 1, fault });
		jsonOf(await run({ ...toAnn(inbox), ...TRIES }));
		expect(counts()).toEqual([1, 1, 1, 1]);
	});

	test('without a next try the error says that it may be run again', async () => {
		const inbox = await shop();
		if (isKnown) {
			await beside((client) => client.contact(ANN));
		}
		used.sandbox.faults.add({ method: 'POST', path, times: 1, fault: { status: 502, acts: true } });
		const { error } = await run(toAnn(inbox));
		expect(error?.message).not.toContain('may have been carried out');
		expect(error?.description).toContain('Run it again: it looks first');
		jsonOf(await run(toAnn(inbox)));
		expect(counts()).toEqual([1, 1, 1, 1]);
	});
});

describe('The contact cannot be made, and no second look helps', () => {
	test('because of what the server says of it', async () => {
		const inbox = await shop();
		const { error } = await run(toAnn(inbox, { email: 'ann' }));
		expect(error?.message).toBe('Email Invalid email [item 0]');
		expect(error?.httpCode).toBe('422');
		expect(counts()).toEqual([0, 0, 0, 0]);
	});

	test('because the server breaks down', async () => {
		const inbox = await shop();
		const body = { status: 500, error: 'Internal Server Error' };
		used.sandbox.faults.add({ path: /\/contacts$/, fault: { status: 500, body } });
		expect(await errorsOf(toAnn(inbox))).toEqual(['Internal Server Error [item 0]']);
		expect(counts()).toEqual([0, 0, 0, 0]);
	});

	test('because the inbox is not there', async () => {
		expect(await errorsOf(toAnn(999))).toEqual(['Resource could not be found [item 0]']);
		expect(counts()).toEqual([0, 0, 0, 0]);
	});
});

test('Keys of two people: nobody can know who is meant, and nobody is written to', async () => {
	const inbox = await shop();
	const [ann, bob] = await beside(async (client) => [
		await client.contact(ANN),
		await client.contact({ name: 'Bob', phone_number: '+491701234567' }),
	]);
	const { error } = await run(toAnn(inbox, { phoneNumber: '+491701234567' }));
	expect(error?.message).toBe(
		`These belong to different contacts: email of ${ann}, phone_number of ${bob} [item 0]`,
	);
	expect(error?.description).toContain("'Merge'");
	expect(writes(calls())).toEqual([]);
});

describe('Nothing is looked up, made or sent for', () => {
	test.each<[string, INodeParameters, string]>([
		['nobody', { email: '={{ $json.email }}' }, "'Identifier', 'Email' and 'Phone Number' are all empty"],
		[
			'a phone number without a country',
			{ phoneNumber: '0170' },
			"'Phone Number' is not in international form",
		],
		['an empty message', { content: ' ' }, "'Text' is empty"],
		[
			'cards without actions',
			{ contentType: 'cards', cards: { item: [{ title: 'A' }] } },
			"'Cards' has a card without actions",
		],
		[
			'custom attributes that are no object',
			{ additionalFields: { custom_attributes: '[1]' } },
			"'Custom Attributes (JSON)' must be a JSON object",
		],
		['an object as an email', { email: '={{ ({ a: 1 }) }}' }, "'Email' must be text, but is an object"],
	])('%s', async (_, more, says) => {
		const { error } = await run(toAnn(await shop(), more));
		expect(error?.message).toContain(says);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(calls()).toEqual([]);
	});
});

describe('Tried again by n8n after it failed', () => {
	test('at the message: contact and conversation are not made again, and the message is sent once', async () => {
		const inbox = await shop();
		used.sandbox.faults.add({ path: /messages$/, ...NOT_NOW });
		jsonOf(await run({ ...toAnn(inbox), ...TRIES }));
		expect(counts()).toEqual([1, 1, 1, 1]);
		expect(made()).toEqual([
			['contacts', 200],
			['conversations', 200],
			['messages', 422],
			['messages', 200],
		]);
	});

	test('at the contact, which the server did not make: it is made now', async () => {
		const inbox = await shop();
		used.sandbox.faults.add({ path: /\/contacts$/, times: 1, fault: { status: 500 } });
		jsonOf(await run({ ...toAnn(inbox), ...TRIES }));
		expect(counts()).toEqual([1, 1, 1, 1]);
	});

	test('at the conversation: the contact is not made again', async () => {
		const inbox = await shop();
		used.sandbox.faults.add({
			path: /\/conversations$/,
			method: 'POST',
			...NOT_NOW,
		});
		jsonOf(await run({ ...toAnn(inbox), ...TRIES }));
		expect(counts()).toEqual([1, 1, 1, 1]);
	});

	test('when the message may have arrived: it is not sent again', async () => {
		const inbox = await shop();
		used.sandbox.faults.add({ path: /messages$/, times: 1, fault: { cut: 'after' } });
		const { error } = await run({ ...toAnn(inbox), ...TRIES });
		expect(error?.message).toContain('It may have been carried out all the same');
		expect(counts()).toEqual([1, 1, 1, 1]);
	});

	test('at one of ten items: each of the others is sent once', async () => {
		const inbox = await shop();
		used.sandbox.faults.add({
			path: /messages$/,
			match: ({ body }) => JSON.stringify(body).includes('line 7'),
			...NOT_NOW,
		});
		const items = Array.from({ length: 10 }, (_, index) => ({
			email: `person${index % 4}@example.com`,
			text: `line ${index}`,
		}));
		const parameters = { email: '={{ $json.email }}', content: '={{ $json.text }}' };
		const done = await run({ ...toAnn(inbox, parameters), ...TRIES }, items);
		expect(jsonOf(done).map(({ content }) => content)).toEqual(items.map(({ text }) => text));
		expect(counts()).toEqual([4, 4, 4, 10]);
	});

	test('after another execution was faster: what was found then is used', async () => {
		const inbox = await shop();
		const theirs = await isFaster(inbox);
		used.sandbox.faults.add({ path: /messages$/, ...NOT_NOW });
		const [sent] = jsonOf(await run({ ...toAnn(inbox), ...TRIES }));
		expect(sent?.contact_id).toBe(theirs);
		expect(counts()).toEqual([1, 1, 1, 1]);
	});
});

test('A person with many sessions: no more requests at a time than the option says', async () => {
	const inbox = await shop();
	await beside(async (client) => {
		const contact_id = await client.contact(ANN);
		for (let count = 0; count < 4; count++) {
			await client.conversation({ contact_id, inbox_id: inbox });
		}
	});
	used.sandbox.faults.add({ fault: { latency: 10 } });
	const [sent] = jsonOf(await run({ ...toAnn(inbox), options: { maxParallel: 2 } }));
	expect(sent?.conversation_id).toBe(4);
	expect(calls()).toHaveLength(1 + 4 * 3 + 1);
	expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(2);
});

test('A message of the contact to the inbox of a website is refused by the server', async () => {
	const inbox = await shop(WEBSITE);
	const { error } = await run(toAnn(inbox, { messageType: 'incoming' }));
	expect(error?.message).toBe('Incoming messages are only allowed in Api inboxes [item 0]');
	expect(used.chatwoot.messages.size).toBe(0);
});

test('An agent bot may not look people up: the error says what its token may do', async () => {
	const { error } = await run({ ...toAnn(await shop()), as: 'bot' });
	expect(error?.httpCode).toBe('401');
	expect(error?.description).toContain('agent bot');
	expect(writes(calls())).toEqual([]);
});

test('The whole answer, without Simplify, names conversation and contact, and gives nothing away', async () => {
	const inbox = await shop();
	const [sent] = jsonOf(await run(toAnn(inbox, { simplify: false })));
	expect(sent).toMatchObject({ contact_id: 1, conversation_id: 1, inbox_id: inbox, content_type: 'text' });
	expect(JSON.stringify(sent)).not.toMatch(/pubsub_token|hmac_token|access_token/);
});
