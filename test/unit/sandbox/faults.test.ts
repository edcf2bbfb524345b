import { describe, expect, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../../sandbox/index.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();

/** Creates a human while a fault is on; `acted` tells whether there is one now. */
const tryToCreate = async (fault: Fault, rule: Partial<FaultRule> = {}) => {
	const { sandbox, client } = use;
	sandbox.faults.add({ service: 'proto', ...rule, fault });
	const outcome = await client.ask('POST', '/human', { body: { name: 'Ann' } }).then(
		(answer) => ({ answer, failed: false as const }),
		() => ({ answer: undefined, failed: true as const }),
	);
	const [entry] = sandbox.journal.entries();
	return { ...outcome, acted: sandbox.proto.humans.size > 0, entry };
};

describe('a fault decides how a request ends', () => {
	test('a status is answered in the error form of the service, and nothing was done', async () => {
		const { answer, acted, entry } = await tryToCreate({ status: 503, headers: { 'Retry-After': '7' } });
		expect(answer).toMatchObject({ status: 503, body: { error: { message: expect.any(String) } } });
		expect(answer?.headers.get('retry-after')).toBe('7');
		expect(acted).toBe(false);
		expect(entry).toMatchObject({ status: 503, note: 'fault: status 503', body: { name: 'Ann' } });
	});

	test('a status has the body it is given, as JSON or as text', async () => {
		const first = await tryToCreate({ status: 418, body: { reason: 'teapot' } }, { times: 1 });
		expect(first.answer?.body).toEqual({ reason: 'teapot' });
		const second = await tryToCreate({ status: 429, body: 'Retry later\n', contentType: 'text/plain' });
		expect(second.answer).toMatchObject({ status: 429, text: 'Retry later\n' });
		expect(second.answer?.headers.get('content-type')).toBe('text/plain');
	});

	test('a proxy that loses the answer says 502 although the service acted', async () => {
		const { answer, acted } = await tryToCreate({ status: 502, acts: true });
		expect(answer?.status).toBe(502);
		expect(acted).toBe(true);
	});

	test.each([
		['before', false],
		['after', true],
		['midway', true],
	] as const)(
		'a connection cut %s: the client fails, acted is %s, the journal has status 0',
		async (cut, expected) => {
			const { failed, acted, entry } = await tryToCreate({ cut });
			expect(failed).toBe(true);
			expect(acted).toBe(expected);
			expect(entry).toMatchObject({ status: 0, note: `fault: cut ${cut}`, finishedAt: expect.any(Number) });
		},
	);

	test('cut midway, the head and half of the bytes had arrived', async () => {
		const { sandbox } = use;
		sandbox.faults.add({ fault: { cut: 'midway' } });
		const response = await fetch(`${sandbox.proto.baseUrl}/x/human`);
		expect(response.status).toBe(401);
		const chunks: Uint8Array[] = [];
		const read = async (): Promise<void> => {
			for await (const chunk of response.body ?? []) chunks.push(chunk as Uint8Array);
		};
		await expect(read()).rejects.toThrow();
		const announced = Number(response.headers.get('content-length'));
		expect(Buffer.concat(chunks).length).toBe(Math.floor(announced / 2));
	});

	test.each([
		['before', false],
		['after', true],
	] as const)(
		'a service that hangs %s it acts never answers; the client gives up',
		async (hang, expected) => {
			const { sandbox, client } = use;
			sandbox.faults.add({ fault: { hang } });
			const giveUp = new AbortController();
			const asked = client.ask('POST', '/human', { body: {}, signal: giveUp.signal });
			const [entry] = await sandbox.journal.seen({ where: ({ note }) => note === `fault: hang ${hang}` });
			expect(sandbox.proto.humans.size > 0).toBe(expected);
			expect(entry).not.toHaveProperty('finishedAt');
			giveUp.abort();
			await expect(asked).rejects.toThrow();
			await sandbox.journal.seen({ where: ({ finishedAt }) => finishedAt !== undefined });
			expect(entry).toMatchObject({ status: 0 });
		},
	);

	test('a dripping answer begins well and has no end', async () => {
		const { sandbox } = use;
		sandbox.faults.add({ fault: { drip: { everyMs: 1, bytes: 3 } } });
		const response = await fetch(`${sandbox.proto.baseUrl}/x/human`);
		const reader = response.body?.getReader();
		for (let chunk = 0; chunk < 3; chunk += 1) {
			const read = await reader?.read();
			expect(
				Buffer.from(read?.value as Uint8Array)
					.toString()
					.trim(),
			).toBe('');
			expect(read?.done).toBe(false);
		}
		expect(sandbox.journal.entries()).toMatchObject([{ status: 0, note: 'fault: drip' }]);
		await reader?.cancel();
	});

	test('a login page comes with status 200 and is HTML', async () => {
		const { answer, acted } = await tryToCreate({ html: true });
		expect(answer?.status).toBe(200);
		expect(answer?.headers.get('content-type')).toContain('text/html');
		expect(acted).toBe(false);
	});

	test('an empty answer keeps the status, and the service acted', async () => {
		const { answer, acted } = await tryToCreate({ empty: true });
		expect(answer).toMatchObject({ status: 200, text: '' });
		expect(acted).toBe(true);
	});

	test('a raw text stands in place of the answer, and the service acted', async () => {
		const { answer, acted } = await tryToCreate({ raw: '{"human":', contentType: 'application/json' });
		expect(answer).toMatchObject({ status: 200, text: '{"human":' });
		expect(acted).toBe(true);
	});

	test('an answer is altered, and the service acted', async () => {
		const half = (content: string): string => content.slice(0, content.length / 2);
		const first = await tryToCreate({ alter: half }, { times: 1 });
		expect(first.acted).toBe(true);
		expect(first.answer?.text).toMatch(/^\{"human":/);
		expect(() => JSON.parse(first.answer?.text ?? '') as unknown).toThrow(SyntaxError);
		const bytes = Buffer.from('[1]');
		const second = await tryToCreate({ alter: () => bytes });
		expect(second.answer).toMatchObject({ status: 200, body: [1] });
		expect(second.entry?.note).toBe('fault: alter');
	});

	test('a redirect names its target, and nothing was done', async () => {
		const first = await tryToCreate({ redirect: 'https://elsewhere.example/x' }, { times: 1 });
		expect(first.answer?.status).toBe(302);
		expect(first.answer?.headers.get('location')).toBe('https://elsewhere.example/x');
		const second = await tryToCreate({ redirect: '/y', status: 308 });
		expect(second.answer?.status).toBe(308);
		expect(second.acted).toBe(false);
	});

	test('latency alone changes nothing but the time, and joins any other fault', async () => {
		const { sandbox } = use;
		const asked: number[] = [];
		const jitter = ({ seq }: { seq: number }): number => {
			asked.push(seq);
			return 1;
		};
		sandbox.faults.add({ fault: { latency: jitter } });
		const late = await tryToCreate({ latency: 1 }, { times: 1 });
		expect(late).toMatchObject({ answer: { status: 200 }, acted: true });
		const teapot = await tryToCreate({ latency: 1, status: 418 });
		expect(teapot.answer?.status).toBe(418);
		expect(asked).toHaveLength(2);
	});
});

describe('a fault is played where and when it is wanted', () => {
	test('by method, path, pattern and what was sent', async () => {
		const { sandbox, client } = use;
		const path = `/webhook/${sandbox.proto.channelId}/human`;
		sandbox.faults.add({ method: 'GET', fault: { status: 501 } });
		sandbox.faults.add({ path, fault: { status: 502 } });
		sandbox.faults.add({ path: /\/chat$/g, fault: { status: 503 } });
		sandbox.faults.add({
			match: ({ body }) => (body as { message?: unknown } | undefined)?.message !== undefined,
			fault: { status: 504 },
		});
		sandbox.faults.add({ service: 'amio', fault: { status: 505 } });
		expect((await client.ask('GET', '/human/x')).status).toBe(501);
		expect((await client.ask('POST', '/human', { body: {} })).status).toBe(502);
		expect((await client.ask('POST', '/chat', { body: {} })).status).toBe(503);
		expect((await client.ask('POST', '/chat', { body: {} })).status).toBe(503);
		expect((await client.say({ chatId: 'x', humanId: 'y' }, 'Hi')).status).toBe(504);
	});

	test('after so many calls, for so many calls, until it is taken away', async () => {
		const { sandbox, client } = use;
		const status = async (): Promise<number> => (await client.ask('POST', '/human', { body: {} })).status;
		sandbox.faults.add({ after: 1, times: 2, fault: { status: 500 } });
		expect([await status(), await status(), await status(), await status()]).toEqual([200, 500, 500, 200]);
		const remove = sandbox.faults.add({ fault: { status: 500 } });
		expect(await status()).toBe(500);
		remove();
		expect(await status()).toBe(200);
		sandbox.faults.add({ fault: { status: 500 } });
		sandbox.faults.clear();
		expect(await status()).toBe(200);
	});

	test('the first of two disturbances is played; the second does not count that call', async () => {
		const { sandbox, client } = use;
		sandbox.faults.add({ times: 1, fault: { status: 500 } });
		sandbox.faults.add({ times: 1, fault: { status: 501 } });
		const statuses: number[] = [];
		for (let call = 0; call < 3; call += 1)
			statuses.push((await client.ask('GET', '/chats?humanId=x')).status);
		expect(statuses).toEqual([500, 501, 200]);
	});
});
