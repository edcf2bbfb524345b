import type { INodeParameters } from 'n8n-workflow';
import { at, holds, listAt, same, Skipped, type Check } from '../check.ts';
import { byId } from '../node.ts';
import type { OwnThings } from '../own-things.ts';
import { PHOTO, PICTURE, shown, tomorrow } from './shown.ts';

const messagesOf = async ({ server }: OwnThings, conversation: number): Promise<readonly unknown[]> =>
	listAt(await server.get(`conversations/${conversation}/messages`), 'payload');

/** A message, as the server shows it. */
const messageOf = async (own: OwnThings, conversation: number, id: unknown): Promise<unknown> =>
	(await messagesOf(own, conversation)).find((message) => at(message, 'id') === id);

/** What people said; what the server remarks, e.g. of a status, has the type 2. */
const said = (messages: readonly unknown[]): readonly unknown[] =>
	messages.filter((message) => at(message, 'message_type') !== 2);

/** Sends with these parameters; what the server shows of the message, at these paths, must be this. */
const send = (
	that: string,
	parameters: INodeParameters,
	wanted: Readonly<Record<string, unknown>>,
): Check => ({
	does: 'message send',
	that,
	run: async (own) => {
		const { id } = await own.conversation();
		const content = own.word('Hello');
		const sent = await own.node.one('message send', { conversation: byId(id), content, ...parameters });
		const message = await messageOf(own, id, sent.id);
		same('content', at(message, 'content'), content);
		const found = Object.fromEntries(Object.keys(wanted).map((path) => [path, at(message, path)]));
		same('message', found, wanted);
	},
});

/** Sends something that must be refused before it is sent. */
const refused = (that: string, parameters: INodeParameters, words: string): Check => ({
	does: 'message send',
	that,
	run: async (own) => {
		const { id } = await own.conversation();
		const refusal = await own.node.refusal('message send', { conversation: byId(id), ...parameters });
		holds(refusal.includes(words), `it says: ${refusal}`);
		same('messages', said(await messagesOf(own, id)).length, 0);
	},
});

const CHOICES = [{ title: 'Yes, please', value: 'yes' }];
const CARD = {
	title: 'Shirt',
	description: 'Blue',
	media_url: 'https://example.com/shirt.png',
	actions: [{ type: 'link', text: 'Show', uri: 'https://example.com/shirt' }],
};
const ARTICLES = [{ title: 'Returns', description: 'Free', link: 'https://example.com/returns' }];

