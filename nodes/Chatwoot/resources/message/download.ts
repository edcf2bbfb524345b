import type { IBinaryKeyData, JsonObject } from 'n8n-workflow';
import { ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import type { Request } from '../../../shared/request';
import { bodyOf, listOf } from '../../../shared/rows';
import { ask } from '../../../shared/steps';
import { CONVERSATION, MESSAGE_ID } from '../../fields';
import { idOf } from '../../ids';
import { oneMessage } from './read';
import { simpleMessage } from './simple';

/** The addresses of a message's files. They are signed and may lead anywhere, so no credential goes with them. */
function filesOf(message: JsonObject): Request[] {
	return listOf(message.attachments ?? []).flatMap(({ data_url: url }): Request[] =>
		typeof url === 'string' && /^https?:/.test(url) ? [{ method: 'GET', path: url, answer: 'file' }] : [],
	);
}

export const downloadAttachments = operation({
	name: 'Download Attachments',
	value: 'downloadAttachments',
	action: 'Download attachments of message',
	description: 'Put the files of a message into binary fields of the item, to be stored or sent elsewhere',
	fields: [
		CONVERSATION,
		MESSAGE_ID,
		{
			displayName: 'Binary Field Prefix',
			name: 'prefix',
			type: 'string',
			required: true,
			default: 'attachment_',
			placeholder: 'e.g. attachment_',
			description: 'What the names of the binary fields begin with: the first file is in attachment_0',
			hint: 'A message without files gives an item without binary fields',
		},
	],
	steps: function* ({ conversation, messageId, prefix }) {
		const id = idOf('Message ID', messageId);
		const answer = yield* ask(oneMessage(conversation, id));
		const message = listOf(bodyOf(answer.body).payload).find((one) => one.id === id);
		if (message === undefined) {
			throw new ServiceFailure(`Conversation ${conversation} has no message ${id}`, {
				description: "Message IDs come from a trigger or from Message 'Get Many'.",
			});
		}
		const requests = filesOf(message);
		const answers = requests.length === 0 ? [] : yield requests;
		const files: IBinaryKeyData = Object.fromEntries(
			answers.flatMap(({ file }, index) => (file === undefined ? [] : [[`${prefix}${index}`, file]])),
		);
		return requests.length === 0 ? { rows: [message] } : { rows: [message], files };
	},
	simplify: simpleMessage,
});
