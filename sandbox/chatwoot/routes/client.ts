import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HTTPMethods } from 'fastify';
import { json, type Answer } from '../../core/answer.ts';
import { recordOf } from '../../core/record.ts';
import type { Call, Route } from '../../core/service.ts';
import { crash, done, noRoute, validated } from '../answers.ts';
import { contactWith, createContact, mergeContacts, updateContact } from '../contacts.ts';
import { LONGEST_CONTENT, sentFiles } from '../content.ts';
import { modifyConversation, openConversation } from '../conversations.ts';
import type { Installation } from '../installation.ts';
import { contractOf, type Taken } from '../keys.ts';
import { addMessage, modifyMessage } from '../messages.ts';
import type { Contact, ContactInbox, Conversation, Inbox, Message } from '../types.ts';
import { attributesOf, isBlank, textOrNull, wholeNumber } from '../values.ts';
import { publicContact, rawContact } from '../views/contact.ts';
import { isPublic, publicConversation, publicMessage } from '../views/conversation.ts';
import { publicInbox } from '../views/inbox.ts';
import { answering } from './access.ts';
import { pageOfMessages } from './messages.ts';

type Values = Readonly<Record<string, unknown>>;

interface Endpoint extends Taken {
	readonly method: HTTPMethods | readonly HTTPMethods[];
	/** Behind the inbox's address. */
	readonly path: string;
	readonly handle: (call: Call) => Answer;
}

const ADJECTIVES = ['quiet', 'wild', 'small', 'bold'];
const NOUNS = ['river', 'meadow', 'star', 'cloud'];

/** Visitors without a name get one, e.g. `quiet-river-17`. */
const inventedName = (number: number): string => {
	const adjective = ADJECTIVES[number % ADJECTIVES.length] ?? '';
	const noun = NOUNS[Math.floor(number / ADJECTIVES.length) % NOUNS.length] ?? '';
	return `${adjective}-${noun}-${number}`;
};

const provesIdentity = ({ hmac_token }: Inbox, { identifier, identifier_hash: hash }: Values): boolean => {
	const text = textOrNull(identifier) ?? '';
	const wanted = Buffer.from(createHmac('sha256', hmac_token).update(text).digest('hex'));
	const given = Buffer.from(textOrNull(hash) ?? '');
	return given.length === wanted.length && timingSafeEqual(given, wanted);
};