/** What is sent in the forms that a message can have. */
export const sendChecks: readonly Check[] = [
	send('text to the contact', {}, { message_type: 1, private: false, content_type: 'text' }),
	send('text from the contact', { messageType: 'incoming' }, { message_type: 0, private: false }),
	send('a private note', { messageType: 'private' }, { message_type: 1, private: true }),
	send(
		'choices from fields',
		{ contentType: 'input_select', choices: { item: CHOICES } },
		{ content_type: 'input_select', 'content_attributes.items': CHOICES },
	),
	send(
		'cards from fields',
		{
			contentType: 'cards',
			cards: {
				item: [
					{
						title: CARD.title,
						description: CARD.description,
						mediaUrl: CARD.media_url,
						actions: { action: CARD.actions },
					},
				],
			},
		},
		{ content_type: 'cards', 'content_attributes.items': [CARD] },
	),
	send(
		'a form from fields',
		{
			contentType: 'form',
			questions: { item: [{ type: 'select', label: 'Size', name: 'size', options: 'S, M' }] },
		},
		{
			content_type: 'form',
			'content_attributes.items.0.type': 'select',
			'content_attributes.items.0.name': 'size',
			'content_attributes.items.0.options': ['S', 'M'].map((size) => ({ label: size, value: size })),
		},
	),
	send(
		'articles from fields',
		{ contentType: 'article', articles: { item: ARTICLES } },
		{ content_type: 'article', 'content_attributes.items': ARTICLES },
	),
	send(
		'choices as JSON',
		{ contentType: 'input_select', itemsMode: 'json', itemsJson: JSON.stringify(CHOICES) },
		{ 'content_attributes.items': CHOICES },
	),
	send('a request for an email address', { contentType: 'input_email' }, { content_type: 'input_email' }),
	send('with an ID of our own', { additionalFields: { sourceId: 'own-1' } }, { source_id: 'own-1' }),
	refused(
		'an empty message is refused (the server would show an empty bubble)',
		{ content: '' },
		"'Text' is empty",
	),
	refused(
		'cards without actions are refused',
		{ contentType: 'cards', cards: { item: [{ title: 'Shirt' }] } },
		'without actions',
	),
	refused(
		'a reply to a message that does not exist is refused',
		{ content: 'Yes', additionalFields: { replyTo: '999999999' } },
		'no message 999999999',
	),
	{
		does: 'message send',
		that: 'as a reply',
		run: async (own) => {
			const { id } = await own.conversation();
			const question = await own.message(id, { message_type: 'incoming' });
			const additionalFields = { replyTo: String(question) };
			const sent = await own.node.one('message send', {
				conversation: byId(id),
				content: 'Yes',
				additionalFields,
			});
			const message = await messageOf(own, id, sent.id);
			same('replied to', at(message, 'content_attributes.in_reply_to'), question);
		},
	},
	...['text', 'input_select'].map((contentType): Check => ({
		does: 'message send',
		that: `with a file, as ${contentType}: the same bytes come back`,
		run: async (own) => {
			const { id } = await own.conversation();
			const content = { contentType, content: 'Look', choices: { item: CHOICES }, binaryFields: 'photo' };
			const beside = { files: { photo: PHOTO } };
			const sent = await own.node.one('message send', { conversation: byId(id), ...content }, beside);
			const message = await messageOf(own, id, sent.id);
			same('form', at(message, 'content_type'), contentType);
			const items = contentType === 'text' ? undefined : CHOICES;
			same('items', at(message, 'content_attributes.items'), items);
			const bytes = await own.server.file(at(message, 'attachments.0.data_url'));
			holds(bytes.equals(PICTURE), `the file has other bytes (${bytes.length} of them)`);
		},
	})),
	{
		does: 'message send',
		that: 'a WhatsApp template',
		run: () =>
			Promise.reject(
				new Skipped('needs an inbox of WhatsApp, which cannot be made without an account there'),
			),
	},
	{
		does: 'message send',
		that: "with a bot's token, which may write but not read",
		run: async (own) => {
			if (own.bot === undefined) throw new Skipped('the server made no agent bot, or showed no token of it');
			const { id } = await own.conversation();
			const content = own.word('Beep');
			const beside = { token: own.bot.token };
			const sent = await own.node.one('message send', { conversation: byId(id), content }, beside);
			same('content', at(await messageOf(own, id, sent.id), 'content'), content);
		},
	},
];

