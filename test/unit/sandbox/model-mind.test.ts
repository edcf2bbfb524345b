import { describe, expect, test } from '@jest/globals';
import { colleague } from '../../../sandbox/model/colleague.ts';
import type { ChatMessage, Reply, Tool, Wish } from '../../../sandbox/model/types.ts';

/** A tool of some shop; `properties` are its arguments, all of them needed. */
const tool = (
	name: string,
	description: string,
	properties: Readonly<Record<string, object>> = {},
): Tool => ({
	type: 'function',
	function: {
		name,
		description,
		parameters: { type: 'object', properties, required: Object.keys(properties) },
	},
});

const TEXT = { type: 'string' };

const SEARCH = tool('Search_Orders', 'Searches the orders of the customer');
const TELL = tool('Tell_Team', 'Tells the team. Do it last.', {
	note: { type: 'string', description: 'What the team should know' },
});
const REFUND = tool(
	'Refund',
	'Refunds an order, if the customer complains. If there is no account call Open_Account.',
	{
		order: { type: 'integer' },
	},
);
const OPEN = tool('Open_Account', 'Opens an account');

type Answers = Readonly<Record<string, readonly object[]>>;

/** Lets the mind do what it wants until it has said its last word. Each tool answers what is given, in turn. */
const live = (said: string, tools: readonly Tool[], answers: Answers): { wishes: Wish[]; text: string } => {
	const wishes: Wish[] = [];
	const messages: ChatMessage[] = [{ role: 'user', content: said }];
	for (let turn = 0; turn < 20; turn += 1) {
		const reply: Reply = colleague({ model: 'm', messages, tools });
		if ('text' in reply) return { wishes, text: reply.text };
		for (const wish of reply.calls) {
			const before = wishes.filter(({ name }) => name === wish.name).length;
			const id = `call_${wishes.push(wish)}`;
			const call = { name: wish.name, arguments: JSON.stringify(wish.arguments) };
			messages.push(
				{ role: 'assistant', content: '', tool_calls: [{ id, type: 'function', function: call }] },
				{ role: 'tool', tool_call_id: id, content: JSON.stringify(answers[wish.name]?.[before] ?? [{}]) },
			);
		}
	}
	throw new Error('It did not come to an end');
};

const names = (wishes: readonly Wish[]): string[] => wishes.map(({ name }) => name);

/** What the mind fills in for one argument. */
const filled = (
	schema: object,
	said = 'Where is order 12? Please hurry.',
	name = 'it',
	row: object = {},
): unknown => {
	const tools = [tool('Do', 'Does', { [name]: schema }), tool('Look', 'Looks')];
	const { wishes } = live(said, tools, { Look: [[row]] });
	return wishes.find((wish) => wish.name === 'Do')?.arguments[name];
};

describe('The mind of the stand-in', () => {
	test('looks first, then does what the tools are for, and that it should do last in the end', () => {
		const { wishes, text } = live('My order is broken', [TELL, REFUND, OPEN, SEARCH], {
			Search_Orders: [[{ order: 7 }]],
		});
		expect(names(wishes)).toEqual(['Search_Orders', 'Refund', 'Tell_Team']);
		expect(text).toBe('Done: Refund, Tell_Team.');
	});

	test('leaves alone what is for complaints only, when nobody complains', () => {
		const { wishes } = live('What do you sell?', [TELL, REFUND, OPEN, SEARCH], {});
		expect(names(wishes)).toEqual(['Search_Orders', 'Tell_Team']);
	});

	test('does what a tool says when it fails, then tries it once more', () => {
		const { wishes, text } = live('My order is broken', [REFUND, OPEN], {
			Refund: [[{ error: 'No account' }], [{ id: 1 }]],
		});
		expect(names(wishes)).toEqual(['Refund', 'Open_Account', 'Refund']);
		expect(text).toBe('Done: Refund.');
	});

	test('gives up what fails twice, or has no way out, and tells of it', () => {
		const twice = live('My order is broken', [REFUND, OPEN, TELL], {
			Refund: [[{ error: 'No account' }], [{ error: 'Still none' }]],
		});
		expect(names(twice.wishes)).toEqual(['Refund', 'Open_Account', 'Refund', 'Tell_Team']);
		expect(twice.wishes.at(-1)?.arguments.note).toContain('What did not work:\nRefund: Still none');
		const once = live('Hello', [TELL], { Tell_Team: [[{ error: 'Nobody there' }]] });
		expect(names(once.wishes)).toEqual(['Tell_Team']);
		expect(once.text).toBe('There was nothing to do.');
	});

	test('has nothing to do without tools', () => {
		expect(colleague({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] })).toEqual({
			text: 'There was nothing to do.',
		});
	});

	test('takes an answer that is no JSON as it is', () => {
		const messages: ChatMessage[] = [
			{ role: 'user', content: 'Hello' },
			{
				role: 'assistant',
				tool_calls: [{ id: '1', type: 'function', function: { name: 'Look', arguments: '{}' } }],
			},
			{ role: 'tool', tool_call_id: '1', content: 'It is sunny' },
		];
		expect(colleague({ model: 'm', messages, tools: [tool('Look', 'Looks')] })).toEqual({
			text: 'There was nothing to do.',
		});
	});

	test.each([
		['a number', { type: 'number' }, 12],
		['a whole number', { type: 'integer' }, 12],
		['yes or no', { type: 'boolean' }, true],
		['one of several', { enum: ['order', 'invoice'] }, 'order'],
		['the last of several that do not fit', { enum: ['invoice', 'other'] }, 'other'],
		['a list of some', { type: 'array', items: { enum: ['order', 'hurry', 'invoice'] } }, ['order', 'hurry']],
		['a list of texts', { type: 'array', items: TEXT }, ['Where is order 12? Please hurry.']],
		[
			'an object',
			{ type: 'object', required: ['n'], properties: { n: { type: 'integer' }, m: TEXT } },
			{ n: 12 },
		],
		['a text', TEXT, 'Where is order 12? Please hurry.'],
		['a title', { type: 'string', description: 'Title of the case' }, 'Where is order 12?'],
		[
			'words from the description',
			{ type: 'string', description: 'Some of "order", "hurry", "x"' },
			'order, hurry',
		],
		['something of no type', {}, 'Where is order 12? Please hurry.'],
	])('fills in %s as its schema asks', (_, schema, value) => {
		expect(filled(schema)).toEqual(value);
	});

	test('fills in what it has found under that name, if it is of the right type', () => {
		const row = { email: 'ann@example.com', order: 7, name: 'Ann Lee' };
		expect(filled(TEXT, 'Hello', 'email', row)).toBe('ann@example.com');
		expect(filled({ type: 'integer' }, 'Hello', 'order', row)).toBe(7);
		expect(filled({ type: 'integer' }, 'Hello', 'email', row)).toBe(1);
		expect(filled(TEXT, 'Hello', 'note', row)).toContain('Hello Ann, thank you');
	});

	test('is asked about by the last paragraph of what the user said', () => {
		expect(filled(TEXT, 'Ann writes:\n\nWhere is it?')).toBe('Where is it?');
	});
});
