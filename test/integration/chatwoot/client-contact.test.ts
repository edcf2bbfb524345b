import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { useChatwoot, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const inbox = async (): Promise<void> => {
	await used.beside(async (client) => await client.inbox());
};

/** A job of the inbox's own app. */
const client = (operation: string, parameters: NonNullable<Job['parameters']>): Job => ({
	does: `clientContact ${operation}`,
	parameters: { attributesMode: 'fields', ...parameters },
	inbox: 1,
});

const ANN = { sourceId: 'app-1', identifier: 'user-1', email: 'ann@example.com', name: 'Ann' };

/** Ann, whose app opened the chat long ago. */
const ann = async (): Promise<void> => {
	await inbox();
	jsonOf(await run(client('create', ANN)));
	const contact = used.chatwoot.contacts.get(1);
	if (contact === undefined) {
		throw new Error('Ann was not made');
	}
	Object.assign(contact, { created_at: contact.created_at - 3_600_000 });
	used.sandbox.journal.clear();
};

/** Method, path behind the inbox, and body. */
const asked = (): unknown[] =>
	calls().map(({ method, path, body }) => [
		method,
		path.replace(/^\/public\/api\/v1\/inboxes\/[^/]+/, ''),
		...(body === undefined ? [] : [body]),
	]);

const sessions = () => [...used.chatwoot.contactInboxes.values()];

describe('A contact of an app is created', () => {
	test('with everything, and the output says that it is new, and how to follow it', async () => {
		await inbox();
		const done = await run(
			client('create', {
				...ANN,
				phoneNumber: '0049 151 2345678',
				attributesMode: 'json',
				attributesJson: '{"plan":"gold"}',
			}),
		);
		const [session] = sessions();
		expect(jsonOf(done)).toEqual([
			{
				source_id: 'app-1',
				is_new: true,
				pubsub_token: session?.pubsub_token,
				id: 1,
				name: 'Ann',
				email: 'ann@example.com',
				phone_number: '+491512345678',
			},
		]);
		expect(Object.keys(jsonOf(done)[0] ?? {}).slice(0, 2)).toEqual(['source_id', 'is_new']);
		expect(pairsOf(done)).toEqual([{ item: 0 }]);
		expect(done.hints).toEqual([]);
		expect(used.chatwoot.contacts.get(1)).toMatchObject({
			identifier: 'user-1',
			custom_attributes: { plan: 'gold' },
		});
		expect(asked()[1]).toEqual([
			'POST',
			'/contacts',
			{
				source_id: 'app-1',
				identifier: 'user-1',
				name: 'Ann',
				email: 'ann@example.com',
				phone_number: '+491512345678',
				custom_attributes: { plan: 'gold' },
			},
		]);
	});

	test('with nothing, and has a source ID and a name that the server invents', async () => {
		await inbox();
		const [made] = jsonOf(await run(client('create', {})));
		expect(made).toMatchObject({ source_id: sessions()[0]?.source_id, is_new: true });
		expect(made?.name).not.toBe('');
		expect(asked()).toEqual([['POST', '/contacts', {}]]);
	});

	test.each<[string, object, string]>([
		['source ID', { sourceId: 'app-1', name: 'Renamed' }, 'app-1'],
		['identifier', { identifier: 'user-1' }, ''],
		['email, in whatever letters', { email: 'ANN@example.com', name: 'Somebody' }, ''],
	])(
		'not again, when there is one of the same %s: that one comes, unchanged, and the user is told',
		async (_, given, sourceId) => {
			await ann();
			const done = await run(client('create', { ...given }));
			const [row] = jsonOf(done);
			expect(row).toMatchObject({ is_new: false, id: 1, name: 'Ann', email: 'ann@example.com' });
			expect(row?.source_id).toBe(sourceId === '' ? sessions()[1]?.source_id : sourceId);
			expect(done.hints).toMatchObject([{ message: expect.stringContaining('was there already') }]);
			expect(used.chatwoot.contacts.size).toBe(1);
			expect(used.chatwoot.contacts.get(1)?.name).toBe('Ann');
		},
	);

	test('and where an inbox lets nobody read without proof, the output does not say whether it is new', async () => {
		await used.beside(async (other) => await other.inbox({ hmac_mandatory: true }));
		const hmacToken = used.chatwoot.inboxes.get(1)?.hmac_token ?? '';
		const [row] = jsonOf(
			await run({ ...client('create', { identifier: 'user-1' }), credential: { hmacToken } }),
		);
		expect(row).toMatchObject({ is_new: null, id: 1 });
	});

	test('of each item; two items that are one person make one contact', async () => {
		await inbox();
		const done = await run(client('create', { identifier: '={{ $json.id }}', email: '={{ $json.email }}' }), [
			{ id: 'user-1', email: 'one@example.com' },
			{ id: 'user-2', email: 'two@example.com' },
			{ email: 'One@Example.com' },
		]);
		expect(jsonOf(done).map(({ id }) => id)).toEqual([1, 2, 1]);
		expect(pairsOf(done)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(used.chatwoot.contacts.size).toBe(2);
	});

	test.each<[string, object, string]>([
		['an email that is none', { email: 'nobody' }, 'Email Invalid email'],
		['a phone number that is none', { phoneNumber: '0' }, 'Phone number should be in e164 format'],
	])('not with %s, in the words of the server; the others are made', async (_, wrong, says) => {
		await inbox();
		const fields = { email: '={{ $json.email }}', phoneNumber: '={{ $json.phoneNumber }}' };
		const errors = await errorsOf(client('create', fields), [wrong as never, { email: 'ann@example.com' }]);
		expect(errors).toEqual([`${says} [item 0]`, undefined]);
		expect(used.chatwoot.contacts.size).toBe(1);
	});

	test('not in an inbox that is not there', async () => {
		const { error } = await run({ ...client('create', ANN), credential: { inboxIdentifier: 'nowhere' } });
		expect(error?.message).toBe('Not Found [item 0]');
		expect(error?.description).toContain('Check the inbox identifier in the credential');
	});
});

describe('A contact of an app is read', () => {
	test('with the token by which its conversations are followed', async () => {
		await ann();
		const done = await run(client('get', { sourceId: 'app-1' }));
		expect(jsonOf(done)).toEqual([
			{
				source_id: 'app-1',
				pubsub_token: sessions()[0]?.pubsub_token,
				id: 1,
				name: 'Ann',
				email: 'ann@example.com',
				phone_number: null,
			},
		]);
		expect(asked()).toEqual([['GET', '/contacts/app-1']]);
	});

	test.each(['none', 'APP-1', 'app-1/conversations'])(
		'by its own source ID only, not by %j',
		async (sourceId) => {
			await ann();
			const { error } = await run(client('get', { sourceId }));
			expect(error?.message).toBe('Not Found [item 0]');
			expect(error?.description).toContain(
				'a contact is named by the source ID of its session in this inbox',
			);
		},
	);

	test('through its own inbox only', async () => {
		await ann();
		await used.beside(async (other) => await other.inbox());
		const { error } = await run({ ...client('get', { sourceId: 'app-1' }), inbox: 2 });
		expect(error?.httpCode).toBe('404');
	});
});

describe('A contact of an app is updated', () => {
	test('in what is filled in; attributes are added to those that are there', async () => {
		await ann();
		Object.assign(used.chatwoot.contacts.get(1) ?? {}, { custom_attributes: { plan: 'free' } });
		const done = await run(
			client('update', {
				sourceId: 'app-1',
				name: 'Anna',
				attributes: { attribute: [{ key: 'seats', value: '={{ 2 }}' }] },
			}),
		);
		expect(jsonOf(done)).toMatchObject([
			{ source_id: 'app-1', was_merged: false, id: 1, name: 'Anna', email: 'ann@example.com' },
		]);
		expect(done.hints).toEqual([]);
		expect(asked()).toEqual([
			['GET', '/contacts/app-1'],
			['PATCH', '/contacts/app-1', { name: 'Anna', custom_attributes: { seats: 2 } }],
		]);
		expect(used.chatwoot.contacts.get(1)).toMatchObject({
			name: 'Anna',
			custom_attributes: { plan: 'free', seats: 2 },
		});
	});

	test('and merged into another one by their email: the output says which is no more', async () => {
		await ann();
		await used.beside(async (other) => await other.contact({ name: 'Bob', email: 'bob@example.com' }));
		const done = await run(client('update', { sourceId: 'app-1', email: 'BOB@example.com' }));
		expect(jsonOf(done)).toMatchObject([
			{ source_id: 'app-1', was_merged: true, merged_contact_id: 1, id: 2, name: 'Bob' },
		]);
		expect(done.hints).toMatchObject([
			{ message: expect.stringContaining('Contact 1 is no more: the server merged it into contact 2') },
		]);
		expect([...used.chatwoot.contacts.keys()]).toEqual([2]);
		const token = sessions()[0]?.pubsub_token ?? '';
		expect(placesOf(token, done)).toEqual([]);
	});

	test('and the token by which its conversations are followed is not in the output, even of a server that shows it', async () => {
		await ann();
		const raw = '{"id":1,"contact_inbox":{"pubsub_token":"opens-everything"}}';
		used.sandbox.faults.add({ method: 'PATCH', fault: { raw, contentType: 'application/json' } });
		const job = client('update', { sourceId: 'app-1', name: 'Anna' });
		expect(jsonOf(await run(job))).toMatchObject([{ id: 1, contact_inbox: {} }]);
		expect(placesOf('opens-everything', await run(job))).toEqual([]);
		const wanted = await run({ ...job, options: { includeSecrets: true } });
		expect(jsonOf(wanted)[0]?.contact_inbox).toEqual({ pubsub_token: 'opens-everything' });
	});

	test('of one person in the order of the items', async () => {
		await ann();
		used.sandbox.faults.add({ times: 1, method: 'PATCH', fault: { latency: 100 } });
		const names = ['A', 'B', 'C'].map((name) => ({ name }));
		jsonOf(await run(client('update', { sourceId: 'app-1', name: '={{ $json.name }}' }), names));
		expect(used.chatwoot.contacts.get(1)?.name).toBe('C');
	});

	test('unless there is nothing to change, or nobody', async () => {
		await ann();
		const errors = await errorsOf(
			client('update', { sourceId: '={{ $json.id }}', name: '={{ $json.name }}' }),
			[
				{ id: 'app-1', name: '' },
				{ id: 'app-2', name: 'Anna' },
				{ id: '', name: 'Anna' },
				{ id: 'app-1', name: 'Anna' },
			],
		);
		expect(errors).toEqual([
			'There is nothing to update [item 0]',
			'Not Found [item 1]',
			"'Source ID' is empty [item 2]",
			undefined,
		]);
	});

	test('not to an email that is none, in the words of the server', async () => {
		await ann();
		const { error } = await run(client('update', { sourceId: 'app-1', email: 'x' }));
		expect(error?.message).toBe('Email Invalid email [item 0]');
		expect(error?.httpCode).toBe('422');
	});
});
