import { json } from '../../core/answer.ts';
import { quoted } from '../../core/log.ts';
import { recordOf, textOf } from '../../core/record.ts';
import type { Call, Route } from '../../core/service.ts';
import { forbidden, unprocessable } from '../problems.ts';
import { platformOf } from '../platforms.ts';
import { recipientOf } from '../recipients.ts';
import { checkMessage, cut } from '../rules.ts';
import { LIST } from '../schemas/common.ts';
import {
	MESSAGE_CONTRACT,
	NOTIFICATION_CONTRACT,
	type MessageBody,
	type NotificationBody,
} from '../schemas/messages.ts';
import { channelRef, listedMessage, sentMessage, timestamp } from '../views.ts';
import { channelOf, contactOf, created, page, type Handler, type Surroundings } from './around.ts';

/** For the log, e.g. `text "Hello"`. */
const describeMessage = ({ body }: Call): string => {
	const { content, message_template: template } = recordOf(body);
	const { type, payload } = recordOf(content);
	const { url, text, title } = recordOf(payload);
	const said = textOf(payload) || textOf(url ?? title ?? text);
	if (template !== undefined) return `template ${quoted(textOf(recordOf(template).id))}`;
	return said === '' ? textOf(type) : `${textOf(type)} ${quoted(said)}`;
};

const describeNotification = ({ body }: Call): string => textOf(recordOf(body).type);

/** Messages and notifications. */
export const messageRoutes = (around: Surroundings): readonly Route[] => {
	const { state, now } = around;

	const send: Handler = (call) => {
		const body = call.body as MessageBody;
		const channel = channelOf(state, body.channel.id);
		checkMessage(channel, body);
		const contact = recipientOf(state, channel, body);
		const { content, message_template, metadata } = body;
		const message = state.addMessage({
			channelId: channel.id,
			contactId: contact.id,
			direction: 'sent',
			sent: timestamp(now()),
			delivered: null,
			read: null,
			...(content === undefined ? {} : { content: cut(content) }),
			...(message_template === undefined ? {} : { message_template }),
			...(metadata === undefined ? {} : { metadata }),
		});
		around.onSent(message, call.answered);
		return created(sentMessage(message, channel, contact), `${around.baseUrl()}/messages/${message.id}`);
	};

	/** Newest first, as in Amio's Postman sample. */
	const list: Handler = (call) => {
		const { channelId = '', contactId = '' } = call.params;
		const contact = contactOf(state, channelId, contactId);
		const channel = channelOf(state, channelId);
		return page(state.messagesOf(contact.id).reverse(), call, (message) => listedMessage(message, channel));
	};

	const notify: Handler = ({ body }) => {
		const { type, payload, ...given } = body as NotificationBody;
		const channel = channelOf(state, given.channel.id);
		const contact = contactOf(state, channel.id, given.contact.id);
		if (!platformOf(channel.type).notifications.includes(type)) {
			throw unprocessable('type', type, `Notification ${type} is not supported by ${channel.type}.`);
		}
		if (type === 'custom') {
			state.notifications.set(contact.id, [...(state.notifications.get(contact.id) ?? []), payload ?? null]);
		} else if (payload !== undefined) {
			throw forbidden('payload', payload, 'Only a custom notification has a payload.');
		}
		if (type === 'typing_on') state.typing.add(contact.id);
		if (type === 'typing_off') state.typing.delete(contact.id);
		if (type === 'messages_read') {
			for (const message of state.messagesOf(contact.id)) {
				if (message.direction === 'received') message.read ??= timestamp(now());
			}
		}
		// Amio Chat names the channel's type as well (its page).
		const shown = channel.type === 'amio_chat' ? channelRef(channel) : given.channel;
		return json({
			channel: shown,
			contact: given.contact,
			type,
			...(payload === undefined ? {} : { payload }),
		});
	};

	return [
		{
			method: 'POST',
			path: '/v1/messages',
			contract: MESSAGE_CONTRACT,
			describe: describeMessage,
			handle: send,
		},
		{
			method: 'GET',
			path: '/v1/channels/:channelId/contacts/:contactId/messages',
			contract: LIST,
			handle: list,
		},
		{
			method: 'POST',
			path: '/v1/notifications',
			contract: NOTIFICATION_CONTRACT,
			describe: describeNotification,
			handle: notify,
		},
	];
};
