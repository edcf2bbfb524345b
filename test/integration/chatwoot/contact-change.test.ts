import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, fromList, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const update = (parameters: INodeParameters, contact: unknown = 1) => ({
	does: 'contact update',
	parameters: { contact: byId(contact as number), ...parameters },
});

const ANN = {
	name: 'Ann',
	email: 'ann@example.com',
	phone_number: '+491701234567',
	identifier: 'crm-1',
	custom_attributes: { plan: 'silver', seats: 5, note: 'x' },
	additional_attributes: { city: 'Bonn', country: 'Germany' },
};

const ann = (): Promise<number> => used.beside((client) => client.contact(ANN));

const shown = (): unknown => used.chatwoot.contacts.get(1);

describe('An update', () => {
	test('changes what is filled in, and leaves everything else as it is', async () => {
		await ann();
		const done = await run(update({ name: 'Ann Smith', profile: { city: 'Berlin', blocked: true } }));
		expect(calls().map(wire)).toEqual([
			{
				method: 'PUT',
				path: '/contacts/1',
				body: { name: 'Ann Smith', blocked: true, additional_attributes: { city: 'Berlin' } },
			},
		]);
		expect(shown()).toMatchObject({
			...ANN,
			name: 'Ann Smith',
			blocked: true,
			additional_attributes: { city: 'Berlin', country: 'Germany' },
		});
		expect(jsonOf(done)).toMatchObject([{ id: 1, name: 'Ann Smith', email: 'ann@example.com' }]);
		expect(jsonOf(done)[0]).not.toHaveProperty('thumbnail');
	});

	test('gives all of the answer, when Simplify is off', async () => {
		await ann();
		const [item] = jsonOf(await run(update({ name: 'Ann', simplify: false })));
		expect(item).toMatchObject({ id: 1, availability_status: 'offline', blocked: false });
	});

	test('sets attributes beside those that are there, and null stays as null', async () => {
		await ann();
		await run(update({ attributesMode: 'json', attributesJson: '{"plan":null,"vip":true}' }));
		expect(shown()).toMatchObject({
			custom_attributes: { plan: null, seats: 5, note: 'x', vip: true },
		});
	});

	test('takes attributes away, which setting them to nothing would not do', async () => {
		await ann();
		const done = await run(update({ removedAttributes: 'plan, unknown' }));
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: '/contacts/1/destroy_custom_attributes',
				body: { custom_attributes: ['plan', 'unknown'] },
			},
		]);
		expect(jsonOf(done)).toMatchObject([{ id: 1, custom_attributes: { seats: 5, note: 'x' } }]);
		expect(used.chatwoot.contacts.get(1)?.custom_attributes).toEqual({ seats: 5, note: 'x' });
	});

	test('sets first and takes away then, and the output shows the end of it', async () => {
		await ann();
		const attribute = [{ key: 'plan', value: 'gold' }];
		const done = await run(
			update({ attributes: { attribute }, removedAttributes: '={{ ["note", "seats"] }}', name: 'A.' }),
		);
		expect(calls().map(({ method }) => method)).toEqual(['PUT', 'POST']);
		expect(jsonOf(done)).toMatchObject([{ name: 'A.', custom_attributes: { plan: 'gold' } }]);
		expect(used.chatwoot.contacts.get(1)?.custom_attributes).toEqual({ plan: 'gold' });
	});

	test('empties fields', async () => {
		await ann();
		await run(update({ emptied: ['email', 'identifier', 'phone_number'] }));
		expect(calls().map(({ body }) => body)).toEqual([{ email: null, identifier: null, phone_number: null }]);
		expect(shown()).toMatchObject({ name: 'Ann', email: null, identifier: null, phone_number: null });
	});

	test('changes one contact after the other, in the order of the items', async () => {
		await ann();
		await used.beside((client) => client.contact({ name: 'Bob' }));
		used.sandbox.faults.add({
			fault: { latency: ({ body }) => (JSON.stringify(body).includes('0') ? 60 : 10) },
		});
		const items = [0, 1, 2].flatMap((round) => [1, 2].map((id) => ({ id, name: `${round} of ${id}` })));
		const job = update({ name: '={{ $json.name }}' }, '={{ $json.id }}');
		const done = await run({ ...job, options: { maxParallel: 10 } }, items);
		expect(jsonOf(done).map(({ name }) => name)).toEqual(items.map(({ name }) => name));
		expect(pairsOf(done)).toEqual(items.map((_, item) => ({ item })));
		for (const id of [1, 2]) {
			const names = calls().flatMap(({ path, body }) => (path.endsWith(`/${id}`) ? [body] : []));
			expect(names).toEqual([0, 1, 2].map((round) => ({ name: `${round} of ${id}` })));
		}
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(2);
	});

	test('of a contact that is not there, or to what another one has, is refused; the others are done', async () => {
		await ann();
		await used.beside((client) => client.contact({ name: 'Bob' }));
		const job = update({ email: '={{ $json.email }}' }, '={{ $json.id }}');
		const errors = await errorsOf(job, [
			{ id: 99, email: 'new@example.com' },
			{ id: 2, email: 'ANN@example.com' },
			{ id: 2, email: '' },
			{ id: 2, email: 'bob@example.com' },
		]);
		expect(errors).toEqual([
			'Resource could not be found [item 0]',
			'Email has already been taken [item 1]',
			'There is nothing to update [item 2]',
			undefined,
		]);
		expect(used.chatwoot.contacts.get(2)?.email).toBe('bob@example.com');
		expect(calls()).toHaveLength(3);
	});

	test('that the server breaks down over is sent again: twice is the same as once', async () => {
		await ann();
		used.sandbox.faults.add({ method: 'PUT', times: 1, fault: { cut: 'after' } });
		used.sandbox.faults.add({ method: 'POST', times: 1, fault: { status: 502 } });
		jsonOf(await run(update({ name: 'Ann Smith', removedAttributes: 'plan' })));
		expect(calls().map(({ method, status }) => [method, status])).toEqual([
			['PUT', 0],
			['PUT', 200],
			['POST', 502],
			['POST', 200],
		]);
	});
});

