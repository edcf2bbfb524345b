import { describe, expect, test } from '@jest/globals';
import type { ChatRequest } from '../../../sandbox/index.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();

interface Answered {
	readonly status: number;
	readonly body: unknown;
}

/** A program that asks the model, with the right key unless told otherwise. */
const ask = async (
	method: string,
	path: string,
	body?: unknown,
	authorization = `Bearer ${use.sandbox.model.key}`,
): Promise<Answered> => {
	const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
	const answer = await fetch(use.sandbox.model.baseUrl + path, {
		method,
		headers: { authorization, 'content-type': 'application/json' },
		...(content === undefined ? {} : { body: content }),
	});
	return { status: answer.status, body: await answer.json() };
};

const MODEL = 'sandbox-colleague';
const HELLO = { role: 'user', content: 'Hello' };
const LOOK = {
	type: 'function',
	function: { name: 'look', parameters: { type: 'object', properties: {} }, strict: false },
};
const CALL = { id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } };
const CALLS = { role: 'assistant', content: '', tool_calls: [CALL] };
const ANSWER = { role: 'tool', content: '[]', tool_call_id: 'call_1' };

const complete = async (more: object = {}): Promise<Answered> =>
	await ask('POST', '/chat/completions', { model: MODEL, messages: [HELLO], ...more });

const refused = (status: number, message: unknown, code: string | null = null): Answered => ({
	status,
	body: { error: { message, type: 'invalid_request_error', param: null, code } },
});

