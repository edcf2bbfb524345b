import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { CONTINUES, jsonOf, pairsOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { byId, fromList, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const create = (parameters: INodeParameters): { does: string; parameters: INodeParameters } => ({
	does: 'contact create',
	parameters,
});

const ANN = { name: 'Ann', email: 'ann@example.com', phoneNumber: '+49 170 1234567', identifier: 'crm-1' };

describe('A contact is made', () => {
	test('with everything, and with a session whose source ID stands at the top of the output', async () => {
		const inbox = await used.beside((client) => client.inbox());
		const made = await run(
			create({
				...ANN,
				inbox: fromList(inbox),
				sourceId: 'user-4711',
				profile: { city: 'Berlin', companyName: 'Example Ltd', blocked: false },
				attributes: { attribute: [{ key: 'plan', value: 'gold' }] },
			}),
		);
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: '/contacts',
				body: {
					name: 'Ann',
					email: 'ann@example.com',
					phone_number: '+491701234567',
					identifier: 'crm-1',
					blocked: false,
					additional_attributes: { city: 'Berlin', company_name: 'Example Ltd' },
					custom_attributes: { plan: 'gold' },
					inbox_id: inbox,
					source_id: 'user-4711',
				},
			},
		]);
		const [item] = jsonOf(made);
		expect(Object.entries(item ?? {})[0]).toEqual(['source_id', 'user-4711']);
		expect(Object.keys(item ?? {})).toEqual([
			'source_id',
			'id',
			'name',
			'email',
			'phone_number',
			'identifier',
			'custom_attributes',
			'additional_attributes',
			'created_at',
		]);
		expect([...used.chatwoot.contactInboxes.values()]).toMatchObject([
			{ source_id: 'user-4711', inbox: { id: inbox }, contact: { id: 1, name: 'Ann' } },
		]);
		expect(used.chatwoot.contacts.get(1)).toMatchObject({
			email: 'ann@example.com',
			phone_number: '+491701234567',
			identifier: 'crm-1',
			additional_attributes: { city: 'Berlin', company_name: 'Example Ltd' },
			custom_attributes: { plan: 'gold' },
		});
	});

	test('with all that the server gives but its secrets, when Simplify is off', async () => {
		const inbox = await used.beside((client) => client.inbox());
		const made = await run(create({ name: 'Ann', inbox: byId(inbox), simplify: false }));
		const [item] = jsonOf(made);
		expect(item).toMatchObject({
			source_id: [...used.chatwoot.contactInboxes.values()][0]?.source_id,
			id: 1,
			thumbnail: '',
			availability_status: 'offline',
			contact_inboxes: [{ inbox: { id: inbox } }],
		});
		// The answer has the inbox too, with what proves identities there.
		expect(placesOf(used.chatwoot.inboxes.get(inbox)?.hmac_token ?? '', made)).toEqual([]);
	});

	test('with a source ID of the server’s own, when only the inbox is given', async () => {
		const inbox = await used.beside((client) => client.inbox());
		const [item] = jsonOf(await run(create({ ...ANN, inbox: byId(inbox) })));
		expect(item?.source_id).toMatch(/^[\da-f-]{36}$/);
		expect([...used.chatwoot.contactInboxes.values()].map((one) => one.source_id)).toEqual([item?.source_id]);
	});

	test('without a session, and then the output names none', async () => {
		const [item] = jsonOf(await run(create({ name: 'Ann' })));
		expect(item).toMatchObject({ id: 1, name: 'Ann', email: null });
		expect(item).not.toHaveProperty('source_id');
		expect(used.chatwoot.contactInboxes.size).toBe(0);
	});

	test('for each item, and each output says which it is from', async () => {
		const made = await run(create({ name: '={{ $json.name }}', email: '={{ $json.email }}' }), [
			{ name: 'Ann', email: 'ann@example.com' },
			{ name: 'Bob', email: '' },
			{ email: 'cem@example.com' },
		]);
		expect(jsonOf(made).map(({ name, email }) => [name, email])).toEqual([
			['Ann', 'ann@example.com'],
			['Bob', null],
			['', 'cem@example.com'],
		]);
		expect(pairsOf(made)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(calls().map(({ body }) => body)).toContainEqual({ name: 'Bob' });
	});
});

