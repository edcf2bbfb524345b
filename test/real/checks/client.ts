import type { INodeParameters } from 'n8n-workflow';
import { at, holds, listAt, same, Skipped, type Check } from '../check.ts';
import type { Beside, Row } from '../node.ts';
import type { OwnConversation, OwnInbox, OwnThings } from '../own-things.ts';
import { PHOTO, PICTURE, shown } from './shown.ts';

/** The Client API's credential, as it is without an HMAC token. */
const without = ({ identifier }: OwnInbox): Beside => ({ inbox: { identifier, hmacToken: '' } });

const proven = ({ provingInbox }: OwnThings): Beside => {
	if (provingInbox.hmacToken === '') throw new Skipped('the server shows no HMAC token of an inbox');
	return { inbox: provingInbox };
};

const contactOf = async ({ server }: OwnThings, id: unknown): Promise<unknown> =>
	at(await server.get(`contacts/${String(id)}`), 'payload');

/** What the operations about a conversation are given. */
const talkOf = ({ id, contact }: OwnConversation): INodeParameters => ({
	sourceId: contact.sourceId,
	conversationId: String(id),
});

/** Does a job of the contact in a conversation of its own, and looks at that. */
const inTalk = (
	does: string,
	that: string,
	look: (
		own: OwnThings,
		talk: OwnConversation,
		run: (more?: INodeParameters) => Promise<Row>,
	) => Promise<void>,
): Check => ({
	does,
	that,
	run: async (own) => {
		const talk = await own.conversation();
		const run = (more: INodeParameters = {}): Promise<Row> =>
			own.node.one(does, { ...talkOf(talk), ...more }, without(own.inbox));
		await look(own, talk, run);
	},
});

/** Contacts, through the API of the customer's own app. */
export const clientContactChecks: readonly Check[] = [
	{
		does: 'clientContact create',
		that: 'a new contact; the same source ID again gives it, and says that it is not new',
		run: async (own) => {
			const parameters = { sourceId: own.word('app'), identifier: own.word('user'), name: own.word('Ann') };
			const first = await own.node.one('clientContact create', parameters, without(own.inbox));
			const again = { ...parameters, name: own.word('Other') };
			const second = await own.node.one('clientContact create', again, without(own.inbox));
			same('new at first, and then', [first.is_new, second.is_new], [true, false]);
			same('contact', second.id, first.id);
			const contact = await contactOf(own, first.id);
			const found = ['name', 'identifier', 'contact_inboxes.0.source_id'].map((path) => at(contact, path));
			same('contact', found, [parameters.name, parameters.identifier, parameters.sourceId]);
		},
	},
	{
		does: 'clientContact create',
		that: 'an email that a contact has gives that contact, and says that it is not new',
		run: async (own) => {
			const { id, email } = await own.contact();
			// An answer's clock has whole seconds: one who is younger cannot be told from a new one.
			const made = Date.now();
			await own.server.eventually(
				() => Promise.resolve(Date.now() - made),
				(age) => age > 1_500,
			);
			const got = await own.node.one('clientContact create', { email }, without(own.inbox));
			same('contact', [got.id, got.is_new], [id, false]);
		},
	},
	{
		does: 'clientContact create',
		that: 'identity is proved with the HMAC token where the inbox wants it',
		run: async (own) => {
			const identifier = own.word('user');
			const got = await own.node.one('clientContact create', { identifier }, proven(own));
			same('identifier', at(await contactOf(own, got.id), 'identifier'), identifier);
			const { id } = (await own.server.post('conversations', {
				source_id: got.source_id,
				inbox_id: own.provingInbox.id,
				contact_id: got.id,
			})) as OwnConversation;
			same('proved', at(await shown(own, id), 'meta.hmac_verified'), true);
		},
	},
	{
		does: 'clientContact create',
		that: 'a wrong HMAC token fails the item',
		run: async (own) => {
			const inbox = { ...own.provingInbox, hmacToken: 'wrong' };
			await own.node.refusal('clientContact create', { identifier: own.word('user') }, { inbox });
		},
	},
	{
		does: 'clientContact get',
		that: 'the contact of the session',
		run: async (own) => {
			const { id, sourceId, email } = await own.contact();
			const got = await own.node.one('clientContact get', { sourceId }, without(own.inbox));
			same('contact', [got.id, got.email], [id, email]);
		},
	},
	{
		does: 'clientContact update',
		that: 'a new name and attribute; the rest stays',
		run: async (own) => {
			const { id, sourceId, email } = await own.contact({ custom_attributes: { stays: '1' } });
			const name = own.word('Anna');
			const attributes = { attribute: [{ key: own.attribute, value: 'gold' }] };
			await own.node.one('clientContact update', { sourceId, name, attributes }, without(own.inbox));
			const contact = await contactOf(own, id);
			const found = ['name', 'email', 'custom_attributes'].map((key) => at(contact, key));
			same('contact', found, [name, email, { stays: '1', [own.attribute]: 'gold' }]);
		},
	},
	{
		does: 'clientContact update',
		that: 'with the email of another contact: one contact of both, and the output says so',
		run: async (own) => {
			const other = await own.contact();
			const { id, sourceId } = await own.contact();
			const parameters = { sourceId, email: other.email };
			const got = await own.node.one('clientContact update', parameters, without(own.inbox));
			same('output', [got.was_merged, got.merged_contact_id, got.id], [true, id, other.id]);
			same('status of a look', (await own.server.ask('GET', `contacts/${id}`)).status, 404);
		},
	},
];