describe('The stand-in for a language model', () => {
	test('lists its model', async () => {
		expect(await ask('GET', '/models')).toEqual({
			status: 200,
			body: {
				object: 'list',
				data: [{ id: MODEL, object: 'model', created: expect.any(Number), owned_by: 'sandbox' }],
			},
		});
	});

	test.each(['', 'Bearer', 'Bearer wrong', 'sandbox-model-key-that-opens-nothing-else'])(
		'takes no call with the authorization "%s"',
		async (authorization) => {
			const wanted = refused(401, expect.stringContaining('API key'), 'invalid_api_key');
			expect(await ask('GET', '/models', undefined, authorization)).toEqual(wanted);
			expect(await ask('POST', '/chat/completions', { model: MODEL }, authorization)).toEqual(wanted);
			expect(await ask('GET', '/files', undefined, authorization)).toEqual(wanted);
			use.sandbox.violations.clear();
		},
	);

	test('says what its mind says', async () => {
		const heard: ChatRequest[] = [];
		use.sandbox.model.mind = (request) => {
			heard.push(request);
			return { text: 'Good morning' };
		};
		const { status, body } = await complete({ tools: [LOOK], temperature: 0.2, stream: false });
		expect(status).toBe(200);
		expect(body).toMatchObject({
			object: 'chat.completion',
			model: MODEL,
			choices: [{ index: 0, message: { role: 'assistant', content: 'Good morning' }, finish_reason: 'stop' }],
		});
		expect(heard).toMatchObject([{ model: MODEL, messages: [HELLO], tools: [LOOK] }]);
	});

	test('calls tools as its mind wishes, each call under an id of its own', async () => {
		use.sandbox.model.mind = () => ({
			calls: [
				{ name: 'look', arguments: {} },
				{ name: 'look', arguments: { for: 'Ann "A." Lee' } },
			],
		});
		const { body } = await complete({ tools: [LOOK] });
		const call = (id: string, given: string): object => ({
			id,
			type: 'function',
			function: { name: 'look', arguments: given },
		});
		expect(body).toMatchObject({
			choices: [
				{
					message: {
						content: null,
						tool_calls: [call('call_00000001', '{}'), call('call_00000002', '{"for":"Ann \\"A.\\" Lee"}')],
					},
					finish_reason: 'tool_calls',
				},
			],
		});
	});

	test('counts tokens, more of them the more is said', async () => {
		const usage = async (content: string): Promise<Record<string, number>> => {
			const { body } = await complete({ messages: [{ role: 'user', content }] });
			return (body as { usage: Record<string, number> }).usage;
		};
		const [few, many] = [await usage('Hi'), await usage('Hi '.repeat(100))];
		expect(many.prompt_tokens).toBeGreaterThan(few.prompt_tokens ?? 0);
		expect(many.total_tokens).toBe((many.prompt_tokens ?? 0) + (many.completion_tokens ?? 0));
	});

	test.each([
		['calls and answers', [HELLO, CALLS, ANSWER]],
		['an empty list beside calls, as n8n sends it', [HELLO, { ...CALLS, content: [] }, ANSWER]],
		['what was said before', [HELLO, { role: 'assistant', content: 'Hello' }, HELLO]],
		['a system message', [{ role: 'system', content: 'You help.' }, HELLO]],
	])('understands %s', async (_, messages) => {
		expect((await complete({ messages })).status).toBe(200);
	});

	test.each([
		['no messages', { messages: [] }, /messages/],
		['a role that there is not', { messages: [{ role: 'function', content: 'x' }] }, /role/],
		['a user who says nothing', { messages: [{ role: 'user' }] }, /messages\[0\] .* no content/],
		['a user who calls tools', { messages: [{ ...HELLO, tool_calls: [CALL] }] }, /has a tool_calls/],
		['a model that said nothing', { messages: [HELLO, { role: 'assistant' }] }, /neither/],
		['an answer to no call', { messages: [HELLO, ANSWER] }, /messages\[1\] answers no call/],
		['a second answer', { messages: [HELLO, CALLS, ANSWER, ANSWER] }, /messages\[3\] answers no call/],
		['an answer that lacks', { messages: [HELLO, CALLS] }, /call_1 is not answered/],
		['an answer that comes late', { messages: [HELLO, CALLS, HELLO, ANSWER] }, /before the call call_1/],
		[
			'arguments that are no text',
			{ messages: [{ ...CALLS, tool_calls: [{ ...CALL, function: { name: 'look', arguments: {} } }] }] },
			/arguments/,
		],
		['a list of parts', { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] }, /content/],
		['a stream', { stream: true }, /stream/],
		['no tools in the list of tools', { tools: [] }, /tools/],
		[
			'a tool with a blank in its name',
			{ tools: [{ ...LOOK, function: { ...LOOK.function, name: 'a b' } }] },
			/name/,
		],
		['a tool without a schema', { tools: [{ type: 'function', function: { name: 'look' } }] }, /parameters/],
	])('refuses %s', async (_, more, words) => {
		const { violations } = use.sandbox;
		expect(await complete(more)).toEqual(refused(400, expect.stringMatching(words)));
		expect(violations.list()).not.toEqual([]);
	});

	test('refuses keys that it does not understand, wherever they stand', async () => {
		const wanted = refused(400, expect.any(String), 'unknown_parameter');
		expect(await complete({ seed: 7 })).toEqual(wanted);
		expect(await complete({ messages: [{ ...HELLO, name: 'ann' }] })).toEqual(wanted);
		expect(use.sandbox.violations.list()).toHaveLength(2);
	});

	test('has one model and two addresses', async () => {
		const other = await ask('POST', '/chat/completions', { model: 'gpt-5', messages: [HELLO] });
		expect(other).toEqual(refused(404, expect.stringContaining('"gpt-5"'), 'model_not_found'));
		expect(await ask('POST', '/responses', {})).toEqual(refused(404, expect.any(String)));
		expect(await ask('POST', '/chat/completions', '{"model":')).toEqual(refused(400, expect.any(String)));
	});

	test('goes back to the start', async () => {
		const { sandbox } = use;
		const { mind } = sandbox.model;
		sandbox.model.mind = () => ({ text: 'Mine' });
		await complete();
		sandbox.reset();
		expect(sandbox.model.mind).toBe(mind);
		expect((await complete()).body).toMatchObject({ id: 'chatcmpl-00000001' });
	});

	test('keeps its key to itself, and is disturbed in its own form', async () => {
		const { sandbox, lines } = use;
		await complete({ tools: [LOOK] });
		expect(lines[0]).toContain('model  POST /model/v1/chat/completions  1 messages, 1 tools  -> 200');
		expect(lines.join('\n') + JSON.stringify(sandbox.journal.entries())).not.toContain(sandbox.model.key);
		sandbox.faults.add({ service: 'model', fault: { status: 503 } });
		expect(await complete()).toEqual({
			status: 503,
			body: { error: { message: expect.any(String), type: 'server_error', param: null, code: null } },
		});
	});
});
