import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import type { Message } from '../../../sandbox/chatwoot/types.ts';
import { jsonOf } from '../support/results.ts';
import { messagesIn, TRIES, WEBSITE } from './message-support.ts';
import { A_TIME, byId, fromList, useChatwoot, wire, writes } from './support.ts';

const used = useChatwoot();
const { run, errorsOf, calls, beside } = used;

const SEND = { does: 'message send' };

/** A conversation in an API inbox, with the question of its contact. */
const asked = (): Promise<{ conversation: number; question: number }> =>
	beside(async (client) => {
		const conversation = await client.conversation({ contact_id: await client.contact({ name: 'Ann' }) });
		const body = { content: 'Where is it?', message_type: 'incoming', source_id: 'wamid-1' };
		return { conversation, question: await client.message(conversation, body) };
	});

const said = (conversation: number): Message[] => messagesIn(used.chatwoot, conversation);

const last = (conversation: number): Message | undefined => said(conversation).at(-1);

describe('A message', () => {
	test('goes to the contact, as an agent reads it there', async () => {
		const { conversation } = await asked();
		const sent = await run({
			...SEND,
			parameters: { conversation: fromList(String(conversation)), content: 'On its way 安 🙂' },
		});
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: `/conversations/${conversation}/messages`,
				body: { content: 'On its way 安 🙂', message_type: 'outgoing' },
			},
		]);
		expect(last(conversation)).toMatchObject({
			content: 'On its way 安 🙂',
			message_type: 'outgoing',
			private: false,
			sender: { kind: 'user', name: 'Ada Admin' },
		});
		expect(jsonOf(sent)).toEqual([
			{
				id: last(conversation)?.id,
				content: 'On its way 安 🙂',
				conversation_id: conversation,
				message_type: 'outgoing',
				private: false,
				status: 'sent',
				created_at: A_TIME,
				sender: { id: 1, name: 'Ada Admin', type: 'user' },
				content_attributes: {},
			},
		]);
		expect(Object.keys(jsonOf(sent)[0] ?? {})[0]).toBe('id');
	});

	test.each<[string, INodeParameters, object]>([
		[
			'comes from the contact',
			{ messageType: 'incoming' },
			{ message_type: 'incoming', sender: { kind: 'contact', name: 'Ann' } },
		],
		['is a note for the team', { messageType: 'private' }, { message_type: 'outgoing', private: true }],
		[
			'has an ID of the user',
			{ additionalFields: { sourceId: 'order-1' } },
			{ source_id: 'order-1', message_type: 'outgoing' },
		],
	])('%s', async (_, parameters, message) => {
		const { conversation } = await asked();
		jsonOf(
			await run({
				...SEND,
				parameters: { conversation: byId(conversation), content: 'Hello', ...parameters },
			}),
		);
		expect(last(conversation)).toMatchObject({ content: 'Hello', ...message });
	});

	test('is shown whole without Simplify, but for what opens something', async () => {
		const { conversation } = await asked();
		const parameters = { conversation: byId(conversation), content: 'Hello', simplify: false };
		const [message] = jsonOf(await run({ ...SEND, parameters }));
		expect(message).toMatchObject({ inbox_id: 1, content_type: 'text', source_id: null });
		expect(JSON.stringify(message)).not.toMatch(/pubsub_token|hmac_token|access_token/);
	});

	test('may be written by an agent bot, which may not read', async () => {
		const { conversation, question } = await asked();
		const parameters = {
			conversation: byId(conversation),
			content: 'I am a bot',
			additionalFields: { replyTo: question },
		};
		jsonOf(await run({ ...SEND, as: 'bot', parameters }));
		expect(last(conversation)).toMatchObject({
			sender: { kind: 'agent_bot' },
			content_attributes: { in_reply_to: question },
		});
	});

	const CHOICES = { item: [{ title: 'Yes', value: 'yes' }] };
	const CARD = { title: 'Shirt', actions: { action: [{ text: 'Show', uri: 'https://www.example.com' }] } };
	const QUESTION = { name: 'email', label: 'Email', type: 'email', required: true };
	const ARTICLE = { title: 'Returns', link: 'https://www.example.com/returns' };

	test.each<[string, INodeParameters, object]>([
		['input_select', { choices: CHOICES }, { items: [{ title: 'Yes', value: 'yes' }] }],
		[
			'cards',
			{ cards: { item: [CARD] } },
			{
				items: [
					{ title: 'Shirt', actions: [{ type: 'link', text: 'Show', uri: 'https://www.example.com' }] },
				],
			},
		],
		[
			'form',
			{ questions: { item: [QUESTION] } },
			{ items: [{ name: 'email', label: 'Email', type: 'email', required: 'required' }] },
		],
		['article', { articles: { item: [ARTICLE] } }, { items: [ARTICLE] }],
		['article', { itemsMode: 'json', itemsJson: '={{ [$json.article] }}' }, { items: [ARTICLE] }],
		['input_email', {}, {}],
	])('can be more than text: %s %j', async (contentType, more, attributes) => {
		const { conversation } = await asked();
		const parameters = { conversation: byId(conversation), content: 'Look', contentType, ...more };
		const sent = jsonOf(await run({ ...SEND, parameters }, [{ article: ARTICLE }]));
		expect(last(conversation)).toMatchObject({
			content: 'Look',
			content_type: contentType,
			content_attributes: attributes,
		});
		expect(sent).toMatchObject([{ content_attributes: attributes }]);
	});

	test('can be a WhatsApp template, which the server keeps with its values', async () => {
		const { conversation } = await asked();
		const templateParameters = { parameter: [{ name: '1', value: '={{ $json.name }}' }] };
		const parameters = {
			conversation: byId(conversation),
			contentType: 'template',
			templateName: 'order_shipped',
			templateLanguage: 'en_US',
			templateParameters,
		};
		jsonOf(await run({ ...SEND, parameters }, [{ name: 'Ann' }]));
		expect(last(conversation)?.additional_attributes).toEqual({
			template_params: {
				name: 'order_shipped',
				category: 'UTILITY',
				language: 'en_US',
				processed_params: { body: { 1: 'Ann' } },
			},
		});
	});
});