describe('A contact is not made', () => {
	test.each([
		[
			'whose email someone has, in whatever letters',
			'email',
			'ANN@Example.com',
			'Email has already been taken',
		],
		[
			'whose phone number someone has',
			'phoneNumber',
			'0049170 1234567',
			'Phone number has already been taken',
		],
		['whose identifier someone has', 'identifier', 'crm-1', 'Identifier has already been taken'],
		['whose email is none', 'email', 'nobody', 'Email Invalid email'],
		[
			'whose phone number has no country code',
			'phoneNumber',
			'0170 123',
			'Phone number should be in e164 format',
		],
		['whose name is too long', 'name', 'x'.repeat(256), 'Name is too long (maximum is 255 characters)'],
	])('%s, and the other items are', async (_, name, wrong, message) => {
		await used.beside((client) =>
			client.contact({ email: 'ann@example.com', phone_number: '+491701234567', identifier: 'crm-1' }),
		);
		const { error } = await run(create({ [name]: wrong }));
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.httpCode).toBe('422');
		const job = create({ identifier: 'crm-2', [name]: '={{ $json.x }}' });
		const right = name === 'identifier' ? 'crm-3' : '';
		expect(await errorsOf(job, [{ x: wrong }, { x: right }])).toEqual([`${message} [item 0]`, undefined]);
		expect(used.chatwoot.contacts.size).toBe(2);
	});

	test('in an inbox that does not exist', async () => {
		const { error } = await run(create({ ...ANN, inbox: byId(99) }));
		expect(error?.message).toBe('Resource could not be found [item 0]');
		expect(error?.description).toContain('Check the IDs');
		expect(used.chatwoot.contacts.size).toBe(0);
	});

	test('with a source ID that another contact has, and the message says so, for the server only breaks down', async () => {
		const inbox = await used.beside(async (client) => {
			const id = await client.inbox();
			await client.contact({ name: 'Bob', inbox_id: id, source_id: 'user-1' });
			return id;
		});
		const { error } = await run(create({ ...ANN, inbox: byId(inbox), sourceId: 'user-1' }));
		expect(error?.message).toBe('The contact was not made [item 0]');
		expect(error?.description).toContain("another contact has the source ID 'user-1' in this inbox");
		expect(used.chatwoot.contacts.size).toBe(1);
		expect(calls()).toHaveLength(1);
	});

	test('without a name, as the server would for an empty body: nothing is sent', async () => {
		const { error } = await run(create({ name: '={{ $json.name }}' }), [{ name: '' }]);
		expect(error?.message).toBe("'Name', 'Email', 'Phone Number' and 'Identifier' are empty [item 0]");
		expect(error?.description).toContain('Fill in at least one of them');
		expect(calls()).toEqual([]);
	});

	test('a second time when the server breaks down after it: the user is told to look', async () => {
		used.sandbox.faults.add({ method: 'POST', fault: { cut: 'after' } });
		const done = await run({ ...create(ANN), settings: CONTINUES });
		expect(jsonOf(done)[0]?.error).toContain('It may have been carried out all the same [item 0]');
		expect(calls()).toHaveLength(1);
		expect(used.chatwoot.contacts.size).toBe(1);
	});
});

test('An agent may make contacts, in inboxes of which they are a member', async () => {
	const [own, foreign] = await used.beside(async (client) => {
		const inbox = await client.inbox();
		const { body } = await client.post('inboxes', { name: 'Other', channel: { type: 'api' } });
		return [inbox, (body as { id: number }).id];
	});
	const job = { ...create({ name: 'Ann', inbox: byId('={{ $json.inbox }}') }), as: 'agent' } as const;
	const errors = await errorsOf(job, [{ inbox: own }, { inbox: foreign }]);
	expect(errors).toEqual([undefined, 'You are not authorized to do this action [item 1]']);
	expect(used.chatwoot.contacts.size).toBe(1);
});

test('Two items with one email go out one after the other, so that the second is refused and not a double', async () => {
	used.sandbox.faults.add({ fault: { latency: 15 } });
	const errors = await errorsOf(create({ email: '={{ $json.email }}' }), [
		{ email: 'ann@example.com' },
		{ email: 'bob@example.com' },
		{ email: 'Ann@example.com' },
	]);
	expect(errors).toEqual([undefined, undefined, 'Email has already been taken [item 2]']);
	expect(calls().at(-1)?.inFlight).toBe(1);
});