describe('A delete', () => {
	const remove = (contact: unknown) => ({
		does: 'contact delete',
		parameters: { contact: fromList(contact as string) },
	});

	test('takes the contact away, with its conversations', async () => {
		await used.beside(async (client) => {
			const id = await client.contact();
			await client.conversation({ contact_id: id });
		});
		const done = await run(remove('1'));
		expect(calls().map(wire)).toEqual([{ method: 'DELETE', path: '/contacts/1' }]);
		expect(jsonOf(done)).toEqual([{ deleted: true }]);
		expect(used.chatwoot.contacts.size).toBe(0);
		expect(used.chatwoot.conversations.size).toBe(0);
	});

	test('is for administrators: an agent reads why not', async () => {
		await ann();
		const { error } = await run({ ...remove('1'), as: 'agent' });
		expect(error?.message).toBe('You are not authorized to do this action [item 0]');
		expect(error?.description).toContain('contacts are deleted');
		expect(error?.description).toContain('by administrators');
		expect(used.chatwoot.contacts.size).toBe(1);
	});

	test('of nobody fails, and the other items are done', async () => {
		await ann();
		expect(await errorsOf(remove('={{ $json.id }}'), [{ id: 99 }, { id: 1 }])).toEqual([
			'Resource could not be found [item 0]',
			undefined,
		]);
		expect(used.chatwoot.contacts.size).toBe(0);
	});

	test('whose answer was lost is done when the contact is gone', async () => {
		await ann();
		used.sandbox.faults.add({ method: 'DELETE', times: 1, fault: { cut: 'after' } });
		expect(jsonOf(await run(remove('1')))).toEqual([{ deleted: true }]);
		expect(calls().map(({ status }) => status)).toEqual([0, 404]);
	});
});

describe('A merge', () => {
	const merge = (kept: unknown, merged: unknown) => ({
		does: 'contact merge',
		parameters: { contact: byId(kept as number), mergedContact: byId(merged as number) },
	});

	test('makes one contact of two: the first stays, with what only the second had', async () => {
		await used.beside(async (client) => {
			await client.contact({ name: 'Ann', identifier: 'crm-1', custom_attributes: { plan: 'gold' } });
			const other = await client.contact({
				name: 'A.',
				email: 'ann@example.com',
				custom_attributes: { plan: 'silver', seats: 5 },
			});
			await client.conversation({ contact_id: other });
		});
		const done = await run(merge(1, 2));
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: '/actions/contact_merge',
				body: { base_contact_id: 1, mergee_contact_id: 2 },
			},
		]);
		expect(jsonOf(done)).toMatchObject([
			{
				id: 1,
				name: 'Ann',
				identifier: 'crm-1',
				email: 'ann@example.com',
				custom_attributes: { plan: 'gold', seats: 5 },
			},
		]);
		expect(jsonOf(done)[0]).not.toHaveProperty('thumbnail');
		expect([...used.chatwoot.contacts.keys()]).toEqual([1]);
		expect(used.chatwoot.conversations.get(1)?.session.contact.id).toBe(1);
	});

	test('of a contact with itself would do nothing and look well: it is not sent', async () => {
		await ann();
		const { error } = await run(merge(1, '={{ "1" }}'));
		expect(error?.message).toBe("'Contact to Keep' and 'Contact to Remove' are the same [item 0]");
		expect(calls()).toEqual([]);
	});

	test('with somebody who is not there fails, and is not sent again when its answer was lost', async () => {
		await ann();
		expect(await errorsOf(merge(1, '={{ $json.id }}'), [{ id: 99 }])).toEqual([
			'Resource could not be found [item 0]',
		]);
		await used.beside((client) => client.contact({ name: 'Bob' }));
		used.sandbox.faults.add({ method: 'POST', fault: { cut: 'after' } });
		const [error] = await errorsOf(merge(1, 2));
		expect(error).toContain('It may have been carried out all the same [item 0]');
		expect(calls()).toHaveLength(1);
	});

	test('of several into one goes in the order of the items', async () => {
		await used.beside(async (client) => {
			for (const name of ['Ann', 'A.', 'Annie']) {
				await client.contact({ name, additional_attributes: { city: name } });
			}
		});
		used.sandbox.faults.add({ fault: { latency: 15 } });
		const done = await run(merge('={{ $json.into }}', '={{ $json.id }}'), [
			{ into: 2, id: 3 },
			{ into: 1, id: 2 },
		]);
		expect(jsonOf(done).map(({ id }) => id)).toEqual([2, 1]);
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(1);
		expect([...used.chatwoot.contacts.keys()]).toEqual([1]);
	});
});
