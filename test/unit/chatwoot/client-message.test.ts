import { describe, expect, test } from '@jest/globals';
import { clientMessage } from '../../../nodes/Chatwoot/resources/client';
import { operationOf, requestOf, type Given } from '../support/request-of.ts';

const message = (name: string) => operationOf(clientMessage, name);

const TALK = { sourceId: 'app-1', conversationId: '7' };
const ANSWER = { ...TALK, messageId: '9' };

describe('A message is', () => {
	test.each<[string, Given, object]>([
		['a text', { content: 'Hello' }, { content: 'Hello' }],
		['a text with its spaces and lines', { content: ' a\nb ' }, { content: ' a\nb ' }],
		['a number, as text', { content: 42 }, { content: '42' }],
		[
			'a text with an echo',
			{ content: 'Hello', additionalFields: { echoId: 'e-1' } },
			{ content: 'Hello', echo_id: 'e-1' },
		],
		[
			'without an echo that is empty',
			{ content: 'Hello', additionalFields: { echoId: '' } },
			{ content: 'Hello' },
		],
	])('%s', (_, given, body) => {
		const request = requestOf(message('create'), { ...TALK, ...given });
		expect(request).toEqual({ method: 'POST', path: '/contacts/app-1/conversations/7/messages', body });
	});

	test.each<[string, Given, object]>([
		['a file', { binaryFields: 'data' }, { texts: {}, files: ['data'] }],
		[
			'files with a text',
			{ content: 'See', binaryFields: 'data, invoice' },
			{ texts: { content: 'See' }, files: ['data', 'invoice'] },
		],
		[
			'files from an expression, with an echo',
			{ binaryFields: ['data'], additionalFields: { echoId: 'e-1' } },
			{ texts: { echo_id: 'e-1' }, files: ['data'] },
		],
	])('%s, as a form', (_, given, { texts, files }: { texts?: object; files?: string[] }) => {
		const { body, form } = requestOf(message('create'), { ...TALK, ...given });
		expect(body).toBeUndefined();
		expect(form).toEqual({
			texts,
			files: files?.map((property) => ({ field: 'attachments[]', property })),
		});
	});

	test.each<[string, Given, string]>([
		['empty, of which the server would make an empty bubble', { content: '' }, "'Text' is empty"],
		['of spaces', { content: ' \n' }, "'Text' is empty"],
		['what an expression left out', { content: undefined }, "'Text' is empty"],
		['null', { content: null }, "'Text' is empty"],
		['without text and with no file', { binaryFields: ' , ' }, "'Text' is empty"],
		['an object, of which the server would make {"a" => 1}', { content: { a: 1 } }, "'Text' must be text"],
		['a list', { content: ['Hi'] }, "'Text' must be text"],
		[
			'a file that is no name',
			{ binaryFields: [{ data: 1 }] },
			"'Attachment Binary Fields' holds something that is no text",
		],
	])('not %s', (_, given, says) => {
		expect(() => requestOf(message('create'), { ...TALK, ...given })).toThrow(says);
	});
});

describe('An interactive message is answered with', () => {
	const NAMED = [{ name: 'email', value: 'ann@example.com' }];
	const CHOSEN = [{ title: 'Yes', value: 'yes' }];

	test.each<[string, Given, unknown]>([
		['the fields of a form', { kind: 'form', entries: { entry: NAMED } }, NAMED],
		[
			'an empty field of a form',
			{ kind: 'form', entries: { entry: [{ name: 'a' }] } },
			[{ name: 'a', value: '' }],
		],
		['a choice', { kind: 'choice', choices: { choice: CHOSEN } }, CHOSEN],
		['a rating', { kind: 'survey', rating: 1 }, { csat_survey_response: { rating: 1 } }],
		[
			'a rating with words',
			{ kind: 'survey', rating: '4', feedback: 'Quick' },
			{ csat_survey_response: { rating: 4, feedback_message: 'Quick' } },
		],
		['values as JSON', { kind: 'json', valuesJson: JSON.stringify(CHOSEN) }, CHOSEN],
		['values from an expression', { kind: 'json', valuesJson: NAMED }, NAMED],
	])('%s', (_, given, values) => {
		expect(requestOf(message('update'), { ...ANSWER, ...given })).toEqual({
			method: 'PATCH',
			path: '/contacts/app-1/conversations/7/messages/9',
			body: { submitted_values: values },
			repeatable: true,
		});
	});

	test.each<[string, Given, string]>([
		['no fields', { kind: 'form' }, "'Fields' is empty"],
		['a field without a name', { kind: 'form', entries: { entry: [{ name: '' }] } }, "'Name' is empty"],
		['no choice', { kind: 'choice', entries: { entry: NAMED } }, "'Choices' is empty"],
		['a choice without a title', { kind: 'choice', choices: { choice: [{}] } }, "'Title' is empty"],
		['no values', { kind: 'json', valuesJson: '[]' }, "'Submitted Values (JSON)' is empty"],
		['nothing at all', { kind: 'json', valuesJson: '' }, "'Submitted Values (JSON)' is empty"],
		['an object', { kind: 'json', valuesJson: '{}' }, "'Submitted Values (JSON)' must be a JSON list"],
		['broken JSON', { kind: 'json', valuesJson: '[' }, "'Submitted Values (JSON)' is not valid JSON"],
		['no stars', { kind: 'survey', rating: 0 }, "'Rating' must be a whole number from 1 to 5"],
		['six stars', { kind: 'survey', rating: 6 }, "'Rating' must be a whole number from 1 to 5"],
		['half a star', { kind: 'survey', rating: 4.5 }, "'Rating' must be a whole number from 1 to 5"],
		['no message', { messageId: '', kind: 'survey' }, "'Message ID' is empty"],
		['another kind', { kind: 'poll' }, "'Answer To' does not have 'poll'"],
	])('but not with %s', (_, given, says) => {
		expect(() => requestOf(message('update'), { ...ANSWER, ...given })).toThrow(says);
	});
});

test.each([
	['', undefined],
	[' 9 ', '9'],
	[9, '9'],
])('The list of messages begins before %j', (before, sent) => {
	expect(requestOf(message('getMany'), { ...TALK, before }).query).toEqual({ before: sent });
});