/** What is done with messages, and with people. */
export const messageChecks: readonly Check[] = [
	...['back', 'forward'].map((direction): Check => ({
		does: 'message getMany',
		that: `more than a page, ${direction}: each once, in order`,
		run: async (own) => {
			const { id } = await own.conversation();
			const ids: number[] = [];
			for (let count = 0; count < 23; count++) ids.push(await own.message(id));
			const [first = 0] = ids;
			const start = direction === 'back' ? {} : { after: String(first) };
			const parameters = { conversation: byId(id), direction, ...start, returnAll: true };
			const got = (await own.node.run('message getMany', parameters)).map((message) => message.id as number);
			const wanted = direction === 'back' ? ids.toReversed() : ids.slice(1);
			// The server may remark something in between.
			same(
				'messages',
				got.filter((one) => ids.includes(one)),
				wanted,
			);
		},
	})),
	{
		does: 'message delete',
		that: 'its content is gone',
		run: async (own) => {
			const { id } = await own.conversation();
			const messageId = await own.message(id);
			await own.node.run('message delete', { conversation: byId(id), messageId: String(messageId) });
			const message = await messageOf(own, id, messageId);
			same('deleted', at(message, 'content_attributes.deleted'), true);
		},
	},
	...(['delivered', 'read', 'failed'] as const).map((status): Check => ({
		does: 'message setDeliveryStatus',
		that: status === 'failed' ? 'failed, with the reason' : status,
		run: async (own) => {
			const { id } = await own.conversation();
			const messageId = await own.message(id);
			const reason = status === 'failed' ? { reason: 'The number is not known' } : {};
			const parameters = { conversation: byId(id), messageId: String(messageId), status, ...reason };
			await own.node.one('message setDeliveryStatus', parameters);
			const message = await messageOf(own, id, messageId);
			same('status', at(message, 'status'), status);
			same('reason', at(message, 'content_attributes.external_error') ?? undefined, reason.reason);
		},
	})),
	{
		does: 'message setDeliveryStatus',
		that: 'back from read to delivered fails the item (the server answers 200)',
		run: async (own) => {
			const { id } = await own.conversation();
			const message = { conversation: byId(id), messageId: String(await own.message(id)) };
			await own.node.one('message setDeliveryStatus', { ...message, status: 'read' });
			await own.node.refusal('message setDeliveryStatus', { ...message, status: 'delivered' });
		},
	},
	{
		does: 'message sendToContact',
		that: 'twice makes one contact, one conversation and two messages',
		run: async (own) => {
			const email = own.email();
			const to = { inbox: byId(own.inbox.id), email, additionalFields: { name: own.word('Jane') } };
			const first = await own.node.one('message sendToContact', { ...to, content: 'One' });
			const again = { ...to, email: email.toUpperCase() };
			const second = await own.node.one('message sendToContact', { ...again, content: 'Two' });
			same('contact', second.contact_id, first.contact_id);
			same('conversation', second.conversation_id, first.conversation_id);
			const talks = await own.server.get(`contacts/${String(first.contact_id)}/conversations`);
			same('conversations', listAt(talks, 'payload').length, 1);
			const messages = said(await messagesOf(own, first.conversation_id as number));
			same(
				'messages',
				messages.map((message) => at(message, 'content')),
				['One', 'Two'],
			);
			same('email', at(await shown(own, first.conversation_id), 'meta.sender.email'), email);
		},
	},
	{
		does: 'message sendToContact',
		that: 'three items for one person in one run make one contact and one conversation',
		run: async (own) => {
			const to = { inbox: byId(own.inbox.id), identifier: own.word('crm'), content: 'Hello' };
			const sent = await own.node.run('message sendToContact', to, { items: 3 });
			same('contacts', new Set(sent.map((row) => row.contact_id)).size, 1);
			same('conversations', new Set(sent.map((row) => row.conversation_id)).size, 1);
			same('messages', said(await messagesOf(own, sent[0]?.conversation_id as number)).length, 3);
		},
	},
	{
		does: 'message sendToContact',
		that: 'a snoozed conversation goes on; after a resolved one there is a new one',
		run: async (own) => {
			const { id, contact } = await own.conversation();
			const to = { inbox: byId(own.inbox.id), email: contact.email, content: 'Hello' };
			const snooze = { status: 'snoozed', snoozed_until: tomorrow().seconds };
			await own.server.post(`conversations/${id}/toggle_status`, snooze);
			same('conversation', (await own.node.one('message sendToContact', to)).conversation_id, id);
			await own.server.post(`conversations/${id}/toggle_status`, { status: 'resolved' });
			const sent = await own.node.one('message sendToContact', to);
			holds(sent.conversation_id !== id, 'it went into the resolved conversation');
			same('contact', sent.contact_id, contact.id);
		},
	},
	{
		does: 'message downloadAttachments',
		that: 'the bytes of the file',
		run: async (own) => {
			const { id } = await own.conversation();
			const content = { conversation: byId(id), binaryFields: 'photo' };
			const sent = await own.node.one('message send', content, { files: { photo: PHOTO } });
			await own.server.file(at(await messageOf(own, id, sent.id), 'attachments.0.data_url'));
			const message = { conversation: byId(id), messageId: String(sent.id) };
			const [item] = await own.node.items('message downloadAttachments', message);
			const data = item?.binary?.attachment_0?.data ?? '';
			holds(Buffer.from(data, 'base64').equals(PICTURE), 'the file has other bytes');
		},
	},
];
