import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { errorsWith, jsonOf } from '../support/results.ts';
import { useProto, type Job } from './support.ts';

const proto = useProto();
const { run, calls } = proto;

const CREATE: Job = { does: 'human create', parameters: { name: '={{ $json.name }}' } };
const GET: Job = { does: 'human get', parameters: { humanId: '={{ $json.humanId }}' } };

const names = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ name: `Human ${index}` }));

/** Continue-on-fail: the errors of a run, by item; undefined where all went well. */
const errorsOf = errorsWith(run);

describe('Proto refuses', () => {
	test('a wrong token: the message says where the right one is', async () => {
		const { error } = await run({ ...CREATE, credential: { accessToken: 'wrong' } }, [{ name: 'Ann' }]);
		expect(error?.message).toBe('Unauthorized [item 0]');
		expect(error?.description).toContain('Proto answered 401 Unauthorized to POST /human.');
		expect(error?.description).toContain('click your avatar, then Profile, then API');
		expect(error?.httpCode).toBe('401');
		expect(JSON.stringify(error)).not.toContain('wrong');
	});

	test('a human that is not there: once, at once', async () => {
		const { humanId } = await proto.someone();
		const items = [{ humanId: 'human_nobody' }, { humanId }];
		const { error } = await run({ ...GET, options: { maxParallel: 1 } }, items);
		expect(error?.message).toBe('Human not found [item 0]');
		expect(error?.description).toContain('404');
		expect(error?.description).toContain("'Channel ID' in Options");
		expect(calls()).toHaveLength(1);
		expect(await errorsOf(GET, items)).toEqual(['Human not found [item 0]', undefined]);
	});

	test.each(['message send', 'message getMany'])('a chat that is not there: %s', async (does) => {
		const { humanId } = await proto.someone();
		const { error } = await run({ does, parameters: { chatId: 'nowhere', humanId, text: 'Hello' } });
		expect(error?.message).toBe('Chat not found [item 0]');
		expect(error?.httpCode).toBe('404');
	});

	test('a chat with a human that is not there', async () => {
		const { error } = await run({ does: 'chat create', parameters: { humanId: 'human_nobody' } });
		expect(error?.message).toBe('Human not found [item 0]');
	});

	test('a human of another channel', async () => {
		const { humanId } = await proto.someone();
		const options = { channelId: proto.sandbox.proto.otherChannelId };
		const { error } = await run({ does: 'human get', parameters: { humanId }, options });
		expect(error?.message).toBe('Human not found [item 0]');
	});

	test('a channel that is not there', async () => {
		const { error } = await run({ ...CREATE, credential: { channelId: 'chan_nowhere' } });
		expect(error?.message).toBe('Channel not found [item 0]');
	});

	test('a message of someone else', async () => {
		const { chatId } = await proto.someone('Ann');
		const { humanId } = await proto.someone('Bob');
		const { error } = await run({ does: 'message send', parameters: { chatId, humanId, text: 'Hello' } });
		expect(error?.message).toBe('The author is not the human of this chat [item 0]');
		proto.expectViolations(expect.stringContaining('is not the human of this chat'));
	});

	test('a type of message that it does not know', async () => {
		const who = await proto.someone();
		const parameters = { ...who, messageType: 'other', otherType: 'feedback', otherData: '{"rating":5}' };
		const { error } = await run({ does: 'message send', parameters });
		expect(error?.message).toContain('message.type');
		expect(error?.description).toContain('400');
		proto.expectViolations(expect.stringContaining('message.type'));
	});

	test.each<[string, unknown, string]>([
		['in error.message', { error: { message: 'No more humans' } }, 'No more humans [item 0]'],
		['in error', { error: 'No more humans' }, 'No more humans [item 0]'],
		['in message', { message: 'No more humans' }, 'No more humans [item 0]'],
		['in no words', {}, 'Proto refused the request (422) [item 0]'],
		['as text', 'No more\nhumans', 'No more humans [item 0]'],
	])('with its own words, %s', async (_, body, message) => {
		const { humanId } = await proto.someone();
		proto.sandbox.faults.add({ method: 'GET', fault: { status: 422, body } });
		expect(await errorsOf(GET, [{ humanId }])).toEqual([message]);
	});
});

