import type { JsonObject } from 'n8n-workflow';
import { ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { bodyOf, filled, inside, made } from '../../../shared/rows';
import { ask, type Asking } from '../../../shared/steps';
import { additionalFields, text } from '../../../shared/field-kinds';
import { attachmentsOf } from '../../attachment';
import { CONVERSATION } from '../../fields';
import { idOrNone } from '../../ids';
import { conversationLane } from '../../lanes';
import { compose } from './compose';
import { CONTENT_FIELDS, SOURCE_ID } from './content-fields';
import { oneMessage } from './read';
import { simpleMessage } from './simple';

/** The token of an agent bot may write, but not read. */
const NOT_FOR_BOTS = 401;

/** A reply to a message that is not in the conversation would be sent as no reply (recorded). */
function* checkMessage(conversation: string, id: number): Asking<void> {
	const { status, body } = yield* ask({
		...oneMessage(conversation, id),
		accept: [NOT_FOR_BOTS],
	});
	const { payload } = bodyOf(body);
	if (status !== NOT_FOR_BOTS && !(Array.isArray(payload) && payload.length > 0)) {
		throw new ServiceFailure(`Conversation ${conversation} has no message ${id} to reply to`, {
			description: "Nothing was sent. Message IDs come from Message 'Get Many'.",
		});
	}
}

/** Whether what is replied to is known to the message that was made. */
function isReply(message: JsonObject): boolean {
	const { in_reply_to: replied } = inside(message, 'content_attributes') ?? {};
	return replied !== null && replied !== undefined;
}

export const send = operation({
	name: 'Send',
	value: 'send',
	action: 'Send message to conversation',
	description: 'Write into a conversation: to the contact, as the contact, or a private note for the team',
	fields: [
		CONVERSATION,
		...CONTENT_FIELDS,
		additionalFields([
			text(
				'Reply To (Message ID)',
				'replyTo',
				'e.g. 2048',
				'ID of the message of this conversation that is answered',
			),
			text(
				'Reply To (Source ID)',
				'replyToSource',
				'e.g. wamid-4711',
				'The same, by the ID that the message has in the channel or in your own system',
			),
			SOURCE_ID,
		]),
	],
	files: attachmentsOf,
	steps: function* ({ conversation, additionalFields: { replyTo, replyToSource, sourceId }, ...content }) {
		const replied = idOrNone('Reply To (Message ID)', replyTo);
		const message = compose(content, {
			attributes: filled({ in_reply_to: replied, in_reply_to_external_id: replyToSource }),
			sourceId,
		});
		const request = message.into(conversation);
		if (replied !== undefined) {
			yield* checkMessage(conversation, replied);
		}
		const sent = made({ message: (yield* ask(request)).body ?? null }, 'message');
		const wantsReply = replied !== undefined || (replyToSource ?? '') !== '';
		if (wantsReply && !isReply(sent)) {
			throw new ServiceFailure(`Message ${Number(sent.id)} was sent, but not as a reply`, {
				description: 'The message that it should reply to is not in this conversation.',
			});
		}
		return { rows: [sent] };
	},
	simplify: simpleMessage,
	lane: conversationLane,
});
