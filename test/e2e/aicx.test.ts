import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { itemsOf } from '../../host/instance.ts';
import { setStage, type Stage } from './stage.ts';
import { byId, ours, workflowOf } from './workflow.ts';

const NATHAN = 'user/4711 é?';

const TICKET = workflowOf('aicxTicket000001', 'A ticket for a customer', [
	ours('Create or Update', 'protoAicx', {
		resource: 'customer',
		operation: 'upsert',
		providedUniqueId: NATHAN,
		customerFields: { name: 'Nathan Smith', email: 'nathan@example.com' },
	}),
	ours('Add Tags', 'protoAicx', {
		resource: 'customer',
		operation: 'addTags',
		providedUniqueId: NATHAN,
		tags: 'vip, from n8n',
		createIfNotExists: true,
	}),
	ours('Add Custom Fields', 'protoAicx', {
		resource: 'customer',
		operation: 'addCustomFields',
		providedUniqueId: NATHAN,
		valuesMode: 'json',
		valuesJson: JSON.stringify([
			{ name: 'Plan', value: 'Pro' },
			{ name: 'Seats', value: 12 },
		]),
	}),
	ours('Create Ticket', 'protoAicx', {
		resource: 'conversation',
		operation: 'createTicket',
		subject: 'Cannot log in since Monday',
		customerKey: 'provided_unique_id',
		customerReference: NATHAN,
	}),
	ours('Get Customer', 'protoAicx', { resource: 'customer', operation: 'get', providedUniqueId: NATHAN }),
]);

const CUSTOM_FIELD_LIFE = workflowOf('aicxFieldLife001', 'A custom field comes and goes', [
	ours('Create', 'protoAicx', {
		resource: 'customField',
		operation: 'create',
		name: 'Level',
		type: 'select',
		selectOptions: 'bronze, gold',
	}),
	ours('Set', 'protoAicx', {
		resource: 'customer',
		operation: 'addCustomFields',
		providedUniqueId: 'user-1',
		valuesMode: 'fields',
		values: {
			field: [{ customField: byId('={{ $json.id }}'), value: 'gold' }],
		},
	}),
	ours('List', 'protoAicx', { resource: 'customField', operation: 'getMany', returnAll: true }),
	ours(
		'Delete',
		'protoAicx',
		{
			resource: 'customField',
			operation: 'delete',
			customField: byId("={{ $('Create').first().json.id }}"),
		},
		{ executeOnce: true },
	),
]);

describe('Proto AICX in a real n8n', () => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await setStage({ workflows: [TICKET, CUSTOM_FIELD_LIFE] });
	});

	afterAll(async () => {
		await stage.close();
	});

	test('a customer gets tags, custom fields and a ticket, and is read back', async () => {
		const { n8n, sandbox } = stage;
		const run = await n8n.executeOnce(TICKET.id);
		expect(run.status).toBe('success');

		const customer = sandbox.aicx.customers.get(NATHAN);
		expect(customer).toMatchObject({
			name: 'Nathan Smith',
			email: 'nathan@example.com',
			tags: ['vip', 'from n8n'],
		});
		const values = [...(customer?.customFieldValues ?? [])];
		expect(values.map(([id, value]) => [sandbox.aicx.customFields.get(id)?.name, value])).toEqual([
			['Plan', 'Pro'],
			['Seats', 12],
		]);
		expect([...sandbox.aicx.tickets.values()]).toEqual([
			expect.objectContaining({ subject: 'Cannot log in since Monday', customer }),
		]);
		expect(itemsOf(run, 'Get Customer').map(({ json }) => json)).toEqual([
			expect.objectContaining({
				id: customer?.id,
				provided_unique_id: NATHAN,
				tags: ['vip', 'from n8n'],
			}),
		]);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('a custom field is made, given to a customer, found in the list and deleted', async () => {
		const { n8n, sandbox } = stage;
		const { aicx } = sandbox;
		await fetch(`${aicx.baseUrl}/v1/customers/${aicx.teamspaceId}/create-customer/user-1`, {
			method: 'PUT',
			headers: { authorization: `Bearer ${aicx.secret}`, 'content-type': 'application/json' },
			body: '{}',
		});
		const run = await n8n.executeOnce(CUSTOM_FIELD_LIFE.id);
		expect(run.status).toBe('success');
		const [created] = itemsOf(run, 'Create').map(({ json }) => json);
		expect(created).toMatchObject({ name: 'Level', type: 'select', select_options: ['bronze', 'gold'] });
		const [given] = sandbox.journal.entries({ service: 'aicx', path: /user-1\/add-custom-fields$/ });
		expect(given).toMatchObject({ status: 200, body: [{ id: created?.id, value: 'gold' }] });
		expect(itemsOf(run, 'List').map(({ json }) => json.name)).toContain('Level');
		expect(itemsOf(run, 'Delete').map(({ json }) => json)).toEqual([{ deleted: true }]);
		expect([...aicx.customFields.values()].map(({ name }) => name)).not.toContain('Level');
		expect(sandbox.violations.list()).toEqual([]);
	});
});