describe('The answer to what was sent is', () => {
	test('a web page: nobody knows whether the human was made, and it is not sent again', async () => {
		proto.sandbox.faults.add({ method: 'POST', times: 1, fault: { html: true } });
		const { error } = await run(CREATE, names(1));
		expect(error?.message).toBe(
			'Proto gave a web page instead of JSON. It may have been carried out all the same [item 0]',
		);
		expect(error?.description).toContain('login page or a proxy');
		expect(calls()).toHaveLength(1);
	});

	test('a web page, where something was only asked for', async () => {
		const { humanId } = await proto.someone();
		proto.sandbox.faults.add({ method: 'GET', fault: { html: true } });
		expect(await errorsOf(GET, [{ humanId }])).toEqual(['Proto gave a web page instead of JSON [item 0]']);
	});

	test('a web page, where an empty answer would do', async () => {
		const who = await proto.someone();
		proto.sandbox.faults.add({ method: 'POST', fault: { html: true } });
		const [error] = await errorsOf({ does: 'message send', parameters: { ...who, text: 'Hello' } }, [{}]);
		expect(error).toMatch(/^Proto gave a web page instead of JSON\. It may have been carried out/);
	});

	test('nothing: the human was made, and its ID is not known', async () => {
		proto.sandbox.faults.add({ method: 'POST', path: /human$/, fault: { empty: true } });
		const { error } = await run(CREATE, names(1));
		expect(error?.message).toBe(
			'Proto gave an empty answer. It may have been carried out all the same [item 0]',
		);
		expect(proto.sandbox.proto.humans.size).toBe(1);
		expect(calls()).toHaveLength(1);
	});

	test.each(['human get', 'chat getMany', 'message getMany'])(
		'nothing, where something was asked for: %s',
		async (does) => {
			const who = await proto.someone();
			proto.sandbox.faults.add({ method: 'GET', fault: { empty: true } });
			expect(await errorsOf({ does, parameters: { ...who } }, [{}])).toEqual([
				'Proto gave an empty answer [item 0]',
			]);
		},
	);

	test.each<[string, string, string]>([
		['an object without the ID of the human', '{"human":{}}', 'The answer has no ID of a human'],
		['an object without the human', '{"ok":true}', 'The answer has no ID of a human'],
		['a list', '[]', 'The answer has no ID of a human'],
	])('%s', async (_, raw, message) => {
		proto.sandbox.faults.add({ method: 'POST', fault: { raw, contentType: 'application/json' } });
		const [error] = await errorsOf(CREATE, names(1));
		expect(error).toContain(message);
	});

	test('no list, where chats were asked for', async () => {
		proto.sandbox.faults.add({
			method: 'GET',
			fault: { raw: '{"chats":[]}', contentType: 'application/json' },
		});
		expect(await errorsOf({ does: 'chat getMany', parameters: { humanId: 'human_1' } }, [{}])).toEqual([
			'The answer is not a list [item 0]',
		]);
	});
});

describe('When Proto', () => {
	test('says how long to wait, the request waits and then goes through', async () => {
		proto.sandbox.faults.add({
			method: 'POST',
			times: 1,
			fault: { status: 429, headers: { 'retry-after': '1' } },
		});
		jsonOf(await run({ ...CREATE, options: { maxParallel: 1 } }, names(2)));
		expect(calls().map(({ status, body }) => [status, (body as { name: string }).name])).toEqual([
			[429, 'Human 0'],
			[200, 'Human 0'],
			[200, 'Human 1'],
		]);
		expect(proto.sandbox.proto.humans.size).toBe(2);
	});

	test('wants a longer wait than the user, it is not waited for', async () => {
		proto.sandbox.faults.add({ method: 'POST', fault: { status: 429, headers: { 'retry-after': '100' } } });
		const [error] = await errorsOf(CREATE, names(1));
		expect(error).toMatch(/^Proto takes no more requests until 2\d{3}-.*Z \[item 0\]$/);
		expect(calls()).toHaveLength(1);
	});

	test('hangs up after it has made the human, it is not made twice', async () => {
		proto.sandbox.faults.add({ method: 'POST', times: 1, fault: { cut: 'after' } });
		const { error } = await run({ ...CREATE, options: { maxParallel: 1 } }, names(2));
		expect(error?.message).toMatch(
			/^Proto did not answer: .* It may have been carried out all the same \[item 0\]$/,
		);
		expect(error?.description).toContain('Not started: 1 (item 1). May have been delivered: 1 (item 0).');
		expect([...proto.sandbox.proto.humans.values()].map(({ name }) => name)).toEqual(['Human 0']);
		expect(calls()).toHaveLength(1);
	});

	test('hangs up in the middle of its answer, the same', async () => {
		proto.sandbox.faults.add({ method: 'POST', times: 1, fault: { cut: 'midway' } });
		const [error, other] = await errorsOf(CREATE, names(2));
		expect(error).toContain('It may have been carried out all the same [item 0]');
		expect(other).toBeUndefined();
		expect(proto.sandbox.proto.humans.size).toBe(2);
	});

	test('breaks down, a message is sent once, and what is only asked for is asked again', async () => {
		const who = await proto.someone();
		proto.sandbox.faults.add({ times: 1, method: 'POST', fault: { status: 500 } });
		proto.sandbox.faults.add({ times: 2, method: 'GET', fault: { status: 500 } });
		const { error } = await run({ does: 'message send', parameters: { ...who, text: 'Hello' } });
		expect(error?.message).toContain('It may have been carried out all the same [item 0]');
		expect(error?.description).toContain('It was not sent again');
		expect(jsonOf(await run(GET, [{ ...who }]))).toMatchObject([{ id: who.humanId }]);
		expect(calls().map(({ method, status }) => [method, status])).toEqual([
			['POST', 500],
			['GET', 500],
			['GET', 500],
			['GET', 200],
		]);
	});

	test('stays broken down, what was asked for is asked for only so often', async () => {
		const { humanId } = await proto.someone();
		proto.sandbox.faults.add({
			method: 'GET',
			fault: { status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' },
		});
		const { error } = await run({ ...GET, options: { maxRetries: 2 } }, [{ humanId }]);
		expect(error?.description).toContain('502 Bad Gateway');
		expect(error?.message).not.toContain('<html>');
		expect(calls()).toHaveLength(3);
	});

	test('lets go of one message, the others of its chat are still sent, in their order', async () => {
		const who = await proto.someone();
		proto.sandbox.faults.add({
			method: 'POST',
			match: ({ body }) => JSON.stringify(body).includes('two'),
			fault: { status: 400, body: { error: { message: 'No' } } },
		});
		const job: Job = { does: 'message send', parameters: { ...who, text: '={{ $json.text }}' } };
		const errors = await errorsOf(
			job,
			['one', 'two', 'three', 'four'].map((text) => ({ text })),
		);
		expect(errors).toEqual([undefined, 'No [item 1]', undefined, undefined]);
		const texts = calls().map(
			({ body }) => (body as { message: { data: { text: string } } }).message.data.text,
		);
		expect(texts).toEqual(['one', 'two', 'three', 'four']);
	});
});
