import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { jsonOf, pairsOf } from '../support/results.ts';
import { countsOf, messagesIn, toAnn } from './message-support.ts';
import { useChatwoot } from './support.ts';

const used = useChatwoot();
const { run, errorsOf, calls, beside } = used;

const shop = (more: object = {}): Promise<number> => beside((client) => client.inbox({}, more));

/** What was said, and where. */
const said = (): unknown[] =>
	messagesIn(used.chatwoot).map(({ content, conversation }) => [conversation.id, content]);

/** How many contacts, sessions and conversations there are. */
const counts = (): number[] => countsOf(used.chatwoot).slice(0, 3);

describe('Done twice, it makes nothing twice', () => {
	const twice: [string, INodeParameters, INodeParameters][] = [
		['with the same keys', {}, {}],
		['with the keys written otherwise', {}, { email: 'ANN@EXAMPLE.COM ' }],
		[
			'with fewer keys the second time',
			{ phoneNumber: '+491701234567', identifier: 'crm-1' },
			{ email: '', phoneNumber: '0049 170 1234567' },
		],
	];

	test.each(twice)('in two executions, %s', async (_, first, second) => {
		const inbox = await shop();
		const [one] = jsonOf(await run(toAnn(inbox, first)));
		const [two] = jsonOf(await run(toAnn(inbox, second)));
		expect(counts()).toEqual([1, 1, 1]);
		expect([two?.contact_id, two?.conversation_id]).toEqual([one?.contact_id, one?.conversation_id]);
		expect(said()).toHaveLength(2);
	});

	test('in an inbox that has but one conversation for each', async () => {
		const inbox = await shop({ lock_to_single_conversation: true });
		jsonOf(await run(toAnn(inbox)));
		jsonOf(await run(toAnn(inbox)));
		expect(counts()).toEqual([1, 1, 1]);
	});

	const PERSON = {
		email: '={{ $json.email ?? "" }}',
		phoneNumber: '={{ $json.phone ?? "" }}',
		identifier: '={{ $json.id ?? "" }}',
		content: '={{ $json.text }}',
	};

	const sameRun: [string, IDataObject[]][] = [
		['an email', [{ email: 'ann@example.com' }, { email: ' Ann@Example.com' }]],
		['a phone number', [{ phone: '+491701234567' }, { phone: '0049 (170) 1234567' }]],
		['an identifier', [{ id: 'crm-1' }, { id: 'crm-1 ' }]],
		[
			'different ones, through a third item',
			[
				{ id: 'crm-1', email: 'ann@example.com', phone: '+491701234567' },
				{ email: 'ann@example.com' },
				{ phone: '+491701234567' },
				{ id: 'crm-1' },
			],
		],
		[
			'one with each its neighbour, so that the first and the last share none',
			[
				{ email: 'ann@example.com' },
				{ email: 'ann@example.com', phone: '+491701234567' },
				{ phone: '+491701234567', id: 'crm-1' },
				{ id: 'crm-1' },
			],
		],
	];

	test.each(sameRun)('in one run, by items that share %s', async (_, people) => {
		const inbox = await shop();
		// Whoever came first takes longest, so that a later item would overtake it and find nobody.
		used.sandbox.faults.add({ times: 3, fault: { latency: 40 } });
		const items = people.map((person, index) => ({ ...person, text: `line ${index}` }));
		const done = await run(toAnn(inbox, PERSON), items);
		expect(counts()).toEqual([1, 1, 1]);
		expect(said()).toEqual(items.map(({ text }) => [1, text]));
		expect(pairsOf(done)).toEqual(items.map((_item, item) => ({ item })));
		expect(jsonOf(done).map(({ content }) => content)).toEqual(items.map(({ text }) => text));
	});

	test('while other people are written to beside it', async () => {
		const inbox = await shop();
		used.sandbox.faults.add({ fault: { latency: 20 } });
		const items = ['ann', 'bob', 'cem', 'ann', 'bob', 'cem'].map((name, index) => ({
			email: `${name}@example.com`,
			text: `line ${index}`,
		}));
		const done = await run(toAnn(inbox, PERSON), items);
		expect(jsonOf(done).map(({ content }) => content)).toEqual(items.map(({ text }) => text));
		expect(counts()).toEqual([3, 3, 3]);
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBeGreaterThan(1);
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(5);
	});

	test('nor does an item that fails keep the others of that person from being sent', async () => {
		const inbox = await shop();
		const items = [{ text: 'one' }, { text: '' }, { text: 'three' }].map((item) => ({
			...item,
			email: 'ann@example.com',
		}));
		expect(await errorsOf(toAnn(inbox, PERSON), items)).toEqual([
			undefined,
			"'Text' is empty [item 1]",
			undefined,
		]);
		expect(said()).toEqual([
			[1, 'one'],
			[1, 'three'],
		]);
	});
});
