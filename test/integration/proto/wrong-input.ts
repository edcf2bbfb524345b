import type { INodeParameters } from 'n8n-workflow';
import { EMPTY, X, type WrongInput } from '../support/wrong-input.ts';

interface Who {
	readonly humanId: string;
	readonly chatId: string;
}

/** A field that takes its value from the item: one that is right, one that is not, and what is said of it. */
export interface Wrong extends WrongInput {
	readonly does: string;
	readonly parameters: (who: Who) => INodeParameters;
	readonly options?: INodeParameters;
	readonly right: (who: Who) => unknown;
}

const send = (parameters: INodeParameters) => (who: Who) => ({ ...who, ...parameters });
const startChat = (parameters: INodeParameters) => () => ({ humanMode: 'none', ...parameters });
const tag = (type: string) => () => ({
	additionalFields: { tags: { tag: [{ id: 'a1', name: 'VIP', type, value: X }] } },
});

const text = (value: unknown) => () => value;

export const WRONGS: [string, Wrong][] = [
	[
		'no human to get',
		{
			does: 'human get',
			parameters: () => ({ humanId: X }),
			right: ({ humanId }) => humanId,
			wrong: EMPTY,
			says: "'Human ID' is empty",
		},
	],
	[
		'an object for the ID of a human',
		{
			does: 'human get',
			parameters: () => ({ humanId: X }),
			right: ({ humanId }) => humanId,
			wrong: [{ id: 'human_1' }],
			says: "'Human ID' must be text, but is an object",
		},
	],
	[
		'no human to chat with',
		{
			does: 'chat create',
			parameters: () => ({ humanId: X }),
			right: ({ humanId }) => humanId,
			wrong: EMPTY,
			says: "'Human ID' is empty",
		},
	],
	[
		'a human of no known kind',
		{
			does: 'chat create',
			parameters: ({ humanId }) => ({ humanMode: X, humanId }),
			right: text('none'),
			wrong: ['robot', undefined],
			says: "'Human' does not have",
		},
	],
	[
		'data that is broken JSON',
		{
			does: 'chat create',
			parameters: startChat({ dataMode: 'json', dataJson: X }),
			right: text('{"a":1}'),
			wrong: ['{"a":', 'a', '{a: 1}'],
			says: "'Data (JSON)' is not valid JSON",
		},
	],
	[
		'data that is JSON of another form',
		{
			does: 'chat create',
			parameters: startChat({ dataMode: 'json', dataJson: X }),
			right: text({ a: 1 }),
			wrong: ['[1]', '"a"', '7', 'null', [1], 7],
			says: "'Data (JSON)' must be a JSON object",
		},
	],
	[
		'data without a name',
		{
			does: 'chat create',
			parameters: startChat({ data: { entry: [{ name: X, value: '1' }] } }),
			right: text('source'),
			wrong: EMPTY,
			says: "'Name' is empty",
		},
	],
	[
		'a language that does not exist',
		{
			does: 'chat create',
			parameters: startChat({ additionalFields: { lang: X } }),
			right: text('fr'),
			wrong: ['tlh', 'FR', 'French', '', null],
			says: "'Language' does not have",
		},
	],
	[
		'an object as the value of a tag',
		{
			does: 'human create',
			parameters: tag('text'),
			right: text('gold'),
			wrong: [{ level: 3 }, [{ level: 3 }]],
			says: "The value of 'Tag 1' is an object",
		},
	],
	[
		'an object as the value of a tag in JSON',
		{
			does: 'human create',
			parameters: () => ({ additionalFields: { tagsJson: X } }),
			right: text([{ id: 'a1', value: 3 }]),
			wrong: [
				[
					{ id: 'a1', value: 3 },
					{ id: 'b2', value: { level: 3 } },
				],
				'[{"id":"a1","value":1},{"id":"b2","value":[{}]}]',
			],
			says: "The value of 'Tags (JSON), entry 2' is an object",
		},
	],
	[
		'tags as JSON that is no list',
		{
			does: 'human create',
			parameters: () => ({ additionalFields: { tagsJson: X } }),
			right: text('[]'),
			wrong: ['{}', '7', { id: 'a1' }],
			says: "'Tags (JSON)' must be a JSON list",
		},
	],
	[
		'a tag of the type number that is none',
		{
			does: 'human create',
			parameters: tag('number'),
			right: text('3'),
			wrong: ['gold', '', ' ', '3 apples'],
			says: "The value of 'Tag 1' must be a number",
		},
	],
	[
		'a tag without an ID',
		{
			does: 'human create',
			parameters: () => ({ additionalFields: { tags: { tag: [{ id: X, type: 'text', value: 'gold' }] } } }),
			right: text('a1'),
			wrong: EMPTY,
			says: "'Tag ID' is empty",
		},
	],
	[
		'no chat to write to',
		{
			does: 'message send',
			parameters: send({ chatId: X, text: 'Hello' }),
			right: ({ chatId }) => chatId,
			wrong: EMPTY,
			says: "'Chat ID' is empty",
		},
	],
	[
		'a chat whose ID leads elsewhere',
		{
			does: 'message send',
			parameters: send({ chatId: X, text: 'Hello' }),
			right: ({ chatId }) => chatId,
			wrong: ['.', '..'],
			says: 'cannot be used as an ID',
		},
	],
	[
		'nobody who writes',
		{
			does: 'message send',
			parameters: send({ humanId: X, text: 'Hello' }),
			right: ({ humanId }) => humanId,
			wrong: EMPTY,
			says: "'Human ID' is empty",
		},
	],
	[
		'no text',
		{
			does: 'message send',
			parameters: send({ text: X }),
			right: text('Hello'),
			wrong: EMPTY,
			says: "'Text' is empty",
		},
	],
	[
		'a list as text',
		{
			does: 'message send',
			parameters: send({ text: X }),
			right: text('Hello'),
			wrong: [['Hello']],
			says: "'Text' must be text, but is a list",
		},
	],
	[
		'no postback',
		{
			does: 'message send',
			parameters: send({ messageType: 'button', payload: X }),
			right: text('yes'),
			wrong: EMPTY,
			says: "'Postback' is empty",
		},
	],
	[
		'no name of a trigger',
		{
			does: 'message send',
			parameters: send({ messageType: 'manual_trigger', triggerName: X }),
			right: text('paid'),
			wrong: EMPTY,
			says: "'API Code' is empty",
		},
	],
	[
		'no address of a file',
		{
			does: 'message send',
			parameters: send({ messageType: 'media', mediaUrl: X, filename: 'a.png' }),
			right: text('https://example.com/a.png'),
			wrong: EMPTY,
			says: "'Media URL' is empty",
		},
	],
	[
		'broken data of another type',
		{
			does: 'message send',
			parameters: send({ messageType: 'other', otherType: 'text', otherData: X }),
			right: text('{"text":"Hello"}'),
			wrong: ['{"text"', '{text: "Hello"}'],
			says: "'Data (JSON)' is not valid JSON",
		},
	],
	[
		'no chat whose messages to list',
		{
			does: 'message getMany',
			parameters: () => ({ chatId: X }),
			right: ({ chatId }) => chatId,
			wrong: EMPTY,
			says: "'Chat ID' is empty",
		},
	],
	[
		'neither a human nor a chat',
		{
			does: 'chat getMany',
			parameters: () => ({ humanId: X, chatId: X }),
			right: ({ humanId }) => humanId,
			wrong: [undefined, null, ''],
			says: "Both 'Human ID' and 'Chat ID' are empty",
		},
	],
	[
		'a limit that is none',
		{
			does: 'chat getMany',
			parameters: ({ humanId }) => ({ humanId, limit: X }),
			right: text('3'),
			wrong: [0, -1, 1.5, 'many', undefined],
			says: "'Limit' must be a",
		},
	],
	[
		'no channel in Options',
		{
			does: 'human create',
			parameters: () => ({ name: 'Ann' }),
			options: { channelId: X },
			right: text('chan_sandbox'),
			wrong: EMPTY,
			says: "'Channel ID' is empty",
		},
	],
];
