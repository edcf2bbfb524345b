import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { idsOf, jsonOf } from '../support/results.ts';
import { conversationsIn } from './conversations-in.ts';
import { useChatwoot, wire, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const pages = (): unknown[] => calls().map(({ query }) => query.page);

describe('Conversations are filtered', () => {
	const filter = (conditions: object[] | string, more: INodeParameters = {}): Job => ({
		does: 'conversation filter',
		parameters: {
			...(typeof conditions === 'string'
				? { conditionsMode: 'json', conditionsJson: conditions }
				: { conditions: { condition: conditions } as INodeParameters }),
			...more,
		},
	});

	const some = async (): Promise<void> => {
		await used.beside(async (client) => {
			await client.post('custom_attribute_definitions', {
				attribute_key: 'tier',
				attribute_display_name: 'Tier',
				attribute_display_type: 0,
				attribute_model: 0,
			});
			await client.post('teams', { name: 'Billing' });
			await client.conversation({ status: 'open', custom_attributes: { tier: 'gold' } });
			await client.conversation({ status: 'resolved', assignee_id: 2, team_id: 1 });
			await client.conversation({ status: 'pending', custom_attributes: { tier: 'free' } });
			await client.post('conversations/3/labels', { labels: ['vip'] });
		});
	};

	test.each<[string, object[], INodeParameters, number[]]>([
		['by status', [{ attribute: 'status', values: 'resolved, pending' }], {}, [3, 2]],
		['by agent', [{ attribute: 'assignee_id', values: '2' }], {}, [2]],
		['by inbox, of any status', [{ attribute: 'inbox_id', values: '={{ [1, 3] }}' }], {}, [3, 1]],
		['by a team that is not there', [{ attribute: 'team_id', operator: 'is_not_present' }], {}, [3, 1]],
		['by label', [{ attribute: 'labels', values: 'vip' }], {}, [3]],
		['by number', [{ attribute: 'display_id', values: '={{ 2 }}' }], {}, [2]],
		['by a custom attribute', [{ attribute: 'custom', customKey: 'tier', values: 'gold' }], {}, [1]],
		[
			'by a day',
			[{ attribute: 'created_at', operator: 'is_greater_than', values: '2020-01-31' }],
			{},
			[3, 2, 1],
		],
		[
			'by all conditions of several',
			[
				{ attribute: 'status', operator: 'not_equal_to', values: 'open' },
				{ attribute: 'labels', operator: 'is_present' },
			],
			{},
			[3],
		],
		[
			'by one condition of several',
			[
				{ attribute: 'status', values: 'open' },
				{ attribute: 'team_id', values: '1' },
				{ attribute: 'custom', customKey: 'tier', values: 'none' },
			],
			{ combine: 'or' },
			[2, 1],
		],
	])('%s', async (_, conditions, more, ids) => {
		await some();
		expect(
			idsOf(await run(filter(conditions, more)))
				.sort()
				.reverse(),
		).toEqual(ids);
	});

	test('by JSON as the API has it, in full when Simplify is off', async () => {
		await some();
		const json =
			'[{"attribute_key":"status","filter_operator":"equal_to","values":["open"],"query_operator":null}]';
		const done = await run(filter(json, { simplify: false }));
		expect(jsonOf(done)).toMatchObject([{ id: 1, uuid: expect.any(String) }]);
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: '/conversations/filter',
				query: { page: '1' },
				body: { payload: JSON.parse(json) as unknown },
			},
		]);
	});

	test('page by page, each page with the same conditions; a page that broke down is asked for again', async () => {
		const numbers = await conversationsIn(used, 30);
		used.sandbox.faults.add({ match: ({ query }) => query.page === '2', times: 1, fault: { status: 502 } });
		const done = await run(filter([{ attribute: 'status', values: 'open' }], { returnAll: true }));
		expect(idsOf(done)).toEqual(numbers);
		expect(pages()).toEqual(['1', '2', '2']);
		expect(new Set(calls().map(({ body }) => JSON.stringify(body))).size).toBe(1);
		used.sandbox.journal.clear();
		expect(idsOf(await run(filter([{ attribute: 'status', values: 'open' }], { limit: 2 })))).toEqual(
			numbers.slice(0, 2),
		);
		expect(pages()).toEqual(['1']);
	});

	test('by what an expression chooses for each item, though other choices have fields of their own', async () => {
		await used.beside((client) => client.conversation());
		const condition = { attribute: '={{ $json.by }}', values: 'open' };
		const done = await run(filter([condition]), [{ by: 'status' }]);
		expect(jsonOf(done)).toHaveLength(1);
	});

	test('but not by what the server does not know: it names what it does', async () => {
		await some();
		const operator = await run(filter([{ attribute: 'status', operator: 'contains', values: 'op' }]));
		expect(operator.error?.message).toBe(
			'Invalid operator. The allowed operators for status are [equal_to,not_equal_to]. [item 0]',
		);
		const key = await run(filter([{ attribute: 'custom', customKey: 'moon', values: 'full' }]));
		expect(key.error?.message).toContain('Invalid attribute key - [moon]. The key should be one of [status,');
	});

	test('but not by nothing, which would be all of them; the other items are done', async () => {
		await some();
		const job = filter('={{ $json.conditions }}');
		const good = {
			attribute_key: 'status',
			filter_operator: 'equal_to',
			values: ['open'],
			query_operator: null,
		};
		const errors = await errorsOf(job, [
			{ conditions: [] },
			{ conditions: {} },
			{ conditions: '[{' },
			{ conditions: [good] },
		]);
		expect(errors).toEqual([
			"'Conditions' is empty [item 0]",
			"'Conditions (JSON)' must be a JSON list, like [ … ], but is an object [item 1]",
			"'Conditions (JSON)' is not valid JSON [item 2]",
			undefined,
		]);
		expect(calls()).toHaveLength(1);
	});
});