describe('A reply', () => {
	const reply = (additionalFields: INodeParameters, more: INodeParameters = {}): INodeParameters => ({
		conversation: '={{ $json.conversation }}',
		content: 'Tomorrow',
		additionalFields,
		...more,
	});

	test.each<[string, INodeParameters]>([
		['by the ID of the message', { replyTo: '={{ $json.question }}' }],
		['by its ID in the channel', { replyToSource: 'wamid-1' }],
	])('%s', async (_, additionalFields) => {
		const items = await asked();
		const [sent] = jsonOf(await run({ ...SEND, parameters: reply(additionalFields) }, [items]));
		const attributes = { in_reply_to: items.question, in_reply_to_external_id: 'wamid-1' };
		expect(last(items.conversation)?.content_attributes).toEqual(attributes);
		expect(sent?.content_attributes).toEqual(attributes);
	});

	test('to a message that is not in the conversation, which the server would send as no reply, is not sent', async () => {
		const items = await asked();
		const elsewhere = await asked();
		const wrong = { ...items, question: elsewhere.question };
		const parameters = reply({ replyTo: '={{ $json.question }}' });
		const { error } = await run({ ...SEND, parameters }, [wrong]);
		expect(error?.message).toBe(
			`Conversation ${items.conversation} has no message ${elsewhere.question} to reply to [item 0]`,
		);
		expect(error?.description).toContain('Nothing was sent');
		expect(writes(calls())).toEqual([]);
		expect(said(items.conversation)).toHaveLength(1);
	});

	test('to a message that only the server can know is reported when it became no reply, and not sent again', async () => {
		const { conversation } = await asked();
		const parameters = reply({ replyToSource: 'wamid-999' });
		const { error } = await run({ ...SEND, parameters, ...TRIES }, [{ conversation }]);
		expect(error?.message).toBe(
			`Message ${last(conversation)?.id ?? 0} was sent, but not as a reply [item 0]`,
		);
		expect(writes(calls())).toHaveLength(1);
		expect(said(conversation)).toHaveLength(2);
	});
});

describe('Nothing is sent, and the item is named, for', () => {
	test.each<[string, INodeParameters, string]>([
		[
			'empty text, of which the server makes an empty bubble',
			{ content: '={{ $json.x }}' },
			"'Text' is empty",
		],
		['an object, of which the server makes text', { content: '={{ ({ a: 1 }) }}' }, "'Text' must be text"],
		['cards without actions', { contentType: 'cards', cards: { item: [{ title: 'A' }] } }, 'without actions'],
		['choices of which there are none', { contentType: 'input_select' }, "'Choices' is empty"],
	])('%s', async (_, parameters, says) => {
		const { conversation } = await asked();
		const { error } = await run({ ...SEND, parameters: { conversation: byId(conversation), ...parameters } });
		expect(error?.message).toContain(says);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.context.itemIndex).toBe(0);
		expect(calls()).toEqual([]);
	});
});

describe('What the server refuses, it says in its own words:', () => {
	test('a message of the contact in the inbox of a website', async () => {
		const conversation = await beside(async (client) =>
			client.conversation({ inbox_id: await client.inbox(WEBSITE) }),
		);
		const parameters = { conversation: byId(conversation), content: 'x', messageType: 'incoming' };
		const { error } = await run({ ...SEND, parameters });
		expect(error?.message).toBe('Incoming messages are only allowed in Api inboxes [item 0]');
		expect(error?.httpCode).toBe('422');
	});

	test('a conversation that is not there, with what to check', async () => {
		const { error } = await run({ ...SEND, parameters: { conversation: byId(999), content: 'x' } });
		expect(error?.message).toBe('Resource could not be found [item 0]');
		expect(error?.description).toContain('Conversations are named by the number that people see');
	});

	test('items with keys that it does not know', async () => {
		const { conversation } = await asked();
		const itemsJson = '[{"title":"How","url":"https://www.example.com"}]';
		const parameters = {
			conversation: byId(conversation),
			contentType: 'article',
			itemsMode: 'json',
			itemsJson,
		};
		expect(await errorsOf({ ...SEND, parameters })).toEqual([
			'Validation failed: Content attributes contains invalid keys for items : [:url] [item 0]',
		]);
	});

	test('text that is too long', async () => {
		const { conversation } = await asked();
		const parameters = { conversation: byId(conversation), content: '={{ "x".repeat(150001) }}' };
		const [error] = await errorsOf({ ...SEND, parameters });
		expect(error).toContain('Content is too long (maximum is 150000 characters)');
	});
});
