import { describe, expect, test } from '@jest/globals';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, useChatwoot, wire, writes, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const change = (does: string, parameters: Job['parameters'] = {}): Job => ({
	does: `conversation ${does}CustomAttributes`,
	parameters: { conversation: byId('={{ $json.id ?? 1 }}'), ...parameters },
});

const json = (attributes: object): Job['parameters'] => ({
	attributesMode: 'json',
	attributesJson: JSON.stringify(attributes),
});

const fields = (...attribute: { key: string; value: string }[]): Job['parameters'] => ({
	attributes: { attribute },
});

/** A conversation with two attributes. */
const prepare = async (custom_attributes: object = { order: 7, tier: 'a' }): Promise<number> =>
	await used.beside((client) => client.conversation({ custom_attributes }));

const attributesOf = (id = 1): unknown => used.chatwoot.conversations.get(id)?.custom_attributes;

const GET = { method: 'GET', path: '/conversations/1' };
const post = (custom_attributes: object): object => ({
	method: 'POST',
	path: '/conversations/1/custom_attributes',
	body: { custom_attributes },
});

describe('Custom attributes of a conversation', () => {
	test.each<[string, Job, object[], object]>([
		[
			'are replaced by those that are set',
			change('set', json({ tier: 'b' })),
			[post({ tier: 'b' })],
			{ tier: 'b' },
		],
		['are all taken away when none are set', change('set'), [post({})], {}],
		[
			'stay when others are merged into them, for which they are read first',
			change('merge', json({ tier: 'b', seats: 3 })),
			[GET, post({ order: 7, tier: 'b', seats: 3 })],
			{ order: 7, tier: 'b', seats: 3 },
		],
		[
			'stay when others are merged into them from fields, with values as expressions give them',
			change('merge', fields({ key: ' seats ', value: '={{ 3 }}' }, { key: 'name', value: '3' })),
			[GET, post({ order: 7, tier: 'a', seats: 3, name: '3' })],
			{ order: 7, tier: 'a', seats: 3, name: '3' },
		],
		[
			'stay when one of them is removed',
			change('remove', { keys: 'tier, gone' }),
			[GET, post({ order: 7 })],
			{ order: 7 },
		],
		[
			'can all be removed, by a list of an expression',
			change('remove', { keys: '={{ ["tier", "order"] }}' }),
			[GET, post({})],
			{},
		],
		[
			'are not written when none of them is to be removed',
			change('remove', { keys: 'gone' }),
			[GET],
			{ order: 7, tier: 'a' },
		],
	])('%s', async (_, job, sent, after) => {
		await prepare();
		const done = await run(job);
		expect(calls().map(wire)).toEqual(sent);
		expect(jsonOf(done)).toEqual([{ id: 1, custom_attributes: after }]);
		expect(attributesOf()).toEqual(after);
	});

	test('that nobody has set yet can be merged into', async () => {
		await prepare({});
		jsonOf(await run(change('merge', json({ order: { id: 7, items: [1, null] } }))));
		expect(attributesOf()).toEqual({ order: { id: 7, items: [1, null] } });
	});

	test('are merged by many items without losing one, for they wait for each other', async () => {
		await prepare({});
		const second = await prepare({});
		// The first reader is the last to have its answer, if the others do not wait.
		used.sandbox.faults.add({ method: 'GET', times: 2, fault: { latency: 60 } });
		const items = ['a', 'b', 'c', 'd'].flatMap((key) => [1, second].map((id) => ({ id, key })));
		const job = change('merge', fields({ key: '={{ $json.key }}', value: '={{ $json.id }}' }));
		const done = await run(job, items);
		expect(pairsOf(done)).toEqual(items.map((_, item) => ({ item })));
		expect(attributesOf()).toEqual({ a: 1, b: 1, c: 1, d: 1 });
		expect(attributesOf(second)).toEqual({ a: second, b: second, c: second, d: second });
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(2);
	});

	test('may have names of which others are secrets: nothing of them is lost', async () => {
		await prepare({ secret: 'blue door', access_token: 'card 7' });
		const done = await run(change('merge', json({ tier: 'b' })));
		const all = { secret: 'blue door', access_token: 'card 7', tier: 'b' };
		expect(attributesOf()).toEqual(all);
		expect(jsonOf(done)).toEqual([{ id: 1, custom_attributes: all }]);
	});
});

describe('What the server made of custom attributes is looked at', () => {
	const answers = (custom_attributes: unknown): void => {
		used.sandbox.faults.add({ method: 'POST', fault: { status: 200, body: { custom_attributes } } });
	};

	test.each<[string, Job, unknown, string]>([
		['one is missing', change('set', json({ a: 1, b: 2 })), { a: 1 }, 'b'],
		['several are other ones', change('set', json({ a: 1, b: [2] })), { a: '1', b: [3] }, 'a, b'],
		['there are none', change('set', json({ a: 1 })), {}, 'a'],
		['one is left that was replaced', change('set', json({ a: 1 })), { a: 1, order: 7 }, 'order'],
		['one is left that was removed', change('remove', { keys: 'tier' }), { order: 7, tier: 'a' }, 'tier'],
	])('%s: the item fails', async (_, job, now, names) => {
		await prepare();
		answers(now);
		expect(await errorsOf(job)).toEqual([
			`Custom attributes were not kept as they were sent: ${names} [item 0]`,
		]);
	});

	test('an answer that does not tell of them says nothing of what was kept: the item fails', async () => {
		await prepare();
		answers(null);
		expect(await errorsOf(change('set', json({ a: 1 })))).toEqual([
			'The answer has no custom attributes [item 0]',
		]);
	});

	test('the same in another order is the same', async () => {
		await prepare();
		answers({ b: { d: 2, c: 1 }, a: 1 });
		expect(await errorsOf(change('set', json({ a: 1, b: { c: 1, d: 2 } })))).toEqual([undefined]);
	});
});

describe('Nothing is written', () => {
	test('for an item without keys, and the other items are done', async () => {
		await prepare();
		const job = change('remove', { keys: '={{ $json.keys }}' });
		const errors = await errorsOf(job, [{ keys: null }, { keys: [] }, { keys: [{}] }, { keys: 'tier' }]);
		expect(errors).toEqual([
			"'Keys' is empty [item 0]",
			"'Keys' is empty [item 1]",
			"'Keys' holds something that is no text [item 2]",
			undefined,
		]);
		expect(writes(calls())).toEqual([post({ order: 7 })]);
	});

	test('when there is nothing to merge, or JSON that is none', async () => {
		await prepare();
		const { error } = await run(
			change('merge', { attributesMode: 'json', attributesJson: '={{ $json.text }}' }),
			[{ text: '{"a":1}' }, { text: '{}' }],
		);
		expect(error?.message).toBe("'Custom Attributes' is empty [item 1]");
		expect(error?.description).toContain('Give at least one custom attribute and its value.');
		const broken = await run(change('set', { attributesMode: 'json', attributesJson: '{"a":' }));
		expect(broken.error?.message).toBe("'Custom Attributes (JSON)' is not valid JSON [item 0]");
		expect(calls()).toEqual([]);
	});

	test('to a conversation that does not exist', async () => {
		for (const job of [
			change('set', json({ a: 1 })),
			change('merge', json({ a: 1 })),
			change('remove', { keys: 'a' }),
		]) {
			const { error } = await run(job, [{ id: 99 }]);
			expect(error?.message).toBe('Resource could not be found [item 0]');
			expect(error?.description).toContain('Conversations are named by the number that people see.');
		}
	});
});
