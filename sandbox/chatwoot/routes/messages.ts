import { json, type Answer } from '../../core/answer.ts';
import type { Route } from '../../core/service.ts';
import { notFound, refuse } from '../answers.ts';
import type { Installation } from '../installation.ts';
import { buildMessage, deleteMessage, modifyMessage, reportStatus } from '../messages.ts';
import type { Conversation, Message } from '../types.ts';
import { isBlank, wholeNumber } from '../values.ts';
import { messagesMeta, shownMessage } from '../views/conversation.ts';
import { accountRoutes, foundConversation, type Ask, type Endpoint } from './access.ts';

const A_PAGE = 20;
const MOST_AFTER = 100;
const MOST_BETWEEN = 1000;

/** An id as a parameter; what is none stands before everything. */
const idOf = (value: unknown): number => wholeNumber(value) || 0;

/** A page back from the newest or from an id, on from an id, or between two. Always in order of time. */
export const pageOfMessages = (
	messages: readonly Message[],
	{ before, after }: { readonly before?: unknown; readonly after?: unknown },
): Message[] => {
	const isBefore = ({ id }: Message): boolean => isBlank(before) || id < idOf(before);
	if (isBlank(after)) return messages.filter(isBefore).slice(-A_PAGE);
	if (isBlank(before)) return messages.filter(({ id }) => id > idOf(after)).slice(0, MOST_AFTER);
	return messages
		.filter(isBefore)
		.filter(({ id }) => id >= idOf(after))
		.slice(0, MOST_BETWEEN);
};

/** A conversation's messages. */
export const messageRoutes = (installation: Installation): readonly Route[] => {
	const { state } = installation;

	const messageOf = (
		ask: Ask,
		conversation: Conversation = foundConversation(installation, ask),
	): Message => {
		const message = state.messages.get(wholeNumber(ask.call.params.messageId));
		if (message?.conversation !== conversation) throw notFound();
		return message;
	};

	const shown = (message: Message): Answer => json(shownMessage(message, installation));

	const list = (ask: Ask): Answer => {
		const conversation = foundConversation(installation, ask);
		const { query } = ask.call;
		const all = state.messagesOf(conversation);
		const isInternal = ({ private: secret, message_type: type }: Message): boolean =>
			secret || type === 'activity';
		const some = isBlank(query.filter_internal_messages)
			? all
			: all.filter((message) => !isInternal(message));
		return json({
			meta: messagesMeta(conversation, installation),
			payload: pageOfMessages(some, query).map((message) => shownMessage(message, installation)),
		});
	};

	const create = (ask: Ask): Answer => {
		const message = buildMessage(installation, foundConversation(installation, ask), ask.author, ask.values);
		return json(shownMessage(message, installation, ask.values.echo_id));
	};

	const update = (ask: Ask): Answer => {
		const conversation = foundConversation(installation, ask);
		if (conversation.session.inbox.type !== 'api') {
			throw refuse(403, 'Message status update is only allowed for API inboxes');
		}
		const message = messageOf(ask, conversation);
		reportStatus(installation, message, ask.values.status, ask.values.external_error);
		return shown(message);
	};

	const endpoints: readonly Endpoint[] = [
		{ method: 'GET', path: '', query: 'messages', handle: list },
		{ method: 'POST', path: '', body: 'message', bots: true, handle: create },
		{ method: ['PATCH', 'PUT'], path: '/:messageId', body: 'messageUpdate', handle: update },
		{
			method: 'DELETE',
			path: '/:messageId',
			handle: (ask) => {
				const message = messageOf(ask);
				deleteMessage(installation, message);
				return shown(message);
			},
		},
		{
			method: 'POST',
			path: '/:messageId/retry',
			handle: (ask) => {
				const message = messageOf(ask);
				modifyMessage(installation, message, { status: 'sent', content_attributes: {} });
				return shown(message);
			},
		},
		{
			method: 'POST',
			path: '/:messageId/translate',
			body: 'translate',
			handle: (ask) => {
				messageOf(ask);
				return json({ content: null });
			},
		},
	];
	return accountRoutes(
		installation,
		endpoints.map((endpoint) => ({
			...endpoint,
			path: `/conversations/:id/messages${endpoint.path}`,
		})),
	);
};