/** Conversations, through the same. */
export const clientConversationChecks: readonly Check[] = [
	{
		does: 'clientConversation create',
		that: 'it belongs to the contact, and has the attribute',
		run: async (own) => {
			const { id, sourceId } = await own.contact();
			const attributes = { attribute: [{ key: own.attribute, value: '7' }] };
			const made = await own.node.one(
				'clientConversation create',
				{ sourceId, attributes },
				without(own.inbox),
			);
			const conversation = await shown(own, made.id);
			const found = ['meta.sender.id', 'custom_attributes'].map((path) => at(conversation, path));
			same('conversation', found, [id, { [own.attribute]: '7' }]);
		},
	},
	inTalk('clientConversation get', 'the conversation, with its message', async (own, talk, run) => {
		const message = await own.message(talk.id);
		const got = await run();
		same('conversation', [got.id, at(got, 'contact.id')], [talk.id, talk.contact.id]);
		holds(
			listAt(got, 'messages').some((one) => at(one, 'id') === message),
			'the message is not there',
		);
	}),
	inTalk('clientConversation getMany', 'the conversation of the contact', async (_own, talk, run) => {
		same('conversation', (await run()).id, talk.id);
	}),
	inTalk('clientConversation resolve', 'it is resolved, also the second time', async (own, talk, run) => {
		await run();
		await run();
		same('status', at(await shown(own, talk.id), 'status'), 'resolved');
	}),
	inTalk(
		'clientConversation setTypingStatus',
		'on is accepted (nothing shows it over HTTP)',
		async (_own, _talk, run) => {
			same('output', await run({ typingStatus: 'on' }), { success: true });
		},
	),
	{
		does: 'clientConversation setTypingStatus',
		that: 'another word is refused (the server would answer 200)',
		run: async (own) => {
			const parameters = { ...talkOf(await own.conversation()), typingStatus: '={{ "dancing" }}' };
			const said = await own.node.refusal(
				'clientConversation setTypingStatus',
				parameters,
				without(own.inbox),
			);
			holds(said.includes("'Typing Status'"), `it says: ${said}`);
		},
	},
	inTalk('clientConversation markSeen', 'the contact has seen it', async (own, talk, run) => {
		await run();
		const seen = await own.server.eventually(
			async () => Number(at(await shown(own, talk.id), 'contact_last_seen_at')),
			(seconds) => seconds > 0,
		);
		holds(seen > 0, 'the contact has not seen it');
	}),
];

const FORM = { content: 'Fill in', content_type: 'form' };
const QUESTIONS = { items: [{ type: 'text', name: 'size', label: 'Size', placeholder: 'M' }] };

/** Messages, through the same. */
export const clientMessageChecks: readonly Check[] = [
	inTalk('clientMessage create', 'an incoming text from the contact', async (own, talk, run) => {
		const content = own.word('Hello');
		const { id } = await run({ content });
		const messages = listAt(await own.server.get(`conversations/${talk.id}/messages`), 'payload');
		const message = messages.find((one) => at(one, 'id') === id);
		const found = ['content', 'message_type', 'sender.id'].map((path) => at(message, path));
		same('message', found, [content, 0, talk.contact.id]);
	}),
	{
		does: 'clientMessage create',
		that: 'with a file: the same bytes come back',
		run: async (own) => {
			const talk = await own.conversation();
			const parameters = { ...talkOf(talk), binaryFields: 'photo' };
			await own.node.one('clientMessage create', parameters, {
				...without(own.inbox),
				files: { photo: PHOTO },
			});
			const messages = listAt(await own.server.get(`conversations/${talk.id}/messages`), 'payload');
			const message = messages.find((one) => at(one, 'message_type') === 0);
			const bytes = await own.server.file(at(message, 'attachments.0.data_url'));
			holds(bytes.equals(PICTURE), `the file has other bytes (${bytes.length} of them)`);
		},
	},
	{
		does: 'clientMessage create',
		that: 'an empty message is refused (the server would show an empty bubble)',
		run: async (own) => {
			const parameters = talkOf(await own.conversation());
			const said = await own.node.refusal('clientMessage create', parameters, without(own.inbox));
			holds(said.includes("'Text' is empty"), `it says: ${said}`);
		},
	},
	{
		does: 'clientMessage getMany',
		that: 'more than a page, each once, the oldest first; private notes left out',
		run: async (own) => {
			const talk = await own.conversation();
			const ids: number[] = [];
			for (let count = 0; count < 23; count++) ids.push(await own.message(talk.id));
			await own.message(talk.id, { private: true });
			const parameters = { ...talkOf(talk), returnAll: true };
			const got = await own.node.run('clientMessage getMany', parameters, without(own.inbox));
			same(
				'messages',
				got.filter((row) => row.message_type !== 2).map(({ id }) => id),
				ids,
			);
		},
	},
	inTalk(
		'clientMessage update',
		'a form that was filled in: the server keeps the values',
		async (own, talk, run) => {
			const id = await own.message(talk.id, { ...FORM, content_attributes: QUESTIONS });
			const values = [{ name: 'size', value: 'L' }];
			await run({ messageId: String(id), kind: 'form', entries: { entry: values } });
			const messages = listAt(await own.server.get(`conversations/${talk.id}/messages`), 'payload');
			const message = messages.find((one) => at(one, 'id') === id);
			same('values', at(message, 'content_attributes.submitted_values'), values);
		},
	),
];
