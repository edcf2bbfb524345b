import { describe, expect, test } from '@jest/globals';
import { REFERENCES, type ReferenceKey } from '../../../sandbox/aicx/types.ts';
import { idsOf, jsonOf, pairsOf } from '../support/results.ts';
import { useAicx, wire } from './support.ts';

const used = useAicx();
const { run, calls } = used;

const KEYS = Object.keys(REFERENCES) as ReferenceKey[];

describe('A ticket is opened for a customer', () => {
	test.each(KEYS)('who is named by %s, and by nothing else', async (customerKey) => {
		await used.customer('bob');
		const customer = await used.customer('ann/é 🙂?', { external_customer_id: 'CRM-1' });
		const customerReference = customer[REFERENCES[customerKey]] ?? '';
		const parameters = { subject: 'Cannot log in', customerKey, customerReference };
		const opened = await run({ does: 'conversation createTicket', parameters });

		const [id = ''] = used.aicx.tickets.keys();
		expect(jsonOf(opened)).toEqual([{ id }]);
		expect(used.aicx.tickets.get(id)).toMatchObject({
			subject: 'Cannot log in',
			reference: { key: customerKey, value: customerReference },
		});
		expect(used.aicx.tickets.get(id)?.customer).toBe(customer);
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: '/conversations/create-ticket',
				body: { subject: 'Cannot log in', [customerKey]: customerReference },
			},
		]);
		expect(calls()[0]?.headers).toMatchObject({ authorization: '***', 'content-type': 'application/json' });
	});

	test('for every item, each output item behind its input item', async () => {
		const ids = ['ann', 'bob', 'cem', 'dora', 'eve', 'finn', 'gita'];
		for (const id of ids) await used.customer(id);
		const parameters = { subject: '={{ $json.id }} needs help', customerReference: '={{ $json.id }}' };
		const opened = await run(
			{ does: 'conversation createTicket', parameters },
			ids.map((id) => ({ id })),
		);
		const owners = idsOf(opened).map((id) => used.aicx.tickets.get(id)?.subject);
		expect(owners).toEqual(ids.map((id) => `${id} needs help`));
		expect(pairsOf(opened)).toEqual(ids.map((_, item) => ({ item })));
	});

	test('with its name and state in the way that an item says', async () => {
		const { id } = await used.customer('ann', { external_customer_id: 'CRM-1' });
		const parameters = {
			subject: 'Help',
			customerKey: '={{ $json.key }}',
			customerReference: '={{ $json.value }}',
		};
		await run({ does: 'conversation createTicket', parameters, options: { maxParallel: 1 } }, [
			{ key: 'customer_id', value: id },
			{ key: 'external_customer_id', value: 'CRM-1' },
		]);
		expect(calls().map(({ body }) => body)).toEqual([
			{ subject: 'Help', customer_id: id },
			{ subject: 'Help', external_customer_id: 'CRM-1' },
		]);
		expect(used.aicx.tickets.size).toBe(2);
	});
});
