import { describe, expect, test } from '@jest/globals';
import { runNode } from '../support/n8n.ts';
import { idsOf, jsonOf, pairsOf } from '../support/results.ts';
import { useProto, wire } from './support.ts';

const proto = useProto();
const { run, calls } = proto;

const VIP = { id: '9e763004dffb47b4a44e7915dc2026f6', name: 'VIP' };
const LOCALE = { id: '5703bdefe5e74660993bf0137dacf549', name: 'locale' };

describe('A human', () => {
	test('is made with everything, and comes back as it was made', async () => {
		const details = {
			email: 'ann@example.com',
			phoneNumber: '+15551234567',
			profilePicUrl: 'https://example.com/ann.png',
			externalId: 'customer-4711',
			accessToken: 'a token of our own',
		};
		const tags = {
			tag: [
				{ ...VIP, type: 'number', value: '3' },
				{ ...LOCALE, type: 'list', value: 'en, fr' },
			],
		};
		const made = await run({
			does: 'human create',
			parameters: {
				name: 'Ann',
				additionalFields: { ...details, tags, tagsJson: '[{"id":"a1","name":"plan","value":"gold"}]' },
			},
		});
		const [id = ''] = idsOf(made);
		const expected = {
			name: 'Ann',
			...details,
			tags: [
				{ ...VIP, value: 3 },
				{ ...LOCALE, value: ['en', 'fr'] },
				{ id: 'a1', name: 'plan', value: 'gold' },
			],
		};
		expect(calls().map(wire)).toEqual([
			{ method: 'POST', path: `/${proto.sandbox.proto.channelId}/human`, body: expected },
		]);

		const found = await run({ does: 'human get', parameters: { humanId: '={{ $json.id }}' } }, [{ id }]);
		expect(jsonOf(found)).toEqual([{ id, ...expected }]);
	});

	test('without a name or anything else is made too', async () => {
		const made = await run({ does: 'human create' });
		expect(jsonOf(made)).toEqual([{ id: expect.stringMatching(/^human_/) }]);
		expect(calls().map(({ body }) => body)).toEqual([{}]);
	});

	test('is made for every item, and each output item knows its input item', async () => {
		const people = ['Ann', 'Bob', 'Cem', 'Dora', 'Eve', 'Finn', 'Gita'].map((name) => ({ name }));
		const made = await run({ does: 'human create', parameters: { name: '={{ $json.name }}' } }, people);
		expect(pairsOf(made)).toEqual(people.map((_, item) => ({ item })));
		const names = idsOf(made).map((id) => proto.sandbox.proto.humans.get(id)?.name);
		expect(names).toEqual(people.map(({ name }) => name));
	});

	test('is asked for with the token in its header and nothing in the address', async () => {
		const { humanId } = await proto.someone();
		await run({ does: 'human get', parameters: { humanId } });
		const [call] = calls();
		expect(call).toMatchObject({
			method: 'GET',
			query: {},
			body: undefined,
			headers: { 'x-proto-token': '***' },
		});
	});
});

describe('Build Profile Reply', () => {
	test('makes the answer to a profile request, and sends nothing', async () => {
		const reply = await run(
			{
				does: 'human buildProfileReply',
				parameters: {
					name: '={{ $json.name }}',
					profile: {
						email: 'nathan@example.com',
						phoneNumber: '+15551234567',
						tags: { tag: [{ ...VIP, type: 'number', value: '={{ $json.level }}' }] },
						tagsJson: '={{ [{ id: "a1", value: $json.languages }] }}',
					},
				},
			},
			[
				{ name: 'Nathan', level: 3, languages: ['en'] },
				{ name: 'Ann', level: '4', languages: [] },
			],
		);
		const common = { email: 'nathan@example.com', phoneNumber: '+15551234567' };
		expect(jsonOf(reply)).toEqual([
			{
				result: {
					name: 'Nathan',
					...common,
					tags: [
						{ ...VIP, value: 3 },
						{ id: 'a1', value: ['en'] },
					],
				},
			},
			{
				result: {
					name: 'Ann',
					...common,
					tags: [
						{ ...VIP, value: 4 },
						{ id: 'a1', value: [] },
					],
				},
			},
		]);
		expect(pairsOf(reply)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(calls()).toEqual([]);
	});

	test('needs neither a channel nor an address', async () => {
		const reply = await run({
			does: 'human buildProfileReply',
			parameters: { name: 'Ann' },
			credential: { channelId: '', baseUrl: 'nowhere', accessToken: '' },
		});
		expect(jsonOf(reply)).toEqual([{ result: { name: 'Ann' } }]);
	});

	test('needs no credential at all', async () => {
		const node = proto.toRun({ does: 'human buildProfileReply', parameters: { name: 'Ann' } });
		const reply = await runNode({ ...node, credentials: [] });
		expect(jsonOf(reply)).toEqual([{ result: { name: 'Ann' } }]);
	});

	test('of an unknown human is an empty result', async () => {
		expect(jsonOf(await run({ does: 'human buildProfileReply' }))).toEqual([{ result: {} }]);
	});
});
