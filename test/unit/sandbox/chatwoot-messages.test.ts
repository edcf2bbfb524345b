import { describe, expect, test } from '@jest/globals';
import { at, ChatwootClient, type ChatwootAnswer } from '../../support/chatwoot-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): ChatwootClient => new ChatwootClient(use.sandbox);

const send = async (body: unknown, conversation?: number): Promise<ChatwootAnswer> => {
	const id = conversation ?? (await client().conversation());
	return client().post(`conversations/${id}/messages`, body);
};

const refused = (error: string): object => ({ status: 422, body: { error } });

describe('sending', () => {
	test('nothing is sent as an empty bubble; numbers and objects become text', async () => {
		for (const [body, content] of [
			[{}, null],
			[{ content: '' }, ''],
			[{ content: 12 }, '12'],
			[{ content: { a: 1, b: [null, true] } }, '{"a" => 1, "b" => [nil, true]}'],
		] as const) {
			expect(await send(body)).toMatchObject({ status: 200, body: { content, message_type: 1 } });
		}
	});

	test('an answer to a message that is not there is an answer to none', async () => {
		const id = await client().conversation();
		const first = await client().message(id, { content: 'Hi', source_id: 'ext-1' });
		const reply = async (attributes: object): Promise<unknown> =>
			at((await send({ content: 'Re', content_attributes: attributes }, id)).body, 'content_attributes');
		const found = { in_reply_to: first, in_reply_to_external_id: 'ext-1' };
		expect(await reply({ in_reply_to: first })).toEqual(found);
		expect(await reply({ in_reply_to_external_id: 'ext-1' })).toEqual(found);
		expect(await reply({ in_reply_to: 999 })).toEqual({
			in_reply_to: null,
			in_reply_to_external_id: null,
		});
	});

	test('a user may write in the name of a bot, and send a template', async () => {
		const template = { name: 'hello', language: 'en' };
		const body = { content: 'Hi', sender_type: 'AgentBot', sender_id: 1, template_params: template };
		const sent = await send(body);
		expect(sent.body).toMatchObject({ sender: { type: 'agent_bot' } });
		expect(use.sandbox.chatwoot.messages.get(at(sent.body, 'id') as number)?.additional_attributes).toEqual({
			template_params: template,
		});
	});

	test('an incoming message is of the contact, and only in API inboxes', async () => {
		const inbox = await client().post('inboxes', {
			name: 'Site',
			channel: { type: 'web_widget', website_url: 'example.com' },
		});
		const body = { content: 'Help', message_type: 'incoming' };
		expect(await send(body)).toMatchObject({ body: { message_type: 0, sender: { type: 'contact' } } });
		const website = await client().conversation({ inbox_id: at(inbox.body, 'id') });
		expect(await send(body, website)).toMatchObject(
			refused('Incoming messages are only allowed in Api inboxes'),
		);
	});

	test.each([
		[{ message_type: 'sideways' }, "'sideways' is not a valid message_type"],
		[{ content_type: 'hologram' }, "'hologram' is not a valid content_type"],
		[
			{ content: 'x'.repeat(150_001) },
			'Validation failed: Content is too long (maximum is 150000 characters)',
		],
		[{ content_type: 'input_select' }, "undefined method 'reject' for nil"],
		[
			{ content_type: 'input_select', content_attributes: { items: [{ title: 'A', color: 'red' }] } },
			'Validation failed: Content attributes contains invalid keys for items : [:color]',
		],
		[
			{ content_type: 'cards', content_attributes: { items: [{ title: 'A' }] } },
			'Validation failed: Content attributes contains items missing actions',
		],
	])('is refused with %#', async (body, error) => {
		expect(await send(body)).toMatchObject(refused(error));
	});

	test('content attributes may come as JSON text, with attachments too', async () => {
		const items = [{ title: 'Yes', value: 'yes' }];
		const form = new FormData();
		form.append('content_type', 'input_select');
		form.append('content_attributes', JSON.stringify({ items }));
		form.append('attachments[]', new Blob(['hello'], { type: 'text/plain' }), 'note.txt');
		expect(await send(form)).toMatchObject({
			status: 200,
			body: { content_attributes: { items }, attachments: [{ file_type: 'file', file_size: 5 }] },
		});
	});
});

