import type { JsonObject } from 'n8n-workflow';
import { ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Answer, Request } from '../../../shared/request';
import { filled, inside, made } from '../../../shared/rows';
import { ask } from '../../../shared/steps';
import { CONVERSATION } from '../../fields';
import { idOrNone } from '../../ids';
import { bodyOf, laneOf } from '../conversation/simple';
import { compose } from './compose';
import { CONTENT_FIELDS } from './content-fields';
import { simpleMessage } from './simple';

/** The token of an agent bot may write, but not read. */
const NOT_FOR_BOTS = 401;

/** A reply to a message that is not in the conversation would be sent as no reply (recorded). */
function* checkMessage(
	conversation: string,
	id: number,
): Generator<readonly Request[], void, readonly Answer[]> {
	const { status, body } = yield* ask({
		method: 'GET',
		path: path`/conversations/${conversation}/messages`,
		// From the one, included, up to the other, excluded.
		query: { after: id, before: id + 1 },
		accept: [NOT_FOR_BOTS],
	});
	const { payload } = bodyOf(body);
	if (status !== NOT_FOR_BOTS && !(Array.isArray(payload) && payload.length > 0)) {
		throw new ServiceFailure(`Conversation ${conversation} has no message ${id} to reply to`, {
			description: 'Nothing was sent. Message IDs come from Message: Get Many.',
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
	action: 'Send message',
	description: 'Write into a conversation: to the contact, as the contact, or a private note for the team',
	fields: [
		CONVERSATION,
		...CONTENT_FIELDS,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Reply To (Message ID)',
					name: 'replyTo',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2048',
					description: 'ID of the message of this conversation that is answered',
				},
				{
					displayName: 'Reply To (Source ID)',
					name: 'replyToSource',
					type: 'string',
					default: '',
					placeholder: 'e.g. wamid-4711',
					description: 'The same, by the ID that the message has in the channel or in your own system',
				},
				{
					displayName: 'Source ID',
					name: 'sourceId',
					type: 'string',
					default: '',
					placeholder: 'e.g. order-4711-shipped',
					description:
						'Your own ID of the message, which comes back in answers and deliveries. The same one twice makes two messages.',
				},
			],
		},
	],
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
	lane: laneOf,
});
