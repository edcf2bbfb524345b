import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, useChatwoot, wire, writes } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const labels = (operation: string, more: INodeParameters = {}, contact: unknown = 1) => ({
	does: `contact ${operation}`,
	parameters: { contact: byId(contact as number), ...more },
});

/** A contact with these labels, in an account that knows some. */
const labelled = (own: readonly string[] = ['vip'], known: readonly string[] = ['vip', 'gold', 'new']) =>
	used.beside(async (client) => {
		for (const title of known) await client.post('labels', { title, color: '#000000' });
		const id = await client.contact();
		await client.post(`contacts/${id}/labels`, { labels: own });
	});

const present = (id = 1): unknown => used.chatwoot.contacts.get(id)?.labels;

describe('The labels of a contact', () => {
	test('are read', async () => {
		await labelled(['vip', 'Big Customer']);
		const read = await run(labels('getLabels'));
		expect(calls().map(wire)).toEqual([{ method: 'GET', path: '/contacts/1/labels' }]);
		expect(jsonOf(read)).toEqual([{ id: 1, labels: ['vip', 'Big Customer'] }]);
		expect(read.hints).toEqual([]);
	});

	test('are none at first', async () => {
		await labelled([]);
		expect(jsonOf(await run(labels('getLabels')))).toEqual([{ id: 1, labels: [] }]);
	});

	test('are set: others are taken away', async () => {
		await labelled(['vip', 'new']);
		const done = await run(labels('setLabels', { labels: ['gold', 'vip'] }));
		expect(writes(calls())).toEqual([
			{ method: 'POST', path: '/contacts/1/labels', body: { labels: ['gold', 'vip'] } },
		]);
		expect(jsonOf(done)).toEqual([{ id: 1, labels: ['gold', 'vip'] }]);
		expect(present()).toEqual(['gold', 'vip']);
		expect(done.hints).toEqual([]);
	});

	test('are all taken away', async () => {
		await labelled();
		expect(jsonOf(await run(labels('setLabels', { labels: [] })))).toEqual([{ id: 1, labels: [] }]);
		expect(present()).toEqual([]);
	});

	test('are added to those that are there', async () => {
		await labelled();
		const done = await run(labels('addLabels', { labels: '={{ $json.labels }}' }), [
			{ labels: ['gold', 'vip', ' gold '] },
		]);
		expect(writes(calls()).map((call) => (call as { body: unknown }).body)).toEqual([
			{ labels: ['vip', 'gold'] },
		]);
		expect(jsonOf(done)).toEqual([{ id: 1, labels: ['vip', 'gold'] }]);
		expect(present()).toEqual(['vip', 'gold']);
	});

	test('are taken away from those that are there', async () => {
		await labelled(['vip', 'gold', 'new']);
		const done = await run(labels('removeLabels', { labels: ['gold', 'unknown'] }));
		expect(jsonOf(done)).toEqual([{ id: 1, labels: ['vip', 'new'] }]);
		expect(present()).toEqual(['vip', 'new']);
	});

	test.each([
		['addLabels', ['vip']],
		['removeLabels', ['gold']],
	])('are not written when %s changes nothing', async (operation, given) => {
		await labelled();
		expect(jsonOf(await run(labels(operation, { labels: given })))).toEqual([{ id: 1, labels: ['vip'] }]);
		expect(writes(calls())).toEqual([]);
	});

	test('of one contact change one after the other, so that none is lost', async () => {
		await labelled([]);
		await used.beside((client) => client.contact({ name: 'Bob' }));
		used.sandbox.faults.add({
			fault: { latency: ({ method }) => (method === 'GET' ? 10 : 20) },
		});
		const items = ['vip', 'gold', 'new'].flatMap((label) => [1, 2].map((id) => ({ id, label })));
		const job = labels('addLabels', { labels: '={{ [$json.label] }}' }, '={{ $json.id }}');
		const done = await run(job, items);
		expect([present(1), present(2)]).toEqual([
			['vip', 'gold', 'new'],
			['vip', 'gold', 'new'],
		]);
		expect(jsonOf(done).at(-1)).toEqual({ id: 2, labels: ['vip', 'gold', 'new'] });
		expect(pairsOf(done)).toEqual(items.map((_, item) => ({ item })));
	});
});

describe('A label that the account does not have', () => {
	test.each(['setLabels', 'addLabels'])(
		'is given all the same, and a hint says so (%s)',
		async (operation) => {
			await labelled([]);
			const done = await run(labels(operation, { labels: ['vip', 'Big Customer', 'x'] }));
			expect(present()).toEqual(['vip', 'Big Customer', 'x']);
			expect(done.hints.map(({ message }) => message)).toEqual([
				expect.stringContaining("The account has no label 'Big Customer', 'x'."),
			]);
		},
	);

	test('is no hint, when nobody may ask which there are', async () => {
		await labelled([]);
		used.sandbox.faults.add({ method: 'GET', path: /\/labels$/, fault: { status: 401, body: {} } });
		const done = await run(labels('setLabels', { labels: ['Big Customer'] }));
		expect(jsonOf(done)).toEqual([{ id: 1, labels: ['Big Customer'] }]);
		expect(done.hints).toEqual([]);
	});
});

test('Labels of a contact who is not there fail, and the other items are done', async () => {
	await labelled();
	const items = [{ id: 99 }, { id: 1 }];
	for (const operation of ['getLabels', 'setLabels', 'addLabels', 'removeLabels']) {
		const given = operation === 'getLabels' ? {} : { labels: ['vip'] };
		expect(await errorsOf(labels(operation, given, '={{ $json.id }}'), items)).toEqual([
			'Resource could not be found [item 0]',
			undefined,
		]);
	}
});