/** The public Client API: who knows the inbox's identifier and a session's id speaks as that contact. */
export const clientRoutes = (installation: Installation): readonly Route[] => {
	const { state, events, now } = installation;

	const inboxOf = ({ params }: Call): Inbox => {
		const inbox = [...state.inboxes.values()].find(
			({ type, identifier }) => type === 'api' && identifier === params.identifier,
		);
		if (!inbox) throw noRoute();
		return inbox;
	};

	const sessionOf = (call: Call): ContactInbox => {
		const session = state.sessionIn(inboxOf(call), call.params.sourceId ?? '');
		if (!session) throw noRoute();
		return session;
	};

	/** The session's own, and all of a contact who has proved to be the one. */
	const conversationsOf = (session: ContactInbox): Conversation[] =>
		[...state.conversations.values()].filter(({ session: other }) =>
			session.hmac_verified ? other.contact === session.contact : other === session,
		);

	const conversationOf = (call: Call): Conversation => {
		const id = wholeNumber(call.params.id);
		const conversation = conversationsOf(sessionOf(call)).find((other) => other.id === id);
		if (!conversation) throw noRoute();
		return conversation;
	};

	/** Whether the sender's identity is proved. A wrong or missing proof makes the server fail. */
	const verified = (inbox: Inbox, values: Values): boolean => {
		if (isBlank(values.identifier_hash) && inbox.channel.hmac_mandatory !== true) return false;
		if (!provesIdentity(inbox, values)) throw crash();
		return true;
	};

	/** Whoever has the same identifier, email or phone number. */
	const sameContact = (values: Values, other?: Contact): Contact | undefined => {
		const candidates = [
			contactWith(installation, 'identifier', textOrNull(values.identifier)),
			contactWith(installation, 'email', textOrNull(values.email)?.toLowerCase()),
			contactWith(installation, 'phone_number', textOrNull(values.phone_number)),
		];
		return candidates.find((contact) => contact !== undefined && contact !== other);
	};

	/** A session that is there is answered as it is; a contact who is there gets another one, and is not changed. */
	const createSession = (call: Call): Answer => {
		const inbox = inboxOf(call);
		const values = recordOf(call.body);
		const isVerified = verified(inbox, values);
		const sourceId = textOrNull(values.source_id);
		const present = sourceId === null ? undefined : state.sessionIn(inbox, sourceId);
		const session = present ?? newSession(inbox, values, sourceId);
		session.hmac_verified ||= isVerified;
		return json(publicContact(session));
	};

	const newSession = (inbox: Inbox, values: Values, sourceId: string | null): ContactInbox => {
		const name = isBlank(values.name) ? inventedName(state.contacts.size + 1) : values.name;
		const contact = sameContact(values) ?? createContact(installation, { ...values, name });
		return state.addSession(
			contact,
			inbox,
			now(),
			sourceId === null || sourceId === '' ? undefined : sourceId,
		);
	};

	/** A value of another contact means that both are one: that other one stays. */
	const updateSession = (call: Call): Answer => {
		const session = sessionOf(call);
		const values = attributesOf(call.body);
		if (verified(session.inbox, values)) session.hmac_verified = true;
		for (
			let other = sameContact(values, session.contact);
			other;
			other = sameContact(values, session.contact)
		) {
			mergeContacts(installation, other, session.contact);
		}
		updateContact(installation, session.contact, values);
		return json(rawContact(session.contact));
	};

	const createConversation = (call: Call): Answer => {
		const attributes = recordOf(call.body).custom_attributes;
		const { conversation } = openConversation(installation, sessionOf(call), {
			custom_attributes: attributes,
		});
		return json(publicConversation(conversation, installation));
	};

	const type = (call: Call): Answer => {
		const conversation = conversationOf(call);
		const status = recordOf(call.body).typing_status ?? call.query.typing_status;
		const data = { conversation, user: conversation.session.contact, is_private: false };
		if (status === 'on') events.emit('conversation_typing_on', data);
		if (status === 'off') events.emit('conversation_typing_off', data);
		return done();
	};

	/** All that is not the customer's counts as read, notes and activities too. */
	const see = (call: Call): Answer => {
		const conversation = conversationOf(call);
		conversation.contact_last_seen_at = now();
		events.emit('conversation_read', { conversation });
		for (const message of state.messagesOf(conversation)) {
			const isOurs = message.message_type !== 'incoming';
			if (isOurs && (message.status === 'sent' || message.status === 'delivered')) {
				modifyMessage(installation, message, { status: 'read' });
			}
		}
		return done();
	};

	/** Everything a visitor sends is a text from the customer. */
	const createMessage = (call: Call): Answer => {
		const conversation = conversationOf(call);
		const values = recordOf(call.body);
		const content = textOrNull(values.content);
		validated(
			(content?.length ?? 0) > LONGEST_CONTENT && {
				attribute: 'content',
				says: `is too long (maximum is ${LONGEST_CONTENT} characters)`,
			},
		);
		const message = addMessage(installation, {
			conversation,
			sender: conversation.session.contact,
			content,
			message_type: 'incoming',
			files: sentFiles(values.attachments),
		});
		return json(publicMessage(message, installation));
	};

	const messageOf = (call: Call): Message => {
		const conversation = conversationOf(call);
		const message = state.messages.get(wholeNumber(call.params.messageId));
		if (message?.conversation !== conversation) throw noRoute();
		return message;
	};

	/** What a form, a choice or a rating was answered with. The contract has dropped the keys that are not known. */
	const submit = (call: Call): Answer => {
		const message = messageOf(call);
		const { submitted_values: values } = recordOf(call.body);
		modifyMessage(installation, message, {
			content_attributes: { ...message.content_attributes, submitted_values: values ?? null },
		});
		return json(publicMessage(message, installation));
	};

	const resolve = (call: Call): Answer => {
		const conversation = conversationOf(call);
		modifyConversation(installation, conversation, { status: 'resolved' });
		return json(publicConversation(conversation, installation));
	};

	const CONTACT = '/contacts/:sourceId';
	const CONVERSATION = `${CONTACT}/conversations/:id`;
	const endpoints: readonly Endpoint[] = [
		{ method: 'GET', path: '', handle: (call) => json(publicInbox(inboxOf(call))) },
		{ method: 'POST', path: '/contacts', body: 'clientContact', handle: createSession },
		{ method: 'GET', path: CONTACT, handle: (call) => json(publicContact(sessionOf(call))) },
		{ method: ['PATCH', 'PUT'], path: CONTACT, body: 'clientContact', handle: updateSession },
		{
			method: 'GET',
			path: `${CONTACT}/conversations`,
			handle: (call) =>
				json(conversationsOf(sessionOf(call)).map((thing) => publicConversation(thing, installation))),
		},
		{
			method: 'POST',
			path: `${CONTACT}/conversations`,
			body: 'clientConversation',
			handle: createConversation,
		},
		{
			method: 'GET',
			path: CONVERSATION,
			handle: (call) => json(publicConversation(conversationOf(call), installation)),
		},
		{ method: 'POST', path: `${CONVERSATION}/toggle_status`, handle: resolve },
		{
			method: 'POST',
			path: `${CONVERSATION}/toggle_typing`,
			body: 'clientTyping',
			query: 'typing',
			handle: type,
		},
		{ method: 'POST', path: `${CONVERSATION}/update_last_seen`, handle: see },
		{
			method: 'GET',
			path: `${CONVERSATION}/messages`,
			query: 'clientMessages',
			handle: (call) => {
				const messages = state.messagesOf(conversationOf(call)).filter(isPublic);
				const page = pageOfMessages(messages, { before: call.query.before });
				return json(page.map((message) => publicMessage(message, installation)));
			},
		},
		{ method: 'POST', path: `${CONVERSATION}/messages`, body: 'clientMessage', handle: createMessage },
		{
			method: ['PATCH', 'PUT'],
			path: `${CONVERSATION}/messages/:messageId`,
			body: 'clientSubmission',
			handle: submit,
		},
	];
	return endpoints.flatMap(({ method, path, handle, ...taken }) =>
		[method].flat().map((each) => ({
			method: each,
			path: `/public/api/v1/inboxes/:identifier${path}`,
			contract: contractOf(taken),
			handle: (call: Call) => answering(call, () => handle(call)),
		})),
	);
};
