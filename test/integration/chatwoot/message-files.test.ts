import { describe, expect, test } from '@jest/globals';
import type { IBinaryKeyData, INodeParameters } from 'n8n-workflow';
import type { Message } from '../../../sandbox/chatwoot/types.ts';
import { jsonOf, pairsOf } from '../support/results.ts';
import { byId, fileOf, useChatwoot, wire } from './support.ts';

const used = useChatwoot();
const { run, errorsOf, calls, beside } = used;

const PHOTO = fileOf('\u0089PNG\r\n--\u0000', 'Größe „ä“ 日本.png', 'image/png');
const NOTE = fileOf('Paid in cash');
const FILES: readonly IBinaryKeyData[] = [{ photo: PHOTO, note: NOTE }];

const open = (): Promise<number> => beside((client) => client.conversation());

const messages = (): Message[] => [...used.chatwoot.messages.values()];

/** The files of a message, as the installation keeps them. */
const kept = (message: Message | undefined): object[] =>
	(message?.attachments ?? []).map(({ file: { filename, type, bytes }, file_type }) => ({
		filename,
		type,
		file_type,
		text: Buffer.from(bytes).toString(),
	}));

const IMAGE = {
	filename: 'Größe „ä“ 日本.png',
	type: 'image/png',
	file_type: 'image',
	text: '\u0089PNG\r\n--\u0000',
};
const TEXT = { filename: 'note.txt', type: 'text/plain', file_type: 'file', text: 'Paid in cash' };

const send = (conversation: number, more: INodeParameters) => ({
	does: 'message send',
	parameters: { conversation: byId(conversation), ...more },
	files: FILES,
});

describe('A file of the item goes out with a message', () => {
	test('byte by byte, under its name, without any text', async () => {
		const conversation = await open();
		const sent = await run(send(conversation, { binaryFields: 'photo' }));
		expect(kept(messages().at(-1))).toEqual([IMAGE]);
		expect(calls().map(wire)).toEqual([
			{
				method: 'POST',
				path: `/conversations/${conversation}/messages`,
				body: {
					message_type: 'outgoing',
					attachments: [expect.stringMatching(/^<file Größe „ä“ 日本.png image\/png \d+ bytes>$/)],
				},
			},
		]);
		const [attachment] = messages().at(-1)?.attachments ?? [];
		expect(jsonOf(sent)).toMatchObject([
			{ conversation_id: conversation, attachments: [{ id: attachment?.id, file_type: 'image' }] },
		]);
	});

	test.each<[string, INodeParameters, object]>([
		['and a text', { content: 'Look' }, { content: 'Look', message_type: 'outgoing', private: false }],
		['for the team only', { messageType: 'private' }, { message_type: 'outgoing', private: true }],
		[
			'from the contact',
			{ messageType: 'incoming' },
			{ message_type: 'incoming', sender: { kind: 'contact' } },
		],
	])('%s', async (_, more, message) => {
		const conversation = await open();
		jsonOf(await run(send(conversation, { binaryFields: 'photo, note', ...more })));
		expect(messages().at(-1)).toMatchObject(message);
		expect(kept(messages().at(-1))).toEqual([IMAGE, TEXT]);
	});

	test('that offers choices', async () => {
		const conversation = await open();
		const choices = { item: [{ title: 'Yes', value: 'yes' }] };
		jsonOf(await run(send(conversation, { contentType: 'input_select', choices, binaryFields: 'photo' })));
		expect(messages().at(-1)).toMatchObject({
			content_type: 'input_select',
			content_attributes: { items: [{ title: 'Yes', value: 'yes' }] },
		});
		expect(kept(messages().at(-1))).toEqual([IMAGE]);
	});

	test('that is a reply', async () => {
		const conversation = await open();
		const replyTo = await beside((client) => client.message(conversation));
		jsonOf(await run(send(conversation, { binaryFields: 'note', additionalFields: { replyTo } })));
		expect(messages().at(-1)?.content_attributes).toMatchObject({ in_reply_to: replyTo });
		expect(kept(messages().at(-1))).toEqual([TEXT]);
	});

	test('to a person', async () => {
		const inbox = await beside((client) => client.inbox());
		const parameters = { inbox: byId(inbox), email: 'ann@example.com', binaryFields: 'note' };
		jsonOf(await run({ does: 'message sendToContact', parameters, files: FILES }));
		expect(kept(messages().at(-1))).toEqual([TEXT]);
	});
});

test('Sixteen files in one message, more than the screen lets, are sent all the same', async () => {
	const conversation = await open();
	const names = Array.from({ length: 16 }, (_, index) => `file${index}`);
	const files = [Object.fromEntries(names.map((name) => [name, fileOf(name, `${name}.txt`)]))];
	jsonOf(await run({ ...send(conversation, { binaryFields: '={{ Object.keys($binary) }}' }), files }));
	expect(
		messages()
			.at(-1)
			?.attachments.map(({ file }) => file.filename),
	).toEqual(names.map((name) => `${name}.txt`));
});

test('Files of many items go out one request at a time, because each is held in memory', async () => {
	const conversations = await beside(async (client) => [
		await client.conversation(),
		await client.conversation(),
		await client.conversation(),
	]);
	used.sandbox.faults.add({ fault: { latency: 20 } });
	const parameters = { conversation: '={{ $json.conversation }}', binaryFields: 'data' };
	const files = conversations.map((id) => ({ data: fileOf(`for ${id}`) }));
	const items = conversations.map((conversation) => ({ conversation }));
	const sent = await run({ does: 'message send', parameters, files }, items);
	expect(pairsOf(sent)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	expect(calls().map(({ inFlight }) => inFlight)).toEqual([1, 1, 1]);
	expect(messages().map((message) => [message.conversation.id, kept(message)])).toEqual(
		conversations.map((id) => [id, [{ ...TEXT, text: `for ${id}` }]]),
	);
});

describe('A file that the item does not have is missed before anything is sent', () => {
	test.each<[string, INodeParameters]>([
		['in a message', { does: 'message send' }],
		['in a reply', { does: 'message send', additionalFields: { replyTo: '1' } }],
		['in a message to a person, who is not made either', { does: 'message sendToContact' }],
	])('%s', async (_, { does, ...more }) => {
		const [conversation, inbox] = await beside(async (client) => [
			await client.conversation(),
			await client.inbox(),
		]);
		const parameters = {
			...(does === 'message send'
				? { conversation: byId(conversation) }
				: { inbox: byId(inbox), email: '={{ $json.email }}' }),
			...more,
			content: 'Look',
			binaryFields: 'photo, invoice',
		};
		const job = { does: does as string, parameters, files: FILES };
		const { error } = await run(job, [{ email: 'ann@example.com' }]);
		expect(error?.message).toContain("'invoice'");
		expect(error?.context.itemIndex).toBe(0);
		expect(await errorsOf(job, [{ email: 'ann@example.com' }])).toEqual([
			expect.stringContaining("'invoice'"),
		]);
		expect(calls()).toEqual([]);
	});
});
