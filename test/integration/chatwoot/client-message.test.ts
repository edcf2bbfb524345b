import { describe, expect, test } from '@jest/globals';
import { CONTINUES, errorsIn, jsonOf, pairsOf } from '../support/results.ts';
import { fileOf, useChatwoot, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

/** Ann's session app-1 in an inbox, with the conversation 1; Bob's session app-2 with the conversation 2. */
const talk = async (): Promise<void> => {
	await used.beside(async (client) => {
		const inbox = await client.inbox();
		for (const [index, name] of ['ann', 'bob'].entries()) {
			const session = { inbox_id: inbox, source_id: `app-${index + 1}` };
			const contact = await client.contact({ name, email: `${name}@example.com` });
			await client.post(`contacts/${contact}/contact_inboxes`, session);
			await client.conversation({ contact_id: contact, ...session });
		}
	});
};

const client = (operation: string, parameters: NonNullable<Job['parameters']>): Job => ({
	does: `clientMessage ${operation}`,
	parameters: { sourceId: 'app-1', conversationId: '1', ...parameters },
	inbox: 1,
});

const contents = (conversation = 1): unknown[] =>
	[...used.chatwoot.messages.values()]
		.filter((message) => message.conversation.id === conversation)
		.map(({ content }) => content);

describe('A customer writes', () => {
	test('a text, which is an incoming message', async () => {
		await talk();
		const done = await run(client('create', { content: 'Hello', additionalFields: { echoId: 'e-1' } }));
		expect(jsonOf(done)).toMatchObject([{ id: 1, content: 'Hello', message_type: 0, conversation_id: 1 }]);
		expect(pairsOf(done)).toEqual([{ item: 0 }]);
		expect(calls().map(({ method, body }) => [method, body])).toEqual([
			['POST', { content: 'Hello', echo_id: 'e-1' }],
		]);
		expect(used.chatwoot.messages.get(1)).toMatchObject({ message_type: 'incoming', private: false });
	});

	test('many, in the order of the items, each into its own conversation', async () => {
		await talk();
		used.sandbox.faults.add({ times: 1, fault: { latency: 100 } });
		const items = Array.from({ length: 12 }, (_, index) => ({
			source: `app-${(index % 2) + 1}`,
			id: (index % 2) + 1,
			text: `message ${index}`,
		}));
		const parameters = {
			sourceId: '={{ $json.source }}',
			conversationId: '={{ $json.id }}',
			content: '={{ $json.text }}',
		};
		const done = await run(client('create', parameters), items);
		expect(jsonOf(done).map(({ content }) => content)).toEqual(items.map(({ text }) => text));
		for (const id of [1, 2]) {
			expect(contents(id)).toEqual(items.filter((item) => item.id === id).map(({ text }) => text));
		}
	});

	test('with files, or sends nothing but files', async () => {
		await talk();
		const done = await run(
			{
				...client('create', { content: '={{ $json.text }}', binaryFields: 'invoice, data' }),
				files: [0, 1].map((item) => ({
					invoice: fileOf(`Invoice ${item}`, 'invoice.pdf', 'application/pdf'),
					data: fileOf('Ünï', 'ünï.txt'),
				})),
			},
			[{ text: 'See this' }, { text: '' }],
		);
		expect(jsonOf(done)).toMatchObject([
			{ content: 'See this', attachments: [{}, {}] },
			{ content: null, attachments: [{}, {}] },
		]);
		const [first] = used.chatwoot.messages.values();
		expect(first?.attachments.map(({ file }) => [file.filename, Buffer.from(file.bytes).toString()])).toEqual(
			[
				['invoice.pdf', 'Invoice 0'],
				['ünï.txt', 'Ünï'],
			],
		);
	});

	test('not with a file that the item does not have: nothing is sent, of no item', async () => {
		await talk();
		const job = client('create', { content: 'See', binaryFields: 'data' });
		const { error } = await run({ ...job, files: [{ data: fileOf('Invoice') }] }, [{}, {}]);
		expect(error?.message).toContain("'data'");
		expect(error?.message).toMatch(/\[item 1\]$/);
		expect(calls()).toEqual([]);
	});

	test('not nothing, of which the server would make an empty bubble; the others are sent', async () => {
		await talk();
		const job = client('create', { content: '={{ $json.text }}' });
		const items = [{ text: 'one' }, { text: '' }, { text: null }, {}, { text: { a: 1 } }, { text: 'two' }];
		const { error } = await run(job, items);
		expect(error?.message).toBe("'Text' is empty [item 1]");
		expect(error?.context.itemIndex).toBe(1);
		expect(calls()).toEqual([]);
		const continued = await run({ ...job, settings: CONTINUES }, items);
		expect(errorsIn(continued)).toEqual([
			undefined,
			"'Text' is empty [item 1]",
			"'Text' is empty [item 2]",
			"'Text' is empty [item 3]",
			"'Text' must be text, but is an object [item 4]",
			undefined,
		]);
		expect(pairsOf(continued)).toEqual(items.map((_, item) => ({ item })));
		expect(contents()).toEqual(['one', 'two']);
	});

	test('not too much, in the words of the server', async () => {
		await talk();
		const { error } = await run(client('create', { content: 'x'.repeat(150_001) }));
		expect(error?.message).toBe('Content is too long (maximum is 150000 characters) [item 0]');
	});

	test('not into a conversation of somebody else', async () => {
		await talk();
		expect(await errorsOf(client('create', { content: 'Hi', conversationId: '2' }))).toEqual([
			'Not Found [item 0]',
		]);
		expect(used.chatwoot.messages.size).toBe(0);
	});

	test('into a conversation that was ended, which then goes on', async () => {
		await talk();
		await used.beside(
			async (other) => await other.post('conversations/1/toggle_status', { status: 'resolved' }),
		);
		jsonOf(await run(client('create', { content: 'One more thing' })));
		expect(used.chatwoot.conversations.get(1)?.status).toBe('open');
	});
});

describe('What was said is listed', () => {
	/** Messages 1 to `count`, every third of them a private note. */
	const said = async (count: number): Promise<void> => {
		await talk();
		await used.beside(async (other) => {
			for (let index = 1; index <= count; index++) {
				await other.message(1, { content: `message ${index}`, private: index % 3 === 0 });
			}
		});
	};
	const ids = (count: number): number[] =>
		Array.from({ length: count }, (_, index) => index + 1).filter((id) => id % 3 !== 0);
	const list = async (parameters: NonNullable<Job['parameters']>): Promise<unknown[]> =>
		jsonOf(await run(client('getMany', parameters))).map(({ id }) => id);

	test('all of it, page by page, the oldest first, without private notes', async () => {
		await said(64);
		expect(await list({ returnAll: true })).toEqual(ids(64));
		expect(calls().map(({ query }) => query)).toEqual([
			{},
			{ before: String(ids(64).at(-20)) },
			{ before: String(ids(64).at(-40)) },
			{ before: '1' },
		]);
	});

	test('up to Limit, the newest, still the oldest of them first', async () => {
		await said(64);
		expect(await list({ limit: 25 })).toEqual(ids(64).slice(-25));
		expect(calls()).toHaveLength(2);
		expect(await list({ limit: 1 })).toEqual(ids(64).slice(-1));
	});

	test('before a message', async () => {
		await said(10);
		expect(await list({ before: '7', returnAll: true })).toEqual([1, 2, 4, 5]);
		expect(await list({ before: '={{ 7 }}', limit: 2 })).toEqual([4, 5]);
		expect(await list({ before: '1' })).toEqual([]);
	});

	test('for each item its own conversation, nothing where nothing was said', async () => {
		await said(2);
		const job = client('getMany', { sourceId: '={{ $json.source }}', conversationId: '={{ $json.id }}' });
		const done = await run(job, [
			{ source: 'app-2', id: 2 },
			{ source: 'app-1', id: 1 },
		]);
		expect(jsonOf(done).map(({ id }) => id)).toEqual([1, 2]);
		expect(pairsOf(done)).toEqual([{ item: 1 }, { item: 1 }]);
	});

	test.each([
		[{ limit: 0 }, "'Limit' must be a whole number of 1 or more, but is 0"],
		[{ before: { id: 7 } }, "'Before Message ID' must be text, but is an object"],
	])('not with %j', async (parameters, says) => {
		await talk();
		expect(await errorsOf(client('getMany', parameters))).toEqual([`${says} [item 0]`]);
		expect(calls()).toEqual([]);
	});

	test('not from an answer that is no list', async () => {
		await talk();
		used.sandbox.faults.add({ fault: { raw: '{"messages":[]}', contentType: 'application/json' } });
		expect(await errorsOf(client('getMany', {}))).toEqual(['The answer is not a list [item 0]']);
	});
});

describe('A customer answers', () => {
	/** A form, message 1; a choice, message 2; the question for a rating, message 3. */
	const questions = async (): Promise<void> => {
		await talk();
		await used.beside(async (other) => {
			const items = [{ name: 'email', type: 'email', label: 'Email' }];
			await other.message(1, { content: 'Fill in', content_type: 'form', content_attributes: { items } });
			const choices = [{ title: 'Yes', value: 'yes' }];
			await other.message(1, {
				content: 'Pick',
				content_type: 'input_select',
				content_attributes: { items: choices },
			});
			await other.message(1, { content: 'Rate', content_type: 'input_csat' });
		});
	};

	test.each<[string, string, NonNullable<Job['parameters']>, unknown]>([
		[
			'a form',
			'1',
			{ kind: 'form', entries: { entry: [{ name: 'email', value: '={{ $json.email }}' }] } },
			[{ name: 'email', value: 'ann@example.com' }],
		],
		[
			'a choice',
			'2',
			{ kind: 'choice', choices: { choice: [{ title: 'Yes', value: 'yes' }] } },
			[{ title: 'Yes', value: 'yes' }],
		],
		[
			'the question for a rating',
			'3',
			{ kind: 'survey', rating: 5, feedback: 'Great' },
			{ csat_survey_response: { rating: 5, feedback_message: 'Great' } },
		],
		[
			'with JSON',
			'1',
			{ kind: 'json', valuesJson: '={{ [{ name: "email", value: $json.email }] }}' },
			[{ name: 'email', value: 'ann@example.com' }],
		],
	])('%s', async (_, messageId, given, values) => {
		await questions();
		const done = await run(client('update', { messageId, ...given }), [{ email: 'ann@example.com' }]);
		expect(jsonOf(done)).toMatchObject([
			{ id: Number(messageId), content_attributes: { submitted_values: values } },
		]);
		expect(used.chatwoot.messages.get(Number(messageId))?.content_attributes.submitted_values).toEqual(
			values,
		);
		expect(calls().map(({ method, body }) => [method, body])).toEqual([
			['PATCH', { submitted_values: values }],
		]);
	});

	test('with keys that the server does not know: it says 200 and drops them, and the item fails', async () => {
		await questions();
		const { error } = await run(
			client('update', { messageId: '1', kind: 'json', valuesJson: '[{"name":"email","wrong":1}]' }),
		);
		expect(error?.message).toBe('The server did not keep the submitted values as they were sent [item 0]');
		expect(used.chatwoot.messages.get(1)?.content_attributes.submitted_values).toEqual([{ name: 'email' }]);
		used.expectViolations(expect.stringContaining('wrong'));
	});

	test('no message that is not there, or of another conversation', async () => {
		await questions();
		await used.beside(async (other) => await other.message(2));
		const job = client('update', { messageId: '={{ $json.id }}', kind: 'survey', rating: 5 });
		expect(await errorsOf(job, [{ id: 99 }, { id: 4 }, { id: ' ' }, { id: 3 }])).toEqual([
			'Not Found [item 0]',
			'Not Found [item 1]',
			"'Message ID' is empty [item 2]",
			undefined,
		]);
	});

	test('again, and the last answer counts', async () => {
		await questions();
		used.sandbox.faults.add({ times: 1, fault: { latency: 100 } });
		const job = client('update', { messageId: '3', kind: 'survey', rating: '={{ $json.stars }}' });
		jsonOf(await run(job, [{ stars: 1 }, { stars: 3 }, { stars: 5 }]));
		expect(used.chatwoot.messages.get(3)?.content_attributes.submitted_values).toEqual({
			csat_survey_response: { rating: 5 },
		});
	});
});
