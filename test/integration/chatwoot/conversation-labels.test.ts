import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, useChatwoot, wire, writes, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const change = (does: string, labels: string[] | string = []): Job => ({
	does: `conversation ${does}Labels`,
	parameters: { conversation: byId('={{ $json.id ?? 1 }}'), labels },
});

/** A conversation with these labels. */
const prepare = async (labels: string[] = ['vip', 'billing']): Promise<number> =>
	await used.beside(async (client) => {
		const id = await client.conversation();
		await client.post(`conversations/${id}/labels`, { labels });
		return id;
	});

const labelsOf = (id = 1): unknown => used.chatwoot.conversations.get(id)?.labels;

/** Without the look which labels the account has. */
const sentToIt = (): object[] =>
	calls()
		.filter(({ path }) => path.includes('/conversations/'))
		.map(wire);

const GET = { method: 'GET', path: '/conversations/1/labels' };
const post = (...labels: string[]): object => ({
	method: 'POST',
	path: '/conversations/1/labels',
	body: { labels },
});

describe('The labels of a conversation', () => {
	test.each<[string, Job, object[], string[]]>([
		['are read', change('get'), [GET], ['vip', 'billing']],
		['are replaced by those that are set', change('set', ['new']), [post('new')], ['new']],
		['are all taken away when none are set', change('set'), [post()], []],
		[
			'stay when others are added, for which they are read first',
			change('add', ['new', 'vip', ' new ']),
			[GET, post('vip', 'billing', 'new')],
			['vip', 'billing', 'new'],
		],
		[
			'are not written when it has those that are added',
			change('add', ['billing', 'vip']),
			[GET],
			['vip', 'billing'],
		],
		[
			'stay when one of them is removed',
			change('remove', ['vip', 'gone']),
			[GET, post('billing')],
			['billing'],
		],
		['can all be removed', change('remove', ['billing', 'vip']), [GET, post()], []],
		[
			'are not written when none of them is to be removed',
			change('remove', ['gone']),
			[GET],
			['vip', 'billing'],
		],
	])('%s', async (_, job, sent, after) => {
		await prepare();
		const done = await run(job);
		expect(sentToIt()).toEqual(sent);
		expect(jsonOf(done)).toEqual([{ id: 1, labels: after }]);
		expect(labelsOf()).toEqual(after);
	});

	test('are added by many items without losing one, for they wait for each other', async () => {
		await prepare([]);
		const second = await prepare([]);
		used.sandbox.faults.add({ method: 'GET', times: 2, fault: { latency: 60 } });
		const items = ['a', 'b', 'c', 'd'].flatMap((label) => [1, second].map((id) => ({ id, label })));
		const done = await run(change('add', '={{ [$json.label] }}'), items);
		expect(pairsOf(done)).toEqual(items.map((_, item) => ({ item })));
		expect([labelsOf(), labelsOf(second)]).toEqual([
			['a', 'b', 'c', 'd'],
			['a', 'b', 'c', 'd'],
		]);
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(2);
	});

	test('need not be known to the account: the server sets them all the same, and the user is told', async () => {
		await prepare([]);
		await used.beside((client) => client.post('labels', { title: 'vip' }));
		const done = await run(change('add', '={{ $json.labels }}'), [{ labels: ['vip', 'unheard of'] }]);
		expect(jsonOf(done)).toEqual([{ id: 1, labels: ['vip', 'unheard of'] }]);
		expect(labelsOf()).toEqual(['vip', 'unheard of']);
		expect(done.hints.map(({ message }) => message)).toEqual([
			"The account has no label 'unheard of'. The conversation was given it all the same, but nobody sees it there before the label is made in Settings.",
		]);
		expect([...used.chatwoot.labels.values()].map(({ title }) => title)).toEqual(['vip']);
	});

	test('that the account knows need no remark', async () => {
		await prepare([]);
		await used.beside((client) => client.post('labels', { title: 'vip' }));
		expect((await run(change('set', ['vip']))).hints).toEqual([]);
		expect(labelsOf()).toEqual(['vip']);
	});

	test.each<[string, Job, string[], string, string]>([
		['others', change('set', ['a', 'b']), ['a'], 'a', 'a, b'],
		['more', change('remove', ['vip']), ['vip', 'billing'], 'vip, billing', 'billing'],
		['none', change('add', ['new']), [], 'none', 'vip, billing, new'],
		['some, though none were sent', change('set'), ['vip'], 'vip', 'none'],
	])('are looked at in the answer: when it has %s, the item fails', async (_, job, now, has, sent) => {
		await prepare();
		used.sandbox.faults.add({ method: 'POST', fault: { status: 200, body: { payload: now } } });
		const { error } = await run(job);
		expect(error?.message).toBe(`The conversation has other labels: ${has} [item 0]`);
		expect(error?.description).toContain(`These were sent: ${sent}.`);
	});

	test('stay where an item has none to add, and the other items are done', async () => {
		await prepare();
		const errors = await errorsOf(change('add', '={{ $json.labels }}'), [
			{ labels: [] },
			{ labels: null },
			{ labels: [{ title: 'new' }] },
			{ labels: ['new'], id: 99 },
			{ labels: ['new'] },
		]);
		expect(errors).toEqual([
			"'Label Names or IDs' is empty [item 0]",
			"'Label Names or IDs' is empty [item 1]",
			"'Label Names or IDs' must be text, but is an object [item 2]",
			'Resource could not be found [item 3]',
			undefined,
		]);
		expect(writes(calls())).toEqual([post('vip', 'billing', 'new')]);
	});
});
