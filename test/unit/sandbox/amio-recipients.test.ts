import { describe, expect, test } from '@jest/globals';
import { AmioClient } from '../../support/amio-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AmioClient => new AmioClient(use.sandbox);

describe('the recipient', () => {
	test('a phone number makes the contact once, whatever stands between its digits', async () => {
		const { amio, violations } = use.sandbox;
		const { channel } = client().someone();
		const name = { first_name: 'Anthony', last_name: 'Hopkins' };
		const first = await client().send(channel, { phone_number: '+1 (555) 857-6309', ...name }, 'Hello');
		const second = await client().send(channel, { phone_number: '15558576309' }, 'Hello again');
		const contact = [...amio.contacts.values()].at(-1);
		expect(contact).toMatchObject({ name: 'Anthony Hopkins', phone_number: '15558576309' });
		for (const { body } of [first, second]) {
			expect(body).toMatchObject({ contact: { id: contact?.id, phone_number: '15558576309' } });
		}
		expect(amio.contacts.size).toBe(2);
		expect(violations.list()).toEqual([]);
	});

	test('a user ref finds who ticked the checkbox', async () => {
		const { amio, violations } = use.sandbox;
		const { channel } = client().someone();
		const bob = amio.contact(channel, { user_ref: 'ref-1' });
		const { body } = await client().send(channel, { user_ref: 'ref-1' }, 'Hello');
		expect(body).toMatchObject({ contact: { id: bob.id } });
		expect((await client().send(channel, { user_ref: 'ref-2' }, 'Hello')).status).toBe(404);
		expect(violations.list()).toEqual([]);
	});

	test.each([
		[{}],
		[{ id: '1', phone_number: '15558576309' }],
		[{ phone_number: '15558576309', user_ref: 'ref-1' }],
		[{ id: '1', first_name: 'Ann' }],
		[{ first_name: 'Ann', last_name: 'Lee' }],
	])('%j: it must be exactly one', async (contact) => {
		const { amio, violations } = use.sandbox;
		const { channel } = client().someone();
		expect(await client().refusal(client().send(channel, contact, 'Hello'))).toMatchObject({
			status: 422,
			errors: [{ field: 'contact', rejected_value: contact }],
		});
		expect(violations.list()).toHaveLength(1);
		expect(amio.messages.size).toBe(0);
	});

	test.each(['12345', '1234567890123456', '555-CALL-NOW', ''])(
		'%j is no phone number',
		async (phone_number) => {
			const { channel } = client().someone('mobile');
			expect((await client().send(channel, { phone_number }, 'Hello')).status).toBe(422);
			expect(use.sandbox.amio.contacts.size).toBe(1);
		},
	);

	test.each([
		['amio_chat', ['id']],
		['facebook_messenger', ['id', 'phone_number', 'user_ref']],
		['mobile', ['id', 'phone_number']],
		['viber', ['id']],
		['viber_business_messages', ['id', 'phone_number']],
		['rbm', ['id', 'phone_number']],
		['telegram', ['id']],
		['email', ['id']],
	] as const)('%s finds contacts by %j', async (type, keys) => {
		const { amio, violations } = use.sandbox;
		const channel = amio.channel({ type });
		const known = { phone_number: '15558576309', user_ref: 'ref-1' };
		const { id } = amio.contact(channel, known);
		const taken = [];
		for (const [key, value] of Object.entries({ id, ...known })) {
			const { status } = await client().send(channel, { [key]: value }, 'Hello');
			if (status === 201) taken.push(key);
		}
		expect(taken).toEqual(keys);
		expect(violations.list()).toEqual([]);
	});

	test('who is not there, or on another channel, is not found', async () => {
		const { amio, violations } = use.sandbox;
		const { channel, ann } = client().someone();
		const nowhere = { ...channel, id: '6456078759331248741' };
		expect((await client().send(nowhere, { id: ann.id }, 'Hello')).status).toBe(404);
		expect((await client().send(amio.channel(), { id: ann.id }, 'Hello')).status).toBe(404);
		expect(violations.list()).toEqual([]);
	});

	test('WhatsApp takes a phone number once a template was sent there', async () => {
		const { amio, violations } = use.sandbox;
		const channel = amio.channel({ type: 'whatsapp' });
		const contact = { phone_number: '+420 606 123 456' };
		expect((await client().send(channel, contact, 'Hello')).status).toBe(422);
		const message_template = {
			id: 'welcome',
			substitution: { localizations: { default: { name: 'Albert' } } },
		};
		const body = { channel: { id: channel.id }, contact, message_template };
		expect(await client().post('messages', body)).toMatchObject({ status: 201, body: { message_template } });
		expect((await client().send(channel, contact, 'Hello')).status).toBe(201);
		expect(violations.list()).toEqual([]);
	});

	test('no other platform has templates, and no message has both', async () => {
		const { channel, ann } = client().someone();
		const body = {
			channel: { id: channel.id },
			contact: { id: ann.id },
			message_template: { id: 'welcome' },
		};
		expect((await client().post('messages', body)).status).toBe(422);
		expect(use.sandbox.violations.list()).toEqual([]);
		await client().send(channel, { id: ann.id }, 'Hello', { message_template: { id: 'welcome' } });
		expect(use.sandbox.violations.list()).toHaveLength(1);
	});
});
