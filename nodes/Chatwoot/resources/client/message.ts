import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import { operation, type Resource } from '../../../shared/operation';
import { LIST_FIELDS } from '../../../shared/panel';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { listOf, made } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { chatwootClientService } from '../../client-service';
import { attachment, attachmentsOf, BINARY_FIELDS } from '../../attachment';
import { additionalFields, text } from '../../../shared/field-kinds';
import { MESSAGE_ID } from '../../fields';
import { CONVERSATION_ID, conversationLane, conversationPath, SOURCE_ID, type Named } from './fields';
import { notKept, SUBMITTED_FIELDS, submittedValues } from './submitted';

const pathOf = (named: Named): string => `${conversationPath(named)}/messages`;

const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create client message',
	description: 'Write into a conversation as the contact: text, files, or both',
	fields: [
		SOURCE_ID,
		CONVERSATION_ID,
		{
			displayName: 'Text',
			name: 'content',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: "e.g. I can't see my deposit",
			description: 'What the contact writes, as text. May be empty if there is an attachment.',
		},
		BINARY_FIELDS,
		additionalFields([
			text(
				'Echo ID',
				'echoId',
				'e.g. 7f14ea93',
				'A text of your own by which your app knows the message again on the WebSocket',
			),
		]),
	],
	request: ({ content, binaryFields, additionalFields: { echoId = '' }, ...named }) => {
		const files = attachmentsOf({ binaryFields });
		// For an empty one the server answers 200, and shows an empty bubble (recorded from a real server).
		if (content.trim() === '' && files.length === 0) {
			throw new BadInput(
				"'Text' is empty",
				'Fill it in, or check that its expression gives a text for this item. It may be empty only with an attachment.',
			);
		}
		const texts = {
			...(content.trim() === '' ? {} : { content }),
			...(echoId === '' ? {} : { echo_id: echoId }),
		};
		return {
			method: 'POST',
			path: pathOf(named),
			...(files.length === 0 ? { body: texts } : { form: { texts, files: files.map(attachment) } }),
		};
	},
	rows: (body) => [made({ message: body }, 'message')],
	lane: conversationLane,
});

const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many client messages',
	description:
		'Retrieve a list of the newest messages of a conversation, the oldest of them first. Private notes are not among them.',
	fields: [
		SOURCE_ID,
		CONVERSATION_ID,
		...LIST_FIELDS,
		text('Before Message ID', 'before', 'e.g. 2048', 'ID of a message; only older ones are read'),
	],
	steps: ({ returnAll, limit, before, ...named }) =>
		readBack({ method: 'GET', path: pathOf(named) }, before.trim(), returnAll ? undefined : limit),
});

/** From the newest message backwards, 20 at a time, until a page is empty. */
function* readBack(request: Request, start: string, limit: number | undefined): Steps {
	let rows: JsonObject[] = [];
	let before: string | undefined = start === '' ? undefined : start;
	while (rows.length < (limit ?? Infinity)) {
		const page = listOf((yield* ask({ ...request, query: { before } })).body);
		const oldest = Math.min(...page.map(({ id }) => Number(id)));
		if (page.length === 0 || String(oldest) === before) {
			break;
		}
		rows = [...page, ...rows];
		before = String(oldest);
	}
	return { rows: limit === undefined ? rows : rows.slice(-limit) };
}

const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update client message',
	description: "Answer an interactive message as the contact: submit a form's values, a choice, or a rating",
	fields: [
		SOURCE_ID,
		CONVERSATION_ID,
		{
			...MESSAGE_ID,
			description: "ID of the interactive message. It comes from 'Get Many' or from a webhook.",
		},
		...SUBMITTED_FIELDS,
	],
	request: ({ sourceId, conversationId, messageId, ...given }) => ({
		method: 'PATCH',
		path: pathOf({ sourceId, conversationId }) + path`/${messageId}`,
		body: { submitted_values: submittedValues(given) },
		repeatable: true,
	}),
	objection: (body, given) => notKept(submittedValues(given), body),
	lane: conversationLane,
});

/** What was said, as the customer's own app sees it. */
export const clientMessage: Resource = {
	service: chatwootClientService,
	name: 'Client Message',
	value: 'clientMessage',
	description: "The customer's side, through the Client API: what they write and answer",
	operations: [create, getMany, update],
};