describe('attachments', () => {
	test('there is no limit to their number; their key has brackets', async () => {
		const form = new FormData();
		for (let n = 0; n < 16; n += 1)
			form.append('attachments[]', new Blob(['x'], { type: 'image/png' }), `${n}.png`);
		expect(at((await send(form)).body, 'attachments')).toHaveLength(16);
		const bare = new FormData();
		bare.append('attachments', new Blob(['x']), 'x.txt');
		expect(await send(bare)).toMatchObject(
			refused("undefined method 'each' for an instance of ActionDispatch::Http::UploadedFile"),
		);
	});

	test('are fetched without a token, by way of another address', async () => {
		const form = new FormData();
		form.append('attachments[]', new Blob(['hello'], { type: 'text/plain' }), 'Größe "1".txt');
		const url = String(at((await send(form)).body, 'attachments.0.data_url'));
		const first = await fetch(url, { redirect: 'manual' });
		expect(first.status).toBe(302);
		const file = await fetch(first.headers.get('location') ?? '');
		expect(file.headers.get('content-type')).toBe('text/plain');
		expect(file.headers.get('content-disposition')).toContain(
			"filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.txt",
		);
		expect(await file.text()).toBe('hello');
		expect((await fetch(url.replace(/redirect\/\w+/, 'redirect/wrong'))).status).toBe(404);
	});

	test('stand in the journal without their bytes', async () => {
		const form = new FormData();
		form.append('attachments[]', new Blob(['hello'], { type: 'text/plain' }), 'note.txt');
		await send(form);
		expect(use.sandbox.journal.entries({ path: /messages$/ })[0]?.body).toEqual({
			attachments: ['<file note.txt text/plain 5 bytes>'],
		});
	});
});

describe('reading', () => {
	test('gives the newest 20, 20 before an id, up to 100 after one, or all from one to another', async () => {
		const id = await client().conversation();
		const ids: number[] = [];
		for (let n = 0; n < 125; n += 1) ids.push(await client().message(id));
		const page = async (query: string): Promise<unknown[]> => {
			const { body } = await client().get(`conversations/${id}/messages${query}`);
			return (at(body, 'payload') as { id: number }[]).map((message) => message.id);
		};
		expect(await page('')).toEqual(ids.slice(-20));
		expect(await page(`?before=${ids[50] ?? 0}`)).toEqual(ids.slice(30, 50));
		expect(await page(`?after=${ids[10] ?? 0}`)).toEqual(ids.slice(11, 111));
		expect(await page(`?after=${ids[10] ?? 0}&before=${ids[120] ?? 0}`)).toEqual(ids.slice(10, 120));
		expect(await page('?before=abc')).toEqual([]);
	});
});

describe('changing', () => {
	test('a status goes on to read and not back; unknown ones and content change nothing', async () => {
		const id = await client().conversation();
		const message = await client().message(id, { content: 'Hi' });
		const patch = (body: object): Promise<ChatwootAnswer> =>
			client().patch(`conversations/${id}/messages/${message}`, body);
		const status = async (body: object): Promise<unknown> => at((await patch(body)).body, 'status');
		expect(await status({ status: 'delivered' })).toBe('delivered');
		expect(await status({ status: 'read' })).toBe('read');
		expect(await status({ status: 'delivered' })).toBe('read');
		expect(await status({ status: 'vanished' })).toBe('read');
		expect((await patch({ content: 'changed' })).body).toMatchObject({ content: 'Hi' });
		expect((await patch({ status: 'failed', external_error: 'Unknown number' })).body).toMatchObject({
			status: 'failed',
			content_attributes: { external_error: 'Unknown number' },
		});
		const retried = await client().post(`conversations/${id}/messages/${message}/retry`);
		expect(retried.body).toMatchObject({ status: 'sent', content_attributes: {} });
	});

	test('deleting leaves the place of the message', async () => {
		const id = await client().conversation();
		const message = await client().message(id);
		const path = `conversations/${id}/messages/${message}`;
		const deleted = {
			status: 200,
			body: { content: 'This message was deleted', content_attributes: { deleted: true } },
		};
		expect(await client().ask('DELETE', path)).toMatchObject(deleted);
		expect(await client().ask('DELETE', path)).toMatchObject(deleted);
	});

	test('typing takes any word, and does nothing with most', async () => {
		const id = await client().conversation();
		const type = (status: string): Promise<ChatwootAnswer> =>
			client().post(`conversations/${id}/toggle_typing_status`, { typing_status: status });
		expect(await type('maybe')).toMatchObject({ status: 200, body: '' });
		expect(await client().eventsOf(() => type('maybe'))).toEqual([]);
		expect(await client().eventsOf(() => type('on'))).toEqual(['conversation_typing_on']);
	});
});
